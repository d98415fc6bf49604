import fc from "fast-check";
import { expect, test } from "vitest";
import { detectFormat } from "../src/core/values/file-format.ts";

const header = "Email,Name\r\nada@example.com,Ada\r\n";
const noControls = /^\P{Cc}*$/u;
const texts = fc.string({ unit: "binary", maxLength: 40 }).filter(text => noControls.test(text));

function inUtf16(text: string, isBigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(text, "utf16le");
  return isBigEndian ? bytes.swap16() : bytes;
}

test("finds UTF-16 by its zero bytes if the file starts with a header", () => {
  fc.assert(
    fc.property(texts, text => {
      expect(detectFormat(inUtf16(header + text, false))).toBe("UTF-16LE");
      expect(detectFormat(inUtf16(header + text, true))).toBe("UTF-16BE");
    }),
  );
});

test("finds nothing in UTF-8, whatever the text is", () => {
  fc.assert(
    fc.property(texts, text => {
      for (const start of ["", "\ufeff", header, "PK\n"])
        expect(detectFormat(new TextEncoder().encode(start + text))).toBe(undefined);
    }),
  );
});
