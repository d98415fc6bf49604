const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_action = require("../action.js");
const require_gaps = require("./render-findings-gaps.js");
const require_permissions = require("./render-failure-permissions.js");
require("./core-text-suggest.js");
require("./dist2.js");
const require_limits = require("./render-plan-limits.js");

// src/render/edit/edit.ts
/** Why members.yaml is not edited, and the way out. */
function editReason(failure) {
	switch (failure.problem) {
		case "no-grants": return `${failure.email} is not in ${failure.file} yet, and needs at least one --workspace NAME or --group NAME.`;
		case "past-end": return `the access of ${failure.email} would have ended on ${failure.expires} already. Name a later day, or leave --expires out.`;
		case "unknown-workspace": return `members.yaml declares no workspace ${nameText(failure.name)}; ${failure.isOther ? "it is a group: name it with --group." : suggestionText(failure.suggestion, "add it under workspaces, with its id in Tally.")}`;
		case "unknown-group": return `members.yaml declares no group ${nameText(failure.name)}; ${failure.isOther ? "it is a workspace: name it with --workspace." : suggestionText(failure.suggestion, "add it under groups.")}`;
		case "other-end": return `${failure.email} has access ${failure.expires === void 0 ? "without an end" : `until ${failure.expires}`} at ${locationText(failure.location)}, and expires holds for all that stands there. For another last day of all of it, name neither a workspace nor a group beside --expires ${failure.asked}; for the same last day, leave --expires out.`;
		case "ended": return `the access of ${failure.email} at ${locationText(failure.location)} ended on ${failure.expires}, and what is added there would end with it. Move its last day first: rollcall add ${failure.email} --expires DAY.`;
		case "through-groups": return `${failure.email} has ${failure.workspace} at ${locationText(failure.location)} through the group${failure.groups.length === 1 ? "" : "s"} ${require_action.formatList(failure.groups)}. Take that away with --group, and add the other workspaces one by one; or take ${failure.workspace} out of the group for everybody.`;
		case "not-a-member": return `${failure.email} is not in members.yaml${failure.suggestion === void 0 ? "." : `; did you mean ${failure.suggestion}?`}`;
		case "not-editable": return `${locationText(failure.location)} is written in a way that cannot be edited without changing or losing more, as with an alias, or a comment before a text of several lines. Nothing was written; edit it by hand.`;
		case "several-files": return `this may stand in ${require_action.formatList(failure.files, "or")}. Name one of them with --file.`;
		case "no-such-file": return `${failure.file} is not a file of this configuration. Name one of ${require_action.formatList(failure.files, "or")}.`;
		case "changed-meanwhile": return `${failure.file} was changed by somebody else at the same time. Nothing was written; run this again.`;
	}
}
/** In quotes where it would not be seen, as where a variable of a shell is empty. */
function nameText(name) {
	return /^[\s,]*$/.test(name) ? JSON.stringify(name) : require_action.ellipsize(name);
}
function suggestionText(suggestion, otherwise) {
	return suggestion === void 0 ? otherwise : `did you mean ${suggestion}?`;
}
function locationText({ file, line }) {
	return `${require_action.escapeTerminal(file)}:${line}`;
}

// src/render/import/import.ts
/** Why nothing is imported, and the way out. */
function importReason(failure) {
	switch (failure.problem) {
		case "exists": return `${require_action.formatList(failure.paths)} ${failure.paths.length === 1 ? "is" : "are"} there already, and nothing was written. Run rollcall import with --force to replace members.yaml; the state file is kept, and gets what it lacks.`;
		case "folder": return `--config ${failure.path} is a folder, and an import writes one file. Name the file, such as ${failure.path.replace(/\/+$/, "")}/members.yaml.`;
		case "unseen": return `${failure.why}. Nothing was written. ${failure.denied ? "The key's user may not see who is in the organization; use the owner's key." : "Try again."}`;
		case "incomplete-live-data": return `the look at Tally was not whole: ${require_action.formatList(failure.missing.map(require_gaps.missingDataText))}. Half an organization in members.yaml would be wrong, so nothing was written. Try again, with the owner's key.`;
		case "no-workspaces": return "Tally shows no workspace, and members.yaml needs one. Make one in Tally, or use a key whose user sees it.";
		case "workspace-without-list": return "--workspace is for the people of a list, and there is no --csv FILE.";
		case "unknown-workspace": return `--workspace ${failure.name}: ${require_action.unknownWorkspaceText(failure.name, failure.found)}${failure.found.found === "none" && failure.found.suggestion !== void 0 ? "" : "."}`;
		case "lock-lost": return "the lock of the state file was lost, as after a sleep of the machine. Nothing was written. Run this again.";
	}
}

// src/render/init/failure.ts
/** Why a repository is not set up, and the way out. */
function initReason(failure) {
	switch (failure.problem) {
		case "no-workspace": return "members.yaml needs at least one workspace. Nothing was written. Add --workspace NAME=ID; the id is in the address of the workspace's page in Tally.";
		case "no-organization": return "--workspace is for a first members.yaml, which needs the organization as well. Nothing was written. Add --organization ID; the id is in the address of Tally's pages.";
		case "bad-organization": return `${quoted(failure.value)} is not the id of an organization: 1 to 64 letters, digits, hyphens and underscores, such as kwob3J, as in the address of Tally's pages.`;
		case "bad-workspace": return `${quoted(failure.value)} ${workspaceProblems[failure.why]}`;
		case "workspace-twice": return `the workspace ${failure.what} ${quoted(failure.value)} is given twice. Each name stands for one workspace, and each workspace has one name.`;
		case "bad-owner": return `${quoted(failure.value)} is not a code owner. Write @USER or @ORGANIZATION/TEAM, such as @acme/people.`;
		case "bad-action": return `${quoted(failure.value)} ${actionProblems[failure.why]}`;
		case "bad-path": return `${quoted(failure.path)} cannot stand in a workflow, in CODEOWNERS and in .gitattributes without being read as something else there. Nothing was written. Name folders and files with letters, digits and . _ - + @ only.`;
		case "outside": return `${quoted(failure.path)} leads out of the repository, or into its .git folder. Nothing was written. Name a file inside it.`;
		case "same-branch": return `--state-branch ${failure.branch} is the branch that pull requests go to. Nothing was written. Name another, such as members-state, which holds nothing but the state; or leave it out to keep the state on ${failure.branch}.`;
		case "forks-without-workflows": return "--forks writes one workflow more, and --no-workflows writes none. Nothing was written. Leave one of them out.";
		case "unwritable": return `${failure.path} cannot be written: ${failure.why}. What was written before it stays. Run rollcall init again to write the rest.`;
	}
}
const workspaceProblems = {
	form: "is not NAME=ID, such as marketing=wLDNPp: a name of your choice, and the id from the address of the workspace's page in Tally.",
	id: "does not end in the id of a workspace: after the last = stand 1 to 64 letters, digits, hyphens and underscores, such as wLDNPp.",
	name: "does not begin with a name: 1 to 100 characters without control characters, and without white space around them.",
	unseen: "has characters in its name that nobody sees. Type the name anew."
};
const actionProblems = {
	form: "is not OWNER/NAME@COMMIT, with the full SHA of a commit of the Action's repository.",
	movable: "names no commit: the Action is handed the key, and what a tag or a branch names may be other code tomorrow. Write the full SHA, 40 characters; git ls-remote shows that of a tag.",
	zeros: "is the place of a commit, and none. Leave it out to put the commit in later."
};
function quoted(value) {
	return JSON.stringify(require_action.ellipsize(value, 200));
}

// src/render/failure/failure.ts
var failure_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({
	failureBlocks: () => failureBlocks,
	renderFailure: () => renderFailure
});
/** Why a command does not do what it was asked to, with the numbers and the way out. Safe for a terminal. */
function renderFailure(failure) {
	return `${require_action.escapeTerminal(`Refused: ${reasonOf(failure)}`)}\n`;
}
/** The same in a document. */
function failureBlocks(failure) {
	return [{
		kind: "lines",
		language: "text",
		lines: renderFailure(failure).trimEnd().split("\n"),
		unit: "line"
	}];
}
const stateFileAlone = "plan and report without --live, and apply with --no-live, go by the state file alone.";
const invitedAgain = "Without it, people could be invited again, so nothing more is sent.";
function reasonOf(failure) {
	switch (failure.reason) {
		case "no-config": return `there is no ${failure.path}. rollcall init writes a first one; name yours with --config.`;
		case "empty-folder": return `the folder ${failure.path} holds no .yaml or .yml file. Write a members.yaml into it, or name another with --config.`;
		case "base-unreadable": return `the commit ${failure.ref} cannot be read: ${failure.problem}. Name a commit that this clone has, such as origin/main; git fetch brings what it lacks.`;
		case "unreadable": return `${failure.path} cannot be read: ${failure.problem}.`;
		case "unwritable": return `${failure.path} cannot be written: ${failure.problem}. Name a file in a folder that is there and lets you write.`;
		case "state-unwritable": return `${failure.name} cannot be written: ${failure.problem}. What was recorded before stays, and nothing more is sent. The next apply looks at Tally for what this one could not record.`;
		case "out-is-input": return `--out ${failure.path} would overwrite a file that it is made from. Name another file.`;
		case "no-key": return "TALLY_API_KEY is not set. Make a key in Tally under Settings, API keys, and put it into the environment.";
		case "bad-key": return `${failure.name} ${keyProblems[failure.problem]}.`;
		case "bad-url": return `TALLY_API_URL is ${failure.value}, ${urlProblems[failure.problem]}.`;
		case "bad-version": return `TALLY_API_VERSION is ${failure.value}; it must be a date such as 2025-02-01. Without it the key's own version applies.`;
		case "observe-failed": return `${failure.problem}. Without a look nothing is done: somebody who is there already would be invited again. Try again; ${stateFileAlone}`;
		case "observe-denied": return `${failure.problem}. The key's user may not see who is in the organization. Use the owner's key; ${stateFileAlone}`;
		case "key-rejected": return "Tally answered 401: the key is wrong, or dead because its user left the organization. Make a new one in Tally under Settings, API keys.";
		case "foreign-organization": return `the key belongs to the organization ${failure.actual}, and members.yaml is about ${failure.configured}. Nothing was sent. Use a key of ${failure.configured}, or correct organization in members.yaml.`;
		case "needs-yes": return "there is no terminal to ask at. Run apply with --yes if the plan is what you mean.";
		case "bad-plan": return `${failure.path} ${planProblems[failure.problem]}. Make a plan with rollcall plan --out ${failure.path}.`;
		case "stale-plan": return `the plan is stale: ${require_action.formatList(failure.changed.map((part) => basisWords[part]))} changed since it was made. Nothing was sent. Make a new one with rollcall plan --out, and have it reviewed.`;
		case "altered-plan": return "the plan is not what Rollcall plans from these files: it was edited, or made by another version. Nothing was sent. Make a new one with rollcall plan --out.";
		case "plan-exceeded": return `Tally or the record changed since the plan was made: by now it would do more, for ${named(failure.people)}. Nothing was sent. Make a new one with rollcall plan --live --out, and have it reviewed.`;
		case "guard": return require_gaps.plainText(require_limits.guardText(failure));
		case "import": return importReason(failure);
		case "init": return initReason(failure);
		case "edit": return editReason(failure);
		case "other-count": return `the plan ${failure.what === "invites" ? "invites" : "removes"} ${require_action.pluralize(failure.count, "person")}, and --allow-${failure.what} says ${failure.stated}. Look at the plan again and state its exact count.`;
		case "locked": return lockedReason(failure);
		case "state-lost": return `${failure.name} is missing, but ${failure.where} has it. ${invitedAgain} To start over on purpose, use --new-state. Otherwise restore the ${failure.lost}: ${failure.restore}`;
		case "state-shortened": return `${failure.name} lacks ${require_action.pluralize(failure.events, "event")} that ${failure.where} has. Without them, people could be invited again, so nothing more is sent. Restore the file: ${failure.restore}`;
		case "state-misplaced": return `${failure.name} doesn't exist, but ${failure.where} has the state of this organization. ${invitedAgain} ${misplacedHint(failure)}`;
		case "state-unknown": return failure.isMissing ? `${failure.name} is missing, and git can't tell whether it ever existed: ${failure.problem}. Nothing more is sent. If this is the first run, use --new-state.` : `git can't tell whether ${failure.name} lacks events that were recorded before: ${failure.problem}. Nothing more is sent. Fix that, and run this again.`;
		case "state-exists": return `${failure.name} exists, and --new-state starts over without it. Nothing was changed. Run this without --new-state, or remove the file first.`;
		case "state-file": return `the state can't be read: ${require_action.fileProblemText(failure.problem)}.`;
		case "state-unreachable": return `${failure.name} cannot be reached: ${failure.problem}.`;
		case "state-denied": return `${failure.name} cannot be written: ${failure.problem}. If the branch is protected, store the state on another one with state-branch. Otherwise, check who may push to it. The job of an apply needs this line, pull-requests only for the comment: ${require_permissions.permissionsLine({
			contents: "write",
			"pull-requests": "write"
		})}`;
		case "state-moved": return `members.yaml or ${failure.name} was changed by somebody else meanwhile. What was sent until then is recorded. Run the command again.`;
		case "state-removed": return `${failure.name} was removed during this run, so nothing more was sent. Without it, the next run would invite people again who declined or left. Restore it, for example with git restore ${failure.name}, and run this again.`;
		case "no-runner": return `${failure.name} is not set: this program is the GitHub Action, and is started by a workflow. On a command line, run rollcall.`;
		case "bad-event": return `${failure.path}, which GITHUB_EVENT_PATH names, holds no event as GitHub's runner writes it.`;
		case "bad-input": return `the input ${failure.name} is ${failure.value}; it must be ${failure.expected}.`;
		case "no-commit": return `GitHub does not know the commit ${failure.sha}: the pull request has moved on, or its repository is gone. Run this again from its latest push.`;
		case "github": return `${failure.problem}.${failure.permissions ? require_permissions.permissionsText(failure.permissions) : ""}`;
		case "issues-off": return `${failure.problem}. Issues are turned off in this repository, so drift can't open, update, or close its issue. The job summary has what drift found. Turn issues on under Settings > General > Features, or set comment: false to have the job summary only.`;
		case "wrong-event": return wrongEventReason(failure);
		case "not-reviewed": return `no merged pull request showed ${require_action.pluralize(failure.grants, "grant")} of the plan, for ${named(failure.people)}, and require-reviewed-plan is true, so nothing of the plan was sent. Merge a pull request whose plan shows them, of whatever content.`;
		case "not-an-address": return require_action.sentenceOf({
			code: "invalid-address",
			details: {
				value: failure.value,
				problem: failure.problem
			},
			location: nowhere
		});
		case "no-such-workspace": return `no workspace is named ${failure.name} in members.yaml${failure.suggestion ? `; did you mean ${failure.suggestion}?` : ", and no recorded one has that id."}`;
		case "not-recorded": return `nothing is recorded of ${failure.email}${failure.suggestion ? `; did you mean ${failure.suggestion}?` : "."}`;
		case "in-flight": return `a call to ${failure.email} may still be delivered, and an apply after this would invite them twice. Nothing was changed. Run this again after ${failure.until}.`;
		case "no-state": return `there is no state file ${failure.path}: nothing was sent from here. Name another with --state.`;
		case "nothing-to-report": return `there is no state file ${failure.path}, so nobody could be shown to have access. Name another with --state or --state-branch, or look at Tally with --live.`;
		case "nothing-unconfirmed": return failure.call === void 0 ? "no call is unconfirmed, so there is nothing to resolve." : `no unconfirmed call has the id ${failure.call}. rollcall state list shows them.`;
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
			fix: `Start it with on: push: branches: [${defaultBranch ?? "main"}], on a schedule, or by hand.`
		},
		drift: {
			why: `drift compares only what was merged into ${branch} so nothing was compared`,
			fix: "Start it on a schedule, or by hand on that branch."
		}
	}[command];
	const skip = event.kind === "closed-pull-request" ? " To skip such a run, add this line to the job: if: github.event.pull_request.merged" : "";
	return `${triggerText(event)}, but ${why}. ${fix}${skip}`;
}
function triggerText(event) {
	switch (event.kind) {
		case "pull-request": return `pull request #${event.number} started this run and isn't merged`;
		case "closed-pull-request": return `pull request #${event.number} was closed without being merged`;
		case "merge-group": return "a merge queue started this run for pull requests that aren't merged yet";
		case "branch": return `this run is on the branch ${event.branch}`;
		case "tag": return `this run is on the tag ${event.tag}`;
		case "other": return `the event ${event.name}, which is about no branch, started this run`;
	}
}
function misplacedHint({ move, branch }) {
	if (move !== void 0) return `Name it with --state (in a workflow, the input state), start over with --new-state, or move it: ${move}`;
	if (branch !== void 0) return `Name the branch with --state-branch ${branch} (in a workflow, the input state-branch), merge it if it is not for the state alone, or start over with --new-state.`;
	return "Put the file where it is looked for first, as the README shows, or put state and state-branch back as they were.";
}
function lockedReason({ path, seconds, holder }) {
	if (!holder) return `${path} exists and is not a lock of Rollcall, so it was left alone. Nothing was changed. If you do not need it, delete it and run this again.`;
	const { pid, host, command, since } = holder;
	return `another rollcall is using the same file: process ${pid} on ${host} (${command}), since ${since}. It did not end within ${seconds} seconds, and may be waiting at a question. Nothing was changed. End it, or wait for it to end, and run this again. The lock is ${path}.`;
}
/** The first five, and how many more. */
function named(people) {
	const rest = people.length - 5;
	return `${require_action.formatList(people.slice(0, 5))}${rest > 0 ? ` and ${rest} more` : ""}`;
}
const nowhere = {
	file: "",
	line: 1,
	column: 1,
	endColumn: 2
};
const basisWords = {
	config: "members.yaml (or the day, where somebody's access ended)",
	state: "the state file"
};
const keyAlone = "Set it to the key alone";
const keyProblems = {
	around: `has white space or a line break before or after the key. ${keyAlone}: a file or an echo often adds a line break`,
	quoted: `has quotation marks around the key. ${keyAlone}`,
	scheme: `begins with Bearer. ${keyAlone}`,
	inside: "holds white space, control characters or letters outside ASCII. Copy the key again",
	"too-long": "is far longer than a key. Copy the key again"
};
const urlProblems = {
	"not-a-url": "which is not an address such as https://api.tally.so",
	"not-https": "which would send the key unencrypted. Use https; plain http is for this machine only",
	"has-extras": "and it may have no user, query or fragment"
};
const planProblems = {
	"not-json": "is not a plan: it is not JSON",
	"too-new": "is a plan of a later version of Rollcall; update Rollcall",
	"wrong-shape": "is not a plan: it does not have the shape of one"
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