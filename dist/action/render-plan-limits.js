const require_model = require("./render-document-model.js");
const require_action = require("../action.js");

// src/render/plan/limits.ts
/** Describes a safety limit that a plan exceeds, and what to do about it. */
function limitMessage(failure) {
	switch (failure.guard) {
		case "maxInvites": return [
			`This plan invites ${require_action.pluralize(failure.count, "person")}, but maxInvites is ${require_action.formatNumber(failure.limit)}, so Rollcall sends nothing. If this is intended, raise maxInvites in members.yaml`,
			onceText("invites", failure.count),
			"."
		];
		case "maxRemovals": return [
			`This plan removes ${require_action.formatNumber(failure.count)} of ${require_action.pluralize(failure.of, "person")}, but maxRemovals is ${limitText(failure)}, so Rollcall changes nothing. If this is intended, raise maxRemovals in members.yaml`,
			onceText("removals", failure.count),
			"."
		];
		case "emptyMembers": return [`members.yaml has no members, but ${require_action.pluralize(failure.count, "person has", "people have")} access. Rollcall treats an empty list as a mistake. Keep at least one member, or remove the people in Tally.`];
		case "unknownWorkspaces": {
			const ids = failure.workspaceIds.map((id) => ({ value: id }));
			return [
				ids.length === 1 ? "Workspace " : "Workspaces not found in Tally: ",
				require_model.joinTexts(ids, ", "),
				ids.length === 1 ? " not found in Tally" : "",
				". Nothing in this plan was sent. Correct the ID in members.yaml (it appears in the workspace URL), or use an API key whose user can see the workspace."
			];
		}
	}
}
/** Returns how to exceed a limit once. */
function onceText(what, count) {
	return [{ atTerminal: ` or run rollcall apply --allow-${what} ${count}` }, { inMarkdown: [` or start the apply workflow manually with allow-${what}: ${count}`] }];
}
function limitText({ setting, limit }) {
	return typeof setting === "number" ? require_action.formatNumber(setting) : `${setting} (${require_action.pluralize(limit, "person")})`;
}

Object.defineProperty(exports, "limitMessage", {
  enumerable: true,
  get: function () {
    return limitMessage;
  }
});