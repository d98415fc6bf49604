import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Location } from "../../diagnostics/location.ts";
import { findMissingSpace } from "../../yaml/syntax/explain-line.ts";
import type { SyntaxMistake } from "../../yaml/syntax/mistake.ts";
import type { ShapeProblem } from "./consequences.ts";
import type { FileContext } from "./context.ts";
import { keysAt } from "./keys.ts";
import { isItem, keyOf, valueAt } from "./path.ts";
import { syntaxProblem } from "./syntax-problem.ts";
import { typeHint } from "./type-hints.ts";

/** Returns what is wrong with the value at a path that has another type than expected. */
export function wrongType(
  context: FileContext,
  path: readonly string[],
  expected: readonly string[],
): Diagnostic {
  const { source } = context;
  const value = valueAt(source.value, path);
  const location = source.locate(path);
  const glued = gluedIn(context, path, expected, value);
  if (glued) return syntaxProblem(glued.mistake, glued.location);
  const keyLocation = source.locate(path, "key");
  const rest =
    value === null && !isItem(path)
      ? context.restOfLine(keyLocation.line, keyLocation.endColumn).replace(/^["']?\s*:/, "")
      : "";
  const hint = typeHint({ path, expected, value, rest });
  const key = keyOf(path);
  const made = expected.join() === "string" && hint === undefined ? interpretedAs(value, location) : {};
  return {
    code: "wrong-type",
    details: {
      key: isItem(path) ? `An item of ${key}` : key,
      expected: expected.join(" or "),
      found: typeOf(value),
      ...made,
      ...(hint && { hint }),
    },
    location,
  };
}

/** The missing space that makes text of a mapping or of a list item, or a key of a list item. */
function gluedIn(
  { source, kind }: FileContext,
  path: readonly string[],
  expected: readonly string[],
  value: unknown,
): { readonly mistake: SyntaxMistake; readonly location: Location } | undefined {
  if (expected.includes("array")) {
    const text = typeof value === "string" ? value : Object.keys(Object(value)).find(key => /^-\D/.test(key));
    const mistake = text?.startsWith("-") ? findMissingSpace(text) : undefined;
    const location =
      typeof value === "string" ? source.locate(path) : source.locate([...path, text ?? ""], "key");
    return mistake && { mistake, location };
  }
  if (!expected.includes("object") || typeof value !== "string") return undefined;
  const mistake = findMissingSpace(value);
  const key = /^[^:]*/.exec(value)?.[0] ?? "";
  const isKey = path.length === 1 || keysAt(kind, path).includes(key);
  return mistake && isKey ? { mistake, location: source.locate(path) } : undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "number" && !Number.isInteger(value) ? "fraction" : typeof value;
}

/**
 * Returns what YAML made of a plain word where text belongs, such as 1000 for `1e3`. A missing value is also null, but
 * only the word `null` is four columns wide.
 */
function interpretedAs(value: unknown, { column, endColumn }: Location): { readonly made?: string } {
  const isWord = value === null ? endColumn - column === 4 : typeof value !== "object";
  return isWord ? { made: String(value) } : {};
}

/** Reports the entries of members that are only text, one after the other, as one problem. */
export function joinTextMembers(problems: readonly ShapeProblem[]): readonly ShapeProblem[] {
  const joined: ShapeProblem[] = [];
  let last = -2;
  for (const problem of problems) {
    const { diagnostic } = problem;
    const before = joined.at(-1)?.diagnostic;
    const hint = diagnostic.code === "wrong-type" ? diagnostic.details.hint : undefined;
    const index = hint?.hint === "member" ? Number(problem.path[1]) : -2;
    const isNext = index === last + 1 && index > 0;
    if (isNext && before?.code === "wrong-type" && before.details.hint?.hint === "member") {
      const { others } = before.details.hint;
      const details = { ...before.details, hint: { ...before.details.hint, others: others + 1 } };
      joined[joined.length - 1] = { path: joined.at(-1)?.path ?? [], diagnostic: { ...before, details } };
    } else joined.push(problem);
    last = index;
  }
  return joined;
}
