import type { DesiredPerson } from "../config/desired.ts";
import type { Settings } from "../config/model.ts";
import type { Recorded, RecordedPerson, RefusedAddress } from "../state/recorded.ts";
import {
  isGone,
  isSomebodyElses,
  isWhole,
  knowsEverybody,
  type Observed,
  type ObservedPerson,
  shownGrants,
} from "../tally/observed.ts";
import { type Day, dayOf } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { Effect, Withheld, WithheldReason } from "./model.ts";

/** What a plan does about one person of members.yaml. */
export interface PersonPlan {
  readonly person: DesiredPerson;
  readonly record: RecordedPerson | undefined;
  /** The workspaces to send. Sorted. */
  readonly send: readonly WorkspaceId[];
  readonly effect: Effect;
  /** Whether pending invites are cancelled before, so that a fresh one goes out. */
  readonly replacesInvites: boolean;
  /** What Tally has, and nobody recorded. */
  readonly adopt: readonly WorkspaceId[];
  /** What was sent, and Tally shows no longer, as this look finds. */
  readonly lapsed: readonly WorkspaceId[];
  /** What is there as it should be. */
  readonly unchanged: number;
  readonly withheld: readonly Withheld[];
}

/** What a person's plan is made from. */
export interface PersonBasis {
  readonly person: DesiredPerson;
  readonly record: RecordedPerson | undefined;
  readonly recorded: Recorded;
  /** Whether a call to the person is unconfirmed. */
  readonly isUnsettled: boolean;
  readonly settings: Settings;
  readonly observed: Observed | undefined;
}

/** A person is sent to in vain so often before somebody has to look into it. */
export const mostVainTries = 3;

/** Decides what is sent to a person, what is only recorded, and what waits, by the record alone or by what Tally shows. */
export function planPerson(basis: PersonBasis): PersonPlan {
  const { person, record, observed } = basis;
  const seen = observed?.people.get(person.email);
  const standing = standingOf(basis, seen);
  const resent = resendOf(basis, seen, standing);
  const wanted = resent ?? standing.missing;
  const reason =
    wanted.length === 0 ? undefined : reasonToWait(basis, seen, resent !== undefined, standing, wanted);
  const lapsed = resent && !reason ? none : standing.lapsed;
  const isChanged = (id: WorkspaceId) =>
    wanted.includes(id) || lapsed.includes(id) || standing.adopt.includes(id);
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
    adopt: standing.adopt,
    lapsed: standing.newlyLapsed,
    unchanged: record ? person.workspaceIds.filter(id => record.grants.has(id) && !isChanged(id)).length : 0,
    withheld: withheldOf(basis, reason, wanted, lapsed),
  };
}

/** What is not sent to a person, and why. */
function withheldOf(
  basis: PersonBasis,
  reason: WithheldReason | undefined,
  wanted: readonly WorkspaceId[],
  lapsed: readonly WorkspaceId[],
): readonly Withheld[] {
  const { person, record } = basis;
  const { email, ended, resend } = person;
  if (!ended && !resend && !reason && lapsed.length === 0) return nothing;
  const notSent = ended?.workspaceIds.filter(id => !record?.grants.has(id)) ?? none;
  const later = resend && !resend.due && record ? person.workspaceIds : none;
  const held = reason === "lapsed" ? none : wanted;
  const gone =
    reason === "lapsed" ? [...wanted, ...lapsed].sort() : lapsed.filter(id => !reason || !held.includes(id));
  const action = "invite";
  const all: readonly Withheld[] = [
    { action, email, workspaceIds: notSent, reason: "expired", day: ended?.expires },
    { action, email, workspaceIds: later, reason: "resend-later", day: resend?.day },
    ...(reason ? [{ action, email, workspaceIds: held, reason, ...refusedOn(basis, reason) } as const] : []),
    { action, email, workspaceIds: gone, reason: "lapsed" },
  ];
  return all.filter(one => one.workspaceIds.length > 0);
}

/** Where the workspaces of a person stand. Each list sorted. */
interface Standing {
  readonly adopt: readonly WorkspaceId[];
  /** Recorded, and gone from Tally now or at an earlier look. */
  readonly lapsed: readonly WorkspaceId[];
  readonly newlyLapsed: readonly WorkspaceId[];
  /** Neither recorded nor shown. */
  readonly missing: readonly WorkspaceId[];
}

const none: readonly WorkspaceId[] = [];
const nothing: readonly Withheld[] = [];

function standingOf({ person, record, observed }: PersonBasis, seen: ObservedPerson | undefined): Standing {
  const ids = person.workspaceIds;
  if (!observed && !record) return { adopt: none, lapsed: none, newlyLapsed: none, missing: ids };
  const grantOf = (id: WorkspaceId) => record?.grants.get(id);
  if (!observed) {
    const lapsed = ids.filter(id => grantOf(id)?.lapsed !== undefined);
    return { adopt: [], lapsed, newlyLapsed: [], missing: ids.filter(id => !grantOf(id)) };
  }
  const shown = shownGrants(seen);
  const recordedOnly = ids.filter(id => grantOf(id) && !shown.has(id));
  const newlyLapsed = recordedOnly.filter(
    id => grantOf(id)?.lapsed === undefined && isGone(id, seen, observed),
  );
  return {
    adopt: ids.filter(id => shown.has(id) && (!grantOf(id) || grantOf(id)?.lapsed !== undefined)),
    lapsed: recordedOnly.filter(id => grantOf(id)?.lapsed !== undefined || newlyLapsed.includes(id)),
    newlyLapsed,
    missing: ids.filter(id => !grantOf(id) && !shown.has(id)),
  };
}

/** What is sent again because `resend` says so, if anything: what is not joined and was last sent before its day. */
function resendOf(
  { person, record, recorded, observed }: PersonBasis,
  seen: ObservedPerson | undefined,
  standing: Standing,
): readonly WorkspaceId[] | undefined {
  const { resend, workspaceIds } = person;
  if (!resend?.due) return undefined;
  const tries = recorded.vainTries.get(person.email);
  const refused = recorded.refused.get(person.email);
  const pending = seen?.invites.flatMap(invite => invite.createdAt ?? []) ?? [];
  const sent = [
    ...[...(record?.grants.values() ?? [])].flatMap(grant => (grant.adopted ? [] : grant.lastSent)),
    ...(tries ? [tries.last] : []),
    ...(refused ? [refused.at] : []),
    ...pending,
  ];
  const wasSent = record !== undefined || sent.length > 0 || (seen !== undefined && seen.invites.length > 0);
  if (!wasSent || sent.some(time => dayOf(time) >= resend.day)) return undefined;
  if (!observed) return workspaceIds;
  // Whoever has joined has nothing to accept: only what is missing or gone is of use to them.
  if (seen?.userId === undefined) return workspaceIds;
  const again = [...standing.missing, ...standing.lapsed].sort();
  return again.length > 0 ? again : undefined;
}

/** Why what a person lacks is not sent now. */
function reasonToWait(
  basis: PersonBasis,
  seen: ObservedPerson | undefined,
  isResend: boolean,
  standing: Standing,
  wanted: readonly WorkspaceId[],
): WithheldReason | undefined {
  const { person, record, recorded, settings, observed } = basis;
  if (basis.isUnsettled) return "unconfirmed";
  if (observed) {
    if (person.email === observed.owner) return "owner";
    if (person.email === observed.self) return "self";
  }
  if (!isResend) {
    if (isLapsedPerson(record, seen, observed, standing)) return "lapsed";
    if ((recorded.vainTries.get(person.email)?.count ?? 0) >= mostVainTries) return "in-vain";
    // Of somebody who is in Tally by now, the address is good.
    if (!seen && isRefusedAsItStands(person, recorded.refused.get(person.email), wanted)) return "refused";
  }
  if (!observed) return undefined;
  if (!seen) return mayBeThere(record, observed) ? "incomplete-look" : undefined;
  if (seen.isBlocked) return "blocked";
  if (seen.userId !== undefined) return undefined;
  if (isResend) return reasonNotToCancel(seen, observed, settings);
  if (seen.hasUnknownInvite) return "pending-unknown";
  return settings.pendingChanges === "report" ? "pending-changes" : undefined;
}

/** Whether Tally refused the address, and members.yaml still says the same of it. */
function isRefusedAsItStands(
  { address }: DesiredPerson,
  refused: RefusedAddress | undefined,
  wanted: readonly WorkspaceId[],
): boolean {
  return refused?.address === address && refused.workspaceIds.join() === wanted.join();
}

/** The day on which an address was refused. */
function refusedOn({ person, recorded }: PersonBasis, reason: WithheldReason): { readonly day?: Day } {
  const refused = recorded.refused.get(person.email);
  return reason === "refused" && refused ? { day: dayOf(refused.at) } : {};
}

/** Why the invites of a person may not be withdrawn, so that no fresh one can go out either. */
function reasonNotToCancel(
  { email, invites }: ObservedPerson,
  observed: Observed,
  settings: Settings,
): WithheldReason | undefined {
  if (settings.protected.includes(email)) return "protected";
  return invites.some(invite => isSomebodyElses(invite, observed)) ? "others-invite" : undefined;
}

/** Whether somebody who is not shown may be there all the same. */
function mayBeThere(record: RecordedPerson | undefined, observed: Observed): boolean {
  return !knowsEverybody(observed) || (record !== undefined && !isWhole(observed));
}

/** Invited before, and now neither pending nor a member: nothing more is sent, further workspaces included. */
function isLapsedPerson(
  record: RecordedPerson | undefined,
  seen: ObservedPerson | undefined,
  observed: Observed | undefined,
  standing: Standing,
): boolean {
  if (!record) return false;
  if (observed) return !seen && (isWhole(observed) || standing.lapsed.length > 0);
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
