import type { Desired, DesiredPerson } from "../config/desired.ts";
import type { Config, Settings } from "../config/model.ts";
import type { Recorded } from "../state/recorded.ts";
import type { Observed } from "../tally/observed.ts";
import { compareText } from "../text/compare.ts";
import { groupBy } from "../text/group-by.ts";
import type { Email } from "../values/address.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import { groupIntoCalls } from "./group-calls.ts";
import { exceededLimits } from "./limits.ts";
import type {
  Basis,
  Plan,
  PlannedCancel,
  PlannedGrants,
  PlannedRemoval,
  PlannedRemove,
  Skipped,
} from "./model.ts";
import { type PersonPlan, planPerson } from "./person.ts";
import type { ConfigChanges } from "./policy-change.ts";
import { planRemoval } from "./removal.ts";
import { replacedIds } from "./replaced-ids.ts";
import {
  applyResolutions,
  goneSince,
  observedUnconfirmed,
  resolveUnconfirmed,
  withShown,
} from "./resolve.ts";
import { successorsIn } from "./successors.ts";

/** The input of `planChanges`. */
export interface PlanInput {
  readonly desired: Desired;
  readonly recorded: Recorded;
  readonly settings: Settings;
  readonly basis: Basis;
  /** The live data, if Tally was checked. */
  readonly observed?: Observed | undefined;
  /** Grants that earlier checks of the run showed. */
  readonly shown?: readonly PlannedGrants[] | undefined;
}

/** Compares the desired access with the recorded access and, if Tally was checked, with the live data. */
export function planChanges({ desired, settings, basis, observed, ...input }: PlanInput): Plan {
  const resolved = observed ? resolveUnconfirmed(input.recorded, observed) : [];
  const known = applyResolutions(input.recorded, resolved);
  const shown = observed ? [...(input.shown ?? []), ...observedUnconfirmed(known, observed)] : [];
  // A person who is gone again must not be invited again, even if the call to them stays unconfirmed.
  const gone = observed ? mergeGrants(goneSince(shown, known, observed)) : [];
  const recorded = withShown(known, gone, observed?.at ?? "");
  const unconfirmedEmails = new Set(
    recorded.unconfirmed.flatMap(call => call.emails.map(email => email.toLowerCase())),
  );
  const planned = [...desired.people.values()].map(person => {
    const record = recorded.people.get(person.email);
    const isUnconfirmed = unconfirmedEmails.has(person.email);
    return planPerson({ person, record, recorded, isUnconfirmed, settings, observed });
  });
  const successors = successorsIn(desired);
  const removals = [...recorded.people.values()]
    .sort((a, b) => compareText(a.email, b.email))
    .map(record =>
      planRemoval(record, {
        desired,
        successor: successors.get(record.email),
        isUnconfirmed: unconfirmedEmails.has(record.email),
        settings,
        observed,
      }),
    );
  const removed = removals.flatMap(({ removal }) => removal ?? []);
  const sent = planned.filter(({ send }) => send.length > 0);
  const people = sent.map(({ person, record, send, effect }) => ({
    email: person.email,
    workspaceIds: send,
    effect,
    recorded: record !== undefined,
    ...knownPreviously(person, recorded, observed),
  }));
  const calls = groupIntoCalls(sent, settings.maxEmailsPerCall);
  const grantsOfAll = (list: (plan: PersonPlan) => readonly WorkspaceId[]) =>
    planned
      .filter(plan => list(plan).length > 0)
      .map(plan => ({ email: plan.person.email, workspaceIds: list(plan) }));
  const adopt = mergeGrants([...grantsOfAll(plan => plan.adopt), ...gone]);
  return {
    formatVersion: 1,
    organization: desired.organization,
    basis,
    live: observed !== undefined,
    missing: observed?.missing ?? [],
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
    resolved,
    skipped: [
      ...planned.flatMap(plan => plan.skipped),
      ...removals.flatMap(({ skipped }) => skipped ?? []),
    ].sort(byEmailThenAction),
    unconfirmed: recorded.unconfirmed.map(({ problem: _, provenance: __, forgotten: ___, ...call }) => call),
    unknownWorkspaces: observed ? unknownWorkspaces(desired, observed) : [],
    replacedIds: replacedIds(people, desired, recorded),
    blockedBy: exceededLimits({
      people,
      removals,
      hasNoMembers: desired.people.size === 0,
      settings,
      recorded,
      observed,
    }),
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

/**
 * Formats a plan as the JSON that is saved and compared. Identical plans give identical bytes. `changes`: the
 * differences from a base configuration, which are added for reviewers.
 */
export function formatPlan(plan: Plan, changes?: ConfigChanges): string {
  return `${JSON.stringify({ ...plan, ...changes }, null, 2)}\n`;
}

/** Yields the lines that the digest of a configuration is computed from: all that affects a plan on a day, sorted. */
export function* formatBasis(config: Config, desired: Desired): Iterable<string> {
  const { settings } = config;
  const workspaces = [...config.workspaces].sort(([a], [b]) => compareText(a, b));
  yield `${JSON.stringify({ organization: config.organization, workspaces, settings })}\n`;
  for (const person of desired.people.values()) yield `${JSON.stringify(person)}\n`;
}

/** Whether applying a plan changes anything in Tally. */
export function hasCalls(plan: Plan): boolean {
  return plan.calls.length + plan.cancel.length + plan.remove.length > 0;
}

/** Whether an apply would send or record anything, or someone has to resolve a call. */
export function hasChanges(plan: Plan): boolean {
  const { adopt, forget, lapsed, resolved, unconfirmed } = plan;
  return hasCalls(plan) || [adopt, forget, lapsed, resolved, unconfirmed].some(list => list.length > 0);
}

function unknownWorkspaces(desired: Desired, observed: Observed): readonly WorkspaceId[] {
  const ids = new Set<WorkspaceId>();
  for (const { workspaceIds } of desired.people.values())
    for (const id of workspaceIds) if (!observed.workspaces.has(id)) ids.add(id);
  return [...ids].sort();
}

function cancelOf({ inviteIds, userId, workspaceIds, ...removal }: PlannedRemoval): PlannedCancel[] {
  if (inviteIds.length === 0) return [];
  // The grants of a member are dropped from the state file by their removal, which is sent later.
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

function why({ day, newAddress }: Pick<PlannedRemoval, "day" | "newAddress">) {
  const reason =
    day === undefined ? ({ because: "not-in-members" } as const) : ({ because: "expired", day } as const);
  return newAddress === undefined ? reason : { ...reason, newAddress };
}

/** Returns the previous addresses of a person that the state file or Tally lists, if there are any. */
function knownPreviously(
  { previously = [] }: DesiredPerson,
  recorded: Recorded,
  observed: Observed | undefined,
): { readonly previously?: readonly Email[] } {
  const known = previously.filter(email => recorded.people.has(email) || observed?.people.has(email));
  return known.length > 0 ? { previously: known } : {};
}

/**
 * Returns the pending invites to cancel for a person who gets a new one. Canceling them drops all the person's grants.
 */
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

/** Merges grants into one entry per person, sorted. */
function mergeGrants(grants: readonly PlannedGrants[]): readonly PlannedGrants[] {
  return [...groupBy(grants, one => one.email)]
    .map(([email, all]) => ({
      email,
      workspaceIds: [...new Set(all.flatMap(one => one.workspaceIds))].sort(),
    }))
    .sort(byEmail);
}

function countGrants(people: readonly { readonly workspaceIds: readonly WorkspaceId[] }[]): number {
  return people.reduce((sum, person) => sum + person.workspaceIds.length, 0);
}

function byEmail(a: { readonly email: Email }, b: { readonly email: Email }): number {
  return compareText(a.email, b.email);
}

function byEmailThenAction(a: Skipped, b: Skipped): number {
  return byEmail(a, b) || compareText(a.action, b.action) || compareText(a.reason, b.reason);
}
