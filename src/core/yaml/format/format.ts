import type { Result } from "../../values/result.ts";
import { type Entries, findEntries } from "../entries/entries.ts";
import { excerptOf, fillExcerpt } from "../entries/excerpt.ts";
import { EntryFormatter, hasCommentBelow } from "./entry.ts";
import { type FormatProblem, formatWhole } from "./whole.ts";

/**
 * Formats YAML without syntax errors like Prettier 3 with its default options (prettier.io/docs/options): two spaces
 * for each level, at most 80 columns for braces and brackets, at most one blank line in a row, double quotes. Keeps
 * comments, order, and anchors. Formats the entries of `members` one by one, and the rest of the file as a whole.
 */
export function formatYaml(text: string): Result<string, FormatProblem> {
  const entries = findEntries(text);
  if (!entries) return formatWhole(text);
  const formatted = formatEntries(text, entries);
  const rest = excerptOf(text, entries, index => formatted[index] === undefined, "item");
  const result = formatWhole(rest.text);
  if (result.ok) {
    const value = fillExcerpt(result.value, rest, ({ from, to }) => formatted.slice(from, to).join(""));
    return { ok: true, value };
  }
  if (result.problem.reason !== "syntax") return result;
  const above = rest.text.split("\n", result.problem.line - 1).map(line => `${line}\n`);
  const { offsets } = entries;
  const lines = fillExcerpt(above.join(""), rest, ({ from, to }) => text.slice(offsets[from], offsets[to]));
  return { ok: false, problem: { reason: "syntax", line: lines.split("\n").length } };
}

/** Returns the formatted text of each entry that doesn't need its neighbors for that. */
function formatEntries(text: string, { offsets, margin }: Entries): readonly (string | undefined)[] {
  const formatter = new EntryFormatter(margin);
  const formatted: (string | undefined)[] = [];
  let next: string | undefined;
  for (let index = offsets.length - 2; index >= 0; index -= 1) {
    const entry = text.slice(offsets[index], offsets[index + 1]);
    const isAlone = !hasCommentBelow(entry, margin);
    // A comment above the first entry may belong to the list, and one below the last entry to what follows. Whether a blank line
    // follows a comment above an entry also depends on the comments below that entry.
    if (index > 0 && isAlone && next !== undefined) formatted[index] = formatter.format(entry);
    next = isAlone ? entry : undefined;
  }
  return formatted;
}
