import type { Desired } from "../config/desired.js";
import type { Config, Settings } from "../config/model.js";
import type { Recorded } from "../state/recorded.js";
import type { Observed } from "../tally/observed.js";
import type { Basis, Plan, PlannedGrants } from "./model.js";
import type { ConfigChanges } from "./policy-change.js";
/** The input of `planChanges`. */
export interface PlanInput {
    readonly desired: Desired;
    readonly recorded: Recorded;
    readonly settings: Settings;
    readonly basis: Basis;
    /** The live data, if Tally was checked. */
    readonly observed?: Observed | undefined;
    /** Grants that earlier checks of the run showed. */
    readonly shown?: readonly PlannedGrants[] | undefined;
}
/** Compares the desired access with the recorded access and, if Tally was checked, with the live data. */
export declare function planChanges({ desired, settings, basis, observed, ...input }: PlanInput): Plan;
/**
 * Formats a plan as the JSON that is saved and compared. Identical plans give identical bytes. `changes`: the
 * differences from a base configuration, which are added for reviewers.
 */
export declare function formatPlan(plan: Plan, changes?: ConfigChanges): string;
/** Yields the lines that the digest of a configuration is computed from: all that affects a plan on a day, sorted. */
export declare function formatBasis(config: Config, desired: Desired): Iterable<string>;
/** Whether applying a plan changes anything in Tally. */
export declare function hasCalls(plan: Plan): boolean;
/** Whether an apply would send or record anything, or someone has to resolve a call. */
export declare function hasChanges(plan: Plan): boolean;
