import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compactEvents } from "../src/core/state/compact.ts";
import { formatEvent, formatHeader, type StateEvent } from "../src/core/state/events.ts";
import { RecordedFold } from "../src/core/state/fold-events.ts";
import { readState } from "../src/core/state/read-state.ts";
import type { State } from "../src/core/state/state.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { eventSequences } from "./support/arbitraries.ts";

const compactedAt = "2026-11-30T08:00:00.000Z";
const at = fc.constantFrom("2026-11-20T08:00:00.000Z", "2026-11-23T08:00:00.000Z");
const email = fc.constantFrom("ada@example.com", "ALAN+tally@example.com", "p_1@example.com");
const workspaceIds = fc.subarray(["0", "a-1", "npe1DB", "wLDNPp"] as WorkspaceId[], { minLength: 1 });
const provenance = fc.constantFrom(
  {},
  { commit: "9fceb02d0ae598e95dc970b74767f19372d61af8", pullRequest: 7 },
);

/** Events that a check of Tally records, and removals with or without an outcome. */
const further: fc.Arbitrary<readonly StateEvent[]> = fc.oneof(
  fc
    .record({
      event: fc.constantFrom("adopted" as const, "lapsed" as const),
      at,
      email,
      workspaceIds,
      provenance,
    })
    .map(({ provenance: more, ...event }) => [{ ...event, ...more }]),
  fc
    .record({
      at,
      email,
      workspaceIds: fc.oneof(workspaceIds, fc.constant([])),
      number: fc.nat(),
      isCancel: fc.boolean(),
      result: fc.constantFrom("done" as const, "rejected" as const, "unconfirmed" as const, undefined),
      resolvedBy: fc.constantFrom("live-data" as const, undefined),
    })
    .map(({ number, email: one, isCancel, result, resolvedBy: resolved, ...rest }): StateEvent[] => {
      const call = `removal-${number}`;
      const id = isCancel
        ? { action: "cancel" as const, inviteId: "inv001" }
        : { action: "remove" as const, userId: "usr001" };
      const intent = { event: "intent", call, emails: [one], ...id, ...rest } as const;
      return result
        ? [intent, { event: "outcome", at: rest.at, call, result, ...(resolved && { resolvedBy: resolved }) }]
        : [intent];
    }),
);

/** Histories with every kind of event that a state file can have, including failed attempts. */
const histories: fc.Arbitrary<readonly StateEvent[]> = fc
  .record({
    sent: eventSequences,
    found: fc.uniqueArray(further, { maxLength: 6, selector: events => JSON.stringify(events[0]) }),
    positions: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
    isResolvedByCheck: fc.boolean(),
  })
  .map(({ sent, found, positions, isResolvedByCheck }) => {
    const events = sent.map(one =>
      one.event === "outcome" && isResolvedByCheck ? { ...one, resolvedBy: "live-data" as const } : one,
    );
    const calls = new Set<string>();
    for (const [index, group] of found.entries()) {
      const [first] = group;
      if (first?.event === "intent" && calls.has(first.call)) continue;
      if (first?.event === "intent") calls.add(first.call);
      events.splice((positions[index] ?? 0) % (events.length + 1), 0, ...group);
    }
    return events;
  });

function fold(events: readonly StateEvent[]) {
  const recorded = new RecordedFold();
  for (const event of events) recorded.add(event);
  return recorded.result();
}

function stateOf(events: readonly StateEvent[]): State {
  const text = formatHeader("kwob3J", "lineage") + events.map(formatEvent).join("");
  const reading = readState("members.state.jsonl", text, "kwob3J");
  if (!reading.ok) throw new Error(`${text}\n${JSON.stringify(reading.problem)}`);
  return reading.value;
}

describe("compacting a state", () => {
  test("keeps the recorded grants, open calls, and failed attempts", () => {
    fc.assert(
      fc.property(histories, events => {
        const state = stateOf(events);
        expect(fold(compactEvents(state, compactedAt))).toEqual(state.recorded);
      }),
      { numRuns: 300 },
    );
  });

  test("names each person in one snapshot, and changes nothing the second time", () => {
    fc.assert(
      fc.property(histories, events => {
        const once = stateOf(compactEvents(stateOf(events), compactedAt));
        expect(compactEvents(once, compactedAt).map(formatEvent)).toEqual(once.events.map(formatEvent));
        const emails = once.events.flatMap(event => (event.event === "snapshot" ? event.emails : []));
        expect(new Set(emails.map(one => one.toLowerCase())).size).toBe(emails.length);
        const snapshots = once.events.filter(event => event.event === "snapshot");
        const facts = snapshots.map(({ emails: _, ...rest }) => JSON.stringify(rest));
        expect(new Set(facts).size).toBe(facts.length);
      }),
      { numRuns: 300 },
    );
  });

  test("records later events as it would without compacting", () => {
    fc.assert(
      fc.property(histories, further, (events, later) => {
        fc.pre(
          !events.some(
            one =>
              one.event === "intent" && later.some(two => two.event === "intent" && two.call === one.call),
          ),
        );
        expect(fold([...compactEvents(stateOf(events), compactedAt), ...later])).toEqual(
          fold([...events, ...later]),
        );
      }),
      { numRuns: 300 },
    );
  });
});
