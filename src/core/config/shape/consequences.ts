import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { isObject } from "../../values/untyped.ts";
import { valueAt } from "./path.ts";

/** A problem with the shape of a file. */
export interface ShapeProblem {
  /** The mapping or value that has the problem. */
  readonly path: readonly string[];
  readonly diagnostic: Diagnostic;
  /** The key that is meant by an unknown key. */
  readonly meant?: string | undefined;
}

/**
 * Returns the problems without those that follow from another one: a key that is missing because it is misspelled or isn't indented,
 * and a key without a value because the lines below it aren't indented. `unread`: what reading the file as YAML reported.
 */
export function withoutConsequences(
  problems: readonly ShapeProblem[],
  unread: readonly Diagnostic[],
  source: Source,
): readonly ShapeProblem[] {
  const meant = new MeantKeys(problems, unread);
  const kept = problems.filter(problem => !isExplained(problem, meant, source));
  return withUnindented(kept, source);
}

/** The keys that are meant by other keys, and where those are. */
class MeantKeys {
  readonly #inMappings = new Set<string>();
  readonly #lines = new Map<string, Set<number>>();

  constructor(problems: readonly ShapeProblem[], unread: readonly Diagnostic[]) {
    for (const { path, diagnostic, meant } of problems) {
      if (meant === undefined) continue;
      this.#inMappings.add(mappingKey(path, meant));
      if (path.length === 0) this.#addLine(meant, diagnostic.location.line);
    }
    for (const { code, details, location } of unread)
      if (code === "duplicate-key") this.#addLine(details.key, location.line);
  }

  /** Whether a key is meant by another key of the mapping, or by a key of the top level in some lines. */
  has(path: readonly string[], key: string, lines: () => readonly [number, number]): boolean {
    if (this.#inMappings.has(mappingKey(path, key)) || this.#inMappings.has(mappingKey(path, mergeKey)))
      return true;
    const found = this.#lines.get(key);
    if (!found || path.length === 0) return false;
    const [first, last] = lines();
    for (let line = first; line <= last; line += 1) if (found.has(line)) return true;
    return false;
  }

  #addLine(key: string, line: number): void {
    this.#lines.set(key, (this.#lines.get(key) ?? new Set()).add(line));
  }
}

/** The key that merges other mappings, so it may mean any key. */
export const mergeKey = "<<";

function mappingKey(path: readonly string[], key: string): string {
  return JSON.stringify([...path, key]);
}

function isExplained({ path, diagnostic }: ShapeProblem, meant: MeantKeys, source: Source): boolean {
  const missing =
    diagnostic.code === "missing-key"
      ? [diagnostic.details.key, ...(diagnostic.details.key === "members" ? ["include"] : [])]
      : diagnostic.code === "member-without-workspaces"
        ? ["workspaces", "groups"]
        : [];
  return missing.some(key => meant.has(path, key, () => linesOf(path, source)));
}

/** The first line of a list item, and the last line before the next one. */
function linesOf(path: readonly string[], source: Source): readonly [number, number] {
  const list = path.slice(0, -1);
  const index = Number(path.at(-1));
  const items = valueAt(source.value, list);
  const first = source.locate(path).line;
  if (Array.isArray(items) && index + 1 < items.length)
    return [first, Math.max(source.locate([...list, index + 1]).line - 1, first)];
  return [first, source.text.split("\n").length];
}

/** The keys of mappings with names or settings. */
const holders = ["workspaces", "groups", "settings"] as const;

/** Of the lines below an empty key that should be indented, reports only the first, and not that the key is empty. */
function withUnindented(problems: readonly ShapeProblem[], source: Source): readonly ShapeProblem[] {
  const dropped = new Set<ShapeProblem>();
  const replaced = new Map<ShapeProblem, ShapeProblem>();
  for (const problem of problems) {
    const { path, diagnostic } = problem;
    const home = path.length === 1 ? holders.find(key => key === path[0]) : undefined;
    if (!home || diagnostic.code !== "wrong-type" || diagnostic.details.found !== "null") continue;
    const [first, ...others] = unindentedBelow(home, problems, source);
    if (first?.diagnostic.code !== "unknown-key") continue;
    for (const one of [problem, ...others]) dropped.add(one);
    const details = { ...first.diagnostic.details, home };
    replaced.set(first, { ...first, diagnostic: { ...first.diagnostic, details } });
  }
  return problems.filter(one => !dropped.has(one)).map(one => replaced.get(one) ?? one);
}

/** The unknown keys of the top level between a key and the next valid one, in the order of the text. */
function unindentedBelow(
  key: string,
  problems: readonly ShapeProblem[],
  source: Source,
): readonly ShapeProblem[] {
  const unknown = problems.filter(one => one.path.length === 0 && one.diagnostic.code === "unknown-key");
  const unknownLines = new Set(unknown.map(one => one.diagnostic.location.line));
  const after = source.locate([key], "key").line;
  const ends = Object.keys(isObject(source.value) ? source.value : {})
    .map(one => source.locate([one], "key").line)
    .filter(line => line > after && !unknownLines.has(line));
  const end = ends.reduce((least, line) => Math.min(least, line), Number.POSITIVE_INFINITY);
  return unknown
    .filter(({ diagnostic: { location } }) => location.line > after && location.line < end)
    .sort((a, b) => a.diagnostic.location.line - b.diagnostic.location.line);
}
