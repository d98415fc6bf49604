import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WorkspaceNames } from "../src/core/config/workspace-names.ts";
import { readList } from "../src/core/import/csv/list.ts";
import { fullNameOf, noteOf } from "../src/core/import/names.ts";
import type { Report, ReportGrant } from "../src/core/report/model.ts";
import { protectFormulas, unprotectFormulas } from "../src/core/text/formulas.ts";
import type { Email } from "../src/core/values/address.ts";
import type { Day } from "../src/core/values/day.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { renderReportCsv } from "../src/render/report/csv.ts";
import { escapeTerminal } from "../src/render/text/escape.ts";

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

describe("a CSV report of Rollcall", () => {
  const signs = fc
    .array(fc.constantFrom(..."'\"=+-@＝;,| ax"), { maxLength: 8 })
    .map(parts => parts.join(""));
  const text = fc.oneof(signs, fc.string({ unit: "binary", maxLength: 12 }));
  const grant = fc.record({
    workspaceId: fc.constantFrom(...workspaces.keys()),
    isDesired: fc.boolean(),
    status: fc.constantFrom("joined" as const, "lapsed" as const, "not-sent" as const),
  });
  const member = fc.record({
    email: fc.constantFrom("-ada@example.com", "=grace@example.com", "o'neil@example.com", "'+a@example.com"),
    name: fc.option(text, { nil: undefined }),
    note: fc.option(text, { nil: undefined }),
    grants: fc.uniqueArray(grant, { maxLength: 3, selector: one => one.workspaceId }),
    expires: fc.constantFrom(undefined, "2027-01-31" as Day),
  });

  test("undoes the protection of any text", () => {
    fc.assert(
      fc.property(text, given => {
        expect(unprotectFormulas(protectFormulas(given))).toBe(given);
      }),
      { numRuns: 1000 },
    );
  });

  test("imports what members.yaml requests, as it was written", () => {
    const reports = fc.uniqueArray(member, { maxLength: 4, selector: one => one.email });
    fc.assert(
      fc.property(reports, fc.array(text, { minLength: 4, maxLength: 4 }), (members, names) => {
        const report = {
          workspaces: [...workspaces.keys()].map((id, at) => ({
            id,
            name: names[at] ?? "",
            isDeclared: true,
          })),
          members: members.map(({ grants, expires, ...one }) => ({
            ...one,
            groups: [],
            flags: [],
            grants: grants.map(given => ({ ...given, expires, isAdopted: false }) as unknown as ReportGrant),
          })),
        } as unknown as Report;
        const { reading } = readList("report.csv", bytesOf(renderReportCsv(report)), context);
        const expected = members.flatMap(({ email, name, note, grants, expires }) => {
          const workspaceIds = grants.filter(one => one.isDesired).map(one => one.workspaceId);
          if (workspaceIds.length === 0) return [];
          const shown = {
            name: fullNameOf(escapeTerminal(name ?? "")),
            note: noteOf(escapeTerminal(note ?? "")),
          };
          return [{ email: email as Email, written: email, workspaceIds, expires, ...shown }];
        });
        if (expected.length === 0) expect(reading.ok).toBe(false);
        else expect(reading.ok && reading.value.people).toEqual(expected);
      }),
      { numRuns: 300 },
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
