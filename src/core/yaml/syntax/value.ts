import { isFlowAt, scanFlow } from "./flow.ts";
import { colonIn, isDashAt, isSpaceAt, plainEnd, skipSpace } from "./line.ts";
import { endOfLine, inQuotes, MistakeFound, NotScannable, nextLine } from "./mistake.ts";
import { isQuoteAt, scanQuoted, unclosed } from "./quoted.ts";

/**
 * What is known of a value once its first line is read, and the column of its key or dash. none: it may follow on the next lines.
 * plain: further lines may continue it. block-scalar: further lines are its text.
 */
export interface Value {
  readonly kind: "none" | "plain" | "block-scalar" | "complete";
  readonly column: number;
}

/** Reads a value to the end of its line, or of the line that closes it. Throws `MistakeFound` or `NotScannable`. */
export function scanValue(
  text: string,
  from: number,
  column: number,
  isAfterKey: boolean,
): { readonly value: Value; readonly next: number } {
  const end = endOfLine(text, from);
  const start = skipProperties(text, skipSpace(text, from), end);
  const read = (kind: Value["kind"], last = end) => ({ value: { kind, column }, next: nextLine(text, last) });
  if (start >= end || isCommentAt(text, start)) return read("none");
  if (isQuoteAt(text, start)) {
    const after = scanQuoted(text, start, column);
    checkAfterQuote(text, start, after, isAfterKey);
    return read("complete", after);
  }
  if (isFlowAt(text, start)) {
    const after = scanFlow(text, start, column);
    checkAfterBracket(text, start, after);
    return read("complete", after);
  }
  if (/^[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:[ \t]#.*)?$/.test(text.slice(start, end)))
    return read("block-scalar");
  checkPlain(text, start, end, isAfterKey);
  return read(text[start] === "*" ? "complete" : "plain");
}

function isCommentAt(text: string, at: number): boolean {
  return text[at] === "#" && isSpaceAt(text, at - 1);
}

/** Skips an anchor and a tag. */
function skipProperties(text: string, start: number, end: number): number {
  let at = start;
  while (/^(?:&[^ \t]|!)/.test(text.slice(at, at + 2))) {
    while (at < end && !isSpaceAt(text, at)) at += 1;
    at = skipSpace(text, at);
  }
  return at;
}

function checkAfterQuote(text: string, start: number, after: number, isAfterKey: boolean): void {
  const end = endOfLine(text, after);
  const next = skipSpace(text, after);
  if (next >= end || isCommentAt(text, next)) return;
  const firstEnd = endOfLine(text, start);
  // The quotation mark that closed it may be the one that opens another value.
  if (after > firstEnd) throw unclosed(text, start, text[start] ?? "", firstEnd);
  if (text[next] === ":" && !isAfterKey) throw new NotScannable();
  const until = plainEnd(text, start, end);
  if (text.slice(next, until) === ",") throw new MistakeFound({ problem: "extra-comma" }, next, until);
  throw new MistakeFound(
    { problem: "text-after-quote", quoted: quotedAgain(text.slice(start, until)) },
    after,
    until,
  );
}

/** A value that has quotation marks inside in quotes that fit. */
function quotedAgain(value: string): string {
  const isAround = value.length > 2 && value[0] === value.at(-1);
  return inQuotes(isAround ? value.slice(1, -1) : value);
}

function checkAfterBracket(text: string, start: number, after: number): void {
  const end = endOfLine(text, after);
  const next = skipSpace(text, after);
  if (next >= end || isCommentAt(text, next)) return;
  const character = text[next] ?? "";
  if (character === ":") throw new NotScannable();
  if (/[\]}]/.test(character))
    throw new MistakeFound({ problem: "unopened", close: character }, next, next + 1);
  const until = plainEnd(text, next, end);
  if (text.slice(next, until) === ",") throw new MistakeFound({ problem: "extra-comma" }, next, until);
  const from = Math.max(start, text.lastIndexOf("\n", after - 1) + 1);
  const quoted = inQuotes(text.slice(from, until).trim());
  throw new MistakeFound(
    { problem: "text-after-bracket", close: text[after - 1] ?? "", quoted },
    next,
    until,
  );
}

function checkPlain(text: string, start: number, end: number, isAfterKey: boolean): void {
  const until = plainEnd(text, start, end);
  const value = text.slice(start, until);
  if (isDashAt(text, start) && isAfterKey)
    throw new MistakeFound({ problem: "list-after-key", quoted: inQuotes(value) }, start, until);
  if (/^\*\S+ *:(?:[ \t]|$)/.test(value)) throw new NotScannable();
  checkStart(text, start, until);
  if (colonIn(text, start, end) === undefined) return;
  if (/^[\u2018\u2019\u201c-\u201f]/.test(value)) {
    const quoted = inQuotes(value.replace(/^.|[\u2018-\u201f]$/gu, ""));
    throw new MistakeFound({ problem: "curly-quotes", quoted }, start, until);
  }
  const key = /[ \t]([\p{L}_-]+):[ \t]/u.exec(value)?.[1];
  throw new MistakeFound({ problem: "colon-in-value", quoted: inQuotes(value), key }, start, until);
}

/** Throws if the plain text between two offsets starts with a character that has another meaning there. */
export function checkStart(text: string, start: number, end: number): void {
  const value = text.slice(start, end);
  const character = value[0] ?? "";
  if (/^[\]}][\]},]*$/.test(value))
    throw new MistakeFound({ problem: "unopened", close: character }, start, start + 1);
  if (/^\*[^\s,[\]{}]+$/.test(value) || !/^(?:[@`%|>,*\]}]|[?&](?:[ \t]|$))/.test(value)) return;
  throw new MistakeFound({ problem: "special-start", character, quoted: inQuotes(value) }, start, end);
}
