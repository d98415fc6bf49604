import type { StateEvent } from "../../core/state/events.ts";
import { formatList, pluralize } from "../text/plural.ts";

/**
 * Returns the message of a commit that records events, with their pull requests and runs as trailers. `known` contains the intents of
 * the calls whose outcomes are recorded.
 */
export function renderCommitMessage(events: readonly StateEvent[], known: readonly StateEvent[]): string {
  if (events.length === 0) return "Update the state";
  const numberOf = (kind: StateEvent["event"]) => events.filter(({ event }) => event === kind).length;
  const [intents, outcomes, forgotten] = [numberOf("intent"), numberOf("outcome"), numberOf("forgotten")];
  const parts = [
    intents > 0 && `${pluralize(intents, "call")} to send`,
    outcomes > 0 && `${outcomes === 1 ? "the result" : "results"} of ${pluralize(outcomes, "call")}`,
    numberOf("adopted") + numberOf("lapsed") > 0 && "changes found in Tally",
    forgotten > 0 && "forgotten access",
  ];
  const trailers = trailersOf(events, known);
  const subject = `Record ${formatList(parts.filter(part => part !== false))}`;
  return trailers.length === 0 ? subject : `${subject}\n\n${trailers.join("\n")}`;
}

function trailersOf(events: readonly StateEvent[], known: readonly StateEvent[]): readonly string[] {
  const ended = new Set(events.flatMap(event => (event.event === "outcome" ? [event.call] : [])));
  const intents = known.filter(event => event.event === "intent" && ended.has(event.call));
  const pulls = new Set<number>();
  const runs = new Set<string>();
  for (const event of [...intents, ...events]) {
    if ("pullRequest" in event && event.pullRequest !== undefined) pulls.add(event.pullRequest);
    if ("run" in event && event.run !== undefined) runs.add(event.run);
  }
  return [
    ...[...pulls].sort((a, b) => a - b).map(number => `Pull-Request: #${number}`),
    ...[...runs].map(run => `Run: ${run}`),
  ];
}
