import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import includedSchema from "../schemas/included.schema.json" with { type: "json" };
import membersSchema from "../schemas/members.schema.json" with { type: "json" };
import { severityOf } from "../src/core/diagnostics/diagnostic.ts";
import { readDomain } from "../src/core/values/address.ts";
import { readDay } from "../src/core/values/day.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import { placeholderIds } from "../src/core/values/placeholders.ts";
import { memoryFiles } from "../src/io/files/memory-files.ts";
import { loadConfig } from "../src/reconcile/inputs/load-config.ts";
import { propertyTimeout, times } from "./support/chaos.ts";

const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true });
const validators = { "members.yaml": ajv.compile(membersSchema), "extra.yaml": ajv.compile(includedSchema) };
type File = keyof typeof validators;

const ids = { marketing: "wLDNPp", research: "npe1DB" };
const valid = { organization: "kwob3J", workspaces: ids, members: [] };
const ada = { email: "ada@example.com", workspaces: ["marketing"] };
const bob = { email: "bob@example.com", workspaces: ["research"] };

/** For each error that Rollcall reports although the schema accepts the file, an example. */
const beyondSchema: Readonly<Record<string, object>> = {
  // A schema can't compare one value with another.
  "unknown-workspace": { ...valid, members: [{ ...ada, workspaces: ["sales"] }] },
  "unknown-group": { ...valid, members: [{ ...ada, groups: ["design"] }] },
  "domain-not-allowed": { ...valid, members: [ada], settings: { allowedDomains: ["example.org"] } },
  "duplicate-member": { ...valid, members: [ada, { ...bob, email: ada.email }] },
  "duplicate-workspace-id": { ...valid, workspaces: { marketing: "wLDNPp", research: "wLDNPp" } },
  "duplicate-previous-address": {
    ...valid,
    members: [
      { ...ada, previously: ["a@example.com"] },
      { ...bob, previously: ["a@example.com"] },
    ],
  },
  "previous-address-in-use": { ...valid, members: [ada, { ...bob, previously: ["ada@example.com"] }] },
  "include-not-found": { ...valid, include: ["none.yaml"] },
  // A pattern for these would be too long to read in the message of an editor: leap years, the rules of IDNA, costly wildcards.
  "invalid-date": { ...valid, members: [{ ...ada, expires: "2027-02-29" }] },
  "invalid-address": { ...valid, members: [{ ...ada, email: "ada@☃.example" }] },
  "invalid-domain": { ...valid, settings: { allowedDomains: ["☃.example"] } },
  "include-too-complex": { ...valid, include: ["*a*b*c*d*.yaml"] },
  // Problems of the text.
  "reordering-character": { ...valid, members: [{ ...ada, name: "\u202eada" }] },
  // What `rollcall init` wrote.
  placeholder: { ...valid, organization: placeholderIds.organization },
};

describe("the schemas of configuration files", () => {
  test("rejects no file that Rollcall accepts, and most of what it rejects", {
    timeout: propertyTimeout,
  }, async () => {
    const counts = { valid: 0, rejected: 0, accepted: 0 };
    const beyond = new Set<string>();
    const judge = async (file: File, value: unknown) => {
      const codes = await errorCodes(file, value);
      const isAccepted = validators[file](value);
      if (codes.length === 0) expect([value, validators[file].errors]).toEqual([value, null]);
      counts[codes.length === 0 ? "valid" : isAccepted ? "accepted" : "rejected"] += 1;
      if (isAccepted) for (const code of codes) beyond.add(code);
    };
    const properties = [
      fc.asyncProperty(mainFiles, value => judge("members.yaml", value)),
      fc.asyncProperty(includedFiles, value => judge("extra.yaml", value)),
    ];
    for (const property of properties) await fc.assert(property, { numRuns: times(1000) });
    expect(Object.keys(beyondSchema)).toEqual(expect.arrayContaining([...beyond]));
    expect(counts.valid).toBeGreaterThan(300);
    expect(counts.rejected).toBeGreaterThan(3 * counts.accepted);
  });

  test.for(Object.entries(beyondSchema))(
    "accepts a file in which Rollcall reports only %s",
    async ([code, value], { expect }) => {
      expect(await errorCodes("members.yaml", value)).toEqual([code]);
      validators["members.yaml"](value);
      expect(validators["members.yaml"].errors).toBeNull();
    },
  );

  test("rejects no character that Rollcall accepts in a domain", () => {
    const domain = new RegExp(membersSchema.definitions.domain.pattern, "u");
    const inContext = (one: string) => [`${one}.example`, `a${one}b.example`, `א${one}.example`, `a.${one}α`];
    const points = Array.from({ length: 0x10000 }, (_, point) => String.fromCodePoint(point));
    const rejected = points.filter(one => !domain.test(`a${one}b.example`));
    expect(rejected.length).toBeGreaterThan(500);
    const accepted = rejected.filter(one => inContext(one).some(text => readDomain(text, toAsciiDomain).ok));
    expect(accepted).toEqual([]);
  });

  test("accepts exactly the dates of the calendar, except February 29 in other years", () => {
    const date = new RegExp(membersSchema.definitions.date.pattern, "u");
    const two = (value: number) => String(value).padStart(2, "0");
    for (const year of ["2027", "2028"])
      for (let month = 0; month <= 13; month += 1)
        for (let day = 0; day <= 32; day += 1) {
          const text = `${year}-${two(month)}-${two(day)}`;
          expect([text, date.test(text)]).toEqual([
            text,
            readDay(text) !== undefined || text === "2027-02-29",
          ]);
        }
  });
});

/** Returns the codes of the errors that Rollcall reports for a file of a configuration whose other files are valid. */
async function errorCodes(name: string, value: unknown): Promise<readonly string[]> {
  const encode = (one: unknown) => new TextEncoder().encode(JSON.stringify(one));
  const files = {
    "members.yaml": { organization: "kwob3J", workspaces: ids, include: ["extra.yaml"] },
    "extra.yaml": { members: [] },
    "teams/a.yaml": { members: [] },
    [name]: value,
  };
  const disk = memoryFiles(new Map(Object.entries(files).map(([path, one]) => [path, encode(one)])));
  const loaded = await loadConfig(disk, "members.yaml");
  if (loaded.ok) return [];
  if (loaded.problem.reason !== "invalid-files") return [loaded.problem.reason];
  const errors = loaded.problem.diagnostics.filter(one => severityOf(one.code) === "error");
  return errors.map(one => one.code);
}

const names = fc.subarray(Object.keys(ids), { minLength: 1 });
const emails = [
  ..."ada@example.com o'neil+tag@sub.example.co.uk info@bücher.example a@xn--bcher-kva.org".split(" "),
  ..."x@cafe\u0301.example a@1.2.example a-b@b--c.example zoe@例え.テスト".split(" "),
  " Ada@Example.NET ",
  `${"a".repeat(64)}@example.com`,
  `a@${"b".repeat(63)}.example`,
  `a@${"ab.".repeat(80)}example`,
];
const days = fc.constantFrom("2026-12-31", "2027-01-30", "2028-02-29", "0000-01-01", "9999-11-30");
const groups = fc.record({ design: names, all: names });
const note = fc.constantFrom("contractor, HR-12", "é".repeat(200));
const members = fc.shuffledSubarray(emails, { maxLength: 6 }).chain(chosen =>
  fc.tuple(
    ...chosen.map((email, index) =>
      fc.record(
        {
          email: fc.constant(email),
          workspaces: names,
          expires: days,
          resend: days,
          previously: fc.constant([`old${index}@example.com`]),
          name: note,
          note,
        },
        { requiredKeys: ["email", "workspaces"] },
      ),
    ),
  ),
);
const settings = fc.record(
  {
    maxInvites: fc.constantFrom(0, 50, 1_000_000),
    maxEmailsPerCall: fc.constantFrom(1, 1000),
    pendingChanges: fc.constantFrom("send", "report"),
    removals: fc.constantFrom("report", "apply"),
    maxRemovals: fc.constantFrom(0, 3, "0%", "25%", "100%"),
    protected: fc.subarray(emails, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const includes = fc.subarray(["extra.yaml", "teams/*.yaml", "./teams/a.yaml", "**/{a,b}.y?ml"], {
  minLength: 1,
});

/** Values that are of another type, empty, or almost right for some key. */
const oddValues = fc.constantFrom<unknown>(
  ...[null, true, -1, 1.5, 1001, 1_000_001, "", " ", [], {}, [[]], [""], ["a", "a"], { a: "b" }, "a\nb"],
  ..."ada ada@example @example.com ada@@example.com ada@.example.com ada.@example.com ada@127.0.0.1".split(
    " ",
  ),
  ..."a,b@example.com ada@-a.example ada@a-.example ada@ex_ample.com ada@☃.example ada@xn--a.example".split(
    " ",
  ),
  ..."ada@exam\u200bple.com ada@ｅ.example ada@a。example \u202eada@example.com mailto:ada@example.com".split(
    " ",
  ),
  ..."2027-02-29 2027-02-30 2027-04-31 2027-13-01 2027-1-1 31.12.2027 2027-01-01T00:00:00Z".split(" "),
  ..."/etc/a.yaml ../a.yaml teams/../a.yaml C:\\a.yaml teams\\a.yaml (a|b) [a]+ none.yaml *a*b*c*".split(" "),
  ..."101% 25 25%% example..com localhost bücher 1.2.3.4 organization-id your-organization-id".split(" "),
  "a".repeat(65),
  "a".repeat(201),
  "a".repeat(1001),
  `${"a".repeat(65)}@example.com`,
  `a@${"b".repeat(64)}.example`,
  `a@${"ab.".repeat(83)}example`,
  `a@${"é".repeat(60)}.example`,
  Array.from({ length: 101 }, () => "extra.yaml"),
);

type Edit = {
  readonly at: number;
  readonly kind: "replace" | "delete" | "repeat" | "character";
  readonly value: unknown;
};
const edits: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom("replace", "replace", "delete", "repeat", "character"),
  value: oddValues,
});

/** Returns a value with one change: at a key, an item, or the value itself. */
function edited(value: unknown, edit: Edit): unknown {
  const paths = pathsIn(value);
  const path = paths[edit.at % paths.length] ?? [];
  return change(structuredClone(value), path, edit);
}

function pathsIn(value: unknown): readonly string[][] {
  if (typeof value !== "object" || value === null) return [[]];
  const inner = Object.entries(value).flatMap(([key, one]) => pathsIn(one).map(path => [key, ...path]));
  return [[], ...inner];
}

function change(value: unknown, [key, ...rest]: readonly string[], edit: Edit): unknown {
  if (key === undefined) return edit.kind === "character" ? withCharacter(value, edit) : edit.value;
  const entries = Object.entries(value as object);
  const isHere = rest.length === 0;
  const changed = entries.flatMap(([name, one]) => {
    if (name !== key) return [[name, one] as const];
    if (isHere && edit.kind === "delete") return [];
    if (isHere && edit.kind === "repeat") return [[name, one] as const, [`${name}s`, one] as const];
    return [[name, change(one, rest, edit)] as const];
  });
  return Array.isArray(value) ? changed.map(([, one]) => one) : Object.fromEntries(changed);
}

const characters = [..." .-_@,;\"'\\/:%+0aÀé\u0301\u00b7\u200d\u200bß・。\t\n"];

function withCharacter(value: unknown, { at }: Edit): unknown {
  if (typeof value !== "string") return value;
  const index = at % (value.length + 1);
  return value.slice(0, index) + characters[at % characters.length] + value.slice(index + (at % 2));
}

/** A value, often with one change and seldom with two. */
function sometimesEdited(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(values, fc.array(edits, { maxLength: 2 }))
    .map(([value, list]) => list.reduce(edited, value));
}

const mainFiles = sometimesEdited(
  fc.record(
    {
      organization: fc.constantFrom("kwob3J", "a_-9"),
      workspaces: fc.constant(ids),
      groups,
      members,
      include: includes,
      settings,
    },
    { requiredKeys: ["organization", "workspaces", "members"] },
  ),
);
const includedFiles = sometimesEdited(fc.record({ groups, members }, { requiredKeys: ["members"] }));
