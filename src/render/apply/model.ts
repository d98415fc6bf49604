import type { Confirmation } from "../../core/apply/confirm.ts";
import type { FinishedCall } from "../../core/apply/finished-call.ts";
import type { RunStopReason } from "../../core/failure/failure.ts";
import type { Plan } from "../../core/plan/model.ts";
import type { PlannedGrant } from "../../core/review/marker.ts";
import type { Email } from "../../core/values/address.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import type { DisplayNames } from "../text/names.ts";

/** What an apply of the Action did. */
export interface ApplyReport {
  readonly plan: Plan;
  readonly ended: readonly FinishedCall[];
  readonly stopReason: RunStopReason;
  /** What a look afterwards showed, where there was one. */
  readonly confirmation: Confirmation | undefined;
  /** When unconfirmed calls can be sent again, as ISO 8601 in UTC; undefined if there are none. */
  readonly retryAt: string | undefined;
  readonly names: DisplayNames;
  /** When it ended, as ISO 8601 in UTC. */
  readonly at: string;
  readonly commit: string;
  readonly runUrl: string;
  /** The pull request that made a grant desired, if one is known. */
  readonly creditedTo: (grant: PlannedGrant) => number | undefined;
  /** What earlier runs sent of the pull request. */
  readonly earlier: readonly SentEarlier[];
  readonly statePath: string;
  /** The branch that holds only the state, where there is one. */
  readonly stateBranch: string | undefined;
}

/** Where the grants of a plan come from. */
export interface ReviewedGrants {
  /** The numbers of the pull requests whose merge the run is about. */
  readonly current: ReadonlySet<number>;
  /** The number of the pull request that made a grant desired. Undefined if that was no merge, or not known. */
  creditedTo(grant: PlannedGrant): number | undefined;
  /** The grants that no comment on a merged pull request showed before the merge. Empty if no comments are read. */
  readonly unreviewed: readonly PlannedGrant[];
}

/** Grants of one person that an earlier run sent. */
export interface SentEarlier {
  readonly email: Email;
  readonly workspaceIds: readonly WorkspaceId[];
  /** The address of that run, where known. */
  readonly runUrl: string | undefined;
  /** The pull request that they belong to. */
  readonly pullRequest: number;
}
