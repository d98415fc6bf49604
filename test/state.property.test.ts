import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatEvent, formatHeader, readState, type StateEvent } from "../src/core/state.ts";
import { fold, histories, pair } from "./support/organizations.ts";

const header = formatHeader("kwob3J", "0b9a4a0e-54f7-4d2c-9a53-6f3d2a1f8c11");
const textOf = (events: readonly StateEvent[]) => header + events.map(event => formatEvent(event)).join("");
const read = (text: string) => readState("members.state.jsonl", text, "kwob3J");

describe("a state file", () => {
  test("gives back the events that were written, and what they record", () => {
    fc.assert(
      fc.property(histories, events => {
        const reading = read(textOf(events));
        expect(reading).toMatchObject({ ok: true, warnings: [], value: { events, torn: false } });
        expect(reading.ok && reading.value.recorded).toEqual(fold(events));
      }),
      { numRuns: 500 },
    );
  });

  test("records a grant if a call that sent it was done, and the person was not forgotten since it was begun", () => {
    fc.assert(
      fc.property(histories, events => {
        const expected = new Set<string>();
        for (const [index, event] of events.entries()) {
          if (event.event !== "intent") continue;
          const later = events.slice(index + 1);
          const isDone = later.some(
            one => one.event === "outcome" && one.call === event.call && one.result === "done",
          );
          for (const email of event.emails) {
            for (const id of event.workspaceIds) {
              const isForgotten = later.some(
                one =>
                  one.event === "forgotten" &&
                  one.email === email &&
                  (one.workspaceIds?.includes(id) ?? true),
              );
              if (isDone && !isForgotten) expected.add(pair(email, id));
            }
          }
        }
        const recorded = [...fold(events).people.values()];
        const found = recorded.flatMap(({ email, grants }) => [...grants.keys()].map(id => pair(email, id)));
        expect(found.toSorted()).toEqual([...expected].toSorted());
      }),
      { numRuns: 1000 },
    );
  });

  test("that is cut anywhere behind its header keeps every whole line, and warns of a torn one", () => {
    fc.assert(
      fc.property(histories, fc.double({ min: 0, max: 1, noNaN: true }), (events, share) => {
        const whole = textOf(events);
        const at = header.length + Math.floor(share * (whole.length - header.length));
        const text = whole.slice(0, at);
        const reading = read(text);
        const complete = text.endsWith("\n") ? text : text.slice(0, text.lastIndexOf("\n") + 1);
        const lines = complete.split("\n").length - 2;
        const isCutBeforeItsNewline = whole[at] === "\n";
        const kept = events.slice(0, lines + (isCutBeforeItsNewline ? 1 : 0));
        const isTorn = !text.endsWith("\n") && !isCutBeforeItsNewline;
        expect(reading.ok && reading.value.events).toEqual(kept);
        expect(reading.ok && reading.warnings.map(({ code }) => code)).toEqual(
          isTorn ? ["state-torn-line"] : [],
        );
        expect(reading.ok && reading.value.recorded).toEqual(fold(kept));
      }),
      { numRuns: 1000 },
    );
  });

  test("of any other text at all is refused or read, and never throws", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ unit: "binary", maxLength: 300 }).map(text => header + text),
      fc.tuple(histories, fc.nat(), fc.string({ maxLength: 5 })).map(([events, at, noise]) => {
        const text = textOf(events);
        return text.slice(0, at % text.length) + noise + text.slice(at % text.length);
      }),
    );
    fc.assert(
      fc.property(anything, text => {
        const reading = read(text);
        if (reading.ok) return;
        expect(reading.diagnostics).toHaveLength(1);
        expect(reading.diagnostics[0]?.place.line).toBeLessThanOrEqual(text.split("\n").length);
      }),
      { numRuns: 2000 },
    );
  });
});
