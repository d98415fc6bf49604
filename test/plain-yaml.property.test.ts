import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Step } from "../src/core/places.ts";
import { readPlainSource } from "../src/core/source.ts";
import { isMapping } from "../src/core/untrusted.ts";
import { readYaml } from "../src/core/yaml-source.ts";
import { filesOf, organizationDrafts } from "./support/arbitraries.ts";
import { patience, times } from "./support/chaos.ts";

const root = join(import.meta.dirname, "..");
/** The texts of the YAML files below a folder. */
const filesUnder = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(one => one.isFile() && /\.ya?ml$/.test(one.name))
    .map(one => readFileSync(join(one.parentPath, one.name), "utf8"))
    .filter(text => text.length < 4000);
const files = [...filesUnder("examples"), ...filesUnder("test/scenarios")];

/** Small documents in which something is at an edge of what is plain. */
const edges = [
  "a: b\n",
  "a: b",
  "a: b # c\n# d\n\n",
  "# c\n\na:\n  b: c\n  # d\n  e: f\n",
  "a:\n- b\n- c: d\n  e: f\n- [g, h]\ni: j\n",
  "a:\n  - b: c\n    d:\n      - e\n      - f\n  - 'g'\n",
  "a: {b: c, d: [e, f], g: {}}\nh: []\n",
  "a: \"b\"\n'c d': 'e'\n\"f\": g\n",
  "a: ~\nb: null\nc: true\nd: false\ne: 0\nf: 42\ng: 2027-01-31\n",
  "a: b:c\nd: e#f\ng: h 'i' j\nk: l, [m]\nn: o-p\nq: r?s\n",
  "a: 25%\nb: v1.2.3\nc: 3rd\nd: yes\ne: no\nf: off\ng: .hidden\n",
  "a:   b   # c\nd :e: f\n",
  "a: \u00e4\u00f6\u4e2d\ud83d\ude00\nb: \u00a0c\n",
  "- a\n- b\n",
  "a:\nb: c\n",
  "a: b\n  c\n",
  "a: b\n c: d\n",
  "a: 'b\n  c'\n",
  "a: |\n  b\n",
  "a: 'it''s'\nb: \"c\\td\"\n",
  "a: 1e3\nb: 0x1F\nc: 0o17\nd: .inf\ne: -1\nf: +1\ng: 007\nh: 1.5\ni: 12345678901234567890\n",
  "a: True\nb: NULL\nc: FALSE\n",
  "a: &b c\nd: *b\n<<: {e: f}\n",
  "a: !!str b\n? c\n: d\n",
  "%YAML 1.2\n---\na: b\n...\n",
  "a: b\na: c\n",
  "1: b\ntrue: c\nnull: d\n",
  "a: [b, c: d]\ne: {f, g: h}\ni: [j,]\nk: [,]\n",
  "a: [b\n  , c]\n",
  'a: {b:c}\nd: {"e":f}\ng: [h#i, j #k]\n',
  "a: b\n---\nc: d\n",
  "a:\n  - - b\n    - c\n",
  "a:\n    b: c\n  d: e\n",
  "a: b: c\n",
  "a: @b\nc: `d`\ne: %f\n",
  "__proto__: a\ntoString: b\nconstructor: {prototype: c}\n",
  "a: -\nb: - c\nd: -e\nf: ?\ng: ? h\ni: :j\n",
];

const characters = fc.constantFrom(..." \n-:?#,[]{}'\"&*!|>%@`~.<=+0129abntf\\\t\r\u00e9\u00a0\u2028");
const snippets = fc.constantFrom(
  ...[": ", "- ", " #", "\n  ", "\n", "'", "[a, b]", "{a: b}", "null", "true", "1e3", "2026-02-30", "a: b\n"],
  ...["  - ", "--- ", "...\n", "<<: ", "&a ", "*a", "''", "\\n", "~", "\u0085", "# c\n"],
);
const change = fc.record({
  at: fc.nat(),
  length: fc.constantFrom(0, 0, 1, 1, 2, 5, 30),
  text: fc.oneof(fc.constant(""), characters, snippets),
  kind: fc.constantFrom("replace", "repeat", "swap lines", "indent a line"),
});

function changed(
  text: string,
  { at, length, text: other, kind }: typeof change extends fc.Arbitrary<infer V> ? V : never,
) {
  const start = at % (text.length + 1);
  if (kind === "replace") return text.slice(0, start) + other + text.slice(start + length);
  if (kind === "repeat") return text.slice(0, start + length) + text.slice(start);
  const lines = text.split("\n");
  const line = at % lines.length;
  if (kind === "swap lines") [lines[line], lines[0]] = [lines[0] ?? "", lines[line] ?? ""];
  else lines[line] = " ".repeat(length) + lines[line];
  return lines.join("\n");
}

const good = fc.oneof(
  fc.constantFrom(...files),
  fc.constantFrom(...edges),
  organizationDrafts.map(draft => filesOf(draft).main),
);
const texts = fc
  .tuple(good, fc.array(change, { maxLength: 3 }))
  .map(([text, changes]) => changes.reduce(changed, text));

/** Every path into a value, and some that lead nowhere. */
function pathsIn(value: unknown): readonly (readonly Step[])[] {
  const inner: readonly (readonly [Step, unknown])[] = Array.isArray(value)
    ? [...value.entries(), [value.length, undefined]]
    : isMapping(value)
      ? [...Object.entries(value), ["missing", undefined]]
      : [];
  return [[], ...inner.flatMap(([step, one]) => pathsIn(one).map(path => [step, ...path]))];
}

/** Whether a text is read as plain; that it then means what the yaml package makes of it is expected. */
function isReadAlike(text: string): boolean {
  const plain = readPlainSource("members.yaml", text);
  if (!plain) return false;
  const yaml = readYaml("members.yaml", text);
  expect(JSON.stringify(plain.source.value)).toBe(JSON.stringify(yaml.source.value));
  expect(plain.diagnostics).toEqual(yaml.diagnostics);
  for (const path of pathsIn(plain.source.value)) {
    for (const part of ["value", "key"] as const)
      expect([path, plain.source.placeOf(path, part)]).toEqual([path, yaml.source.placeOf(path, part)]);
  }
  return true;
}

describe("plain YAML", { timeout: patience }, () => {
  test("means what the yaml package makes of it, at the same places, however it is changed", () => {
    const read = { plain: 0, other: 0 };
    const property = fc.property(texts, text => {
      read[isReadAlike(text) ? "plain" : "other"] += 1;
    });
    fc.assert(property, { numRuns: times(4000) });
    // Neither is the exception, or one of the two would not be tried.
    expect(Math.min(read.plain, read.other)).toBeGreaterThan((read.plain + read.other) / 10);
  });

  test.each(edges.map((text, index) => [index, text] as const))(
    "is told from all else at its edges, %i: %j",
    (_, text) => {
      isReadAlike(text);
    },
  );

  test("is what people write: the examples, and every file of many people", () => {
    const examples = filesUnder("examples").filter(text => text.includes("members:"));
    expect(examples.length).toBeGreaterThan(2);
    expect(examples.filter(text => !isReadAlike(text))).toEqual([]);
    expect(edges.slice(0, 13).filter(text => !isReadAlike(text))).toEqual([]);
  });

  test("is read into objects that inherit nothing", () => {
    const { value } = readPlainSource("members.yaml", "a: {b: c}\n__proto__: d\n")?.source ?? {};
    expect(isMapping(value) && "toString" in value).toBe(false);
    expect(isMapping(value) && Object.keys(value)).toEqual(["a", "__proto__"]);
  });
});
