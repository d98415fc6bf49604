import type { DiagnosticDetails } from "../diagnostics/details.ts";
import type { Diagnostic, DiagnosticCode } from "../diagnostics/diagnostic.ts";
import type { Location } from "../diagnostics/location.ts";

/** Converts offsets in the text of a file to locations. */
export class LineMap {
  readonly #file: string;
  readonly #text: string;
  #lines: LineIndex | undefined;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  /** The length of the text, in UTF-16 code units. */
  get length(): number {
    return this.#text.length;
  }

  /** Returns the location between two offsets, cut at the end of its first line and at least one column wide. */
  locationOf(start: number, end: number): Location {
    this.#lines ??= new LineIndex(this.#text);
    const { line, lineStart, newline } = this.#lines.lineAt(start);
    const lineEnd = this.#text[newline - 1] === "\r" ? newline - 1 : newline;
    const column = Math.min(start, lineEnd) - lineStart + 1;
    return {
      file: this.#file,
      line,
      column,
      endColumn: Math.max(Math.min(end, lineEnd) - lineStart + 1, column + 1),
    };
  }

  diagnostic<Code extends DiagnosticCode>(
    code: Code,
    details: DiagnosticDetails[Code],
    start: number,
    end: number,
    related?: Location,
  ): Diagnostic {
    return { code, details, location: this.locationOf(start, end), related } as Diagnostic;
  }
}

/** Returns the first column of a location, for reporting that something is missing there. */
export function startOf(location: Location): Location {
  return { ...location, endColumn: location.column + 1 };
}

/** The length of a block, in UTF-16 code units. */
const blockLength = 4096;

/**
 * Finds the line of an offset by searching one block of the text, however many and however long the lines are. A list of all
 * lines would need eight bytes for each.
 */
class LineIndex {
  readonly #text: string;
  /** For each block, the number of line feeds before it. */
  readonly #counts: Int32Array;
  /** For each block, the start of the line that it begins in. */
  readonly #starts: Int32Array;
  /** For each block, the first line feed in it or after it, or the end of the text. */
  readonly #newlines: Int32Array;

  constructor(text: string) {
    const blocks = Math.floor(text.length / blockLength) + 1;
    this.#text = text;
    this.#counts = new Int32Array(blocks);
    this.#starts = new Int32Array(blocks);
    this.#newlines = new Int32Array(blocks).fill(text.length);
    let count = 0;
    let start = 0;
    let next = text.indexOf("\n");
    for (let block = 0; block < blocks; block += 1) {
      const blockStart = block * blockLength;
      for (; next !== -1 && next < blockStart; next = text.indexOf("\n", next + 1)) {
        count += 1;
        start = next + 1;
      }
      this.#counts[block] = count;
      this.#starts[block] = start;
      if (next !== -1) this.#newlines[block] = next;
    }
  }

  /** Returns the number of the line that has an offset, its start, and the line feed or end of the text after it. */
  lineAt(offset: number): { readonly line: number; readonly lineStart: number; readonly newline: number } {
    const block = Math.floor(Math.min(offset, this.#text.length) / blockLength);
    let line = (this.#counts[block] ?? 0) + 1;
    let lineStart = this.#starts[block] ?? 0;
    let newline = this.#newlines[block] ?? 0;
    while (newline < offset) {
      line += 1;
      lineStart = newline + 1;
      newline = this.#newlineAfter(newline + 1);
    }
    return { line, lineStart, newline };
  }

  #newlineAfter(offset: number): number {
    const block = Math.floor(offset / blockLength) + 1;
    const blockEnd = block * blockLength;
    const found = this.#text.slice(offset, blockEnd).indexOf("\n");
    return found === -1 ? (this.#newlines[block] ?? this.#text.length) : offset + found;
  }
}
