const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_action = require("../action.js");
const require_gaps = require("./render-findings-gaps.js");
require("./core-text-suggest.js");
require("./dist2.js");
const require_permissions = require("./render-failure-permissions.js");
const require_limits = require("./render-plan-limits.js");

// src/render/edit/edit.ts
/** Returns why Rollcall didn't edit members.yaml, and what to do. */
function editReason(failure) {
	switch (failure.problem) {
		case "several-people": return `--name is for one person, but you passed ${failure.count} email addresses. Add the people one at a time.`;
		case "no-grants": return `${failure.email} isn't in ${failure.file} yet. Add at least one --workspace NAME or --group NAME.`;
		case "already-expired": return `The access of ${failure.email} would already have ended on ${failure.expires}. Pass a later date, or leave out --expires.`;
		case "unknown-workspace": return failure.isOther ? `${quote(failure.name)} is a group, not a workspace. Use --group.` : `Unknown workspace ${quote(failure.name)}. ${suggestionText(failure.suggestion, "Add it to workspaces in members.yaml, with its ID in Tally.")}`;
		case "unknown-group": return failure.isOther ? `${quote(failure.name)} is a workspace, not a group. Use --workspace.` : `Unknown group ${quote(failure.name)}. ${suggestionText(failure.suggestion, "Add it to groups in members.yaml.")}`;
		case "different-expiry": return `${failure.email} already has access ${failure.expires === void 0 ? "without an end date" : `until ${failure.expires}`} at ${locationText(failure.location)}, and expires applies to the whole entry. To leave it unchanged, omit --expires. To change it for the whole entry, pass --expires ${failure.asked} without a workspace or group.`;
		case "ended": return `The access of ${failure.email} at ${locationText(failure.location)} ended on ${failure.expires}, so anything you add there has no effect. First set a later date: rollcall add ${failure.email} --expires DATE`;
		case "through-groups": return `${failure.email} has ${quote(failure.workspace)} at ${locationText(failure.location)} through the group${failure.groups.length === 1 ? "" : "s"} ${require_action.formatList(failure.groups.map(quote))}. Remove the group with --group and add the other workspaces individually, or remove ${quote(failure.workspace)} from the group for everyone.`;
		case "not-a-member": return `${failure.email} isn't in members.yaml.${failure.suggestion === void 0 ? "" : ` Did you mean ${failure.suggestion}?`}`;
		case "not-editable": return `Rollcall can't edit ${locationText(failure.location)} without changing other content, for example because of an alias, or a comment before a multi-line string. Nothing was written. Edit the file manually.`;
		case "invalid-result": return `${failure.errors.map(require_action.sentenceOf).join(" ")} Nothing was written.`;
		case "several-files": return `The member could go in ${require_action.formatList(failure.files, "or")}. Nothing was written. Choose one with --file.`;
		case "no-such-file": return `${failure.file} isn't part of this configuration. Use ${require_action.formatList(failure.files, "or")}.`;
		case "file-changed": return `${failure.file} changed while Rollcall was editing it. Nothing was written. Run the command again.`;
	}
}
/** Puts a name in quotation marks. Without them, an empty name, such as from an unset shell variable, would be invisible. */
function quote(name) {
	return `"${require_action.ellipsize(name)}"`;
}
function suggestionText(suggestion, otherwise) {
	return suggestion === void 0 ? otherwise : `Did you mean ${quote(suggestion)}?`;
}
function locationText({ file, line }) {
	return `${require_action.escapeTerminal(file)}:${line}`;
}

// src/render/import/import.ts
/** Returns why nothing was imported, and what to do. */
function importReason(failure) {
	switch (failure.problem) {
		case "exists": return `${require_action.formatList(failure.paths)} already ${failure.paths.length === 1 ? "exists" : "exist"}. Nothing was written. To update members.yaml and add what is missing to the state file, run rollcall import --force.`;
		case "folder": return `--config ${failure.path} is a folder, but import writes a single file. Nothing was written. Pass a file, such as ${failure.path.replace(/\/+$/, "")}/members.yaml.`;
		case "unseen": return `${require_action.capitalize(failure.why)}. Nothing was written. ${failure.denied ? "The user of the API key can't list members. Use the owner's key." : "Try again."}`;
		case "incomplete-live-data": return `Tally returned an incomplete response: ${require_action.formatList(failure.missing.map(require_gaps.missingDataText))}. Nothing was written, because members.yaml would be incomplete. Try again with the owner's key.`;
		case "no-workspaces": return "Tally shows no workspaces, but members.yaml needs at least one. Nothing was written. Create a workspace in Tally, or use an API key whose user can see one.";
		case "needs-csv": return `${failure.option} requires --csv FILE. Nothing was written. Add --csv, or leave out ${failure.option}.`;
		case "unknown-workspace": return require_action.unknownWorkspaceText(failure.name, failure.found);
		case "into-outside": return `--into ${failure.file} is outside the folder of ${failure.config}, so it can't be included. Nothing was written. Pass a file in that folder.`;
		case "into-folder": return `--into ${failure.file} is a folder. Nothing was written. Pass a file in it, such as ${failure.file.replace(/\/+$/, "")}/okta.yaml.`;
		case "into-main": return `--into ${failure.file} is the main file. Nothing was written. Pass a file that it includes, such as teams/okta.yaml.`;
		case "into-not-included": {
			const line = failure.hasInclude ? `under include in ${failure.config}: - ${failure.name}` : `to ${failure.config}: include: [${failure.name}]`;
			return `${failure.config} doesn't include ${failure.file}, so its members would have no access. Nothing was written. Add this line ${line}`;
		}
		case "lock-lost": return "The lock on the state file was lost, for example because the computer went to sleep. Nothing was written. Run the command again.";
	}
}

// src/render/init/failure.ts
/** Returns why `rollcall init` didn't set up the repository, and what to do. */
function initReason(failure) {
	switch (failure.problem) {
		case "no-workspace": return "members.yaml needs at least one workspace. Nothing was written. Add --workspace NAME=ID. The ID appears in the workspace URL in Tally.";
		case "no-organization": return "--workspace requires --organization ID. Nothing was written. The ID appears in Tally URLs.";
		case "bad-organization": return `Invalid organization ID ${quoted(failure.value)}. Use the ID that appears in Tally URLs, such as kwob3J: 1 to 64 letters, digits, hyphens, and underscores.`;
		case "bad-workspace": return `Invalid workspace ${quoted(failure.value)}. ${workspaceProblems[failure.why]}`;
		case "workspace-twice": return `Workspace ${failure.what === "id" ? "ID" : failure.what} ${quoted(failure.value)} is given twice. Give each workspace one name and one ID.`;
		case "bad-owner": return `Invalid code owner ${quoted(failure.value)}. Use @USER or @ORGANIZATION/TEAM, such as @acme/people.`;
		case "bad-action": return `Invalid action ${quoted(failure.value)}. ${actionProblems[failure.why]}`;
		case "bad-path": return `The path ${quoted(failure.path)} contains characters that workflows, CODEOWNERS, or .gitattributes would misread. Nothing was written. Use only letters, digits, and . _ - + @ in paths.`;
		case "outside": return `The path ${quoted(failure.path)} is outside the repository, or in its .git folder. Nothing was written. Use a path inside the repository.`;
		case "same-branch": return `--state-branch ${failure.branch} is the branch that pull requests target. Nothing was written. Use a separate branch, such as members-state. To store the state on ${failure.branch}, leave out --state-branch.`;
		case "forks-without-workflows": return "--forks and --no-workflows can't be used together. Nothing was written. Leave out one of them.";
		case "unwritable": return `Couldn't write ${failure.path}: ${failure.why}. Files written before it were kept. To write the rest, run rollcall init again.`;
	}
}
const workspaceProblems = {
	form: "Use NAME=ID, such as marketing=wLDNPp: a name of your choice, and the ID from the workspace URL in Tally.",
	id: "The ID after the last = must have 1 to 64 letters, digits, hyphens, and underscores, such as wLDNPp.",
	name: "The name must have 1 to 100 characters, no control characters, and no spaces at the start or end.",
	unseen: "The name contains invisible characters. Type it again."
};
const actionProblems = {
	form: "Use OWNER/NAME@COMMIT, with the full SHA of a commit in the repository of the Action.",
	movable: "Use the full 40-character SHA of a commit. The Action gets your API key, and a tag or branch could point to different code later. To find the SHA of a tag, run git ls-remote.",
	zeros: "The zeros are only a placeholder. To add the commit later, leave out --action."
};
function quoted(value) {
	return JSON.stringify(require_action.ellipsize(value, 200));
}

// src/render/failure/failure.ts
var failure_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({
	failureBlocks: () => failureBlocks,
	renderFailure: () => renderFailure
});
/** Returns why a command failed and what to do about it, on one line. Safe for a terminal. */
function renderFailure(failure) {
	return `${require_action.escapeTerminal(`Error: ${reasonOf(failure)}`)}\n`;
}
/** Returns the same text as a block of a document. */
function failureBlocks(failure) {
	return [{
		kind: "lines",
		language: "text",
		lines: renderFailure(failure).trimEnd().split("\n"),
		unit: "line"
	}];
}
const stateFileAlone = "To use only the state file, run apply with --no-live, or plan and report without --live.";
const invitedAgain = "Rollcall stopped, because without the state it might invite people again.";
function reasonOf(failure) {
	switch (failure.reason) {
		case "no-config": return `${failure.path} not found. To create one, run rollcall init. To use another file, pass --config PATH.`;
		case "empty-folder": return `No .yaml or .yml files found in ${failure.path}. Add a members.yaml, or pass another folder with --config.`;
		case "base-unreadable": return `Couldn't read the commit ${failure.ref}: ${failure.problem}. Pass a commit that this clone has, such as origin/main. To get missing commits, run git fetch.`;
		case "unreadable": return `Couldn't read ${failure.path}: ${failure.problem}.`;
		case "unwritable": return `Couldn't write ${failure.path}: ${failure.problem}. Pass a file in an existing folder that you can write to.`;
		case "state-unwritable": return `Couldn't write ${failure.name}: ${failure.problem}. Rollcall stopped sending. Earlier results are saved, and the next apply checks Tally for the rest.`;
		case "out-is-input": return `--out ${failure.path} would overwrite a file that Rollcall reads. Pass another file.`;
		case "no-key": return "TALLY_API_KEY is not set. Create a key in Tally under Settings > API keys, and export it as TALLY_API_KEY.";
		case "bad-key": return `${failure.name} ${keyProblems[failure.problem]}.`;
		case "bad-url": return `TALLY_API_URL is ${failure.value}, ${urlProblems[failure.problem]}.`;
		case "bad-version": return `TALLY_API_VERSION is ${failure.value}, but it must be a date such as 2025-02-01. If it is not set, Tally uses the version of the API key.`;
		case "observe-failed": return `${failure.problem}. Nothing was sent, because Rollcall can't tell who is already invited. Try again later. ${stateFileAlone}`;
		case "observe-denied": return `${failure.problem}. The API key's user isn't allowed to list members. Use the owner's key. ${stateFileAlone}`;
		case "key-rejected": return "Tally returned 401. The API key is invalid, or its user left the organization. Create a new key in Tally under Settings > API keys.";
		case "foreign-organization": return `The API key belongs to organization ${failure.actual}, but members.yaml is for ${failure.configured}. Nothing was sent. Use a key from ${failure.configured}, or correct organization in members.yaml.`;
		case "needs-yes": return "Can't ask for confirmation because stdin isn't a terminal. To apply without confirmation, pass --yes.";
		case "bad-plan": return `${failure.path} ${planProblems[failure.problem]}. To create a plan, run rollcall plan --out plan.json`;
		case "stale-plan": return `The plan is stale: ${require_action.formatList(failure.changed.map((part) => basisWords[part]))} changed after the plan was created. Nothing was sent. Create a new plan with rollcall plan --out FILE, and review it.`;
		case "altered-plan": return "The plan doesn't match these files. It was edited, or created by another version of Rollcall. Nothing was sent. Create a new plan with rollcall plan --out FILE.";
		case "plan-exceeded": return `Tally or the state file changed after the plan was created, and applying it would now do more than the plan shows (${require_action.formatFirst(failure.people, maxNamesListed)}). Nothing was sent. Create a new plan with rollcall plan --live --out FILE, and review it.`;
		case "guard": return require_gaps.plainText(require_limits.limitMessage(failure));
		case "import": return importReason(failure);
		case "init": return initReason(failure);
		case "edit": return editReason(failure);
		case "other-count": return `This plan ${failure.what === "invites" ? "invites" : "removes"} ${require_action.pluralize(failure.count, "person")}, but you passed --allow-${failure.what} ${failure.stated}. Review the plan, and pass the exact count.`;
		case "locked": return lockedReason(failure);
		case "state-lost": return `The state file ${failure.name} is missing, but ${failure.where} has it. ${invitedAgain} To start over, use --new-state. To restore the ${failure.lost}, run ${failure.restore}`;
		case "state-shortened": return `${failure.name} lacks ${require_action.pluralize(failure.events, "event")} that ${failure.where} has. Rollcall stopped, because it might invite people again. To restore the file, run ${failure.restore}`;
		case "state-misplaced": return `${failure.name} doesn't exist, but ${failure.where} has the state of this organization. ${invitedAgain} ${misplacedHint(failure)}`;
		case "state-unknown": return failure.isMissing ? `${failure.name} is missing, and git can't tell whether it existed before: ${failure.problem}. Nothing more was sent. If this is the first run, use --new-state.` : `git can't tell whether ${failure.name} lacks events that were recorded before: ${failure.problem}. Nothing more was sent. Fix this problem, and run the command again.`;
		case "state-exists": return `${failure.name} exists, but --new-state starts over without it. Nothing was changed. Run this without --new-state, or delete the file first.`;
		case "state-file": return `Couldn't read the state file: ${require_action.describeFileProblem(failure.problem)}.`;
		case "state-unreachable": return `Couldn't reach ${failure.name}: ${failure.problem}.`;
		case "state-denied": return `Couldn't write ${failure.name}: ${failure.problem}. If the branch is protected, set state-branch to an unprotected branch. Otherwise, check who may push to it. The job needs this line (pull-requests only for the comment): ${require_permissions.permissionsLine({
			contents: "write",
			"pull-requests": "write"
		})}`;
		case "state-moved": return `members.yaml or ${failure.name} changed during this run. Everything sent so far is recorded. Run the command again to continue.`;
		case "state-removed": return `${failure.name} was removed during this run, so Rollcall stopped. Without it, the next run would again invite people who declined or left. Restore the file, for example with git restore ${failure.name}, and run this again.`;
		case "no-runner": return `${failure.name} is not set. This program is the GitHub Action and runs only in a workflow. On the command line, run rollcall.`;
		case "bad-event": return `The file ${failure.path} (GITHUB_EVENT_PATH) isn't a valid event from the GitHub runner.`;
		case "bad-input": return `The input ${failure.name} is ${failure.value === "" ? "empty" : `"${failure.value}"`}, but it must be ${failure.expected}.`;
		case "no-commit": return `GitHub doesn't have the commit ${failure.sha}. It was replaced by a newer push, or its repository was deleted. Run this again for the newest commit.`;
		case "github": return `${failure.problem}.${failure.permissions ? require_permissions.permissionsText(failure.permissions) : ""}`;
		case "issues-off": return `${failure.problem}. Issues are turned off in this repository, so drift can't open, update, or close its issue. The result is in the job summary. Turn issues on under Settings > General > Features, or set comment: false to use only the job summary.`;
		case "wrong-event": return wrongEventReason(failure);
		case "not-reviewed": return `No merged pull request showed ${require_action.pluralize(failure.grants, "grant")} of this plan (${require_action.formatFirst(failure.people, maxNamesListed)}), and require-reviewed-plan is true, so nothing in this plan was sent. Merge any pull request whose plan comment lists them.`;
		case "not-an-address": return require_action.sentenceOf({
			code: "invalid-address",
			details: failure,
			location: nowhere
		});
		case "no-such-workspace": return `Unknown workspace "${failure.name}".${failure.suggestion ? ` Did you mean "${failure.suggestion}"?` : " members.yaml has no workspace with this name, and the state file has none with this ID."}`;
		case "not-recorded": return `${failure.email} isn't in the state file.${failure.suggestion ? ` Did you mean ${failure.suggestion}?` : ""}`;
		case "in-flight": return `A call to ${failure.email} might still be delivered, and the next apply could then invite them twice. Nothing was changed. Run this again after ${failure.until}.`;
		case "no-state": return `${failure.path} not found, so nothing is recorded yet. To use another state file, pass --state PATH.`;
		case "nothing-to-report": return `${failure.path} not found, so there is no access to report. Pass --state or --state-branch, or read from Tally with --live.`;
		case "no-such-call": return `There is no unconfirmed call with the ID ${failure.call}. To list unconfirmed calls, run rollcall state list.`;
	}
}
function wrongEventReason({ command, event, defaultBranch }) {
	const branch = defaultBranch === void 0 ? "the default branch," : `the default branch, ${defaultBranch},`;
	const { why, fix } = {
		plan: {
			why: "plan is for pull requests, merge groups, and branches, so nothing was planned",
			fix: "Run it on pull_request, merge_group, or push to a branch. To only check the files, set command: validate."
		},
		apply: {
			why: `apply sends only what was merged into ${branch} so nothing was sent`,
			fix: `Start it with on: push: branches: [${defaultBranch ?? "main"}], on a schedule, or manually.`
		},
		drift: {
			why: `drift compares only what was merged into ${branch} so nothing was compared`,
			fix: "Start it on a schedule, or manually on that branch."
		}
	}[command];
	const skip = event.kind === "closed-pull-request" ? " To skip such a run, add this line to the job: if: github.event.pull_request.merged" : "";
	return `${triggerText(event)}, but ${why}. ${fix}${skip}`;
}
function triggerText(event) {
	switch (event.kind) {
		case "pull-request": return `Pull request #${event.number} started this run and isn't merged`;
		case "closed-pull-request": return `Pull request #${event.number} was closed without being merged`;
		case "merge-group": return "A merge queue started this run for pull requests that aren't merged yet";
		case "branch": return `This run is on the branch ${event.branch}`;
		case "tag": return `This run is on the tag ${event.tag}`;
		case "other": return `The event ${event.name}, which isn't for a branch, started this run`;
	}
}
function misplacedHint({ move, branch }) {
	if (move !== void 0) return `Pass it with --state (in a workflow, the input state), or start over with --new-state. To move it, run ${move}`;
	if (branch !== void 0) return `Pass --state-branch ${branch} (in a workflow, the input state-branch). If that branch isn't only for the state, merge it. To start over, use --new-state.`;
	return "Move the state file first, as docs/recipes.md describes, or restore the previous settings of state and state-branch.";
}
function lockedReason({ path, seconds, holder }) {
	if (!holder) return `${path} exists but isn't a Rollcall lock file. Nothing was changed. If you don't need the file, delete it and run this again.`;
	const { pid, host, command, since } = holder;
	return `Another rollcall process is using this file: process ${pid} on ${host} (${command}), since ${since}. It didn't finish within ${seconds} seconds. It might be waiting for confirmation. Nothing was changed. When it has finished, or after you stop it, run this again. The lock file is ${path}.`;
}
const maxNamesListed = 5;
const nowhere = {
	file: "",
	line: 1,
	column: 1,
	endColumn: 2
};
const basisWords = {
	config: "members.yaml (or the day, if someone's access ended)",
	state: "the state file"
};
const keyAlone = "Set it to the key only";
const keyProblems = {
	around: `starts or ends with whitespace. ${keyAlone}; echo and text files often add a line break`,
	quoted: `has quotation marks around the key. ${keyAlone}`,
	scheme: `starts with Bearer. ${keyAlone}`,
	inside: "contains whitespace, control characters, or non-ASCII characters. Copy the key again",
	"too-long": "is much longer than an API key. Copy the key again"
};
const urlProblems = {
	"not-a-url": "which isn't a URL such as https://api.tally.so",
	"not-https": "which would send the API key unencrypted. Use https. Rollcall allows http only for localhost",
	"has-extras": "but it must not have a user, a query, or a fragment"
};
const planProblems = {
	"not-json": "isn't a valid plan: it isn't JSON",
	"too-new": "is a plan from a later version of Rollcall. Update Rollcall",
	"wrong-shape": "isn't a valid plan"
};

Object.defineProperty(exports, "failureBlocks", {
  enumerable: true,
  get: function () {
    return failureBlocks;
  }
});
Object.defineProperty(exports, "failure_exports", {
  enumerable: true,
  get: function () {
    return failure_exports;
  }
});