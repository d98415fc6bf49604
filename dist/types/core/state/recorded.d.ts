import type { ActionCall } from "../tally/call.js";
import type { Email } from "../values/address.js";
import type { WorkspaceId } from "../values/workspace-id.js";
import type { ForgottenIds } from "./forgotten.js";
import type { Provenance } from "./provenance.js";
/** The recorded state: everything that the events of a state file add up to. */
export interface Recorded {
    readonly people: ReadonlyMap<Email, RecordedPerson>;
    /** The calls whose result is unknown, in sending order. */
    readonly unconfirmed: readonly UnconfirmedCall[];
    /** The people in calls that had no effect in Tally. */
    readonly failedAttempts: ReadonlyMap<Email, FailedAttempts>;
    /** The people whose address Tally rejected, without a later call that took effect. */
    readonly rejected: ReadonlyMap<Email, RejectedAddress>;
}
/** The recorded grants of one person. */
export interface RecordedPerson {
    readonly email: Email;
    readonly grants: ReadonlyMap<WorkspaceId, RecordedGrant>;
}
/** A grant that Tally accepted, or already had. Times are ISO 8601 in UTC. */
export interface RecordedGrant extends Provenance {
    /** When it was first sent or adopted. */
    readonly since: string;
    /** When it was last sent or adopted. */
    readonly lastSent: string;
    /** Set if Rollcall never sent the grant, because Tally already had it. */
    readonly adopted?: true | undefined;
    /** When a check found that Tally no longer shows it. */
    readonly lapsed?: string | undefined;
}
/** The number of calls to a person without a usable response or an effect, since the last call that took effect. */
export interface FailedAttempts {
    readonly count: number;
    /** When the last of them was sent, as ISO 8601 in UTC. */
    readonly last: string;
}
/** An email address that Tally rejected in a call of its own. */
export interface RejectedAddress {
    /** The spelling that was sent. */
    readonly address: string;
    /** The workspaces of the call. Sorted. */
    readonly workspaceIds: readonly WorkspaceId[];
    /** When the call was sent, as ISO 8601 in UTC. */
    readonly at: string;
}
/** A call whose intent is recorded, so it might have been sent, but without a usable recorded response. */
export interface UnconfirmedCall extends ActionCall {
    readonly call: string;
    readonly at: string;
    /** The email addresses as sent, without people who were forgotten later. */
    readonly emails: readonly string[];
    readonly problem: string | undefined;
    readonly provenance: Provenance;
    /** The grants that were forgotten after the intent. */
    readonly forgotten: ReadonlyMap<Email, ForgottenIds>;
}
