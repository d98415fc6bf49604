import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDeclarations } from "../src/core/config/declarations.ts";
import type { Config } from "../src/core/config/model.ts";
import { readConfig } from "../src/core/config/read-config.ts";
import { NotEditable } from "../src/core/edit/collection.ts";
import { planAdd, planRemove } from "../src/core/edit/edit.ts";
import type { EditFailure } from "../src/core/edit/failure.ts";
import { editMembers } from "../src/core/edit/member-text.ts";
import type { ConfigSources, MemberEdit } from "../src/core/edit/model.ts";
import { editableText } from "../src/core/edit/text.ts";
import { areExpectedEdits, membersIn, namesIn } from "../src/core/edit/verify.ts";
import { declareWorkspaces } from "../src/core/edit/workspace-text.ts";
import { readAddress } from "../src/core/values/address.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import type { Result } from "../src/core/values/result.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { formatYaml } from "../src/core/yaml/format/format.ts";
import { propertyTimeout, times } from "./support/chaos.ts";
import { groups, memberFiles, names, people, some } from "./support/member-files.ts";
import { today } from "./support/organizations.ts";
import { readNow } from "./support/sources.ts";

function configured(text: string): ConfigSources | undefined {
  try {
    return sourcesOf(text);
  } catch {
    return undefined;
  }
}

function sourcesOf(text: string): ConfigSources & { readonly config: Config } {
  const read = readNow("members.yaml", new TextEncoder().encode(text));
  const reading = readConfig({ main: read, included: [], diagnostics: [] }, toAsciiDomain);
  if (!reading.ok) throw new Error(`${JSON.stringify(reading.problem)}\n${text}`);
  const sources = [read.source];
  return { config: reading.value, sources, declared: readDeclarations(read.source, sources) };
}

/** Returns the text after the edits. Throws `NotEditable` if the layout doesn't allow one. */
function edited(
  text: string,
  planned: Result<readonly MemberEdit[], EditFailure> & { readonly ok: true },
): string {
  const file = editableText(text);
  const edited = editMembers(file.text, planned.value);
  // A file with such a character is edited as a whole.
  const mark = "# \uf000\n";
  expect(mark + edited).toBe(editMembers(mark + file.text, planned.value));
  return file.withText(edited);
}

const addressOf = (email: string) => {
  const reading = readAddress(email, toAsciiDomain);
  if (!reading.ok) throw new Error(email);
  return reading.value;
};
function expectEdited(
  before: string,
  after: string,
  planned: Result<readonly MemberEdit[], EditFailure> & { readonly ok: true },
): void {
  const [from, to] = [sourcesOf(before).sources[0], sourcesOf(after).sources[0]];
  const isExpected = from && to && areExpectedEdits(from, to, planned.value);
  expect({ before, after, isExpected }).toEqual({ before, after, isExpected: true });
}
/** Returns the access of one person in a file, and separately the other people and the settings. */
function accessIn(text: string, email: string) {
  const { config } = sourcesOf(text);
  const others = config.members
    .filter(member => member.email !== email)
    .map(({ entries, ...member }) => ({
      ...member,
      entries: entries.map(({ index: _, ...entry }) => entry),
    }));
  const own = config.members.find(member => member.email === email)?.entries[0];
  return { others, settings: config.settings, ids: new Set(own?.workspaceIds), expires: own?.expires };
}
const idOf = (name: string) => `id${names.indexOf(name)}`;
const idsOfGroup = (name: string) => [0, 1].map(step => `id${groups.indexOf(name) + step}`);

const comments = (text: string) => text.match(/#.*/g) ?? [];

describe("an edit of members.yaml", { timeout: propertyTimeout }, () => {
  test("adds exactly the requested access, and keeps comments and other lines", () => {
    const requests = fc.record({
      email: fc.constantFrom(...people),
      workspaces: some(names),
      groups: some(groups),
      expires: fc.option(fc.constantFrom(today, "2027-01-31"), { nil: undefined }),
    });
    let done = 0;
    const property = fc.property(memberFiles, requests, (text, { email, expires, ...request }) => {
      const from = sourcesOf(text);
      const address = addressOf(email);
      const planned = planAdd(
        from,
        { address, written: email, expires: expires as never, ...request },
        today,
      );
      if (!planned.ok) return;
      const after = edited(text, planned);
      expectEdited(text, after, planned);
      const [had, has] = [accessIn(text, address.email), accessIn(after, address.email)];
      const requested = [...request.workspaces.map(idOf), ...request.groups.flatMap(idsOfGroup)];
      expect(has).toEqual({
        ...had,
        ids: new Set([...had.ids, ...requested]),
        expires: expires ?? had.expires,
      });
      expect({ after, comments: comments(after) }).toEqual({ after, comments: comments(text) });
      expect(planned.value.length === 0).toBe(after === text);
      const isSorted = (list: readonly string[]) =>
        list.every((one, index) => index === 0 || (list[index - 1] ?? "") < one);
      const order = (one: string) =>
        [...one.matchAll(/email: (\S+@example\.com)/g)].map(([, found = ""]) => found);
      expect(!isSorted(order(text)) || isSorted(order(after))).toBe(true);
      const lines = new Set(after.split(/\r\n|\r|\n/));
      const touched = text.split(/\r\n|\r|\n/).filter(line => !lines.has(line));
      expect({ text, after, isFew: touched.length <= 3 }).toEqual({ text, after, isFew: true });
      done += 1;
    });
    fc.assert(property, { numRuns: times(150) });
    expect(done).toBeGreaterThan(times(30));
  });

  test("removes exactly the requested access, and keeps the comments of other people", () => {
    const requests = fc.record({
      email: fc.constantFrom(...people),
      workspaces: some(names),
      groups: some(groups),
    });
    let done = 0;
    const property = fc.property(memberFiles, requests, (text, { email, ...request }) => {
      const from = sourcesOf(text);
      const { email: key } = addressOf(email);
      const planned = planRemove(from, { email: key, ...request });
      if (!planned.ok) return;
      const after = edited(text, planned);
      expectEdited(text, after, planned);
      const [had, has] = [accessIn(text, key), accessIn(after, key)];
      expect({ ...has, ids: 0, expires: 0 }).toEqual({ ...had, ids: 0, expires: 0 });
      expect([...has.ids].filter(id => !had.ids.has(id))).toEqual([]);
      expect(request.workspaces.map(idOf).filter(id => has.ids.has(id as never))).toEqual([]);
      if (request.workspaces.length + request.groups.length === 0) expect(has.ids.size).toBe(0);
      const before = text.split(/\r\n|\r|\n/);
      const lines = after.split(/\r\n|\r|\n/);
      expect(
        before
          .filter(
            line => /^ *# (?:\w|-| )|settings|^organ/.test(line) && !line.endsWith(`# ${key.slice(0, 3)}`),
          )
          .every(line => lines.includes(line)),
      ).toBe(true);
      expect(/[\r\n]$/.test(after)).toBe(/[\r\n]$/.test(text));
      done += 1;
    });
    fc.assert(property, { numRuns: times(150) });
    expect(done).toBeGreaterThan(times(12));
  });

  test("restores the original bytes when it removes a person that it added", () => {
    const property = fc.property(memberFiles, some(names), (text, workspaces) => {
      if (workspaces.length === 0 || text.includes("new@example.com")) return;
      const address = addressOf("new@example.com");
      const added = planAdd(
        sourcesOf(text),
        { address, written: "new@example.com", workspaces, groups: [] },
        today,
      );
      if (!added.ok) throw new Error("a new person can always be added");
      const between = edited(text, added);
      const removed = planRemove(sourcesOf(between), { email: address.email, workspaces: [], groups: [] });
      if (!removed.ok) throw new Error("a person who was added can be removed");
      expect(edited(between, removed)).toBe(text);
    });
    fc.assert(property, { numRuns: times(120) });
  });
});

describe("edits of many members at once", { timeout: propertyTimeout }, () => {
  const fate = fc.record({
    kind: fc.constantFrom("keep", "change", "remove"),
    workspaces: some(names),
    groups: some(groups),
    expires: fc.option(fc.constantFrom(today, "2027-01-31"), { nil: undefined }),
    name: fc.option(fc.constant("Somebody: Else"), { nil: undefined }),
  });
  const fates = fc.array(fate, { minLength: people.length, maxLength: people.length });

  test("makes exactly the requested changes, and keeps the comments of others", () => {
    let done = 0;
    const property = fc.property(memberFiles, fates, (text, all) => {
      const [source] = sourcesOf(text).sources;
      const items = membersIn(source?.value) as readonly Record<string, unknown>[];
      const kept: string[] = [];
      const edits = people.flatMap((email, at): MemberEdit[] => {
        const { kind = "keep", workspaces = [], groups: wanted = [], expires, name } = all[at] ?? {};
        const index = items.findIndex(item => item["email"] === email);
        const before = items[index];
        // An edit adds and removes names but doesn't sort them.
        const inOrder = (key: string, list: readonly string[]) => {
          const had = namesIn(before, key).filter(one => list.includes(one));
          return [...had, ...list.filter(one => !had.includes(one))];
        };
        const fields = {
          email,
          name,
          groups: inOrder("groups", wanted),
          workspaces: inOrder("workspaces", workspaces.length > 0 ? workspaces : ["research"]),
          expires,
        };
        const filled = Object.entries(fields).filter(
          ([, value]) => value !== undefined && String(value) !== "",
        );
        const after = kind === "remove" ? undefined : Object.fromEntries(filled);
        if (kind === "keep") {
          if (before) kept.push(email);
          return [];
        }
        if (before) return [{ file: "members.yaml", index, before, after }];
        const later = items.findIndex(item => String(item["email"]) > email);
        return after
          ? [{ file: "members.yaml", index: later === -1 ? items.length : later, before, after }]
          : [];
      });
      const after = edited(text, { ok: true, value: edits });
      expectEdited(text, after, { ok: true, value: edits });
      for (const email of kept)
        expect({ text, after, email, own: accessIn(after, email) }).toMatchObject({
          own: { ids: accessIn(text, email).ids, expires: accessIn(text, email).expires },
        });
      const lines = new Set(after.split(/\r\n|\r|\n/));
      const lost = kept.filter(email => text.includes(`# ${email.slice(0, 3)}`));
      for (const email of lost)
        expect([...lines].some(line => line.endsWith(`# ${email.slice(0, 3)}`))).toBe(true);
      if (edits.length > 1) done += 1;
    });
    fc.assert(property, { numRuns: times(200) });
    expect(done).toBeGreaterThan(times(60));
  });
});

describe("an edit of a formatted file", { timeout: propertyTimeout }, () => {
  test("keeps the file formatted", () => {
    let done = 0;
    const property = fc.property(
      memberFiles,
      fc.constantFrom(...people),
      some(names),
      (text, email, workspaces) => {
        const formatted = formatYaml(text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n"));
        if (!formatted.ok) throw new Error(text);
        const { value: before } = formatted;
        const from = sourcesOf(before);
        const request = { address: addressOf(email), written: email, workspaces, groups: [...groups] };
        const note = "a note that is too long for braces on one line, if the entry has any";
        const plans = [
          planAdd(from, { ...request, note }, today),
          planRemove(from, { email: request.address.email, workspaces: [], groups: [] }),
        ];
        const added = new Map([
          ["npNew1" as WorkspaceId, "a workspace with a long name, in a list of names"],
        ]);
        const texts = plans.flatMap(planned => (planned.ok ? [edited(before, planned)] : []));
        for (const after of [...texts, declareWorkspaces(before, added)]) {
          expect({ after: formatYaml(after) }).toEqual({ after: { ok: true, value: after } });
          done += 1;
        }
      },
    );
    fc.assert(property, { numRuns: times(100) });
    expect(done).toBeGreaterThan(times(50));
  });
});

/** Fragments that can end up in a file that was edited in haste. */
const pieces = [
  "\n",
  "\n\n",
  " ",
  "  ",
  "# c\n",
  " # c\n",
  "\n# c",
  "&a ",
  "*a",
  "!!str ",
  "? ",
  "- ",
  "'",
  '"',
  ",",
  "|\n",
  "\t",
  "[",
  "}",
];
const hasty = fc
  .tuple(
    memberFiles,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...pieces)), { minLength: 1, maxLength: 2 }),
  )
  .map(([text, slips]) =>
    slips.reduce((one, [at, piece]) => {
      const offset = 120 + (at % Math.max(one.length - 120, 1));
      return one.slice(0, offset) + piece + one.slice(offset);
    }, text),
  );

describe("an edit of a file in an odd layout", { timeout: propertyTimeout }, () => {
  test("edits a file in an odd layout, or rejects the edit with a location", () => {
    let [made, rejected] = [0, 0];
    const property = fc.property(
      hasty,
      fc.constantFrom(...people),
      some(names),
      (text, email, workspaces) => {
        const from = configured(text);
        if (!from) return;
        const address = addressOf(email);
        const added = planAdd(from, { address, written: email, workspaces, groups: ["design"] }, today);
        const removed = planRemove(from, { email: address.email, workspaces: [], groups: [] });
        for (const planned of [added, removed]) {
          if (!planned.ok) continue;
          try {
            edited(text, planned);
            made += 1;
          } catch (error) {
            expect(error).toBeInstanceOf(NotEditable);
            const path = ["members", planned.value[0]?.index ?? 0, (error as NotEditable).key ?? "email"];
            const [line, first] = [path, ["members"]].map(one => from.sources[0]?.locate(one, "key").line);
            expect(line).toBeGreaterThanOrEqual(first ?? Infinity);
            rejected += 1;
          }
        }
      },
    );
    fc.assert(property, { numRuns: times(200) });
    expect(made).toBeGreaterThan(times(12));
    expect(rejected).toBeLessThan(made / 4);
  });
});
