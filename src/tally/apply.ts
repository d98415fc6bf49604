import type { Call, Outcome } from "../core/outcome.ts";
import type { Plan } from "../core/plan.ts";
import type { TallyWriter } from "./writer.ts";

/**
 * What happens during an apply. Whoever takes an event from the stream has it recorded before asking for the next: nothing
 * goes on until then, so an intent is on disk before its call leaves and an outcome before the next call begins.
 */
export type ApplyEvent =
  | { readonly type: "intent"; readonly id: string; readonly at: string; readonly call: Call }
  | {
      readonly type: "outcome";
      readonly id: string;
      readonly at: string;
      readonly call: Call;
      readonly outcome: Outcome;
    };

/** Why the stream ended: nothing was left, a call ended it, or somebody asked to stop. */
export type Ending =
  | { readonly ending: "all-sent" }
  | { readonly ending: "stopped"; readonly by: Outcome }
  | { readonly ending: "interrupted" };

/** What applying needs beside the plan. */
export interface ApplyParts {
  readonly writer: TallyWriter;
  /** A fresh id for each call. */
  readonly newCallId: () => string;
  /** The time as ISO 8601 in UTC. */
  readonly now: () => string;
  /** Asks to end after the call in flight. */
  readonly stop: AbortSignal;
}

/** Sends the calls of a plan one at a time, as a stream of events. */
export async function* applyPlan(plan: Plan, parts: ApplyParts): AsyncGenerator<ApplyEvent, Ending, void> {
  const { writer, newCallId, now, stop } = parts;
  for (const call of plan.calls) {
    if (stop.aborted || !(await writer.ready(stop))) return { ending: "interrupted" };
    const id = newCallId();
    yield { type: "intent", id, at: now(), call };
    const outcome = await writer.invite(call, stop);
    yield { type: "outcome", id, at: now(), call, outcome };
    if (endsTheRun(outcome))
      return stop.aborted ? { ending: "interrupted" } : { ending: "stopped", by: outcome };
  }
  return { ending: "all-sent" };
}

/** A 400 is about the call's own addresses; whatever else goes wrong would go wrong with the next call too. */
function endsTheRun(outcome: Outcome): boolean {
  switch (outcome.result) {
    case "done":
      return false;
    case "refused":
      return outcome.status !== 400;
    case "not-sent":
    case "unconfirmed":
      return true;
  }
}
