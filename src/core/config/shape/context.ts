import type { Source } from "../../source/source.ts";
import type { FileKind } from "./keys.ts";

/** What the validation of a file needs. */
export interface FileContext {
  readonly source: Source;
  readonly kind: FileKind;
  /** Returns the text of a line without what is before a column. Both count from 1. */
  restOfLine(line: number, column: number): string;
}

/** Returns the context of a file. */
export function contextOf(source: Source, kind: FileKind): FileContext {
  let lines: readonly string[] | undefined;
  const restOfLine = (line: number, column: number) => {
    lines ??= source.text.split(/\r?\n/);
    return lines[line - 1]?.slice(column - 1) ?? "";
  };
  return { source, kind, restOfLine };
}
