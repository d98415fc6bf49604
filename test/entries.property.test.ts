import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Lexer } from "yaml";
import { findEntries } from "../src/core/yaml/entries/entries.ts";
import { formatYaml } from "../src/core/yaml/format/format.ts";
import { formatWhole } from "../src/core/yaml/format/whole.ts";
import { commentsOf } from "../src/core/yaml/full/comments.ts";
import { readYaml } from "../src/core/yaml/full/parse.ts";
import { propertyTimeout, times } from "./support/chaos.ts";
import { entryFiles, severalMembers } from "./support/entry-files.ts";
import { memberFiles } from "./support/member-files.ts";
import { mutants, oddFiles, plainFiles, repetitiveFiles } from "./support/plain-yaml-files.ts";

const normalized = (text: string) => text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");

const anyFile = fc.oneof(
  entryFiles,
  entryFiles,
  severalMembers,
  memberFiles,
  plainFiles,
  oddFiles,
  repetitiveFiles,
  mutants,
);

function isReadable(text: string): boolean {
  const { source, diagnostics } = readYaml("members.yaml", text);
  return source.value !== undefined && diagnostics.length === 0;
}

/** Returns the comments in a text, as the lexer of the yaml package finds them in the whole text. */
function commentsInWhole(text: string): readonly string[] {
  return [...new Lexer().lex(text)].filter(one => one.startsWith("#")).map(one => one.trimEnd());
}

describe("reading comments", { timeout: propertyTimeout }, () => {
  test("finds the comments that the yaml package finds in the whole file", () => {
    let found = 0;
    const property = fc.property(anyFile, text => {
      if (!isReadable(text)) return;
      const comments = commentsOf(text);
      expect({ text, comments }).toEqual({ text, comments: commentsInWhole(text) });
      found += comments.length;
    });
    fc.assert(property, { numRuns: times(1500) });
    expect(found).toBeGreaterThan(times(1000));
  });
});

describe("formatting entries one by one", { timeout: propertyTimeout }, () => {
  test("gives the same result as formatting the whole file", () => {
    let [many, formatted] = [0, 0];
    const property = fc.property(anyFile, given => {
      const text = normalized(given);
      if (!isReadable(text)) return;
      const whole = formatWhole(text);
      expect({ text, result: formatYaml(text) }).toEqual({ text, result: whole });
      if ((findEntries(text)?.offsets.length ?? 0) > 3) many += 1;
      if (whole.ok) formatted += 1;
    });
    fc.assert(property, { numRuns: times(2000) });
    expect(many).toBeGreaterThan(times(500));
    expect(formatted).toBeGreaterThan(times(500));
  });
});
