import { applyPatch, structuredPatch } from "diff";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changedLines, renderDiff } from "../src/render/edit/diff.ts";
import { plainStyle } from "../src/render/text/style.ts";
import { times } from "./support/chaos.ts";

const lines = (maxLength: number) =>
  fc.array(fc.constantFrom("a", "b", "c", "", "d e"), { maxLength }).map(all => all.map(one => `${one}\n`));
/** Two texts with the same lines around a change, with or without a last line break. */
const changes = fc
  .tuple(lines(8), lines(3), lines(3), lines(8), fc.boolean())
  .map(([above, removed, added, below, ends]) =>
    [removed, added].map(own => [...above, ...own, ...below].join("").slice(0, ends ? undefined : -1)),
  )
  // applyPatch reads an empty text as an empty line.
  .filter(([before]) => before !== "");

test("prints the smallest diff, which turns one text into the other", () => {
  let found = 0;
  const property = fc.property(changes, ([before = "", after = ""]) => {
    const diff = renderDiff([{ file: "x", before, after }], { style: plainStyle });
    expect({ before, diff, after: applyPatch(before, diff) }).toEqual({ before, diff, after });
    const { hunks } = structuredPatch("", "", before, after, "", "", { context: 0 });
    const whole = hunks.flatMap(hunk => hunk.lines.filter(line => /^[+-]/.test(line)));
    const changed = changedLines(before, after);
    expect({ before, after, changed: changed.length }).toEqual({ before, after, changed: whole.length });
    if (changed.length > 0) found += 1;
  });
  fc.assert(property, { numRuns: times(1000) });
  expect(found).toBeGreaterThan(times(500));
});
