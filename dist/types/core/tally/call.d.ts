import type { WorkspaceId } from "../values/workspace-id.js";
/** One request that gives access: every email address gets access to every workspace. */
export interface Call {
    /** Sorted. */
    readonly workspaceIds: readonly WorkspaceId[];
    /** The email addresses as they are sent, sorted by member. */
    readonly emails: readonly string[];
}
/** What a call requests: to send invites, to cancel an invite, or to remove a person from the organization. */
export type CallAction = "invite" | "cancel" | "remove";
/**
 * Any request that changes something. For a cancel or a remove, `emails` has one person, and `workspaceIds` are the
 * grants to drop from the state file once it is done. They are empty if another call for the person follows.
 */
export interface ActionCall extends Call {
    readonly action: CallAction;
    /** The invite to cancel. */
    readonly inviteId?: string | undefined;
    /** The user to remove. */
    readonly userId?: string | undefined;
}
/** The workspaces of a rejected call that Tally no longer shows. */
export type MissingWorkspaces = readonly WorkspaceId[];
/** The result of a call. */
export type Outcome = {
    readonly result: "done";
}
/**
 * Tally responded that it didn't do it. `fault`: the cause, if the call has one email address and the cause is known.
 * email: the address is bad. already-present: the person is already in Tally.
 */
 | {
    readonly result: "rejected";
    readonly status: number;
    readonly problem: string;
    readonly fault?: "email" | "already-present" | undefined;
    readonly missingWorkspaces?: MissingWorkspaces | undefined;
}
/**
 * Tally rejected the call because of an email address in it, or because of `missingWorkspaces`. Tally shows that it
 * took effect for `appliedTo` anyway (tally-api.md, U1). The other people are sent in smaller calls or, if workspaces
 * are missing, not at all.
 */
 | {
    readonly result: "split";
    readonly status: number;
    readonly problem: string;
    readonly appliedTo: readonly string[];
    readonly missingWorkspaces?: MissingWorkspaces | undefined;
}
/** The request was never sent, so it is safe to send it later. */
 | {
    readonly result: "not-sent";
    readonly problem: string;
}
/** The request was sent without a usable response, so it might or might not have taken effect. */
 | {
    readonly result: "unconfirmed";
    readonly problem: string;
    readonly status?: number | undefined;
};
