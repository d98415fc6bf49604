import { createHash } from "node:crypto";
import { type Desired, desiredOn as desiredOfDay } from "./core/config/desired.ts";
import type { Config } from "./core/config/model.ts";
import type { Plan } from "./core/plan/model.ts";
import { formatBasis, planChanges as planFrom } from "./core/plan/plan.ts";
import type { State } from "./core/state/state.ts";
import { type Day, readDay } from "./core/values/day.ts";
import { memoryFiles } from "./io/files/memory-files.ts";
import { loadConfig } from "./reconcile/inputs/load-config.ts";
import { stateIn } from "./reconcile/inputs/load-state.ts";
import type { LoadProblem } from "./reconcile/inputs/model.ts";
import { type PlainDiagnostic, plainDiagnostic } from "./render/diagnostics/json.ts";
import { writeMarkdown } from "./render/document/markdown.ts";
import { writeTerminal } from "./render/document/terminal.ts";
import { planDocument } from "./render/plan/document.ts";
import { displayNamesOf } from "./render/text/names.ts";
import { plainStyle } from "./render/text/style.ts";

export type { Desired, DesiredPerson } from "./core/config/desired.ts";
export type { Config, Entry, Member, Settings } from "./core/config/model.ts";
export type { Plan, PlannedPerson, Skipped } from "./core/plan/model.ts";
export { formatPlan, hasChanges } from "./core/plan/plan.ts";
export type { StateEvent } from "./core/state/events.ts";
export type { State } from "./core/state/state.ts";
export type { Email } from "./core/values/address.ts";
export type { Day } from "./core/values/day.ts";
export type { WorkspaceId } from "./core/values/workspace-id.ts";
export type { PlainDiagnostic as Diagnostic } from "./render/diagnostics/json.ts";

/** A valid configuration and its warnings, or the diagnostics of invalid files, with at least one error. */
export type MembersReading =
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly PlainDiagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly PlainDiagnostic[] };

/** A valid state and at most one warning, or the diagnostics of an invalid file. */
export type StateReading =
  | { readonly ok: true; readonly state: State; readonly warnings: readonly PlainDiagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly PlainDiagnostic[] };

/** The input of a plan. */
export interface PlanInput {
  readonly config: Config;
  readonly state: State;
  /** The day of the plan in UTC, as `YYYY-MM-DD`. Access that ended before this day is no longer requested. */
  readonly today: string;
}

/**
 * Reads members.yaml and the files that it includes. Pass all files by path, as text or bytes; nothing is read from disk. `main` is the
 * same as `--config` on the command line: the path of members.yaml, or a folder of files. Default: the file, if there is only one, or
 * members.yaml.
 *
 * @throws RangeError if `main` isn't one of the files or is a folder without YAML files, TypeError if a file is neither text nor bytes.
 */
export async function readMembers(
  files: Readonly<Record<string, string | Uint8Array>>,
  main: string = onlyOf(Object.keys(files)) ?? "members.yaml",
): Promise<MembersReading> {
  const given = new Map(Object.entries(files).map(([path, content]) => [path, bytesOf(path, content)]));
  const loaded = await loadConfig(memoryFiles(given), main);
  if (!loaded.ok) return { ok: false, diagnostics: diagnosticsOf(loaded.problem, main, given) };
  const { config, warnings } = loaded.value;
  return { ok: true, config, warnings: warnings.map(plainDiagnostic) };
}

/**
 * Reads a state file, which must be for `organization`. Pass undefined if there is no file, which means that nothing was ever sent.
 *
 * @throws TypeError if the content is neither text nor bytes.
 */
export async function readState(
  content: string | Uint8Array | undefined,
  organization: string,
  file = "members.state.jsonl",
): Promise<StateReading> {
  const bytes = content === undefined ? undefined : bytesOf(file, content);
  const loaded = await stateIn(bytes, file, organization);
  if (!loaded.ok) return { ok: false, diagnostics: loaded.problem.diagnostics.map(plainDiagnostic) };
  const { state, warnings } = loaded.value;
  return { ok: true, state, warnings: warnings.map(plainDiagnostic) };
}

/**
 * Returns the access that each person in a configuration should have on a day in UTC, `YYYY-MM-DD`.
 *
 * @throws RangeError if the date is invalid.
 */
export function desiredOn(config: Config, today: string): Desired {
  return desiredOfDay(dayNamed(today), config);
}

/**
 * Returns what an apply would do on a day, as `rollcall plan` shows it without checking Tally. The plan is plain data, and the same input
 * always gives the same plan. Nothing is sent.
 *
 * @throws RangeError if the date is invalid, or if the state is for another organization.
 */
export function planChanges({ config, state, today }: PlanInput): Plan {
  const recordedFor = state.header?.organization ?? config.organization;
  if (recordedFor !== config.organization)
    throw new RangeError(`the state is for organization ${recordedFor}, not ${config.organization}`);
  const desired = desiredOn(config, today);
  const basis = {
    config: digestOf(formatBasis(config, desired)),
    state: digestOf([state.text.replaceAll("\r\n", "\n")]),
  };
  return planFrom({ desired, recorded: state.recorded, settings: config.settings, basis });
}

/** Formats a plan as `rollcall plan` prints it, without colors. `width` is the number of columns. */
export function renderPlanText(plan: Plan, config: Config, width = 80): string {
  return writeTerminal(planDocument(plan, displayNamesOf(config)), { style: plainStyle, width });
}

/** Formats a plan as GitHub Markdown. Values from the files are shown as text: mentions, links, and markup in them have no effect. */
export function renderPlanMarkdown(plan: Plan, config: Config): string {
  return writeMarkdown(planDocument(plan, displayNamesOf(config)));
}

function onlyOf(paths: readonly string[]): string | undefined {
  return paths.length === 1 ? paths[0] : undefined;
}

function bytesOf(path: string, content: unknown): Uint8Array {
  if (typeof content === "string") return new TextEncoder().encode(content);
  if (content instanceof Uint8Array) return content;
  throw new TypeError(`${path} is neither text nor bytes`);
}

function diagnosticsOf(
  problem: LoadProblem,
  main: string,
  given: ReadonlyMap<string, unknown>,
): readonly PlainDiagnostic[] {
  if (problem.reason === "invalid-files") return problem.diagnostics.map(plainDiagnostic);
  const why =
    problem.reason === "empty-folder"
      ? "is a folder without a .yaml or .yml file"
      : `is not among the given files: ${[...given.keys()].join(", ") || "there are none"}`;
  throw new RangeError(`${main} ${why}`);
}

/** Returns the same as `digestOf` in io/digest.ts, which loads node:crypto only when it is needed. */
function digestOf(parts: Iterable<string>): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return `sha256:${hash.digest("hex")}`;
}

function dayNamed(text: string): Day {
  const day = readDay(text);
  if (day === undefined)
    throw new RangeError(`invalid date "${text}": expected YYYY-MM-DD, such as 2027-01-31`);
  return day;
}
