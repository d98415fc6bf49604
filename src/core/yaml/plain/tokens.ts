import { maxKeyLength, unsupported } from "./scalar.ts";

export const space = 0x20;
export const lineFeed = 0x0a;
export const numberSign = 0x23;
export const comma = 0x2c;
export const colon = 0x3a;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;

/** Characters that begin, or may begin, something other than a plain scalar. */
const indicators = new Set([..."-?:,[]{}#&*!|>'\"%@`<=."].map(character => character.charCodeAt(0)));

/**
 * Throws `unsupported` unless a plain scalar begins here. A period is the only indicator that can begin one,
 * if a word follows.
 */
function checkBeginsPlain(text: string, start: number): void {
  if (!indicators.has(text.charCodeAt(start))) return;
  const isWord =
    text[start] === "." &&
    /[A-Za-z]/.test(text[start + 1] ?? "") &&
    !/^\.(?:inf|nan)/i.test(text.slice(start, start + 4));
  if (!isWord) throw unsupported;
}

export function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27;
}

/** Whether there is a colon here that ends a key in a block. */
export function isColonAt(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== colon) return false;
  const next = text.charCodeAt(at + 1);
  return next === space || next === lineFeed || at + 1 >= text.length;
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** Returns the end of a plain scalar that takes the rest of its line, up to a comment. */
export function plainEnd(text: string, start: number): number {
  const limit = lineEnd(text, start);
  checkBeginsPlain(text, start);
  let end = start;
  for (let at = start; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code === space) continue;
    if (code === numberSign && text.charCodeAt(at - 1) === space) break;
    if (code === colon && isColonAt(text, at)) throw unsupported;
    end = at + 1;
  }
  if (end === start) throw unsupported;
  return end;
}

/**
 * Returns the end of a plain scalar in a flow collection: before a comma, a closing bracket, or a colon.
 * Throws `unsupported` at a comment.
 */
export function flowPlainEnd(text: string, start: number): number {
  checkBeginsPlain(text, start);
  let end = start;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === space) continue;
    if (code === comma || code === colon || code === closeBracket || code === closeBrace) break;
    if (code === lineFeed || code === openBracket || code === openBrace) throw unsupported;
    if (code === numberSign && text.charCodeAt(at - 1) === space) throw unsupported;
    end = at + 1;
  }
  if (end === start) throw unsupported;
  return end;
}

/**
 * Returns the end of a plain key in a block, which a colon and white space must follow. Returns undefined if
 * this isn't a key.
 */
export function plainKeyEnd(text: string, start: number): number | undefined {
  const limit = Math.min(lineEnd(text, start), start + maxKeyLength);
  checkBeginsPlain(text, start);
  for (let at = start; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code === numberSign && text.charCodeAt(at - 1) === space) return undefined;
    if (code === colon && isColonAt(text, at)) return at;
  }
  return undefined;
}

/** Returns the end of a quoted string. Throws `unsupported` if it isn't on one line or has an escape. */
export function quotedEnd(text: string, start: number): number {
  const mark = text[start] ?? "";
  const end = text.indexOf(mark, start + 1);
  const inside = text.slice(start + 1, end);
  if (end < 0 || inside.includes("\n") || inside.includes("\\") || text[end + 1] === mark) throw unsupported;
  if (inside.length > maxKeyLength) throw unsupported;
  return end + 1;
}
