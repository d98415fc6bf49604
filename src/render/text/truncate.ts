import { count } from "./plural.ts";

/** Room without end. */
export const anyRoom: Room = { bytes: Number.POSITIVE_INFINITY, restAt: "" };

/** Where a text is shown: how long it may be, in bytes of UTF-8, and where the rest can be read, in words. */
export interface Room {
  readonly bytes: number;
  readonly restAt: string;
}

/** A list or a table cut to a room: its head, the rows that fit, and a paragraph that says how many do not. */
export function cutBlock(head: readonly string[], rows: readonly string[], room: Room, what: string): string {
  const fit = fitting(rows.map(sizeOf), room.bytes);
  const lines = [...head, ...rows.slice(0, fit)];
  const rest = fit < rows.length ? [restLine(rows.length - fit, what, room)] : [];
  return [...(lines.length > 0 ? [lines.join("\n")] : []), ...rest].join("\n\n");
}

/** How many of the sizes, from the first one, fit with a line break behind each. */
export function fitting(sizes: readonly number[], bytes: number): number {
  let used = 0;
  const first = sizes.findIndex(size => {
    used += size + 1;
    return used > bytes;
  });
  return first === -1 ? sizes.length : first;
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
