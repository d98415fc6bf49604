import { Composer, type Document, Lexer, type ParsedNode, Parser, type YAMLError } from "yaml";
import type { Diagnostic, Place } from "./diagnostic.ts";
import { findInvisible } from "./invisible.ts";
import { Places, type Step } from "./places.ts";
import { readNodes } from "./yaml-values.ts";

/** A YAML file as a plain value whose parts still know where they stand. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** Null-prototype objects, arrays, strings, numbers, booleans and null; undefined where the text does not parse. */
  readonly value: unknown;
  /** Where the value at a path stands, or the key that leads to it. The nearest known ancestor if there is none. */
  placeOf(path: readonly Step[], part?: "value" | "key"): Place;
}

/** The largest file that is read, in bytes. */
export const largestFile = 64 * 1024 * 1024;
/** Collections within collections. A members file needs four; the parser's own limit is the stack. */
const deepest = 64;
/** The parser keeps up to three tokens on its stack for a level. */
const deepestStack = deepest * 3;

/**
 * The one door for YAML: bytes become a value with places, or diagnostics, whatever the bytes are. Time grows in proportion
 * to the bytes, whatever they are: at most 20 microseconds a byte are meant, and 13 were measured on two busy cores, for a file of
 * closing brackets (`npm run bench`).
 */
export function readSource(
  file: string,
  bytes: Uint8Array,
): { readonly source: Source; readonly diagnostics: readonly Diagnostic[] } {
  const decoded = decodeText(file, bytes);
  if (decoded.diagnostic)
    return { source: unreadable(file, decoded.text), diagnostics: [decoded.diagnostic] };

  const places = new Places(file, decoded.text);
  const { document, problem } = parse(decoded.text, places);
  if (problem) return { source: unreadable(file, decoded.text), diagnostics: [problem] };
  if (!document?.contents) {
    return {
      source: unreadable(file, decoded.text),
      diagnostics: [places.diagnostic("empty-file", {}, 0, 0)],
    };
  }
  const syntax = problemsOf(document, decoded.text, places);
  if (syntax.length > 0) return { source: unreadable(file, decoded.text), diagnostics: syntax };

  const { value, diagnostics } = readNodes(document.contents, places);
  const source: Source = {
    file,
    text: decoded.text,
    value,
    placeOf: (path, part = "value") => places.ofPath(document.contents, path, part),
  };
  return { source, diagnostics: [...findInvisible(decoded.text, places), ...diagnostics] };
}

type Parsed = Document.Parsed<ParsedNode, true> | Document<ParsedNode, true>;

/** As `parseDocument` of yaml does it, but stopping before the composer would recurse too deep (yaml 2.9.1 aborts Node). */
function parse(text: string, places: Places): { document?: Parsed; problem?: Diagnostic } {
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  let tooDeep: Diagnostic | undefined;
  const tokens = function* () {
    const parser = new Parser();
    let offset = 0;
    for (const lexeme of new Lexer().lex(text)) {
      yield* parser.next(lexeme);
      offset = parser.offset;
      if (parser.stack.length <= deepestStack) continue;
      tooDeep = places.diagnostic("yaml-depth", { limit: deepest }, offset, offset + 1);
      return;
    }
    yield* parser.end();
  };
  let document: Parsed | undefined;
  for (const one of composer.compose(tokens(), true, text.length)) {
    if (tooDeep) return { problem: tooDeep };
    if (document) return { problem: places.diagnostic("yaml-documents", {}, one.range[0], one.range[0] + 3) };
    document = one as Parsed;
  }
  return tooDeep ? { problem: tooDeep } : { ...(document && { document }) };
}

function problemsOf(document: Parsed, text: string, places: Places): Diagnostic[] {
  const version = document.directives?.yaml;
  const directive: Diagnostic[] =
    version?.explicit && (version.version !== "1.2" || isGivenTwice(document, text))
      ? [places.diagnostic("yaml-directive", { directive: `%YAML ${version.version}` }, 0, 1)]
      : [];
  const errors = document.errors.map(error => syntaxError(error, places));
  return [...directive, ...errors];
}

/** YAML 1.2.2, section 6.8.1, forbids it; the yaml package lets it pass. */
function isGivenTwice(document: Parsed, text: string): boolean {
  const head = text.slice(0, document.contents?.range?.[0]);
  return head.split("\n").filter(line => line.startsWith("%YAML")).length > 1;
}

function syntaxError(error: YAMLError, places: Places): Diagnostic {
  const [start, end] = error.pos;
  return places.diagnostic("yaml-syntax", { problem: error.message }, start, end);
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

function unreadable(file: string, text: string): Source {
  const place: Place = { file, line: 1, column: 1, endColumn: 2 };
  return { file, text, value: undefined, placeOf: () => place };
}
