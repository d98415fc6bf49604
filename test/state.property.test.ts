import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatEvent, formatHeader, type StateEvent } from "../src/core/state/events.ts";
import { readState } from "../src/core/state/read-state.ts";
import { eventSequences, pairsOf } from "./support/arbitraries.ts";
import { fold, histories, pair } from "./support/organizations.ts";

const header = formatHeader("kwob3J", "0b9a4a0e-54f7-4d2c-9a53-6f3d2a1f8c11");
const textOf = (events: readonly StateEvent[]) => header + events.map(event => formatEvent(event)).join("");
const read = (text: string) => readState("members.state.jsonl", text, "kwob3J");
const anyEvents = fc.oneof(eventSequences, histories);

/** JSON values, most of which are invalid in an event. */
const oddJson = fc.oneof(
  fc.jsonValue().map(value => JSON.stringify(value)),
  fc.constantFrom(
    '{"__proto__":{"event":"intent"}}',
    '{"toString":1}',
    '["intent"]',
    "1e999",
    '"\\ud800"',
    "[[[[[[]]]]]]",
  ),
);
const at = "2026-11-23T10:00:00.000Z";
const goodLines = [
  header,
  formatEvent({ event: "forgotten", at, email: "ada@example.com" }),
  formatEvent({ event: "outcome", at, call: "a", result: "done" }),
];
const oddKeys = ["event", "at", "call", "result", "email", "workspaceIds", "format", "version", "__proto__"];
/** Lines with one value replaced or added. */
const oddLine = fc
  .tuple(fc.constantFrom(...goodLines), fc.constantFrom(...oddKeys), oddJson)
  .map(([line, key, value]) => {
    const entries = Object.entries(JSON.parse(line) as object).filter(([one]) => one !== key);
    const kept = entries.map(([one, inner]) => `${JSON.stringify(one)}:${JSON.stringify(inner)}`);
    return `{${[...kept, `${JSON.stringify(key)}:${value}`].join(",")}}\n`;
  });
const mutated = fc
  .tuple(
    anyEvents,
    fc.nat(),
    fc.nat({ max: 3 }),
    fc.oneof(fc.string({ unit: "binary", maxLength: 5 }), oddLine),
  )
  .map(([events, position, dropped, noise]) => {
    const text = textOf(events);
    const offset = position % (text.length + 1);
    return text.slice(0, offset) + noise + text.slice(offset + dropped);
  });
/** Texts as `loadState` decodes them from the bytes of a state file. */
const anyText = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map(bytes => new TextDecoder("utf-8").decode(bytes)),
  fc.uint8Array({ maxLength: 300 }).map(bytes => header + new TextDecoder("utf-8").decode(bytes)),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.array(oddLine, { maxLength: 4 }).map(lines => lines.join("")),
  fc.array(oddLine, { maxLength: 4 }).map(lines => header + lines.join("")),
  mutated,
);

/** Checks that a text is read, or rejected with one error at a location inside it. */
function expectReadOrRejected(text: string): void {
  const reading = read(text);
  const diagnostics = reading.ok ? reading.warnings : reading.problem;
  if (!reading.ok) expect(diagnostics).toHaveLength(1);
  const lines = text.split("\n");
  for (const { location } of diagnostics) {
    const line = lines[location.line - 1];
    expect([location.file, typeof line]).toEqual(["members.state.jsonl", "string"]);
    expect(location.column).toBe(1);
    expect(location.endColumn).toBeGreaterThan(1);
    expect(location.endColumn).toBeLessThanOrEqual(Math.max(line?.length ?? 0, 1) + 1);
  }
}

/** Checks the result of reading only the first `end` characters of a file. */
function expectCompleteLines(events: readonly StateEvent[], end: number): void {
  const whole = textOf(events);
  const text = whole.slice(0, end);
  // A line that lacks only its newline is complete.
  const isLineWhole = text.endsWith("\n") || whole[end] === "\n";
  const lines = text.split("\n").length - 1;
  const kept = events.slice(0, isLineWhole && !text.endsWith("\n") ? lines : lines - 1);
  const reading = read(text);
  if (!reading.ok) throw new Error(`rejected: ${reading.problem[0]?.code}`);
  expect(reading.value.events).toEqual(kept);
  expect(reading.value.recorded).toEqual(fold(kept));
  expect(reading.value.torn).toBe(!isLineWhole);
  const torn = text.slice(text.lastIndexOf("\n") + 1);
  const location = { file: "members.state.jsonl", line: lines + 1, column: 1, endColumn: torn.length + 1 };
  expect(reading.warnings).toEqual(
    isLineWhole ? [] : [{ code: "state-torn-line", details: { characters: torn.length }, location }],
  );
  expect(reading.value.text).toBe(isLineWhole ? text : text.slice(0, text.length - torn.length));
}

describe("a state file", () => {
  test("reads back the events that were written, and what they record", () => {
    fc.assert(
      fc.property(anyEvents, events => {
        const reading = read(textOf(events));
        expect(reading).toMatchObject({ ok: true, warnings: [], value: { torn: false } });
        expect(reading.ok && reading.value.events).toEqual(events);
        expect(reading.ok && reading.value.recorded).toEqual(fold(events));
        expect(reading.ok && reading.value.text).toBe(textOf(events));
      }),
      { numRuns: 500 },
    );
  });

  test("reads the same events with CRLF, blank lines, or no newline at the end", () => {
    fc.assert(
      fc.property(anyEvents, events => {
        const text = textOf(events);
        for (const one of [text.replaceAll("\n", "\r\n"), text.replaceAll("\n", "\n\n"), text.trimEnd()]) {
          const reading = read(one);
          expect(reading).toMatchObject({ ok: true, warnings: [], value: { torn: false } });
          expect(reading.ok && reading.value.events).toEqual(events);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("records each grant whose call succeeded, unless it was forgotten since", () => {
    fc.assert(
      fc.property(anyEvents, events => {
        const { people } = fold(events);
        const found = [...people.values()].flatMap(({ email, grants }) =>
          [...grants.keys()].map(id => pair(email, id)),
        );
        expect(found.toSorted()).toEqual([...pairsOf(events).recorded.keys()].toSorted());
      }),
      { numRuns: 1000 },
    );
  });

  test("records no person without a grant", () => {
    fc.assert(
      fc.property(anyEvents, events => {
        const { people } = fold(events);
        const empty = [...people.values()].filter(({ grants }) => grants.size === 0);
        expect(empty.map(({ email }) => email)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test("has an unconfirmed call for each person with a grant of unknown result", () => {
    fc.assert(
      fc.property(anyEvents, events => {
        const { unconfirmed } = fold(events);
        const waiting = unconfirmed.flatMap(call => call.emails.map(email => email.toLowerCase()));
        const expected = [...pairsOf(events).unconfirmed].map(one => one.split(" ")[0] ?? "");
        expect([...new Set(waiting)].toSorted()).toEqual([...new Set(expected)].toSorted());
      }),
      { numRuns: 1000 },
    );
  });

  test("keeps every complete line of a truncated file, and warns about the torn one", () => {
    fc.assert(
      fc.property(anyEvents, fc.double({ min: 0, max: 1, noNaN: true }), (events, share) => {
        const rest = textOf(events).length - header.length;
        expectCompleteLines(events, header.length + Math.floor(share * rest));
      }),
      { numRuns: 1000 },
    );
  });

  test("loses no complete line wherever a short file is truncated", () => {
    fc.assert(
      fc.property(anyEvents, events => {
        const few = events.slice(0, 3);
        for (let end = header.length; end <= textOf(few).length; end += 1) expectCompleteLines(few, end);
      }),
      { numRuns: 5 },
    );
  });

  test("reads or rejects any bytes without throwing, with locations inside the file", () => {
    fc.assert(fc.property(anyText, expectReadOrRejected), { numRuns: 2000 });
  });

  test("rejects an event type that is an object or a deeply nested array", () => {
    const kinds = [
      '{"toString":1}',
      '{"toString":null,"valueOf":null}',
      `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
    ];
    for (const kind of kinds) {
      const reading = read(`${header}{"event":${kind}}\n`);
      expect(reading.ok ? [] : reading.problem.map(one => one.details)).toEqual([
        { problem: "unknown-event" },
      ]);
    }
  });

  test("reports a location at least one column wide for a blank first line", () => {
    expectReadOrRejected(`\n${header}`);
  });
});
