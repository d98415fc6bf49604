// src/core/state/events.ts
/** The version of the format that this program writes, and the newest that it reads. */
const stateVersion = 1;
/** One event as the line that is appended. The order of keys is fixed. */
function formatEvent(event) {
	return `${JSON.stringify(event)}\n`;
}
/** A part of the first line of every file. */
const headerPart = "\"format\":\"rollcall-state\"";
/** The first line of a new file. */
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