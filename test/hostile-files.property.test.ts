import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { filesOf, organizationDrafts } from "./support/arbitraries.ts";
import { times } from "./support/chaos.ts";
import { runIn } from "./support/io.ts";
import { readNow } from "./support/sources.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const punctuation = encode("[]{},:-?&*!|>'\"%@`#~<=\\ \n\r\t\0aé");
const punctuationFiles = fc
  .array(fc.constantFrom(...punctuation), { maxLength: 120 })
  .map(bytes => Uint8Array.from(bytes));
const goodFiles = organizationDrafts.map(draft => encode(filesOf(draft).main));
const snippets = fc.constantFrom(
  ...[
    "&a ",
    "*a",
    "[".repeat(70),
    "? ",
    "1e999",
    ".nan",
    "null",
    "__proto__: {}\n",
    "--- ",
    "\ufeff",
    "\u202e",
  ],
  ...["\u200b", "\0", '"\\ud800"', "!!binary ", "<<: *a\n", "\r", "2026-02-30", "%YAML 1.1\n"],
);
const edit = fc.oneof(
  fc.record({ kind: fc.constant("flip"), bit: fc.nat({ max: 7 }) } as const),
  fc.record({ kind: fc.constant("delete"), length: fc.nat({ max: 12 }) } as const),
  fc.record({ kind: fc.constant("repeat"), length: fc.nat({ max: 30 }) } as const),
  fc.record({ kind: fc.constant("insert"), bytes: snippets.map(encode) } as const),
  fc.record({ kind: fc.constant("splice"), bytes: goodFiles } as const),
);
type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never;

function edited(bytes: Uint8Array, at: number, one: Edit): Uint8Array {
  const before = bytes.slice(0, at);
  const after = bytes.slice(at);
  switch (one.kind) {
    case "flip":
      return Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ (1 << one.bit) : byte));
    case "delete":
      return Uint8Array.from([...before, ...after.slice(one.length)]);
    case "repeat":
      return Uint8Array.from([...before, ...after.slice(0, one.length), ...after]);
    case "insert":
      return Uint8Array.from([...before, ...one.bytes, ...after]);
    case "splice":
      return Uint8Array.from([...before, ...one.bytes.slice(at)]);
  }
}

const mutated: fc.Arbitrary<Uint8Array> = fc
  .tuple(goodFiles, fc.array(fc.tuple(fc.nat(), edit), { maxLength: 4 }))
  .map(([good, edits]) => {
    let bytes: Uint8Array = good;
    for (const [at, one] of edits) bytes = edited(bytes, at % (bytes.length + 1), one);
    return bytes;
  });
const hostileFiles: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 4, arbitrary: mutated },
  { weight: 1, arbitrary: punctuationFiles },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
);

function folderWith(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-hostile-"));
  writeFileSync(join(folder, "members.yaml"), bytes);
  return folder;
}

/** Runs command lines in a folder with one members.yaml, as a user does. */
async function runOn(bytes: Uint8Array, ...lines: readonly string[]) {
  const folder = folderWith(bytes);
  try {
    const all = [];
    for (const line of lines) all.push(await runIn(folder, line));
    return all;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Characters that must never reach a terminal unescaped. */
const raw = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

describe("a hostile members.yaml", () => {
  test("validates and plans any file without a stack trace or raw control characters", async () => {
    await fc.assert(
      fc.asyncProperty(hostileFiles, async bytes => {
        const runs = await runOn(bytes, "validate", "plan", "plan");
        for (const { exit, stdout, stderr } of runs) {
          expect([0, 1]).toContain(exit);
          expect(`${stdout}${stderr}`).not.toMatch(/^\s+at /m);
          expect(`${stdout}${stderr}`).not.toMatch(raw);
        }
        const [validated, planned, again] = runs;
        if (validated?.exit === 1) expect(validated.stdout).toMatch(/^members\.yaml:\d+:\d+ error: /m);
        expect(again).toEqual(planned);
      }),
      { numRuns: times(250) },
    );
  });

  test("reads a file without diagnostics as the yaml package does", () => {
    fc.assert(
      fc.property(hostileFiles, bytes => {
        const { source, diagnostics } = readNow("members.yaml", bytes);
        fc.pre(diagnostics.length === 0);
        const expected: unknown = parse(source.text, { version: "1.2", schema: "core", maxAliasCount: -1 });
        expect(JSON.stringify(source.value)).toBe(JSON.stringify(expected));
      }),
      { numRuns: times(400) },
    );
  });

  const nests = {
    "flow lists": "[",
    "flow mappings": "{a: ",
    "block lists": "- ",
    "explicit keys": "? ",
    "flow keys": "{? ",
    "lists of mappings": "[{a: ",
    "anchored lists": "&x [",
    "tagged lists": "!!seq [",
    "quoted keys": '{"a": ',
  };
  test.for(Object.entries(nests))("reports a location if %s are nested deeply", async ([, open]) => {
    for (const depth of [65, 900, 5000]) {
      const [run] = await runOn(
        encode(`members: ${open.trim() === "-" || open === "? " ? "\n  " : ""}${open.repeat(depth)}`),
        "validate",
      );
      expect(run?.exit).toBe(1);
      expect(run?.stdout).toMatch(/^members\.yaml:\d+:\d+ error: /);
      if (depth > 65) expect(run?.stdout).toContain("[yaml-depth]");
    }
  });

  test("reports block mappings that are nested deeply", async () => {
    const text = Array.from({ length: 900 }, (_, level) => `${" ".repeat(level)}a:\n`).join("");
    const [run] = await runOn(encode(text), "validate");
    expect(run?.stdout).toContain("[yaml-depth]");
  });

  test("shows at most 1,000 diagnostics and the number of the rest in every format", async () => {
    const folder = folderWith(
      encode(
        `organization: kwob3J\nworkspaces: { a: wLDNPp }\nmembers:\n${"- { email: 5, workspaces: [a] }\n".repeat(20_000)}`,
      ),
    );
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const shownBy = async (format: string) => {
      const { exit, stdout } = await runIn(folder, `validate --format ${format}`);
      expect(exit).toBe(1);
      return stdout;
    };
    const text = await shownBy("text");
    expect(text.match(/\[wrong-type\]/g)).toHaveLength(1000);
    const rest = "At least 19,000 more errors aren't listed. Fix the listed ones first.";
    expect(text).toMatch(new RegExp(`${rest}  \\[more-errors\\]\n$`));
    const json = JSON.parse(await shownBy("json"));
    expect(json.diagnostics).toHaveLength(1001);
    expect(json.diagnostics.at(-1)).toMatchObject({ code: "more-errors", details: { atLeast: 19_000 } });
    expect(json.summary).toEqual({ errors: 20_000, warnings: 0 });
    const [run] = JSON.parse(await shownBy("sarif")).runs;
    expect(run.results).toHaveLength(1001);
    expect(run.results.at(-1).message.text).toBe(rest);
    const github = await shownBy("github");
    expect(github.match(/\[wrong-type\]/g)).toHaveLength(991);
    expect(github).toContain("::and at least 19,991 more.");
    expect(github).toContain(rest);
  });

  test("rejects aliases that would multiply a long list", async () => {
    const names = "zz,".repeat(8000);
    const lists = Array.from({ length: 2000 }, (_, index) => `  g${index}: *g\n`).join("");
    const text = `organization: kwob3J\nworkspaces: { a: wLDNPp }\nmembers: []\ngroups:\n  g: &g [${names}]\n${lists}`;
    const { diagnostics } = readNow("members.yaml", encode(text));
    expect(diagnostics.map(one => one.code)).toEqual(["yaml-alias"]);
  });

  const good = "organization: kwob3J\nworkspaces: { marketing: wLDNPp }\nmembers: []\n";
  const utf16 = (text: string) => Buffer.from(text, "utf16le");
  const utf32 = (text: string) => Buffer.from(Uint32Array.from(text, one => one.codePointAt(0) ?? 0).buffer);
  const encodings: readonly (readonly [string, Uint8Array, string | undefined])[] = [
    ["UTF-8", encode(good), undefined],
    ["UTF-8 with a byte order mark", encode(`\ufeff${good}`), undefined],
    ["UTF-16 with a byte order mark", utf16(`\ufeff${good}`), "not-utf8"],
    ["UTF-16, big endian, with a byte order mark", utf16(`\ufeff${good}`).swap16(), "not-utf8"],
    ["UTF-16 without a byte order mark", utf16(good), "not-utf8"],
    ["UTF-16, big endian, without a byte order mark", utf16(good).swap16(), "not-utf8"],
    ["UTF-32 with a byte order mark", utf32(`\ufeff${good}`), "not-utf8"],
    ["UTF-32 without a byte order mark", utf32(good), "control-character"],
    [
      "UTF-8 with a surrogate (CESU-8)",
      Uint8Array.from([...encode(good), 0x23, 0xed, 0xa0, 0x80]),
      "not-utf8",
    ],
    ["UTF-8 with a NUL", encode(`${good}# \0`), "control-character"],
  ];
  test.for(encodings)("accepts a file in %s, or rejects it with a location", async ([, bytes, code]) => {
    const [run] = await runOn(bytes, "validate");
    expect(run?.exit).toBe(code ? 1 : 0);
    if (code)
      expect(run?.stdout).toMatch(new RegExp(`^members\\.yaml:\\d+:\\d+ error: .*\\[${code}\\]$`, "m"));
  });

  test("supports names that every JavaScript object has, such as __proto__", async () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      const text = `organization: kwob3J\nworkspaces: { ${name}: wLDNPp }\ngroups: { ${name}: [${name}] }\nmembers:\n  - { email: ada@example.com, groups: [${name}] }\n`;
      const [validated, planned] = await runOn(encode(text), "validate", "plan");
      expect([validated?.exit, planned?.exit]).toEqual([0, 0]);
      expect(planned?.stdout).toContain(name);
      const [asKey] = await runOn(encode(`${text}    ${name}: x\n`), "validate");
      expect(asKey?.stdout).toMatch(/^members\.yaml:\d+:\d+ error: /);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
