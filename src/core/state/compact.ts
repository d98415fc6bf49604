import { compareText } from "../text/compare.ts";
import { groupBy } from "../text/group-by.ts";
import { type Email, emailOf } from "../values/address.ts";
import type { SnapshotEvent, StateEvent } from "./events.ts";
import type { Recorded } from "./recorded.ts";
import type { State } from "./state.ts";

/**
 * Returns events that fold to the same recorded state. Open calls stay as they are, with what was forgotten since they were recorded.
 * All else becomes snapshots, dated `at` (ISO 8601, UTC): people about whom the same is known share one.
 */
export function compactEvents({ events, recorded }: State, at: string): readonly StateEvent[] {
  const { people, failedAttempts, rejected } = recorded;
  const known = new Set([...people.keys(), ...failedAttempts.keys(), ...rejected.keys()]);
  const facts = [...known].sort(compareText).map(email => {
    return [rejected.get(email)?.address ?? email, factsAbout(email, recorded)] as const;
  });
  return [
    ...openEvents(events),
    ...groupEqual(facts).map(
      ([emails, about]): SnapshotEvent => ({ event: "snapshot", at, emails, ...about }),
    ),
  ];
}

function openEvents(events: readonly StateEvent[]): readonly StateEvent[] {
  const resolved = new Set(
    events.flatMap(event => (event.event === "outcome" && event.result !== "unconfirmed" ? event.call : [])),
  );
  const named = new Set<string>();
  return events.filter(event => {
    if (event.event === "forgotten") return named.has(emailOf(event.email));
    if (event.event !== "intent" && event.event !== "outcome") return false;
    if (resolved.has(event.call)) return false;
    if (event.event === "intent") for (const email of event.emails) named.add(emailOf(email));
    return true;
  });
}

function factsAbout(email: Email, { people, failedAttempts, rejected: refused }: Recorded) {
  const grants = [...(people.get(email)?.grants ?? [])].sort(([a], [b]) => compareText(a, b));
  const rejected = refused.get(email);
  return {
    grants: groupEqual(grants).map(([workspaceIds, grant]) => ({ workspaceIds, ...grant })),
    attempts: failedAttempts.get(email),
    rejected: rejected && { at: rejected.at, workspaceIds: rejected.workspaceIds },
  };
}

/** Returns each distinct value once, with its keys, in the order of the first of them. */
function groupEqual<Key, Value>(entries: readonly (readonly [Key, Value])[]) {
  const groups = groupBy(entries, ([, value]) => JSON.stringify(value));
  return [...groups.values()].map(group => [group.map(([key]) => key), group[0][1]] as const);
}
