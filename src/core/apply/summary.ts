import type { Plan, Skipped } from "../plan/model.ts";
import type { CallAction, Outcome } from "../tally/call.ts";
import { type Email, emailOf } from "../values/address.ts";
import type { Confirmation } from "./confirm.ts";
import { appliedPart, type FinishedCall, withResolved } from "./finished-call.ts";

/** The results of an apply, as numbers of people. */
export interface ApplySummary {
  readonly sent: number;
  readonly rejected: number;
  /** Those of `rejected` whose email address is the cause. */
  readonly rejectedEmails: number;
  readonly notSent: number;
  /** People in unconfirmed calls of this run and of earlier runs. */
  readonly unconfirmed: number;
  /** People in invite calls that were not started. */
  readonly left: number;
  /** People with grants that Tally already had, so they were only recorded. */
  readonly adopted: number;
  /** People whose pending invites were canceled because they have no desired access. */
  readonly canceled: number;
  /** People who were removed from the organization. */
  readonly removed: number;
  /** People whose invite couldn't be canceled, or who couldn't be removed. */
  readonly kept: number;
  /** People to cancel or remove, in calls that were not started. */
  readonly removalsNotStarted: number;
  /** People whose invite Tally accepted but doesn't show. */
  readonly notShown: number;
}

/** One pass over a plan: the plan, and the calls that were sent. */
export interface SentPlan {
  readonly plan: Plan;
  readonly ended: readonly FinishedCall[];
}

/** Merges several passes into one: what the earlier passes achieved, and everything of the last pass. */
export function mergeSentPlans(iterations: readonly [SentPlan, ...SentPlan[]]): SentPlan {
  const last = iterations.at(-1) ?? iterations[0];
  const resolved = iterations.flatMap(({ plan }) => plan.resolved);
  const earlier = iterations.slice(0, -1).map(({ plan, ended }): SentPlan => {
    const applied = withResolved(ended, resolved).flatMap(appliedPart);
    // Nothing more is sent for these calls, and the last pass doesn't include them.
    const final = [...applied, ...ended.filter(isRejectedForAddress)];
    const isIn = (action: CallAction) => {
      const emails = emailsIn(final.filter(one => one.call.action === action));
      return (one: { readonly email: Email }) => emails.has(one.email);
    };
    return {
      ended: final,
      plan: {
        ...plan,
        calls: final.flatMap(({ call }) => (call.action === "invite" ? call : [])),
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
 * Returns the outcome for each person in an invite call of this run. For a person in a call that was split, it is that
 * of the smaller call.
 */
export function invitesByPerson(ended: readonly FinishedCall[]): ReadonlyMap<Email, Outcome> {
  const outcomes = new Map<Email, Outcome>();
  for (const { call, outcome } of ended) {
    if (call.action !== "invite") continue;
    const isSplit = outcome.result === "split";
    for (const spelling of isSplit ? outcome.appliedTo : call.emails)
      outcomes.set(emailOf(spelling), isSplit ? { result: "done" } : outcome);
  }
  return outcomes;
}

/** Counts the results for the people of a plan. */
export function summarizeApply({ plan, ended }: SentPlan, confirmation?: Confirmation): ApplySummary {
  const outcomes = invitesByPerson(ended);
  const peopleWith = (result: Outcome["result"]) =>
    [...outcomes.values()].filter(outcome => outcome.result === result).length;
  const removals = removalsByPerson({ plan, ended });
  const removalsWith = (result: RemovalResult) => [...removals.values()].filter(one => one === result).length;
  const notReplaced = notReplacedIn({ plan, ended });
  const unknownBefore = plan.unconfirmed.reduce((sum, call) => sum + call.emails.length, 0);
  return {
    sent: peopleWith("done"),
    rejected: peopleWith("rejected"),
    rejectedEmails: rejectedAddresses(ended).length,
    notSent: peopleWith("not-sent"),
    unconfirmed: peopleWith("unconfirmed") + unknownBefore,
    left: plan.summary.people - outcomes.size - notReplaced,
    adopted: plan.adopt.length,
    canceled: removalsWith("canceled"),
    removed: removalsWith("removed"),
    kept: notReplaced + removalsWith("kept") + (confirmation?.ok ? confirmation.notRemoved.length : 0),
    removalsNotStarted: removalsWith("left"),
    notShown: confirmation?.ok ? confirmation.notShown.length : 0,
  };
}

type RemovalResult = "canceled" | "removed" | "kept" | "left";

/** Returns the result for each person who was to be canceled or removed. */
function removalsByPerson({ plan, ended }: SentPlan): ReadonlyMap<Email, RemovalResult> {
  const calls = ended.filter(({ call }) => call.action !== "invite");
  const failed = emailsIn(calls.filter(one => one.outcome.result !== "done"));
  const removed = emailsIn(
    calls.filter(one => one.call.action === "remove" && one.outcome.result === "done"),
  );
  const canceledIds = inviteIdsWith(ended, "done");
  const unlessDone = (email: Email): RemovalResult => (failed.has(email) ? "kept" : "left");
  const cancels = plan.cancel
    .filter(one => one.because !== "resend")
    .map(({ email, inviteIds }): [Email, RemovalResult] => {
      const isDone = inviteIds.every(id => canceledIds.has(id));
      return [email, isDone ? "canceled" : unlessDone(email)];
    });
  const removes = plan.remove.map(({ email }): [Email, RemovalResult] => {
    return [email, removed.has(email) ? "removed" : unlessDone(email)];
  });
  return new Map([...cancels, ...removes]);
}

function emailsIn(calls: readonly FinishedCall[]): ReadonlySet<Email> {
  return new Set(calls.flatMap(one => one.call.emails.map(emailOf)));
}

/** Whether everything in a plan was done, Tally shows it, and no call needs to be resolved. */
export function isCompleteApply(summary: ApplySummary): boolean {
  const { rejected, notSent, unconfirmed, left, kept, removalsNotStarted, notShown } = summary;
  return rejected + notSent + unconfirmed + left + kept + removalsNotStarted + notShown === 0;
}

function isRejectedForAddress({ outcome }: FinishedCall): boolean {
  return outcome.result === "rejected" && outcome.fault === "email";
}

/** Returns the people whose email address Tally rejected, with the problem that it reported. */
export function rejectedAddresses(
  ended: readonly FinishedCall[],
): readonly { readonly email: Email; readonly address: string; readonly problem: string }[] {
  return ended.flatMap(({ call: { emails }, outcome }) =>
    outcome.result === "rejected" && outcome.fault === "email"
      ? emails.map(address => ({ email: emailOf(address), address, problem: outcome.problem }))
      : [],
  );
}

/** Returns the people that a run gave up on. In `before`, the plan before it checked Tally, they had attempts left. */
export function givenUpIn(before: Plan, last: Plan): readonly Skipped[] {
  const exhausted = ({ skipped }: Plan) => skipped.filter(one => one.reason === "attempts-exhausted");
  const earlier = new Set(exhausted(before).map(one => one.email));
  return exhausted(last).filter(one => !earlier.has(one.email));
}

/** How a run ended. */
export interface ApplyEnd {
  readonly confirmation: Confirmation | undefined;
  /** Whether nothing is left to do, and everything is recorded. */
  readonly complete: boolean;
  /** When unconfirmed calls can be sent again, as ISO 8601 in UTC. Undefined if there are none. */
  readonly retryAt: string | undefined;
}

/** Formats the result of an apply as JSON for programs. */
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
    /** Whether a check after the apply compared the results with Tally. */
    confirmed: confirmation?.ok === true,
    notShown: confirmation?.ok ? confirmation.notShown : [],
    notRemoved: confirmation?.ok ? confirmation.notRemoved : [],
    summary,
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}

/** Counts the people whose old invite Tally refused to cancel, so they got no new one. */
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
