import type { StopReason } from "../apply/events.ts";
import type { EditFailure } from "../edit/failure.ts";
import type { ImportFailure } from "../import/failure.ts";
import type { InitFailure } from "../init/failure.ts";
import type { PlanFailure } from "../plan/model.ts";
import type { PlanProblem } from "../plan/read-plan.ts";
import type { ObserveFailure } from "../tally/observed.ts";
import type { AddressProblem } from "../values/address.ts";
import type { FileProblem } from "../values/file-problem.ts";

/** Why a command does not do what it was asked to, other than for what stands in a file that a person wrote. */
export type Failure =
  | { readonly reason: "no-config"; readonly path: string }
  | { readonly reason: "empty-folder"; readonly path: string }
  /** The commit that a plan is to be compared with, or its configuration, can't be read. */
  | { readonly reason: "base-unreadable"; readonly ref: string; readonly problem: string }
  | { readonly reason: "unreadable"; readonly path: string; readonly problem: string }
  | { readonly reason: "unwritable"; readonly path: string; readonly problem: string }
  | { readonly reason: "out-is-input"; readonly path: string }
  | { readonly reason: "no-key" }
  | {
      readonly reason: "bad-key";
      /** Where it comes from: a variable of the environment, or an input of the Action. */
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
      /** Undefined if what is at the path is no lock of Rollcall. */
      readonly holder: LockHolder | undefined;
    }
  | {
      readonly reason: "state-lost";
      readonly name: string;
      readonly lost: "branch" | "file";
      /** What still has it. */
      readonly where: string;
      /** The command that brings it back. */
      readonly restore: string;
    }
  | { readonly reason: "state-file"; readonly problem: FileProblem }
  | {
      readonly reason: "state-shortened";
      readonly name: string;
      /** How many events are missing. */
      readonly events: number;
      readonly where: string;
      readonly restore: string;
    }
  | {
      readonly reason: "state-misplaced";
      readonly name: string;
      readonly where: string;
      /** The command that moves it, if one command can. */
      readonly move?: string | undefined;
      /** The branch that has it, if `--state-branch` can name it. */
      readonly branch?: string | undefined;
      /** The path of the other file, if it is on the same branch. */
      readonly path?: string | undefined;
    }
  /** Git can't tell whether there ever was a file, or what the file may lack. */
  | {
      readonly reason: "state-unknown";
      readonly name: string;
      readonly isMissing: boolean;
      readonly problem: string;
    }
  /** There is a state, and the user starts over. */
  | { readonly reason: "state-exists"; readonly name: string }
  | { readonly reason: "state-unreachable"; readonly name: string; readonly problem: string }
  | { readonly reason: "state-denied"; readonly name: string; readonly problem: string }
  | { readonly reason: "state-moved"; readonly name: string }
  /** The file was removed while a run went on. */
  | { readonly reason: "state-removed"; readonly name: string }
  /** The file could not be written any more while an apply went on. */
  | { readonly reason: "state-unwritable"; readonly name: string; readonly problem: string }
  /** The Action runs only where GitHub's runner has set this variable. */
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
  /** What started a run is nothing that its command is for. */
  | {
      readonly reason: "wrong-event";
      readonly command: "plan" | "apply" | "drift";
      readonly event: RunTrigger;
      readonly defaultBranch: string | undefined;
    }
  | { readonly reason: "not-reviewed"; readonly grants: number; readonly people: readonly string[] }
  | { readonly reason: "not-an-address"; readonly value: string; readonly problem: AddressProblem }
  | { readonly reason: "no-such-workspace"; readonly name: string; readonly suggestion: string | undefined }
  | { readonly reason: "not-recorded"; readonly email: string; readonly suggestion: string | undefined }
  /** A call to the person may still be delivered, until a time. */
  | { readonly reason: "in-flight"; readonly email: string; readonly until: string }
  | { readonly reason: "no-state"; readonly path: string }
  /** There is no record, and Tally is not looked at. */
  | { readonly reason: "nothing-to-report"; readonly path: string }
  | { readonly reason: "no-such-call"; readonly call: string };

/** Permissions of a job, as its workflow names them. */
export type NeededPermissions = Readonly<Record<string, "read" | "write">>;

/** What a job needs, and what of it GitHub refused. */
export interface RequiredPermissions {
  /** Such as `contents: read`. */
  readonly refused: string;
  readonly needed: NeededPermissions;
}

/** What started a run of the Action. */
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
  /** What was typed, without the path of the program. */
  readonly command: string;
  /** When it took the lock, as ISO 8601 in UTC. */
  readonly since: string;
}

/** What is wrong with a key. Nothing of the key itself is told. */
export type KeyProblem = "around" | "quoted" | "scheme" | "inside" | "too-long";

/** Why no more calls are sent. */
export type RunStopReason =
  | StopReason
  /** The state could not be written. Of what is not recorded, at most one call was sent. */
  | { readonly reason: "record-failed"; readonly failure: Failure }
  /** The plan was not approved, so nothing of it was sent. */
  | { readonly reason: "not-approved"; readonly failure: Failure }
  /** The rest could not be planned again: the inputs can't be loaded, or Tally can't be checked. */
  | { readonly reason: "not-planned"; readonly failure: Failure | undefined }
  /** Going on would do more than was approved, for these people. */
  | { readonly reason: "plan-exceeded"; readonly people: readonly string[] };
