const require_action = require("../action.js");
const require_model = require("./render-document-model.js");

// src/render/document/plain.ts
/** A text as it reads without any marks: what comes from outside is made visible. */
function plainText(text) {
	if (typeof text === "string") return text;
	if ("value" in text) return require_action.escapeTerminal(text.id === void 0 ? text.value : `${text.value} (${text.id})`);
	if ("map" in text) return text.map(plainText).join("");
	if ("strong" in text) return text.strong;
	if ("code" in text) return text.code;
	if ("atTerminal" in text) return text.atTerminal;
	if ("inMarkdown" in text) return "";
	return plainText(text.text);
}
/** Workspaces by name for a line at a terminal, each with its ID. */
function plainWorkspaces(ids, names) {
	return plainText(require_model.workspacesText(ids, names));
}

// src/render/findings/gaps.ts
/** The gaps of live data and their consequences, or nothing if it is complete. */
function gapsBlock(missing, more = "") {
	return missing.length === 0 ? [] : require_model.paragraph([{ strong: "Incomplete response" }, `: ${missingDataSentence(missing)}${more}`]);
}
/** The gaps of live data, and what Rollcall does about them. */
function missingDataSentence(missing) {
	return `Tally returned ${require_action.formatList(missing.map(missingDataText))}. Rollcall removes nobody, and treats nobody as gone.`;
}
/** One gap of live data, after "Tally returned". */
function missingDataText(gap) {
	switch (gap.data) {
		case "workspaces": return `${gap.read} of ${require_action.pluralize(gap.total, "workspace")}`;
		case "members": return `${require_action.pluralize(gap.count, "workspace member who is", "workspace members who are")} not in the list of members`;
		case "invites": return `${require_action.pluralize(gap.count, "workspace invite that is", "workspace invites that are")} not in the list of invites`;
		case "unreadable": return `${require_action.pluralize(gap.count, "item")} without an ID or email address`;
	}
}

Object.defineProperty(exports, "gapsBlock", {
  enumerable: true,
  get: function () {
    return gapsBlock;
  }
});
Object.defineProperty(exports, "missingDataText", {
  enumerable: true,
  get: function () {
    return missingDataText;
  }
});
Object.defineProperty(exports, "plainText", {
  enumerable: true,
  get: function () {
    return plainText;
  }
});
Object.defineProperty(exports, "plainWorkspaces", {
  enumerable: true,
  get: function () {
    return plainWorkspaces;
  }
});