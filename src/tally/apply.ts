import type { Call, Outcome } from "../core/outcome.ts";
import type { Plan } from "../core/plan.ts";
import type { TallyWriter } from "./writer.ts";

/**
 * What happens during an apply. Whoever takes an event from the stream has it recorded before asking for the next: nothing
 * goes on until then, so an intent is kept before its call leaves.
 */
export type ApplyEvent =
  | { readonly type: "intents"; readonly at: string; readonly intents: readonly Intent[] }
  | ({ readonly type: "outcome"; readonly at: string; readonly outcome: Outcome } & Intent)
  /** These calls were not begun, and will not be. */
  | { readonly type: "withdrawn"; readonly at: string; readonly intents: readonly Intent[] };

/** A call that is about to be sent. */
export interface Intent {
  readonly id: string;
  readonly call: Call;
}

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
  /** How many intents are recorded at once: more where recording is slow, fewer so that less is unknown after a crash. */
  readonly intentsAtOnce: number;
}

/** Sends the calls of a plan one at a time, as a stream of events. */
export async function* applyPlan(plan: Plan, parts: ApplyParts): AsyncGenerator<ApplyEvent, Ending, void> {
  const { writer, newCallId, now, stop, intentsAtOnce } = parts;
  for (let from = 0; from < plan.calls.length; from += intentsAtOnce) {
    if (stop.aborted || !(await writer.ready(stop))) return { ending: "interrupted" };
    const batch = plan.calls.slice(from, from + intentsAtOnce).map(call => ({ id: newCallId(), call }));
    yield { type: "intents", at: now(), intents: batch };
    for (const [index, { id, call }] of batch.entries()) {
      const isReady = index === 0 || (!stop.aborted && (await writer.ready(stop)));
      if (!isReady) {
        yield { type: "withdrawn", at: now(), intents: batch.slice(index) };
        return { ending: "interrupted" };
      }
      const outcome = await writer.invite(call, stop);
      yield { type: "outcome", id, at: now(), call, outcome };
      if (!endsTheRun(outcome)) continue;
      const left = batch.slice(index + 1);
      if (left.length > 0) yield { type: "withdrawn", at: now(), intents: left };
      return stop.aborted ? { ending: "interrupted" } : { ending: "stopped", by: outcome };
    }
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
