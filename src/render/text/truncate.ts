import { pluralize } from "./plural.ts";

/** The maximum size of a text, in bytes of UTF-8, and a hint for readers about where to find the rest. */
export interface SizeLimit {
  readonly bytes: number;
  readonly overflowHint: string;
}

/** Cuts a list or a table to a limit. Returns its head, the rows that fit, and a line that counts the omitted rows. */
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

/** Counts how many items fit into a number of bytes, starting with the first, with a line break after each. */
export function countFitting(sizes: readonly number[], bytes: number): number {
  let used = 0;
  const first = sizes.findIndex(size => {
    used += size + 1;
    return used > bytes;
  });
  return first === -1 ? sizes.length : first;
}

/** Returns the line that counts omitted rows: `… and 3 more people: all of them are in the job summary of the run`. */
export function omittedLine(left: number, what: string, { overflowHint }: SizeLimit): string {
  return `… and ${pluralize(left, `more ${what}`)}: ${overflowHint}`;
}

/** Returns the length of a text in bytes of UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
