import { type Desired } from "./core/config/desired.js";
import type { Config } from "./core/config/model.js";
import type { Plan } from "./core/plan/model.js";
import type { State } from "./core/state/state.js";
import { type PlainDiagnostic } from "./render/diagnostics/json.js";
export type { Desired, DesiredPerson } from "./core/config/desired.js";
export type { Config, Entry, Member, Settings } from "./core/config/model.js";
export type { Plan, PlannedPerson, Skipped } from "./core/plan/model.js";
export { formatPlan, hasChanges } from "./core/plan/plan.js";
export type { StateEvent } from "./core/state/events.js";
export type { State } from "./core/state/state.js";
export type { Email } from "./core/values/address.js";
export type { Day } from "./core/values/day.js";
export type { WorkspaceId } from "./core/values/workspace-id.js";
export type { PlainDiagnostic as Diagnostic } from "./render/diagnostics/json.js";
/** A valid configuration and its warnings, or the diagnostics of invalid files, with at least one error. */
export type MembersReading = {
    readonly ok: true;
    readonly config: Config;
    readonly warnings: readonly PlainDiagnostic[];
} | {
    readonly ok: false;
    readonly diagnostics: readonly PlainDiagnostic[];
};
/** A valid state and at most one warning, or the diagnostics of an invalid file. */
export type StateReading = {
    readonly ok: true;
    readonly state: State;
    readonly warnings: readonly PlainDiagnostic[];
} | {
    readonly ok: false;
    readonly diagnostics: readonly PlainDiagnostic[];
};
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
export declare function readMembers(files: Readonly<Record<string, string | Uint8Array>>, main?: string): Promise<MembersReading>;
/**
 * Reads a state file, which must be for `organization`. Pass undefined if there is no file, which means that nothing was ever sent.
 *
 * @throws TypeError if the content is neither text nor bytes.
 */
export declare function readState(content: string | Uint8Array | undefined, organization: string, file?: string): Promise<StateReading>;
/**
 * Returns the access that each person in a configuration should have on a day in UTC, `YYYY-MM-DD`.
 *
 * @throws RangeError if the date is invalid.
 */
export declare function desiredOn(config: Config, today: string): Desired;
/**
 * Returns what an apply would do on a day, as `rollcall plan` shows it without checking Tally. The plan is plain data, and the same input
 * always gives the same plan. Nothing is sent.
 *
 * @throws RangeError if the date is invalid, or if the state is for another organization.
 */
export declare function planChanges({ config, state, today }: PlanInput): Plan;
/** Formats a plan as `rollcall plan` prints it, without colors. `width` is the number of columns. */
export declare function renderPlanText(plan: Plan, config: Config, width?: number): string;
/** Formats a plan as GitHub Markdown. Values from the files are shown as text: mentions, links, and markup in them have no effect. */
export declare function renderPlanMarkdown(plan: Plan, config: Config): string;
