import type { Desired, DesiredPerson } from "../config/desired.ts";
import type { Settings } from "../config/model.ts";
import type { RecordedPerson } from "../state/recorded.ts";
import {
  grantsInTally,
  isAbsent,
  isComplete,
  isSentByAnother,
  type Observed,
  type ObservedPerson,
} from "../tally/observed.ts";
import type { Email } from "../values/address.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { PlannedGrants, PlannedRemoval, Skipped, SkipReason } from "./model.ts";
import { isStillNeeded } from "./successors.ts";

/** What a plan does about a person's recorded grants that are no longer desired. */
export interface RemovalPlan {
  /** Set if the person has no desired access at all, but is still in Tally. */
  readonly removal?: PlannedRemoval | undefined;
  /** Grants that Tally doesn't show either. */
  readonly forget?: PlannedGrants | undefined;
  /** Grants that Tally doesn't show either, if the person has left Tally but should have other access. */
  readonly lapsed?: PlannedGrants | undefined;
  readonly skipped?: Skipped | undefined;
}

/** The input of `planRemoval`, in addition to the person. */
export interface RemovalInput {
  readonly desired: Desired;
  /** The person whose previous address this is, if any. */
  readonly successor: DesiredPerson | undefined;
  /** Whether the person is in an unconfirmed call. */
  readonly isUnconfirmed: boolean;
  readonly settings: Settings;
  readonly observed: Observed | undefined;
}

/**
 * Plans what to do about grants that are recorded but no longer desired. A person can be removed from the organization,
 * but not from a single workspace.
 */
export function planRemoval(record: RecordedPerson, input: RemovalInput): RemovalPlan {
  const { desired, observed } = input;
  const { email } = record;
  const person = desired.people.get(email);
  const wanted = new Set(person?.workspaceIds);
  const extra = [...record.grants.keys()].filter(id => !wanted.has(id)).sort();
  if (extra.length === 0) return {};
  const seen = observed?.people.get(email);
  const isLapsed = (id: WorkspaceId) => record.grants.get(id)?.lapsed !== undefined;
  if (!observed) {
    const left = extra.filter(id => !isLapsed(id));
    const reason = offlineRemovalBlocker(email, wanted.size > 0, input);
    return left.length > 0 ? { skipped: skippedRemoval(email, left, reason, input) } : {};
  }
  const shown = grantsInTally(seen);
  const absent = extra.filter(id => !shown.has(id) && isAbsent(id, seen, observed));
  const left = extra.filter(id => shown.has(id) || (!absent.includes(id) && !isLapsed(id)));
  const forgettable = input.isUnconfirmed ? [] : absent;
  const isUnknown = left.length > 0 && left.every(id => !observed.workspaces.has(id));
  const reason = removalBlocker(
    email,
    wanted.size > 0 && (isUnknown ? "unknown-workspace" : "manual-step"),
    seen,
    observed,
    input,
  );
  // A person who left Tally and should now get other workspaces must not look new, so their grants stay recorded as
  // lapsed.
  if (!seen && wanted.size > 0) {
    const lapsed = forgettable.filter(id => !isLapsed(id));
    return {
      lapsed: lapsed.length > 0 ? { email, workspaceIds: lapsed } : undefined,
      skipped: left.length > 0 && reason ? skippedRemoval(email, left, reason, input) : undefined,
    };
  }
  const forget = forgettable.length > 0 ? { email, workspaceIds: forgettable } : undefined;
  if (left.length === 0 && (!seen || wanted.size > 0)) return { forget };

  // A person without any desired access keeps all recorded grants until the removal, which drops them.
  const all = wanted.size > 0 ? left : [...new Set([...extra, ...shown])].sort();
  if (reason)
    return {
      forget: wanted.size > 0 ? forget : undefined,
      skipped: skippedRemoval(email, left.length > 0 ? left : all, reason, input),
    };
  if (!seen) return {};
  const inviteIds = seen.invites.map(invite => invite.id);
  const ended = person?.ended && { day: person.ended.expires };
  return {
    removal: { email, inviteIds, userId: seen.userId, workspaceIds: all, ...ended, ...newAddressIn(input) },
  };
}

function skippedRemoval(
  email: Email,
  workspaceIds: readonly WorkspaceId[],
  reason: SkipReason,
  input: RemovalInput,
): Skipped {
  const person = input.desired.people.get(email);
  // If no access is desired, the end date applies to every workspace.
  const isEnded = (id: WorkspaceId) =>
    person?.workspaceIds.length === 0 || person?.ended?.workspaceIds.includes(id);
  const day = workspaceIds.every(isEnded) ? person?.ended?.expires : undefined;
  return {
    action: "remove",
    email,
    workspaceIds,
    reason,
    ...(day !== undefined && { day }),
    ...newAddressIn(input),
  };
}

function newAddressIn({ successor }: RemovalInput): { readonly newAddress?: Email } {
  return successor ? { newAddress: successor.email } : {};
}

function offlineRemovalBlocker(
  email: Email,
  keepsSome: boolean,
  { settings, successor }: RemovalInput,
): SkipReason {
  if (settings.protected.includes(email)) return "protected";
  if (keepsSome) return "manual-step";
  if (successor && isStillNeeded(successor, undefined)) return "new-address";
  return settings.removals === "report" ? "removals-report" : "needs-live-data";
}

function removalBlocker(
  email: Email,
  /** The reason not to remove the person, if they keep other workspaces. */
  keepsSome: SkipReason | false,
  seen: ObservedPerson | undefined,
  observed: Observed,
  { settings, isUnconfirmed, successor }: RemovalInput,
): SkipReason | undefined {
  if (email === observed.owner) return "owner";
  if (email === observed.self) return "self";
  if (settings.protected.includes(email)) return "protected";
  if (keepsSome) return keepsSome;
  if (successor && isStillNeeded(successor, observed)) return "new-address";
  if (settings.removals === "report") return "removals-report";
  if (isUnconfirmed) return "unconfirmed";
  if (!isComplete(observed) || !seen) return "incomplete-live-data";
  if (seen.invites.some(invite => isSentByAnother(invite, observed))) return "others-invite";
  return seen.userId === undefined ? undefined : ownerKeyBlocker(observed, settings);
}

/**
 * Returns why the API key can't remove members, if so. Only the owner's key can [D]. If Tally doesn't tell whose key it
 * is, the owner must be known from Tally or from `settings.protected`, so that the owner is never removed.
 */
function ownerKeyBlocker({ isOwnersKey, owner }: Observed, settings: Settings): SkipReason | undefined {
  if (isOwnersKey === false) return "not-owner";
  const isOwnerKnown = isOwnersKey || owner !== undefined || settings.protected.length > 0;
  return isOwnerKnown ? undefined : "owner-unknown";
}
