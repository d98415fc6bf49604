import type { DesiredPerson } from "../config/desired.ts";
import type { Entry } from "../config/model.ts";
import type { SkipReason } from "../plan/model.ts";
import { type PersonPlan, planPerson } from "../plan/person.ts";
import type { RecordedPerson } from "../state/recorded.ts";
import { grantsInTally, type Observed } from "../tally/observed.ts";
import { compareText } from "../text/compare.ts";
import { groupBy } from "../text/group-by.ts";
import type { Email } from "../values/address.ts";
import { type Day, dayOf, daysBetween } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { FindingsContext } from "./input.ts";
import type { FindingBody } from "./model.ts";

/** Access that ends within one of these numbers of days is a finding. In ascending order. */
const endThresholds = [3, 14];

/** Returns the findings about what members.yaml requests for a person, by the same rules as planning. */
export function compareDesired(person: DesiredPerson, context: FindingsContext): FindingBody[] {
  const { recorded, observed, config } = context;
  const { email } = person;
  const record = recorded.people.get(email);
  const isUnconfirmed = context.unconfirmed.has(email);
  const plan = planPerson({ person, record, recorded, isUnconfirmed, settings: config.settings, observed });
  return [
    ...sendable(person, plan, record, observed),
    ...lapsed(person, plan, record),
    ...skippedInvites(person, plan, record, context),
    ...adoptable(plan, email, observed),
    ...expiring(person, context),
  ];
}

type GrantFinding = Extract<FindingBody, { readonly workspaceIds: readonly WorkspaceId[] }>;

/**
 * Returns what the next apply sends, unless Tally doesn't show the workspace. Also returns what isn't sent because
 * Tally doesn't show the workspaces of a pending invite.
 */
function sendable(
  { email, resend }: DesiredPerson,
  { send, replacesInvites, skipped }: PersonPlan,
  record: RecordedPerson | undefined,
  observed: Observed | undefined,
): GrantFinding[] {
  const known = send.filter(id => !observed || observed.workspaces.has(id));
  const isAgain = replacesInvites || send.some(id => record?.grants.has(id));
  const unknown = skipped.filter(one => one.reason === "pending-unknown").flatMap(one => one.workspaceIds);
  const findings: readonly GrantFinding[] = [
    { kind: "not-invited", email, workspaceIds: known, ...(isAgain && resend && { resend: resend.day }) },
    { kind: "pending-unknown", email, workspaceIds: unknown },
  ];
  return findings.filter(one => one.workspaceIds.length > 0);
}

/** Returns the grants that were sent and have lapsed, according to complete live data of this or an earlier check. */
function lapsed(
  { email, resend }: DesiredPerson,
  { skipped }: PersonPlan,
  record: RecordedPerson | undefined,
): GrantFinding[] {
  const notSent = skipped.filter(one => one.reason === "lapsed").flatMap(one => one.workspaceIds);
  const workspaceIds = notSent.filter(id => record?.grants.has(id));
  const since = lastSent(workspaceIds, record);
  const later = resend && !resend.due && { resend: resend.day };
  return since ? [{ kind: "lapsed", email, workspaceIds, since, ...later }] : [];
}

/** Reasons that `skippedInvites` leaves out: they have another kind of finding, or the access isn't desired now. */
const reportedElsewhere: ReadonlySet<SkipReason> = new Set<SkipReason>([
  "expired",
  "resend-later",
  "pending-unknown",
]);

/** Returns what is desired and not sent, with the reason, except lapsed grants and grants in an unconfirmed call. */
function skippedInvites(
  { email }: DesiredPerson,
  { skipped }: PersonPlan,
  record: RecordedPerson | undefined,
  { unconfirmed, observed }: FindingsContext,
): GrantFinding[] {
  const inCalls = new Set(unconfirmed.get(email)?.flatMap(call => call.workspaceIds));
  const shown = grantsInTally(observed?.people.get(email));
  const hasOtherFinding = (id: WorkspaceId, reason: SkipReason) =>
    (reason === "lapsed" && record?.grants.has(id)) ||
    (reason === "unconfirmed" && (inCalls.has(id) || shown.has(id)));
  return skipped
    .filter(one => !reportedElsewhere.has(one.reason))
    .map(({ workspaceIds, reason }) => {
      const ids = workspaceIds.filter(id => !hasOtherFinding(id, reason));
      return { kind: "not-invited", email, workspaceIds: ids, reason } as const;
    })
    .filter(one => one.workspaceIds.length > 0);
}

function adoptable({ adopt }: PersonPlan, email: Email, observed: Observed | undefined): FindingBody[] {
  const status = observed?.people.get(email)?.userId === undefined ? "pending" : "joined";
  return adopt.length > 0 ? [{ kind: "not-recorded", email, workspaceIds: adopt, status }] : [];
}

function lastSent(ids: readonly WorkspaceId[], record: RecordedPerson | undefined): Day | undefined {
  const times = ids.flatMap(id => record?.grants.get(id)?.lastSent ?? []).sort();
  const last = times.at(-1);
  return last === undefined ? undefined : dayOf(last);
}

/** Returns the workspaces to which access ends soon, grouped by the last day. */
function expiring(
  { email, workspaceIds }: DesiredPerson,
  { members, today }: FindingsContext,
): FindingBody[] {
  const lastDays = lastDaysOf(members.get(email)?.entries ?? []);
  return [...groupBy(workspaceIds, id => lastDays.get(id))]
    .flatMap(([day, ids]) => (day === undefined ? [] : [{ day, ids }]))
    .sort((a, b) => compareText(a.day, b.day))
    .flatMap(({ day, ids }): FindingBody[] => {
      const days = daysBetween(today, day);
      const threshold = endThresholds.find(limit => days <= limit);
      if (threshold === undefined) return [];
      return [{ kind: "expires-soon", email, workspaceIds: ids, day, days, threshold }];
    });
}

/** Returns the last day of access to each workspace in the entries; undefined if one of them sets no last day. */
export function lastDaysOf(entries: readonly Entry[]): ReadonlyMap<WorkspaceId, Day | undefined> {
  const days = new Map<WorkspaceId, Day | undefined>();
  for (const { workspaceIds, expires } of entries) {
    for (const id of workspaceIds) {
      const other = days.has(id) ? days.get(id) : expires;
      const hasNoEnd = other === undefined || expires === undefined;
      days.set(id, hasNoEnd ? undefined : other > expires ? other : expires);
    }
  }
  return days;
}
