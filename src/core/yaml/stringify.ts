import { Document } from "yaml";

/**
 * Formats a string as a YAML scalar on one line, for any context. Quotes it if it would otherwise mean
 * something else, even in YAML 1.1.
 */
export function scalarText(text: string): string {
  return /[\n\r\t]/.test(text) ? JSON.stringify(text) : listText([text]).slice(1, -1);
}

/** Formats strings as a YAML list on one line. */
export function listText(texts: readonly string[]): string {
  const document = new Document(texts, { version: "1.2", schema: "core", compat: "yaml-1.1" });
  return document.toString({ collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
}
