import fc from "fast-check";
import type { Config } from "../../src/core/config/model.ts";
import { readConfig } from "../../src/core/config/read-config.ts";
import type { StateEvent } from "../../src/core/state/events.ts";
import { toAsciiDomain } from "../../src/core/values/idna.ts";
import type { WorkspaceId } from "../../src/core/values/workspace-id.ts";
import { pair, today } from "./organizations.ts";
import { readNow } from "./sources.ts";

/** A person who may be in a generated file or state. */
interface Person {
  readonly key: string;
  /** Spellings of the address in members.yaml. */
  readonly written: readonly string[];
  /** Spellings of the address that may have been sent to Tally. */
  readonly sent: readonly string[];
}

/** One generated item of a `members` list. */
interface MemberDraft {
  readonly key: string;
  readonly email: string;
  readonly workspaces: readonly string[];
  readonly groups: readonly string[];
  readonly expires: string | undefined;
  readonly resend: string | undefined;
  readonly note: string | undefined;
  /** Spellings of addresses that aren't members. */
  readonly previously: readonly string[];
}

/** A generated organization, before it is written as YAML. */
export interface OrganizationDraft {
  /** Names and IDs, which sort differently. */
  readonly workspaces: readonly (readonly [name: string, id: string])[];
  readonly groups: readonly (readonly [name: string, workspaces: readonly string[]])[];
  /** The members in the main file. */
  readonly members: readonly MemberDraft[];
  /** The members in an included file. Some people are in both files. */
  readonly elsewhere: readonly MemberDraft[];
  readonly settings: {
    readonly maxEmailsPerCall: number | undefined;
    readonly maxInvites: number | undefined;
    readonly pendingChanges: "send" | "report" | undefined;
    readonly removals: "report" | "apply" | undefined;
    readonly protected: readonly string[] | undefined;
    readonly allowedDomains: readonly string[] | undefined;
  };
}

/** The two files of an organization. */
interface OrganizationFiles {
  readonly main: string;
  readonly elsewhere: string;
}

/** Returns the items in another order. */
export type Reorder = <Item>(items: readonly Item[]) => readonly Item[];

const domains = [
  { ascii: "example.com", written: ["example.com", "Example.COM"] },
  {
    ascii: "xn--bcher-kva.example",
    written: ["bücher.example", "BÜCHER.Example", "xn--bcher-kva.example", "XN--Bcher-KVA.example"],
  },
];
const locals = ["ada", "o'neil", "grace.hopper", "alan+tally", "p_1", "p_10"];
const people: readonly Person[] = locals.flatMap(local =>
  domains.map(({ ascii, written }) => {
    const localParts = [local, local.toUpperCase(), `${local.charAt(0).toUpperCase()}${local.slice(1)}`];
    const spell = (spellings: readonly string[]) =>
      localParts.flatMap(one => spellings.map(domain => `${one}@${domain}`));
    return {
      key: `${local}@${ascii}`,
      written: [...spell(written), ` ${local}@${ascii} `],
      sent: spell([ascii]),
    };
  }),
);
const workspaceNames = ["marketing", "research", "10", "9", "__proto__", "Bücher: & *co"];
const workspaceIds = ["wLDNPp", "npe1DB", "0", "z_z", "constructor", "a-1"] as WorkspaceId[];
const groupNames = ["design", "all", "null"];

const day = fc.option(fc.constantFrom("2026-09-30", "2026-11-22", today, "2026-11-24", "2027-01-31"), {
  nil: undefined,
  freq: 2,
});

function memberOf(names: readonly string[], groups: readonly string[]): fc.Arbitrary<MemberDraft> {
  return fc
    .record({
      address: fc
        .constantFrom(...people)
        .chain(({ key, written }) => fc.constantFrom(...written).map(email => ({ key, email }))),
      workspaces: fc.subarray([...names]),
      groups: fc.subarray([...groups]),
      fallback: fc.constantFrom(...names),
      expires: day,
      resend: day,
      note: fc.option(fc.constantFrom("contractor, HR-12", "# - [", "ünïcode"), { nil: undefined }),
    })
    .map(({ address, fallback, workspaces, ...rest }) => ({
      ...address,
      ...rest,
      previously: [],
      workspaces: workspaces.length + rest.groups.length > 0 ? workspaces : [fallback],
    }));
}

/** Small organizations of two files, with up to six workspaces, three groups, and twelve people, nobody twice in one file. */
export const organizationDrafts: fc.Arbitrary<OrganizationDraft> = fc
  .tuple(
    fc.subarray(workspaceNames, { minLength: 1 }),
    fc.shuffledSubarray(workspaceIds, { minLength: workspaceIds.length }),
    fc.subarray(groupNames),
  )
  .chain(([names, ids, groups]) => {
    const members = fc.uniqueArray(memberOf(names, groups), { maxLength: 14, selector: one => one.key });
    const someNames = fc.subarray(names, { minLength: 1 });
    return fc.record({
      workspaces: fc.constant(names.map((name, index) => [name, ids[index] ?? ""] as const)),
      groups: fc.tuple(...groups.map(group => someNames.map(list => [group, list] as const))),
      members,
      elsewhere: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, members),
      owners: fc.array(fc.nat(), { maxLength: 4 }),
      settings: fc.record({
        maxEmailsPerCall: fc.constantFrom(undefined, 1, 2, 3, 1000),
        maxInvites: fc.constantFrom(undefined, 0, 4, 50),
        pendingChanges: fc.constantFrom(undefined, "send" as const, "report" as const),
        removals: fc.constantFrom(undefined, "report" as const, "apply" as const),
        protected: fc.option(fc.subarray(people.flatMap(({ written }) => written.slice(0, 1))), {
          nil: undefined,
        }),
        allowedDomains: fc.constantFrom(undefined, ["example.com", "Bücher.example"]),
      }),
    });
  })
  .map(({ owners, ...draft }) => withPreviously(draft, owners));

/** Gives people who aren't members to members as previous addresses. `owners`: a number for each that chooses the member. */
function withPreviously(draft: OrganizationDraft, owners: readonly number[]): OrganizationDraft {
  const members = [...draft.members, ...draft.elsewhere];
  const keys = new Set(members.map(one => one.key));
  const others = people.filter(({ key }) => !keys.has(key));
  const previousOf = (member: MemberDraft) =>
    owners.flatMap((owner, index) => {
      const { written } = others[index] ?? {};
      return members[owner % members.length] === member ? (written?.[owner % written.length] ?? []) : [];
    });
  const withOwn = (list: readonly MemberDraft[]) =>
    list.map(member => ({ ...member, previously: previousOf(member) }));
  return { ...draft, members: withOwn(draft.members), elsewhere: withOwn(draft.elsewhere) };
}

/** Returns the files of an organization. `turn` changes the order of every list and mapping, which doesn't change the meaning. */
export function filesOf(draft: OrganizationDraft, turn: Reorder = items => items): OrganizationFiles {
  const { workspaces, groups } = draft;
  const settings = settingsOf(draft, turn);
  const parts = [
    "organization: kwob3J\n",
    `workspaces:\n${mappingText(
      workspaces.map(([name, id]) => [name, JSON.stringify(id)]),
      turn,
    )}`,
    membersText(draft.members, turn),
    ...(settings.length > 0 ? [`settings: { ${turn(settings).join(", ")} }\n`] : []),
    ...(groups.length > 0
      ? [
          `groups:\n${mappingText(
            groups.map(([name, names]) => [name, listText(names, turn)]),
            turn,
          )}`,
        ]
      : []),
  ];
  return { main: turn(parts).join(""), elsewhere: membersText(draft.elsewhere, turn) };
}

/** Returns a function that shuffles lists in a way that depends only on a seed. */
export function reorderBy(seed: number): Reorder {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return items =>
    items
      .map(item => ({ item, rank: next() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
}

/** Reads the configuration in an organization's files. Throws if they have errors. */
export function configFrom({ main, elsewhere }: OrganizationFiles): Config {
  const read = (file: string, text: string) => readNow(file, new TextEncoder().encode(text));
  const reading = readConfig(
    { main: read("members.yaml", main), included: [read("teams/a.yaml", elsewhere)], diagnostics: [] },
    toAsciiDomain,
  );
  if (!reading.ok) throw new Error(`${main}\n${elsewhere}\n${JSON.stringify(reading.problem)}`);
  return reading.value;
}

function settingsOf({ settings }: OrganizationDraft, turn: Reorder): readonly string[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return [`${key}: ${typeof value === "object" ? listText(value, turn) : value}`];
  });
}

function mappingText(entries: readonly (readonly [key: string, value: string])[], turn: Reorder): string {
  return turn(entries)
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${value}\n`)
    .join("");
}

function listText(items: readonly string[], turn: Reorder): string {
  return `[${turn(items.map(item => JSON.stringify(item))).join(", ")}]`;
}

function membersText(members: readonly MemberDraft[], turn: Reorder): string {
  if (members.length === 0) return "members: []\n";
  const items = turn(members).map(({ email, workspaces, groups, expires, resend, note, previously }) => {
    const lines = [
      `email: ${JSON.stringify(email)}`,
      ...(previously.length > 0 ? [`previously: ${listText(previously, turn)}`] : []),
      ...(workspaces.length > 0 ? [`workspaces: ${listText(workspaces, turn)}`] : []),
      ...(groups.length > 0 ? [`groups: ${listText(groups, turn)}`] : []),
      ...(expires ? [`expires: ${expires}`] : []),
      ...(resend ? [`resend: "${resend}"`] : []),
      ...(note ? [`note: ${JSON.stringify(note)}`] : []),
    ];
    return `  - ${turn(lines).join("\n    ")}\n`;
  });
  return `members:\n${items.join("")}`;
}

const times = [
  "2026-09-01T08:00:00.000Z",
  "2026-11-21T23:59:59Z",
  "2026-11-22T23:59:59.999Z",
  `${today}T00:00:00.000Z`,
];
const problem = fc.oneof(
  fc.constantFrom("no answer within 30 seconds", "line\nbreak\r\u2028", '"{'),
  fc.string({ unit: "binary" }),
);
const provenance = fc.constantFrom<{ commit?: string; run?: string }>(
  {},
  {},
  {
    commit: "9fceb02d0ae598e95dc970b74767f19372d61af8",
    run: "https://github.com/acme/access/actions/runs/1",
  },
);
const somePerson = fc.constantFrom(...people.map(({ sent }) => sent));
const someIds = fc.subarray(workspaceIds.toSorted(), { minLength: 1, maxLength: 4 });

/** A step of a history. The steps before it determine which call an outcome belongs to. */
const step = fc.record({
  kind: fc.constantFrom("intent", "intent", "outcome", "outcome", "outcome", "forgotten"),
  at: fc.constantFrom(...times),
  provenance,
  workspaceIds: someIds,
  onlySome: fc.boolean(),
  ofEarlier: fc.boolean(),
  emails: fc.uniqueArray(
    somePerson.chain(sent => fc.constantFrom(...sent)),
    { minLength: 1, maxLength: 5, selector: email => email.toLowerCase() },
  ),
  pick: fc.nat({ max: 20 }),
  result: fc.constantFrom("done", "done", "done", "rejected", "split", "not-sent", "unconfirmed"),
  detail: fc.record(
    { status: fc.constantFrom(400, 401, 500), problem, resolvedBy: fc.constant("person" as const) },
    { requiredKeys: [] },
  ),
});

/**
 * Valid sequences of events. Several calls may be open at a time, as after a merge of two branches. An unconfirmed call may be
 * resolved later. People are forgotten at any point.
 */
export const eventSequences: fc.Arbitrary<readonly StateEvent[]> = fc
  .array(step, { maxLength: 24 })
  .map(steps => {
    const open: string[] = [];
    const sent: Pick<Extract<StateEvent, { event: "intent" }>, "emails" | "workspaceIds">[] = [];
    const emailsOf = new Map<string, readonly string[]>();
    return steps.map(({ kind, at, emails, workspaceIds, ...one }, index): StateEvent => {
      if (kind === "forgotten") {
        const target = (one.ofEarlier ? sent[one.pick % Math.max(sent.length, 1)] : undefined) ?? {
          emails,
          workspaceIds,
        };
        const email = target.emails[one.pick % target.emails.length] ?? "";
        const ids = one.onlySome && { workspaceIds: target.workspaceIds };
        return { event: "forgotten", at, email, ...ids, ...one.provenance };
      }
      const call = open[one.pick % Math.max(open.length, 1)];
      if (kind === "intent" || call === undefined) {
        open.push(`call-${index}`);
        const content = { workspaceIds, emails: emails.toSorted() };
        sent.push(content);
        emailsOf.set(`call-${index}`, content.emails);
        return {
          event: "intent",
          at,
          call: `call-${index}`,
          action: "invite",
          ...content,
          ...one.provenance,
        };
      }
      if (one.result !== "unconfirmed") open.splice(open.indexOf(call), 1);
      const emailsInCall = emailsOf.get(call) ?? [];
      const part = one.result === "split" && {
        emails: emailsInCall.slice(one.pick % (emailsInCall.length + 1)),
      };
      const fault = one.result === "rejected" && emailsInCall.length === 1 && { fault: "email" as const };
      return { event: "outcome", at, call, result: one.result, ...one.detail, ...part, ...fault };
    });
  });

/** The status of each pair of person and workspace after some events, computed for each pair and not by folding. */
export interface PairsOf {
  /** The time at which each recorded pair was last sent. */
  readonly recorded: ReadonlyMap<string, string>;
  /** The pairs whose result is unknown. */
  readonly unconfirmed: ReadonlySet<string>;
}

/** Returns the later of two times. (A late outcome may belong to an earlier call.) */
function laterOf(time: string, other = time): string {
  return Date.parse(time) > Date.parse(other) ? time : other;
}

/** Returns the pairs that events record or leave unconfirmed. A pair that is forgotten after its intent is dropped. */
export function pairsOf(events: readonly StateEvent[]): PairsOf {
  const recorded = new Map<string, string>();
  const unconfirmed = new Set<string>();
  const sent = events.flatMap((event, index) => (event.event === "intent" ? [{ ...event, index }] : []));
  const resolved = sent.map(intent => {
    const end = events.findIndex(
      one => one.event === "outcome" && one.call === intent.call && one.result !== "unconfirmed",
    );
    return { intent, end, outcome: events[end] };
  });
  for (const { intent, outcome } of resolved.toSorted((a, b) => a.end - b.end)) {
    for (const email of intent.emails) {
      for (const id of intent.workspaceIds) {
        const isForgotten = events.some(
          (one, at) =>
            at > intent.index &&
            one.event === "forgotten" &&
            one.email.toLowerCase() === email.toLowerCase() &&
            (one.workspaceIds?.includes(id) ?? true),
        );
        if (isForgotten) continue;
        if (!outcome) unconfirmed.add(pair(email, id));
        else if (outcome.event === "outcome" && isDoneFor(outcome, email))
          recorded.set(pair(email, id), laterOf(intent.at, recorded.get(pair(email, id))));
      }
    }
  }
  return { recorded, unconfirmed };
}

/** A person whose address Tally rejected. */
export interface RejectedPerson {
  /** The address as it was sent. */
  readonly address: string;
  readonly workspaceIds: readonly string[];
  readonly at: string;
}

/**
 * Returns the people whose address Tally rejected, and who weren't invited or forgotten since. Computed for each person and not by
 * folding.
 */
export function rejectedPeople(events: readonly StateEvent[]): ReadonlyMap<string, RejectedPerson> {
  const intents = new Map(events.flatMap(one => (one.event === "intent" ? [[one.call, one] as const] : [])));
  const spellings = new Set([...intents.values()].flatMap(one => one.emails));
  const rejected = new Map<string, RejectedPerson>();
  for (const key of new Set([...spellings].map(spelling => spelling.toLowerCase()))) {
    let last: RejectedPerson | undefined;
    for (const one of events) {
      if (one.event === "forgotten" && one.email.toLowerCase() === key) {
        const isAbout = one.workspaceIds?.some(id => last?.workspaceIds.includes(id)) ?? true;
        if (isAbout) last = undefined;
      }
      if (one.event !== "outcome") continue;
      const intent = intents.get(one.call);
      const address = intent?.emails.find(spelling => spelling.toLowerCase() === key);
      if (!intent || address === undefined) continue;
      if (one.fault === "email") last = { address, workspaceIds: intent.workspaceIds, at: intent.at };
      else if (isDoneFor(one, address)) last = undefined;
    }
    if (last) rejected.set(key, last);
  }
  return rejected;
}

function isDoneFor({ result, emails }: Extract<StateEvent, { event: "outcome" }>, spelling: string): boolean {
  return result === "done" || (result === "split" && emails !== undefined && emails.includes(spelling));
}
