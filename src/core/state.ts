import validateLine from "virtual:validate-state";
import type { WorkspaceId } from "./config.ts";
import type { Diagnostic, Place, Reading, StateLineProblem } from "./diagnostic.ts";
import type { ActionCall, Outcome } from "./outcome.ts";
import { FoldError, type Recorded, RecordedFold } from "./recorded.ts";

/** The version of the format that this program writes, and the newest that it reads. */
const stateVersion = 1;

/** The first line of a state file. */
export interface StateHeader {
  readonly format: "rollcall-state";
  readonly version: number;
  readonly organization: string;
  readonly lineage: string;
}

/** The commit, the pull request and the workflow run behind an event, where known. */
export interface Provenance {
  readonly commit?: string | undefined;
  readonly pullRequest?: number | undefined;
  readonly run?: string | undefined;
}

/** One line behind the header. Times are ISO 8601 in UTC. */
export type StateEvent =
  | ({ readonly event: "intent"; readonly at: string; readonly call: string } & ActionCall & Provenance)
  | {
      readonly event: "outcome";
      readonly at: string;
      readonly call: string;
      readonly result: Outcome["result"];
      /** The people for whom it was done, where not for all of the call. */
      readonly emails?: readonly string[] | undefined;
      readonly status?: number | undefined;
      readonly problem?: string | undefined;
      /** Who found out what became of an unconfirmed call: a person, or a look at Tally. */
      readonly settled?: "person" | "look" | undefined;
      /** Of a refused call with one address: what it is about. */
      readonly fault?: "address" | "standing" | undefined;
    }
  /** Tally had these grants already. */
  | (GrantsEvent & { readonly event: "adopted" })
  /** These grants were sent, and Tally shows them no longer. */
  | (GrantsEvent & { readonly event: "lapsed" })
  | ({
      readonly event: "forgotten";
      readonly at: string;
      readonly email: string;
      readonly workspaceIds?: readonly WorkspaceId[] | undefined;
    } & Provenance)
  | CarriedEvent
  | {
      readonly event: "carried-tries";
      readonly at: string;
      readonly emails: readonly string[];
      readonly tries: number;
    }
  | {
      readonly event: "carried-refused";
      readonly at: string;
      /** The spelling that was refused. */
      readonly email: string;
      readonly workspaceIds: readonly WorkspaceId[];
    };

/** Grants of one person. */
type GrantsEvent = {
  readonly at: string;
  readonly email: string;
  readonly workspaceIds: readonly WorkspaceId[];
} & Provenance;

/** Grants that were recorded before the file was compacted; `at` is when they were last sent. */
type CarriedEvent = {
  readonly event: "carried";
  readonly at: string;
  readonly since: string;
  readonly emails: readonly string[];
  readonly workspaceIds: readonly WorkspaceId[];
  readonly adopted?: true | undefined;
  readonly lapsed?: string | undefined;
} & Provenance;

/** A state file as it was read. */
export interface State {
  /** Nothing while no file has been written. */
  readonly header: StateHeader | undefined;
  readonly events: readonly StateEvent[];
  readonly recorded: Recorded;
  /** The text without a torn last line. */
  readonly text: string;
  /** Whether a torn last line was left out. */
  readonly torn: boolean;
}

/** What a missing file says: nothing was ever sent. */
export const noState: State = {
  header: undefined,
  events: [],
  recorded: new RecordedFold().result(),
  text: "",
  torn: false,
};

/**
 * Reads a state file that must be about `organization`. A torn last line, which a process that died while writing leaves
 * behind, is dropped with a warning; any other line that cannot be understood refuses the file.
 */
export function readState(file: string, text: string, organization: string | undefined): Reading<State> {
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  const diagnostics: Diagnostic[] = [];
  const place = (line: number, length: number): Place => ({
    file,
    line,
    column: 1,
    endColumn: Math.max(length, 1) + 1,
  });
  const refuse = (one: Diagnostic) => ({ ok: false, diagnostics: [one] }) as const;

  let kept = text;
  const torn = last.trim() !== "" && lines.length > 0 && parseJson(last) === undefined;
  if (torn) {
    kept = text.slice(0, text.length - last.length);
    const details = { characters: last.length };
    diagnostics.push({ code: "state-torn-line", details, place: place(lines.length + 1, last.length) });
  } else if (last !== "") lines.push(last);

  const first = lines[0];
  if (first === undefined || text.trim() === "")
    return refuse({ code: "state-empty", details: {}, place: place(1, 1) });
  const header = readHeader(file, first, organization);
  if (!header.ok) return header;

  const events: StateEvent[] = [];
  const fold = new RecordedFold();
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === "") continue;
    const event = readEvent(line);
    const problem = typeof event === "string" ? event : foldProblem(fold, event);
    if (problem) {
      const details = { problem };
      return refuse({ code: "state-line", details, place: place(index + 1, line.length) });
    }
    events.push(event as StateEvent);
  }
  const value = { header: header.value, events, recorded: fold.result(), text: kept, torn };
  return { ok: true, value, warnings: diagnostics };
}

/** One event as the line that is appended. The order of keys is fixed. */
export function formatEvent(event: StateEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/** The first line of a new file. */
export function formatHeader(organization: string, lineage: string): string {
  const header: StateHeader = { format: "rollcall-state", version: stateVersion, organization, lineage };
  return `${JSON.stringify(header)}\n`;
}

function readHeader(file: string, line: string, organization: string | undefined): Reading<StateHeader> {
  const place: Place = { file, line: 1, column: 1, endColumn: Math.max(line.length, 1) + 1 };
  const refuse = (one: Diagnostic) => ({ ok: false, diagnostics: [one] }) as const;
  const value = parseJson(line) as Partial<StateHeader> | undefined;
  if (value?.format !== "rollcall-state") return refuse({ code: "state-header", details: {}, place });
  const { version } = value;
  if (typeof version === "number" && version > stateVersion) {
    return refuse({ code: "state-too-new", details: { version, supported: stateVersion }, place });
  }
  if (!validateLine(value)) return refuse({ code: "state-header", details: {}, place });
  const header = value as StateHeader;
  if (organization !== undefined && header.organization !== organization) {
    const details = { recorded: header.organization, configured: organization };
    return refuse({ code: "state-organization", details, place });
  }
  return { ok: true, value: header, warnings: [] };
}

const kinds: ReadonlySet<string> = new Set<StateEvent["event"]>([
  "intent",
  "outcome",
  "adopted",
  "lapsed",
  "forgotten",
  "carried",
  "carried-tries",
  "carried-refused",
]);

function readEvent(line: string): StateEvent | StateLineProblem {
  if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(line)) return "merge-conflict";
  const value = parseJson(line) as { event?: unknown; format?: unknown } | undefined;
  if (value === undefined) return "not-json";
  if (value.format !== undefined) return "second-header";
  if (typeof value.event !== "string" || !kinds.has(value.event)) return "unknown-event";
  return validateLine(value) ? (value as StateEvent) : "wrong-shape";
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

/** The object that a text holds, or nothing. */
function parseJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
