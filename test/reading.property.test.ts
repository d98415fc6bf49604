import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConfig } from "../src/core/config.ts";
import { inSourceOrder, severityOf } from "../src/core/diagnostic.ts";
import { toAsciiDomain } from "../src/core/idna.ts";
import { readSource } from "../src/core/source.ts";
import { organizations, textOf } from "./support/organizations.ts";

const pieces = fc.constantFrom(
  "&a ",
  "*a",
  "*b",
  "!!str ",
  "!custom ",
  "<<: *a",
  "[",
  "]",
  "{",
  "}",
  "- ",
  "- - - ",
  "? ",
  ": ",
  "|\n",
  ">-\n  ",
  "#",
  "---\n",
  "...\n",
  "%YAML 1.1\n",
  "%TAG ! tag:x,2000:\n",
  '"',
  "'",
  "\\",
  "\t",
  "\r",
  "\r\n",
  "\n",
  "\u0085",
  "\u2028",
  "\ufeff",
  "\0",
  "\ud800",
  "@",
  "`",
  "null",
  "~",
  "no",
  "1e999",
  "0x1F",
  "2026-02-30",
  "__proto__: 1\n",
  "constructor: {}\n",
  "members:\n",
  "email: a@b.example\n",
  "workspaces: [marketing]\n",
  "settings: {maxInvites: -1}\n",
  "include: [x]\n",
);
const mutatedText = fc
  .tuple(organizations, fc.array(fc.tuple(fc.nat(), pieces, fc.nat({ max: 6 })), { maxLength: 6 }))
  .map(([organization, edits]) =>
    edits.reduce((text, [at, piece, dropped]) => {
      const offset = at % (text.length + 1);
      return text.slice(0, offset) + piece + text.slice(offset + dropped);
    }, textOf(organization)),
  );
const sprinkled = fc.array(pieces, { maxLength: 40 }).map(parts => parts.join(""));
const nested = fc
  .tuple(fc.constantFrom("[", "{a: ", "- ", "? ", "[{", "- [", "&x [", "!!seq ["), fc.nat({ max: 3000 }))
  .map(([open, depth]) => `members: ${open.startsWith("-") ? "\n  " : ""}${open.repeat(depth)}`);
const anything: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc
    .oneof(mutatedText, sprinkled, nested, fc.string({ unit: "binary", maxLength: 200 }))
    .map(text => new TextEncoder().encode(text)),
  fc.uint8Array({ maxLength: 200 }),
);

describe("reading", () => {
  test("answers any bytes with a value or with diagnostics that point inside their file, in source order", () => {
    fc.assert(
      fc.property(anything, anything, (bytes, more) => {
        const main = readSource("members.yaml", bytes);
        const other = readSource("teams/a.yaml", more);
        const reading = readConfig({ main, included: [other], diagnostics: [] }, toAsciiDomain);
        const diagnostics = reading.ok ? reading.warnings : reading.diagnostics;
        expect(diagnostics.some(one => severityOf(one.code) === "error")).toBe(!reading.ok);
        expect(inSourceOrder(diagnostics, ["members.yaml", "teams/a.yaml"])).toEqual(diagnostics);
        const texts = new Map([main, other].map(({ source }) => [source.file, source.text.split("\n")]));
        for (const { place } of [
          ...diagnostics,
          ...diagnostics.flatMap(one => (one.related ? [{ place: one.related }] : [])),
        ]) {
          const line = texts.get(place.file)?.[place.line - 1];
          expect([place, typeof line]).toEqual([place, "string"]);
          expect(place.column).toBeGreaterThanOrEqual(1);
          expect(place.column).toBeLessThanOrEqual((line?.length ?? 0) + 1);
          expect(place.endColumn).toBeGreaterThan(place.column);
          expect(place.endColumn).toBeLessThanOrEqual((line?.length ?? 0) + 2);
        }
      }),
      { numRuns: 4000 },
    );
  });

  test("gives no object a prototype that the file could reach", () => {
    const text =
      "organization: kwob3J\nworkspaces: {__proto__: wLDNPp, constructor: npe1DB}\nmembers:\n  - {email: a@b.example, workspaces: [__proto__, constructor]}\n";
    const reading = readConfig(
      {
        main: readSource("members.yaml", new TextEncoder().encode(text)),
        included: [],
        diagnostics: [],
      },
      toAsciiDomain,
    );
    expect(reading.ok && reading.value.members[0]?.entries[0]?.workspaceIds).toEqual(["npe1DB", "wLDNPp"]);
    expect(Object.prototype).not.toHaveProperty("wLDNPp");
  });
});
