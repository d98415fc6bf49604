const require_action = require("../action.js");

// src/render/text/names.ts
/** No display names, for use without a configuration. */
const noNames = {
	workspaces: /* @__PURE__ */ new Map(),
	people: /* @__PURE__ */ new Map()
};
/** Returns the display names in a configuration. */
function displayNamesOf(config) {
	const named = config.members.filter((member) => member.name !== void 0);
	const people = new Map(named.map(({ email, name = "" }) => [email, name]));
	return {
		workspaces: config.workspaces,
		people
	};
}
/** Returns workspace IDs with their names, if known, sorted by the name or, if it is unknown, by the ID. */
function namedWorkspaces(ids, names) {
	return ids.map((id) => ({
		id,
		name: names.workspaces.get(id)
	})).sort((a, b) => require_action.compareText(a.name ?? a.id, b.name ?? b.id));
}

// src/render/document/model.ts
/** Returns a paragraph, or nothing if there are no sentences. */
function paragraph(...all) {
	const sentences = all.filter((one) => one !== void 0);
	return sentences.length > 0 ? [{
		kind: "paragraph",
		sentences
	}] : [];
}
/** Returns the sections that have rows, or nothing if there are none. */
function sectionsBlock(all) {
	const sections = all.filter((one) => one.rows.length > 0);
	return sections.length > 0 ? [{
		kind: "sections",
		sections
	}] : [];
}
/** Returns blocks that open on a click, or nothing if there are none. */
function fold(head, blocks) {
	return blocks.length > 0 ? [{
		kind: "fold",
		head,
		blocks
	}] : [];
}
/** Returns workspaces sorted by name, each with its ID. */
function workspacesText(ids, names) {
	return joinTexts(namedWorkspaces(ids, names).map(({ id, name }) => name === void 0 ? { value: id } : {
		value: name,
		id
	}), ", ");
}
/** Returns the row of a person with workspaces and an optional note. */
function grantsRow({ email, workspaceIds }, names, note) {
	return {
		subject: { value: email },
		workspaces: workspacesText(workspaceIds, names),
		note
	};
}
/** Joins texts with a separator. */
function joinTexts(texts, separator) {
	return texts.flatMap((text, index) => index === 0 ? [text] : [separator, text]);
}
/** Joins the notes about a row with commas. Returns undefined if there are none. */
function joinNotes(...notes) {
	const all = notes.filter((note) => note !== void 0);
	return all.length > 0 ? joinTexts(all, ", ") : void 0;
}
/** Returns the fields of a row in reading order, with `gap` before the display name. */
function rowText({ subject, name, workspaces = [], note, sources = [] }, gap) {
	return [
		subject,
		name === void 0 ? "" : [gap, { value: name }],
		workspaces.length > 0 ? [subject === "" ? "" : ": ", workspaces] : "",
		note === void 0 ? "" : [", ", note],
		sources.length > 0 ? [", ", joinTexts(sources, " and ")] : ""
	];
}

Object.defineProperty(exports, "displayNamesOf", {
  enumerable: true,
  get: function () {
    return displayNamesOf;
  }
});
Object.defineProperty(exports, "fold", {
  enumerable: true,
  get: function () {
    return fold;
  }
});
Object.defineProperty(exports, "grantsRow", {
  enumerable: true,
  get: function () {
    return grantsRow;
  }
});
Object.defineProperty(exports, "joinNotes", {
  enumerable: true,
  get: function () {
    return joinNotes;
  }
});
Object.defineProperty(exports, "joinTexts", {
  enumerable: true,
  get: function () {
    return joinTexts;
  }
});
Object.defineProperty(exports, "namedWorkspaces", {
  enumerable: true,
  get: function () {
    return namedWorkspaces;
  }
});
Object.defineProperty(exports, "noNames", {
  enumerable: true,
  get: function () {
    return noNames;
  }
});
Object.defineProperty(exports, "paragraph", {
  enumerable: true,
  get: function () {
    return paragraph;
  }
});
Object.defineProperty(exports, "rowText", {
  enumerable: true,
  get: function () {
    return rowText;
  }
});
Object.defineProperty(exports, "sectionsBlock", {
  enumerable: true,
  get: function () {
    return sectionsBlock;
  }
});
Object.defineProperty(exports, "workspacesText", {
  enumerable: true,
  get: function () {
    return workspacesText;
  }
});