import type { Plan } from "../../core/plan/model.ts";
import type { ConfigChanges } from "../../core/plan/policy-change.ts";
import type { PersonNote } from "../../core/review/person-notes.ts";
import type { PlanPart } from "../../core/review/preview.ts";
import type { Email } from "../../core/values/address.ts";
import type { Findings } from "../diagnostics/markdown.ts";
import type { StateFile } from "../plan/unconfirmed.ts";
import type { DisplayNames } from "../text/names.ts";

/** The effect of merging a pull request. */
export interface PullRequestReport extends Findings, StateFile {
  readonly subject: "pull request" | "merge group";
  /** The branch that the pull request targets. */
  readonly base: string;
  /** The only branch that Rollcall applies. */
  readonly defaultBranch: string;
  /** Whether the pull request changes the state file. */
  readonly touchesState: boolean;
  /** Undefined if the files are invalid. */
  readonly merge: MergeReport | undefined;
}

/** The plan after a merge, and the part of it that this pull request adds. */
export interface MergeReport {
  readonly plan: Plan;
  readonly added: PlanPart;
  /** The part that the base branch already requests. */
  readonly existing: PlanPart;
  readonly changes: ConfigChanges;
  /** Whether the base branch has a valid configuration. If not, everything counts as added. */
  readonly isBaseRead: boolean;
  readonly names: DisplayNames;
  readonly linesOf: (email: Email) => readonly SourceLine[];
  /** Notes for reviewers about the people that the pull request adds. */
  readonly notes: ReadonlyMap<Email, readonly PersonNote[]>;
}

/** A line of a file. */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
}

/** Returns the URL of a line in a file, with its parts encoded. */
export type LineUrl = (file: string, line: number) => string;

/** The origin of a comment. */
export interface PlanSource {
  /** The digest of the plan, if there is one. */
  readonly digest: string | undefined;
  readonly commit: string;
  /** The URL of the run. */
  readonly run: string;
}

/** Whether merging can send anything. Only the default branch is applied. */
export function isForDefaultBranch({ base, defaultBranch }: PullRequestReport): boolean {
  return base === defaultBranch;
}
