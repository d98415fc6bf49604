import type { Finding } from "../findings/model.ts";
import type { Provenance } from "../state/provenance.ts";
import type { MissingData } from "../tally/observed.ts";
import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** An access review as data: who has access to which workspace, since when, until when, and which commit granted it. */
export interface Report {
  readonly organization: string;
  /** The day of the report, in UTC. Access that has expired by then isn't desired. */
  readonly day: Day;
  /** Whether the report uses live data, so that it distinguishes joined from pending. */
  readonly live: boolean;
  /** The parts of the live data that are incomplete. If any are, what Tally doesn't show isn't treated as lapsed. */
  readonly missing: readonly MissingData[];
  /** Sorted by name. A workspace that members.yaml doesn't declare has Tally's name, or its ID if that is unknown. */
  readonly workspaces: readonly ReportWorkspace[];
  /** Sorted by name. */
  readonly groups: readonly ReportGroup[];
  /** Everyone who is desired, recorded, in an unconfirmed call, or in Tally. Sorted by email. */
  readonly members: readonly ReportMember[];
  /** The applies in the state file, oldest first. */
  readonly applies: readonly ReportApply[];
  /** The number of people with a recorded grant over time, for each of `workspaces`, in the same order. */
  readonly growth: readonly ReportGrowth[];
}

export interface ReportWorkspace {
  readonly id: WorkspaceId;
  readonly name: string;
  readonly isDeclared: boolean;
}

export interface ReportGroup {
  readonly name: string;
  /** In the order of `workspaces`. */
  readonly workspaceIds: readonly WorkspaceId[];
}

export interface ReportMember {
  readonly email: Email;
  /** The name in members.yaml, or if there is none, the name in Tally. */
  readonly name: string | undefined;
  /** The note in members.yaml. Notes of several files are joined with `; `. */
  readonly note: string | undefined;
  /** The groups of the person in members.yaml. Sorted. */
  readonly groups: readonly string[];
  /** In the order of `memberFlags`. */
  readonly flags: readonly MemberFlag[];
  /** The person's new email address, if members.yaml lists this one under `previously`. */
  readonly newAddress: Email | undefined;
  /**
   * In the order of `workspaces`. Empty for a person who is in the organization, or invited to it, without any
   * workspace, and for a person who is only in an unconfirmed removal.
   */
  readonly grants: readonly ReportGrant[];
  /** Sorted by kind. Not part of the JSON of a report, because `rollcall drift` reports them as JSON. */
  readonly findings: readonly Finding[];
}

/**
 * Special properties of a person, in display order. All except protected require live data.
 *
 * - owner: the owner of the organization.
 * - key: the user of the API key.
 * - protected: listed in `settings.protected`.
 * - blocked: blocked by Tally.
 * - unknown-invite: pending, but Tally doesn't show for which workspaces.
 * - without-workspace: a member of the organization who is in no workspace.
 * - without-two-factor: two-factor authentication is turned off.
 */
export const memberFlags = [
  "owner",
  "key",
  "protected",
  "blocked",
  "unknown-invite",
  "without-workspace",
  "without-two-factor",
] as const;

export type MemberFlag = (typeof memberFlags)[number];

/**
 * A pair of member and workspace that is desired, recorded, in an unconfirmed call, or in Tally. Times are ISO 8601 in
 * UTC. The commit, the pull request, and the run are those of `since`.
 */
export interface ReportGrant extends Provenance {
  readonly workspaceId: WorkspaceId;
  readonly status: GrantStatus;
  /** Whether members.yaml requests it on the day of the report. */
  readonly isDesired: boolean;
  /** When it was first sent or adopted, or when the unconfirmed call was sent. Undefined if nothing is recorded. */
  readonly since: string | undefined;
  /** When it was last sent or adopted. */
  readonly lastSent: string | undefined;
  /** Whether Tally had the grant before Rollcall recorded it. */
  readonly isAdopted: boolean;
  /** The last day of access, if members.yaml sets one. */
  readonly expires: Day | undefined;
}

/**
 * What is known about a grant.
 *
 * - joined, pending: as Tally shows it.
 * - recorded: sent or adopted. Tally wasn't checked, or can't tell.
 * - unconfirmed: in an invite or a removal without a usable response.
 * - lapsed: sent or adopted, but no longer in Tally.
 * - rejected: desired but not recorded, because Tally rejected the address.
 * - not-sent: desired but not recorded, for any other reason.
 */
export const grantStatuses = [
  "joined",
  "pending",
  "recorded",
  "unconfirmed",
  "lapsed",
  "rejected",
  "not-sent",
] as const;

export type GrantStatus = (typeof grantStatuses)[number];

/**
 * What one apply, or one person at the command line, recorded. The result of a call counts for the apply that sent it,
 * even if it was resolved later. An apply in which nothing happened is left out.
 */
export interface ReportApply {
  /** The time of the first event, as ISO 8601 in UTC. */
  readonly at: string;
  readonly commit: string | undefined;
  /** The pull requests that showed the sent grants. Sorted. */
  readonly pullRequests: readonly number[];
  readonly run: string | undefined;
  /** Whether the apply is known only from a compacted state file, and so only as far as it was still recorded then. */
  readonly isCompacted: boolean;
  /** The grants that were sent and that Tally accepted. */
  readonly sent: CountedGrants;
  /** The grants that Tally already had. */
  readonly adopted: CountedGrants;
  /** People whose invite was canceled without a new one. */
  readonly canceled: number;
  /** People who were removed from the organization. */
  readonly removed: number;
  /** People whose recorded grants were dropped. */
  readonly forgotten: number;
  /** People with grants that Tally no longer showed. */
  readonly lapsed: number;
  /** Calls that Tally rejected. */
  readonly rejected: number;
  /** Calls whose result is unknown. */
  readonly unconfirmed: number;
}

export interface CountedGrants {
  readonly people: number;
  readonly grants: number;
}

/**
 * The number of people with a recorded grant of one workspace, as a step function of time. A grant counts from its
 * `since` until it is removed or forgotten, even while it is lapsed. A compacted state file includes only grants that
 * were still recorded.
 */
export interface ReportGrowth {
  readonly workspaceId: WorkspaceId;
  /** Oldest first. The number changes at every step. */
  readonly steps: readonly CountStep[];
}

export interface CountStep {
  readonly at: string;
  readonly people: number;
}

/** Formats a report as JSON for programs. The same report gives the same bytes. */
export function formatReport(report: Report): string {
  const members = report.members.map(({ findings: _, ...member }) => member);
  return `${JSON.stringify({ formatVersion: 1, ...report, members }, null, 2)}\n`;
}
