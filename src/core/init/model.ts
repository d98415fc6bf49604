import { placeholderIds } from "../values/placeholders.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** The choices for setting up a repository, from options and answers, after validation. */
export interface InitChoices {
  readonly paths: InitPaths;
  /** Undefined if members.yaml exists, or if an import writes it. */
  readonly members: FirstMembers | undefined;
  /** The branch that pull requests target. */
  readonly branch: string;
  /** The separate branch for the state file, if `branch` is protected. */
  readonly stateBranch: string | undefined;
  /** Users and teams, each with its `@`. */
  readonly owners: readonly string[];
  /** Undefined if it isn't known yet which commit of the Action the workflows will use. */
  readonly action: ActionSource | undefined;
  readonly workflows: readonly WorkflowName[];
  /** The version of Rollcall. */
  readonly version: string;
}

/** The paths of the files, relative to the root of the repository, with slashes. */
export interface InitPaths {
  readonly config: string;
  readonly configKind: "file" | "folder";
  readonly state: string;
  /** Whether commands find the state file without an option. */
  readonly isDefaultState: boolean;
}

/** The contents of a members.yaml without members. */
export interface FirstMembers {
  readonly organization: string;
  /** At least one. Names and IDs are unique. */
  readonly workspaces: readonly NamedWorkspace[];
}

/** Placeholders for IDs that aren't known. Tally has no such organization, so an apply fails. */
export const placeholders = {
  organization: placeholderIds.organization,
  workspaces: [{ name: "marketing", id: placeholderIds.workspace }],
} satisfies FirstMembers;

export interface NamedWorkspace {
  readonly name: string;
  readonly id: WorkspaceId;
}

/** A commit of the repository that holds the Action. */
export interface ActionSource {
  /** As OWNER/NAME. */
  readonly repository: string;
  /** The full SHA. */
  readonly commit: string;
}

/** A file to write. Its path is relative to the root of the repository. */
export type InitFile =
  | { readonly kind: "members"; readonly path: string; readonly text: string }
  | {
      readonly kind: "workflow";
      readonly path: string;
      readonly text: string;
      readonly workflow: WorkflowName;
    }
  /** `entry`: the part of the text that an existing file must have. */
  | {
      readonly kind: "dependabot";
      readonly path: string;
      readonly text: string;
      readonly entry: readonly string[];
    }
  /** Lines to append to a file, which is created if it doesn't exist. */
  | { readonly kind: "owners" | "attributes"; readonly path: string; readonly lines: readonly string[] };

/**
 * What happened to a file. added: lines were appended to an existing file. same: the file already has everything.
 * kept: the existing file differs and was left unchanged.
 */
export interface InitResult {
  readonly file: InitFile;
  readonly status: "written" | "added" | "same" | "kept";
  /** The number of lines that were added. */
  readonly lines: number;
  /** Whether it is a workflow with the placeholder commit. */
  readonly isUnpinned: boolean;
}

/** The result of an init, which determines the remaining steps. */
export interface InitOutcome {
  readonly choices: InitChoices;
  readonly results: readonly InitResult[];
  /** none: the folder isn't in a git repository. empty: the repository has no commits. */
  readonly repository: "none" | "empty" | "used";
  readonly hasOwnersFile: boolean;
  /**
   * first: it was written without members. import: it was imported from Tally, with the state. there: it
   * already existed.
   */
  readonly members: "first" | "import" | "there";
}

export const workflowNames = ["plan", "apply", "drift", "plan-forks"] as const;
export type WorkflowName = (typeof workflowNames)[number];

/** The repository that publishes Rollcall, as the examples name it. */
export const publishedRepository = "rollcall-dev/rollcall";

/** Returns the URL of the schema of members.yaml: that of the Action's commit, or of the released version. */
export function schemaUrl({ action, version }: Pick<InitChoices, "action" | "version">): string {
  const { repository, commit } = action ?? {
    repository: publishedRepository,
    commit: `v${version.split(".")[0]}`,
  };
  return `https://raw.githubusercontent.com/${repository}/${commit}/schemas/members.schema.json`;
}

/** The placeholder for a commit in the examples, which name no release before there is one. */
export const placeholderCommit = "0".repeat(40);
