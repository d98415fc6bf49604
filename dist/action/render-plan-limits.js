const require_model = require("./render-document-model.js");
const require_action = require("../action.js");

// src/render/plan/limits.ts
const raiseIt = "Raise it in members.yaml if this is meant";
/** A guard that an apply runs into, with the numbers and the way out. */
function guardText(failure) {
	switch (failure.guard) {
		case "maxInvites": return [
			`the plan invites ${require_action.pluralize(failure.count, "person")}, more than settings.maxInvites (${failure.limit}). ${raiseIt}`,
			onceText("invites", failure.count),
			"."
		];
		case "maxRemovals": return [
			`the plan removes ${failure.count} of ${require_action.pluralize(failure.of, "person")}, more than settings.maxRemovals (${limitText(failure)}). ${raiseIt}`,
			onceText("removals", failure.count),
			"."
		];
		case "emptyMembers": return [`members.yaml lists nobody, and ${require_action.pluralize(failure.count, "person has", "people have")} access. An empty list is taken for a mistake. Leave one person in it, or remove them in Tally.`];
		case "unknownWorkspaces": {
			const ids = failure.workspaceIds.map((id) => ({ value: id }));
			return [
				"Tally shows no workspace with the id ",
				require_model.joinTexts(ids, " or "),
				". Nothing of the plan was sent. Correct it under workspaces in members.yaml, where the id stands in the address of the workspace's page; or use a key whose user sees it."
			];
		}
	}
}
/** How to exceed a limit once. */
function onceText(what, count) {
	return [{ atTerminal: `, or run rollcall apply with --allow-${what} ${count}` }, { inMarkdown: [`, or start the apply workflow by hand with allow-${what}: ${count}`] }];
}
function limitText({ setting, limit }) {
	return typeof setting === "number" ? String(setting) : `${setting}, here ${limit}`;
}

Object.defineProperty(exports, "guardText", {
  enumerable: true,
  get: function () {
    return guardText;
  }
});