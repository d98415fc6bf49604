import type { DesiredPerson } from "../config/desired.ts";
import type { Config } from "../config/model.ts";
import { type Observed, type ObservedPerson, shownGrants } from "../tally/observed.ts";
import { dayOf, daysBetween, readDay } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { FindingBody, Standing } from "./findings.ts";
import type { Compared } from "./input.ts";

/** So many days after the first naming, an invite that is pending still is named by a higher number. */
const pendingAges = [7, 14, 30];

/** What Tally shows of a person beyond what members.yaml gives them, and what is unusual about it. */
export function compareObserved(seen: ObservedPerson, compared: Compared): FindingBody[] {
  const { email, isBlocked, hasTwoFactor } = seen;
  const person = compared.desired.people.get(email);
  const shown = [...shownGrants(seen)].sort();
  const mayStay = person !== undefined || isKept(seen, compared);
  return [
    ...(mayStay ? [] : unnamed(seen, shown, compared)),
    ...(person ? beyond(person, seen, shown, compared) : []),
    ...(person ? pendingLong(person, seen, compared) : []),
    ...(mayStay && isBlocked ? [{ kind: "blocked", email, workspaceIds: shown } as const] : []),
    ...(hasTwoFactor === false ? [{ kind: "without-two-factor", email } as const] : []),
  ];
}

/** The owner, the key's own user and protected people may be there without standing in members.yaml. */
function isKept({ email }: ObservedPerson, { observed, config }: Compared): boolean {
  return email === observed.owner || email === observed.self || config.settings.protected.includes(email);
}

function unnamed(
  seen: ObservedPerson,
  workspaceIds: readonly WorkspaceId[],
  compared: Compared,
): FindingBody[] {
  const { email, hasUnknownInvite } = seen;
  const recorded = compared.recorded.people.has(email);
  if (workspaceIds.length === 0 && !hasUnknownInvite && !recorded)
    return [{ kind: "without-workspace", email }];
  return [{ kind: "not-in-members", email, standing: standingOf(seen), recorded, workspaceIds }];
}

function beyond(
  { workspaceIds, ended }: DesiredPerson,
  seen: ObservedPerson,
  shown: readonly WorkspaceId[],
  { config }: Compared,
): FindingBody[] {
  const about = { email: seen.email, standing: standingOf(seen) };
  // Whoever keeps nothing should not be in the organization either, whatever the workspaces.
  if (ended && workspaceIds.length === 0)
    return [{ kind: "expired", ...about, workspaceIds: shown, day: ended.expires }];
  const extra = shown.filter(id => config.workspaces.has(id) && !workspaceIds.includes(id));
  const past = extra.filter(id => ended?.workspaceIds.includes(id));
  const other = extra.filter(id => !past.includes(id));
  return [
    ...(ended && past.length > 0
      ? [{ kind: "expired", ...about, workspaceIds: past, day: ended.expires } as const]
      : []),
    ...(other.length > 0 ? [{ kind: "extra-workspace", ...about, workspaceIds: other } as const] : []),
  ];
}

/** How long the oldest invite is pending, by Tally or else by the record. */
function pendingLong(
  { workspaceIds, resend }: DesiredPerson,
  seen: ObservedPerson,
  { recorded, today, pendingDays }: Compared,
): FindingBody[] {
  const { email, invites, pending } = seen;
  if (standingOf(seen) === "joined" || workspaceIds.length === 0) return [];
  // Tally's times are texts from outside: what is no time has no age.
  const created = invites.flatMap(({ createdAt }) => readDay(dayOf(createdAt ?? "")) ?? []);
  const sent = [...(recorded.people.get(email)?.grants.values() ?? [])].map(one => dayOf(one.lastSent));
  const [since] = (created.length > 0 ? created : sent).sort();
  // Once `resend` is due, what there is to say is whether the fresh invite goes out.
  if (since === undefined || (resend?.due && since < resend.day)) return [];
  const days = daysBetween(since, today);
  const ages = [pendingDays, ...pendingAges.filter(age => age > pendingDays)];
  const threshold = ages.filter(age => days >= age).at(-1);
  if (threshold === undefined) return [];
  return [{ kind: "pending-long", email, workspaceIds: pending, since, days, threshold }];
}

function standingOf({ userId }: ObservedPerson): Standing {
  return userId === undefined ? "pending" : "joined";
}

/** The workspaces that only one side has. Invites may name some that Tally's list of workspaces lacks. */
export function compareWorkspaces({ workspaces }: Config, observed: Observed): FindingBody[] {
  const people = new Map<WorkspaceId, number>([...observed.workspaces.keys()].map(id => [id, 0]));
  for (const seen of observed.people.values())
    for (const id of shownGrants(seen)) people.set(id, (people.get(id) ?? 0) + 1);
  return [
    ...[...workspaces.keys()]
      .filter(id => !observed.workspaces.has(id))
      .map(workspaceId => ({ kind: "unknown-workspace", workspaceId }) as const),
    ...[...people]
      .filter(([id]) => !workspaces.has(id))
      .map(([workspaceId, count]) => {
        return { kind: "undeclared-workspace", workspaceId, people: count } as const;
      }),
  ];
}
