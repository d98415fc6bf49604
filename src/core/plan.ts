import type { Email } from "./address.ts";
import type { Config, WorkspaceId } from "./config.ts";
import { type Day, dayOf } from "./day.ts";
import type { Desired, DesiredPerson } from "./desired.ts";
import { compareText } from "./diagnostic.ts";
import type { Call } from "./outcome.ts";
import type { Recorded, RecordedPerson } from "./recorded.ts";
import type { Settings } from "./settings.ts";

/** The digests of what a plan was made from. Another basis makes it stale. */
export interface Basis {
  readonly config: string;
  readonly state: string;
}

/** What would be done, as inert data: same input, same bytes, whatever the order of members.yaml. */
export interface Plan {
  readonly formatVersion: 1;
  readonly organization: string;
  readonly basis: Basis;
  /** In the order in which they are sent. No person stands in two. */
  readonly calls: readonly Call[];
  /** The same by person, sorted by email. */
  readonly people: readonly PlannedPerson[];
  readonly adopt: readonly never[];
  readonly cancel: readonly never[];
  readonly remove: readonly never[];
  readonly withheld: readonly Withheld[];
  readonly unconfirmed: readonly Unconfirmed[];
  readonly refused: readonly GuardRefusal[];
  readonly summary: PlanSummary;
}

/** What the plan sends for one person. */
export interface PlannedPerson {
  readonly email: Email;
  readonly workspaceIds: readonly WorkspaceId[];
  /** Whether the person gets an email or access at once, which only a look at Tally tells. */
  readonly effect: "unknown";
  /** Whether anything was sent to the person before. */
  readonly recorded: boolean;
}

/** An action that the plan saw and does not take, with the reason. */
export interface Withheld {
  readonly action: "invite" | "remove";
  readonly email: Email;
  readonly workspaceIds: readonly WorkspaceId[];
  readonly reason: WithheldReason;
  /** The day that the reason is about: the last day of access, or the day from which an invite is sent again. */
  readonly day?: Day | undefined;
}

/**
 * unconfirmed: a call to the person was sent and nobody knows what became of it. expired: access has ended. resend-later:
 * `resend` names a day that has not come. removals-report: `settings.removals` is report. protected: named in
 * `settings.protected`. manual-step: Tally's API cannot take a person out of one workspace. needs-look: whether the person
 * is pending or a member decides between cancelling and removing, and only Tally knows.
 */
export type WithheldReason =
  | "unconfirmed"
  | "expired"
  | "resend-later"
  | "removals-report"
  | "protected"
  | "manual-step"
  | "needs-look";

/** A call that was sent and of which no usable answer is recorded. Nothing more is sent to its people until it is settled. */
export interface Unconfirmed extends Call {
  readonly call: string;
  readonly at: string;
}

/** A guard that an apply of this plan runs into. */
export interface GuardRefusal {
  readonly guard: "maxInvites";
  readonly count: number;
  readonly limit: number;
}

/** The sizes of a plan. */
export interface PlanSummary {
  /** People named in calls. */
  readonly people: number;
  /** Grants that the calls send. */
  readonly grants: number;
  readonly calls: number;
  /** Desired grants that are recorded already and not sent again. */
  readonly unchanged: number;
}

/** Compares what is desired with what is recorded. Reads nothing and asks nobody. */
export function planChanges(desired: Desired, recorded: Recorded, settings: Settings, basis: Basis): Plan {
  const unconfirmed = recorded.unconfirmed.map(({ call, at, workspaceIds, emails }) => ({
    call,
    at,
    workspaceIds,
    emails,
  }));
  const unsettled = new Set(
    recorded.unconfirmed.flatMap(call => call.emails.map(email => email.toLowerCase())),
  );
  const people: (PlannedPerson & { readonly address: string })[] = [];
  const withheld: Withheld[] = [];
  let unchanged = 0;

  for (const person of desired.people.values()) {
    const record = recorded.people.get(person.email);
    const needed = neededBy(person, record);
    unchanged += person.workspaceIds.filter(id => record?.grants.has(id) && !needed.includes(id)).length;
    withheld.push(...withheldFrom(person, record));
    if (needed.length === 0) continue;
    const { email, address } = person;
    if (unsettled.has(email))
      withheld.push({ action: "invite", email, workspaceIds: needed, reason: "unconfirmed" });
    else
      people.push({
        email,
        address,
        workspaceIds: needed,
        effect: "unknown",
        recorded: record !== undefined,
      });
  }
  for (const record of recorded.people.values()) withheld.push(...removalsFrom(record, desired, settings));

  const calls = groupIntoCalls(people, settings.maxEmailsPerCall);
  return {
    formatVersion: 1,
    organization: desired.organization,
    basis,
    calls,
    people: people.map(({ email, workspaceIds, effect, recorded }) => ({
      email,
      workspaceIds,
      effect,
      recorded,
    })),
    adopt: [],
    cancel: [],
    remove: [],
    withheld: withheld.sort(byEmailThenAction),
    unconfirmed,
    refused:
      people.length > settings.maxInvites
        ? [{ guard: "maxInvites", count: people.length, limit: settings.maxInvites }]
        : [],
    summary: { people: people.length, grants: countGrants(people), calls: calls.length, unchanged },
  };
}

/** A plan as the JSON that is stored and compared. Same plan, same bytes. */
export function formatPlan(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/** What the basis of a plan is computed from: all of a configuration that bears on a plan of that day, in sorted order. */
export function formatBasis(config: Config, desired: Desired): string {
  const { settings } = config;
  const workspaces = [...config.workspaces].sort(([a], [b]) => compareText(a, b));
  const head = JSON.stringify({ organization: config.organization, workspaces, settings });
  const people = [...desired.people.values()].map(person => JSON.stringify(person));
  return [head, ...people, ""].join("\n");
}

/** Whether there is anything that an apply would send or that somebody has to settle. */
export function hasChanges(plan: Plan): boolean {
  return plan.calls.length > 0 || plan.unconfirmed.length > 0;
}

/** The workspaces to send: those that are not recorded, or all of them when the invite is due to go out again. */
function neededBy(person: DesiredPerson, record: RecordedPerson | undefined): readonly WorkspaceId[] {
  if (!record) return person.workspaceIds;
  if (person.resend?.due && lastSentBefore(person.resend.day, record)) return person.workspaceIds;
  return person.workspaceIds.filter(id => !record.grants.has(id));
}

function lastSentBefore(day: Day, record: RecordedPerson): boolean {
  return [...record.grants.values()].every(grant => dayOf(grant.lastSent) < day);
}

function withheldFrom(person: DesiredPerson, record: RecordedPerson | undefined): Withheld[] {
  const { email, ended, resend, workspaceIds } = person;
  const notSent = ended?.workspaceIds.filter(id => !record?.grants.has(id)) ?? [];
  const expired: Withheld[] =
    notSent.length > 0
      ? [{ action: "invite", email, workspaceIds: notSent, reason: "expired", day: ended?.expires }]
      : [];
  if (!resend || resend.due || !record || workspaceIds.length === 0) return expired;
  return [...expired, { action: "invite", email, workspaceIds, reason: "resend-later", day: resend.day }];
}

/** What is recorded and no longer desired. A person gone altogether could be removed; a single workspace never. */
function removalsFrom({ email, grants }: RecordedPerson, desired: Desired, settings: Settings): Withheld[] {
  const person = desired.people.get(email);
  const wanted = new Set(person?.workspaceIds);
  const workspaceIds = [...grants.keys()].filter(id => !wanted.has(id)).sort();
  if (workspaceIds.length === 0) return [];
  const reason = reasonNotToRemove(email, wanted.size > 0, settings);
  const day = workspaceIds.every(id => person?.ended?.workspaceIds.includes(id))
    ? person?.ended?.expires
    : undefined;
  return [{ action: "remove", email, workspaceIds, reason, ...(day !== undefined && { day }) }];
}

function reasonNotToRemove(email: Email, keepsSome: boolean, settings: Settings): WithheldReason {
  if (settings.protected.includes(email)) return "protected";
  if (keepsSome) return "manual-step";
  return settings.removals === "report" ? "removals-report" : "needs-look";
}

/**
 * People who need the same set of workspaces share calls. Any other split would name a person twice or send a grant that
 * nobody asked for, so under "one person in one call" the number of calls is the least possible.
 */
function groupIntoCalls(
  people: readonly { readonly address: string; readonly workspaceIds: readonly WorkspaceId[] }[],
  maxEmailsPerCall: number,
): readonly Call[] {
  const groups = new Map<string, { workspaceIds: readonly WorkspaceId[]; emails: string[] }>();
  for (const { address, workspaceIds } of people) {
    const key = workspaceIds.join(" ");
    const group = groups.get(key) ?? { workspaceIds, emails: [] };
    group.emails.push(address);
    groups.set(key, group);
  }
  const sorted = [...groups].sort(([a], [b]) => compareText(a, b)).map(([, group]) => group);
  return sorted.flatMap(({ workspaceIds, emails }) =>
    chunksOf(emails, maxEmailsPerCall).map(chunk => ({ workspaceIds, emails: chunk })),
  );
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function countGrants(people: readonly { readonly workspaceIds: readonly WorkspaceId[] }[]): number {
  return people.reduce((sum, person) => sum + person.workspaceIds.length, 0);
}

function byEmailThenAction(a: Withheld, b: Withheld): number {
  return compareText(a.email, b.email) || compareText(a.action, b.action) || compareText(a.reason, b.reason);
}
