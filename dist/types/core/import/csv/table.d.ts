import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Places } from "../../source/locator.js";
/** A cell of a table. Its span counts UTF-16 code units of the text and takes in the quotation marks. */
export interface Cell {
    /** Without white space around it. */
    readonly text: string;
    readonly start: number;
    readonly end: number;
}
/** The rows of a text in which something stands, the header among them. */
export interface Table {
    readonly rows: readonly (readonly Cell[])[];
    readonly delimiter: Delimiter;
    /** Why it cannot be read any further, if it cannot. */
    readonly problem: Diagnostic | undefined;
}
/** What a spreadsheet puts between cells: a semicolon where a comma separates decimals. */
export type Delimiter = "," | ";" | "\t";
/** Why a text is not comma-separated values. */
export type CsvProblem = "unclosed-quote" | "stray-quote";
/** Reads comma-separated values as RFC 4180 has them, with the delimiter of which the header has most. */
export declare function readTable(text: string, places: Places): Table;
