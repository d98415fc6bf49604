const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_action = require("../action.js");

// src/core/state/continuity.ts
var continuity_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({
	checkContinuity: () => checkContinuity,
	missingLines: () => missingLines,
	replacedEvent: () => replacedEvent
});
/**
* Compares the text of a state with an earlier version. A state only grows: it has each event of every earlier version,
* or lists it as replaced. Order and line endings don't matter.
*/
function checkContinuity(current, earlier, digest) {
	if (current.startsWith(earlier)) return {
		lostEvents: 0,
		isWithinEarlier: current === earlier
	};
	const [now, before] = [linesOf(current), linesOf(earlier)];
	const replaced = replacedIn(current);
	return {
		lostEvents: [...before].filter((line) => !now.has(line) && isEvent(line) && !replaced.has(fingerprintOf(line, digest))).length,
		isWithinEarlier: [...now].every((line) => before.has(line) || !isEvent(line))
	};
}
/**
* Returns those of `lines` that a state neither has nor lists as replaced. The lines can include their line endings.
*/
function missingLines(current, lines, digest) {
	const now = linesOf(current);
	const replaced = replacedIn(current);
	return lines.filter((line) => !now.has(line.trimEnd())).filter((line) => replaced.size === 0 || !replaced.has(fingerprintOf(line.trimEnd(), digest)));
}
/** Returns the text of a state, followed by the events of an earlier version that it lacks. */
function appendMissingEvents(current, earlier) {
	const now = linesOf(current);
	const lost = [...linesOf(earlier)].filter((line) => !now.has(line) && isEvent(line));
	return `${current.replace(/\n?$/, "\n")}${lost.map((line) => `${line}\n`).join("")}`;
}
/**
* Returns the event that lists what a new state replaces: the events of `texts` that aren't in `kept`, and those that
* `texts` list as replaced themselves. Returns undefined if there are none.
*/
function replacedEvent(texts, at, digest, kept = "") {
	const keptLines = linesOf(kept);
	const fingerprints = texts.flatMap((text) => [...replacedIn(text), ...[...linesOf(text)].filter((line) => !keptLines.has(line) && isEvent(line)).map((line) => fingerprintOf(line, digest))]);
	if (fingerprints.length === 0) return void 0;
	return {
		event: "replaced",
		at,
		fingerprints: [...new Set(fingerprints)].join("")
	};
}
/** Returns the organization in the header of a state file; undefined if the first line isn't such a header. */
function organizationOf(text) {
	const header = require_action.parseJson(text.split("\n", 1)[0] ?? "");
	return require_action.stringAt(header, "format") === "rollcall-state" ? require_action.stringAt(header, "organization") : void 0;
}
/**
* Length in hexadecimal digits. With these 36 bits, the chance that a lost event counts as replaced is 1 in 7 million
* if the state has 10,000 replaced events.
*/
const fingerprintLength = 9;
function fingerprintOf(line, digest) {
	return digest(line).replace(/^sha256:/, "").slice(0, fingerprintLength);
}
function replacedIn(text) {
	const events = text.split("\n").filter((line) => line.includes("\"replaced\"")).map(require_action.parseJson).filter((event) => require_action.stringAt(event, "event") === "replaced");
	return new Set(events.flatMap((event) => require_action.stringAt(event, "fingerprints")?.match(/[0-9a-f]{9}/g) ?? []));
}
function linesOf(text) {
	return new Set(text.split("\n").map((line) => line.trimEnd()));
}
/** Whether a line is an event, rather than a header, a conflict marker, or a torn line. */
function isEvent(line) {
	return require_action.stringAt(require_action.parseJson(line), "event") !== void 0;
}

Object.defineProperty(exports, "appendMissingEvents", {
  enumerable: true,
  get: function () {
    return appendMissingEvents;
  }
});
Object.defineProperty(exports, "checkContinuity", {
  enumerable: true,
  get: function () {
    return checkContinuity;
  }
});
Object.defineProperty(exports, "continuity_exports", {
  enumerable: true,
  get: function () {
    return continuity_exports;
  }
});
Object.defineProperty(exports, "organizationOf", {
  enumerable: true,
  get: function () {
    return organizationOf;
  }
});