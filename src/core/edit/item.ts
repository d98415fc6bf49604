import { CST } from "yaml";

/** An item of a list, or a key with its value, in the text of a file. */
export interface Item {
  readonly key: string | undefined;
  readonly value: CST.Token | undefined;
  /** The offset of its dash, key, or value. */
  readonly start: number;
  /** The end of the last token before its value. */
  readonly edge: number;
  /** The end of its last token, without trailing space and comments. */
  readonly end: number;
}

/** Converts a part of a collection to an item. Returns none if it has only comments or the last comma. */
export function itemOf({ start, key, sep, value }: CST.CollectionItem): readonly Item[] {
  const first = start.find(isContent) ?? key ?? value;
  if (!first) return [];
  const before = sep?.findLast(isContent) ?? key ?? start.findLast(isContent);
  const edge = before ? endOf(before) : first.offset;
  const name = CST.isScalar(key) ? CST.resolveAsScalar(key)?.value : undefined;
  return [{ key: name, value, start: first.offset, edge, end: value ? endOf(value) : edge }];
}

/** Returns the end of the last token of a value, without trailing space and comments. */
export function endOf(token: CST.Token): number {
  if (token.type === "flow-collection") return (token.end[0]?.offset ?? token.offset) + 1;
  if (CST.isCollection(token)) return token.items.flatMap(itemOf).at(-1)?.end ?? token.offset;
  if (token.type === "block-scalar") return token.offset + CST.stringify(token).trimEnd().length;
  return token.offset + ("source" in token ? token.source.length : 0);
}

/** Returns the pattern of the first line of an item that is commented out, by the kind of the items. */
export function commentedOutPattern({ type }: CST.Token, items: readonly Item[]): RegExp {
  const key = "[\"']?[\\w-]+[\"']?:(?:\\s|$)";
  if (type === "flow-collection") return /^\s*#\s*\{/;
  if (type === "block-map") return new RegExp(`^\\s*#\\s*${key}`);
  const isOfMappings = items.some(({ value }) => CST.isCollection(value));
  return isOfMappings ? new RegExp(`^\\s*#\\s*-\\s+(?:\\{|${key})`) : /^\s*#\s*-\s/;
}

function isContent({ type }: CST.Token): boolean {
  return type !== "space" && type !== "newline" && type !== "comment" && type !== "comma";
}
