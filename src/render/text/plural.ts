/** Formats a number with its noun: `1 person`, `1,200 people`. */
export function pluralize(
  number: number,
  one: string,
  many = `${one}s`.replace(/persons$/, "people"),
): string {
  return `${formatNumber(number)} ${number === 1 ? one : many}`;
}

/** Joins items into a list: `a`, `a and b`, `a, b, and c`. */
export function formatList(items: readonly string[], conjunction = "and"): string {
  if (items.length < 3) return items.join(` ${conjunction} `);
  return `${items.slice(0, -1).join(", ")}, ${conjunction} ${items.at(-1)}`;
}

/** Lists the first items, and the number of the others: `a, b, c, and 4 more`. */
export function formatFirst(items: readonly string[], max: number): string {
  const rest = items.length - max;
  return formatList(rest > 0 ? [...items.slice(0, max), `${formatNumber(rest)} more`] : items);
}

/** Makes the first letter uppercase, for the beginning of a sentence. */
export function capitalize(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Adds commas between thousands. The first call of `toLocaleString` would take a fifth of the time that Node needs to start. */
export function formatNumber(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
