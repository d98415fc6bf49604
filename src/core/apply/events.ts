import type { PlannedGrants } from "../plan/model.ts";
import type { ActionCall, Outcome } from "../tally/call.ts";
import type { Observed } from "../tally/observed.ts";
import type { Observation, TallyWriter } from "./connection.ts";
import type { FinishedCall } from "./finished-call.ts";

/**
 * What happens during an apply. Whoever takes an event from the stream has it recorded before asking for the next: nothing
 * goes on until then, so an intent is kept before its call leaves.
 */
export type ApplyEvent =
  | { readonly type: "intents"; readonly at: string; readonly intents: readonly Intent[] }
  | ({ readonly type: "outcome"; readonly at: string; readonly outcome: Outcome } & Intent)
  /** Tally shows that these people have their invite, whatever becomes of the call that it was sent in. */
  | { readonly type: "shown"; readonly at: string; readonly grants: readonly PlannedGrants[] }
  /** These calls were not begun, and will not be. */
  | { readonly type: "withdrawn"; readonly at: string; readonly intents: readonly Intent[] }
  /** What Tally rejected earlier was about the email address: it accepts others. */
  | { readonly type: "explained"; readonly at: string; readonly calls: readonly FinishedCall[] };

/** A call that is about to be sent. */
export interface Intent {
  readonly id: string;
  readonly call: ActionCall;
}

/**
 * Why the stream ended: nothing was left, a call ended it, the time of an intent to be sent was over (others may have sent since,
 * so the rest is planned again), or somebody asked to stop.
 */
export type StopReason =
  | { readonly reason: "completed" }
  | { readonly reason: "failed"; readonly by: Outcome }
  | { readonly reason: "expired" }
  | { readonly reason: "interrupted" };

/** What applying needs beside the plan. */
export interface ApplyDeps {
  readonly writer: TallyWriter;
  /** Looks at Tally again, a few times until what it shows is enough. Absent where Tally may not be looked at. */
  readonly observe: ((isEnough: (observed: Observed) => boolean) => Promise<Observation>) | undefined;
  /** A fresh id for each call. */
  readonly newCallId: () => string;
  /** The time by Tally's clock, as ISO 8601 in UTC. */
  readonly now: () => string;
  /** Called before intents are recorded. Returns whether their time to be sent is over, whenever that is asked. */
  readonly startIntents: () => Promise<() => boolean>;
  /** Asks to end after the call in flight. */
  readonly stop: AbortSignal;
  /** How many intents are recorded at once: more where recording is slow, fewer so that less is unknown after a crash. */
  readonly intentBatchSize: number;
}

/** Events, and at the end what they came to. */
export type ApplyStream<Result = StopReason> = AsyncGenerator<ApplyEvent, Result, void>;

/** Sends a call whose intent is recorded, unless the intent is expired by then. Returns why the run ends with it, if it does. */
export type SendCall = (intent: Intent, isExpired: () => boolean) => ApplyStream<StopReason | undefined>;
