import type { Email } from "../values/address.js";
import type { WorkspaceId } from "../values/workspace-id.js";
/** Why Tally could not be looked at. denied: the key may not. foreign: the key is another organization's. */
export type ObserveFailure = {
    readonly reason: "observe-failed";
    readonly problem: string;
} | {
    readonly reason: "observe-denied";
    readonly problem: string;
} | {
    readonly reason: "key-rejected";
} | {
    readonly reason: "foreign-organization";
    readonly configured: string;
    readonly actual: string;
};
/** Whether a grant that is not shown is not there: only where the look was whole and could have shown it. */
export declare function isAbsent(id: WorkspaceId, seen: ObservedPerson | undefined, observed: Observed): boolean;
/** What Tally showed at one look: who is there, who is invited, and what the key's user may do. */
export interface Observed {
    /** When the check began, by Tally's clock, as ISO 8601 in UTC. */
    readonly at: string;
    /** The organization of the key's user; nothing where Tally does not say. */
    readonly organization: string | undefined;
    readonly self: Email | undefined;
    /** The key's user, by id. */
    readonly selfId: string | undefined;
    /** The owner of the organization, where Tally says who it is [O]. */
    readonly owner: Email | undefined;
    /** Whether the key is the owner's; nothing where Tally does not say [O]. */
    readonly isOwnersKey: boolean | undefined;
    /** The names of the workspaces that the key sees. One that is not among them may exist all the same. */
    readonly workspaces: ReadonlyMap<WorkspaceId, string>;
    readonly people: ReadonlyMap<Email, ObservedPerson>;
    /** Where the look was not whole. With any, nothing is concluded from what is not shown. */
    readonly missing: readonly MissingData[];
    /** The looks just before, which waited for what Tally might show late. */
    readonly before?: readonly Observed[] | undefined;
}
/** A member of the organization, somebody invited to it, or both. */
export interface ObservedPerson {
    readonly email: Email;
    /** As Tally writes the address. */
    readonly written: string;
    readonly name: string | undefined;
    /** Nothing where the person is not a member. */
    readonly userId: string | undefined;
    /** Blocked people are members all the same (tally-api.md, U15). */
    readonly isBlocked: boolean;
    readonly hasTwoFactor: boolean | undefined;
    /** Sorted. */
    readonly joined: readonly WorkspaceId[];
    /** What pending invites give, as far as it is shown. Sorted. */
    readonly pending: readonly WorkspaceId[];
    readonly invites: readonly ObservedInvite[];
    /** Whether an invite is pending of which no workspace shows what it gives: that is not the same as giving nothing. */
    readonly hasUnknownInvite: boolean;
}
/** A pending invite, as it is cancelled. */
export interface ObservedInvite {
    readonly id: string;
    /** ISO 8601. */
    readonly createdAt: string | undefined;
    /** The user who sent it, where Tally says so [C]. */
    readonly createdBy: string | undefined;
}
/**
 * Where a look was not whole: fewer workspaces than their `total`, people or invites that workspaces show and the
 * organization's lists lack, and items without the id or the address that makes them usable.
 */
export type MissingData = {
    readonly data: "workspaces";
    readonly read: number;
    readonly total: number;
} | {
    readonly data: "members" | "invites" | "unreadable";
    readonly count: number;
};
/** The workspaces that a person has joined or is invited to. */
export declare function grantsInTally(person: ObservedPerson | undefined): ReadonlySet<WorkspaceId>;
/** Whether it is known who is in the organization or invited to it: then whoever is not shown is not there. */
export declare function listsEverybody({ missing }: Observed): boolean;
/** Whether anything may be concluded from what is not shown. */
export declare function isComplete({ missing }: Observed): boolean;
/** Whether an invite is known to be another user's: then only that user can cancel it [D]. */
export declare function isSentByAnother({ createdBy }: ObservedInvite, { selfId }: Observed): boolean;
