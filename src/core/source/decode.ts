import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Location } from "../diagnostics/location.ts";
import { detectFormat } from "../values/file-format.ts";
import { LineMap } from "./line-map.ts";

/** The maximum size of a file, in bytes. */
export const maxFileBytes = 64 * 1024 * 1024;

/** Decodes a file, or returns why it can't be decoded. Drops a byte order mark, and replaces each lone CR with LF. */
export function decodeText(
  file: string,
  bytes: Uint8Array,
): { readonly text: string; readonly diagnostic?: Diagnostic } {
  if (bytes.byteLength > maxFileBytes) {
    const location: Location = { file, line: 1, column: 1, endColumn: 2 };
    return {
      text: "",
      diagnostic: {
        code: "file-too-large",
        details: { bytes: bytes.byteLength, limit: maxFileBytes },
        location,
      },
    };
  }
  const looksLike = detectFormat(bytes);
  const text = decodeUtf8(bytes);
  if (text === undefined || looksLike) {
    const lossy = new TextDecoder("utf-8").decode(bytes);
    const at = looksLike ? 0 : Math.max(lossy.indexOf("\ufffd"), 0);
    const shown = looksLike ? "" : lossy;
    return {
      text: shown,
      diagnostic: new LineMap(file, shown).diagnostic("not-utf8", { looksLike }, at, at + 1),
    };
  }
  // Most files are printable ASCII, which is much faster to check than the rule below.
  if (!/[^\n -~]/.test(text)) return { text };
  const normalized = text.replace(/\r(?!\n)/g, "\n");
  const control = /(?![\t\n\r\u0085])\p{Cc}|[\ufffe\uffff]/u.exec(normalized);
  if (!control) return { text: normalized };
  const codePoint = control[0].codePointAt(0) ?? 0;
  const lineMap = new LineMap(file, normalized);
  return {
    text: normalized,
    diagnostic: lineMap.diagnostic("control-character", { codePoint }, control.index, control.index + 1),
  };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
