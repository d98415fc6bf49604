import type { ActionCall } from "../tally/call.js";
import type { Email } from "../values/address.js";
import type { WorkspaceId } from "../values/workspace-id.js";
import type { Provenance } from "./provenance.js";
/** The grants that the state file says were sent, and the calls of which nobody knows what became. */
export interface Recorded {
    readonly people: ReadonlyMap<Email, RecordedPerson>;
    /** In the order in which they were sent. */
    readonly unconfirmed: readonly UnconfirmedCall[];
    /** The people who were sent to and of whom Tally never showed anything. */
    readonly failedAttempts: ReadonlyMap<Email, FailedAttempts>;
    /** The people whose address Tally refused, and to whom nothing was sent since. */
    readonly rejected: ReadonlyMap<Email, RejectedAddress>;
}
/** What was sent to one person. */
export interface RecordedPerson {
    readonly email: Email;
    readonly grants: ReadonlyMap<WorkspaceId, RecordedGrant>;
}
/** One grant that Tally accepted, or had already. Times are ISO 8601 in UTC. */
export interface RecordedGrant extends Provenance {
    /** When it was first sent or adopted. */
    readonly since: string;
    /** When it was last sent or adopted. */
    readonly lastSent: string;
    /** It was never sent from here: Tally had it. */
    readonly adopted?: true | undefined;
    /** When Tally was found to show it no longer. */
    readonly lapsed?: string | undefined;
}
/** Sendings without an answer of which a look showed nothing, since the last that was done. */
export interface FailedAttempts {
    readonly count: number;
    /** When the last of them was sent, as ISO 8601 in UTC. */
    readonly last: string;
}
/** An address that Tally refused on its own. */
export interface RejectedAddress {
    /** The spelling that was sent. */
    readonly address: string;
    /** What it was sent for. Sorted. */
    readonly workspaceIds: readonly WorkspaceId[];
    /** When it was sent, as ISO 8601 in UTC. */
    readonly at: string;
}
/** A call that was about to be sent, or was sent, and of which no usable answer is recorded. */
export interface UnconfirmedCall extends ActionCall {
    readonly call: string;
    readonly at: string;
    /** Spellings, those that were forgotten since left out. */
    readonly emails: readonly string[];
    readonly problem: string | undefined;
    readonly provenance: Provenance;
    /** The grants that were forgotten since. */
    readonly forgotten: Forgotten;
}
/** All workspaces of a person, or some. */
type Forgotten = ReadonlyMap<Email, ReadonlySet<WorkspaceId> | "all">;
export {};
