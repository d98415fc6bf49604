import type { Outcome } from "../tally/call.ts";
import type { StopReason } from "./events.ts";

/** After so many calls in a row without a usable response, the rest is left to a later run. */
const maxUnconfirmedInARow = 3;

/** Ends a run when Tally does not respond any more. */
export class ResponseWatch {
  readonly #stop: AbortSignal;
  #unconfirmedInARow = 0;

  constructor(stop: AbortSignal) {
    this.#stop = stop;
  }

  /** Why the run ends after a call that went wrong and is not about its people alone, if it does. Called once after each call. */
  stopReasonAfter(outcome: Outcome, isAboutPeople: boolean): StopReason | undefined {
    const hasNoResponse = outcome.result === "unconfirmed" && outcome.status !== 400;
    this.#unconfirmedInARow = hasNoResponse ? this.#unconfirmedInARow + 1 : 0;
    if (outcome.result === "done" || isAboutPeople) return undefined;
    if (this.#stop.aborted) return { reason: "interrupted" };
    if (outcome.result === "unconfirmed" && this.#unconfirmedInARow < maxUnconfirmedInARow) return undefined;
    return { reason: "failed", by: outcome };
  }
}
