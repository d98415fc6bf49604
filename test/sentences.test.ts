import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { expect, test } from "vitest";

const source = join(import.meta.dirname, "..", "src");
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(path => path.endsWith(".ts"));

/** The minimum number of words. Shorter texts are parts of sentences. */
const minWords = 5;

/** Returns the sentences in the string literals of a file, with an ellipsis for each inserted value. */
function sentencesIn(path: string): readonly string[] {
  const program = parseAst(readFileSync(join(source, path), "utf8"), { lang: "ts" }, path);
  return textsIn(program).flatMap(text => text.split(/(?<=[.:;!?])\s+/).filter(isSentence));
}

function textsIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  if (typeof node !== "object" || node === null) return [];
  const { type, value, quasis } = node as {
    readonly type?: string;
    readonly value?: unknown;
    readonly quasis?: readonly { readonly value: { readonly cooked: string } }[];
  };
  const inner = Object.values(node).flatMap(textsIn);
  if (type === "Literal" && typeof value === "string") return [value, ...inner];
  if (type !== "TemplateLiteral") return inner;
  return [(quasis ?? []).map(one => one.value.cooked).join("…"), ...inner];
}

function isSentence(text: string): boolean {
  return text.split(/\s+/).filter(word => /\p{L}{2}/u.test(word)).length >= minWords;
}

test("finds each sentence of src only once", () => {
  const pathsOf = new Map<string, string[]>();
  for (const path of files)
    for (const sentence of sentencesIn(path)) pathsOf.set(sentence, [...(pathsOf.get(sentence) ?? []), path]);
  expect(pathsOf.size).toBeGreaterThan(500);
  expect([...pathsOf].filter(([, paths]) => paths.length > 1)).toEqual([]);
});
