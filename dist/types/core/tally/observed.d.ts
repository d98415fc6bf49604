import type { Email } from "../values/address.js";
import type { WorkspaceId } from "../values/workspace-id.js";
/**
 * Why Tally couldn't be checked. observe-denied: the API key isn't allowed to. foreign-organization: the key belongs to
 * another organization.
 */
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
/** Whether a grant missing from the live data surely doesn't exist, because the data is complete and would show it. */
export declare function isAbsent(id: WorkspaceId, seen: ObservedPerson | undefined, observed: Observed): boolean;
/** Live data from one check of Tally: the members, the invites, and the rights of the key's user. */
export interface Observed {
    /** When the check began, by Tally's clock, as ISO 8601 in UTC. */
    readonly at: string;
    /** The organization of the key's user, if Tally reports it. */
    readonly organization: string | undefined;
    /** The key user's email address. */
    readonly self: Email | undefined;
    /** The user ID of the key's user. */
    readonly selfId: string | undefined;
    /** The owner of the organization, if Tally reports it [O]. */
    readonly owner: Email | undefined;
    /** Whether the key belongs to the owner, if Tally reports it [O]. */
    readonly isOwnersKey: boolean | undefined;
    /** The names of the workspaces that the key can see, by ID. Other workspaces might exist. */
    readonly workspaces: ReadonlyMap<WorkspaceId, string>;
    readonly people: ReadonlyMap<Email, ObservedPerson>;
    /** The parts of the data that are incomplete. If any are, nothing is concluded from what the data doesn't show. */
    readonly missing: readonly MissingData[];
    /** The live data of the checks just before, if the check was repeated because Tally can show effects late. */
    readonly before?: readonly Observed[] | undefined;
}
/** A person who is a member of the organization, or invited to it, or both. */
export interface ObservedPerson {
    readonly email: Email;
    /** The email address as Tally writes it. */
    readonly written: string;
    readonly name: string | undefined;
    /** Undefined if the person isn't a member. */
    readonly userId: string | undefined;
    /** Whether Tally has blocked the account. A blocked member is still a member (tally-api.md, U15). */
    readonly isBlocked: boolean;
    readonly hasTwoFactor: boolean | undefined;
    /** The workspaces that the person is in. Sorted. */
    readonly joined: readonly WorkspaceId[];
    /** The workspaces of pending invites, as far as Tally shows them. Sorted. */
    readonly pending: readonly WorkspaceId[];
    readonly invites: readonly ObservedInvite[];
    /** Whether an invite is pending whose workspaces Tally doesn't show. It might give access to any. */
    readonly hasUnknownInvite: boolean;
}
/** A pending invite, with the ID by which it can be canceled. */
export interface ObservedInvite {
    readonly id: string;
    /** ISO 8601. */
    readonly createdAt: string | undefined;
    /** The ID of the user who sent it, if Tally reports it [C]. */
    readonly createdBy: string | undefined;
}
/**
 * A part of the live data that is incomplete.
 *
 * - workspaces: Tally returned another number of workspaces than its own `total`.
 * - members, invites: workspaces show people or invites that the lists of the organization lack.
 * - unreadable: items lack a usable ID or email address.
 */
export type MissingData = {
    readonly data: "workspaces";
    readonly read: number;
    readonly total: number;
} | {
    readonly data: "members" | "invites" | "unreadable";
    readonly count: number;
};
/** Returns the workspaces that a person has joined or is invited to. */
export declare function grantsInTally(person: ObservedPerson | undefined): ReadonlySet<WorkspaceId>;
/** Whether the data shows every member and every invited person, even if workspaces are missing. */
export declare function listsEveryone({ missing }: Observed): boolean;
/** Whether the data is complete, so that what it doesn't show doesn't exist. */
export declare function isComplete({ missing }: Observed): boolean;
/** Whether another user is known to have sent an invite. Only that user can cancel it [D]. */
export declare function isSentByAnother({ createdBy }: ObservedInvite, { selfId }: Observed): boolean;
