import type { DesiredPerson } from "../config/desired.ts";
import type { PlannedGrants, WithheldReason } from "../plan/model.ts";
import { type PersonPlan, planPerson } from "../plan/person.ts";
import type { RecordedPerson } from "../state/recorded.ts";
import { isWhole, type Observed, shownGrants } from "../tally/observed.ts";
import { compareText } from "../text/compare.ts";
import type { Email } from "../values/address.ts";
import { type Day, dayOf, daysBetween } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { FindingBody } from "./findings.ts";
import type { Compared } from "./input.ts";

/** What there is to say of a person for whom members.yaml asks something. */
export interface DesiredFindings {
  readonly findings: readonly FindingBody[];
  /** What a look that was not whole does not show, and nothing can be said of. */
  readonly unclear: readonly PlannedGrants[];
}

/** Access that ends within so many days is named by the number. */
const endings = [3, 14];

/** Compares what is asked for a person, as planning does: drift and the next apply never disagree. */
export function compareDesired(person: DesiredPerson, compared: Compared): DesiredFindings {
  const { recorded, observed, config, unsettled } = compared;
  const { email } = person;
  const record = recorded.people.get(email);
  const inCalls = unsettled.get(email);
  const isUnsettled = inCalls !== undefined;
  const plan = planPerson({ person, record, recorded, isUnsettled, settings: config.settings, observed });
  const missing = [...sendable(person, plan, record, observed), ...lapsed(person, plan, record)];
  const held = isWhole(observed) ? heldBack(person, plan, record, compared) : [];
  const findings = [...missing, ...held, ...adoptable(plan, email, observed), ...expiring(person, compared)];
  if (isWhole(observed)) return { findings, unclear: [] };
  const shown = shownGrants(observed.people.get(email));
  const named = new Set([...missing.flatMap(one => one.workspaceIds), ...(inCalls ?? [])]);
  const workspaceIds = person.workspaceIds.filter(id => !shown.has(id) && !named.has(id));
  return { findings, unclear: workspaceIds.length > 0 ? [{ email, workspaceIds }] : [] };
}

type GrantFinding = Extract<FindingBody, { readonly workspaceIds: readonly WorkspaceId[] }>;

/** What the next apply sends, as far as Tally shows the workspaces; and what waits until it shows for what the person is pending. */
function sendable(
  { email, resend }: DesiredPerson,
  { send, replacesInvites, withheld }: PersonPlan,
  record: RecordedPerson | undefined,
  { workspaces }: Observed,
): GrantFinding[] {
  const known = send.filter(id => workspaces.has(id));
  const isAgain = replacesInvites || send.some(id => record?.grants.has(id));
  const unknown = withheld.filter(one => one.reason === "pending-unknown").flatMap(one => one.workspaceIds);
  const findings: readonly GrantFinding[] = [
    { kind: "not-invited", email, workspaceIds: known, ...(isAgain && resend && { resend: resend.day }) },
    { kind: "pending-unknown", email, workspaceIds: unknown },
  ];
  return findings.filter(one => one.workspaceIds.length > 0);
}

/** What was sent and is gone, by this look or by an earlier one that was whole. */
function lapsed(
  { email, resend }: DesiredPerson,
  { withheld }: PersonPlan,
  record: RecordedPerson | undefined,
): GrantFinding[] {
  const held = withheld.filter(one => one.reason === "lapsed").flatMap(one => one.workspaceIds);
  const workspaceIds = held.filter(id => record?.grants.has(id));
  const since = lastSent(workspaceIds, record);
  const later = resend && !resend.due && { resend: resend.day };
  return since ? [{ kind: "recorded-but-gone", email, workspaceIds, since, ...later }] : [];
}

/** What an apply withholds, and is not held back all the same: it has a kind of its own, or is not asked for now. */
const notHeldBack: ReadonlySet<WithheldReason> = new Set<WithheldReason>([
  "expired",
  "resend-later",
  "pending-unknown",
]);

/** What is asked for and no apply sends, with the reason, as far as it is not in an unconfirmed call itself. */
function heldBack(
  { email }: DesiredPerson,
  { withheld }: PersonPlan,
  record: RecordedPerson | undefined,
  { unsettled, observed }: Compared,
): GrantFinding[] {
  const inCalls = unsettled.get(email);
  const shown = shownGrants(observed.people.get(email));
  const isNamed = (id: WorkspaceId, reason: WithheldReason) =>
    (reason === "lapsed" && record?.grants.has(id)) ||
    (reason === "unconfirmed" && (inCalls?.has(id) || shown.has(id)));
  return withheld
    .filter(one => !notHeldBack.has(one.reason))
    .map(({ workspaceIds, reason }) => {
      const ids = workspaceIds.filter(id => !isNamed(id, reason));
      return { kind: "not-invited", email, workspaceIds: ids, reason } as const;
    })
    .filter(one => one.workspaceIds.length > 0);
}

function adoptable({ adopt }: PersonPlan, email: Email, { people }: Observed): FindingBody[] {
  const standing = people.get(email)?.userId === undefined ? "pending" : "joined";
  return adopt.length > 0 ? [{ kind: "not-recorded", email, workspaceIds: adopt, standing }] : [];
}

function lastSent(ids: readonly WorkspaceId[], record: RecordedPerson | undefined): Day | undefined {
  const times = ids.flatMap(id => record?.grants.get(id)?.lastSent ?? []).sort();
  const last = times.at(-1);
  return last === undefined ? undefined : dayOf(last);
}

/** The workspaces of which no other file gives the person more than those that end soon, by the day. */
function expiring({ email, workspaceIds }: DesiredPerson, { members, today }: Compared): FindingBody[] {
  const entries = members.get(email)?.entries ?? [];
  const ending = new Map<Day, WorkspaceId[]>();
  for (const id of workspaceIds) {
    const giving = entries.filter(entry => entry.workspaceIds.includes(id));
    const last = giving.some(({ expires }) => expires === undefined)
      ? undefined
      : giving
          .flatMap(({ expires }) => expires ?? [])
          .sort()
          .at(-1);
    if (last !== undefined) ending.set(last, [...(ending.get(last) ?? []), id]);
  }
  return [...ending]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([day, ids]): FindingBody[] => {
      const days = daysBetween(today, day);
      const threshold = endings.find(limit => days <= limit);
      if (threshold === undefined) return [];
      return [{ kind: "expires-soon", email, workspaceIds: ids, day, days, threshold }];
    });
}
