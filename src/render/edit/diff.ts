import { structuredPatch } from "diff";
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
function hunksOf(before: string, after: string, context: number) {
  const withLineFeeds = (text: string) => text.replace(/\r\n?/g, "\n");
  return structuredPatch("", "", withLineFeeds(before), withLineFeeds(after), "", "", { context }).hunks;
}
