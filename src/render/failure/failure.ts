import type { KeyProblem, Refusal } from "../../core/failure/failure.ts";
import { sentenceOf } from "../diagnostics/messages.ts";
import { editReason } from "../edit/edit.ts";
import { importReason } from "../import/import.ts";
import { initReason } from "../init/failure.ts";
import { guardReason, refusedLine } from "../plan/limits.ts";
import { forTerminal } from "../text/escape.ts";
import { count, listed } from "../text/plural.ts";

/** Why a command does not do what it was asked to, with the numbers and the way out. Safe for a terminal. */
export function renderRefusal(refusal: Refusal): string {
  return refusedLine(reasonOf(refusal));
}

function reasonOf(refusal: Refusal): string {
  switch (refusal.refusal) {
    case "no-config":
      return `there is no ${refusal.path}. rollcall init writes a first one; name yours with --config.`;
    case "empty-folder":
      return `the folder ${refusal.path} holds no .yaml or .yml file. Write a members.yaml into it, or name another with --config.`;
    case "unreadable":
      return `${refusal.path} cannot be read: ${refusal.problem}.`;
    case "unwritable":
      return `${refusal.path} cannot be written: ${refusal.problem}. Name a file in a folder that is there and lets you write.`;
    case "state-unwritable":
      return `${refusal.name} cannot be written: ${refusal.problem}. What was recorded before stays, and nothing more is sent. The next apply looks at Tally for what this one could not record.`;
    case "out-is-input":
      return `--out ${refusal.path} would overwrite a file that it is made from. Name another file.`;
    case "no-key":
      return "TALLY_API_KEY is not set. Make a key in Tally under Settings, API keys, and put it into the environment.";
    case "bad-key":
      return `${refusal.name} ${keyProblems[refusal.problem]}.`;
    case "bad-url":
      return `TALLY_API_URL is ${refusal.value}, ${urlProblems[refusal.problem]}.`;
    case "bad-version":
      return `TALLY_API_VERSION is ${refusal.value}; it must be a date such as 2025-02-01. Without it the key's own version applies.`;
    case "look-failed":
      return `${refusal.problem}. Without a look nothing is done: somebody who is there already would be invited again. Try again; plan and report without --live, and apply with --no-live, go by the state file alone.`;
    case "look-denied":
      return `${refusal.problem}. The key's user may not see who is in the organization. Use the owner's key; plan and report without --live, and apply with --no-live, go by the state file alone.`;
    case "key-refused":
      return "Tally answered 401: the key is wrong, or dead because its user left the organization. Make a new one in Tally under Settings, API keys.";
    case "foreign-organization":
      return `the key belongs to the organization ${refusal.actual}, and members.yaml is about ${refusal.configured}. Nothing was sent. Use a key of ${refusal.configured}, or correct organization in members.yaml.`;
    case "needs-yes":
      return "there is no terminal to ask at. Run apply with --yes if the plan is what you mean.";
    case "bad-plan":
      return `${refusal.path} ${planProblems[refusal.problem]}. Make a plan with rollcall plan --out ${refusal.path}.`;
    case "stale-plan":
      return `the plan is stale: ${listed(refusal.changed.map(part => basisWords[part]))} changed since it was made. Nothing was sent. Make a new one with rollcall plan --out, and have it reviewed.`;
    case "altered-plan":
      return "the plan is not what Rollcall plans from these files: it was edited, or made by another version. Nothing was sent. Make a new one with rollcall plan --out.";
    case "beyond-plan":
      return `Tally or the record changed since the plan was made: by now it would do more, for ${named(refusal.people)}. Nothing was sent. Make a new one with rollcall plan --live --out, and have it reviewed.`;
    case "guard":
      return guardReason(refusal);
    case "import":
      return importReason(refusal);
    case "init":
      return initReason(refusal);
    case "edit":
      return editReason(refusal);
    case "other-count":
      return `the plan ${refusal.what === "invites" ? "invites" : "removes"} ${count(refusal.count, "person", "people")}, and --allow-${refusal.what} says ${refusal.stated}. Look at the plan again and state its exact count.`;
    case "locked":
      return `another rollcall is at work on the same file, and was after ${refusal.seconds} seconds. Wait for it to end and run this again. (The lock is ${refusal.path}; one that a crashed process left behind is taken over by itself.)`;
    case "state-vanished":
      return `${refusal.name} is gone, and was there before: without it everybody would be invited again. Nothing was sent. Bring the ${refusal.what} back with ${refusal.restore}`;
    case "state-elsewhere":
      return `${refusal.name} is not there, and ${refusal.where} holds a record: without it everybody would be invited again. Nothing was sent. Put the file where it is looked for first, as the README shows, or put state-branch back as it was.`;
    case "state-unreachable":
      return `${refusal.name} cannot be reached: ${refusal.problem}.`;
    case "state-denied":
      return `${refusal.name} cannot be written: ${refusal.problem}. Give the job permissions: contents: write; where the branch is protected, name another for the state with state-branch.`;
    case "state-moved":
      return `members.yaml or ${refusal.name} was changed by somebody else meanwhile. What was sent until then is recorded. Run apply again to go on from there.`;
    case "no-runner":
      return `${refusal.name} is not set: this program is the GitHub Action, and is started by a workflow. On a command line, run rollcall.`;
    case "bad-event":
      return `${refusal.path}, which GITHUB_EVENT_PATH names, holds no event as GitHub's runner writes it.`;
    case "bad-input":
      return `the input ${refusal.name} is ${refusal.value}; it must be ${refusal.expected}.`;
    case "outside-repository":
      return `${refusal.path} leads out of the repository, or into its .git folder. Name a file inside it.`;
    case "no-commit":
      return `GitHub does not know the commit ${refusal.sha}: the pull request has moved on, or its repository is gone. Run this again from its latest push.`;
    case "github":
      return `${refusal.problem}.${refusal.permission === undefined ? "" : ` The job needs permissions: ${refusal.permission}.`}`;
    case "apply-on":
      return refusal.defaultBranch === undefined
        ? `apply was started by ${refusal.event}. It goes by what was merged: start it on push to the default branch, or by hand.`
        : `apply was started on ${refusal.event}, and only what was merged into ${refusal.defaultBranch} is applied. Limit the workflow to it: on: push: branches: [${refusal.defaultBranch}].`;
    case "not-reviewed":
      return `no merged pull request showed ${count(refusal.grants, "grant")} of the plan, for ${named(refusal.people)}, and require-reviewed-plan is true. Nothing was sent. Merge a pull request whose plan shows them, of whatever content.`;
    case "not-an-address":
      return `${sentenceOf({ code: "invalid-address", details: { value: refusal.value, problem: refusal.problem }, place: nowhere })}.`;
    case "no-such-workspace":
      return `no workspace is named ${refusal.name} in members.yaml${refusal.suggestion ? `; did you mean ${refusal.suggestion}?` : ", and no recorded one has that id."}`;
    case "not-recorded":
      return `nothing is recorded of ${refusal.email}${refusal.suggestion ? `; did you mean ${refusal.suggestion}?` : "."}`;
    case "no-state":
      return `there is no state file ${refusal.path}: nothing was sent from here. Name another with --state.`;
    case "nothing-to-report":
      return `there is no state file ${refusal.path}, so nobody could be shown to have access. Name another with --state or --state-branch, or look at Tally with --live.`;
    case "nothing-unconfirmed":
      return refusal.call === undefined
        ? "no call is unconfirmed, so there is nothing to settle."
        : `no unconfirmed call has the id ${refusal.call}. rollcall state list shows them.`;
  }
}

/** Why a plan is made without a look at Tally after all. */
export function renderDeniedLook(problem: string): string {
  return `${forTerminal(`Tally may not be looked at with this key: ${problem}. This is the plan by the record alone; the owner's key would show more.`)}\n`;
}

/** The first five, and how many more. */
function named(people: readonly string[]): string {
  const rest = people.length - 5;
  return `${listed(people.slice(0, 5))}${rest > 0 ? ` and ${rest} more` : ""}`;
}

const nowhere = { file: "", line: 1, column: 1, endColumn: 2 };

const basisWords = {
  config: "members.yaml (or the day, where somebody's access ended)",
  state: "the state file",
} as const;

const keyProblems: Readonly<Record<KeyProblem, string>> = {
  around:
    "has white space or a line break before or after the key. Set it to the key alone: a file or an echo often adds a line break",
  quoted: "has quotation marks around the key. Set it to the key alone",
  scheme: "begins with Bearer. Set it to the key alone",
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
