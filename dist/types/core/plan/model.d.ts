import type { ActionCall, Call } from "../tally/call.js";
import type { MissingData } from "../tally/observed.js";
import type { Email } from "../values/address.js";
import type { Day } from "../values/day.js";
import type { WorkspaceId } from "../values/workspace-id.js";
/** A safety limit that blocks a plan. */
export type ExceededLimit = {
    readonly guard: "maxInvites";
    readonly count: number;
    readonly limit: number;
}
/** `of`: the number of members and of people with a pending invite. `setting`: `settings.maxRemovals` as written. */
 | {
    readonly guard: "maxRemovals";
    readonly count: number;
    readonly limit: number;
    readonly of: number;
    readonly setting: number | string;
} | {
    readonly guard: "emptyMembers";
    readonly count: number;
}
/** Tally shows no workspace with these IDs. */
 | {
    readonly guard: "unknownWorkspaces";
    readonly workspaceIds: readonly WorkspaceId[];
};
/** The digests of what a plan was made from. If they have changed, the plan is stale. */
export interface Basis {
    readonly config: string;
    readonly state: string;
}
/** The changes to make, as plain data. Identical input gives identical bytes, in any order of members.yaml. */
export interface Plan {
    readonly formatVersion: 1;
    readonly organization: string;
    readonly basis: Basis;
    /** Whether the plan uses live data. */
    readonly live: boolean;
    /** The parts of the live data that are incomplete. */
    readonly missing: readonly MissingData[];
    /** In sending order. Each person appears in at most one call. */
    readonly calls: readonly Call[];
    /** The people in `calls`. Sorted by email, like the other lists of people. */
    readonly people: readonly PlannedPerson[];
    /** Desired grants that Tally already has, so they are only recorded. */
    readonly adopt: readonly PlannedGrants[];
    /** Pending invites to cancel: those of people without any desired access, and of people who get a new invite. */
    readonly cancel: readonly PlannedCancel[];
    /** Members to remove from the organization. */
    readonly remove: readonly PlannedRemove[];
    /** Recorded grants that are neither desired nor in Tally. */
    readonly forget: readonly PlannedGrants[];
    /** Recorded grants that the live data no longer shows, unless already recorded as lapsed. */
    readonly lapsed: readonly PlannedGrants[];
    /** The results of unconfirmed calls, as far as the live data shows them. */
    readonly resolved: readonly Resolution[];
    readonly skipped: readonly Skipped[];
    readonly unconfirmed: readonly Unconfirmed[];
    /** Desired workspaces that Tally doesn't show. Empty without live data. */
    readonly unknownWorkspaces: readonly WorkspaceId[];
    readonly replacedIds: readonly ReplacedId[];
    readonly blockedBy: readonly ExceededLimit[];
    readonly summary: PlanSummary;
}
/** A workspace ID that was probably replaced: most people who should have the new one are recorded in the old one. */
export interface ReplacedId {
    /** The new ID, without any recorded grants. */
    readonly workspaceId: WorkspaceId;
    /** The old ID. */
    readonly recorded: WorkspaceId;
    /** How many people should have the new one and are recorded in the old one. */
    readonly people: number;
}
/** What the plan sends to one person. */
export interface PlannedPerson {
    readonly email: Email;
    readonly workspaceIds: readonly WorkspaceId[];
    readonly effect: Effect;
    /** Whether the state file has grants of the person. */
    readonly recorded: boolean;
    /** The person's previous addresses that the state file or Tally lists. Sorted. Undefined if there are none. */
    readonly previously?: readonly Email[] | undefined;
}
/**
 * What a person notices.
 *
 * - unknown: an email or immediate access, which only live data can tell.
 * - email: an invite. Accepting it moves all of the person's forms.
 * - access: immediate access, because the person is in the organization.
 * - second-email: possibly a second email, because an invite is already pending (tally-api.md, U4).
 */
export type Effect = "unknown" | "email" | "access" | "second-email";
/** Grants of one person. In `adopt`, `forget`, and `lapsed` of a plan, they change only the state file. */
export interface PlannedGrants {
    readonly email: Email;
    readonly workspaceIds: readonly WorkspaceId[];
}
/** Access of a person that ends. */
interface EndedAccess extends PlannedGrants {
    /** The person's new address, if members.yaml lists this one under `previously`. */
    readonly newAddress?: Email | undefined;
}
/** Pending invites of one person to cancel, with the grants that are then no longer recorded. */
export interface PlannedCancel extends EndedAccess {
    readonly inviteIds: readonly string[];
    /** not-in-members: no longer in members.yaml. expired: access has ended. resend: a new invite follows. */
    readonly because: "not-in-members" | "expired" | "resend";
    /** The last day of access. */
    readonly day?: Day | undefined;
}
/** A member to remove from the organization. */
export interface PlannedRemove extends EndedAccess {
    readonly userId: string;
    readonly because: "not-in-members" | "expired";
    readonly day?: Day | undefined;
}
/** A person without any desired access: their pending invites are canceled, and a member is removed. */
export interface PlannedRemoval extends EndedAccess {
    readonly inviteIds: readonly string[];
    /** Undefined if the person isn't a member. */
    readonly userId: string | undefined;
    /** The last day of access, if it has expired. */
    readonly day?: Day | undefined;
}
/** An action that the plan doesn't take, with the reason. */
export interface Skipped {
    readonly action: "invite" | "remove";
    readonly email: Email;
    readonly workspaceIds: readonly WorkspaceId[];
    readonly reason: SkipReason;
    /** The day that the reason refers to: the last day of access, or the day on which Tally rejected the address. */
    readonly day?: Day | undefined;
    /** The person's new address, if members.yaml lists this one under `previously`. */
    readonly newAddress?: Email | undefined;
    /** The `resend` date of the person, if it has no effect. */
    readonly resend?: ResendStatus | undefined;
}
/** A `resend` date without effect: it is in the future, or the last invite was sent on that day or later. */
export interface ResendStatus {
    readonly day: Day;
    /** Undefined if unknown. */
    readonly lastSent: Day | undefined;
}
/**
 * Why an action is skipped.
 *
 * - unconfirmed: the result of an earlier call to the person is unknown.
 * - expired: access has ended.
 * - resend-later: `resend` is in the future.
 * - lapsed: the person was invited before, but is neither pending nor a member now.
 * - attempts-exhausted: several calls got no response, and Tally never showed their effect.
 * - rejected: Tally rejected the address, and members.yaml still requests the same for it.
 * - pending-changes: the person is pending, and `settings.pendingChanges` is `report`.
 * - pending-unknown: the person is pending, and Tally doesn't show for which workspaces.
 * - blocked: Tally has blocked the account.
 * - owner, self: the person is the organization's owner, or the user of the API key.
 * - incomplete-live-data: Tally returned an incomplete response.
 * - removals-report: `settings.removals` is `report`.
 * - new-address: the person has a new address that hasn't joined yet, as far as known.
 * - protected: the person is listed in `settings.protected`.
 * - manual-step: Tally's API can't remove a person from a single workspace.
 * - unknown-workspace: the same, for a workspace that Tally doesn't show.
 * - needs-live-data: only live data shows whether to cancel an invite or remove a member.
 * - others-invite: only the user who sent an invite can cancel it.
 * - not-owner, owner-unknown: only the owner's API key can remove members.
 */
export type SkipReason = "unconfirmed" | "expired" | "resend-later" | "lapsed" | "attempts-exhausted" | "rejected" | "pending-changes" | "pending-unknown" | "blocked" | "owner" | "self" | "incomplete-live-data" | "removals-report" | "new-address" | "protected" | "manual-step" | "unknown-workspace" | "needs-live-data" | "others-invite" | "not-owner" | "owner-unknown";
/** A call without a usable recorded response. Rollcall sends nothing more to its people until the call is resolved. */
export interface Unconfirmed extends ActionCall {
    readonly call: string;
    readonly at: string;
}
/** The numbers in a plan. */
export interface PlanSummary {
    /** People in `calls`. */
    readonly people: number;
    /** Grants that `calls` send. */
    readonly grants: number;
    readonly calls: number;
    /** Desired grants that are already recorded and not sent again. */
    readonly unchanged: number;
    /** Grants in `adopt`. */
    readonly adopted: number;
    /** People to cancel or remove because they have no desired access. */
    readonly removed: number;
}
/** The result of an unconfirmed call, as the live data shows it. */
export interface Resolution {
    readonly call: string;
    readonly result: "done" | "not-sent";
    /** The people that the call took effect on. If absent: everyone in the call. */
    readonly emails?: readonly string[] | undefined;
}
/** Why a plan can't be applied. */
export type PlanFailure = {
    readonly reason: "stale-plan";
    readonly changed: readonly ("config" | "state")[];
} | {
    readonly reason: "altered-plan";
} | ({
    readonly reason: "guard";
} & ExceededLimit) | {
    readonly reason: "other-count";
    readonly what: "invites" | "removals";
    readonly stated: number;
    readonly count: number;
}
/** Tally changed after the plan was saved, and applying it now would do more than the plan shows. */
 | {
    readonly reason: "plan-exceeded";
    readonly people: readonly string[];
};
export {};
