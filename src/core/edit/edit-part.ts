import { type Entries, findEntries } from "../yaml/entries/entries.ts";
import { type Excerpt, excerptOf, fillExcerpt } from "../yaml/entries/excerpt.ts";
import { formatYaml } from "../yaml/format/format.ts";

/** Returns where in a text a member of the file is, by its index in the file. */
export type PositionOf = (index: number) => number;

/**
 * Edits the text of a file without the members that the edit doesn't need, and puts them back. If the file is formatted,
 * it stays formatted. `touched`: the indexes of the members that the edit changes, removes, or inserts others before.
 */
export function editPart(
  text: string,
  touched: readonly number[],
  edit: (part: string, positionOf: PositionOf) => string,
): string {
  const entries = findEntries(text) ?? { offsets: [0], margin: "" };
  const { offsets } = entries;
  const needed = neededEntries(text, entries, touched);
  const excerpt = excerptOf(text, entries, index => needed.has(index), "comment");
  const edited = edit(excerpt.text, index => positionIn(excerpt, index));
  const after = isFormatted(text) ? formattedIfPossible(edited) : edited;
  return fillExcerpt(after, excerpt, ({ from, to }) => text.slice(offsets[from], offsets[to]));
}

/**
 * Returns the entries that decide how a list is edited: the touched ones with their neighbors, the first and the last one,
 * and one of each style. An entry whose style isn't obvious is always needed.
 */
function neededEntries(text: string, { offsets }: Entries, touched: readonly number[]): ReadonlySet<number> {
  const last = offsets.length - 2;
  const needed = new Set([0, last, ...touched.flatMap(index => [index - 1, index, index + 1])]);
  const styles = new Set<string>();
  for (let index = 1; index < last; index += 1) {
    const style = styleOf(text.slice(offsets[index], offsets[index + 1]));
    if (style === undefined || !styles.has(style)) needed.add(index);
    if (style !== undefined) styles.add(style);
  }
  return needed;
}

/** Whether an entry is in braces, and whether a blank line follows it. Undefined if that isn't obvious. */
function styleOf(entry: string): string | undefined {
  const first = /^ *- +([\w"'{])/.exec(entry)?.[1];
  const isSpaced = /\n\n(?: *#.*\n)*$/.test(entry);
  if (first === undefined || (!isSpaced && /\n[ \t]*\n/.test(entry))) return undefined;
  return `${first === "{" ? "braces" : "lines"}, ${isSpaced ? "spaced" : "dense"}`;
}

function positionIn({ runs }: Excerpt, index: number): number {
  return runs.reduce((at, { from, to }) => (to <= index ? at - (to - from) : at), index);
}

function isFormatted(text: string): boolean {
  const formatted = formatYaml(text);
  return formatted.ok && formatted.value === text;
}

function formattedIfPossible(text: string): string {
  const formatted = formatYaml(text);
  return formatted.ok ? formatted.value : text;
}
