import type { Desired } from "../config/desired.js";
import type { Config, Settings } from "../config/model.js";
import type { Recorded } from "../state/recorded.js";
import type { Observed } from "../tally/observed.js";
import type { Basis, Plan } from "./model.js";
import type { ConfigChanges } from "./policy-change.js";
/** What a plan is made from. */
export interface PlanInput {
    readonly desired: Desired;
    readonly recorded: Recorded;
    readonly settings: Settings;
    readonly basis: Basis;
    /** What Tally showed, where it was looked at. */
    readonly observed?: Observed | undefined;
}
/** Compares what is desired with what is recorded and, where Tally was looked at, with what is observed. */
export declare function planChanges({ desired, recorded: before, settings, basis, observed }: PlanInput): Plan;
/** A plan as the JSON that is stored and compared, with what differs from a base if there is one. Same plan, same bytes. */
export declare function formatPlan(plan: Plan, changes?: ConfigChanges): string;
/** What the basis of a plan is computed from, line by line: all of a configuration that bears on a plan of that day, sorted. */
export declare function formatBasis(config: Config, desired: Desired): Iterable<string>;
/** Whether a plan asks anything of Tally. */
export declare function hasCalls(plan: Plan): boolean;
/** Whether there is anything that an apply would send or record, or that somebody has to resolve. */
export declare function hasChanges(plan: Plan): boolean;
