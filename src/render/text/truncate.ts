import { pluralize } from "./plural.ts";

/** Where a text is shown: how long it may be, in bytes of UTF-8, and where the rest can be read, in words. */
export interface SizeLimit {
  readonly bytes: number;
  readonly overflowHint: string;
}

/** A list or a table cut to a room: its head, the rows that fit, and a paragraph that says how many do not. */
export function truncateList(
  head: readonly string[],
  rows: readonly string[],
  limit: SizeLimit,
  what: string,
): string {
  const fit = countFitting(rows.map(byteLength), limit.bytes);
  const lines = [...head, ...rows.slice(0, fit)];
  const rest = fit < rows.length ? [omittedLine(rows.length - fit, what, limit)] : [];
  return [...(lines.length > 0 ? [lines.join("\n")] : []), ...rest].join("\n\n");
}

/** How many of the sizes, from the first one, fit with a line break behind each. */
export function countFitting(sizes: readonly number[], bytes: number): number {
  let used = 0;
  const first = sizes.findIndex(size => {
    used += size + 1;
    return used > bytes;
  });
  return first === -1 ? sizes.length : first;
}

/** `… and 3 more people: all of them are in the job summary.` */
export function omittedLine(left: number, what: string, { overflowHint }: SizeLimit): string {
  return `… and ${pluralize(left, `more ${what}`)}: ${overflowHint}`;
}

/** In bytes of UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
