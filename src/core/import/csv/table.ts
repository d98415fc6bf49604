import { CsvError, parse } from "csv-parse/sync";
import type { CsvProblem, Delimiter } from "../../diagnostics/details.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { LineMap } from "../../source/line-map.ts";
import { unprotectFormulas } from "../../text/formulas.ts";

/** A cell of a table. Its span is in UTF-16 code units of the file and includes the quotation marks. */
export interface Cell {
  /** The value without surrounding white space, and without the apostrophe that keeps a spreadsheet from calculating it. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The rows of a CSV file that aren't empty, including the header. */
export interface Table {
  readonly rows: readonly (readonly Cell[])[];
  /** The syntax error that ended reading, if any. */
  readonly problem: Diagnostic | undefined;
}
/** The delimiters that spreadsheets write. */
export const delimiters: readonly Delimiter[] = [",", ";", "\t"];

/** Reads comma-separated values (RFC 4180). */
export function readTable(text: string, lineMap: LineMap, delimiter: Delimiter): Table {
  const cells = new Spans(text);
  const rows: Cell[][] = [];
  const options = {
    delimiter,
    record_delimiter: ["\r\n", "\n"],
    relax_column_count: true,
    cast: (value: string, { index, bytes }: { readonly index: number; readonly bytes: number }) => {
      if (index === 0) rows.push([]);
      rows.at(-1)?.push(cells.upTo(bytes, value));
      return value;
    },
  };
  const problem = problemIn(() => parse(text, options));
  const filled = rows.filter(row => row.some(cell => cell.text !== ""));
  if (!problem) return { rows: filled, problem: undefined };
  const start = cells.next;
  // The row with the error is incomplete, so it can't be checked.
  if (text[start - 1] === delimiter) filled.pop();
  return { rows: filled, problem: lineMap.diagnostic("csv-syntax", { problem }, start, start + 1) };
}

/** Converts the UTF-8 byte offsets of csv-parse to the UTF-16 offsets of diagnostics, one cell after the other. */
class Spans {
  readonly #bytes: Uint8Array;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  /** The start of the next cell, in UTF-8 bytes and in UTF-16 code units. */
  #nextByte = 0;
  #next = 0;

  constructor(text: string) {
    this.#bytes = new TextEncoder().encode(text);
  }

  get next(): number {
    return this.#next;
  }

  /** Returns the next cell, which ends before a byte. */
  upTo(endByte: number, value: string): Cell {
    const start = this.#next;
    const end = start + this.#decoder.decode(this.#bytes.subarray(this.#nextByte, endByte)).length;
    const isCrLf = this.#bytes[endByte] === 0x0d && this.#bytes[endByte + 1] === 0x0a;
    this.#nextByte = endByte + (isCrLf ? 2 : 1);
    this.#next = end + (isCrLf ? 2 : 1);
    return { text: unprotectFormulas(value).trim(), start, end };
  }
}

function problemIn(read: () => unknown): CsvProblem | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return error.code === "CSV_QUOTE_NOT_CLOSED" ? "unclosed-quote" : "stray-quote";
  }
}

/** Returns the delimiter that a text most likely has: the one that Excel's line `sep=;` names, or that the first line has most. */
export function guessDelimiter(text: string): Delimiter {
  const named = /^"?sep=(.)"?\r?\n/i.exec(text)?.[1];
  const given = delimiters.find(delimiter => delimiter === named);
  if (given !== undefined) return given;
  // The first line may have a line break in quotation marks.
  const [header = ""] = /^\s*(?:"[^"]*"|[^"\n]+)*/.exec(text) ?? [];
  const bare = header.replace(/"[^"]*"/g, "");
  const numberOf = (delimiter: Delimiter) => bare.split(delimiter).length;
  return delimiters.reduce((best, one) => (numberOf(one) > numberOf(best) ? one : best));
}
