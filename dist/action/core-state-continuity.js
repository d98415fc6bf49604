const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_action = require("../action.js");

// src/core/state/continuity.ts
var continuity_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({
	checkContinuity: () => checkContinuity,
	missingLines: () => missingLines,
	replacedEvent: () => replacedEvent
});
/**
* Compares the text of a state with an earlier version of it. State only grows: whatever the order and the line ends, it has each
* event of every earlier version, or says that it replaced the event.
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
/** The lines, with their ends, that a state neither has nor replaced. */
function missingLines(current, lines, digest) {
	const now = linesOf(current);
	const replaced = replacedIn(current);
	return lines.filter((line) => !now.has(line.trimEnd())).filter((line) => replaced.size === 0 || !replaced.has(fingerprintOf(line.trimEnd(), digest)));
}
/** The text of a state, and after it the events of an earlier version that it lacks. */
function appendLost(current, earlier) {
	const now = linesOf(current);
	const lost = [...linesOf(earlier)].filter((line) => !now.has(line) && isEvent(line));
	return `${current.replace(/\n?$/, "\n")}${lost.map((line) => `${line}\n`).join("")}`;
}
/**
* The event that says what a state replaces: the events of these texts without those that it keeps, and those that they replaced.
* Returns undefined if there are none.
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
/** The organization of a state file, by its first line; undefined if that is not the header of a state. */
function organizationOf(text) {
	const header = require_action.parseJson(text.split("\n", 1)[0] ?? "");
	return require_action.stringAt(header, "format") === "rollcall-state" ? require_action.stringAt(header, "organization") : void 0;
}
/** In hexadecimal digits: 36 bits, so that a lost event passes for a replaced one in a state of 10,000 once in 7 million times. */
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
/** Conflict markers and torn lines are none. */
function isEvent(line) {
	return require_action.stringAt(require_action.parseJson(line), "event") !== void 0;
}

Object.defineProperty(exports, "appendLost", {
  enumerable: true,
  get: function () {
    return appendLost;
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