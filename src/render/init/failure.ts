import type { InitFailure } from "../../core/init/failure.ts";
import { ellipsize } from "../text/escape.ts";

/** Returns why `rollcall init` didn't set up the repository, and what to do. */
export function initReason(failure: InitFailure): string {
  switch (failure.problem) {
    case "no-workspace":
      return "members.yaml needs at least one workspace. Nothing was written. Add --workspace NAME=ID. The ID appears in the workspace URL in Tally.";
    case "no-organization":
      return "--workspace requires --organization ID. Nothing was written. The ID appears in Tally URLs.";
    case "bad-organization":
      return `Invalid organization ID ${quoted(failure.value)}. Use the ID that appears in Tally URLs, such as kwob3J: 1 to 64 letters, digits, hyphens, and underscores.`;
    case "bad-workspace":
      return `Invalid workspace ${quoted(failure.value)}. ${workspaceProblems[failure.why]}`;
    case "workspace-twice":
      return `Workspace ${failure.what === "id" ? "ID" : failure.what} ${quoted(failure.value)} is given twice. Give each workspace one name and one ID.`;
    case "bad-owner":
      return `Invalid code owner ${quoted(failure.value)}. Use @USER or @ORGANIZATION/TEAM, such as @acme/people.`;
    case "bad-action":
      return `Invalid action ${quoted(failure.value)}. ${actionProblems[failure.why]}`;
    case "bad-path":
      return `The path ${quoted(failure.path)} contains characters that workflows, CODEOWNERS, or .gitattributes would misread. Nothing was written. Use only letters, digits, and . _ - + @ in paths.`;
    case "outside":
      return `The path ${quoted(failure.path)} is outside the repository, or in its .git folder. Nothing was written. Use a path inside the repository.`;
    case "same-branch":
      return `--state-branch ${failure.branch} is the branch that pull requests target. Nothing was written. Use a separate branch, such as members-state. To store the state on ${failure.branch}, leave out --state-branch.`;
    case "forks-without-workflows":
      return "--forks and --no-workflows can't be used together. Nothing was written. Leave out one of them.";
    case "unwritable":
      return `Couldn't write ${failure.path}: ${failure.why}. Files written before it were kept. To write the rest, run rollcall init again.`;
  }
}

const workspaceProblems = {
  form: "Use NAME=ID, such as marketing=wLDNPp: a name of your choice, and the ID from the workspace URL in Tally.",
  id: "The ID after the last = must have 1 to 64 letters, digits, hyphens, and underscores, such as wLDNPp.",
  name: "The name must have 1 to 100 characters, no control characters, and no spaces at the start or end.",
  unseen: "The name contains invisible characters. Type it again.",
} as const;

const actionProblems = {
  form: "Use OWNER/NAME@COMMIT, with the full SHA of a commit in the repository of the Action.",
  movable:
    "Use the full 40-character SHA of a commit. The Action gets your API key, and a tag or branch could point to different code later. To find the SHA of a tag, run git ls-remote.",
  zeros: "The zeros are only a placeholder. To add the commit later, leave out --action.",
} as const;

function quoted(value: string): string {
  return JSON.stringify(ellipsize(value, 200));
}
