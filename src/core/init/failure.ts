/**
 * Why a repository wasn't set up.
 * - outside: the path leads out of the repository.
 * - bad-path: the path has characters that a workflow, git, or GitHub would interpret.
 * - unwritable: a file couldn't be written. Others may have been written before it.
 */
export type InitFailure =
  | { readonly problem: "no-workspace" | "no-organization" }
  | { readonly problem: "bad-organization"; readonly value: string }
  | { readonly problem: "bad-workspace"; readonly value: string; readonly why: WorkspaceProblem }
  | { readonly problem: "workspace-twice"; readonly value: string; readonly what: "name" | "id" }
  | { readonly problem: "bad-owner"; readonly value: string }
  | { readonly problem: "bad-action"; readonly value: string; readonly why: ActionProblem }
  | { readonly problem: "bad-path"; readonly path: string }
  | { readonly problem: "outside"; readonly path: string }
  | { readonly problem: "same-branch"; readonly branch: string }
  | { readonly problem: "forks-without-workflows" }
  | { readonly problem: "unwritable"; readonly path: string; readonly why: string };

/** form: it isn't NAME=ID. name: members.yaml doesn't accept the name. unseen: the name has invisible characters. */
export type WorkspaceProblem = "form" | "id" | "name" | "unseen";

/** form: it isn't OWNER/NAME@COMMIT. movable: it names a tag or a branch. zeros: it has the placeholder commit. */
export type ActionProblem = "form" | "movable" | "zeros";
