import type { EditRefusal } from "../edit/failure.ts";
import type { ImportRefusal } from "../import/failure.ts";
import type { InitRefusal } from "../init/failure.ts";
import type { PlanFailure } from "../plan/model.ts";
import type { PlanProblem } from "../plan/read-plan.ts";
import type { LookRefusal } from "../tally/observed.ts";
import type { AddressProblem } from "../values/address.ts";

/** Why a command does not do what it was asked to, other than for what stands in a file that a person wrote. */
export type Refusal =
  | { readonly refusal: "no-config"; readonly path: string }
  | { readonly refusal: "empty-folder"; readonly path: string }
  | { readonly refusal: "unreadable"; readonly path: string; readonly problem: string }
  | { readonly refusal: "unwritable"; readonly path: string; readonly problem: string }
  | { readonly refusal: "out-is-input"; readonly path: string }
  | { readonly refusal: "no-key" }
  | {
      readonly refusal: "bad-key";
      /** Where it comes from: a variable of the environment, or an input of the Action. */
      readonly name: string;
      readonly problem: KeyProblem;
    }
  | {
      readonly refusal: "bad-url";
      readonly value: string;
      readonly problem: "not-a-url" | "not-https" | "has-extras";
    }
  | { readonly refusal: "bad-version"; readonly value: string }
  | { readonly refusal: "needs-yes" }
  | { readonly refusal: "bad-plan"; readonly path: string; readonly problem: PlanProblem }
  | PlanFailure
  | ({ readonly refusal: "import" } & ImportRefusal)
  | ({ readonly refusal: "init" } & InitRefusal)
  | ({ readonly refusal: "edit" } & EditRefusal)
  | LookRefusal
  | { readonly refusal: "locked"; readonly path: string; readonly seconds: number }
  | {
      readonly refusal: "state-vanished";
      readonly name: string;
      readonly what: "branch" | "file";
      /** The command that brings it back. */
      readonly restore: string;
    }
  | { readonly refusal: "state-elsewhere"; readonly name: string; readonly where: string }
  | { readonly refusal: "state-unreachable"; readonly name: string; readonly problem: string }
  | { readonly refusal: "state-denied"; readonly name: string; readonly problem: string }
  | { readonly refusal: "state-moved"; readonly name: string }
  /** The file could not be written any more while an apply went on. */
  | { readonly refusal: "state-unwritable"; readonly name: string; readonly problem: string }
  /** The Action runs only where GitHub's runner has set this variable. */
  | { readonly refusal: "no-runner"; readonly name: string }
  | {
      readonly refusal: "bad-input";
      readonly name: string;
      readonly value: string;
      readonly expected: string;
    }
  | { readonly refusal: "bad-event"; readonly path: string }
  | { readonly refusal: "outside-repository"; readonly path: string }
  | { readonly refusal: "no-commit"; readonly sha: string }
  | { readonly refusal: "github"; readonly problem: string; readonly permission: string | undefined }
  | { readonly refusal: "apply-on"; readonly event: string; readonly defaultBranch: string | undefined }
  | { readonly refusal: "not-reviewed"; readonly grants: number; readonly people: readonly string[] }
  | { readonly refusal: "not-an-address"; readonly value: string; readonly problem: AddressProblem }
  | { readonly refusal: "no-such-workspace"; readonly name: string; readonly suggestion: string | undefined }
  | { readonly refusal: "not-recorded"; readonly email: string; readonly suggestion: string | undefined }
  | { readonly refusal: "no-state"; readonly path: string }
  /** There is no record, and Tally is not looked at. */
  | { readonly refusal: "nothing-to-report"; readonly path: string }
  | { readonly refusal: "nothing-unconfirmed"; readonly call: string | undefined };

/** What is wrong with a key. Nothing of the key itself is told. */
export type KeyProblem = "around" | "quoted" | "scheme" | "inside" | "too-long";

/** A value, or why there is none. */
export type Attempt<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };
