import type { Plan } from "../../core/plan/model.ts";
import type { ConfigChanges } from "../../core/plan/policy-change.ts";
import type { PersonNote } from "../../core/review/person-notes.ts";
import type { PlanPart } from "../../core/review/preview.ts";
import type { Email } from "../../core/values/address.ts";
import type { Findings } from "../diagnostics/markdown.ts";
import type { StateFile } from "../plan/unconfirmed.ts";
import type { DisplayNames } from "../text/names.ts";

/** What a pull request would do once it is merged. */
export interface PullRequestReport extends Findings, StateFile {
  readonly subject: "pull request" | "merge group";
  /** The branch that it would be merged into. */
  readonly base: string;
  /** The only branch that an apply reads. */
  readonly defaultBranch: string;
  /** Whether the pull request changes the state file. */
  readonly touchesState: boolean;
  /** Nothing where the files do not read. */
  readonly merge: MergeReport | undefined;
}

/** The plan of the merge, and what of it this pull request brings. */
export interface MergeReport {
  readonly plan: Plan;
  readonly added: PlanPart;
  /** What the base branch alone asks for already. */
  readonly existing: PlanPart;
  readonly changes: ConfigChanges;
  /** False where the base branch has no configuration that reads, so that everything counts as brought. */
  readonly isBaseRead: boolean;
  readonly names: DisplayNames;
  readonly linesOf: (email: Email) => readonly SourceLine[];
  /** What a reviewer should know of people whom the pull request adds. */
  readonly notes: ReadonlyMap<Email, readonly PersonNote[]>;
}

/** A line of a file. */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
}

/** Where a line can be seen. Its parts are encoded. */
export type LineAddress = (file: string, line: number) => string;

/** What a comment was made from. */
export interface PlanSource {
  /** Of the plan, if there is one. */
  readonly digest: string | undefined;
  readonly commit: string;
  /** The URL of the run. */
  readonly run: string;
}

/** Whether merging can send something: only the default branch is applied. */
export function isForDefaultBranch({ base, defaultBranch }: PullRequestReport): boolean {
  return base === defaultBranch;
}
