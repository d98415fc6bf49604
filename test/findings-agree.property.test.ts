import fc from "fast-check";
import { expect, test } from "vitest";
import { desiredOn } from "../src/core/config/desired.ts";
import type { Config } from "../src/core/config/model.ts";
import { type Drift, findDrift } from "../src/core/drift/drift.ts";
import type { Finding, FindingKind } from "../src/core/findings/model.ts";
import type { Plan } from "../src/core/plan/model.ts";
import { planChanges } from "../src/core/plan/plan.ts";
import type { GrantStatus, MemberFlag, Report, ReportGrant } from "../src/core/report/model.ts";
import { compileReport } from "../src/core/report/report.ts";
import type { StateEvent } from "../src/core/state/events.ts";
import type { Recorded, RecordedGrant } from "../src/core/state/recorded.ts";
import { noState } from "../src/core/state/state.ts";
import type { Observed } from "../src/core/tally/observed.ts";
import { emailOf } from "../src/core/values/address.ts";
import { findingText, skippedText } from "../src/render/findings/messages.ts";
import { configFrom, filesOf } from "./support/arbitraries.ts";
import { fold, pair, today } from "./support/organizations.ts";
import { observedIn, type Scene, scenes } from "./support/scenes.ts";

const anyScene = fc.oneof(scenes("complete"), scenes("any"));

/** The plan and the report of one configuration and state, with or without live data. */
interface Views {
  readonly config: Config;
  readonly observed: Observed | undefined;
  readonly plan: Plan;
  readonly report: Report;
  /** The recorded state after an apply of the plan has resolved unconfirmed calls from live data. */
  readonly recorded: Recorded;
}

interface LiveViews extends Views {
  readonly observed: Observed;
  readonly drift: Drift;
}

function viewsOf({ draft, events }: Scene, observed?: Observed): Views {
  const config = configFrom(filesOf(draft));
  const desired = desiredOn(today, config);
  const state = { ...noState, events, recorded: fold(events) };
  const { recorded } = state;
  const plan = planChanges({
    desired,
    recorded,
    settings: config.settings,
    basis: { config: "", state: "" },
    observed,
  });
  const outcomes = plan.resolved.map((one): StateEvent => {
    return { event: "outcome", at: `${today}T12:00:00.000Z`, ...one, resolvedBy: "live-data" };
  });
  return {
    config,
    observed,
    plan,
    report: compileReport({ config, sources: [], desired, state, observed, day: today }),
    recorded: fold([...events, ...outcomes]),
  };
}

function liveViewsOf(scene: Scene): LiveViews {
  const observed = observedIn(scene);
  const views = viewsOf(scene, observed);
  const { config } = views;
  const desired = desiredOn(today, config);
  const recorded = fold(scene.events);
  return {
    ...views,
    observed,
    drift: findDrift({ config, desired, recorded, observed, today, pendingDays: 7 }),
  };
}

interface Grants {
  readonly email: string;
  readonly workspaceIds: readonly string[];
}

/** Returns every pair of person and workspace in some grants, sorted. */
function pairsIn(grants: readonly Grants[]): readonly string[] {
  return grants.flatMap(one => one.workspaceIds.map(id => pair(one.email, id))).toSorted();
}

/** Returns the email addresses of some items, sorted. */
function emailsIn(items: readonly { readonly email?: string | undefined }[]): readonly string[] {
  return items.flatMap(one => one.email ?? []).toSorted();
}

type OfKind<Kind extends FindingKind> = Extract<Finding, { readonly kind: Kind }>;

function ofKinds<Kind extends FindingKind>(
  findings: readonly Finding[],
  ...kinds: readonly Kind[]
): readonly OfKind<Kind>[] {
  return findings.filter((one): one is OfKind<Kind> => kinds.some(kind => kind === one.kind));
}

function findingsIn({ members }: Report): readonly Finding[] {
  return members.flatMap(member => member.findings);
}

/** Returns the grants of a report by pair of person and workspace. */
function grantsIn({ members }: Report): ReadonlyMap<string, ReportGrant> {
  return new Map(
    members.flatMap(({ email, grants }) => grants.map(one => [pair(email, one.workspaceId), one] as const)),
  );
}

/** Returns the recorded grants by pair of person and workspace. */
function recordedIn({ people }: Recorded): ReadonlyMap<string, RecordedGrant> {
  return new Map(
    [...people.values()].flatMap(({ email, grants }) =>
      [...grants].map(([id, grant]) => [pair(email, id), grant] as const),
    ),
  );
}

/** Returns the people who needn't be in members.yaml: the owner, the API key's user, and protected people. */
function exemptIn({ config, observed }: Views): ReadonlySet<string | undefined> {
  return new Set([observed?.owner, observed?.self, ...config.settings.protected]);
}

/** Returns everyone a plan names, except people it skips because their access ended before they were invited. */
function peopleIn(plan: Plan): ReadonlySet<string> {
  const { people, adopt, cancel, remove, forget, lapsed, unconfirmed } = plan;
  const skipped = plan.skipped.filter(one => one.reason !== "expired");
  return new Set([
    ...[people, adopt, cancel, remove, forget, lapsed, skipped].flatMap(emailsIn),
    ...unconfirmed.flatMap(call => call.emails.map(emailOf)),
  ]);
}

/** Checks that drift and the report list the invites that the next apply sends, and mark those it sends again. */
function compareSent({ plan, drift, report, observed, recorded }: LiveViews): void {
  const before = recordedIn(recorded);
  const replaced = new Set(plan.cancel.flatMap(one => (one.because === "resend" ? one.email : [])));
  // A workspace that Tally doesn't show is a separate finding and blocks the apply.
  const known = plan.people.map(({ email, workspaceIds }) => {
    const shown = workspaceIds.filter(id => observed.workspaces.has(id));
    const isAgain = replaced.has(email) || pairsIn([{ email, workspaceIds }]).some(key => before.has(key));
    return { email, workspaceIds: shown, isAgain: shown.length > 0 && isAgain };
  });
  const again = known.filter(one => one.isAgain);
  for (const findings of [drift.findings, findingsIn(report)]) {
    const sent = ofKinds(findings, "not-invited").filter(one => one.reason === undefined);
    expect(pairsIn(sent)).toEqual(pairsIn(known));
    expect(emailsIn(sent.filter(one => one.resend !== undefined))).toEqual(emailsIn(again));
  }
}

/** Checks that the report gives the same reason for each skipped invite as the plan, in the same words. */
function compareSkipped({ plan, report }: Views): void {
  // Ended access and a later resend date aren't findings. compareUnconfirmed covers unconfirmed calls.
  const others = ["expired", "resend-later", "unconfirmed"];
  const skipped = plan.skipped.filter(one => one.action === "invite" && !others.includes(one.reason));
  const found = ofKinds(findingsIn(report), "not-invited", "lapsed", "pending-unknown").flatMap(one => {
    const reason = one.kind === "not-invited" ? one.reason : one.kind;
    return reason === undefined || others.includes(reason) ? [] : [{ ...one, reason }];
  });
  const withReason = (list: readonly (Grants & { readonly reason: string })[]) =>
    list.flatMap(one => pairsIn([one]).map(key => `${key}: ${one.reason}`)).toSorted();
  expect(withReason(found)).toEqual(withReason(skipped));
  for (const one of found) {
    const { meaning } = skippedText({ action: "invite", reason: one.reason });
    expect(findingText(one).meaning).toBe(meaning);
  }
}

/** Checks that the grants that aren't recorded are those the plan adopts. */
function compareAdopted({ plan, drift, report }: LiveViews): void {
  for (const findings of [drift.findings, findingsIn(report)])
    expect(pairsIn(ofKinds(findings, "not-recorded"))).toEqual(pairsIn(plan.adopt));
}

/** Checks that the status of each desired grant fits what the plan does about it. */
function compareStatuses({ config, plan, report, recorded }: Views): void {
  const known = recordedIn(recorded);
  const resend = new Map<string, string>(
    config.members.flatMap(one => (one.resend === undefined ? [] : [[one.email, one.resend]])),
  );
  const [sent, adopted] = [new Set(pairsIn(plan.people)), new Set(pairsIn(plan.adopt))];
  const skipped = plan.skipped.filter(one => one.action === "invite" && one.reason !== "resend-later");
  const reasons = new Map(skipped.flatMap(one => pairsIn([one]).map(key => [key, one.reason] as const)));
  let unchanged = 0;
  for (const [key, { status, isDesired }] of grantsIn(report)) {
    if (!isDesired) continue;
    const invite = sent.has(key) ? "send" : reasons.get(key);
    const action = invite ?? (adopted.has(key) ? "adopt" : "none");
    if (action === "none" && known.has(key)) unchanged += 1;
    // Only resend sends an invite again.
    const [email = ""] = key.split(" ");
    const again = invite !== undefined && (resend.get(email) ?? "9999") <= today ? [invite] : [];
    const isSeen = status === "joined" || status === "pending";
    const expected: Readonly<Record<GrantStatus, readonly (string | undefined)[]>> = {
      joined: known.has(key) ? ["none"] : ["adopt"],
      pending: known.has(key) ? ["none", ...again] : ["adopt", ...again],
      recorded: ["none", ...again],
      lapsed: ["lapsed", "unconfirmed", ...again],
      rejected: ["rejected"],
      "not-sent": [invite === "rejected" ? "send" : invite],
      unconfirmed: ["none", "lapsed", "unconfirmed"],
    };
    const isLapsed = isSeen && known.get(key)?.lapsed !== undefined;
    expect([key, status, ...(isLapsed ? ["adopt", ...again] : expected[status])]).toContain(action);
  }
  expect(plan.summary.unchanged).toBe(unchanged);
}

/** Checks that the grants the plan forgets or records as lapsed are lapsed in the report, and vice versa. */
function compareLapsed({ plan, drift, report, recorded }: LiveViews): void {
  const grants = grantsIn(report);
  const lapsing = new Set(pairsIn([...plan.lapsed, ...plan.forget]));
  expect([...lapsing].filter(key => grants.get(key)?.status !== "lapsed")).toEqual([]);
  const known = recordedIn(recorded);
  const isKnown = (key: string) => lapsing.has(key) || known.get(key)?.lapsed !== undefined;
  const lapsed = [...grants].filter(([, one]) => one.status === "lapsed" && one.isDesired);
  expect(lapsed.filter(([key]) => !isKnown(key))).toEqual([]);
  for (const findings of [drift.findings, findingsIn(report)])
    expect(pairsIn(ofKinds(findings, "lapsed")).filter(key => !isKnown(key))).toEqual([]);
}

/** Checks that drift and the report list everyone in Tally who isn't in members.yaml, and that the plan lists the recorded ones. */
function compareUnmanaged(views: LiveViews): void {
  const { config, observed, plan, drift, report, recorded } = views;
  const inMembers = new Set<string>(config.members.map(one => one.email));
  const others = [...observed.people.keys()].filter(one => !inMembers.has(one) && !exemptIn(views).has(one));
  const managed = others.filter(one => recorded.people.has(one));
  const unmanaged = others.filter(one => !recorded.people.has(one));
  for (const findings of [drift.findings, findingsIn(report)]) {
    const found = ofKinds(findings, "not-in-members", "previous-address").filter(
      one => one.status !== "recorded",
    );
    const without = ofKinds(findings, "without-workspace");
    expect(emailsIn(found.filter(one => one.recorded))).toEqual(managed.toSorted());
    expect(emailsIn([...found.filter(one => !one.recorded), ...without])).toEqual(unmanaged.toSorted());
  }
  // Of the people Rollcall doesn't manage, the plan names only those in an unconfirmed call.
  const named = peopleIn({ ...plan, unconfirmed: [] });
  expect(unmanaged.filter(one => named.has(one))).toEqual([]);
  expect(managed.filter(one => !named.has(one))).toEqual([]);
}

/** Checks that the plan lists every recorded grant that is no longer desired, with the same reason as the report. */
function compareRemovals(views: Views): void {
  const { config, plan, report, recorded } = views;
  const [known, grants] = [recordedIn(recorded), grantsIn(report)];
  const found = ofKinds(
    findingsIn(report),
    "not-in-members",
    "previous-address",
    "expired",
    "extra-workspace",
  );
  const removed = [...plan.cancel.filter(one => one.because !== "resend"), ...plan.remove];
  const left = plan.skipped.filter(one => one.action === "remove");
  const planned = new Set(pairsIn([...removed, ...left, ...plan.forget]));
  const isPresent = (key: string) => known.has(key) && known.get(key)?.lapsed === undefined;
  expect(pairsIn(found).filter(key => isPresent(key) && !planned.has(key))).toEqual([]);
  const inMembers = new Set<string>(config.members.map(one => one.email));
  const mayStay = ({ email }: Grants) => exemptIn(views).has(email) && !inMembers.has(email);
  const actions = [...removed, ...left].filter(one => !mayStay(one));
  const people = emailsIn(found);
  expect(emailsIn(actions).filter(one => !people.includes(one))).toEqual([]);
  const named = new Set(pairsIn(found));
  const isLapsed = (key: string) =>
    grants.get(key)?.status === "lapsed" || known.get(key)?.lapsed !== undefined;
  expect(pairsIn(actions).filter(key => !named.has(key) && !isLapsed(key))).toEqual([]);
  const isWaiting = new Set(emailsIn(ofKinds(found, "previous-address")));
  for (const one of left) expect(one.reason !== "new-address" || isWaiting.has(one.email)).toBe(true);
  expect(emailsIn(removed).filter(email => isWaiting.has(email))).toEqual([]);
  for (const action of actions) {
    const ended = ofKinds(found, "expired").filter(one => one.email === action.email);
    const isEnded = ended.length > 0 && pairsIn([action]).every(key => pairsIn(ended).includes(key));
    if (isEnded || action.day !== undefined) expect(ended.map(one => one.day)).toContain(action.day);
    if (!("because" in action)) continue;
    expect(action.because).toBe(inMembers.has(action.email) ? "expired" : "not-in-members");
    expect(action.because === "expired").toBe(action.day !== undefined);
  }
}

/** Checks that a finding and the status of its grants agree about how a person has access. */
function comparePresence({ report }: Views): void {
  for (const { grants, findings } of report.members) {
    const statuses = new Map(grants.map(one => [one.workspaceId, one.status]));
    for (const one of findings) {
      if (!("status" in one)) continue;
      // A member may have a pending invite to another workspace.
      const expected = {
        joined: ["joined", "pending"],
        pending: ["pending"],
        recorded: ["recorded", "unconfirmed"],
      }[one.status];
      expect(expected).toEqual(
        expect.arrayContaining([...new Set(one.workspaceIds.map(id => statuses.get(id)))]),
      );
    }
  }
}

/** Checks that plan and report have the same unconfirmed calls, nothing is sent to their people, and the report marks waiting grants. */
function compareUnconfirmed({ plan, report, recorded }: Views): void {
  const inPlan = plan.unconfirmed.flatMap(({ call, action, emails }) =>
    emails.map(email => `${emailOf(email)} ${action} ${call}`),
  );
  const findings = findingsIn(report);
  const found = ofKinds(findings, "unconfirmed");
  expect(found.map(one => `${one.email} ${one.action} ${one.call}`).toSorted()).toEqual(inPlan.toSorted());
  const waiting = new Set<string>(found.map(one => one.email));
  const sent = emailsIn([...plan.people, ...plan.cancel, ...plan.remove]);
  expect(sent.filter(one => waiting.has(one))).toEqual([]);
  const waits = plan.skipped.filter(one => one.reason === "unconfirmed");
  expect(emailsIn(waits).filter(one => !waiting.has(one))).toEqual([]);
  const skipped = pairsIn(waits.filter(one => one.action === "invite"));
  const held = pairsIn(ofKinds(findings, "not-invited").filter(one => one.reason === "unconfirmed"));
  expect(held.filter(key => !skipped.includes(key))).toEqual([]);
  const reported = new Set([...held, ...pairsIn(found)]);
  const grants = grantsIn(report);
  const statuses = skipped.flatMap(key => (reported.has(key) ? [] : (grants.get(key)?.status ?? "none")));
  expect(statuses.filter(one => one !== "joined" && one !== "pending")).toEqual([]);
  const open = recorded.unconfirmed
    .filter(call => call.action === "invite" && call.forgotten.size === 0)
    .flatMap(call => pairsIn(call.emails.map(email => ({ email, workspaceIds: call.workspaceIds }))));
  const known = ["unconfirmed", "joined", "pending", "lapsed"];
  expect(open.filter(key => !known.includes(grants.get(key)?.status ?? ""))).toEqual([]);
  const unknown = [...grants].filter(([, one]) => one.status === "unconfirmed").map(([key]) => key);
  expect(unknown.filter(key => !pairsIn(found).includes(key))).toEqual([]);
}

/** Checks that the report lists everyone the plan names, and flags people whose role is why an action is skipped. */
function compareFlags({ plan, report }: Views): void {
  const flags: Readonly<Partial<Record<string, MemberFlag>>> = {
    owner: "owner",
    self: "key",
    blocked: "blocked",
    protected: "protected",
    "pending-unknown": "unknown-invite",
  };
  const members = new Map<string, readonly MemberFlag[]>(report.members.map(one => [one.email, one.flags]));
  expect([...peopleIn(plan)].filter(one => !members.has(one))).toEqual([]);
  for (const { email, reason } of plan.skipped) {
    const flag = flags[reason];
    if (flag) expect([email, ...(members.get(email) ?? [])]).toContain(flag);
  }
}

/** Checks that drift and the report have the same findings about each person, within the scope of drift. */
function compareDrift({ config, observed, drift, report }: LiveViews): void {
  // Drift covers only declared workspaces and what Tally shows. The report has how long an invite is pending in a column.
  const inReport = findingsIn(report).flatMap((one): readonly Finding[] => {
    if ("status" in one && one.status === "recorded") return [];
    if (one.kind === "not-invited" && one.reason !== undefined && observed.missing.length > 0) return [];
    if (one.kind !== "extra-workspace") return [one];
    const workspaceIds = one.workspaceIds.filter(id => config.workspaces.has(id));
    return workspaceIds.length > 0 ? [{ ...one, workspaceIds }] : [];
  });
  const inDrift = drift.findings.filter(one => one.email !== undefined && one.kind !== "pending-long");
  const sorted = (findings: readonly Finding[]) => findings.map(one => JSON.stringify(one)).toSorted();
  expect(sorted(inReport)).toEqual(sorted(inDrift));
  const desired = [...grantsIn(report).values()].filter(one => one.isDesired);
  expect(drift.summary.grants).toBe(desired.length);
}

/** The checks that need live data. */
const liveChecks = [compareSent, compareAdopted, compareLapsed, compareUnmanaged, compareDrift] as const;

/** The checks for views with or without live data. */
const checks = [
  compareSkipped,
  compareStatuses,
  compareRemovals,
  comparePresence,
  compareUnconfirmed,
  compareFlags,
] as const;

test("shows the same about each person in the plan, in drift, and in the report", () => {
  fc.assert(
    fc.property(anyScene, scene => {
      const live = liveViewsOf(scene);
      for (const check of liveChecks) check(live);
      for (const views of [live, viewsOf(scene)]) for (const check of checks) check(views);
    }),
    { numRuns: 200 },
  );
});
