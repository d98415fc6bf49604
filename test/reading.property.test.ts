import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConfig } from "../src/core/config/read-config.ts";
import { type Diagnostic, severityOf } from "../src/core/diagnostics/diagnostic.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import { filesOf, organizationDrafts } from "./support/arbitraries.ts";
import { configOf, organizations, textOf } from "./support/organizations.ts";
import { readNow } from "./support/sources.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const bytesOf = (texts: fc.Arbitrary<string>) => texts.map(encode);

/** Texts with a special meaning in YAML, and texts that people paste. */
const pieces = fc.constantFrom(
  ...[
    "&a ",
    "&a",
    "*a",
    "*a ",
    "*b",
    "<<: *a\n",
    "<<: [*a, *b]\n",
    "- &a [*a]\n",
    "? &a\n",
    "&a : 1\n",
    "*a : 1\n",
  ],
  ...[
    "!!str ",
    "!!int ",
    "!!map ",
    "!!seq ",
    "!!binary ",
    "!!set ",
    "!!omap ",
    "!!null ",
    "!custom ",
    "!<x> ",
    "! ",
  ],
  ...["[", "]", "{", "}", ",", "[]", "{}", "[[[]]]", "{a: {b: }}", "[a: b]", "{? a : b}", "{[a]: b}"],
  ...[
    "- ",
    "- - - ",
    "-",
    "? ",
    ": ",
    ":",
    "|\n",
    "|2-\n",
    ">-\n  ",
    "|\n      text\n    ",
    "#",
    " #",
    "  ",
    "\t",
  ],
  ...["---\n", "--- ", "...\n", "%YAML 1.1\n", "%YAML 1.3\n---\n", "%TAG ! tag:x,2000:\n---\n", "%FOO\n"],
  ...['"', "'", '"\\x00"', '"\\ud800"', '"\\U00110000"', '"a\n\n  b"', "''''", "\\", "@", "`"],
  ...["\r", "\r\n", "\n", "\n\n", "\u0085", "\u2028", "\ufeff", "\0", "\x07", "\ud800", "\ufffe", "💩", "é"],
  ...[
    "null",
    "~",
    "no",
    "true",
    "1e999",
    ".nan",
    "-.inf",
    "0x1F",
    "0o17",
    "1_000",
    "2026-02-30",
    "2026-11-23",
  ],
  ...[
    "__proto__: 1\n",
    "__proto__: {members: []}\n",
    "constructor: {}\n",
    "toString: x\n",
    "'': ''\n",
    "0: 1\n",
  ],
  ...[
    "members:\n",
    "members: {}\n",
    "email: a@b.example\n",
    "workspaces: [marketing]\n",
    "groups:\n",
    "email:\n",
  ],
  ...["include: [x]\n", "include: x\n", "organization: [k]\n", "settings: {maxInvites: -1}\n", "settings:\n"],
);

/** A valid file with pieces inserted and characters deleted. */
const mutatedText = fc
  .tuple(
    organizationDrafts,
    fc.boolean(),
    fc.array(fc.tuple(fc.nat(), pieces, fc.nat({ max: 6 })), { maxLength: 6 }),
  )
  .map(([draft, isMain, edits]) =>
    edits.reduce(
      (text, [at, piece, dropped]) => {
        const offset = at % (text.length + 1);
        return text.slice(0, offset) + piece + text.slice(offset + dropped);
      },
      filesOf(draft)[isMain ? "main" : "elsewhere"],
    ),
  );
/** Lines of a valid file, repeated, reordered, and left out. */
const shuffledLines = organizationDrafts
  .map(draft => filesOf(draft).main.split("\n"))
  .chain(lines => fc.array(fc.constantFrom(...lines), { maxLength: 20 }))
  .map(lines => lines.join("\n"));
const sprinkled = fc.array(pieces, { maxLength: 40 }).map(parts => parts.join(""));

const oddValues = fc.oneof(
  { weight: 3, arbitrary: pieces.map(piece => piece.trim()) },
  fc.constantFrom(
    "[{}]",
    "[[]]",
    "[null]",
    "[1, x, {a: b}]",
    "{a: [b]}",
    "{__proto__: {}}",
    "[__proto__, 0]",
  ),
  fc.constantFrom("", "''", "x", "-1", "1.5", "99999999999", "150%", "[a@b.example, A@B.example]", "[a@b]"),
  fc.json({ maxDepth: 3 }),
);
const knownKeys = {
  top: ["organization", "workspaces", "groups", "members", "include", "settings", "__proto__", "orgnization"],
  member: ["email", "name", "workspaces", "groups", "expires", "resend", "note", "emial"],
  settings: ["allowedDomains", "maxInvites", "maxEmailsPerCall", "removals", "maxRemovals", "protected", "x"],
};
/** Files with known or misspelled keys and arbitrary values. */
const oddShapes = fc
  .record({
    top: oddMapping(
      knownKeys.top,
      "",
      "organization: kwob3J\nworkspaces: { marketing: wLDNPp, research: npe1DB }\n",
    ),
    members: fc.array(oddMapping(knownKeys.member, "    ", ""), { maxLength: 4 }),
    settings: oddMapping(knownKeys.settings, "  ", ""),
  })
  .map(({ top, members, settings }) => {
    const items = members.map(member => `  -\n${member}`).join("");
    return `${top}members:\n${items}settings:\n${settings}`;
  });

function oddMapping(keys: readonly string[], indent: string, fallback: string): fc.Arbitrary<string> {
  const line = fc
    .tuple(fc.constantFrom(...keys), oddValues)
    .map(([key, value]) => `${indent}${key}: ${value}\n`);
  return fc.oneof(
    fc.constant(fallback),
    fc.array(line, { maxLength: 4 }).map(lines => lines.join("")),
  );
}

const openers = [
  "[",
  "{a: ",
  "{",
  "- ",
  "- - - ",
  "? ",
  "[{",
  "- [",
  "&x [",
  "!!seq [",
  "[[",
  "{? ",
  "- ? ",
  "'",
  "|",
  "*a",
];
const nested = fc
  .tuple(
    fc.constantFrom("", "members: ", "members:\n  ", "organization: k\nmembers:\n  - email: "),
    fc.constantFrom(...openers),
    fc.oneof(fc.nat({ max: 80 }), fc.nat({ max: 3000 })),
    fc.constantFrom("", "]", "}", "\n", "]\n: "),
  )
  .map(([start, open, depth, end]) => start + open.repeat(depth) + end.repeat(depth));
const manyDocuments = fc
  .tuple(
    fc.constantFrom("---\n", "--- a\n", "a\n---\n", "...\n", "---\n...\n"),
    fc.integer({ min: 2, max: 50 }),
  )
  .map(([one, times]) => one.repeat(times));
const multiplied = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9 }))
  .map(([levels, times]) => {
    const line = (level: number) =>
      `x${level}: &x${level} [${Array(times)
        .fill(`*x${level - 1}`)
        .join(", ")}]\n`;
    return `x0: &x0 a\n${Array.from({ length: levels }, (_, index) => line(index + 1)).join("")}`;
  });

const texts = fc.oneof(
  { weight: 4, arbitrary: mutatedText },
  { weight: 4, arbitrary: oddShapes },
  { weight: 2, arbitrary: sprinkled },
  shuffledLines,
  nested,
  manyDocuments,
  multiplied,
  fc.string({ unit: "binary", maxLength: 200 }),
);
/** Texts with any line endings, with or without a byte order mark. */
const withEndings = fc
  .tuple(texts, fc.constantFrom("\n", "\n", "\r\n", "\r"), fc.constantFrom("", "", "\ufeff"))
  .map(([text, ending, mark]) => mark + text.replaceAll("\n", ending));
const brokenBytes = fc
  .tuple(bytesOf(texts), fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.nat())
  .map(([bytes, noise, at]) => {
    const offset = at % (bytes.length + 1);
    return Uint8Array.from([...bytes.slice(0, offset), ...noise, ...bytes.slice(offset)]);
  });
const utf16 = texts.map(text => {
  const units = [0xfeff, ...Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))];
  return Uint8Array.from(units.flatMap(unit => [unit & 0xff, unit >> 8]));
});
const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 12, arbitrary: bytesOf(withEndings) },
  { weight: 2, arbitrary: brokenBytes },
  { weight: 1, arbitrary: utf16 },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 200 }) },
);
const manyRuns = { numRuns: 800 };

/** Reads a main file and perhaps an included file, as the commands do. */
function read(main: Uint8Array, more: Uint8Array | undefined) {
  const first = readNow("members.yaml", main);
  const other = more && readNow("teams/a.yaml", more);
  const included = other ? [other] : [];
  const reading = readConfig({ main: first, included, diagnostics: [] }, toAsciiDomain);
  const diagnostics = reading.ok ? reading.warnings : reading.problem;
  return { reading, diagnostics, sources: [first, ...included].map(({ source }) => source) };
}

describe("readConfig", () => {
  const twoFiles = [anyBytes, fc.option(anyBytes, { nil: undefined, freq: 3 })] as const;

  test("reads any bytes as a value with only warnings, or reports at least one error", () => {
    fc.assert(
      fc.property(...twoFiles, (main, more) => {
        const { reading, diagnostics } = read(main, more);
        expect(diagnostics.some(one => severityOf(one.code) === "error")).toBe(!reading.ok);
      }),
      manyRuns,
    );
  });

  test("reports locations that are inside one of the files and at least one column wide", () => {
    fc.assert(
      fc.property(...twoFiles, (main, more) => {
        const { diagnostics, sources } = read(main, more);
        const lines = new Map(sources.map(({ file, text }) => [file, text.split(/\r?\n/)]));
        for (const location of diagnostics.flatMap(locationsOf)) {
          const line = lines.get(location.file)?.[location.line - 1];
          if (line === undefined) throw new Error(`no such line: ${JSON.stringify(location)}`);
          expect(location.column).toBeGreaterThanOrEqual(1);
          // If something is missing at the end of a line, the location is the column after it.
          expect(location.column).toBeLessThanOrEqual(line.length + 1);
          expect(location.endColumn).toBeGreaterThan(location.column);
          expect(location.endColumn).toBeLessThanOrEqual(Math.max(line.length + 1, location.column + 1));
        }
      }),
      manyRuns,
    );
  });

  test("sorts diagnostics by file and location", () => {
    fc.assert(
      fc.property(...twoFiles, (main, more) => {
        const { diagnostics, sources } = read(main, more);
        const files = sources.map(({ file }) => file);
        const ranks = diagnostics.map(({ location }) => [
          files.indexOf(location.file),
          location.line,
          location.column,
        ]);
        const sorted = ranks.toSorted((a, b) => a.map((n, at) => n - (b[at] ?? 0)).find(n => n !== 0) ?? 0);
        expect(ranks).toEqual(sorted);
      }),
      manyRuns,
    );
  });

  test("reads the same files with the same result each time", () => {
    fc.assert(
      fc.property(...twoFiles, (main, more) => {
        expect(read(main, more).reading).toEqual(read(main, more).reading);
      }),
      { numRuns: 200 },
    );
  });

  test("reads a valid file the same with any line endings and a byte order mark", () => {
    fc.assert(
      fc.property(organizations, organization => {
        const text = textOf(organization);
        const config = configOf(text);
        for (const variant of [text.replaceAll("\n", "\r\n"), text.replaceAll("\n", "\r"), `\ufeff${text}`])
          expect(configOf(variant)).toEqual(config);
      }),
      { numRuns: 60 },
    );
  });

  test("reports the same locations with any line endings and a byte order mark", () => {
    fc.assert(
      fc.property(fc.oneof(oddShapes, shuffledLines), text => {
        const variants = [text, text.replaceAll("\n", "\r\n"), text.replaceAll("\n", "\r"), `\ufeff${text}`];
        const [plain, ...others] = variants.map(variant =>
          read(encode(variant), undefined).diagnostics.map(({ code, location }) => ({ code, location })),
        );
        for (const other of others) expect(other).toEqual(plain);
      }),
      { numRuns: 250 },
    );
  });

  test("reports a setting whose value is a collection instead of a word", () => {
    for (const value of ["{}", "[{}]", "{ a: b }", "[[{}]]"]) {
      const text = `organization: kwob3J\nworkspaces: { a: b }\nmembers: []\nsettings: { removals: ${value} }\n`;
      expect(read(encode(text), undefined).diagnostics.map(one => one.code)).toEqual(["wrong-value"]);
    }
  });

  test("reads __proto__ and constructor as workspace names without changing a prototype", () => {
    const text =
      "organization: kwob3J\nworkspaces: {__proto__: wLDNPp, constructor: npe1DB}\nmembers:\n  - {email: a@b.example, workspaces: [__proto__, constructor]}\n";
    const { reading } = read(encode(text), undefined);
    expect(reading.ok && reading.value.members[0]?.entries[0]?.workspaceIds).toEqual(["npe1DB", "wLDNPp"]);
    expect(Object.prototype).not.toHaveProperty("wLDNPp");
  });
});

function locationsOf({ location, related }: Diagnostic) {
  return related ? [location, related] : [location];
}
