import { Document } from "yaml";
import { BlankLines } from "./format/lines.ts";
import { Printer } from "./format/print.ts";
import { withPreferredQuotes } from "./format/quotes.ts";
import { newPart, type Part, type PartKind } from "./format/tree.ts";

/**
 * Formats a string as a YAML scalar on one line, for any context. Quotes it if it would otherwise mean
 * something else, even in YAML 1.1.
 */
export function scalarText(text: string): string {
  if (/[\n\r\t]/.test(text)) return JSON.stringify(text);
  const document = new Document([text], { version: "1.2", schema: "core", compat: "yaml-1.1" });
  const list = document.toString({ collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 });
  return withPreferredQuotes(list.trimEnd().slice(1, -1));
}

/** Formats strings as a YAML list on one line. */
export function listText(texts: readonly string[]): string {
  return `[${texts.map(scalarText).join(", ")}]`;
}

/** Formats a key and strings as `formatYaml` does: on one line if there is room. `indent`: the column of the key. */
export function listPairText(key: string, texts: readonly string[], indent: number): string {
  const part = (kind: PartKind, parent?: Part, source = "") =>
    newPart({ kind, start: 0, end: 0, parent, source });
  const pair = part("pair");
  const value = part("value", pair);
  const list = part("brackets", value);
  list.children.push(...texts.map(text => part("word", list, scalarText(text))));
  value.children.push(list);
  pair.children.push(part("word", pair, scalarText(key)), value);
  const text = new Printer(new BlankLines(""), new Set()).part(pair, { indent, column: indent, after: 0 });
  return `${" ".repeat(indent)}${text}`;
}
