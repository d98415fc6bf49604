import type { Desired } from "../config/desired.ts";
import type { Config, WorkspaceId } from "../config/read-config.ts";
import type { Settings } from "../config/settings.ts";
import { compareText } from "../diagnostics/diagnostic.ts";
import type { Recorded } from "../state/fold-events.ts";
import type { ActionCall, Call } from "../tally/call.ts";
import type { Gap, Observed } from "../tally/observed.ts";
import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import { groupIntoCalls } from "./group-calls.ts";
import { type GuardRefusal, guardsFor } from "./limits.ts";
import { type PersonPlan, planPerson } from "./person.ts";
import { planRemoval } from "./removal.ts";
import { afterSettling, type Settlement, settleUnconfirmed } from "./resolve.ts";

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
  /** Whether Tally was looked at. */
  readonly live: boolean;
  /** Where the look was not whole. */
  readonly gaps: readonly Gap[];
  /** In the order in which they are sent. No person stands in two. */
  readonly calls: readonly Call[];
  /** The same by person, sorted by email, as are all lists below. */
  readonly people: readonly PlannedPerson[];
  /** Grants that Tally has already, and that are only recorded. */
  readonly adopt: readonly PlannedGrants[];
  /** Pending invites to withdraw: of people who are gone from members.yaml, and of those who get a fresh one. */
  readonly cancel: readonly PlannedCancel[];
  /** Members to take out of the organization. */
  readonly remove: readonly PlannedRemove[];
  /** Recorded grants that are neither desired nor in Tally. */
  readonly forget: readonly PlannedGrants[];
  /** Grants that were sent, and that Tally shows no longer since this look. */
  readonly lapsed: readonly PlannedGrants[];
  /** What the look says of unconfirmed calls. */
  readonly settled: readonly Settlement[];
  readonly withheld: readonly Withheld[];
  readonly unconfirmed: readonly Unconfirmed[];
  readonly refused: readonly GuardRefusal[];
  readonly summary: PlanSummary;
}

/** What the plan sends for one person. */
export interface PlannedPerson {
  readonly email: Email;
  readonly workspaceIds: readonly WorkspaceId[];
  readonly effect: Effect;
  /** Whether anything was sent to the person before. */
  readonly recorded: boolean;
}

/**
 * What a person notices. unknown: an email or access at once, which only a look at Tally tells. email: an invite, and whoever
 * accepts has all their forms moved. access: the person is in the organization and gets access at once. second-email: an
 * invite is pending, and this may be a second email (tally-api.md, U4).
 */
export type Effect = "unknown" | "email" | "access" | "second-email";

/** Grants of one person, which change nothing in Tally. */
export interface PlannedGrants {
  readonly email: Email;
  readonly workspaceIds: readonly WorkspaceId[];
}

/** Pending invites of one person that are withdrawn. */
export interface PlannedCancel extends PlannedGrants {
  readonly inviteIds: readonly string[];
  /** gone: no longer in members.yaml. expired: access has ended. resend: a fresh invite is sent afterwards. */
  readonly because: "gone" | "expired" | "resend";
  /** The last day of access. */
  readonly day?: Day | undefined;
}

/** A member who is taken out of the organization. */
export interface PlannedRemove extends PlannedGrants {
  readonly userId: string;
  readonly because: "gone" | "expired";
  readonly day?: Day | undefined;
}

/** Somebody who is gone from members.yaml: the pending invites are cancelled, and a member is removed. */
export interface PlannedRemoval extends PlannedGrants {
  readonly inviteIds: readonly string[];
  readonly userId: string | undefined;
  readonly day?: Day | undefined;
}

/** An action that the plan saw and does not take, with the reason. */
export interface Withheld {
  readonly action: "invite" | "remove";
  readonly email: Email;
  readonly workspaceIds: readonly WorkspaceId[];
  readonly reason: WithheldReason;
  /** The day that the reason is about: the last day of access, that of a refusal, or that from which an invite is sent again. */
  readonly day?: Day | undefined;
}

/**
 * unconfirmed: a call to the person was sent and nobody knows what became of it. expired: access has ended. resend-later:
 * `resend` names a day that has not come. lapsed: was invited, and is neither pending nor a member. in-vain: sent several times
 * without an answer, and never shown. refused: Tally refused the address, and members.yaml says the same of it. pending-changes: the person is pending, and `settings.pendingChanges` is report.
 * pending-unknown: the person is pending, and Tally does not show for what. blocked: Tally has blocked the account. owner, self:
 * the organization's owner, and the key's own user. incomplete-look: the look was not whole. removals-report:
 * `settings.removals` is report. protected: named in `settings.protected`. manual-step: Tally's API cannot take a person out of
 * one workspace. needs-look: whether the person is pending or a member decides between cancelling and removing, and only
 * Tally knows. others-invite: only the user who sent an invite can cancel it. not-owner, owner-unknown: only the owner's key
 * can remove members.
 */
export type WithheldReason =
  | "unconfirmed"
  | "expired"
  | "resend-later"
  | "lapsed"
  | "in-vain"
  | "refused"
  | "pending-changes"
  | "pending-unknown"
  | "blocked"
  | "owner"
  | "self"
  | "incomplete-look"
  | "removals-report"
  | "protected"
  | "manual-step"
  | "needs-look"
  | "others-invite"
  | "not-owner"
  | "owner-unknown";

/** A call that was sent and of which no usable answer is recorded. Nothing more is sent to its people until it is settled. */
export interface Unconfirmed extends ActionCall {
  readonly call: string;
  readonly at: string;
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
  /** Grants that are adopted. */
  readonly adopted: number;
  /** People whose invites are cancelled or who are removed because they are gone from members.yaml. */
  readonly removed: number;
}

/** What a plan is made from. */
export interface PlanInput {
  readonly desired: Desired;
  readonly recorded: Recorded;
  readonly settings: Settings;
  readonly basis: Basis;
  /** What Tally showed, where it was looked at. */
  readonly observed?: Observed | undefined;
}

/** Compares what is desired with what is recorded and, where Tally was looked at, with what is observed. */
export function planChanges({ desired, recorded: before, settings, basis, observed }: PlanInput): Plan {
  const settled = observed ? settleUnconfirmed(before, observed) : [];
  const recorded = afterSettling(before, settled);
  const unsettled = new Set(
    recorded.unconfirmed.flatMap(call => call.emails.map(email => email.toLowerCase())),
  );
  const planned = [...desired.people.values()].map(person => {
    const record = recorded.people.get(person.email);
    const isUnsettled = unsettled.has(person.email);
    return planPerson({ person, record, recorded, isUnsettled, settings, observed });
  });
  const removals = [...recorded.people.values()]
    .sort((a, b) => compareText(a.email, b.email))
    .map(record =>
      planRemoval(record, { desired, isUnsettled: unsettled.has(record.email), settings, observed }),
    );
  const removed = removals.flatMap(({ removal }) => removal ?? []);
  const sent = planned.filter(({ send }) => send.length > 0);
  const people = sent.map(({ person, record, send, effect }) => ({
    email: person.email,
    workspaceIds: send,
    effect,
    recorded: record !== undefined,
  }));
  const calls = groupIntoCalls(
    sent.map(({ person, send }) => ({ address: person.address, workspaceIds: send })),
    settings.maxEmailsPerCall,
  );
  const grantsOfAll = (list: (plan: PersonPlan) => readonly WorkspaceId[]) =>
    planned
      .filter(plan => list(plan).length > 0)
      .map(plan => ({ email: plan.person.email, workspaceIds: list(plan) }));
  const adopt = grantsOfAll(plan => plan.adopt);
  return {
    formatVersion: 1,
    organization: desired.organization,
    basis,
    live: observed !== undefined,
    gaps: observed?.gaps ?? [],
    calls,
    people,
    adopt,
    cancel: [...removed.flatMap(cancelOf), ...sent.flatMap(one => replacedInvites(one, observed))].sort(
      byEmail,
    ),
    remove: removed.flatMap(removeOf),
    forget: removals.flatMap(({ forget }) => forget ?? []),
    lapsed: mergeGrants([
      ...grantsOfAll(plan => plan.lapsed),
      ...removals.flatMap(({ lapsed }) => lapsed ?? []),
    ]),
    settled,
    withheld: [
      ...planned.flatMap(plan => plan.withheld),
      ...removals.flatMap(({ withheld }) => withheld ?? []),
    ].sort(byEmailThenAction),
    unconfirmed: recorded.unconfirmed.map(({ problem: _, forgotten: __, ...call }) => call),
    refused: guardsFor(people, removed, { desired, settings, observed }),
    summary: {
      people: people.length,
      grants: countGrants(people),
      calls: calls.length,
      unchanged: planned.reduce((sum, plan) => sum + plan.unchanged, 0),
      adopted: countGrants(adopt),
      removed: removed.length,
    },
  };
}

/** A plan as the JSON that is stored and compared. Same plan, same bytes. */
export function formatPlan(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/** What the basis of a plan is computed from, line by line: all of a configuration that bears on a plan of that day, sorted. */
export function* formatBasis(config: Config, desired: Desired): Iterable<string> {
  const { settings } = config;
  const workspaces = [...config.workspaces].sort(([a], [b]) => compareText(a, b));
  yield `${JSON.stringify({ organization: config.organization, workspaces, settings })}\n`;
  for (const person of desired.people.values()) yield `${JSON.stringify(person)}\n`;
}

/** Whether a plan asks anything of Tally. */
export function hasCalls(plan: Plan): boolean {
  return plan.calls.length + plan.cancel.length + plan.remove.length > 0;
}

/** Whether there is anything that an apply would send or record, or that somebody has to settle. */
export function hasChanges(plan: Plan): boolean {
  const { adopt, forget, lapsed, settled, unconfirmed } = plan;
  return hasCalls(plan) || [adopt, forget, lapsed, settled, unconfirmed].some(list => list.length > 0);
}

function cancelOf({ inviteIds, userId, workspaceIds, ...removal }: PlannedRemoval): PlannedCancel[] {
  if (inviteIds.length === 0) return [];
  // Of a member, the record is dropped when they are removed, which comes after.
  return [
    {
      email: removal.email,
      workspaceIds: userId === undefined ? workspaceIds : [],
      inviteIds,
      ...why(removal),
    },
  ];
}

function removeOf({ userId, email, workspaceIds, ...removal }: PlannedRemoval): PlannedRemove[] {
  return userId === undefined ? [] : [{ email, workspaceIds, userId, ...why(removal) }];
}

function why({ day }: { readonly day?: Day | undefined }) {
  return day === undefined ? ({ because: "gone" } as const) : ({ because: "expired", day } as const);
}

/** The pending invites of a person who gets a fresh one. Once they are withdrawn, nothing of the person is recorded. */
function replacedInvites(
  { person, record, replacesInvites }: PersonPlan,
  observed: Observed | undefined,
): PlannedCancel[] {
  const seen = observed?.people.get(person.email);
  if (!replacesInvites || !seen) return [];
  const workspaceIds = [...new Set([...(record?.grants.keys() ?? []), ...seen.pending])].sort();
  const inviteIds = seen.invites.map(invite => invite.id);
  return [{ email: person.email, workspaceIds, inviteIds, because: "resend" }];
}

/** One entry a person, sorted. */
function mergeGrants(grants: readonly PlannedGrants[]): readonly PlannedGrants[] {
  const merged = new Map<Email, readonly WorkspaceId[]>();
  for (const { email, workspaceIds } of grants)
    merged.set(email, [...(merged.get(email) ?? []), ...workspaceIds].sort());
  return [...merged].map(([email, workspaceIds]) => ({ email, workspaceIds })).sort(byEmail);
}

function countGrants(people: readonly { readonly workspaceIds: readonly WorkspaceId[] }[]): number {
  return people.reduce((sum, person) => sum + person.workspaceIds.length, 0);
}

function byEmail(a: { readonly email: Email }, b: { readonly email: Email }): number {
  return compareText(a.email, b.email);
}

function byEmailThenAction(a: Withheld, b: Withheld): number {
  return byEmail(a, b) || compareText(a.action, b.action) || compareText(a.reason, b.reason);
}
