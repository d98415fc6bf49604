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
/** A configuration, with warnings at most, or everything that is wrong with its files, of which one thing at least is an error. */
export type MembersReading = {
    readonly ok: true;
    readonly config: Config;
    readonly warnings: readonly PlainDiagnostic[];
} | {
    readonly ok: false;
    readonly diagnostics: readonly PlainDiagnostic[];
};
/** A state, with a warning at most, or what is wrong with its file. */
export type StateReading = {
    readonly ok: true;
    readonly state: State;
    readonly warnings: readonly PlainDiagnostic[];
} | {
    readonly ok: false;
    readonly diagnostics: readonly PlainDiagnostic[];
};
/** What a plan is made from. */
export interface PlanInput {
    readonly config: Config;
    readonly state: State;
    /** The day in UTC for which it is made, `YYYY-MM-DD`: access that has ended before it is not desired. */
    readonly today: string;
}
/**
 * Reads members.yaml and the files that it includes, all given by their paths, as text or as bytes; nothing is read from a disk.
 * `main` is what `--config` is on the command line: the path of members.yaml, or a folder of files. Where only one file is given,
 * it is that one.
 *
 * @throws RangeError if `main` is not among the files or is a folder without YAML, TypeError if a file is neither text nor bytes.
 */
export declare function readMembers(files: Readonly<Record<string, string | Uint8Array>>, main?: string): Promise<MembersReading>;
/**
 * Reads a state file, which must be about `organization`. Give undefined where there is no file: then nothing was ever sent.
 *
 * @throws TypeError if it is neither text nor bytes.
 */
export declare function readState(content: string | Uint8Array | undefined, organization: string, file?: string): Promise<StateReading>;
/**
 * What each person of a configuration should have on a day in UTC, `YYYY-MM-DD`.
 *
 * @throws RangeError if the calendar has no such day.
 */
export declare function desiredOn(config: Config, today: string): Desired;
/**
 * What an apply would do on that day, as `rollcall plan` shows it without looking at Tally: inert data, the same for the same
 * input. Nothing is sent.
 *
 * @throws RangeError if the calendar has no such day, or the state is of another organization.
 */
export declare function planChanges({ config, state, today }: PlanInput): Plan;
/** A plan as `rollcall plan` prints it, without colours, for lines of so many columns. */
export declare function renderPlanText(plan: Plan, config: Config, width?: number): string;
/** A plan as GitHub's Markdown. Whatever the files contain is shown as text: no mention, link or markup of it takes effect. */
export declare function renderPlanMarkdown(plan: Plan, config: Config): string;
