import type { InitFile } from "./files.ts";
import { type InitChoices, placeholders } from "./model.ts";

/**
 * What became of a file. added: lines were added to one that was there. same: it has all that would be written. kept: it is another
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

/** Something that is left to do by hand. Paths are relative to the root of the repository. */
export type NextStep =
  | { readonly step: "repository"; readonly branch: string }
  | { readonly step: "action"; readonly paths: readonly string[]; readonly version: string }
  | { readonly step: "ids"; readonly config: string }
  | {
      readonly step: "people";
      readonly config: string;
      /** Nothing where it is looked for there unless something else is said. */
      readonly state: string | undefined;
      readonly stateBranch: string | undefined;
    }
  | { readonly step: "secret" }
  | {
      readonly step: "commit";
      readonly paths: readonly string[];
      readonly branch: string;
      readonly byPullRequest: boolean;
    }
  | {
      readonly step: "protect";
      readonly branch: string;
      readonly stateBranch: string;
      readonly hasOwners: boolean;
    };

/** Something to know, about which nothing has to be done. */
export type InitNote =
  /** Workflows that are others than would be written now. */
  | { readonly note: "kept"; readonly paths: readonly string[] }
  | { readonly note: "unprotected"; readonly branch: string }
  | { readonly note: "owners-given"; readonly isEnforced: boolean }
  | { readonly note: "owners-missing" | "approval" | "private" };

/** What is left to do by hand, in the order in which it is done. */
export function nextSteps({ choices, results, repository, members }: InitOutcome): readonly NextStep[] {
  const { branch, stateBranch, owners, place, workflows, version } = choices;
  const hasWorkflows = workflows.length > 0;
  const changed = results.filter(({ status }) => status === "written" || status === "added");
  const imported = stateBranch === undefined ? [place.config, place.state] : [place.config];
  const paths = [...(members === "import" ? imported : []), ...changed.map(({ file }) => file.path)];
  const unpinned = results.filter(one => one.isUnpinned).map(({ file }) => file.path);
  // A pull request needs a branch that it goes to.
  const byPullRequest = stateBranch !== undefined && repository === "used";
  const steps: readonly (NextStep | false)[] = [
    repository === "none" && { step: "repository", branch },
    unpinned.length > 0 && { step: "action", paths: unpinned, version },
    choices.members === placeholders && { step: "ids", config: place.config },
    members === "first" && {
      step: "people",
      config: place.config,
      state: place.isUsualState ? undefined : place.state,
      stateBranch,
    },
    hasWorkflows && { step: "secret" },
    paths.length > 0 && { step: "commit", paths, branch, byPullRequest },
    hasWorkflows &&
      stateBranch !== undefined && { step: "protect", branch, stateBranch, hasOwners: owners.length > 0 },
  ];
  return steps.filter(step => step !== false);
}

/** What is worth knowing of how it is set up now. */
export function notesOn({ choices, results, hasOwnersFile }: InitOutcome): readonly InitNote[] {
  const { branch, stateBranch, owners, workflows } = choices;
  const hasWorkflows = workflows.length > 0;
  const kept = results.filter(one => one.file.kind === "workflow" && one.status === "kept");
  const notes: readonly (InitNote | false)[] = [
    kept.length > 0 && { note: "kept", paths: kept.map(({ file }) => file.path) },
    hasWorkflows && stateBranch === undefined && { note: "unprotected", branch },
    owners.length > 0 && { note: "owners-given", isEnforced: stateBranch !== undefined },
    owners.length === 0 && !hasOwnersFile && { note: "owners-missing" },
    hasWorkflows && { note: "approval" },
    hasWorkflows && { note: "private" },
  ];
  return notes.filter(note => note !== false);
}
