import type { DesiredPerson } from "../config/desired.ts";
import { isStillNeeded } from "../plan/successors.ts";
import { grantsInTally, isAbsent, type ObservedPerson } from "../tally/observed.ts";
import type { Email } from "../values/address.ts";
import { dayOf, daysBetween, readDay } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { FindingsContext } from "./input.ts";
import type { FindingBody, Presence } from "./model.ts";

/** Thresholds for invites that are still pending, in days. Those below `pendingDays` don't apply. */
const pendingAges = [7, 14, 30];

/** Returns the findings about access that a person has, or might have, compared with what members.yaml gives them. */
export function compareGranted(email: Email, context: FindingsContext): FindingBody[] {
  const { desired, observed } = context;
  const person = desired.people.get(email);
  const seen = observed?.people.get(email);
  const shown = [...grantsInTally(seen)].sort();
  const mayStay = person !== undefined || isKept(email, context);
  const grants = [
    ...(seen ? [{ email, status: presenceOf(seen), workspaceIds: shown }] : []),
    ...recordedOnly(email, seen, context),
  ];
  return [
    ...(mayStay ? [] : grants.flatMap(one => unnamed(one, seen, context))),
    ...(person ? grants.flatMap(one => surplus(person, one)) : []),
    ...(person && seen ? pendingLong(person, seen, context) : []),
    ...(mayStay && seen?.isBlocked ? [{ kind: "blocked", email, workspaceIds: shown } as const] : []),
    ...(seen?.hasTwoFactor === false ? [{ kind: "without-two-factor", email } as const] : []),
  ];
}

/** Grants of one person that have the same status. */
interface Granted {
  readonly email: Email;
  readonly status: Presence;
  readonly workspaceIds: readonly WorkspaceId[];
}

/** Returns the grants that the state file lists and that live data neither shows nor rules out. */
function recordedOnly(
  email: Email,
  seen: ObservedPerson | undefined,
  { recorded, observed }: FindingsContext,
): Granted[] {
  const shown = grantsInTally(seen);
  const workspaceIds = [...(recorded.people.get(email)?.grants ?? [])]
    .filter(([id, { lapsed }]) => lapsed === undefined && !shown.has(id))
    .flatMap(([id]) => (observed && isAbsent(id, seen, observed) ? [] : id))
    .sort();
  return workspaceIds.length > 0 ? [{ email, status: "recorded", workspaceIds }] : [];
}

/** Whether a person may be absent from members.yaml: the owner, the API key's user, or a protected person. */
function isKept(email: Email, { observed, config }: FindingsContext): boolean {
  return email === observed?.owner || email === observed?.self || config.settings.protected.includes(email);
}

function unnamed(
  granted: Granted,
  seen: ObservedPerson | undefined,
  context: FindingsContext,
): FindingBody[] {
  const { email, status, workspaceIds } = granted;
  const recorded = context.recorded.people.has(email);
  if (workspaceIds.length === 0 && !seen?.hasUnknownInvite && !recorded)
    return [{ kind: "without-workspace", email }];
  const person = { email, status, recorded, workspaceIds };
  const successor = context.successors.get(email);
  if (successor) {
    const kind = isStillNeeded(successor, context.observed) ? "previous-address" : "not-in-members";
    return [{ kind, ...person, newAddress: successor.email }];
  }
  const samePerson = context.likelySuccessor(email, seen?.name);
  return [{ kind: "not-in-members", ...person, ...(samePerson !== undefined && { samePerson }) }];
}

function surplus({ workspaceIds, ended }: DesiredPerson, granted: Granted): FindingBody[] {
  // A person without any desired access shouldn't be in the organization either, so all their grants have expired.
  if (ended && workspaceIds.length === 0) return [{ kind: "expired", ...granted, day: ended.expires }];
  const extra = granted.workspaceIds.filter(id => !workspaceIds.includes(id));
  const past = extra.filter(id => ended?.workspaceIds.includes(id));
  const other = extra.filter(id => !past.includes(id));
  return [
    ...(ended && past.length > 0
      ? [{ kind: "expired", ...granted, workspaceIds: past, day: ended.expires } as const]
      : []),
    ...(other.length > 0 ? [{ kind: "extra-workspace", ...granted, workspaceIds: other } as const] : []),
  ];
}

/** Reports an invite that has been pending for long, by Tally's date or, if there is none, by the state file. */
function pendingLong(
  { workspaceIds, resend }: DesiredPerson,
  seen: ObservedPerson,
  { recorded, today, pendingDays }: FindingsContext,
): FindingBody[] {
  const { email, invites, pending } = seen;
  if (presenceOf(seen) === "joined" || workspaceIds.length === 0) return [];
  // Tally's times aren't validated before, so ignore invalid ones.
  const created = invites.flatMap(({ createdAt }) => readDay(dayOf(createdAt ?? "")) ?? []);
  const sent = [...(recorded.people.get(email)?.grants.values() ?? [])].map(one => dayOf(one.lastSent));
  const [since] = (created.length > 0 ? created : sent).sort();
  // Once `resend` is due, another finding reports whether the new invite is sent.
  if (since === undefined || (resend?.due && since < resend.day)) return [];
  const days = daysBetween(since, today);
  const ages = [pendingDays, ...pendingAges.filter(age => age > pendingDays)];
  const threshold = ages.filter(age => days >= age).at(-1);
  if (threshold === undefined) return [];
  return [{ kind: "pending-long", email, workspaceIds: pending, since, days, threshold }];
}

function presenceOf({ userId }: ObservedPerson): Presence {
  return userId === undefined ? "pending" : "joined";
}
