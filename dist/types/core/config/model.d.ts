import type { Email } from "../values/address.js";
import type { Day } from "../values/day.js";
import type { WorkspaceId } from "../values/workspace-id.js";
/** The content of members.yaml and the files that it includes, independent of the day. */
export interface Config {
    readonly organization: string;
    /** The name of each declared workspace, by its ID. */
    readonly workspaces: ReadonlyMap<WorkspaceId, string>;
    /** The workspaces of each group, by its name. */
    readonly groups: ReadonlyMap<string, readonly WorkspaceId[]>;
    /** Sorted by email. */
    readonly members: readonly Member[];
    readonly settings: Settings;
}
/** One person, merged from all files that list them. */
export interface Member {
    readonly email: Email;
    /** The address that is sent to Tally. */
    readonly address: string;
    readonly name?: string | undefined;
    /** The latest `resend` date in any of the entries. */
    readonly resend?: Day | undefined;
    /** The earlier email addresses of the person, sorted. Undefined if there are none. Nothing is sent to them. */
    readonly previously?: readonly Email[] | undefined;
    /** One for each file that lists the person. */
    readonly entries: readonly Entry[];
}
/** One item of a `members` list. */
export interface Entry {
    /** Including the workspaces of groups. Sorted, without duplicates. */
    readonly workspaceIds: readonly WorkspaceId[];
    /** The last day of access to these workspaces. */
    readonly expires?: Day | undefined;
    readonly file: string;
    /** The index in the `members` list of the file. */
    readonly index: number;
}
/** The settings of a configuration, including defaults. */
export interface Settings {
    /** The only domains that members can have, in lower-case ASCII. Undefined if every domain is allowed. */
    readonly allowedDomains: readonly string[] | undefined;
    /** The maximum number of people that one apply may invite. */
    readonly maxInvites: number;
    readonly maxEmailsPerCall: number;
    /** What to do if a person with a pending invite needs another workspace: invite them again, or only report it. */
    readonly pendingChanges: "send" | "report";
    readonly removals: "report" | "apply";
    /** The maximum that one apply may remove: a number of people, or a percentage such as `25%`. */
    readonly maxRemovals: number | string;
    /** The people who are never canceled or removed. Sorted. */
    readonly protected: readonly Email[];
}
