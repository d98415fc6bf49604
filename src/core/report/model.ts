import type { Finding } from "../findings/model.ts";
import type { Provenance } from "../state/provenance.ts";
import type { MissingData } from "../tally/observed.ts";
import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** Who has access to which workspace, since when, by which commit, until when: an access review, as data. */
export interface Report {
  readonly organization: string;
  /** The day that it is made for, UTC: what has expired by then is no longer desired. */
  readonly day: Day;
  /** Whether Tally was looked at, and so joined and pending are told apart. */
  readonly live: boolean;
  /** Where the look was not whole: then what it does not show is not concluded to be gone. Empty without a look. */
  readonly missing: readonly MissingData[];
  /** Sorted by name. Those that members.yaml does not declare have their id as a name, or Tally's name where that is known. */
  readonly workspaces: readonly ReportWorkspace[];
  /** Sorted by name. */
  readonly groups: readonly ReportGroup[];
  /** Everybody who is desired, recorded, in an unconfirmed call or observed, sorted by email. */
  readonly members: readonly ReportMember[];
  /** What the state file says happened, the oldest first. */
  readonly applies: readonly ReportApply[];
  /** How many people had a recorded grant of each workspace, and since when. One for each of `workspaces`, in their order. */
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
  /** As members.yaml has it, or else as Tally shows it. */
  readonly name: string | undefined;
  /** The notes of members.yaml, those of several files with `; ` between. */
  readonly note: string | undefined;
  /** The groups that members.yaml names for the person. Sorted. */
  readonly groups: readonly string[];
  /** In the order of `remarks`. */
  readonly flags: readonly MemberFlag[];
  /**
   * In the order of `workspaces`. Empty for somebody who is in the organization, or invited to it, and shown in no workspace, and for
   * somebody of whom only an unconfirmed removal is left.
   */
  readonly grants: readonly ReportGrant[];
  /** By kind. The JSON of a report has none: `rollcall drift` reports them as data. */
  readonly findings: readonly Finding[];
}

/**
 * What is special about a person, in the order in which it is listed. owner: of the organization. key: whose key looked. protected: by
 * settings. blocked: by Tally. unknown-invite: pending, and Tally does not show for which workspaces. All but protected by a look.
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
 * One (member, workspace) pair that is desired, recorded, in an unconfirmed call or observed. Times are ISO 8601 in UTC. The commit, the
 * pull request and the run are those of `since`.
 */
export interface ReportGrant extends Provenance {
  readonly workspaceId: WorkspaceId;
  readonly status: GrantStatus;
  /** Whether members.yaml asks for it on the day of the report. */
  readonly isDesired: boolean;
  /** When it was first sent or adopted; of an unconfirmed call, when that was sent. Nothing where nothing is recorded. */
  readonly since: string | undefined;
  /** When it was last sent or adopted. */
  readonly lastSent: string | undefined;
  /** Tally had it before Rollcall did. */
  readonly isAdopted: boolean;
  /** The last day of access, where members.yaml gives one. */
  readonly expires: Day | undefined;
}

/**
 * What is known of a grant. joined, pending: as Tally shows it. lapsed: sent or adopted, and no longer in Tally. recorded: sent or
 * adopted, and Tally was not checked. unconfirmed: in a call without a usable response, be it an invite or a removal. rejected,
 * not-sent: desired and not recorded.
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
 * What one apply, or one person at the command line, recorded. What became of a call is counted where it was sent, whoever resolved it later;
 * an apply of which nothing happened is left out.
 */
export interface ReportApply {
  /** Of its first event, ISO 8601 in UTC. */
  readonly at: string;
  readonly commit: string | undefined;
  /** The pull requests that showed what was sent. Sorted. */
  readonly pullRequests: readonly number[];
  readonly run: string | undefined;
  /** It is known only from a compacted state file: what was still recorded then. */
  readonly isCompacted: boolean;
  /** How many grants, and of how many people, it sent and Tally accepted. */
  readonly sent: CountedGrants;
  /** What Tally had already. */
  readonly adopted: CountedGrants;
  /** People whose invite was withdrawn, and none followed. */
  readonly cancelled: number;
  /** People who were taken out of the organization. */
  readonly removed: number;
  /** People of whom a record was dropped. */
  readonly forgotten: number;
  /** People of whom Tally was found to show something no longer. */
  readonly lapsed: number;
  /** Calls that Tally refused, and calls of which it is not known what became. */
  readonly rejected: number;
  readonly unconfirmed: number;
}

export interface CountedGrants {
  readonly people: number;
  readonly grants: number;
}

/**
 * A step function: from each time on, so many people had a recorded grant. It is recorded from its `since` until it is removed or
 * forgotten, lapsed or not. A compacted state file tells only of grants that were recorded still.
 */
export interface ReportGrowth {
  readonly workspaceId: WorkspaceId;
  /** The oldest first, and no two alike that follow each other. */
  readonly steps: readonly CountStep[];
}

export interface CountStep {
  readonly at: string;
  readonly people: number;
}

/** A report as JSON for programs. Same report, same bytes. */
export function formatReport(report: Report): string {
  const members = report.members.map(({ findings: _, ...member }) => member);
  return `${JSON.stringify({ formatVersion: 1, ...report, members }, null, 2)}\n`;
}
