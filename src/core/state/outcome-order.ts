import type { EventOf } from "./events.ts";

type OutcomeEvent = EventOf<"outcome">;

/** The results, from the weakest to the strongest. */
const strength: readonly OutcomeEvent["result"][] = ["not-sent", "unconfirmed", "rejected", "split", "done"];

/** Whether no later outcome can change the result of the call, because it was done for everyone. */
export function isFinal({ result, emails }: OutcomeEvent): boolean {
  return result === "done" && !emails;
}

/**
 * Whether an outcome of a call overrides the earlier one, if any. An open call accepts any outcome. But a run that was
 * paused for long might record its outcome after another run has concluded that the call wasn't sent. Then only an
 * outcome that is at least as strong counts, so that a request known to be sent is never recorded as not sent.
 */
export function overrides(later: OutcomeEvent, earlier: OutcomeEvent | undefined): boolean {
  const isOpen = earlier === undefined || earlier.result === "unconfirmed";
  return isOpen || strength.indexOf(later.result) >= strength.indexOf(earlier.result);
}
