import type { WorkspaceId } from "../values/workspace-id.ts";

/** What a repository is set up with: everything that was asked or given, checked. */
export interface InitChoices {
  readonly place: InitPlace;
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
export interface InitPlace {
  readonly config: string;
  readonly configKind: "file" | "folder";
  readonly state: string;
  /** Whether the state file is where it is looked for unless something else is said. */
  readonly isUsualState: boolean;
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

export const workflowNames = ["plan", "apply", "drift", "plan-forks"] as const;
export type WorkflowName = (typeof workflowNames)[number];

/** The repository that publishes Rollcall, as the examples name it. */
export const home = "rollcall-dev/rollcall";

/** Where a members.yaml finds its schema: that of the Action that reads it, or of the released version. */
export function schemaAddress({ action, version }: Pick<InitChoices, "action" | "version">): string {
  const { repository, commit } = action ?? { repository: home, commit: `v${version.split(".")[0]}` };
  return `https://raw.githubusercontent.com/${repository}/${commit}/schemas/members.schema.json`;
}

/** What the examples have in the place of a commit: no release is named before there is one. */
export const noCommit = "0".repeat(40);
