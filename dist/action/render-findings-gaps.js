const require_action = require("../action.js");
const require_model = require("./render-document-model.js");

// src/render/document/plain.ts
/** Returns a text without formatting. Invisible characters in values from outside are made visible. */
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
/** Formats workspaces for a line at a terminal: their names, each with its ID. */
function plainWorkspaces(ids, names) {
	return plainText(require_model.workspacesText(ids, names));
}

// src/render/findings/gaps.ts
/** Describes the gaps in live data and their consequences, or returns nothing if it is complete. */
function gapsBlock(missing, more = "") {
	return missing.length === 0 ? [] : require_model.paragraph([{ strong: "Incomplete response" }, `: ${missingDataSentence(missing)}${more}`]);
}
/** Describes the gaps in live data, and what Rollcall does about them. */
function missingDataSentence(missing) {
	return `Tally returned ${require_action.formatList(missing.map(missingDataText))}. Rollcall doesn't assume that anyone left, and removes nobody.`;
}
/** Describes one gap in live data, for use after "Tally returned". */
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