import type { WorkspaceId } from "../values/workspace-id.js";
/** One request that gives access: every address gets every workspace. */
export interface Call {
    /** Sorted. */
    readonly workspaceIds: readonly WorkspaceId[];
    /** The spellings that are sent, sorted by member. */
    readonly emails: readonly string[];
}
/** What a call asks Tally to do: send invites, withdraw one, or take somebody out of the organization. */
export type CallAction = "invite" | "cancel" | "remove";
/**
 * Any request that changes something. Of a cancel and a remove, `emails` names one person, and `workspaceIds` what is no longer
 * recorded once it is done: nothing, where a further call about the person follows.
 */
export interface ActionCall extends Call {
    readonly action: CallAction;
    /** Of a cancel: the invite. */
    readonly inviteId?: string | undefined;
    /** Of a remove: the user. */
    readonly userId?: string | undefined;
}
/** Workspaces of a refused call that Tally no longer shows. */
export type MissingWorkspaces = readonly WorkspaceId[];
/** What became of a call. */
export type Outcome = {
    readonly result: "done";
}
/**
 * Tally answered that it did not do it. Of a call with one address, `fault` says what it is about: the address, or how the person
 * stands in Tally already.
 */
 | {
    readonly result: "rejected";
    readonly status: number;
    readonly problem: string;
    readonly fault?: "email" | "already-present" | undefined;
    readonly missingWorkspaces?: MissingWorkspaces | undefined;
}
/**
 * Tally refused the call for the sake of some address in it, or of a workspace that is gone. It was done for `doneFor`, whom Tally shows
 * all the same (tally-api.md, U1); the others are sent in smaller calls, or where a workspace is gone, nothing.
 */
 | {
    readonly result: "split";
    readonly status: number;
    readonly problem: string;
    readonly appliedTo: readonly string[];
    readonly missingWorkspaces?: MissingWorkspaces | undefined;
}
/** The request never left this machine: safe to send again. */
 | {
    readonly result: "not-sent";
    readonly problem: string;
}
/** The call was sent and no usable answer came: it may or may not have happened. */
 | {
    readonly result: "unconfirmed";
    readonly problem: string;
    readonly status?: number | undefined;
};
