import { compareText } from "../text/compare.ts";
import { groupBy } from "../text/group-by.ts";
import { type Email, emailOf } from "../values/address.ts";
import { millisecondsBetween } from "../values/day.ts";
import { type Digest, replacedEvent } from "./continuity.ts";
import { type EventOf, formatEvent, type SnapshotEvent, type StateEvent } from "./events.ts";
import { RecordedFold } from "./fold-events.ts";
import { overrides } from "./outcome-order.ts";
import type { Recorded } from "./recorded.ts";
import type { State } from "./state.ts";

/**
 * Returns the text of a compacted state file. It lists the events that it replaces, so that they don't count as lost.
 */
export function compactText(state: State, at: string, digest: Digest): string {
  const header = state.text.split(/\r?\n/, 1)[0] ?? "";
  const lines = compactEvents(state, at).map(formatEvent).join("");
  const replaced = replacedEvent([state.text], at, digest, lines);
  return `${header}\n${replaced ? formatEvent(replaced) : ""}${lines}`;
}

/**
 * Returns events that fold to the same recorded state. The events of open calls stay, and so do later events that
 * forget grants of their people. Everything else becomes snapshots, dated `at` (ISO 8601, UTC). People with identical
 * data share one.
 */
export function compactEvents({ events, recorded }: State, at: string): readonly StateEvent[] {
  const { people, failedAttempts, rejected } = recorded;
  const callEvents = eventsOfCalls(events, at);
  // Folding these events again counts failed attempts that no longer count. A snapshot resets them.
  const callFold = new RecordedFold();
  for (const event of callEvents) callFold.add(event);
  const counted = callFold.result().failedAttempts;
  const known = new Set([...people.keys(), ...failedAttempts.keys(), ...rejected.keys(), ...counted.keys()]);
  const facts = [...known].sort(compareText).map(email => {
    return [rejected.get(email)?.address ?? email, factsAbout(email, recorded)] as const;
  });
  return [
    ...callEvents,
    ...groupEqual(facts).map(
      ([emails, about]): SnapshotEvent => ({ event: "snapshot", at, emails, ...about }),
    ),
  ];
}

/** How long after its intent a call that was found not sent might get another outcome, from a paused run. In milliseconds. */
const lateOutcomeMs = 60 * 60_000;

/** Returns the events of calls that are open or that a late outcome can still change. */
function eventsOfCalls(events: readonly StateEvent[], at: string): readonly StateEvent[] {
  const outcomes = new Map<string, EventOf<"outcome">>();
  const old = new Set<string>();
  for (const event of events) {
    if (event.event === "intent" && millisecondsBetween(event.at, at) > lateOutcomeMs) old.add(event.call);
    if (event.event !== "outcome") continue;
    if (overrides(event, outcomes.get(event.call))) outcomes.set(event.call, event);
  }
  const isEnded = (call: string) => {
    const result = outcomes.get(call)?.result ?? "unconfirmed";
    return result !== "unconfirmed" && (result !== "not-sent" || old.has(call));
  };
  const named = new Set<string>();
  return events.filter(event => {
    if (event.event === "forgotten") return named.has(emailOf(event.email));
    if (event.event !== "intent" && event.event !== "outcome") return false;
    if (isEnded(event.call)) return false;
    if (event.event === "intent") for (const email of event.emails) named.add(emailOf(email));
    return true;
  });
}

function factsAbout(email: Email, { people, failedAttempts, rejected: allRejected }: Recorded) {
  const grants = [...(people.get(email)?.grants ?? [])].sort(([a], [b]) => compareText(a, b));
  const rejected = allRejected.get(email);
  return {
    grants: groupEqual(grants).map(([workspaceIds, grant]) => ({ workspaceIds, ...grant })),
    attempts: failedAttempts.get(email),
    rejected: rejected && { at: rejected.at, workspaceIds: rejected.workspaceIds },
  };
}

/** Returns each distinct value once, with all its keys, in the order of first occurrence. */
function groupEqual<Key, Value>(entries: readonly (readonly [Key, Value])[]) {
  const groups = groupBy(entries, ([, value]) => JSON.stringify(value));
  return [...groups.values()].map(group => [group.map(([key]) => key), group[0][1]] as const);
}
