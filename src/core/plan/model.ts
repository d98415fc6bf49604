import type { ActionCall, Call } from "../tally/call.ts";
import type { MissingData } from "../tally/observed.ts";
import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** A guard that an apply of a plan runs into. */
export type ExceededLimit =
  | { readonly guard: "maxInvites"; readonly count: number; readonly limit: number }
  /** `of` is the number of members and pending together, and `setting` as it is written. */
  | {
      readonly guard: "maxRemovals";
      readonly count: number;
      readonly limit: number;
      readonly of: number;
      readonly setting: number | string;
    }
  | { readonly guard: "emptyMembers"; readonly count: number }
  /** Tally shows no workspace with these ids. */
  | { readonly guard: "unknownWorkspaces"; readonly workspaceIds: readonly WorkspaceId[] };

/** The digests of what a plan was made from. Another basis makes it stale. */
export interface Basis {
  readonly config: string;
  readonly state: string;
}

/** What would be done, as inert data: same input, same bytes, whatever the order of members.yaml. */
export interface Plan {
  readonly formatVersion: 1;
  readonly organization: string;
  readonly basis: Basis;
  /** Whether Tally was looked at. */
  readonly live: boolean;
  /** Where the look was not whole. */
  readonly missing: readonly MissingData[];
  /** In the order in which they are sent. No person stands in two. */
  readonly calls: readonly Call[];
  /** The same by person, sorted by email, as are all lists below. */
  readonly people: readonly PlannedPerson[];
  /** Grants that Tally has already, and that are only recorded. */
  readonly adopt: readonly PlannedGrants[];
  /** Pending invites to withdraw: of people who are gone from members.yaml, and of those who get a fresh one. */
  readonly cancel: readonly PlannedCancel[];
  /** Members to take out of the organization. */
  readonly remove: readonly PlannedRemove[];
  /** Recorded grants that are neither desired nor in Tally. */
  readonly forget: readonly PlannedGrants[];
  /** Grants that were sent, and that Tally shows no longer since this look. */
  readonly lapsed: readonly PlannedGrants[];
  /** What the look says of unconfirmed calls. */
  readonly resolved: readonly Resolution[];
  readonly skipped: readonly Skipped[];
  readonly unconfirmed: readonly Unconfirmed[];
  /** Desired workspaces that Tally does not show, if it was checked. */
  readonly unknownWorkspaces: readonly WorkspaceId[];
  readonly replacedIds: readonly ReplacedId[];
  readonly blockedBy: readonly ExceededLimit[];
  readonly summary: PlanSummary;
}

/** A workspace of which nothing is recorded, and the one in which most of its people are recorded. */
export interface ReplacedId {
  readonly workspaceId: WorkspaceId;
  readonly recorded: WorkspaceId;
  /** How many people should have the one and are recorded in the other. */
  readonly people: number;
}

/** What the plan sends for one person. */
export interface PlannedPerson {
  readonly email: Email;
  readonly workspaceIds: readonly WorkspaceId[];
  readonly effect: Effect;
  /** Whether anything was sent to the person before. */
  readonly recorded: boolean;
}

/**
 * What a person notices. unknown: an email or access at once, which only a look at Tally tells. email: an invite, and whoever
 * accepts has all their forms moved. access: the person is in the organization and gets access at once. second-email: an
 * invite is pending, and this may be a second email (tally-api.md, U4).
 */
export type Effect = "unknown" | "email" | "access" | "second-email";

/** Grants of one person, which change nothing in Tally. */
export interface PlannedGrants {
  readonly email: Email;
  readonly workspaceIds: readonly WorkspaceId[];
}

/** Pending invites of one person that are withdrawn. */
export interface PlannedCancel extends PlannedGrants {
  readonly inviteIds: readonly string[];
  /** gone: no longer in members.yaml. expired: access has ended. resend: a fresh invite is sent afterwards. */
  readonly because: "not-in-members" | "expired" | "resend";
  /** The last day of access. */
  readonly day?: Day | undefined;
}

/** A member who is taken out of the organization. */
export interface PlannedRemove extends PlannedGrants {
  readonly userId: string;
  readonly because: "not-in-members" | "expired";
  readonly day?: Day | undefined;
}

/** Somebody who is gone from members.yaml: the pending invites are cancelled, and a member is removed. */
export interface PlannedRemoval extends PlannedGrants {
  readonly inviteIds: readonly string[];
  readonly userId: string | undefined;
  readonly day?: Day | undefined;
}

/** An action that the plan saw and does not take, with the reason. */
export interface Skipped {
  readonly action: "invite" | "remove";
  readonly email: Email;
  readonly workspaceIds: readonly WorkspaceId[];
  readonly reason: SkipReason;
  /** The day that the reason is about: the last day of access, or that of a refusal. */
  readonly day?: Day | undefined;
  /** What `resend` says of the person, if it has no effect yet. */
  readonly resend?: ResendStatus | undefined;
}

/** A `resend` without an effect: its day has not come, or the last invite went out on that day or later. */
export interface ResendStatus {
  readonly day: Day;
  /** Undefined if it is not known. */
  readonly lastSent: Day | undefined;
}

/**
 * unconfirmed: a call to the person was sent and nobody knows what became of it. expired: access has ended. resend-later:
 * `resend` names a day that has not come. lapsed: was invited, and is neither pending nor a member. in-vain: sent several times
 * without an answer, and never shown. refused: Tally refused the address, and members.yaml says the same of it. pending-changes: the person is pending, and `settings.pendingChanges` is report.
 * pending-unknown: the person is pending, and Tally does not show for what. blocked: Tally has blocked the account. owner, self:
 * the organization's owner, and the key's own user. incomplete-look: the look was not whole. removals-report:
 * `settings.removals` is report. protected: named in `settings.protected`. manual-step: Tally's API cannot take a person out of
 * one workspace. unknown-workspace: the same, of a workspace that Tally does not show. needs-look: whether the person is pending or a member decides between cancelling and removing, and only
 * Tally knows. others-invite: only the user who sent an invite can cancel it. not-owner, owner-unknown: only the owner's key
 * can remove members.
 */
export type SkipReason =
  | "unconfirmed"
  | "expired"
  | "resend-later"
  | "lapsed"
  | "attempts-exhausted"
  | "rejected"
  | "pending-changes"
  | "pending-unknown"
  | "blocked"
  | "owner"
  | "self"
  | "incomplete-live-data"
  | "removals-report"
  | "protected"
  | "manual-step"
  | "unknown-workspace"
  | "needs-live-data"
  | "others-invite"
  | "not-owner"
  | "owner-unknown";

/** A call that was sent and of which no usable answer is recorded. Nothing more is sent to its people until it is resolved. */
export interface Unconfirmed extends ActionCall {
  readonly call: string;
  readonly at: string;
}

/** The sizes of a plan. */
export interface PlanSummary {
  /** People named in calls. */
  readonly people: number;
  /** Grants that the calls send. */
  readonly grants: number;
  readonly calls: number;
  /** Desired grants that are recorded already and not sent again. */
  readonly unchanged: number;
  /** Grants that are adopted. */
  readonly adopted: number;
  /** People whose invites are cancelled or who are removed because they are gone from members.yaml. */
  readonly removed: number;
}

/** What a look says of an unconfirmed call. */
export interface Resolution {
  readonly call: string;
  readonly result: "done" | "not-sent";
  /** The people for whom it was done, where not for all. The others are shown nowhere. */
  readonly emails?: readonly string[] | undefined;
}

/** Why a plan is not applied. */
export type PlanFailure =
  | { readonly reason: "stale-plan"; readonly changed: readonly ("config" | "state")[] }
  | { readonly reason: "altered-plan" }
  | ({ readonly reason: "guard" } & ExceededLimit)
  | {
      readonly reason: "other-count";
      readonly what: "invites" | "removals";
      readonly stated: number;
      readonly count: number;
    }
  /** Tally changed since the plan was saved, and applying it now would do more than the plan shows. */
  | { readonly reason: "plan-exceeded"; readonly people: readonly string[] };
