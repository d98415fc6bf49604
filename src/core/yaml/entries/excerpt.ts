import type { Entries } from "./entries.ts";

/** Consecutive entries: the index of the first one, and that after the last one. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** A text with marks in place of some of its entries. */
export interface Excerpt {
  readonly text: string;
  /** The entries in place of which the marks are, in order. */
  readonly runs: readonly Run[];
}

/**
 * Replaces entries by marks, one for each run of entries. A mark is an item or a comment on a line of its own, in the column of the
 * dashes.
 */
export function excerptOf(
  text: string,
  { offsets, margin }: Entries,
  isKept: (index: number) => boolean,
  mark: "item" | "comment",
): Excerpt {
  const parts: string[] = [];
  const runs: Run[] = [];
  const last = offsets.length - 1;
  let written = 0;
  for (let from = 0; from < last; from += 1) {
    if (isKept(from)) continue;
    let to = from + 1;
    while (to < last && !isKept(to)) to += 1;
    const line = `${margin}${mark === "item" ? "-" : "#"} \ue000${runs.length}\n`;
    parts.push(text.slice(written, offsets[from]), line);
    written = offsets[to] ?? text.length;
    runs.push({ from, to });
    from = to;
  }
  return { text: [...parts, text.slice(written)].join(""), runs };
}

/** Replaces each mark, in any column, in the text of an excerpt or after a change of it. `textOf` returns whole lines. */
export function fillExcerpt(text: string, { runs }: Excerpt, textOf: (run: Run) => string): string {
  return text.replace(/^ *[-#] \ue000(\d+)\n/gm, (found, index: string) => {
    const run = runs[Number(index)];
    return run ? textOf(run) : found;
  });
}
