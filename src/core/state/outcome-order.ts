import type { EventOf } from "./events.ts";

type OutcomeEvent = EventOf<"outcome">;

const strength: readonly OutcomeEvent["result"][] = ["not-sent", "unconfirmed", "rejected", "split", "done"];

/** Whether no later outcome of the call changes anything: it was done for all of its people. */
export function isFinal({ result, emails }: OutcomeEvent): boolean {
  return result === "done" && !emails;
}

/**
 * Whether an outcome of a call counts after an earlier one, if there is one. Anything counts for an open call. A run that was
 * stopped for long may record its outcome after another one concluded that the call was not sent: what is known of a request that was
 * sent counts then, and nothing weaker.
 */
export function overrides(later: OutcomeEvent, earlier: OutcomeEvent | undefined): boolean {
  const isOpen = earlier === undefined || earlier.result === "unconfirmed";
  return isOpen || strength.indexOf(later.result) >= strength.indexOf(earlier.result);
}
