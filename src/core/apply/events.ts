import type { PlannedGrants } from "../plan/model.ts";
import type { ActionCall, Outcome } from "../tally/call.ts";
import type { Observed } from "../tally/observed.ts";
import type { Observation, TallyWriter } from "./connection.ts";
import type { FinishedCall } from "./finished-call.ts";

/**
 * A step of an apply. The consumer of the stream records each event before it requests the next one. The apply pauses
 * until then, so an intent is recorded before its call is sent.
 */
export type ApplyEvent =
  | { readonly type: "intents"; readonly at: string; readonly intents: readonly Intent[] }
  | ({ readonly type: "outcome"; readonly at: string; readonly outcome: Outcome } & Intent)
  /** Tally shows that these people have their invite, although the result of the whole call is unknown. */
  | { readonly type: "shown"; readonly at: string; readonly grants: readonly PlannedGrants[] }
  /** These calls were not started and won't be. */
  | { readonly type: "withdrawn"; readonly at: string; readonly intents: readonly Intent[] }
  /** Tally rejected these earlier calls because of their email addresses, not because of the key. */
  | { readonly type: "explained"; readonly at: string; readonly calls: readonly FinishedCall[] };

/** A call that is about to be sent. */
export interface Intent {
  readonly id: string;
  readonly call: ActionCall;
}

/**
 * Why the stream ended.
 *
 * - completed: nothing was left to send.
 * - failed: the outcome of a call ended it.
 * - expired: an intent was too old to be sent. Other runs might have sent calls since, so the rest must be planned
 *   again.
 * - interrupted: the run was told to stop.
 */
export type StopReason =
  | { readonly reason: "completed" }
  | { readonly reason: "failed"; readonly by: Outcome }
  | { readonly reason: "expired" }
  | { readonly reason: "interrupted" };

/** What applying needs in addition to the plan. */
export interface ApplyDeps {
  readonly writer: TallyWriter;
  /** Checks Tally again, several times until `isEnough` returns true. Undefined if the run must not check Tally. */
  readonly observe: ((isEnough: (observed: Observed) => boolean) => Promise<Observation>) | undefined;
  /** Creates a unique ID for a call. */
  readonly newCallId: () => string;
  /** Returns the time of Tally's clock, as ISO 8601 in UTC. */
  readonly now: () => string;
  /** Called before intents are recorded. Returns a function that checks whether they are too old to be sent by now. */
  readonly startIntents: () => Promise<() => boolean>;
  /** Ends the run after the call in flight. */
  readonly stop: AbortSignal;
  /**
   * How many intents are recorded at once. More is faster if recording is slow; fewer leaves less unknown in a crash.
   */
  readonly intentBatchSize: number;
}

/** The events of an apply, and at the end its result. */
export type ApplyStream<Result = StopReason> = AsyncGenerator<ApplyEvent, Result, void>;

/** Sends a call whose intent is recorded, unless the intent is too old by then. Returns why the run must end, if so. */
export type SendCall = (intent: Intent, isExpired: () => boolean) => ApplyStream<StopReason | undefined>;
