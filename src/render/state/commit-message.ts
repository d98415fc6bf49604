import type { StateEvent } from "../../core/state/events.ts";
import { formatList, pluralize } from "../text/plural.ts";

/** The message of a commit that records events. */
export function renderCommitMessage(events: readonly StateEvent[]): string {
  const numberOf = (kind: StateEvent["event"]) => events.filter(({ event }) => event === kind).length;
  const [intents, outcomes, forgotten] = [numberOf("intent"), numberOf("outcome"), numberOf("forgotten")];
  const seen = numberOf("adopted") + numberOf("lapsed");
  const parts = [
    intents > 0 && `${pluralize(intents, "call")} about to be sent`,
    outcomes > 0 && `what became of ${pluralize(outcomes, "call")}`,
    seen > 0 && "what Tally shows",
    forgotten > 0 && "what is to be forgotten",
  ];
  if (events.length === 0) return "Update the state";
  return `Record ${formatList(parts.filter(part => part !== false))}`;
}
