import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desiredOn } from "../src/core/config/desired.ts";
import type { Config } from "../src/core/config/model.ts";
import { eventsOfImport, readImported } from "../src/core/import/events.ts";
import { formatMembersFile } from "../src/core/import/format.ts";
import { draftImport } from "../src/core/import/import.ts";
import type { MembersDraft } from "../src/core/import/model.ts";
import { nameWorkspaces } from "../src/core/import/names.ts";
import type { Plan } from "../src/core/plan/model.ts";
import { hasCalls, planChanges } from "../src/core/plan/plan.ts";
import { recordOnlyEvents } from "../src/core/plan/plan-calls.ts";
import type { StateEvent } from "../src/core/state/events.ts";
import { RecordedFold } from "../src/core/state/fold-events.ts";
import type { Recorded } from "../src/core/state/recorded.ts";
import { noState } from "../src/core/state/state.ts";
import { foldObserved } from "../src/core/tally/fold-observed.ts";
import { isComplete, type Observed } from "../src/core/tally/observed.ts";
import { type Email, readAddress } from "../src/core/values/address.ts";
import type { Day } from "../src/core/values/day.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { formatYaml } from "../src/core/yaml/format/format.ts";
import { importMessages } from "../src/render/import/import.ts";
import { eventSequences } from "./support/arbitraries.ts";

const today = "2026-11-23" as Day;
const at = "2026-11-23T12:00:00.000Z";

interface PersonShown {
  /** The email address as spelled in the list of users and in workspaces, and as spelled in invites. */
  readonly spellings: readonly [string, string];
  readonly fullName: string;
  readonly isBlocked: boolean;
  readonly isMember: boolean;
  readonly joined: readonly string[];
  /** The workspaces of a pending invite, if there is one. Possibly none, or one that Tally doesn't list. */
  readonly invited: readonly string[] | undefined;
  readonly createdAt: string;
}

interface Shown {
  readonly workspaces: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly PersonShown[];
  readonly owner: number;
}

const ids = ["wLDNPp", "npe1DB", "0", "z_z", "constructor", "a-1", "1e3", "no"];
/** The ID of a workspace that an invite has but that Tally doesn't list. */
const unlistedId = "mOPMgM";
const hostileNames = [
  "marketing",
  "marketing",
  "marketing 2",
  "Marketing",
  "",
  " ",
  "no",
  "null",
  "10",
  "1e3",
  "#x",
  "a: b",
  "a,b",
  "[x]",
  "{x}",
  "- x",
  "---",
  "? x",
  "*x",
  "&x",
  "'",
  '"',
  "__proto__",
  "everything",
  "group-1",
  "marketing-no",
  "wLDNPp",
  "line\nbreak",
  "\u202etxt.exe",
  "\ufeff",
  "\ud800",
  "👩‍💻 at work",
  "a\uffff",
  "x".repeat(99),
  "x".repeat(150),
];
const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileNames) },
  fc.string({ unit: "binary", maxLength: 120 }),
);
const crowd = Array.from({ length: 12 }, (_, index) => `person${index}`);
const locals = [
  "ada",
  "o'neil",
  "*a",
  "&b",
  "!c",
  "#d",
  "no",
  "1e3",
  "{e}",
  "`f",
  "|g",
  "%h",
  "-i",
  "~",
  "?j",
];
const spellings: readonly (readonly [string, string])[] = [
  ...[...locals, ...crowd].map(
    local => [`${local}@example.com`, `${local.toUpperCase()}@Example.com`] as const,
  ),
  ["grace.hopper@bücher.example", "Grace.Hopper@xn--bcher-kva.example"],
  ['"ada lovelace"@example.com', '"ada lovelace"@example.com'],
  ["ada,grace@example.com", "ada,grace@example.com"],
  ["line\nbreak\uffff@example.com", "line\nbreak\uffff@example.com"],
];

const organizations: fc.Arbitrary<Shown> = fc
  .uniqueArray(fc.record({ id: fc.constantFrom(...ids), name }), {
    minLength: 1,
    selector: ({ id }) => id,
  })
  .chain(workspaces => {
    const all = workspaces.map(({ id }) => id);
    const some = fc.subarray(all);
    const shared = fc.constantFrom(all, all.slice(0, 2), all.slice(1));
    const joined = fc.oneof({ weight: 3, arbitrary: shared }, some);
    const person = fc.record({
      spellings: fc.constantFrom(...spellings),
      fullName: fc.oneof(fc.constant(""), name),
      isBlocked: fc.boolean(),
      isMember: fc.boolean(),
      joined,
      invited: fc.option(fc.oneof(some, fc.constant([unlistedId])), { nil: undefined }),
      createdAt: fc.constantFrom("2026-11-01T08:00:00.000Z", "yesterday", ""),
    });
    return fc.record({
      workspaces: fc.constant(workspaces),
      people: fc.uniqueArray(person, { maxLength: 32, size: "max", selector: one => one.spellings[0] }),
      owner: fc.nat({ max: 20 }),
    });
  });

describe("the import of any organization", () => {
  test("plans no changes after an import, with or without live data", () => {
    fc.assert(
      fc.property(organizations, shown => {
        const { observed, config, events } = imported(shown);
        for (const observation of [undefined, observed])
          expectEmpty(planOf(config, fold(events), observation));
      }),
      { numRuns: 100 },
    );
  });

  test("plans only adoptions on another machine, and then no changes", () => {
    fc.assert(
      fc.property(organizations, shown => {
        const { observed, config } = imported(shown);
        const first = planOf(config, fold([]), observed);
        const { adopt } = first;
        expectEmpty({ ...first, adopt: [] });
        expect(adopt.map(({ email }) => email)).toEqual(config.members.map(({ email }) => email));
        const adopted = fold(recordOnlyEvents(first, at, {}));
        for (const observation of [undefined, observed]) expectEmpty(planOf(config, adopted, observation));
      }),
      { numRuns: 100 },
    );
  });

  test("lists everyone with a valid email address and exactly their workspaces", () => {
    fc.assert(
      fc.property(organizations, shown => {
        const { config, draft } = imported(shown);
        const listed = new Set(shown.workspaces.map(({ id }) => id));
        const expected = shown.people.flatMap(one => {
          const has = [...one.joined, ...(one.invited ?? [])].filter(id => listed.has(id));
          const reading = readAddress(one.spellings[0], toAsciiDomain);
          if (!reading.ok || has.length === 0) return [];
          return [[reading.value.email, [...new Set(has)].sort().join(" ")]];
        });
        expect(grantsOf(config)).toEqual(Object.fromEntries(expected));
        const named = new Set(config.members.map(({ email }) => email as string));
        const rest = shown.people.filter(one => {
          const reading = readAddress(one.spellings[0], toAsciiDomain);
          return isShown(one) && !(reading.ok && named.has(reading.value.email));
        });
        const omitted = draft.omitted.map(({ written }) => written.toLowerCase());
        for (const {
          spellings: [first, second],
        } of rest)
          expect(omitted.some(one => one === first.toLowerCase() || one === second.toLowerCase())).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test("creates only groups that shorten the file and don't change its grants", () => {
    fc.assert(
      fc.property(organizations, shown => {
        const { text, config, draft } = imported(shown);
        const without = [[], ...draft.groups.map(group => draft.groups.filter(one => one !== group))];
        for (const groups of draft.groups.length > 0 ? without : []) {
          const other = { ...draft, groups };
          const otherText = formatMembersFile(other, importMessages);
          expect(bytesOf(text)).toBeLessThan(bytesOf(otherText));
          expect(grantsOf(config)).toEqual(grantsOf(readImported(otherText, other, toAsciiDomain)));
        }
      }),
      { numRuns: 100 },
    );
  });

  test("writes a formatted file", () => {
    fc.assert(
      fc.property(organizations, shown => {
        const { text } = imported(shown);
        expect(formatYaml(text)).toEqual({ ok: true, value: text });
      }),
      { numRuns: 100 },
    );
  });

  test("gives each workspace and each group a unique name", () => {
    fc.assert(
      fc.property(organizations, shown => {
        const { draft, config } = imported(shown);
        expect([...config.workspaces.keys()].sort()).toEqual(shown.workspaces.map(({ id }) => id).sort());
        const names = [...draft.workspaces.values(), ...draft.groups.map(group => group.name)];
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 100 },
    );
  });

  test("plans no changes after an import with any existing state", () => {
    fc.assert(
      fc.property(organizations, eventSequences, (shown, earlier) => {
        const { observed, config, events } = imported(shown, earlier);
        const recorded = fold([...earlier, ...events]);
        for (const observation of [undefined, observed]) expectEmpty(planOf(config, recorded, observation));
      }),
      { numRuns: 300 },
    );
  });

  test("records the same whatever dates and settings the file keeps", () => {
    const days = fc.infiniteStream(fc.constantFrom(undefined, "2026-01-31" as Day, "2027-01-31" as Day));
    fc.assert(
      fc.property(organizations, eventSequences, days, (shown, earlier, dates) => {
        const { observed, config, events } = imported(shown, earlier);
        const members = config.members.map(({ entries, ...member }) => ({
          ...member,
          resend: dates.next().value,
          entries: entries.map(entry => ({ ...entry, expires: dates.next().value })),
        }));
        const kept: Config = { ...config, members, settings: { ...config.settings, removals: "apply" } };
        const state = { ...noState, events: earlier, recorded: fold(earlier) };
        const record = { config: kept, state, observed, today, isWhole: true, at, provenance: {} };
        expect(eventsOfImport(record)).toEqual(events);
      }),
      { numRuns: 100 },
    );
  });

  test("keeps the declared names of workspaces, and gives others free ones", () => {
    const declaredNames = fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 4 }).chain(some =>
      fc
        .uniqueArray(fc.constantFrom("marketing", "marketing 2", "wLDNPp", "Marketing", "no"), {
          minLength: some.length,
          maxLength: some.length,
        })
        .map(names => new Map(some.map((id, index) => [id as WorkspaceId, names[index] ?? ""]))),
    );
    fc.assert(
      fc.property(organizations, declaredNames, ({ workspaces }, declared) => {
        const shown = new Map(workspaces.map(one => [one.id as WorkspaceId, one.name]));
        const named = nameWorkspaces(shown, declared);
        expect([...named.keys()].sort()).toEqual([...shown.keys()].sort());
        for (const [id, name] of declared) if (shown.has(id)) expect(named.get(id)).toBe(name);
        const all = new Map([...declared, ...named]);
        expect(new Set(all.values()).size).toBe(all.size);
      }),
    );
  });

  test("plans only invites from the list after an import with a list", () => {
    const lists = fc.array(fc.tuple(fc.constantFrom(...locals), fc.infiniteStream(fc.boolean())));
    fc.assert(
      fc.property(organizations, eventSequences, lists, (shown, earlier, list) => {
        const all = shown.workspaces.map(({ id }) => id as WorkspaceId);
        const listed = new Map(
          list.map(([local, picks]) => {
            const some = all.filter(() => picks.next().value);
            return [`${local}@example.com` as Email, some.length > 0 ? some : all] as const;
          }),
        );
        const { observed, config, events } = imported(shown, earlier, listed);
        const plan = planOf(config, fold([...earlier, ...events]), observed);
        const { adopt, forget, lapsed, resolved, cancel, remove } = plan;
        expect([adopt, forget, lapsed, resolved, cancel, remove].flat()).toEqual([]);
        for (const { email, workspaceIds } of plan.people)
          expect(workspaceIds.filter(id => !listed.get(email)?.includes(id))).toEqual([]);
        expect(config.members.map(({ email }) => email)).toEqual([...listed.keys()].sort());
      }),
      { numRuns: 300 },
    );
  });
});

interface Imported {
  readonly observed: Observed;
  readonly draft: MembersDraft;
  readonly text: string;
  readonly config: Config;
  readonly events: readonly StateEvent[];
}

function imported(
  shown: Shown,
  earlier: readonly StateEvent[] = [],
  list?: ReadonlyMap<Email, readonly WorkspaceId[]>,
): Imported {
  const observed = observedFrom(shown);
  expect(isComplete(observed)).toBe(true);
  const workspaces = nameWorkspaces(observed.workspaces);
  const listed = list
    ? [...list].map(([email, workspaceIds]) => {
        return { email, written: email, name: undefined, workspaceIds, expires: undefined, note: undefined };
      })
    : undefined;
  const draft = draftImport({ organization: "kwob3J", observed, workspaces, listed, toAscii: toAsciiDomain });
  const text = formatMembersFile(draft, importMessages);
  const config = readImported(text, draft, toAsciiDomain);
  const state = { ...noState, events: earlier, recorded: fold(earlier) };
  const events = eventsOfImport({ config, state, observed, today, isWhole: !list, at, provenance: {} });
  return { observed, draft, text, config, events };
}

/** Returns the live data in the responses that Tally would send for an organization. */
function observedFrom({ workspaces, people, owner }: Shown): Observed {
  const users = people.flatMap((one, index) => {
    const user = {
      id: `user-${index}`,
      email: one.spellings[0],
      fullName: one.fullName,
      isBlocked: one.isBlocked,
    };
    return one.isMember || one.joined.length > 0 ? [user] : [];
  });
  const invites = people.flatMap(({ spellings: [, email], invited, createdAt }, index) =>
    invited ? [{ id: `invite-${index}`, email, createdAt, workspaceIds: invited }] : [],
  );
  const matching = <Item>(items: readonly Item[], matches: (item: Item) => boolean) => items.filter(matches);
  const ownerUser = users[owner];
  const me = {
    id: "user-0",
    organizationId: "kwob3J",
    ...(ownerUser && { email: ownerUser.email, organizationOwner: ownerUser }),
  };
  const listed = workspaces.map(({ id, name }) => ({
    id,
    name,
    members: matching(users, user => people[Number(user.id.slice(5))]?.joined.includes(id) === true),
    invites: matching(invites, invite => invite.workspaceIds.includes(id)),
  }));
  const bare = invites.map(({ workspaceIds: _, ...invite }) => invite);
  const responses = {
    at: "2100-01-01T00:00:00.000Z",
    me,
    workspaces: listed,
    total: workspaces.length,
    users,
    invites: bare,
  };
  return foldObserved(responses, toAsciiDomain);
}

function isShown({ isMember, joined, invited }: PersonShown): boolean {
  return isMember || joined.length > 0 || invited !== undefined;
}

function planOf(config: Config, recorded: Recorded, observed: Observed | undefined): Plan {
  const { settings } = config;
  const basis = { config: "", state: "" };
  return planChanges({ desired: desiredOn(today, config), recorded, settings, basis, observed });
}

/** Expects no changes in a plan. It can still have unconfirmed calls of an earlier run that live data can't resolve. */
function expectEmpty(plan: Plan): void {
  const { adopt, forget, lapsed, resolved, skipped } = plan;
  expect(hasCalls(plan)).toBe(false);
  expect({ adopt, forget, lapsed, resolved, skipped }).toEqual({
    adopt: [],
    forget: [],
    lapsed: [],
    resolved: [],
    skipped: [],
  });
}

function fold(events: readonly StateEvent[]): Recorded {
  const recorded = new RecordedFold();
  for (const event of events) recorded.add(event);
  return recorded.result();
}

function grantsOf({ members }: Config): Readonly<Record<string, string>> {
  const all = members.map(({ email, entries }) => {
    const granted: readonly WorkspaceId[] = entries.flatMap(entry => entry.workspaceIds);
    return [email, [...granted].sort().join(" ")] as const;
  });
  return Object.fromEntries(all);
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
