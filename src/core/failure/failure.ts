import type { StopReason } from "../apply/events.ts";
import type { DiagnosticDetails } from "../diagnostics/details.ts";
import type { EditFailure } from "../edit/failure.ts";
import type { ImportFailure } from "../import/failure.ts";
import type { InitFailure } from "../init/failure.ts";
import type { PlanFailure } from "../plan/model.ts";
import type { PlanProblem } from "../plan/read-plan.ts";
import type { ObserveFailure } from "../tally/observed.ts";
import type { FileProblem } from "../values/file-problem.ts";

/** Why a command failed. Errors in files that people wrote are diagnostics instead. */
export type Failure =
  | { readonly reason: "no-config"; readonly path: string }
  | { readonly reason: "empty-folder"; readonly path: string }
  /** The commit to compare the plan with, or its configuration, can't be read. */
  | { readonly reason: "base-unreadable"; readonly ref: string; readonly problem: string }
  | { readonly reason: "unreadable"; readonly path: string; readonly problem: string }
  | { readonly reason: "unwritable"; readonly path: string; readonly problem: string }
  | { readonly reason: "out-is-input"; readonly path: string }
  | { readonly reason: "no-key" }
  | {
      readonly reason: "bad-key";
      /** The environment variable, or the input of the Action, that has the key. */
      readonly name: string;
      readonly problem: KeyProblem;
    }
  | {
      readonly reason: "bad-url";
      readonly value: string;
      readonly problem: "not-a-url" | "not-https" | "has-extras";
    }
  | { readonly reason: "bad-version"; readonly value: string }
  | { readonly reason: "needs-yes" }
  | { readonly reason: "bad-plan"; readonly path: string; readonly problem: PlanProblem }
  | PlanFailure
  | ({ readonly reason: "import" } & ImportFailure)
  | ({ readonly reason: "init" } & InitFailure)
  | ({ readonly reason: "edit" } & EditFailure)
  | ObserveFailure
  | {
      readonly reason: "locked";
      /** The path of the lock. */
      readonly path: string;
      readonly seconds: number;
      /** Undefined if the file at the path isn't a lock of Rollcall. */
      readonly holder: LockHolder | undefined;
    }
  | {
      readonly reason: "state-lost";
      readonly name: string;
      readonly lost: "branch" | "file";
      /** The version that still has it, as messages name it. */
      readonly where: string;
      /** The command that restores it. */
      readonly restore: string;
    }
  | { readonly reason: "state-file"; readonly problem: FileProblem }
  | {
      readonly reason: "state-shortened";
      readonly name: string;
      /** The number of missing events. */
      readonly events: number;
      readonly where: string;
      readonly restore: string;
    }
  | {
      readonly reason: "state-misplaced";
      readonly name: string;
      readonly where: string;
      /** The command that moves the file, if one command can. */
      readonly move?: string | undefined;
      /** The branch with the file, if `--state-branch` can name it. */
      readonly branch?: string | undefined;
      /** The path of the other file, if it is on the same branch. */
      readonly path?: string | undefined;
    }
  /** Git can't tell whether the file ever existed, or whether it lacks events. */
  | {
      readonly reason: "state-unknown";
      readonly name: string;
      readonly isMissing: boolean;
      readonly problem: string;
    }
  /** There is a state file, but the command starts a new one. */
  | { readonly reason: "state-exists"; readonly name: string }
  | { readonly reason: "state-unreachable"; readonly name: string; readonly problem: string }
  | { readonly reason: "state-denied"; readonly name: string; readonly problem: string }
  | { readonly reason: "state-moved"; readonly name: string }
  /** The file was removed during a run. */
  | { readonly reason: "state-removed"; readonly name: string }
  /** The file became unwritable during an apply. */
  | { readonly reason: "state-unwritable"; readonly name: string; readonly problem: string }
  /** GitHub's runner didn't set this variable, which the Action needs. */
  | { readonly reason: "no-runner"; readonly name: string }
  | {
      readonly reason: "bad-input";
      readonly name: string;
      readonly value: string;
      readonly expected: string;
    }
  | { readonly reason: "bad-event"; readonly path: string }
  | { readonly reason: "no-commit"; readonly sha: string }
  | {
      readonly reason: "github";
      readonly problem: string;
      /** Undefined if the problem isn't about permissions. */
      readonly permissions: RequiredPermissions | undefined;
    }
  | { readonly reason: "issues-off"; readonly problem: string }
  /** The command doesn't support the event that started the run. */
  | {
      readonly reason: "wrong-event";
      readonly command: "plan" | "apply" | "drift";
      readonly event: RunTrigger;
      readonly defaultBranch: string | undefined;
    }
  | { readonly reason: "not-reviewed"; readonly grants: number; readonly people: readonly string[] }
  | ({ readonly reason: "not-an-address" } & DiagnosticDetails["invalid-address"])
  | { readonly reason: "no-such-workspace"; readonly name: string; readonly suggestion: string | undefined }
  | { readonly reason: "not-recorded"; readonly email: string; readonly suggestion: string | undefined }
  /** A call that names the person may still reach Tally, until the given time. */
  | { readonly reason: "in-flight"; readonly email: string; readonly until: string }
  | { readonly reason: "no-state"; readonly path: string }
  /** There is no state file, and the command doesn't check Tally. */
  | { readonly reason: "nothing-to-report"; readonly path: string }
  | { readonly reason: "no-such-call"; readonly call: string };

/** The permissions of a job, as written in a workflow. */
export type JobPermissions = Readonly<Record<string, "read" | "write">>;

/** The permissions that a job needs, and the ones that GitHub denied. */
export interface RequiredPermissions {
  /** The denied permissions, such as `contents: read`. */
  readonly refused: string;
  readonly needed: JobPermissions;
}

/** The event that started a run of the Action. */
export type RunTrigger =
  | { readonly kind: "pull-request"; readonly number: number }
  | { readonly kind: "closed-pull-request"; readonly number: number }
  | { readonly kind: "merge-group" }
  | { readonly kind: "branch"; readonly branch: string }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "other"; readonly name: string };

/** The process that holds a lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** The command line, without the path of the program. */
  readonly command: string;
  /** The time at which it took the lock, as ISO 8601 in UTC. */
  readonly since: string;
}

/** What is wrong with an API key. Reveals nothing of the key itself. */
export type KeyProblem = "around" | "quoted" | "scheme" | "inside" | "too-long";

/** Why a run stopped sending calls. */
export type RunStopReason =
  | StopReason
  /** The state couldn't be written. Of the calls that aren't recorded, at most one was sent. */
  | { readonly reason: "record-failed"; readonly failure: Failure }
  /** The plan wasn't approved, so none of it was sent. */
  | { readonly reason: "not-approved"; readonly failure: Failure }
  /** The rest couldn't be planned again: the inputs can't be loaded, or Tally can't be checked. */
  | { readonly reason: "not-planned"; readonly failure: Failure | undefined }
  /** Continuing would do more for these people than was approved. */
  | { readonly reason: "plan-exceeded"; readonly people: readonly string[] };
