import type { Call, Outcome } from "./outcome.ts";
import type { Plan } from "./plan.ts";

/** A call of this run that has ended. */
export interface EndedCall {
  readonly id: string;
  readonly at: string;
  readonly call: Call;
  readonly outcome: Outcome;
}

/** What became of the people of a plan, as numbers of people. */
export interface ApplySummary {
  readonly sent: number;
  readonly refused: number;
  readonly notSent: number;
  /** In this run, and in earlier runs of which nobody knows. */
  readonly unconfirmed: number;
  /** In calls that were not begun. */
  readonly left: number;
}

/** Counts what became of a plan's people. */
export function summarizeApply(plan: Plan, ended: readonly EndedCall[]): ApplySummary {
  const peopleIn = (calls: readonly Call[]) => calls.reduce((sum, call) => sum + call.emails.length, 0);
  const peopleWith = (result: Outcome["result"]) =>
    peopleIn(ended.filter(one => one.outcome.result === result).map(one => one.call));
  return {
    sent: peopleWith("done"),
    refused: peopleWith("refused"),
    notSent: peopleWith("not-sent"),
    unconfirmed: peopleWith("unconfirmed") + peopleIn(plan.unconfirmed),
    left: plan.summary.people - peopleIn(ended.map(one => one.call)),
  };
}

/** Whether everybody of the plan was sent to and nobody waits to be settled. */
export function isComplete({ refused, notSent, unconfirmed, left }: ApplySummary): boolean {
  return refused + notSent + unconfirmed + left === 0;
}

/** The result of an apply for programs. */
export function formatApplyResult(plan: Plan, ended: readonly EndedCall[]): string {
  const summary = summarizeApply(plan, ended);
  const calls = ended.map(({ id, at, call, outcome }) => ({ call: id, at, ...call, ...outcome }));
  const { organization, withheld, unconfirmed } = plan;
  const result = {
    formatVersion: 1,
    organization,
    complete: isComplete(summary),
    calls,
    withheld,
    unconfirmed,
    summary,
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}
