/** A span of a file. Lines and columns count from 1; columns count UTF-16 code units, as editors do. */
export interface Location {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    /** The column after the last character, on the same line as `column`. */
    readonly endColumn: number;
}
/** The text of each file that diagnostics may refer to. */
export type SourceTexts = ReadonlyMap<string, string>;
