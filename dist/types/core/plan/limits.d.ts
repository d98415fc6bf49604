import type { Desired } from "../config/desired.js";
import type { WorkspaceId } from "../config/read-config.js";
import type { Settings } from "../config/settings.js";
import type { Observed } from "../tally/observed.js";
import type { PlannedPerson, PlannedRemoval } from "./plan.js";
/** A guard that an apply of a plan runs into. */
export type GuardRefusal = {
    readonly guard: "maxInvites";
    readonly count: number;
    readonly limit: number;
}
/** `of` is the number of members and pending together, and `setting` as it is written. */
 | {
    readonly guard: "maxRemovals";
    readonly count: number;
    readonly limit: number;
    readonly of: number;
    readonly setting: number | string;
} | {
    readonly guard: "emptyMembers";
    readonly count: number;
}
/** Tally shows no workspace with these ids. */
 | {
    readonly guard: "unknownWorkspaces";
    readonly workspaceIds: readonly WorkspaceId[];
};
/** The guards that an apply runs into, with their numbers. */
export declare function guardsFor(people: readonly PlannedPerson[], removals: readonly PlannedRemoval[], { desired, settings, observed, }: {
    readonly desired: Desired;
    readonly settings: Settings;
    readonly observed: Observed | undefined;
}): readonly GuardRefusal[];
/** How many people `settings.maxRemovals` lets one apply remove from an organization of so many. */
export declare function mostRemovals(setting: number | string, people: number): number;
