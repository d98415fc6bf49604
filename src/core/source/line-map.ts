import type { DiagnosticDetails } from "../diagnostics/details.ts";
import type { Diagnostic, DiagnosticCode } from "../diagnostics/diagnostic.ts";
import type { Location } from "../diagnostics/location.ts";

/** Converts offsets in the text of a file to locations. */
export class LineMap {
  readonly #file: string;
  readonly #text: string;
  #lineStarts: readonly number[] | undefined;

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
    this.#lineStarts ??= lineStartsOf(this.#text);
    const line = lineOf(this.#lineStarts, start);
    const lineStart = this.#lineStarts[line - 1] ?? 0;
    const nextLine = this.#lineStarts[line];
    const newline = nextLine === undefined ? this.#text.length : nextLine - 1;
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

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Returns the number of the line that contains an offset, by binary search. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
