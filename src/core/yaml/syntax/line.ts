import { endOfLine, nextLine } from "./mistake.ts";

/** A line with content. Offsets are in the whole text. */
export interface Line {
  readonly start: number;
  /** Of the first character that isn't a space. */
  readonly content: number;
  /** Without the line break. */
  readonly end: number;
  readonly next: number;
  /** The number of spaces before the content. */
  readonly spaces: number;
}

/** Reads the line that starts at an offset. */
export function readLine(text: string, start: number): Line {
  let content = start;
  while (text[content] === " ") content += 1;
  return {
    start,
    content,
    end: endOfLine(text, start),
    next: nextLine(text, start),
    spaces: content - start,
  };
}

/** Returns whether a line has only white space. */
export function isBlank(text: string, { content, end }: Line): boolean {
  return /^[ \t]*$/.test(text.slice(content, end));
}

/** Returns whether a line has only a comment. */
export function isComment(text: string, { content, end }: Line): boolean {
  return /^[ \t]*#/.test(text.slice(content, end));
}

/** Returns whether the white space of YAML or the end of the text is at an offset. */
export function isSpaceAt(text: string, at: number): boolean {
  return /[ \t\r\n]/.test(text[at] ?? " ");
}

/** Returns whether the dash of a list item is at an offset. */
export function isDashAt(text: string, at: number): boolean {
  return text[at] === "-" && isSpaceAt(text, at + 1);
}

/** The offset after spaces and tabs. */
export function skipSpace(text: string, start: number): number {
  let at = start;
  while (text[at] === " " || text[at] === "\t") at += 1;
  return at;
}

/** The end of plain text on a line: before the comment, or the white space at the end. */
export function plainEnd(text: string, start: number, end: number): number {
  const line = text.slice(start, end);
  const comment = /(?:^|[ \t])#/.exec(line);
  return start + line.slice(0, comment?.index).trimEnd().length;
}

/** The offset of the colon that ends a key on a line; undefined if there is none. */
export function colonIn(text: string, start: number, end: number): number | undefined {
  const found = /:(?=[ \t]|$)/.exec(text.slice(start, plainEnd(text, start, end)));
  return found ? start + found.index : undefined;
}
