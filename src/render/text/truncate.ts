import { count } from "./plural.ts";

/** Room without end. */
export const anyRoom: Room = { bytes: Number.POSITIVE_INFINITY, restAt: "" };

/** Where a text is shown: how long it may be, in bytes of UTF-8, and where the rest can be read, in words. */
export interface Room {
  readonly bytes: number;
  readonly restAt: string;
}

/** As many whole rows as fit, and what says how many are left out: nothing, or one sentence. */
export function cutRows(rows: readonly string[], room: Room, what: string): CutRows {
  const shown = fitting(rows, room);
  if (shown === rows.length) return { shown: rows, rest: [] };
  return { shown: rows.slice(0, shown), rest: [restLine(rows.length - shown, what, room)] };
}

/** Rows that were cut to a room. */
export interface CutRows {
  readonly shown: readonly string[];
  readonly rest: readonly string[];
}

/** A list or a table cut to a room: its head, the rows that fit, and a paragraph that says how many do not. */
export function cutBlock(head: readonly string[], rows: readonly string[], room: Room, what: string): string {
  const { shown, rest } = cutRows(rows, room, what);
  const lines = [...head, ...shown];
  return [...(lines.length > 0 ? [lines.join("\n")] : []), ...rest].join("\n\n");
}

/** How many of the rows, from the first on, fit. */
export function fitting(rows: readonly string[], { bytes }: Room): number {
  let used = 0;
  const first = rows.findIndex(row => {
    used += sizeOf(row) + 1;
    return used > bytes;
  });
  return first === -1 ? rows.length : first;
}

/** `… and 3 more people: all of them are in the job summary.` */
export function restLine(left: number, what: string, { restAt }: Room): string {
  return `… and ${count(left, `more ${what}`, `more ${what === "person" ? "people" : `${what}s`}`)}: ${restAt}`;
}

/** In characters of a value that somebody wrote. */
const longestValue = 320;

/** A value from outside in a sentence: longer than any that is meant, it would hide what the sentence says. */
export function brief(value: string): string {
  return value.length > longestValue
    ? `${value.slice(0, longestValue).replace(/[\ud800-\udbff]$/, "")}…`
    : value;
}

/** In bytes of UTF-8. */
export function sizeOf(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
