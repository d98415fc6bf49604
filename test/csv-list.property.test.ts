import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WorkspaceNames } from "../src/core/config/workspace-names.ts";
import { readList } from "../src/core/import/csv/list.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";

const workspaces = new Map(
  ["Marketing", "Support, EMEA", 'The "A" team', "Zoë; Äö"].map((name, index) => [
    `id-${index}` as WorkspaceId,
    name,
  ]),
);
const context = {
  names: new WorkspaceNames(workspaces, workspaces),
  fallback: [],
  toAscii: toAsciiDomain,
};

const people = fc.uniqueArray(
  fc.record({
    local: fc.constantFrom("ada", "grace.hopper", "o'neil", "alan+x", "edsger"),
    domain: fc.constantFrom("example.com", "bücher.example"),
    name: fc.constantFrom("Ada", 'Ada "A" Lovelace', "Lovelace, Ada", "Zoë; Äö", "👩‍💻"),
    ids: fc.subarray([...workspaces.keys()], { minLength: 1 }),
    expires: fc.constantFrom("", "2027-01-31"),
    quotes: fc.boolean(),
    blankLines: fc.nat({ max: 2 }),
  }),
  { minLength: 1, maxLength: 8, selector: ({ local, domain }) => `${local}@${domain}` },
);
const shape = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t"),
  separator: fc.constantFrom("\n", "|", " | "),
  lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
  mark: fc.constantFrom("", "\ufeff"),
  isClosed: fc.boolean(),
});

describe("a CSV list of people", () => {
  test("reads the same people with any delimiter, quotation marks, and line ends", () => {
    fc.assert(
      fc.property(people, shape, (listed, { delimiter, separator, lineEnd, mark, isClosed }) => {
        // A column that isn't read, full of characters that separate cells in other files.
        const notes = delimiter === "," ? ";;;;;;\t;" : ",,,,,,\t,";
        const row = (cells: readonly string[], all: boolean) =>
          [...cells, `"${notes}"`].map(cell => quoted(cell, all, delimiter)).join(delimiter);
        const lines = listed.flatMap(({ blankLines, quotes, ...one }) => {
          // Only a cell with a single name can have the characters that separate names.
          const names =
            one.ids.length === 1 ? [workspaces.get(one.ids[0] ?? ("" as WorkspaceId)) ?? ""] : one.ids;
          const cells = [one.name, `${one.local}@${one.domain}`, names.join(separator), one.expires];
          return [...Array.from({ length: blankLines }, () => ""), row(cells, quotes)];
        });
        const text = [row(["Full name", "E-Mail", "Workspaces", "Expires"], false), ...lines].join(lineEnd);
        const { reading } = readList("list.csv", bytesOf(mark + text + (isClosed ? lineEnd : "")), context);
        if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
        expect(reading.value.people.map(({ email: _, ...one }) => one)).toEqual(
          listed.map(({ local, domain, name, ids, expires }) => ({
            written: `${local}@${domain}`,
            name,
            workspaceIds: ids,
            expires: expires === "" ? undefined : expires,
          })),
        );
      }),
    );
  });

  test("reports the exact location of a mistake in any layout", () => {
    fc.assert(
      fc.property(people, shape, fc.nat(), (listed, { delimiter, lineEnd, mark }, pick) => {
        const wrong = pick % listed.length;
        const rows = listed.map(({ name, quotes, ...one }, index) =>
          [name, `${one.local}@${one.domain}`, index === wrong ? "Nowhere" : one.ids[0]]
            .map(cell => quoted(cell ?? "", quotes, delimiter))
            .join(delimiter),
        );
        const text = [["name", "email", "workspaces"].join(delimiter), ...rows].join(lineEnd);
        const { reading } = readList("list.csv", bytesOf(mark + text), context);
        const locations = reading.ok ? [] : reading.problem.map(one => one.location);
        const line = text.split(lineEnd)[wrong + 1] ?? "";
        const column = line.indexOf("Nowhere") + 1;
        expect(locations).toEqual([{ file: "list.csv", line: wrong + 2, column, endColumn: column + 7 }]);
      }),
    );
  });

  test("reads any bytes as a list, or reports diagnostics with valid locations", () => {
    const snippets = fc.constantFrom(
      '"',
      '""',
      ",",
      ";",
      "\n",
      "\r\n",
      "email",
      "workspaces",
      "a@b.c",
      "id-0",
    );
    const texts = fc.array(fc.oneof(snippets, fc.string({ unit: "binary", maxLength: 4 })), {
      maxLength: 30,
    });
    const header = fc.constantFrom("", "email,workspaces\n", "email;name;workspaces;expires\r\n");
    const textual = fc.tuple(header, texts).map(([head, parts]) => bytesOf(head + parts.join("")));
    fc.assert(
      fc.property(fc.oneof(textual, fc.uint8Array({ maxLength: 60 })), bytes => {
        const { text, reading } = readList("list.csv", bytes, context);
        if (reading.ok) return;
        expect(reading.problem.length).toBeGreaterThan(0);
        const lines = text.split("\n");
        for (const { location } of reading.problem) {
          expect(location.line).toBeLessThanOrEqual(lines.length);
          expect(location.column).toBeLessThanOrEqual((lines[location.line - 1]?.length ?? 0) + 1);
          expect(location.endColumn).toBeGreaterThan(location.column);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function quoted(cell: string, always: boolean, delimiter: string): string {
  const needed = cell.includes(delimiter) || /["\r\n]/.test(cell);
  return always || needed ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
