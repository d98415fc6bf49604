/**
 * Why a repository is not set up. outside: the path leads out of
 * the repository. bad-path: it has characters that a workflow, git or GitHub would read as something else.
 * unwritable: the file system does not let a file be written after others were.
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

/** form: it is not NAME=ID. name: members.yaml takes no such name. unseen: it holds characters that nobody sees. */
export type WorkspaceProblem = "form" | "id" | "name" | "unseen";

/** form: it is not OWNER/NAME@COMMIT. movable: a tag or a branch. zeros: the place of a commit, and none. */
export type ActionProblem = "form" | "movable" | "zeros";
