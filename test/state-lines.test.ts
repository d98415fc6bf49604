import { describe, expect, test } from "vitest";
import { readState } from "../src/core/state/read-state.ts";
import { noState } from "../src/core/state/state.ts";

const header = JSON.stringify({
  format: "rollcall-state",
  version: 1,
  organization: "kwob3J",
  lineage: "one",
});
const intent = JSON.stringify({
  event: "intent",
  at: "2026-11-24T12:00:00.000Z",
  call: "c1",
  action: "invite",
  emails: ["ada@example.com"],
  workspaceIds: ["wLDNPp"],
});
const snapshot = JSON.stringify({
  event: "snapshot",
  at: "2026-11-24T12:00:00.000Z",
  emails: ["ada@example.com"],
  grants: [],
  attempts: { count: 2, last: "2026-11-23T12:00:00.000Z" },
});
const read = (text: string) => readState("s.jsonl", text, "kwob3J");

describe("a state file", () => {
  test("describes a missing file as a state without events", () => {
    expect(noState).toMatchObject({ header: undefined, events: [], text: "", torn: false });
  });

  test.each(["", "\n", "\n\n\n", "   ", "  \n \n"])("rejects a file with only whitespace: %j", text => {
    const location = { file: "s.jsonl", line: 1, column: 1, endColumn: 2 };
    expect(read(text)).toEqual({ ok: false, problem: [{ code: "state-empty", details: {}, location }] });
  });

  test.each([
    '{"format":"rollcall-state"}',
    '{"format":"rollcall-state","version":1,"organization":"kwob3J"}',
    '{"format":"rollcall-state","version":"1","organization":"kwob3J","lineage":"one"}',
    "null",
    "7",
    "{",
  ])("rejects a first line that isn't a valid header: %s", line => {
    expect(read(`${line}\n`)).toMatchObject({ ok: false, problem: [{ code: "state-header" }] });
  });

  test.each([
    ["<<<<<<< ours", "merge-conflict"],
    ["=======", "merge-conflict"],
    [">>>>>>> theirs", "merge-conflict"],
    ["||||||| base", "merge-conflict"],
    ["<", "not-json"],
    ["=", "not-json"],
    [">", "not-json"],
    ["|", "not-json"],
    ["a =======", "not-json"],
    ["5", "not-json"],
    ["null", "not-json"],
    ['"intent"', "not-json"],
    ["{}", "unknown-event"],
    ['{"event":"toString"}', "unknown-event"],
    ['{"event":7}', "unknown-event"],
    ['{"event":"intent"}', "wrong-shape"],
    ...["2026-13-24T12:00:00Z", "2026-11-32T12:00:00Z", "2026-11-24T24:00:00Z", "2026-11-24T23:59:60Z"].map(
      (at): [string, string] => [intent.replace("2026-11-24T12:00:00.000Z", at), "wrong-shape"],
    ),
    [header, "second-header"],
    [intent.replace("c1", "c0"), "call-repeated"],
  ])("rejects the line %s with the problem %s", (line, problem) => {
    const text = `${[header, intent.replace("c1", "c0"), line, intent].join("\n")}\n`;
    const location = { file: "s.jsonl", line: 3, column: 1, endColumn: line.length + 1 };
    expect(read(text)).toEqual({
      ok: false,
      problem: [{ code: "state-line", details: { problem }, location }],
    });
  });

  test("ignores blank lines, and whitespace after the last line", () => {
    const text = `${header}\n\n  \n${intent}\n \t\n${snapshot}\n  `;
    const events = [intent, snapshot].map(line => JSON.parse(line) as unknown);
    expect(read(text)).toMatchObject({ ok: true, value: { events, text, torn: false }, warnings: [] });
  });

  test("drops only a torn last line, and reports its length", () => {
    const text = `${header}\n${intent}\n${snapshot.slice(0, 20)}`;
    expect(read(text)).toMatchObject({
      ok: true,
      value: { torn: true, text: `${header}\n${intent}\n` },
      warnings: [
        { code: "state-torn-line", details: { characters: 20 }, location: { line: 3, endColumn: 21 } },
      ],
    });
  });
});
