// src/core/state/events.ts
/** The version of the format that this program writes, and the newest that it reads. */
const stateVersion = 1;
/** Formats an event as a line of the state file, with its line ending. */
function formatEvent(event) {
	return `${JSON.stringify(event)}\n`;
}
/** A text that the first line of every state file contains. */
const headerPart = "\"format\":\"rollcall-state\"";
/** Formats the first line of a new state file. */
function formatHeader(organization, lineage) {
	return `${JSON.stringify({
		format: "rollcall-state",
		version: 1,
		organization,
		lineage
	})}\n`;
}

Object.defineProperty(exports, "formatEvent", {
  enumerable: true,
  get: function () {
    return formatEvent;
  }
});
Object.defineProperty(exports, "formatHeader", {
  enumerable: true,
  get: function () {
    return formatHeader;
  }
});
Object.defineProperty(exports, "headerPart", {
  enumerable: true,
  get: function () {
    return headerPart;
  }
});