import validateLine from "virtual:validate-state";
import type { StateLineProblem } from "../diagnostics/details.ts";
import type { Diagnostic, ReadResult } from "../diagnostics/diagnostic.ts";
import type { Location } from "../diagnostics/location.ts";
import { parseJson } from "../values/untyped.ts";
import { type ReplacedEvent, type StateEvent, type StateHeader, stateVersion } from "./events.ts";
import { FoldError, RecordedFold } from "./fold-events.ts";
import type { State } from "./state.ts";

/**
 * Reads a state file, which must be that of `organization`, if given. Drops a torn last line, which a process leaves if
 * it dies while writing, and adds a warning. Any other unreadable line is an error.
 */
export function readState(file: string, text: string, organization: string | undefined): ReadResult<State> {
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  const diagnostics: Diagnostic[] = [];
  const location = (line: number, length: number): Location => ({
    file,
    line,
    column: 1,
    endColumn: Math.max(length, 1) + 1,
  });
  const failure = (one: Diagnostic) => ({ ok: false, problem: [one] }) as const;

  let kept = text;
  const torn = last.trim() !== "" && lines.length > 0 && parseJson(last) === undefined;
  if (torn) {
    kept = text.slice(0, text.length - last.length);
    const details = { characters: last.length };
    diagnostics.push({ code: "state-torn-line", details, location: location(lines.length + 1, last.length) });
  } else if (last !== "") lines.push(last);

  const first = lines[0];
  if (first === undefined || text.trim() === "")
    return failure({ code: "state-empty", details: {}, location: location(1, 1) });
  const header = readHeader(file, first, organization);
  if (!header.ok) return header;

  const events: StateEvent[] = [];
  const fold = new RecordedFold();
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === "") continue;
    const event = readEvent(line);
    if (typeof event !== "string" && event.event === "replaced") continue;
    const problem = typeof event === "string" ? event : foldProblem(fold, event);
    if (problem) {
      const details = { problem };
      return failure({ code: "state-line", details, location: location(index + 1, line.length) });
    }
    events.push(event as StateEvent);
  }
  const value = { header: header.value, events, recorded: fold.result(), text: kept, torn };
  return { ok: true, value, warnings: diagnostics };
}

function readHeader(file: string, line: string, organization: string | undefined): ReadResult<StateHeader> {
  const location: Location = { file, line: 1, column: 1, endColumn: Math.max(line.length, 1) + 1 };
  const failure = (one: Diagnostic) => ({ ok: false, problem: [one] }) as const;
  const value = parseJson(line) as Partial<StateHeader> | undefined;
  if (value?.format !== "rollcall-state") return failure({ code: "state-header", details: {}, location });
  const { version } = value;
  if (typeof version === "number" && version > stateVersion) {
    return failure({ code: "state-too-new", details: { version, supported: stateVersion }, location });
  }
  if (!validateLine(value)) return failure({ code: "state-header", details: {}, location });
  const header = value as StateHeader;
  if (organization !== undefined && header.organization !== organization) {
    const details = { recorded: header.organization, configured: organization };
    return failure({ code: "state-organization", details, location });
  }
  return { ok: true, value: header, warnings: [] };
}

const kinds: ReadonlySet<string> = new Set<(StateEvent | ReplacedEvent)["event"]>([
  "intent",
  "outcome",
  "adopted",
  "lapsed",
  "forgotten",
  "snapshot",
  "replaced",
]);

function readEvent(line: string): StateEvent | ReplacedEvent | StateLineProblem {
  if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(line)) return "merge-conflict";
  const value = parseJson(line) as { event?: unknown; format?: unknown } | undefined;
  if (value === undefined) return "not-json";
  if (value.format !== undefined) return "second-header";
  if (typeof value.event !== "string" || !kinds.has(value.event)) return "unknown-event";
  return validateLine(value) ? (value as StateEvent | ReplacedEvent) : "wrong-shape";
}

function foldProblem(fold: RecordedFold, event: StateEvent): StateLineProblem | undefined {
  try {
    fold.add(event);
    return undefined;
  } catch (error) {
    if (error instanceof FoldError) return error.problem;
    throw error;
  }
}
