import type { Failure, KeyProblem, RunTrigger } from "../../core/failure/failure.ts";
import { sentenceOf } from "../diagnostics/messages.ts";
import type { Block } from "../document/model.ts";
import { plainText } from "../document/plain.ts";
import { editReason } from "../edit/edit.ts";
import { importReason } from "../import/import.ts";
import { initReason } from "../init/failure.ts";
import { guardText } from "../plan/limits.ts";
import { escapeTerminal } from "../text/escape.ts";
import { fileProblemText } from "../text/file-problem.ts";
import { formatList, pluralize } from "../text/plural.ts";
import { permissionsLine, permissionsText } from "./permissions.ts";

/** Why a command does not do what it was asked to, with the numbers and the way out. Safe for a terminal. */
export function renderFailure(failure: Failure): string {
  return `${escapeTerminal(`Refused: ${reasonOf(failure)}`)}\n`;
}

/** The same in a document. */
export function failureBlocks(failure: Failure): readonly Block[] {
  const lines = renderFailure(failure).trimEnd().split("\n");
  return [{ kind: "lines", language: "text", lines, unit: "line" }];
}

const stateFileAlone =
  "plan and report without --live, and apply with --no-live, go by the state file alone.";
const invitedAgain = "Without it, people could be invited again, so nothing more is sent.";
type FailureOf<Reason extends Failure["reason"]> = Extract<Failure, { reason: Reason }>;

function reasonOf(failure: Failure): string {
  switch (failure.reason) {
    case "no-config":
      return `there is no ${failure.path}. rollcall init writes a first one; name yours with --config.`;
    case "empty-folder":
      return `the folder ${failure.path} holds no .yaml or .yml file. Write a members.yaml into it, or name another with --config.`;
    case "base-unreadable":
      return `the commit ${failure.ref} cannot be read: ${failure.problem}. Name a commit that this clone has, such as origin/main; git fetch brings what it lacks.`;
    case "unreadable":
      return `${failure.path} cannot be read: ${failure.problem}.`;
    case "unwritable":
      return `${failure.path} cannot be written: ${failure.problem}. Name a file in a folder that is there and lets you write.`;
    case "state-unwritable":
      return `${failure.name} cannot be written: ${failure.problem}. What was recorded before stays, and nothing more is sent. The next apply looks at Tally for what this one could not record.`;
    case "out-is-input":
      return `--out ${failure.path} would overwrite a file that it is made from. Name another file.`;
    case "no-key":
      return "TALLY_API_KEY is not set. Make a key in Tally under Settings, API keys, and put it into the environment.";
    case "bad-key":
      return `${failure.name} ${keyProblems[failure.problem]}.`;
    case "bad-url":
      return `TALLY_API_URL is ${failure.value}, ${urlProblems[failure.problem]}.`;
    case "bad-version":
      return `TALLY_API_VERSION is ${failure.value}; it must be a date such as 2025-02-01. Without it the key's own version applies.`;
    case "observe-failed":
      return `${failure.problem}. Without a look nothing is done: somebody who is there already would be invited again. Try again; ${stateFileAlone}`;
    case "observe-denied":
      return `${failure.problem}. The key's user may not see who is in the organization. Use the owner's key; ${stateFileAlone}`;
    case "key-rejected":
      return "Tally answered 401: the key is wrong, or dead because its user left the organization. Make a new one in Tally under Settings, API keys.";
    case "foreign-organization":
      return `the key belongs to the organization ${failure.actual}, and members.yaml is about ${failure.configured}. Nothing was sent. Use a key of ${failure.configured}, or correct organization in members.yaml.`;
    case "needs-yes":
      return "there is no terminal to ask at. Run apply with --yes if the plan is what you mean.";
    case "bad-plan":
      return `${failure.path} ${planProblems[failure.problem]}. Make a plan with rollcall plan --out ${failure.path}.`;
    case "stale-plan":
      return `the plan is stale: ${formatList(failure.changed.map(part => basisWords[part]))} changed since it was made. Nothing was sent. Make a new one with rollcall plan --out, and have it reviewed.`;
    case "altered-plan":
      return "the plan is not what Rollcall plans from these files: it was edited, or made by another version. Nothing was sent. Make a new one with rollcall plan --out.";
    case "plan-exceeded":
      return `Tally or the record changed since the plan was made: by now it would do more, for ${named(failure.people)}. Nothing was sent. Make a new one with rollcall plan --live --out, and have it reviewed.`;
    case "guard":
      return plainText(guardText(failure));
    case "import":
      return importReason(failure);
    case "init":
      return initReason(failure);
    case "edit":
      return editReason(failure);
    case "other-count":
      return `the plan ${failure.what === "invites" ? "invites" : "removes"} ${pluralize(failure.count, "person")}, and --allow-${failure.what} says ${failure.stated}. Look at the plan again and state its exact count.`;
    case "locked":
      return lockedReason(failure);
    case "state-lost":
      return `${failure.name} is missing, but ${failure.where} has it. ${invitedAgain} To start over on purpose, use --new-state. Otherwise restore the ${failure.lost}: ${failure.restore}`;
    case "state-shortened":
      return `${failure.name} lacks ${pluralize(failure.events, "event")} that ${failure.where} has. Without them, people could be invited again, so nothing more is sent. Restore the file: ${failure.restore}`;
    case "state-misplaced":
      return `${failure.name} doesn't exist, but ${failure.where} has the state of this organization. ${invitedAgain} ${misplacedHint(failure)}`;
    case "state-unknown":
      return failure.isMissing
        ? `${failure.name} is missing, and git can't tell whether it ever existed: ${failure.problem}. Nothing more is sent. If this is the first run, use --new-state.`
        : `git can't tell whether ${failure.name} lacks events that were recorded before: ${failure.problem}. Nothing more is sent. Fix that, and run this again.`;
    case "state-exists":
      return `${failure.name} exists, and --new-state starts over without it. Nothing was changed. Run this without --new-state, or remove the file first.`;
    case "state-file":
      return `the state can't be read: ${fileProblemText(failure.problem)}.`;
    case "state-unreachable":
      return `${failure.name} cannot be reached: ${failure.problem}.`;
    case "state-denied":
      return `${failure.name} cannot be written: ${failure.problem}. If the branch is protected, store the state on another one with state-branch. Otherwise, check who may push to it. The job of an apply needs this line, pull-requests only for the comment: ${permissionsLine({ contents: "write", "pull-requests": "write" })}`;
    case "state-moved":
      return `members.yaml or ${failure.name} was changed by somebody else meanwhile. What was sent until then is recorded. Run the command again.`;
    case "state-removed":
      return `${failure.name} was removed during this run, so nothing more was sent. Without it, the next run would invite people again who declined or left. Restore it, for example with git restore ${failure.name}, and run this again.`;
    case "no-runner":
      return `${failure.name} is not set: this program is the GitHub Action, and is started by a workflow. On a command line, run rollcall.`;
    case "bad-event":
      return `${failure.path}, which GITHUB_EVENT_PATH names, holds no event as GitHub's runner writes it.`;
    case "bad-input":
      return `the input ${failure.name} is ${failure.value}; it must be ${failure.expected}.`;
    case "no-commit":
      return `GitHub does not know the commit ${failure.sha}: the pull request has moved on, or its repository is gone. Run this again from its latest push.`;
    case "github":
      return `${failure.problem}.${failure.permissions ? permissionsText(failure.permissions) : ""}`;
    case "issues-off":
      return `${failure.problem}. Issues are turned off in this repository, so drift can't open, update, or close its issue. The job summary has what drift found. Turn issues on under Settings > General > Features, or set comment: false to have the job summary only.`;
    case "wrong-event":
      return wrongEventReason(failure);
    case "not-reviewed":
      return `no merged pull request showed ${pluralize(failure.grants, "grant")} of the plan, for ${named(failure.people)}, and require-reviewed-plan is true, so nothing of the plan was sent. Merge a pull request whose plan shows them, of whatever content.`;
    case "not-an-address":
      return sentenceOf({
        code: "invalid-address",
        details: { value: failure.value, problem: failure.problem },
        location: nowhere,
      });
    case "no-such-workspace":
      return `no workspace is named ${failure.name} in members.yaml${failure.suggestion ? `; did you mean ${failure.suggestion}?` : ", and no recorded one has that id."}`;
    case "not-recorded":
      return `nothing is recorded of ${failure.email}${failure.suggestion ? `; did you mean ${failure.suggestion}?` : "."}`;
    case "in-flight":
      return `a call to ${failure.email} may still be delivered, and an apply after this would invite them twice. Nothing was changed. Run this again after ${failure.until}.`;
    case "no-state":
      return `there is no state file ${failure.path}: nothing was sent from here. Name another with --state.`;
    case "nothing-to-report":
      return `there is no state file ${failure.path}, so nobody could be shown to have access. Name another with --state or --state-branch, or look at Tally with --live.`;
    case "nothing-unconfirmed":
      return failure.call === undefined
        ? "no call is unconfirmed, so there is nothing to resolve."
        : `no unconfirmed call has the id ${failure.call}. rollcall state list shows them.`;
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
      fix: `Start it with on: push: branches: [${defaultBranch ?? "main"}], on a schedule, or by hand.`,
    },
    drift: {
      why: `drift compares only what was merged into ${branch} so nothing was compared`,
      fix: "Start it on a schedule, or by hand on that branch.",
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
      return `pull request #${event.number} started this run and isn't merged`;
    case "closed-pull-request":
      return `pull request #${event.number} was closed without being merged`;
    case "merge-group":
      return "a merge queue started this run for pull requests that aren't merged yet";
    case "branch":
      return `this run is on the branch ${event.branch}`;
    case "tag":
      return `this run is on the tag ${event.tag}`;
    case "other":
      return `the event ${event.name}, which is about no branch, started this run`;
  }
}

function misplacedHint({ move, branch }: FailureOf<"state-misplaced">): string {
  if (move !== undefined)
    return `Name it with --state (in a workflow, the input state), start over with --new-state, or move it: ${move}`;
  if (branch !== undefined)
    return `Name the branch with --state-branch ${branch} (in a workflow, the input state-branch), merge it if it is not for the state alone, or start over with --new-state.`;
  return "Put the file where it is looked for first, as the README shows, or put state and state-branch back as they were.";
}

function lockedReason({ path, seconds, holder }: FailureOf<"locked">): string {
  if (!holder)
    return `${path} exists and is not a lock of Rollcall, so it was left alone. Nothing was changed. If you do not need it, delete it and run this again.`;
  const { pid, host, command, since } = holder;
  return `another rollcall is using the same file: process ${pid} on ${host} (${command}), since ${since}. It did not end within ${seconds} seconds, and may be waiting at a question. Nothing was changed. End it, or wait for it to end, and run this again. The lock is ${path}.`;
}

/** Why a plan is made without a look at Tally after all. */
export function renderDeniedObservation(problem: string): string {
  return `${escapeTerminal(`Tally may not be looked at with this key: ${problem}. This is the plan by the record alone; the owner's key would show more.`)}\n`;
}

/** The first five, and how many more. */
function named(people: readonly string[]): string {
  const rest = people.length - 5;
  return `${formatList(people.slice(0, 5))}${rest > 0 ? ` and ${rest} more` : ""}`;
}

const nowhere = { file: "", line: 1, column: 1, endColumn: 2 };

const basisWords = {
  config: "members.yaml (or the day, where somebody's access ended)",
  state: "the state file",
} as const;

const keyAlone = "Set it to the key alone";

const keyProblems: Readonly<Record<KeyProblem, string>> = {
  around: `has white space or a line break before or after the key. ${keyAlone}: a file or an echo often adds a line break`,
  quoted: `has quotation marks around the key. ${keyAlone}`,
  scheme: `begins with Bearer. ${keyAlone}`,
  inside: "holds white space, control characters or letters outside ASCII. Copy the key again",
  "too-long": "is far longer than a key. Copy the key again",
};

const urlProblems = {
  "not-a-url": "which is not an address such as https://api.tally.so",
  "not-https": "which would send the key unencrypted. Use https; plain http is for this machine only",
  "has-extras": "and it may have no user, query or fragment",
} as const;

const planProblems = {
  "not-json": "is not a plan: it is not JSON",
  "too-new": "is a plan of a later version of Rollcall; update Rollcall",
  "wrong-shape": "is not a plan: it does not have the shape of one",
} as const;
