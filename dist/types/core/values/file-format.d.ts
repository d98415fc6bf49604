/** What a file is if it is not UTF-8 text. */
export type FileFormat = "UTF-16" | "UTF-16LE" | "UTF-16BE" | "Excel workbook" | "ZIP archive";
/** Returns what a file is, by its first bytes. Returns undefined if it may be UTF-8. */
export declare function detectFormat(bytes: Uint8Array): FileFormat | undefined;
