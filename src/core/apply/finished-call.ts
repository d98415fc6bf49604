import type { Resolution } from "../plan/model.ts";
import type { UnconfirmedCall } from "../state/recorded.ts";
import type { ActionCall, Outcome } from "../tally/call.ts";

/** Whether Tally did any of the calls, at least in part. */
export function hasApplied(ended: readonly FinishedCall[]): boolean {
  return ended.some(one => appliedPart(one).length > 0);
}

/** Returns the part of a finished call that Tally did, if any. */
export function appliedPart(one: FinishedCall): readonly FinishedCall[] {
  if (one.outcome.result === "done") return [one];
  if (one.outcome.result !== "split" || one.outcome.appliedTo.length === 0) return [];
  const { appliedTo } = one.outcome;
  return [{ ...one, call: { ...one.call, emails: appliedTo }, outcome: { result: "done" } }];
}

/** Returns the calls that got no usable response. */
export function unconfirmedIn(ended: readonly FinishedCall[]): readonly UnconfirmedCall[] {
  return ended.flatMap(({ id, at, call, outcome }) =>
    outcome.result === "unconfirmed"
      ? [{ ...call, call: id, at, problem: outcome.problem, provenance: {}, forgotten: new Map() }]
      : [],
  );
}

/** Returns the calls with those unconfirmed ones marked as done that a later check found done. */
export function withResolved(
  ended: readonly FinishedCall[],
  resolved: readonly Resolution[],
): readonly FinishedCall[] {
  const byCall = new Map(resolved.map(one => [one.call, one]));
  return ended.map(one => {
    const resolution = one.outcome.result === "unconfirmed" ? byCall.get(one.id) : undefined;
    if (resolution?.result !== "done") return one;
    const emails = resolution.emails ?? one.call.emails;
    return { ...one, call: { ...one.call, emails }, outcome: { result: "done" } };
  });
}

/** A call of this run that was sent, with its outcome. */
export interface FinishedCall {
  readonly id: string;
  readonly at: string;
  readonly call: ActionCall;
  readonly outcome: Outcome;
}
