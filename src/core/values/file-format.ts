/** What a file is if it is not UTF-8 text. */
export type FileFormat = "UTF-16" | "UTF-16LE" | "UTF-16BE" | "Excel workbook" | "ZIP archive";

const signatures: readonly (readonly [format: FileFormat, bytes: readonly number[]])[] = [
  ["UTF-16", [0xff, 0xfe]],
  ["UTF-16", [0xfe, 0xff]],
  // The compound file of an .xls workbook, or of an .xlsx workbook with a password (MS-CFB, section 2.2).
  ["Excel workbook", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  // The first entry of a ZIP archive, and the end of an empty one (PKWARE APPNOTE, sections 4.3.7 and 4.3.16).
  ["ZIP archive", [0x50, 0x4b, 0x03, 0x04]],
  ["ZIP archive", [0x50, 0x4b, 0x05, 0x06]],
];

/** In bytes. Enough for the header of a list, and for the first names in an archive. */
const maxSampleLength = 4096;

/** Returns what a file is, by its first bytes. Returns undefined if it may be UTF-8. */
export function detectFormat(bytes: Uint8Array): FileFormat | undefined {
  const sample = bytes.subarray(0, maxSampleLength);
  const [format] = signatures.find(([, start]) => start.every((byte, index) => sample[index] === byte)) ?? [];
  if (format === "ZIP archive" && isWorkbook(sample)) return "Excel workbook";
  return format ?? utf16WithoutMark(sample);
}

/** An .xlsx file is a ZIP archive whose first entries are its content types and the parts in `xl` (ECMA-376, part 2). */
function isWorkbook(sample: Uint8Array): boolean {
  return /\[Content_Types\]\.xml|xl\//.test(new TextDecoder("latin1").decode(sample));
}

/** In UTF-16, each ASCII character has a zero byte after or before it, and hardly any other character has one. */
function utf16WithoutMark(sample: Uint8Array): FileFormat | undefined {
  let [even, odd] = [0, 0];
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  if (Math.max(even, odd) <= sample.length / 4) return undefined;
  if (odd > even * 8) return "UTF-16LE";
  return even > odd * 8 ? "UTF-16BE" : undefined;
}
