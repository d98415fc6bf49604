import keys from "virtual:keys";
import { findMissingSpace } from "../../yaml/syntax/explain-line.ts";
import { oddSpace, type SyntaxMistake } from "../../yaml/syntax/mistake.ts";
import { mergeKey, type ShapeProblem } from "./consequences.ts";
import type { FileContext } from "./context.ts";
import { homeOf, keysAt, suggestKey } from "./keys.ts";
import { syntaxProblem } from "./syntax-problem.ts";

/** Returns what is wrong with a key that isn't valid in the mapping at a path. */
export function unknownKey(
  { source, kind }: FileContext,
  path: readonly string[],
  key: string,
): ShapeProblem {
  const location = source.locate([...path, key], "key");
  if (key === mergeKey) return { path, diagnostic: { code: "merge-key", details: {}, location }, meant: key };
  if (kind === "included" && path.length === 0 && keys.main.includes(key)) {
    return { path, diagnostic: { code: "key-of-main-file", details: { key }, location } };
  }
  const known = keysAt(kind, path);
  const space = missingSpaceIn(key, known);
  if (space) return { path, diagnostic: syntaxProblem(space.mistake, location), meant: space.key };
  const home = homeOf(key, kind, path);
  const suggestion = home ? undefined : suggestKey(key, known);
  const details = { key, known, suggestion, home };
  return { path, diagnostic: { code: "unknown-key", details, location }, meant: home ? key : suggestion };
}

/** The odd space before a key, or the space that is missing after it, and the key that it should be. */
function missingSpaceIn(
  key: string,
  known: readonly string[],
): { readonly mistake: SyntaxMistake; readonly key: string } | undefined {
  const odd = oddSpace.exec(key);
  const trimmed = key.trim();
  if (odd?.index === 0 && known.includes(trimmed)) {
    const codePoint = odd[0].codePointAt(0) ?? 0;
    const end = key.length - key.trimStart().length;
    return {
      mistake: { problem: { problem: "odd-space", codePoint, after: undefined }, start: 0, end },
      key: trimmed,
    };
  }
  const mistake = findMissingSpace(key);
  const name = /^[^:]*/.exec(key)?.[0] ?? "";
  return mistake && known.includes(name) ? { mistake, key: name } : undefined;
}
