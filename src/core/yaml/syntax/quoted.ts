import { endOfLine, lineNumber, MistakeFound, nextLine } from "./mistake.ts";

/** Returns whether a quotation mark is at an offset. */
export function isQuoteAt(text: string, at: number): boolean {
  return text[at] === '"' || text[at] === "'";
}

/**
 * Returns the offset after the quoted text that starts at an offset. Its further lines must be indented by more than `column`
 * spaces. Throws `MistakeFound` if it isn't closed, or for an invalid escape.
 */
export function scanQuoted(text: string, start: number, column: number): number {
  const quote = text[start] ?? "";
  let at = start + 1;
  for (;;) {
    const character = text[at];
    if (character === undefined) throw unclosed(text, start, quote, at);
    if (character === "\n") {
      at = nextContent(text, at + 1);
      if (at >= text.length || at - lineStart(text, at) <= column) throw unclosed(text, start, quote, at);
    } else if (character === quote) {
      if (quote === '"' || text[at + 1] !== quote) return at + 1;
      at += 2;
    } else if (character === "\\" && quote === '"') at = scanEscape(text, at);
    else at += 1;
  }
}

/** Returns the offset after the quoted text that starts at an offset, if it ends on the same line. */
export function quotedOnLine(text: string, start: number, end: number): number | undefined {
  const pattern = text[start] === '"' ? /"[^"\\]*(?:\\.[^"\\]*)*"/y : /'[^']*(?:''[^']*)*'/y;
  pattern.lastIndex = start;
  const found = pattern.exec(text.slice(0, end));
  return found ? pattern.lastIndex : undefined;
}

/** Returns the mistake of an opening character without a closing one, which belongs on the last line before an offset. */
export function unclosed(text: string, start: number, close: string, before: number): MistakeFound {
  const last = text.slice(start, before).trimEnd().length;
  const open = text[start] ?? "";
  const line = lineNumber(text, start + Math.max(last - 1, 0));
  return new MistakeFound({ problem: "unclosed", open, close, line }, start, start + 1);
}

/** The offset of the first character after spaces and blank lines. */
function nextContent(text: string, start: number): number {
  let at = start;
  while (text[at] === " " || text[at] === "\n" || text[at] === "\r") at += 1;
  return at;
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** YAML 1.2.2, section 5.7. */
// cspell:ignore abefnrtv
const escapes = /(?:[0abefnrtv "/\\N_LP\t\r\n]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})/y;

function scanEscape(text: string, at: number): number {
  escapes.lastIndex = at + 1;
  if (!escapes.test(text)) {
    const end = Math.min(at + 2, endOfLine(text, at));
    throw new MistakeFound({ problem: "escape", escape: text.slice(at, end) }, at, end);
  }
  // An escaped line break is read as one.
  return /[\r\n]/.test(text[at + 1] ?? "") ? nextLine(text, at) - 1 : escapes.lastIndex;
}
