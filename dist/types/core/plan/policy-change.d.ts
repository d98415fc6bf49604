import type { Settings } from "../config/model.js";
import type { Email } from "../values/address.js";
import type { Day } from "../values/day.js";
import type { WorkspaceId } from "../values/workspace-id.js";
/** The differences between a configuration and the base that it is compared with. */
export interface ConfigChanges {
    /** Undefined if the base has no valid configuration. */
    readonly policyChanges: readonly PolicyChange[] | undefined;
    /** The people whose desired grants or email addresses differ, sorted by email. */
    readonly membershipChanges: readonly MembershipChange[];
}
/** The desired workspaces of one person before and after a change. Each list is sorted. */
export interface MembershipChange {
    readonly email: Email;
    /** The previous addresses that were members before the change. Undefined if there are none. */
    readonly previously?: readonly Email[] | undefined;
    /** Including those of the previous addresses. */
    readonly before: readonly WorkspaceId[];
    readonly after: readonly WorkspaceId[];
}
/** A change to a safeguard, or to something that gives several people access. */
export type PolicyChange = 
/** null: every domain is allowed. */
{
    readonly kind: "setting";
    readonly name: keyof Settings;
    readonly before: SettingValue;
    readonly after: SettingValue;
}
/** A workspace name has another ID. `people`: the number of people who should have the new one. */
 | {
    readonly kind: "workspace";
    readonly name: string;
    readonly before: WorkspaceId;
    readonly after: WorkspaceId;
    readonly people: number;
}
/** A group has other workspaces. `people`: the number of people in the group. */
 | {
    readonly kind: "group";
    readonly name: string;
    readonly added: readonly WorkspaceId[];
    readonly removed: readonly WorkspaceId[];
    readonly people: number;
}
/** `people`: the number of people in the file. */
 | {
    readonly kind: "file";
    readonly path: string;
    readonly change: "added" | "removed";
    readonly people: number;
} | {
    readonly kind: "include";
    readonly pattern: string;
    readonly change: "added" | "removed";
}
/** Someone who was already in members.yaml has another last day of access. null: no last day. */
 | {
    readonly kind: "expires";
    readonly email: Email;
    readonly workspaceIds: readonly WorkspaceId[];
    readonly before: Day | null;
    readonly after: Day | null;
}
/** The person is invited again if the last invite is from before `after`. `lastSent` is null if none is recorded. */
 | {
    readonly kind: "resend";
    readonly email: Email;
    readonly before: Day | null;
    readonly after: Day;
    readonly lastSent: Day | null;
};
type SettingValue = number | string | readonly string[] | null;
export {};
