import type { ActionCall, Outcome } from "../tally/call.ts";

/** Why nothing is sent for a while. */
export type WaitReason = "rate-limit" | "too-many-requests" | "no-connection" | "not-shown-yet";

/** What may be changed at Tally. Planning is never handed one. */
export interface TallyWriter {
  /** Waits until a call may leave without going over the rate. False where `stop` was asked for first. */
  ready(stop: AbortSignal): Promise<boolean>;
  /**
   * Sends one call and says what became of it; never throws for what the world does. `stop` ends waiting between tries, never
   * a request that is under way.
   */
  send(call: ActionCall, stop: AbortSignal): Promise<Outcome>;
}
