import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { findInvisible } from "../source/invisible.ts";
import { Places, type Step } from "../source/locator.ts";
import { plainValues } from "./plain/builder.ts";
import { PlainPlaces } from "./plain/locations.ts";
import { readPlain } from "./plain/reader.ts";

/** A YAML file as a plain value whose parts still know where they stand. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** Null-prototype objects, arrays, strings, numbers, booleans and null; undefined where the text does not parse. */
  readonly value: unknown;
  /** Where the value at a path stands, or the key that leads to it. The nearest known ancestor if there is none. */
  placeOf(path: readonly Step[], part?: "value" | "key"): Place;
}

/** A file that was read, with what reading it found. */
export interface ReadFile {
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/** The largest file that is read, in bytes. */
export const largestFile = 64 * 1024 * 1024;

/**
 * The one door for YAML: bytes become a value with places, or diagnostics, whatever the bytes are. Plain YAML is read by
 * `readPlain`, all else by the yaml package, which is loaded where it is needed; both mean the same. Time grows in proportion to
 * the bytes, whatever they are: at most 20 microseconds a byte are meant, and 13 were measured on two busy cores, for a file of
 * closing brackets (`npm run bench`).
 */
export async function readSource(file: string, bytes: Uint8Array): Promise<ReadFile> {
  const decoded = decodeText(file, bytes);
  if (decoded.diagnostic)
    return { source: unreadable(file, decoded.text), diagnostics: [decoded.diagnostic] };
  const plain = readPlainSource(file, decoded.text);
  return plain ?? (await import("./full/parse.ts")).readYaml(file, decoded.text);
}

/** A text of plain YAML; nothing where it is anything else. */
export function readPlainSource(file: string, text: string): ReadFile | undefined {
  const value = readPlain(text, plainValues);
  if (value === undefined) return undefined;
  const places = new Places(file, text);
  let plainPlaces: PlainPlaces | undefined;
  const source: Source = {
    file,
    text,
    value,
    placeOf: (path, part = "value") => {
      plainPlaces ??= new PlainPlaces(text, places);
      return plainPlaces.ofPath(path, part);
    },
  };
  return { source, diagnostics: findInvisible(text, places) };
}

/** The source of a text that does not parse. */
export function unreadable(file: string, text: string): Source {
  const place: Place = { file, line: 1, column: 1, endColumn: 2 };
  return { file, text, value: undefined, placeOf: () => place };
}

/** The text of a file, or why it has none. A byte order mark is left out, and a lone CR is a line break. */
export function decodeText(
  file: string,
  bytes: Uint8Array,
): { readonly text: string; readonly diagnostic?: Diagnostic } {
  if (bytes.byteLength > largestFile) {
    const place: Place = { file, line: 1, column: 1, endColumn: 2 };
    return {
      text: "",
      diagnostic: { code: "file-too-large", details: { bytes: bytes.byteLength, limit: largestFile }, place },
    };
  }
  const looksLike = isUtf16(bytes) ? "UTF-16" : undefined;
  const text = decodeUtf8(bytes);
  if (text === undefined || looksLike) {
    const lossy = new TextDecoder("utf-8").decode(bytes);
    const at = looksLike ? 0 : Math.max(lossy.indexOf("\ufffd"), 0);
    const shown = looksLike ? "" : lossy;
    return {
      text: shown,
      diagnostic: new Places(file, shown).diagnostic("not-utf8", { looksLike }, at, at + 1),
    };
  }
  // Most files are printable ASCII, and that is seen much faster than that nothing else is in them.
  if (!/[^\n -~]/.test(text)) return { text };
  const normalized = text.replace(/\r(?!\n)/g, "\n");
  const control = /(?![\t\n\r\u0085])\p{Cc}|[\ufffe\uffff]/u.exec(normalized);
  if (!control) return { text: normalized };
  const codePoint = control[0].codePointAt(0) ?? 0;
  const places = new Places(file, normalized);
  return {
    text: normalized,
    diagnostic: places.diagnostic("control-character", { codePoint }, control.index, control.index + 1),
  };
}

function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
