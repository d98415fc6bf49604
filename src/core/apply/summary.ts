import type { Plan, Skipped } from "../plan/model.ts";
import type { CallAction, Outcome } from "../tally/call.ts";
import { type Email, emailOf } from "../values/address.ts";
import type { Confirmation } from "./confirm.ts";
import { appliedPart, type FinishedCall, withResolved } from "./finished-call.ts";

/** What became of the people of a plan, as numbers of people. */
export interface ApplySummary {
  readonly sent: number;
  readonly rejected: number;
  /** Of those, who were refused for their address. */
  readonly rejectedEmails: number;
  readonly notSent: number;
  /** In this run, and in earlier runs of which nobody knows. */
  readonly unconfirmed: number;
  /** In calls that were not begun. */
  readonly left: number;
  /** Whose grants Tally had already, and were only recorded. */
  readonly adopted: number;
  /** Whose pending invites were withdrawn, because they are gone from members.yaml. */
  readonly cancelled: number;
  /** Who were taken out of the organization. */
  readonly removed: number;
  /** Who should have been cancelled or removed, and could not be. */
  readonly kept: number;
  /** Who should be cancelled or removed, by calls that were not begun. */
  readonly leftToRemove: number;
  /** Who were accepted by Tally and are not shown. */
  readonly notShown: number;
}

/** One pass over a plan: what was planned, and which calls ended. */
export interface SentPlan {
  readonly plan: Plan;
  readonly ended: readonly FinishedCall[];
}

/** Several passes as one: what the earlier ones have done, and all of the last. */
export function mergeSentPlans(iterations: readonly [SentPlan, ...SentPlan[]]): SentPlan {
  const last = iterations.at(-1) ?? iterations[0];
  const resolved = iterations.flatMap(({ plan }) => plan.resolved);
  const earlier = iterations.slice(0, -1).map(({ plan, ended }): SentPlan => {
    const did = withResolved(ended, resolved).flatMap(appliedPart);
    // Nothing more is sent for these, and the last pass does not speak of them.
    const done = [...did, ...ended.filter(isRejectedForAddress)];
    const isIn = (action: CallAction) => {
      const emails = emailsIn(done.filter(one => one.call.action === action));
      return (one: { readonly email: Email }) => emails.has(one.email);
    };
    return {
      ended: done,
      plan: {
        ...plan,
        calls: done.flatMap(({ call }) => (call.action === "invite" ? call : [])),
        people: plan.people.filter(isIn("invite")),
        cancel: plan.cancel.filter(isIn("cancel")),
        remove: plan.remove.filter(isIn("remove")),
      },
    };
  });
  const passes = [...earlier, last];
  const plans = passes.map(one => one.plan);
  const people = plans.flatMap(one => one.people);
  const calls = plans.flatMap(one => one.calls);
  const adopt = plans.flatMap(one => one.adopt);
  return {
    plan: {
      ...last.plan,
      people,
      calls,
      adopt,
      forget: plans.flatMap(one => one.forget),
      lapsed: plans.flatMap(one => one.lapsed),
      cancel: plans.flatMap(one => one.cancel),
      remove: plans.flatMap(one => one.remove),
      summary: {
        ...last.plan.summary,
        people: people.length,
        grants: grantsIn(people),
        calls: calls.length,
        adopted: grantsIn(adopt),
      },
    },
    ended: passes.flatMap(one => one.ended),
  };
}

/**
 * What became of each person who was to get an invite, as far as a call of this run says so: of somebody in a call that was
 * split, the smaller call.
 */
export function invitesByPerson(ended: readonly FinishedCall[]): ReadonlyMap<Email, Outcome> {
  const became = new Map<Email, Outcome>();
  for (const { call, outcome } of ended) {
    if (call.action !== "invite") continue;
    const isSplit = outcome.result === "split";
    for (const spelling of isSplit ? outcome.appliedTo : call.emails)
      became.set(emailOf(spelling), isSplit ? { result: "done" } : outcome);
  }
  return became;
}

/** Counts what became of a plan's people. */
export function summarizeApply({ plan, ended }: SentPlan, confirmation?: Confirmation): ApplySummary {
  const became = invitesByPerson(ended);
  const peopleWith = (result: Outcome["result"]) =>
    [...became.values()].filter(outcome => outcome.result === result).length;
  const removals = removalsByPerson({ plan, ended });
  const removalsThat = (fate: RemovalFate) => [...removals.values()].filter(one => one === fate).length;
  const notReplaced = notReplacedIn({ plan, ended });
  const unknownBefore = plan.unconfirmed.reduce((sum, call) => sum + call.emails.length, 0);
  return {
    sent: peopleWith("done"),
    rejected: peopleWith("rejected"),
    rejectedEmails: rejectedAddresses(ended).length,
    notSent: peopleWith("not-sent"),
    unconfirmed: peopleWith("unconfirmed") + unknownBefore,
    left: plan.summary.people - became.size - notReplaced,
    adopted: plan.adopt.length,
    cancelled: removalsThat("cancelled"),
    removed: removalsThat("removed"),
    kept: notReplaced + removalsThat("kept") + (confirmation?.ok ? confirmation.stillThere.length : 0),
    leftToRemove: removalsThat("left"),
    notShown: confirmation?.ok ? confirmation.notShown.length : 0,
  };
}

type RemovalFate = "cancelled" | "removed" | "kept" | "left";

/** What became of each person who is gone from members.yaml. */
function removalsByPerson({ plan, ended }: SentPlan): ReadonlyMap<Email, RemovalFate> {
  const calls = ended.filter(({ call }) => call.action !== "invite");
  const failed = emailsIn(calls.filter(one => one.outcome.result !== "done"));
  const removed = emailsIn(
    calls.filter(one => one.call.action === "remove" && one.outcome.result === "done"),
  );
  const cancelledIds = inviteIdsWith(ended, "done");
  const unlessDone = (email: Email): RemovalFate => (failed.has(email) ? "kept" : "left");
  const cancels = plan.cancel
    .filter(one => one.because !== "resend")
    .map(({ email, inviteIds }): [Email, RemovalFate] => {
      const isDone = inviteIds.every(id => cancelledIds.has(id));
      return [email, isDone ? "cancelled" : unlessDone(email)];
    });
  const removes = plan.remove.map(({ email }): [Email, RemovalFate] => {
    return [email, removed.has(email) ? "removed" : unlessDone(email)];
  });
  return new Map([...cancels, ...removes]);
}

function emailsIn(calls: readonly FinishedCall[]): ReadonlySet<Email> {
  return new Set(calls.flatMap(one => one.call.emails.map(emailOf)));
}

/** Whether all of a plan was done, Tally shows it, and nobody waits to be resolved. */
export function isCompleteApply(summary: ApplySummary): boolean {
  const { rejected, notSent, unconfirmed, left, kept, leftToRemove, notShown } = summary;
  return rejected + notSent + unconfirmed + left + kept + leftToRemove + notShown === 0;
}

function isRejectedForAddress({ outcome }: FinishedCall): boolean {
  return outcome.result === "rejected" && outcome.fault === "email";
}

/** The people whom Tally refused for their address, and what it said. */
export function rejectedAddresses(
  ended: readonly FinishedCall[],
): readonly { readonly email: Email; readonly address: string; readonly problem: string }[] {
  return ended.flatMap(({ call: { emails }, outcome }) =>
    outcome.result === "rejected" && outcome.fault === "email"
      ? emails.map(address => ({ email: emailOf(address), address, problem: outcome.problem }))
      : [],
  );
}

/** The people on whom a run gave up: by the plan before it checked Tally, they were not yet attempted in vain so often. */
export function givenUpIn(before: Plan, last: Plan): readonly Skipped[] {
  const exhausted = ({ skipped }: Plan) => skipped.filter(one => one.reason === "attempts-exhausted");
  const earlier = new Set(exhausted(before).map(one => one.email));
  return exhausted(last).filter(one => !earlier.has(one.email));
}

/** How a run ended. */
export interface ApplyEnd {
  readonly confirmation: Confirmation | undefined;
  /** Nothing is left, and all of it is recorded. */
  readonly complete: boolean;
  /** When unconfirmed calls can be sent again, as ISO 8601 in UTC; undefined if there are none. */
  readonly retryAt: string | undefined;
}

/** The result of an apply for programs. */
export function formatApplyResult(applied: SentPlan, { confirmation, complete, retryAt }: ApplyEnd): string {
  const { plan, ended } = applied;
  const summary = summarizeApply(applied, confirmation);
  const calls = ended.map(({ id, at, call, outcome }) => ({ call: id, at, ...call, ...outcome }));
  const { organization, adopt, forget, lapsed, skipped, unconfirmed, unknownWorkspaces } = plan;
  const result = {
    formatVersion: 1,
    organization,
    complete,
    retryAt,
    calls,
    adopt,
    forget,
    lapsed,
    skipped,
    unconfirmed,
    unknownWorkspaces,
    /** Whether a look afterwards showed what became of it. */
    confirmed: confirmation?.ok === true,
    notShown: confirmation?.ok ? confirmation.notShown : [],
    stillThere: confirmation?.ok ? confirmation.stillThere : [],
    summary,
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}

/** The people whose invite could not be withdrawn, so that no fresh one went out. */
function notReplacedIn({ plan, ended }: SentPlan): number {
  const rejected = inviteIdsWith(ended, "rejected");
  return plan.cancel.filter(
    ({ because, inviteIds }) => because === "resend" && inviteIds.some(id => rejected.has(id)),
  ).length;
}

function inviteIdsWith(ended: readonly FinishedCall[], result: Outcome["result"]): ReadonlySet<string> {
  return new Set(
    ended.flatMap(({ call, outcome }) => (outcome.result === result ? (call.inviteId ?? []) : [])),
  );
}

function grantsIn(people: readonly { readonly workspaceIds: readonly unknown[] }[]): number {
  return people.reduce((sum, person) => sum + person.workspaceIds.length, 0);
}
