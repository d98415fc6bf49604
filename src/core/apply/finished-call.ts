import type { ActionCall, Outcome } from "../tally/call.ts";

/** Whether Tally did any of it. */
export function hasApplied(ended: readonly FinishedCall[]): boolean {
  return ended.some(one => appliedPart(one).length > 0);
}

/** Of a call that has ended, the part that Tally did. */
export function appliedPart(one: FinishedCall): readonly FinishedCall[] {
  if (one.outcome.result === "done") return [one];
  if (one.outcome.result !== "split" || one.outcome.appliedTo.length === 0) return [];
  const { appliedTo } = one.outcome;
  return [{ ...one, call: { ...one.call, emails: appliedTo }, outcome: { result: "done" } }];
}

/** A call of this run that has ended. */
export interface FinishedCall {
  readonly id: string;
  readonly at: string;
  readonly call: ActionCall;
  readonly outcome: Outcome;
}
