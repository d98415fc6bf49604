import { type StructuredPatchHunk, structuredPatch } from "diff";
import { escapeTerminal } from "../text/escape.ts";
import type { Layout } from "../text/layout.ts";

/** The text of a file before and after a change. */
export interface ChangedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** Formats the changes to files as a unified diff. Safe for a terminal. */
export function renderDiff(files: readonly ChangedFile[], { style }: Pick<Layout, "style">): string {
  const lines = files.flatMap(({ file, before, after }) => [
    `--- a/${file}`,
    `+++ b/${file}`,
    ...hunksOf(before, after, 3).flatMap(({ oldStart, oldLines, newStart, newLines, lines: own }) => [
      `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
      ...own,
    ]),
  ]);
  const painted = (line: string) => {
    const safe = escapeTerminal(line);
    if (line.startsWith("+")) return style.green(safe);
    return line.startsWith("-") ? style.red(safe) : safe;
  };
  return lines.map(line => `${painted(line)}\n`).join("");
}

/** Returns the changed lines, each with its + or - sign. */
export function changedLines(before: string, after: string): readonly string[] {
  return hunksOf(before, after, 0)
    .flatMap(hunk => hunk.lines)
    .filter(line => /^[+-]/.test(line));
}

/** Compares two texts by line, ignoring line endings. `context`: the number of unchanged lines around each change. */
function hunksOf(before: string, after: string, context: number): readonly StructuredPatchHunk[] {
  const withLineFeeds = (text: string) => text.replace(/\r\n?/g, "\n");
  const [old, text] = [withLineFeeds(before), withLineFeeds(after)];
  // Splitting a large file into lines takes much longer than finding its unchanged ends.
  const { start, end } = unchangedEnds(old, text, context);
  const [oldPart, newPart] = [old.slice(start, old.length - end), text.slice(start, text.length - end)];
  const skipped = old.slice(0, start).split("\n").length - 1;
  const { hunks } = structuredPatch("", "", oldPart, newPart, "", "", { context });
  return hunks.map(one => ({ ...one, oldStart: one.oldStart + skipped, newStart: one.newStart + skipped }));
}

/**
 * Returns the lengths of the lines that both texts start with, and of those that both end with, except for some of them next to
 * the change.
 */
function unchangedEnds(one: string, other: string, keptLines: number) {
  const most = Math.min(one.length, other.length);
  let same = 0;
  while (same < most && one.charCodeAt(same) === other.charCodeAt(same)) same += 1;
  let start = lineStart(one, same);
  let end = 0;
  const isSameBefore = (at: number) =>
    one.charCodeAt(one.length - at - 1) === other.charCodeAt(other.length - at - 1);
  while (end < most - start && isSameBefore(end)) end += 1;
  for (let line = 0; line < keptLines; line += 1) start = lineStart(one, Math.max(start - 1, 0));
  // The first of these lines may be only the end of a line.
  for (let line = 0; line <= keptLines; line += 1) {
    const next = one.indexOf("\n", one.length - end);
    end = next === -1 ? 0 : one.length - next - 1;
  }
  return { start, end };
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}
