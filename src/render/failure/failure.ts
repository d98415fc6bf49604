import type { Failure, KeyProblem, RunTrigger } from "../../core/failure/failure.ts";
import { sentenceOf } from "../diagnostics/messages.ts";
import type { Block } from "../document/model.ts";
import { plainText } from "../document/plain.ts";
import { editReason } from "../edit/edit.ts";
import { importReason } from "../import/import.ts";
import { initReason } from "../init/failure.ts";
import { limitMessage } from "../plan/limits.ts";
import { escapeTerminal } from "../text/escape.ts";
import { describeFileProblem } from "../text/file-problem.ts";
import { formatFirst, formatList, pluralize } from "../text/plural.ts";
import { permissionsLine, permissionsText } from "./permissions.ts";

/** Returns why a command failed and what to do about it, on one line. Safe for a terminal. */
export function renderFailure(failure: Failure): string {
  return `${escapeTerminal(`Error: ${reasonOf(failure)}`)}\n`;
}

/** Returns the same text as a block of a document. */
export function failureBlocks(failure: Failure): readonly Block[] {
  const lines = renderFailure(failure).trimEnd().split("\n");
  return [{ kind: "lines", language: "text", lines, unit: "line" }];
}

const stateFileAlone =
  "To use only the state file, run apply with --no-live, or plan and report without --live.";
const invitedAgain = "Rollcall stopped, because without the state it might invite people again.";
type FailureOf<Reason extends Failure["reason"]> = Extract<Failure, { reason: Reason }>;

function reasonOf(failure: Failure): string {
  switch (failure.reason) {
    case "no-config":
      return `${failure.path} not found. To create one, run rollcall init. To use another file, pass --config PATH.`;
    case "empty-folder":
      return `No .yaml or .yml files found in ${failure.path}. Add a members.yaml, or pass another folder with --config.`;
    case "base-unreadable":
      return `Couldn't read the commit ${failure.ref}: ${failure.problem}. Pass a commit that this clone has, such as origin/main. To get missing commits, run git fetch.`;
    case "unreadable":
      return `Couldn't read ${failure.path}: ${failure.problem}.`;
    case "unwritable":
      return `Couldn't write ${failure.path}: ${failure.problem}. Pass a file in an existing folder that you can write to.`;
    case "state-unwritable":
      return `Couldn't write ${failure.name}: ${failure.problem}. Rollcall stopped sending. Earlier results are saved, and the next apply checks Tally for the rest.`;
    case "out-is-input":
      return `--out ${failure.path} would overwrite a file that Rollcall reads. Pass another file.`;
    case "no-key":
      return "TALLY_API_KEY is not set. Create a key in Tally under Settings > API keys, and export it as TALLY_API_KEY.";
    case "bad-key":
      return `${failure.name} ${keyProblems[failure.problem]}.`;
    case "bad-url":
      return `TALLY_API_URL is ${failure.value}, ${urlProblems[failure.problem]}.`;
    case "bad-version":
      return `TALLY_API_VERSION is ${failure.value}, but it must be a date such as 2025-02-01. If it is not set, Tally uses the version of the API key.`;
    case "observe-failed":
      return `${failure.problem}. Nothing was sent, because Rollcall can't tell who is already invited. Try again later. ${stateFileAlone}`;
    case "observe-denied":
      return `${failure.problem}. The API key's user isn't allowed to list members. Use the owner's key. ${stateFileAlone}`;
    case "key-rejected":
      return "Tally returned 401. The API key is invalid, or its user left the organization. Create a new key in Tally under Settings > API keys.";
    case "foreign-organization":
      return `The API key belongs to organization ${failure.actual}, but members.yaml is for ${failure.configured}. Nothing was sent. Use a key from ${failure.configured}, or correct organization in members.yaml.`;
    case "needs-yes":
      return "Can't ask for confirmation because stdin isn't a terminal. To apply without confirmation, pass --yes.";
    case "bad-plan":
      return `${failure.path} ${planProblems[failure.problem]}. To create a plan, run rollcall plan --out plan.json`;
    case "stale-plan":
      return `The plan is stale: ${formatList(failure.changed.map(part => basisWords[part]))} changed after the plan was created. Nothing was sent. Create a new plan with rollcall plan --out FILE, and review it.`;
    case "altered-plan":
      return "The plan doesn't match these files. It was edited, or created by another version of Rollcall. Nothing was sent. Create a new plan with rollcall plan --out FILE.";
    case "plan-exceeded":
      return `Tally or the state file changed after the plan was created, and applying it would now do more than the plan shows (${formatFirst(failure.people, maxNamesListed)}). Nothing was sent. Create a new plan with rollcall plan --live --out FILE, and review it.`;
    case "guard":
      return plainText(limitMessage(failure));
    case "import":
      return importReason(failure);
    case "init":
      return initReason(failure);
    case "edit":
      return editReason(failure);
    case "other-count":
      return `This plan ${failure.what === "invites" ? "invites" : "removes"} ${pluralize(failure.count, "person")}, but you passed --allow-${failure.what} ${failure.stated}. Review the plan, and pass the exact count.`;
    case "locked":
      return lockedReason(failure);
    case "state-lost":
      return `The state file ${failure.name} is missing, but ${failure.where} has it. ${invitedAgain} To start over, use --new-state. To restore the ${failure.lost}, run ${failure.restore}`;
    case "state-shortened":
      return `${failure.name} lacks ${pluralize(failure.events, "event")} that ${failure.where} has. Rollcall stopped, because it might invite people again. To restore the file, run ${failure.restore}`;
    case "state-misplaced":
      return `${failure.name} doesn't exist, but ${failure.where} has the state of this organization. ${invitedAgain} ${misplacedHint(failure)}`;
    case "state-unknown":
      return failure.isMissing
        ? `${failure.name} is missing, and git can't tell whether it existed before: ${failure.problem}. Nothing more was sent. If this is the first run, use --new-state.`
        : `git can't tell whether ${failure.name} lacks events that were recorded before: ${failure.problem}. Nothing more was sent. Fix this problem, and run the command again.`;
    case "state-exists":
      return `${failure.name} exists, but --new-state starts over without it. Nothing was changed. Run this without --new-state, or delete the file first.`;
    case "state-file":
      return `Couldn't read the state file: ${describeFileProblem(failure.problem)}.`;
    case "state-unreachable":
      return `Couldn't reach ${failure.name}: ${failure.problem}.`;
    case "state-denied":
      return `Couldn't write ${failure.name}: ${failure.problem}. If the branch is protected, set state-branch to an unprotected branch. Otherwise, check who may push to it. The job needs this line (pull-requests only for the comment): ${permissionsLine({ contents: "write", "pull-requests": "write" })}`;
    case "state-moved":
      return `members.yaml or ${failure.name} changed during this run. Everything sent so far is recorded. Run the command again to continue.`;
    case "state-removed":
      return `${failure.name} was removed during this run, so Rollcall stopped. Without it, the next run would again invite people who declined or left. Restore the file, for example with git restore ${failure.name}, and run this again.`;
    case "no-runner":
      return `${failure.name} is not set. This program is the GitHub Action and runs only in a workflow. On the command line, run rollcall.`;
    case "bad-event":
      return `The file ${failure.path} (GITHUB_EVENT_PATH) isn't a valid event from the GitHub runner.`;
    case "bad-input":
      return `The input ${failure.name} is ${failure.value === "" ? "empty" : `"${failure.value}"`}, but it must be ${failure.expected}.`;
    case "no-commit":
      return `GitHub doesn't have the commit ${failure.sha}. It was replaced by a newer push, or its repository was deleted. Run this again for the newest commit.`;
    case "github":
      return `${failure.problem}.${failure.permissions ? permissionsText(failure.permissions) : ""}`;
    case "issues-off":
      return `${failure.problem}. Issues are turned off in this repository, so drift can't open, update, or close its issue. The result is in the job summary. Turn issues on under Settings > General > Features, or set comment: false to use only the job summary.`;
    case "wrong-event":
      return wrongEventReason(failure);
    case "not-reviewed":
      return `No merged pull request showed ${pluralize(failure.grants, "grant")} of this plan (${formatFirst(failure.people, maxNamesListed)}), and require-reviewed-plan is true, so nothing in this plan was sent. Merge any pull request whose plan comment lists them.`;
    case "not-an-address":
      return sentenceOf({ code: "invalid-address", details: failure, location: nowhere });
    case "no-such-workspace":
      return `Unknown workspace "${failure.name}".${failure.suggestion ? ` Did you mean "${failure.suggestion}"?` : " members.yaml has no workspace with this name, and the state file has none with this ID."}`;
    case "not-recorded":
      return `${failure.email} isn't in the state file.${failure.suggestion ? ` Did you mean ${failure.suggestion}?` : ""}`;
    case "in-flight":
      return `A call to ${failure.email} might still be delivered, and the next apply could then invite them twice. Nothing was changed. Run this again after ${failure.until}.`;
    case "no-state":
      return `${failure.path} not found, so nothing is recorded yet. To use another state file, pass --state PATH.`;
    case "nothing-to-report":
      return `${failure.path} not found, so there is no access to report. Pass --state or --state-branch, or read from Tally with --live.`;
    case "no-such-call":
      return `There is no unconfirmed call with the ID ${failure.call}. To list unconfirmed calls, run rollcall state list.`;
  }
}

function wrongEventReason({ command, event, defaultBranch }: FailureOf<"wrong-event">): string {
  const branch =
    defaultBranch === undefined ? "the default branch," : `the default branch, ${defaultBranch},`;
  const { why, fix } = {
    plan: {
      why: "plan is for pull requests, merge groups, and branches, so nothing was planned",
      fix: "Run it on pull_request, merge_group, or push to a branch. To only check the files, set command: validate.",
    },
    apply: {
      why: `apply sends only what was merged into ${branch} so nothing was sent`,
      fix: `Start it with on: push: branches: [${defaultBranch ?? "main"}], on a schedule, or manually.`,
    },
    drift: {
      why: `drift compares only what was merged into ${branch} so nothing was compared`,
      fix: "Start it on a schedule, or manually on that branch.",
    },
  }[command];
  const skip =
    event.kind === "closed-pull-request"
      ? " To skip such a run, add this line to the job: if: github.event.pull_request.merged"
      : "";
  return `${triggerText(event)}, but ${why}. ${fix}${skip}`;
}

function triggerText(event: RunTrigger): string {
  switch (event.kind) {
    case "pull-request":
      return `Pull request #${event.number} started this run and isn't merged`;
    case "closed-pull-request":
      return `Pull request #${event.number} was closed without being merged`;
    case "merge-group":
      return "A merge queue started this run for pull requests that aren't merged yet";
    case "branch":
      return `This run is on the branch ${event.branch}`;
    case "tag":
      return `This run is on the tag ${event.tag}`;
    case "other":
      return `The event ${event.name}, which isn't for a branch, started this run`;
  }
}

function misplacedHint({ move, branch }: FailureOf<"state-misplaced">): string {
  if (move !== undefined)
    return `Pass it with --state (in a workflow, the input state), or start over with --new-state. To move it, run ${move}`;
  if (branch !== undefined)
    return `Pass --state-branch ${branch} (in a workflow, the input state-branch). If that branch isn't only for the state, merge it. To start over, use --new-state.`;
  return "Move the state file first, as docs/recipes.md describes, or restore the previous settings of state and state-branch.";
}

function lockedReason({ path, seconds, holder }: FailureOf<"locked">): string {
  if (!holder)
    return `${path} exists but isn't a Rollcall lock file. Nothing was changed. If you don't need the file, delete it and run this again.`;
  const { pid, host, command, since } = holder;
  return `Another rollcall process is using this file: process ${pid} on ${host} (${command}), since ${since}. It didn't finish within ${seconds} seconds. It might be waiting for confirmation. Nothing was changed. When it has finished, or after you stop it, run this again. The lock file is ${path}.`;
}

/** Returns a warning that a plan uses only the state file although live data was requested. */
export function renderDeniedObservation(problem: string): string {
  return `${escapeTerminal(`Warning: ${problem}. The API key's user isn't allowed to list members, so this plan uses only the state file. To check Tally as well, use the owner's key.`)}\n`;
}

const maxNamesListed = 5;

const nowhere = { file: "", line: 1, column: 1, endColumn: 2 };

const basisWords = {
  config: "members.yaml (or the day, if someone's access ended)",
  state: "the state file",
} as const;

const keyAlone = "Set it to the key only";

const keyProblems: Readonly<Record<KeyProblem, string>> = {
  around: `starts or ends with whitespace. ${keyAlone}; echo and text files often add a line break`,
  quoted: `has quotation marks around the key. ${keyAlone}`,
  scheme: `starts with Bearer. ${keyAlone}`,
  inside: "contains whitespace, control characters, or non-ASCII characters. Copy the key again",
  "too-long": "is much longer than an API key. Copy the key again",
};

const urlProblems = {
  "not-a-url": "which isn't a URL such as https://api.tally.so",
  "not-https": "which would send the API key unencrypted. Use https. Rollcall allows http only for localhost",
  "has-extras": "but it must not have a user, a query, or a fragment",
} as const;

const planProblems = {
  "not-json": "isn't a valid plan: it isn't JSON",
  "too-new": "is a plan from a later version of Rollcall. Update Rollcall",
  "wrong-shape": "isn't a valid plan",
} as const;
