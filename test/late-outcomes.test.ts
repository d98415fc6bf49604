import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compactEvents } from "../src/core/state/compact.ts";
import { formatEvent, formatHeader, type StateEvent } from "../src/core/state/events.ts";
import { RecordedFold } from "../src/core/state/fold-events.ts";
import { readState } from "../src/core/state/read-state.ts";
import type { Recorded } from "../src/core/state/recorded.ts";
import type { State } from "../src/core/state/state.ts";
import type { Email } from "../src/core/values/address.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";

type Result = Extract<StateEvent, { event: "outcome" }>["result"];
type Ending =
  | Result
  | { readonly result: Result; readonly by?: "live-data"; readonly emails?: readonly string[] };

const ada = "ada@example.com" as Email;
const grace = "grace@example.com" as Email;
const workspaceIds = ["wLDNPp" as WorkspaceId];
const at = "2026-11-30T07:55:00.000Z";
const intentOf = (call: string, emails: readonly string[]): StateEvent => {
  return { event: "intent", at, call, action: "invite", workspaceIds, emails };
};
const outcomeOf = (call: string, ending: Ending): StateEvent => {
  const { result, by, emails } = typeof ending === "string" ? { result: ending } : ending;
  return { event: "outcome", at, call, result, ...(by && { resolvedBy: by }), ...(emails && { emails }) };
};
const forgotten: StateEvent = { event: "forgotten", at, email: ada };

function fold(events: readonly StateEvent[]): Recorded {
  const recorded = new RecordedFold();
  for (const event of events) recorded.add(event);
  return recorded.result();
}

/** Returns what is recorded after a call to two people gets these outcomes in turn. */
const ended = (...endings: readonly Ending[]) =>
  fold([intentOf("call-1", [ada, grace]), ...endings.map(one => outcomeOf("call-1", one))]);
const has = ({ people }: Recorded) => [...people.keys()];
const attemptsOf = ({ failedAttempts }: Recorded) => failedAttempts.get(ada)?.count;

describe("a late outcome", () => {
  const notSent = { result: "not-sent", by: "live-data" } as const;

  test("counts a call as done even if a check concluded that it was not sent", () => {
    const recorded = ended(notSent, "done");
    expect([has(recorded), recorded.unconfirmed, attemptsOf(recorded)]).toEqual([
      [ada, grace],
      [],
      undefined,
    ]);
  });

  test.for([
    [["done", "not-sent"]],
    [["done", "unconfirmed"]],
    [["done", "rejected"]],
    [["done", "done"]],
    [["rejected", "done"]],
    [["unconfirmed", "done", notSent]],
  ] as const)("counts a call with the outcomes %j as done", ([endings]) => {
    const recorded = ended(...endings);
    expect([has(recorded), recorded.unconfirmed]).toEqual([[ada, grace], []]);
  });

  test("counts a repeated outcome once", () => {
    expect(attemptsOf(ended(notSent, notSent))).toBe(1);
    expect(attemptsOf(ended("unconfirmed", notSent, "not-sent"))).toBe(1);
    expect(attemptsOf(ended({ ...notSent, result: "done", emails: [grace] }, notSent))).toBe(1);
  });

  test("reopens a call that a check resolved if its response was then unusable", () => {
    expect(ended(notSent, "unconfirmed").unconfirmed).toMatchObject([{ call: "call-1" }]);
    expect(attemptsOf(ended(notSent, "unconfirmed", notSent))).toBe(1);
    expect(ended("rejected", "unconfirmed").unconfirmed).toEqual([]);
  });

  test("adds the other people of a call that a check found done for some", () => {
    const part = { result: "done", emails: [grace], by: "live-data" } as const;
    expect(has(ended(part))).toEqual([grace]);
    expect(has(ended(part, "done"))).toEqual([grace, ada]);
    expect(attemptsOf(ended(part, "done"))).toBeUndefined();
  });

  test("doesn't restore a lapsed grant", () => {
    const lapsed: StateEvent = { event: "lapsed", at, email: ada, workspaceIds };
    const done = outcomeOf("call-1", "done");
    for (const first of [done, outcomeOf("call-1", { result: "done", emails: [ada] })]) {
      const recorded = fold([intentOf("call-1", [ada, grace]), first, lapsed, done]);
      expect(recorded.people.get(ada)?.grants.get(workspaceIds[0] as WorkspaceId)?.lapsed).toBe(at);
    }
  });

  test("records nothing for a person who was forgotten since the call", () => {
    const events = [intentOf("call-1", [ada, grace]), outcomeOf("call-1", "not-sent"), forgotten];
    expect(has(fold([...events, outcomeOf("call-1", "done")]))).toEqual([grace]);
  });

  test("rejects an outcome without an intent", () => {
    expect(() => fold([outcomeOf("call-1", "done")])).toThrow("call-unknown");
  });
});

/** Calls with several outcomes each, from two runs that didn't know of each other. */
const histories: fc.Arbitrary<readonly StateEvent[]> = fc
  .array(
    fc.record({
      call: fc.constantFrom("call-1", "call-2", "call-3"),
      kind: fc.constantFrom("outcome", "outcome", "outcome", "forgotten", "adopted"),
      result: fc.constantFrom<Result>("done", "not-sent", "not-sent", "unconfirmed", "rejected"),
      isByCheck: fc.boolean(),
      isPart: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map(steps => {
    const intended = new Set<string>();
    return steps.flatMap(({ call, kind, result, isByCheck, isPart }): StateEvent[] => {
      if (kind === "forgotten") return [forgotten];
      if (kind === "adopted") return [{ event: "adopted", at, email: ada, workspaceIds }];
      const begin = intended.has(call) ? [] : [intentOf(call, [ada, grace])];
      intended.add(call);
      const part = isPart && result === "done" && { emails: [ada] };
      return [...begin, outcomeOf(call, { result, ...(isByCheck && { by: "live-data" }), ...part })];
    });
  });

function stateOf(events: readonly StateEvent[]): State {
  const text = formatHeader("kwob3J", "lineage") + events.map(formatEvent).join("");
  const reading = readState("members.state.jsonl", text, "kwob3J");
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  return reading.value;
}

describe("compacting a state with calls that might get a late outcome", () => {
  const soon = "2026-11-30T08:00:00.000Z";

  test("keeps what is recorded", () => {
    fc.assert(
      fc.property(histories, events => {
        expect(fold(compactEvents(stateOf(events), soon))).toEqual(fold(events));
      }),
      { numRuns: 1000 },
    );
  });

  test("keeps the effect of a late outcome of an open or unsent call", () => {
    const late = fc.constantFrom<Result>("done", "not-sent", "unconfirmed");
    fc.assert(
      fc.property(histories, late, (events, result) => {
        const compacted = compactEvents(stateOf(events), soon);
        const kept = compacted.flatMap(event => (event.event === "intent" ? event.call : []));
        const last = new Map(
          events.flatMap(one => (one.event === "outcome" ? [[one.call, one.result]] : [])),
        );
        for (const call of last.keys()) {
          const isNotSent = events.every(
            one => one.event !== "outcome" || one.call !== call || one.result === "not-sent",
          );
          if (isNotSent) expect(kept).toContain(call);
        }
        for (const call of kept) {
          const outcome = outcomeOf(call, result);
          expect(fold([...compacted, outcome])).toEqual(fold([...events, outcome]));
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("doesn't count an old attempt again for a person invited and removed since", () => {
    const removal: StateEvent = {
      event: "intent",
      at,
      call: "call-3",
      action: "remove",
      workspaceIds: [],
      emails: [ada],
      userId: "user-1",
    };
    const events = [
      intentOf("call-1", [ada]),
      outcomeOf("call-1", { result: "not-sent", by: "live-data" }),
      intentOf("call-2", [ada]),
      outcomeOf("call-2", "done"),
      removal,
      outcomeOf("call-3", "done"),
    ];
    expect(attemptsOf(fold(events))).toBeUndefined();
    expect(fold(compactEvents(stateOf(events), soon))).toEqual(fold(events));
  });

  test("drops an unsent call after an hour", () => {
    const events = [intentOf("call-1", [ada]), outcomeOf("call-1", "not-sent")];
    expect(compactEvents(stateOf(events), "2026-11-30T08:55:00.000Z")).toHaveLength(2);
    expect(compactEvents(stateOf(events), "2026-11-30T08:55:00.001Z")).toEqual([]);
  });
});
