import type { Confirmation } from "../../core/apply/confirm.ts";
import type { FinishedCall } from "../../core/apply/finished-call.ts";
import type { RunStopReason } from "../../core/failure/failure.ts";
import type { Plan } from "../../core/plan/model.ts";
import type { PlannedGrant } from "../../core/review/marker.ts";
import type { Email } from "../../core/values/address.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import type { DisplayNames } from "../text/names.ts";

/** The result of an apply by the Action. */
export interface ApplyReport {
  readonly plan: Plan;
  readonly ended: readonly FinishedCall[];
  readonly stopReason: RunStopReason;
  /** What a check of Tally after the apply showed, if there was one. */
  readonly confirmation: Confirmation | undefined;
  /** When unconfirmed calls can be sent again, as ISO 8601 in UTC; undefined if there are none. */
  readonly retryAt: string | undefined;
  readonly names: DisplayNames;
  /** When the apply ended, as ISO 8601 in UTC. */
  readonly at: string;
  readonly commit: string;
  readonly runUrl: string;
  /** Returns the number of the pull request that requested a grant, if it is known. */
  readonly creditedTo: (grant: PlannedGrant) => number | undefined;
  /** Grants of the pull request that earlier runs sent. */
  readonly earlier: readonly SentEarlier[];
  readonly statePath: string;
  /** The branch that holds only the state, if there is one. */
  readonly stateBranch: string | undefined;
}

/** The pull requests that the grants of a plan come from. */
export interface ReviewedGrants {
  /** The numbers of the pull requests whose merge this run applies. */
  readonly current: ReadonlySet<number>;
  /** Returns the number of the pull request that requested a grant. Undefined if it was not a merge, or is unknown. */
  creditedTo(grant: PlannedGrant): number | undefined;
  /** The grants that no comment on a merged pull request showed before the merge. Empty if no comments are read. */
  readonly unreviewed: readonly PlannedGrant[];
}

/** Grants of one person that an earlier run sent. */
export interface SentEarlier {
  readonly email: Email;
  readonly workspaceIds: readonly WorkspaceId[];
  /** The URL of that run, if known. */
  readonly runUrl: string | undefined;
  /** The number of the pull request that requested them. */
  readonly pullRequest: number;
}
