import type { WorkspaceId } from "../values/workspace-id.ts";

/** What a repository is set up with: everything that was asked or given, checked. */
export interface InitChoices {
  readonly paths: InitPaths;
  /** Nothing where members.yaml is there already, or is written by an import. */
  readonly members: FirstMembers | undefined;
  /** The branch that pull requests go to. */
  readonly branch: string;
  /** The branch that keeps the state, where the one above is protected. */
  readonly stateBranch: string | undefined;
  /** Users and teams with their `@`. */
  readonly owners: readonly string[];
  /** Nothing where it is not known yet which commit of the Action the workflows are to use. */
  readonly action: ActionSource | undefined;
  readonly workflows: readonly WorkflowName[];
  /** Of Rollcall. */
  readonly version: string;
}

/** Where the files are. Paths are relative to the root of the repository, with slashes. */
export interface InitPaths {
  readonly config: string;
  readonly configKind: "file" | "folder";
  readonly state: string;
  /** Whether the state file is where it is looked for unless something else is said. */
  readonly isDefaultState: boolean;
}

/** A members.yaml that names nobody yet. */
export interface FirstMembers {
  readonly organization: string;
  /** At least one; names and ids are unique. */
  readonly workspaces: readonly NamedWorkspace[];
}

/** What stands in the place of ids that nobody has said. Tally has no such organization, so that an apply refuses it. */
export const placeholders = {
  organization: "ORGANIZATION-ID",
  workspaces: [{ name: "marketing", id: "WORKSPACE-ID" as WorkspaceId }],
} satisfies FirstMembers;

export interface NamedWorkspace {
  readonly name: string;
  readonly id: WorkspaceId;
}

/** A commit of the repository that holds the Action. */
export interface ActionSource {
  /** OWNER/NAME. */
  readonly repository: string;
  /** The full SHA. */
  readonly commit: string;
}

/** A file that a repository is to have. Its path is relative to the root of the repository. */
export type InitFile =
  | { readonly kind: "members"; readonly path: string; readonly text: string }
  | {
      readonly kind: "workflow";
      readonly path: string;
      readonly text: string;
      readonly workflow: WorkflowName;
    }
  /** `entry` is the part of the text that a file of the user must have. */
  | {
      readonly kind: "dependabot";
      readonly path: string;
      readonly text: string;
      readonly entry: readonly string[];
    }
  /** Lines that are added to a file, made where there is none. */
  | { readonly kind: "owners" | "attributes"; readonly path: string; readonly lines: readonly string[] };

/**
 * What happened to a file. added: lines were added to one that was there. same: it has all that would be written. kept: it is another
 * than would be written, and stays.
 */
export interface InitResult {
  readonly file: InitFile;
  readonly status: "written" | "added" | "same" | "kept";
  /** Of lines: how many are new. */
  readonly lines: number;
  /** Whether it is a workflow that names no commit of the Action yet. */
  readonly isUnpinned: boolean;
}

/** What an init did and found, as far as it bears on what is left. */
export interface InitOutcome {
  readonly choices: InitChoices;
  readonly results: readonly InitResult[];
  /** Whether there is a git repository around, and whether anything was committed to it. */
  readonly repository: "none" | "empty" | "used";
  readonly hasOwnersFile: boolean;
  /** first: written without anybody in it. import: written from Tally, with the state. there: it was there before. */
  readonly members: "first" | "import" | "there";
}

export const workflowNames = ["plan", "apply", "drift", "plan-forks"] as const;
export type WorkflowName = (typeof workflowNames)[number];

/** The repository that publishes Rollcall, as the examples name it. */
export const repositoryUrl = "rollcall-dev/rollcall";

/** Where a members.yaml finds its schema: that of the Action that reads it, or of the released version. */
export function schemaUrl({ action, version }: Pick<InitChoices, "action" | "version">): string {
  const { repository, commit } = action ?? { repository: repositoryUrl, commit: `v${version.split(".")[0]}` };
  return `https://raw.githubusercontent.com/${repository}/${commit}/schemas/members.schema.json`;
}

/** What the examples have in the place of a commit: no release is named before there is one. */
export const placeholderCommit = "0".repeat(40);
