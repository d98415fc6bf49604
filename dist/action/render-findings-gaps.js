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
/** What live data lacked, and what follows from it; nothing if it was complete. */
function gapsBlock(missing, more = "") {
	return missing.length === 0 ? [] : require_model.paragraph([{ strong: "The look was not whole" }, `: ${missingDataSentence(missing)}${more}`]);
}
/** What live data lacked, and that nothing is concluded from it. */
function missingDataSentence(missing) {
	return `${require_action.formatList(missing.map(missingDataText))}. So nothing is concluded from what is not shown: nobody is removed, and nobody counts as gone.`;
}
/** What live data lacked. */
function missingDataText(gap) {
	switch (gap.data) {
		case "workspaces": return `${require_action.pluralize(gap.read, "workspace was", "workspaces were")} read, and Tally counts ${gap.total}`;
		case "members": return `${require_action.pluralize(gap.count, "person in a workspace is", "people in workspaces are")} not in the list of members`;
		case "invites": return `${require_action.pluralize(gap.count, "invite to a workspace is", "invites to workspaces are")} not in the list of invites`;
		case "unreadable": return `${require_action.pluralize(gap.count, "item", "items")} came without id or address`;
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