import type { SyntaxProblem } from "../../diagnostics/details.ts";

/** A mistake in the syntax of a text. Offsets are UTF-16 code units. */
export interface SyntaxMistake {
  readonly problem: SyntaxProblem;
  readonly start: number;
  readonly end: number;
}

/** Thrown by the scanner where it finds a mistake. */
export class MistakeFound extends Error {
  readonly mistake: SyntaxMistake;

  constructor(problem: SyntaxProblem, start: number, end: number) {
    super(problem.problem);
    this.mistake = { problem, start, end };
  }
}

/** Thrown by the scanner at YAML that it doesn't follow, such as an explicit key. */
export class NotScannable extends Error {}

/** Spaces that look like U+0020 but aren't white space in YAML. */
export const oddSpace = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;

/** The number of the line that has an offset, from 1. */
export function lineNumber(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

/** The end of the line that has an offset, without its line break. */
export function endOfLine(text: string, at: number): number {
  const feed = text.indexOf("\n", at);
  const end = feed === -1 ? text.length : feed;
  return text[end - 1] === "\r" && end > at ? end - 1 : end;
}

/** The start of the next line, or the length of the text. */
export function nextLine(text: string, at: number): number {
  const feed = text.indexOf("\n", at);
  return feed === -1 ? text.length : feed + 1;
}

/** A text in quotes that YAML reads as the same text. */
export function inQuotes(text: string): string {
  if (!/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}
