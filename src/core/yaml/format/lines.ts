import stringWidth from "string-width";
import type { OwnComment } from "./tree.ts";

/** Finds blank lines in a text. Offsets are in UTF-16 code units. */
export class BlankLines {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Returns a line break if the line below the end of something is blank, otherwise an empty string. */
  below(end: number): string {
    const lineEnd = this.#text.indexOf("\n", Math.max(end - 1, 0));
    return lineEnd !== -1 && this.#isBlankUntil(this.#text.indexOf("\n", lineEnd + 1), lineEnd + 1)
      ? "\n"
      : "";
  }

  /** Whether the line above the one that contains an offset is blank. */
  isAbove(offset: number): boolean {
    const end = this.#text.lastIndexOf("\n", offset - 1);
    return end > 0 && this.#isBlankUntil(end, this.#text.lastIndexOf("\n", end - 1) + 1);
  }

  /** Whether two parts start on different lines. */
  areApart(one: { readonly start: number }, other: { readonly start: number }): boolean {
    return this.#text.slice(one.start, other.start).includes("\n");
  }

  #isBlankUntil(end: number, start: number): boolean {
    return end !== -1 && this.#text.slice(start, end).trim() === "";
  }
}

/** Marks a comment, so that `moveComments` moves it to the end of its line. */
export function marked(comment: string): string {
  return `\0${comment}\0`;
}

/** Whether a text ends in a marked comment with a blank line below it. */
export function isSpaced(text: string): boolean {
  return text.endsWith("\n\0");
}

/** Moves each marked comment to the end of its line. */
export function moveComments(text: string): string {
  return text.replace(/\0([^\0]*)\0([^\n]*)/g, "$2 $1");
}

/** Returns the width of the first line of a text without its marked comment, in columns. */
export function firstWidth(text: string): number {
  const [line = ""] = text.replace(/\0[^\0]*\0/g, "").split("\n", 1);
  return /^[\x20-\x7e]*$/.test(line) ? line.length : stringWidth(line);
}

/** Returns the offset of the end of a comment. */
export function endOf({ text, offset }: OwnComment): number {
  return offset + text.length;
}
