import type { Outcome } from "../tally/call.ts";
import type { StopReason } from "./events.ts";

/** Consecutive calls without a usable response before the rest is left to a later run. */
const maxUnconfirmedInARow = 3;

/** Decides whether a run must end, such as when Tally stops responding. */
export class ResponseWatch {
  readonly #stop: AbortSignal;
  #unconfirmedInARow = 0;

  constructor(stop: AbortSignal) {
    this.#stop = stop;
  }

  /**
   * Returns why the run must end after a call, if so. Must be called exactly once for each call. `isAboutPeople`:
   * whether the problem concerns only the people of this call.
   */
  stopReasonAfter(outcome: Outcome, isAboutPeople: boolean): StopReason | undefined {
    const hasNoResponse = outcome.result === "unconfirmed" && outcome.status !== 400;
    this.#unconfirmedInARow = hasNoResponse ? this.#unconfirmedInARow + 1 : 0;
    if (outcome.result === "done" || isAboutPeople) return undefined;
    if (this.#stop.aborted) return { reason: "interrupted" };
    if (outcome.result === "unconfirmed" && this.#unconfirmedInARow < maxUnconfirmedInARow) return undefined;
    return { reason: "failed", by: outcome };
  }
}
