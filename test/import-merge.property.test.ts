import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDeclarations } from "../src/core/config/declarations.ts";
import { readConfig } from "../src/core/config/read-config.ts";
import { editMembers } from "../src/core/edit/member-text.ts";
import type { ConfigSources } from "../src/core/edit/model.ts";
import { areExpectedEdits } from "../src/core/edit/verify.ts";
import { checkPeople, planMerge } from "../src/core/import/merge.ts";
import type { PersonDraft } from "../src/core/import/model.ts";
import { groupBy } from "../src/core/text/group-by.ts";
import type { Email } from "../src/core/values/address.ts";
import type { Day } from "../src/core/values/day.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { commentsOf } from "../src/core/yaml/full/comments.ts";
import { readNow } from "./support/sources.ts";

const workspaces = new Map(
  ["marketing", "research", "help desk"].map((name, at) => [`id${at}` as WorkspaceId, name]),
);
const head = `organization: kwob3J
workspaces: {marketing: id0, research: id1, help desk: id2}
groups: {design: [marketing, research], everything: [marketing, research, help desk]}
include: [team.yaml]
`;
const emails = ["ada", "bob", "carl", "dora", "emil", "fay"].map(name => `${name}@example.com`);

const entry = fc.record({
  email: fc.constantFrom(...emails),
  spelling: fc.constantFrom(
    (email: string) => email,
    (email: string) => email.toUpperCase(),
  ),
  access: fc.constantFrom(
    "workspaces: [marketing]",
    "workspaces: [research, help desk]",
    "groups: [design]",
    "groups: [everything]",
    "groups: [design], workspaces: [help desk]",
    "groups: [design, everything], workspaces: [marketing]",
  ),
  rest: fc.constantFrom(
    "",
    "expires: 2027-01-31",
    "expires: 2026-01-31, note: old",
    "name: Somebody",
    "resend: 2026-12-01",
  ),
  isFlow: fc.boolean(),
});
type Entry = typeof entry extends fc.Arbitrary<infer Value> ? Value : never;
const entries = fc.uniqueArray(entry, { maxLength: 5, selector: one => one.email });
const listed = fc.uniqueArray(
  fc.record({
    email: fc.constantFrom(...emails, "new@example.com", "a@example.com"),
    ids: fc.subarray([...workspaces.keys()], { minLength: 1 }),
    name: fc.option(fc.constantFrom("Ada: L", "#1"), { nil: undefined }),
    expires: fc.option(fc.constant("2028-01-31" as Day), { nil: undefined }),
  }),
  { maxLength: 6, selector: one => one.email },
);
const drafts = listed.map(all =>
  all.map(({ email, ids, name, expires }): PersonDraft => {
    return { email: email as Email, written: email, name, workspaceIds: ids, expires, note: undefined };
  }),
);

function membersText(items: readonly Entry[]): string {
  if (items.length === 0) return "members: []\n";
  const lines = items.flatMap(({ email, spelling, access, rest, isFlow }) => {
    const pairs = [`email: ${spelling(email)}`, ...`${access}, ${rest}`.split(/, (?=\w+:)/)].filter(
      one => one.trim() !== "" && one !== ", ",
    );
    const clean = pairs.map(pair => pair.replace(/, $/, ""));
    return isFlow
      ? [`  - {${clean.join(", ")}} # about ${email}`]
      : [`  - ${clean[0]} # about ${email}`, ...clean.slice(1).map(pair => `    ${pair}`)];
  });
  return `members:\n${lines.join("\n")}\n`;
}

function sourcesOf(texts: ReadonlyMap<string, string>): ConfigSources {
  const [main, ...included] = [...texts].map(([file, text]) => readNow(file, new TextEncoder().encode(text)));
  if (!main) throw new Error("there is a main file");
  const reading = readConfig({ main, included, diagnostics: [] }, toAsciiDomain);
  if (!reading.ok) throw new Error(JSON.stringify([reading.problem, ...texts]));
  const sources = [main, ...included].map(one => one.source);
  return { config: reading.value, sources, declared: readDeclarations(main.source, sources) };
}

/** Returns the files after a merge. Throws if one doesn't mean what was planned. */
function merged(texts: ReadonlyMap<string, string>, people: readonly PersonDraft[], file?: string) {
  const from = sourcesOf(texts);
  const merge = planMerge({ from, people, workspaces, file });
  const after = new Map(texts);
  for (const [name, edits] of groupBy(merge.edits, edit => edit.file)) {
    const text = editMembers(texts.get(name) ?? "", edits);
    after.set(name, text);
    const [before, now] = [from, sourcesOf(new Map([...texts, [name, text]]))].map(one =>
      one.sources.find(source => source.file === name),
    );
    if (!before || !now || !areExpectedEdits(before, now, edits)) throw new Error(`unexpected\n${text}`);
  }
  return { after, merge };
}

const configurations = fc.tuple(entries, entries).map(
  ([main, team]) =>
    new Map([
      ["members.yaml", head + membersText(main)],
      ["team.yaml", membersText(team)],
    ]),
);

describe("a merge of people into a configuration", () => {
  test.for(["team.yaml", undefined])("gives exactly these people exactly this access: %s", file => {
    fc.assert(
      fc.property(configurations, drafts, (texts, people) => {
        const { after, merge } = merged(texts, people, file);
        const { config } = sourcesOf(after);
        checkPeople(config, people, file);
        expect(merge.people).toBe(people.length);
        if (file !== undefined) expect(after.get("members.yaml")).toBe(texts.get("members.yaml"));
        const again = merged(after, people, file);
        expect(again.merge).toEqual({ edits: [], changes: [], people: people.length });
        expect(merged(texts, people.toReversed(), file).after).toEqual(after);
      }),
      { numRuns: 300 },
    );
  });

  test("keeps the previous addresses that aren't people of their own", () => {
    const members = `members:
  - email: ada@example.com # Ada
    previously: [ADA@Bücher.example, ada@older.example] # since June
    workspaces: [marketing]
  - email: bob@example.com
    previously: [bob@old.example]
    workspaces: [marketing]
`;
    const texts = new Map([["members.yaml", head + members]]);
    const people = ["ada@example.com", "ada@xn--bcher-kva.example", "bob@example.com", "bob@old.example"].map(
      (email): PersonDraft => ({
        ...{ email: email as Email, written: email, name: undefined, expires: undefined, note: undefined },
        workspaceIds: ["id0" as WorkspaceId],
      }),
    );
    expect(merged(texts, people).after.get("members.yaml")).toBe(`${head}members:
  - email: ada@example.com # Ada
    previously: [ada@older.example] # since June
    workspaces: [marketing]
  - email: ada@xn--bcher-kva.example
    workspaces: [marketing]
  - email: bob@example.com
    workspaces: [marketing]
  - email: bob@old.example
    workspaces: [marketing]
`);
    expect(merged(texts, people.slice(0, 1)).after.get("members.yaml")).toContain("ADA@Bücher.example");
  });

  test.for(["team.yaml", undefined])(
    "keeps dates, names, notes, groups, and comments of people who stay: %s",
    file => {
      fc.assert(
        fc.property(configurations, drafts, (texts, people) => {
          const [before, after] = [sourcesOf(texts), sourcesOf(merged(texts, people, file).after)];
          const lists = new Map(people.map(one => [one.email, one]));
          for (const member of before.config.members) {
            const person = lists.get(member.email);
            const entries = member.entries.filter(one => file === undefined || one.file === file);
            if (!person || entries.length !== 1) continue;
            const now = after.config.members.find(one => one.email === member.email);
            const [had, has] = [entries[0], now?.entries.find(one => one.file === entries[0]?.file)];
            expect(has?.expires).toBe(person.expires ?? had?.expires);
            if (member.entries.length === 1) {
              expect(now?.name).toBe(member.name ?? person.name);
              expect(now?.resend).toBe(member.resend);
            }
            const text = after.sources.find(one => one.file === had?.file)?.text ?? "";
            expect(commentsOf(text)).toContain(`# about ${member.email}`);
            const isSame =
              [...(had?.workspaceIds ?? [])].sort().join() === [...person.workspaceIds].sort().join();
            const isUntouched =
              person.expires === undefined && (member.name !== undefined || person.name === undefined);
            if (isSame && isUntouched && member.entries.length === 1)
              expect(itemOf(after, has)).toEqual(itemOf(before, had));
          }
        }),
        { numRuns: 300 },
      );
    },
  );
});

function itemOf({ sources }: ConfigSources, at: { file: string; index: number } | undefined): unknown {
  const value = sources.find(one => one.file === at?.file)?.value as { members: readonly unknown[] };
  return value.members[at?.index ?? 0];
}
