import type { Diagnostic, Place } from "../diagnostics/diagnostic.js";
import { type Step } from "../source/locator.js";
/** A YAML file as a plain value whose parts still know where they stand. */
export interface Source {
    readonly file: string;
    readonly text: string;
    /** Null-prototype objects, arrays, strings, numbers, booleans and null; undefined where the text does not parse. */
    readonly value: unknown;
    /** Where the value at a path stands, or the key that leads to it. The nearest known ancestor if there is none. */
    placeOf(path: readonly Step[], part?: "value" | "key"): Place;
}
/** A file that was read, with what reading it found. */
export interface ReadFile {
    readonly source: Source;
    readonly diagnostics: readonly Diagnostic[];
}
/** The largest file that is read, in bytes. */
export declare const largestFile: number;
/**
 * The one door for YAML: bytes become a value with places, or diagnostics, whatever the bytes are. Plain YAML is read by
 * `readPlain`, all else by the yaml package, which is loaded where it is needed; both mean the same. Time grows in proportion to
 * the bytes, whatever they are: at most 20 microseconds a byte are meant, and 13 were measured on two busy cores, for a file of
 * closing brackets (`npm run bench`).
 */
export declare function readSource(file: string, bytes: Uint8Array): Promise<ReadFile>;
/** A text of plain YAML; nothing where it is anything else. */
export declare function readPlainSource(file: string, text: string): ReadFile | undefined;
/** The source of a text that does not parse. */
export declare function unreadable(file: string, text: string): Source;
/** The text of a file, or why it has none. A byte order mark is left out, and a lone CR is a line break. */
export declare function decodeText(file: string, bytes: Uint8Array): {
    readonly text: string;
    readonly diagnostic?: Diagnostic;
};
