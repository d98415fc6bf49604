import type { ActionCall, Outcome } from "../tally/call.js";
import type { WorkspaceId } from "../values/workspace-id.js";
/** The version of the format that this program writes, and the newest that it reads. */
export declare const stateVersion = 1;
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
export type StateEvent = ({
    readonly event: "intent";
    readonly at: string;
    readonly call: string;
} & ActionCall & Provenance) | {
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
 | (GrantsEvent & {
    readonly event: "adopted";
})
/** These grants were sent, and Tally shows them no longer. */
 | (GrantsEvent & {
    readonly event: "lapsed";
}) | ({
    readonly event: "forgotten";
    readonly at: string;
    readonly email: string;
    readonly workspaceIds?: readonly WorkspaceId[] | undefined;
} & Provenance) | CarriedEvent | {
    readonly event: "carried-tries";
    readonly at: string;
    readonly emails: readonly string[];
    readonly tries: number;
} | {
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
/** One event as the line that is appended. The order of keys is fixed. */
export declare function formatEvent(event: StateEvent): string;
/** The first line of a new file. */
export declare function formatHeader(organization: string, lineage: string): string;
export {};
