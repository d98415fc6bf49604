import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Location } from "../diagnostics/location.ts";
import type { Step } from "./value-path.ts";

/** A YAML file as a plain value, with the location of each part. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** Null-prototype objects, arrays, strings, numbers, booleans, and null. Undefined if the text can't be parsed. */
  readonly value: unknown;
  /**
   * Returns the location of the value at a path, or of its key. If there is none, returns that of the nearest
   * ancestor.
   */
  locate(path: readonly Step[], part?: "value" | "key"): Location;
}

/** A file that was read, with its diagnostics. */
export interface ReadFile {
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/** Returns the source of a file that can't be parsed. */
export function unreadable(file: string, text: string): Source {
  return withoutParts(file, text, undefined);
}

/** Returns the source of a file that has no content. */
export function emptySource(file: string, text: string): Source {
  return withoutParts(file, text, null);
}

function withoutParts(file: string, text: string, value: null | undefined): Source {
  const location: Location = { file, line: 1, column: 1, endColumn: 2 };
  return { file, text, value, locate: () => location };
}
