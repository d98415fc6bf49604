import type { InitFailure } from "../../core/init/failure.ts";
import { ellipsize } from "../text/escape.ts";

/** Why a repository is not set up, and the way out. */
export function initReason(failure: InitFailure): string {
  switch (failure.problem) {
    case "no-workspace":
      return "members.yaml needs at least one workspace. Nothing was written. Add --workspace NAME=ID; the id is in the address of the workspace's page in Tally.";
    case "no-organization":
      return "--workspace is for a first members.yaml, which needs the organization as well. Nothing was written. Add --organization ID; the id is in the address of Tally's pages.";
    case "bad-organization":
      return `${quoted(failure.value)} is not the id of an organization: 1 to 64 letters, digits, hyphens and underscores, such as kwob3J, as in the address of Tally's pages.`;
    case "bad-workspace":
      return `${quoted(failure.value)} ${workspaceProblems[failure.why]}`;
    case "workspace-twice":
      return `the workspace ${failure.what} ${quoted(failure.value)} is given twice. Each name stands for one workspace, and each workspace has one name.`;
    case "bad-owner":
      return `${quoted(failure.value)} is not a code owner. Write @USER or @ORGANIZATION/TEAM, such as @acme/people.`;
    case "bad-action":
      return `${quoted(failure.value)} ${actionProblems[failure.why]}`;
    case "bad-path":
      return `${quoted(failure.path)} cannot stand in a workflow, in CODEOWNERS and in .gitattributes without being read as something else there. Nothing was written. Name folders and files with letters, digits and . _ - + @ only.`;
    case "outside":
      return `${quoted(failure.path)} leads out of the repository, or into its .git folder. Nothing was written. Name a file inside it.`;
    case "same-branch":
      return `--state-branch ${failure.branch} is the branch that pull requests go to. Nothing was written. Name another, such as members-state, which holds nothing but the state; or leave it out to keep the state on ${failure.branch}.`;
    case "forks-without-workflows":
      return "--forks writes one workflow more, and --no-workflows writes none. Nothing was written. Leave one of them out.";
    case "unwritable":
      return `${failure.path} cannot be written: ${failure.why}. What was written before it stays. Run rollcall init again to write the rest.`;
  }
}

const workspaceProblems = {
  form: "is not NAME=ID, such as marketing=wLDNPp: a name of your choice, and the id from the address of the workspace's page in Tally.",
  id: "does not end in the id of a workspace: after the last = stand 1 to 64 letters, digits, hyphens and underscores, such as wLDNPp.",
  name: "does not begin with a name: 1 to 100 characters without control characters, and without white space around them.",
  unseen: "has characters in its name that nobody sees. Type the name anew.",
} as const;

const actionProblems = {
  form: "is not OWNER/NAME@COMMIT, with the full SHA of a commit of the Action's repository.",
  movable:
    "names no commit: the Action is handed the key, and what a tag or a branch names may be other code tomorrow. Write the full SHA, 40 characters; git ls-remote shows that of a tag.",
  zeros: "is the place of a commit, and none. Leave it out to put the commit in later.",
} as const;

function quoted(value: string): string {
  return JSON.stringify(ellipsize(value, 200));
}
