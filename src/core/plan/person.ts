import type { DesiredPerson } from "../config/desired.ts";
import type { Settings } from "../config/model.ts";
import type { FailedAttempts, Recorded, RecordedPerson } from "../state/recorded.ts";
import {
  grantsInTally,
  isAbsent,
  isComplete,
  isSentByAnother,
  listsEveryone,
  type Observed,
  type ObservedPerson,
} from "../tally/observed.ts";
import { type Day, dayOf } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { Effect, Skipped, SkipReason } from "./model.ts";
import { pendingResend, sentDays } from "./resend.ts";

/** What a plan does for one person in members.yaml. */
export interface PersonPlan {
  readonly person: DesiredPerson;
  readonly record: RecordedPerson | undefined;
  /** The workspaces to invite the person to. Sorted. */
  readonly send: readonly WorkspaceId[];
  readonly effect: Effect;
  /** Whether pending invites are canceled first, so that a new one can be sent. */
  readonly replacesInvites: boolean;
  /** Grants that Tally shows and that are only recorded, because the state file lacks them or has them as lapsed. */
  readonly adopt: readonly WorkspaceId[];
  /** Recorded grants that the live data no longer shows, unless already recorded as lapsed. */
  readonly lapsed: readonly WorkspaceId[];
  /** The number of recorded grants that need no change. */
  readonly unchanged: number;
  readonly skipped: readonly Skipped[];
}

/** The input of `planPerson`. */
export interface PersonInput {
  readonly person: DesiredPerson;
  readonly record: RecordedPerson | undefined;
  readonly recorded: Recorded;
  /** Whether the person is in an unconfirmed call. */
  readonly isUnconfirmed: boolean;
  readonly settings: Settings;
  readonly observed: Observed | undefined;
}

/** Maximum unanswered attempts per person before giving up. */
export const maxAttempts = 3;

/** Decides what to send to a person, what to only record, and what to skip, using live data if available. */
export function planPerson(input: PersonInput): PersonPlan {
  const { person, record, observed } = input;
  const seen = observed?.people.get(person.email);
  const diff = grantDiffOf(input, seen);
  const resent = resendOf(input, seen, diff);
  const wanted = resent ?? diff.missing;
  const reason =
    wanted.length === 0 ? undefined : inviteBlocker(input, seen, resent !== undefined, diff, wanted);
  const lapsed = resent && !reason ? none : diff.lapsed;
  return {
    person,
    record,
    send: reason ? none : wanted,
    effect: effectFor(observed, seen, resent !== undefined),
    replacesInvites:
      !reason &&
      resent !== undefined &&
      seen !== undefined &&
      seen.userId === undefined &&
      seen.invites.length > 0,
    adopt: diff.adopt,
    lapsed: diff.newlyLapsed,
    unchanged: record ? countUnchanged(person, record, [...wanted, ...lapsed, ...diff.adopt]) : 0,
    skipped: skippedOf(input, seen, { reason, wanted, lapsed }),
  };
}

function countUnchanged(
  { workspaceIds }: DesiredPerson,
  { grants }: RecordedPerson,
  changed: readonly WorkspaceId[],
): number {
  return workspaceIds.filter(id => grants.has(id) && !changed.includes(id)).length;
}

/** Returns what isn't sent to a person, with the reasons. */
function skippedOf(
  input: PersonInput,
  seen: ObservedPerson | undefined,
  {
    reason,
    wanted,
    lapsed,
  }: {
    readonly reason: SkipReason | undefined;
    readonly wanted: readonly WorkspaceId[];
    readonly lapsed: readonly WorkspaceId[];
  },
): readonly Skipped[] {
  const { person, record } = input;
  const { email, ended, resend } = person;
  if (!ended && !resend && !reason && lapsed.length === 0) return nothing;
  const notSent = ended?.workspaceIds.filter(id => !record?.grants.has(id)) ?? none;
  const waiting = pendingResend(person, input, seen);
  const blockedIds = reason === "lapsed" ? none : wanted;
  const lapsedIds =
    reason === "lapsed"
      ? [...wanted, ...lapsed].sort()
      : lapsed.filter(id => !reason || !blockedIds.includes(id));
  const action = "invite";
  const all: readonly Skipped[] = [
    { action, email, workspaceIds: notSent, reason: "expired", day: ended?.expires },
    ...(reason
      ? [{ action, email, workspaceIds: blockedIds, reason, ...rejectedOn(input, reason) } as const]
      : []),
    { action, email, workspaceIds: lapsedIds, reason: "lapsed" },
  ];
  const skipped = all.filter(one => one.workspaceIds.length > 0);
  if (!waiting) return skipped;
  const isResent = (one: Skipped) => resentReasons.has(one.reason);
  if (skipped.some(isResent)) return skipped.map(one => (isResent(one) ? { ...one, resend: waiting } : one));
  // After the resend, the date can stay in members.yaml without being reported.
  if (resend?.due || person.workspaceIds.length === 0) return skipped;
  const { workspaceIds } = person;
  return [...skipped, { action, email, workspaceIds, reason: "resend-later", resend: waiting }];
}

/** The reasons for not sending that a later `resend` date overrides. */
const resentReasons: ReadonlySet<SkipReason> = new Set<SkipReason>([
  "lapsed",
  "attempts-exhausted",
  "rejected",
]);

/** How the desired workspaces of a person differ from the state file and the live data. Each list is sorted. */
interface GrantDiff {
  readonly adopt: readonly WorkspaceId[];
  /** Recorded, but no longer in Tally, as found by this check or an earlier one. */
  readonly lapsed: readonly WorkspaceId[];
  /** Those of `lapsed` that this check found. */
  readonly newlyLapsed: readonly WorkspaceId[];
  /** Neither recorded nor in Tally. */
  readonly missing: readonly WorkspaceId[];
}

const none: readonly WorkspaceId[] = [];
const nothing: readonly Skipped[] = [];

function grantDiffOf({ person, record, observed }: PersonInput, seen: ObservedPerson | undefined): GrantDiff {
  const ids = person.workspaceIds;
  if (!observed && !record) return { adopt: none, lapsed: none, newlyLapsed: none, missing: ids };
  const grantOf = (id: WorkspaceId) => record?.grants.get(id);
  if (!observed) {
    const lapsed = ids.filter(id => grantOf(id)?.lapsed !== undefined);
    return { adopt: [], lapsed, newlyLapsed: [], missing: ids.filter(id => !grantOf(id)) };
  }
  const shown = grantsInTally(seen);
  const recordedOnly = ids.filter(id => grantOf(id) && !shown.has(id));
  const newlyLapsed = recordedOnly.filter(
    id => grantOf(id)?.lapsed === undefined && isAbsent(id, seen, observed),
  );
  return {
    adopt: ids.filter(id => shown.has(id) && (!grantOf(id) || grantOf(id)?.lapsed !== undefined)),
    lapsed: recordedOnly.filter(id => grantOf(id)?.lapsed !== undefined || newlyLapsed.includes(id)),
    newlyLapsed,
    missing: ids.filter(id => !grantOf(id) && !shown.has(id)),
  };
}

/** Returns what to send again because `resend` is due: workspaces not joined yet, if the last invite is older. */
function resendOf(
  input: PersonInput,
  seen: ObservedPerson | undefined,
  diff: GrantDiff,
): readonly WorkspaceId[] | undefined {
  const { person, record, recorded, observed } = input;
  const { resend, workspaceIds } = person;
  if (!resend?.due) return undefined;
  const lastSent = sentDays({ email: person.email, record, recorded }, seen).at(-1);
  const wasSent =
    record !== undefined || lastSent !== undefined || (seen !== undefined && seen.invites.length > 0);
  if (!wasSent || (lastSent !== undefined && lastSent >= resend.day)) return undefined;
  if (!observed) return workspaceIds;
  // A member has no invite to accept, so only missing and lapsed grants are useful to them.
  if (seen?.userId === undefined) return workspaceIds;
  const again = [...diff.missing, ...diff.lapsed].sort();
  return again.length > 0 ? again : undefined;
}

/** Returns why the wanted workspaces can't be sent to a person now, if so. */
function inviteBlocker(
  input: PersonInput,
  seen: ObservedPerson | undefined,
  isResend: boolean,
  diff: GrantDiff,
  wanted: readonly WorkspaceId[],
): SkipReason | undefined {
  const { person, record, recorded, settings, observed } = input;
  if (input.isUnconfirmed) return "unconfirmed";
  if (observed) {
    if (person.email === observed.owner) return "owner";
    if (person.email === observed.self) return "self";
  }
  if (!isResend) {
    if (isLapsedPerson(record, seen, observed, diff)) return "lapsed";
    const attempts = recorded.failedAttempts.get(person.email);
    if (attempts && attempts.count >= maxAttemptsOf(person, attempts)) return "attempts-exhausted";
    // If the person is in Tally by now, the address is valid.
    const rejected = seen ? undefined : recorded.rejected.get(person.email);
    if (rejected?.address === person.address && rejected.workspaceIds.join() === wanted.join())
      return "rejected";
  }
  if (!observed) return undefined;
  if (!seen) return mayExist(record, observed) ? "incomplete-live-data" : undefined;
  if (seen.isBlocked) return "blocked";
  if (seen.userId !== undefined) return undefined;
  if (isResend) return cancelBlocker(seen, observed, settings);
  if (seen.hasUnknownInvite) return "pending-unknown";
  return settings.pendingChanges === "report" ? "pending-changes" : undefined;
}

/** Returns the maximum attempts for a person. On its day, `resend` allows as many again: no attempt took effect. */
function maxAttemptsOf({ resend }: DesiredPerson, { last }: FailedAttempts): number {
  return resend?.due && dayOf(last) === resend.day ? 2 * maxAttempts : maxAttempts;
}

/** Returns the day on which Tally rejected the address, if that is the reason. */
function rejectedOn({ person, recorded }: PersonInput, reason: SkipReason): { readonly day?: Day } {
  const rejected = recorded.rejected.get(person.email);
  return reason === "rejected" && rejected ? { day: dayOf(rejected.at) } : {};
}

/** Returns why a person's invites can't be canceled, if so. Then no new invite can be sent either. */
function cancelBlocker(
  { email, invites }: ObservedPerson,
  observed: Observed,
  settings: Settings,
): SkipReason | undefined {
  if (settings.protected.includes(email)) return "protected";
  return invites.some(invite => isSentByAnother(invite, observed)) ? "others-invite" : undefined;
}

/** Whether a person might be in Tally although the live data doesn't show them. */
function mayExist(record: RecordedPerson | undefined, observed: Observed): boolean {
  return !listsEveryone(observed) || (record !== undefined && !isComplete(observed));
}

/** Whether a person was invited before and is now neither pending nor a member. New workspaces aren't sent either. */
function isLapsedPerson(
  record: RecordedPerson | undefined,
  seen: ObservedPerson | undefined,
  observed: Observed | undefined,
  diff: GrantDiff,
): boolean {
  if (!record) return false;
  if (observed) return !seen && (isComplete(observed) || diff.lapsed.length > 0);
  return [...record.grants.values()].every(grant => grant.lapsed !== undefined);
}

function effectFor(
  observed: Observed | undefined,
  seen: ObservedPerson | undefined,
  isResend: boolean,
): Effect {
  if (!observed) return "unknown";
  if (seen?.userId !== undefined) return "access";
  return seen && !isResend ? "second-email" : "email";
}
