import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { describe, expect, test } from "vitest";

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter(path =>
  path.endsWith(".test.ts"),
);

interface SyntaxNode {
  readonly type?: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly callee?: SyntaxNode;
  readonly object?: SyntaxNode;
  readonly arguments?: readonly SyntaxNode[];
  readonly quasis?: readonly { readonly value: { readonly cooked: string } }[];
}

/** The names of the tests in a syntax tree, each inserted value as an ellipsis. */
function testNamesIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(testNamesIn);
  if (typeof node !== "object" || node === null) return [];
  const inner = Object.values(node).flatMap(testNamesIn);
  const { type, callee, arguments: [title] = [] } = node as SyntaxNode;
  if (type !== "CallExpression" || !isTest(callee)) return inner;
  if (title?.quasis) return [title.quasis.map(one => one.value.cooked).join("…"), ...inner];
  return typeof title?.value === "string" ? [title.value, ...inner] : inner;
}

/** Whether an expression is `test`, `test.concurrent`, `test.for(…)`, or the like. */
function isTest(node: SyntaxNode | undefined): boolean {
  if (!node) return false;
  if (node.type === "Identifier") return node.name === "test" || node.name === "it";
  return isTest(node.type === "CallExpression" ? node.callee : node.object);
}

/** What is wrong with the name of a test, if anything. */
function problemOf(name: string): string | undefined {
  if (name.length > 80) return "is longer than 80 characters";
  if (!/^(can|can't|cannot|doesn't|has|[a-z]+(-[a-z]+)*[^s]s),? /.test(`${name} `))
    return "doesn't begin with a verb in the third person";
  if (/^(always|does|is|its|says|this|was)\b/.test(name))
    return "needs a verb that names the behavior, such as rejects or keeps";
  return undefined;
}

describe("the name of each test", () => {
  test.for(files)("states in %s what the program does, in the present tense", (path, { expect }) => {
    const names = testNamesIn(
      parseAst(readFileSync(join(import.meta.dirname, path), "utf8"), { lang: "ts" }, path),
    );
    expect(
      names.flatMap(name => [problemOf(name)].flatMap(problem => (problem ? [`"${name}" ${problem}`] : []))),
    ).toEqual([]);
  });

  test.for(["rejects an invalid timestamp", "doesn't send an invite twice"])("accepts %j", name => {
    expect(problemOf(name)).toBeUndefined();
  });

  test.for(["with a time that is none is refused", "is refused", "a file stays", `keeps ${"x".repeat(80)}`])(
    "rejects %j",
    name => {
      expect(problemOf(name)).toBeDefined();
    },
  );
});
