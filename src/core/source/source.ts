import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Location } from "../diagnostics/location.ts";
import type { Step } from "./value-path.ts";

/** A YAML file as a plain value whose parts still know where they stand. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** Null-prototype objects, arrays, strings, numbers, booleans and null; undefined where the text does not parse. */
  readonly value: unknown;
  /** Where the value at a path stands, or the key that leads to it. The nearest known ancestor if there is none. */
  locate(path: readonly Step[], part?: "value" | "key"): Location;
}

/** A file that was read, with what reading it found. */
export interface ReadFile {
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/** The source of a text that does not parse. */
export function unreadable(file: string, text: string): Source {
  const location: Location = { file, line: 1, column: 1, endColumn: 2 };
  return { file, text, value: undefined, locate: () => location };
}
