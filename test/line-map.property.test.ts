import fc from "fast-check";
import { expect, test } from "vitest";
import { LineMap } from "../src/core/source/line-map.ts";

/** Texts of a few short, long, and empty lines, with both line endings. */
const texts = fc
  .array(fc.tuple(fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 9000 })), fc.constantFrom("\n", "\r\n", "")), {
    maxLength: 12,
  })
  .map(lines => lines.map(([length, ending]) => "x".repeat(length) + ending).join(""));

test("finds the line and columns of any span", () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat({ max: 5000 }), (text, at, length) => {
      const start = at % (text.length + 1);
      const before = text.slice(0, start).split("\n");
      const line = text.split("\n")[before.length - 1]?.replace(/\r$/, "") ?? "";
      const column = Math.min(before.at(-1)?.length ?? 0, line.length) + 1;
      const end = (before.at(-1)?.length ?? 0) + length;
      expect(new LineMap("members.yaml", text).locationOf(start, start + length)).toEqual({
        file: "members.yaml",
        line: before.length,
        column,
        endColumn: Math.max(Math.min(end, line.length) + 1, column + 1),
      });
    }),
    { numRuns: 500 },
  );
});
