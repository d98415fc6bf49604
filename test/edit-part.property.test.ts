import fc from "fast-check";
import { expect, test } from "vitest";
import { NotEditable } from "../src/core/edit/collection.ts";
import { editMembers } from "../src/core/edit/member-text.ts";
import type { MemberEdit, MemberFields } from "../src/core/edit/model.ts";
import { membersIn } from "../src/core/edit/verify.ts";
import { formatYaml } from "../src/core/yaml/format/format.ts";
import { propertyTimeout, times } from "./support/chaos.ts";
import { readNow } from "./support/sources.ts";

/** Members and the lines between them. Most files have a single style, with exceptions. */
const entry = fc.constantFrom(
  ...[
    "- email: @\n  groups: [a, b]",
    "- email: @\n  groups: [a, b]",
    "- email: @ # c\n  groups:\n    - a\n    # c",
  ],
  ...["- { email: @, groups: [a] }", "- {email: @, groups: [a]} # c", "- email: @\n  note: |+\n    text\n\n"],
  ...[
    "- email: @\n  groups: [a]\n    # below",
    "-   email: @\n    groups: [a]",
    "- &x\n  email: @\n  groups: [a]",
  ],
);
const between = fc.constantFrom(
  "",
  "",
  "\n",
  "\n# above",
  "# above",
  "\n# - email: off@example.com",
  "  # below\n",
);
const fate = fc.record({
  kind: fc.constantFrom(...Array<"keep">(24).fill("keep"), "remove", "insert", "change", "shrink"),
  names: fc.constantFrom(["a"], ["b", "c"], ["a", "b", "c"]),
});
const files = fc
  .record({
    usual: fc.tuple(entry, between),
    others: fc.array(fc.tuple(fc.nat({ max: 5 }), entry, between), { minLength: 8, maxLength: 16 }),
    head: fc.constantFrom("", "# c\n", "a: {b: c}\n"),
    margin: fc.constantFrom("  ", "", "    "),
    tail: fc.constantFrom("", "\n", "\nz: 1\n", "\n# end\nz: [1]\n", "\n    # below"),
    isFormatted: fc.boolean(),
  })
  .map(({ usual, others, head, margin, tail, isFormatted }) => {
    const items = others.map(([chance, ...own], index) => {
      const [lines, below] = chance === 0 ? own : usual;
      const text = lines.replace("@", `p${String(index).padStart(2, "0")}@example.com`);
      return index === others.length - 1
        ? text
        : `${text}\n${below === "" ? "" : below.replace(/^\n(?=.)|(?<!\n)$/g, "\n")}`;
    });
    const text = `${head}members:\n${items.join("").replace(/^(?=.)/gm, margin)}${tail}`;
    const formatted = isFormatted ? formatYaml(text) : undefined;
    return formatted?.ok ? formatted.value : text;
  });

test("edits a part of a file like the whole file", { timeout: propertyTimeout }, () => {
  let [many, failed] = [0, 0];
  const property = fc.property(files, fc.array(fate, { minLength: 20, maxLength: 20 }), (text, fates) => {
    const { source, diagnostics } = readNow("members.yaml", new TextEncoder().encode(text));
    if (source.value === undefined || diagnostics.length > 0) return;
    const members = membersIn(source.value) as readonly MemberFields[];
    const edits = fates.slice(0, members.length + 1).flatMap(({ kind, names }, index): MemberEdit[] => {
      const [file, before] = ["members.yaml", members[index]];
      const added = { email: `new${index}@example.com`, groups: names };
      if (kind === "insert") return [{ file, index, before: undefined, after: added }];
      if (kind === "keep" || before === undefined) return [];
      if (kind === "remove") return [{ file, index, before, after: undefined }];
      const after =
        kind === "change" ? { ...before, groups: names, note: "n" } : { ...before, groups: ["a"] };
      return [{ file, index, before, after }];
    });
    const edited = (given: string) => {
      try {
        return editMembers(given, edits);
      } catch (error) {
        if (!(error instanceof NotEditable)) throw error;
        failed += 1;
        return [error.key, error.index];
      }
    };
    // A file with such a character is edited as a whole.
    const mark = "# \uf000\n";
    const [whole, part] = [edited(mark + text), edited(text)];
    const expected = typeof whole === "string" ? whole.slice(mark.length) : whole;
    expect({ text, edits, part }).toEqual({ text, edits, part: expected });
    many += 1;
  });
  fc.assert(property, { numRuns: times(500) });
  expect(many).toBeGreaterThan(times(300));
  expect(failed).toBeLessThan(many / 4);
});
