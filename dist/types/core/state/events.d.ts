import type { ActionCall, Outcome } from "../tally/call.js";
import type { WorkspaceId } from "../values/workspace-id.js";
import type { Provenance } from "./provenance.js";
import type { FailedAttempts, RecordedGrant, RejectedAddress } from "./recorded.js";
/** The version of the format that this program writes, and the newest that it reads. */
export declare const stateVersion = 1;
/** The first line of a state file. */
export interface StateHeader {
    readonly format: "rollcall-state";
    readonly version: number;
    readonly organization: string;
    readonly lineage: string;
}
/** One line after the header. Times are ISO 8601 in UTC. */
export type StateEvent = ({
    readonly event: "intent";
    readonly at: string;
    readonly call: string;
} & ActionCall & Provenance) | {
    readonly event: "outcome";
    readonly at: string;
    readonly call: string;
    readonly result: Outcome["result"];
    /** The people that the call took effect on. If absent and `result` is done: everyone in the call. */
    readonly emails?: readonly string[] | undefined;
    readonly status?: number | undefined;
    readonly problem?: string | undefined;
    /** How the result of an unconfirmed call was determined later: by a person, or by checking Tally. */
    readonly resolvedBy?: "person" | "live-data" | undefined;
    /** The cause of a rejection, if the call has one email address and the cause is known. */
    readonly fault?: "email" | "already-present" | undefined;
}
/** Tally had these grants already. */
 | (GrantsEvent & {
    readonly event: "adopted";
})
/** Tally no longer shows these grants, which were sent. */
 | (GrantsEvent & {
    readonly event: "lapsed";
}) | ({
    readonly event: "forgotten";
    readonly at: string;
    readonly email: string;
    readonly workspaceIds?: readonly WorkspaceId[] | undefined;
} & Provenance) | SnapshotEvent;
/** The events of one kind. */
export type EventOf<Kind extends StateEvent["event"]> = Extract<StateEvent, {
    event: Kind;
}>;
/** Grants of one person. */
type GrantsEvent = {
    readonly at: string;
    readonly email: string;
    readonly workspaceIds: readonly WorkspaceId[];
} & Provenance;
/** Everything known about each of these people when the file was compacted. */
export interface SnapshotEvent {
    readonly event: "snapshot";
    readonly at: string;
    /** The spelling that Tally rejected if `rejected` is set, otherwise the key of the member. */
    readonly emails: readonly string[];
    readonly grants: readonly (RecordedGrant & {
        readonly workspaceIds: readonly WorkspaceId[];
    })[];
    readonly attempts?: FailedAttempts | undefined;
    readonly rejected?: Omit<RejectedAddress, "address"> | undefined;
}
/**
 * A line that doesn't affect the recorded state. It lists the events that the file had before it was compacted, or
 * those of the state file that this one replaced.
 */
export interface ReplacedEvent {
    readonly event: "replaced";
    readonly at: string;
    /** The fingerprints of the events, nine hexadecimal digits each. */
    readonly fingerprints: string;
}
/** Formats an event as a line of the state file, with its line ending. */
export declare function formatEvent(event: StateEvent | ReplacedEvent): string;
/** A text that the first line of every state file contains. */
export declare const headerPart = "\"format\":\"rollcall-state\"";
/** Formats the first line of a new state file. */
export declare function formatHeader(organization: string, lineage: string): string;
export {};
