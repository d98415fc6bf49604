const require_system_error = require("./io-system-error.js");
const require_action = require("../action.js");
const require_model = require("./render-document-model.js");
const require_gaps = require("./render-findings-gaps.js");
const require_client = require("./github-client.js");
const require_pulls = require("./github-pulls.js");
const require_continuity = require("./core-state-continuity.js");
const require_events = require("./core-state-events.js");

// src/render/text/wrap.ts
const [narrowest, widest] = [40, 100];
/**
* Wraps a text at a number of columns, with an indent before each line. Only for texts without values from a file, Tally, or GitHub:
* such values must not affect line breaks, and every character here counts as one column.
*/
function wrapText(text, width, indent = "") {
	const limit = Math.min(Math.max(width, narrowest), widest) - indent.length;
	const lines = [];
	let line = "";
	for (const word of text.split(" ")) {
		const longer = line === "" ? word : `${line} ${word}`;
		if (longer.length > limit && line !== "") {
			lines.push(line);
			line = word;
		} else line = longer;
	}
	return [...lines, line].map((one) => `${indent}${one}\n`).join("");
}

// src/render/findings/addresses.ts
/** Returns a note with the person's new email address, if there is one. */
function newAddressNote(newAddress) {
	return newAddress === void 0 ? void 0 : ["now ", { value: newAddress }];
}
/** Returns a note for each previous email address of a person. */
function previousNotes(previously = []) {
	return previously.map((value) => ["previously ", { value }]);
}

// src/render/text/headed.ts
/** Splits sentences into a heading, which is the first sentence without its period, and the rest. */
function headedText(sentences) {
	const [head = ""] = sentences.split(". ", 1);
	return {
		head,
		meaning: sentences.slice(head.length + 2)
	};
}

// src/core/config/desired.ts
/**
* Returns the access that a configuration requests on a day. A person still has access on the day in `expires`.
* `resend` waits for its day, because it would otherwise send on every run.
*/
function desiredOn(today, config) {
	const people = /* @__PURE__ */ new Map();
	const hasEnded = ({ expires }) => expires !== void 0 && expires < today;
	for (const member of config.members) people.set(member.email, personOn(today, member, hasEnded));
	return {
		organization: config.organization,
		workspaces: config.workspaces,
		people
	};
}
function personOn(today, member, hasEnded) {
	const active = member.entries.some(hasEnded) ? member.entries.filter((entry) => !hasEnded(entry)) : member.entries;
	const workspaceIds = union(active);
	return {
		email: member.email,
		address: member.address,
		workspaceIds,
		ended: active === member.entries ? void 0 : endedOf(member, active, workspaceIds),
		resend: member.resend === void 0 ? void 0 : {
			day: member.resend,
			due: member.resend <= today
		},
		previously: member.previously
	};
}
function endedOf({ entries }, active, workspaceIds) {
	const kept = new Set(active);
	const past = entries.filter((entry) => !kept.has(entry));
	const wanted = new Set(workspaceIds);
	const endedIds = union(past).filter((id) => !wanted.has(id));
	const expires = past.flatMap((entry) => entry.expires ?? []).sort().at(-1);
	return expires !== void 0 && endedIds.length > 0 ? {
		workspaceIds: endedIds,
		expires
	} : void 0;
}
function union(entries) {
	const only = entries[0];
	if (only && entries.length === 1) return only.workspaceIds;
	return [...new Set(entries.flatMap((entry) => entry.workspaceIds))].sort();
}

// src/io/clock.ts
/** Returns the time of a clock as ISO 8601 in UTC. */
function currentTimestamp({ clock }) {
	return new Date(clock.now()).toISOString();
}

// src/render/findings/messages.ts
/** Returns the text for a finding. The heading depends on the threshold and the reason. */
function findingText(finding) {
	return headedText(findingSentences(finding));
}
function findingSentences(finding) {
	switch (finding.kind) {
		case "not-in-members":
			if (finding.newAddress !== void 0) return "Previous address. Their new email address has joined, but the previous one still has access. Remove it in Tally. If removals is apply, the next apply removes those that the state file lists.";
			if (finding.samePerson !== void 0) return "Maybe a previous address. They aren't in members.yaml, but a member might be the same person with a new email address. If so, add the old address to previously in that entry. If not, add them to members.yaml, or remove them in Tally.";
			return "Not in members.yaml. Tally or the state file lists them, but members.yaml doesn't. Add them to members.yaml, or remove them in Tally. If removals is set to apply, the next apply removes those in the state file.";
		case "expired": return "Access expired. Their last day has passed, but they might still have access. Set expires to a later date, or remove them in Tally. If removals is set to apply, the next apply removes those with no other access.";
		case "extra-workspace": return "Extra workspace. They have access that members.yaml doesn't grant. Add the workspace to members.yaml, or remove them in Tally, in the workspace's Settings > Members.";
		case "not-invited": return finding.reason === void 0 ? "Not invited yet. The next apply sends the invite." : skippedSentences({
			action: "invite",
			reason: finding.reason
		});
		case "not-recorded": return "Not in the state file. Tally already shows this access. The next apply adds it to the state file and sends no email.";
		case "lapsed": return `No longer in Tally. ${skippedText({
			action: "invite",
			reason: "lapsed"
		}).meaning}`;
		case "pending-long": return `Not accepted for ${finding.threshold} days or more. Their invite is still pending. Remind them. To send a new invite, set resend to a date.`;
		case "pending-unknown": return `Invited to unknown workspaces. ${skippedText({
			action: "invite",
			reason: "pending-unknown"
		}).meaning}`;
		case "unknown-workspace": return unknownWorkspaceSentences;
		case "blocked": return "Blocked. Tally blocked their account. They still count as members, but Rollcall sends them nothing. Ask Tally for the reason, or remove them from members.yaml.";
		case "unconfirmed": return "Unconfirmed. A call got no usable response, so it might or might not have taken effect. Until the result is known, Rollcall sends them nothing. Ten minutes after the call, rollcall apply and rollcall state resolve can determine the result. If Tally doesn't show enough to tell, check there yourself, and then run rollcall state resolve --as sent or --as not-sent.";
		case "previous-address": return `Previous address, still needed. ${skippedText({
			action: "remove",
			reason: "new-address"
		}).meaning}`;
		case "expires-soon": return `Access ends within ${finding.threshold} days. To extend it, set expires to a later date.`;
		case "undeclared-workspace": return "Workspaces that members.yaml doesn't declare. Rollcall doesn't manage the people in them. To change that, declare the workspaces in members.yaml.";
		case "without-workspace": return "Not in any workspace. They belong to the organization but to none of its workspaces, and members.yaml doesn't list them.";
		case "without-two-factor": return "No two-factor authentication. Only they can turn it on, in their Tally settings.";
	}
}
const unknownWorkspaceSentences = "Workspaces not found in Tally. members.yaml declares them, but the API key's user can't see them. An apply that would invite anyone to them is blocked. Use the owner's key, or correct the ID.";
/** The text for workspaces that Tally doesn't show. */
const unknownWorkspaceText = headedText(unknownWorkspaceSentences);
/** The sign for what a finding means: too much access, too little, unknown, or something else. */
const findingSigns = {
	"not-in-members": "-",
	expired: "-",
	"extra-workspace": "-",
	"not-invited": "+",
	lapsed: "+",
	"not-recorded": "=",
	"pending-unknown": "?",
	"unknown-workspace": "?",
	unconfirmed: "?",
	"pending-long": "~",
	blocked: "~",
	"previous-address": "~",
	"expires-soon": "~",
	"undeclared-workspace": "~",
	"without-workspace": "~",
	"without-two-factor": "~"
};
/** Returns details of one finding, without text from a file or Tally. They change only if the finding changes. */
function detailOf(finding) {
	switch (finding.kind) {
		case "not-in-members":
		case "previous-address": return finding.recorded ? `${finding.status}, in the state file` : finding.status;
		case "expired": return `last day ${finding.day}, ${finding.status}`;
		case "extra-workspace":
		case "not-recorded": return finding.status;
		case "not-invited": return finding.resend === void 0 ? void 0 : `again, because resend is ${finding.resend}`;
		case "lapsed": {
			const later = finding.resend === void 0 ? "" : `, resend is ${finding.resend}`;
			return `last sent on ${finding.since}${later}`;
		}
		case "pending-long": return `since ${finding.since}`;
		case "unconfirmed": return `${unconfirmedWords[finding.action]} on ${finding.since}`;
		case "expires-soon": return `until ${finding.day}`;
		case "undeclared-workspace": return require_action.pluralize(finding.people, "person");
		case "pending-unknown":
		case "unknown-workspace":
		case "blocked":
		case "without-workspace":
		case "without-two-factor": return;
	}
}
/** Returns the email address that the person in a finding has now, or might have now, if known. */
function otherAddressText(finding) {
	if ("newAddress" in finding && finding.newAddress !== void 0) return newAddressNote(finding.newAddress);
	if ("samePerson" in finding && finding.samePerson !== void 0) return ["maybe now ", { value: finding.samePerson }];
}
const unconfirmedWords = {
	invite: "invited",
	cancel: "canceled",
	remove: "removed"
};
/** The ways in which a grant can lapse, after "they". */
const lapsedCauses = "declined, left, or were removed";
const notAgain = "Not invited again.";
const notRemoved = "Not removed.";
/** Returns why the plan skips an action, and what to do, without text from a file or Tally. */
function skippedText(skipped) {
	return headedText(skippedSentences(skipped));
}
function skippedSentences({ reason, action }) {
	const isInvite = action === "invite";
	switch (reason) {
		case "needs-live-data": return "Cancel or remove. The next apply checks Tally, and then cancels their pending invite or removes them from the organization.";
		case "manual-step": return "Manual step. Remove them from the workspace in Tally, under Settings > Members. Tally's API can't do this.";
		case "unknown-workspace": return "Manual step (workspace not in Tally). The state file lists them in a workspace that Tally doesn't show. If it was deleted, run rollcall state forget EMAIL --workspace ID. If it exists, use an API key whose user can see it.";
		case "removals-report": return `${notRemoved} They are no longer in members.yaml but keep access because removals is set to report.`;
		case "new-address": return "Waiting for the new address. members.yaml has a new email address for them. Until it has joined, the old one keeps its access.";
		case "unconfirmed": return "Waiting. An earlier call to them is unconfirmed.";
		case "expired": return "Not invited. Their access expired.";
		case "resend-later": return "Invited later. Their resend date is in the future. Rollcall invites them again on that day.";
		case "lapsed": return `${notAgain} They were invited before but are no longer in Tally (${lapsedCauses}). To invite them again, set resend to a date. Otherwise, remove them from members.yaml.`;
		case "attempts-exhausted": return "Gave up. Several attempts got no usable response, and Tally never showed the invite. To try again, set resend to a date.";
		case "rejected": return `${notAgain} Tally rejected their email address. Correct it in members.yaml, set resend to a later date, or run rollcall state forget.`;
		case "pending-changes": return "Waiting. Their invite is pending, and pendingChanges is set to report, so Rollcall sends this after they accept.";
		case "pending-unknown": return "Waiting. Their invite is pending, but Tally doesn't show for which workspaces, so Rollcall sends nothing more. Ask them to accept, or cancel the invite in Tally.";
		case "blocked": return "Not invited. Tally blocked their account.";
		case "owner": return isInvite ? "Not invited. Rollcall never invites the owner of the organization." : `${notRemoved} Rollcall never removes the owner of the organization.`;
		case "self": return isInvite ? "Not invited. Rollcall never invites the API key's user." : `${notRemoved} Rollcall never removes the API key's user.`;
		case "incomplete-live-data": return isInvite ? "Not invited. Tally returned an incomplete response, so they might already have access." : `${notRemoved} Tally returned an incomplete response, so Rollcall removes nobody.`;
		case "others-invite": return isInvite ? `${notAgain} Another user sent their pending invite, and only that user can cancel it.` : `${notRemoved} Another user sent their invite, and no other API key can cancel it.`;
		case "not-owner": return `${notRemoved} Only the owner's API key can remove members.`;
		case "owner-unknown": return `${notRemoved} Tally doesn't show who the owner is. To let Rollcall remove people, add the owner's email address to the protected setting.`;
		case "protected": return isInvite ? `${notAgain} They are protected, so Rollcall doesn't cancel their pending invite to send a new one.` : `${notRemoved} They are protected.`;
	}
}

// src/render/document/terminal.ts
/** The maximum number of rows with one line each. Longer lists are shown in columns. */
const maxRowsWithDetails = 20;
/** Formats a document for a terminal, with an empty line between its parts. */
function writeTerminal(document, layout) {
	const { title, alerts = [], blocks, summary } = document;
	return [
		...title ? [layout.style.bold(lines(title, layout).trimEnd()).concat("\n")] : [],
		...blocks.flatMap((block) => writeBlock(block, layout)),
		...alerts.length > 0 ? [alerts.map((text) => lines(["Error: ", text], layout)).join("")] : [],
		...summary ? [lines(summary, layout)] : []
	].join("\n");
}
function writeBlock(block, layout) {
	switch (block.kind) {
		case "paragraph": return [block.sentences.map((text) => lines(text, layout, layout.style.yellow)).join("")];
		case "sections": return block.sections.map((section) => writeSection(section, layout));
		case "fold": return [lines([block.head, ":"], layout, layout.style.bold), ...block.blocks.flatMap((one) => writeBlock(one, layout))];
		case "lines": return [block.lines.map((line) => `${require_action.escapeTerminal(line)}\n`).join("")];
	}
}
function writeSection({ head, sentence, rows, isWarning, isDetailed }, layout) {
	const { style, width } = layout;
	const title = sentence ? [
		head,
		". ",
		sentence
	] : head;
	const start = title === "" ? "" : lines(title, layout, isWarning ? style.yellow : style.bold);
	if (rows.length <= maxRowsWithDetails || isDetailed) return start + rows.map((row) => `  ${signed(row, require_model.rowText(row, "  "))}\n`).join("");
	return start + alignColumns(rows.map((row) => signed(row, row.subject)), width - 2) + sharedNotes(rows);
}
function signed({ sign }, text) {
	const plain = require_gaps.plainText(text);
	return sign === void 0 ? plain : `${sign} ${plain}`;
}
/**
* Arranges cells in as many columns as fit, in order from top to bottom. Cells are email addresses, in which each character is
* one column wide.
*/
function alignColumns(cells, width) {
	const cellWidth = cells.reduce((widest, cell) => Math.max(widest, cell.length), 0) + 2;
	const columns = Math.max(1, Math.floor(width / cellWidth));
	const rows = Math.ceil(cells.length / columns);
	return Array.from({ length: rows }, (_, row) => {
		let line = "";
		for (let at = row, column = 0; at < cells.length; at += rows, column += 1) line = `${line.padEnd(column * cellWidth)}${cells[at]}`;
		return `  ${line}\n`;
	}).join("");
}
/** Explains the signs of a list in columns with the notes that all rows with the same sign share. */
function sharedNotes(rows) {
	const shared = [...require_action.groupBy(rows, (row) => row.sign)].flatMap(([sign = "", own]) => {
		const [note = "", ...others] = new Set(own.map((row) => require_gaps.plainText(row.note ?? "")));
		return others.length === 0 && note !== "" ? [`${sign} ${note}`] : [];
	});
	return shared.length > 0 ? `  ${shared.sort().join("   ")}\n` : "";
}
/** Wraps a text at the width of the terminal, unless it contains a value from outside, which must not affect line breaks. */
function lines(text, { width }, styled = String) {
	const plain = require_gaps.plainText(text);
	const whole = isOurs(text) ? wrapText(plain, width) : `${plain}\n`;
	const strong = leadingStrong(text);
	return styled === String || strong === "" ? whole : styled(strong) + whole.slice(strong.length);
}
function isOurs(text) {
	if (typeof text === "string") return true;
	return "every" in text ? text.every(isOurs) : !("value" in text);
}
function leadingStrong(text) {
	if (typeof text === "string") return "";
	if ("map" in text) return leadingStrong(text[0] ?? "");
	return "strong" in text ? text.strong : "";
}

// src/reconcile/stores/state-file.ts
/** Describes the events that a text lacks although this run read or wrote them before. Returns undefined if there are none. */
async function describeLostEvents(text, before) {
	if (text.startsWith(before)) return void 0;
	const { checkContinuity } = await Promise.resolve().then(() => require("./core-state-continuity.js")).then((n) => n.continuity_exports);
	const { lostEvents } = checkContinuity(text, before, require_action.digestOf);
	if (lostEvents === 0) return void 0;
	return `it lacks ${lostEvents === 1 ? "an event" : `${lostEvents} events`} that this run read or wrote before. It is out of date, or someone changed it. Run this again`;
}
/** Replaces a state file with a compacted text. Returns a failure if it couldn't be replaced. */
async function rewriteState(file, seen, text) {
	const { name } = file;
	const result = await file.replace(seen, text, "Compact the state");
	switch (result.write) {
		case "done": return;
		case "moved": return {
			reason: "state-moved",
			name
		};
		case "denied":
		case "unreachable":
		case "unwritable": return {
			reason: `state-${result.write}`,
			name,
			problem: result.problem
		};
	}
}

// src/reconcile/stores/growing-branch.ts
/** The pauses between reads, in milliseconds. For a moment after a write, GitHub can return the older version. */
const pausesMs$1 = [
	1e3,
	2e3,
	4e3
];
/**
* A branch whose state only grows. If a read lacks an event that this process read or wrote before, or that the backup of the branch
* has, it is repeated a few times. If the event is still missing, the state counts as lost or unreachable.
*/
var GrowingBranch = class {
	name;
	#branch;
	#clock;
	/** The text that was last read or written. */
	#known = "";
	constructor(branch, clock) {
		this.name = branch.name;
		this.#branch = branch;
		this.#clock = clock;
	}
	async read(organization) {
		let reading = await this.#readOnce(organization);
		for (const pause of pausesMs$1) {
			if (!reading.mayBeOutdated) break;
			await this.#clock.sleep(pause, new AbortController().signal);
			reading = await this.#readOnce(organization);
		}
		return reading.result;
	}
	async put(text, head, message) {
		const result = await this.#branch.put(text, head, message);
		if (result.put === "done") this.#known = text;
		return result;
	}
	async #readOnce(organization) {
		const result = await this.#branch.read(organization);
		switch (result.found) {
			case "file": return result.outdated === void 0 ? this.#checkFile(result) : { result };
			case "nothing":
			case "misplaced": return this.#checkText(result, "");
			case "lost": return {
				result,
				mayBeOutdated: this.#known !== ""
			};
			case "irregular":
			case "unreachable": return { result };
		}
	}
	async #checkFile(result) {
		const text = new TextDecoder("utf-8").decode(result.bytes);
		const { backup, head } = result;
		const lost = backup && require_continuity.checkContinuity(text, new TextDecoder("utf-8").decode(backup.bytes), require_action.digestOf);
		if (lost && lost.lostEvents > 0) {
			const restore = await backup.restore(lost.isWithinEarlier);
			const { where, bytes } = backup;
			return {
				result: {
					found: "lost",
					lost: lost.lostEvents,
					where,
					restore,
					bytes,
					head
				},
				mayBeOutdated: true
			};
		}
		return this.#checkText(result, text);
	}
	async #checkText(result, text) {
		const problem = await describeLostEvents(text, this.#known);
		if (problem !== void 0) return {
			result: {
				found: "unreachable",
				problem
			},
			mayBeOutdated: true
		};
		this.#known = text;
		return { result };
	}
};

// src/reconcile/stores/new-state.ts
/** Returns the text of a new state file, which records the events of the states that it replaces. */
async function newStateText(io, organization, replaces = []) {
	const header = require_events.formatHeader(organization, io.newId("lineage"));
	if (replaces.length === 0) return header;
	const { replacedEvent } = await Promise.resolve().then(() => require("./core-state-continuity.js")).then((n) => n.continuity_exports);
	const replaced = replacedEvent(replaces, currentTimestamp(io), require_action.digestOf);
	return header + (replaced ? require_events.formatEvent(replaced) : "");
}

// src/core/state/not-sent.ts
/** Returns the outcome of a call that was not sent because members.yaml or the state file changed after its intent. */
function staleCallEvent({ at, call }) {
	return {
		event: "outcome",
		at,
		call,
		result: "not-sent",
		problem: "members.yaml or the state file changed before this call was sent"
	};
}

// src/reconcile/stores/recorder.ts
/** The path for lines that couldn't be written to the state file. */
const unsavedPath = "rollcall-unsaved.jsonl";
const maxAttempts = 12;
/** In milliseconds. */
const maxRetryDelayMs = 2e3;
const writeTimeoutMs = 12e4;
/** Attempts that are made even after the timeout, which passes while the machine sleeps. */
const minAttempts = 3;
/**
* Appends events to a state file by compare-and-swap. Intents are written before `add` resolves, and only if nobody else has
* changed the file since the plan was made. Outcomes of calls that were sent are written even if others have changed it.
*/
var Recorder = class {
	#deps;
	#seen;
	/** How the text of `#seen` ends. Undefined if others wrote it, so that it must be parsed. */
	#ending;
	/** Whether others changed the file since the plan was made. */
	#isStale = false;
	/** Whether the file must be written even if no event is left to write. */
	#isDue;
	/** All events of this run. A file that others changed may lack any of them. */
	#events = [];
	#unwritten = [];
	/** Whether the file has intents of this run. If so, their outcomes must be written even if others have changed the file. */
	#hasIntents = false;
	constructor(deps) {
		this.#deps = deps;
		this.#seen = deps.seen;
		this.#ending = endingOf(deps.seen.text, deps.isTorn);
		this.#isDue = deps.isTorn;
	}
	async add(events) {
		const { file, isPlanCurrent } = this.#deps;
		const isIntent = events.some((event) => event.event === "intent");
		if (isIntent && (this.#isStale || !await isPlanCurrent())) return this.#moved();
		this.#events.push(...events);
		this.#unwritten.push(...events);
		this.#isDue = true;
		if (!isIntent && file.isRemote) return void 0;
		const failure = await this.#write(isIntent || !this.#hasIntents ? "unless-moved" : "always");
		if (!isIntent) return failure;
		if (failure || !await isPlanCurrent()) {
			this.#withdraw(events);
			return failure ?? this.#moved();
		}
		this.#hasIntents = true;
	}
	async close() {
		if (this.#unwritten.length === 0 && !this.#isDue) return void 0;
		if (!this.#hasIntents) return this.#isStale ? this.#moved() : this.#write("unless-moved");
		try {
			const failure = await this.#write("always");
			if (failure) await this.#saveUnwritten(failure);
			return failure;
		} catch (error) {
			await this.#saveUnwritten(void 0);
			throw error;
		}
	}
	#moved() {
		return {
			reason: "state-moved",
			name: this.#deps.file.name
		};
	}
	/** Withdraws intents that won't be sent. Those that are already in the file get the outcome `not-sent`. */
	#withdraw(events) {
		const written = linesOf(this.#seen.text);
		const isWritten = (event) => written.has(require_events.formatEvent(event).trimEnd());
		const dropped = new Set(events.filter((event) => !isWritten(event)));
		const notSent = events.flatMap((event) => event.event === "intent" && isWritten(event) ? [staleCallEvent(event)] : []);
		this.#events = [...this.#events.filter((event) => !dropped.has(event)), ...notSent];
		this.#unwritten = [...this.#unwritten.filter((event) => !events.includes(event)), ...notSent];
		if (notSent.length > 0) this.#hasIntents = true;
	}
	async #write(rule) {
		this.#isDue = false;
		const { file, io, isPlanCurrent, messageFor } = this.#deps;
		const { name } = file;
		const message = messageFor(this.#unwritten, this.#events);
		const end = io.clock.now() + writeTimeoutMs;
		let failure = {
			reason: "state-unreachable",
			name,
			problem: ""
		};
		let wasDenied = false;
		const isTimeLeft = () => io.clock.now() < end;
		for (let attempts = 0; attempts < minAttempts || attempts < maxAttempts && isTimeLeft(); attempts += 1) {
			const change = await this.#change();
			if (!change.isCut && change.added === "") {
				this.#unwritten = [];
				return;
			}
			const result = await file.append(this.#seen, change, message);
			if (result.write === "done") {
				this.#seen = {
					version: result.version,
					text: change.text
				};
				this.#ending = "line";
				this.#unwritten = [];
				return;
			}
			const problem = result.write === "moved" ? "another run changed it first each time" : result.problem;
			failure = {
				reason: "state-unreachable",
				name,
				problem
			};
			if (result.write === "unwritable") return {
				reason: "state-unwritable",
				name,
				problem
			};
			if (result.write === "denied" && wasDenied) return {
				reason: "state-denied",
				name,
				problem
			};
			wasDenied = result.write === "denied";
			if (file.isRemote) await this.#pause(attempts);
			const reading = await file.read();
			const lost = this.#lostIn(reading);
			if (!reading.ok || lost) {
				failure = lost ?? failure;
				if (file.isRemote) continue;
				return failure;
			}
			const { text } = reading.value;
			const isUnchanged = text === this.#seen.text;
			if (isUnchanged && rule === "unless-moved" && !await isPlanCurrent()) return this.#moved();
			this.#seen = reading.value;
			if (isUnchanged) continue;
			this.#ending = void 0;
			this.#isStale ||= text !== change.text;
			const hasArrived = text === change.text || change.added !== "" && text.startsWith(change.text);
			if (rule === "unless-moved" && !hasArrived) return this.#moved();
		}
		return failure;
	}
	/** Returns why events can't be appended to the file: it couldn't be read, or it was removed. */
	#lostIn(reading) {
		if (!reading.ok) return reading.problem;
		return isBlank(reading.value.text) && !isBlank(this.#seen.text) ? {
			reason: "state-removed",
			name: this.#deps.file.name
		} : void 0;
	}
	/** Returns the change that adds the missing events of this run to the file. It also removes a torn last line. */
	async #change() {
		const { text } = this.#seen;
		const { ending, events } = this.#ending ? {
			ending: this.#ending,
			events: this.#unwritten
		} : await this.#missingIn(text);
		const kept = ending === "torn" ? text.slice(0, text.lastIndexOf("\n") + 1) : text;
		const lines = events.map(require_events.formatEvent).join("");
		const start = {
			none: this.#deps.header,
			open: lines && "\n",
			torn: "",
			line: ""
		}[ending];
		return {
			isCut: ending === "torn",
			added: start + lines,
			text: kept + start + lines
		};
	}
	/** Returns the events of this run that are missing in a text, which others may have written, and how the text ends. */
	async #missingIn(text) {
		const { readState } = await Promise.resolve().then(() => require("./core-state-read-state.js"));
		const reading = readState(this.#deps.file.name, text, void 0);
		const { missingLines } = await Promise.resolve().then(() => require("./core-state-continuity.js")).then((n) => n.continuity_exports);
		const missing = new Set(missingLines(text, this.#events.map(require_events.formatEvent), require_action.digestOf));
		const present = linesOf(text);
		const replaced = this.#events.flatMap((event) => {
			const line = require_events.formatEvent(event);
			return event.event === "intent" && !missing.has(line) && !present.has(line.trimEnd()) ? event.call : [];
		});
		return {
			ending: endingOf(text, reading.ok && reading.value.torn),
			events: this.#events.filter((event) => missing.has(require_events.formatEvent(event)) && !(event.event === "outcome" && replaced.includes(event.call)))
		};
	}
	/** Waits for a random time, so that two runs that collided don't collide again. */
	async #pause(attempts) {
		const { clock, random } = this.#deps.io;
		const delayMs = random() * Math.min(100 * 2 ** attempts, maxRetryDelayMs);
		await clock.sleep(delayMs, new AbortController().signal);
	}
	/** Saves the lines to another file after the last attempt to write them has failed. */
	async #saveUnwritten(failure) {
		const { io, onUnsaved } = this.#deps;
		const lines = (failure?.reason === "state-removed" ? this.#events : this.#unwritten).map(require_events.formatEvent).join("");
		try {
			const earlier = await io.files.read(unsavedPath);
			await io.files.replace(unsavedPath, new TextDecoder().decode(earlier) + lines);
		} catch (error) {
			if (require_system_error.codeOf(error) === void 0) throw error;
			return onUnsaved(lines, false);
		}
		onUnsaved(lines, true);
	}
};
function endingOf(text, isTorn) {
	if (isBlank(text)) return "none";
	if (isTorn) return "torn";
	return text.endsWith("\n") ? "line" : "open";
}
function isBlank(text) {
	return text.trim() === "";
}
function linesOf(text) {
	return new Set(text.split(/\r?\n/));
}

// src/reconcile/stores/branch.ts
/**
* A state file on a branch. Intents are pushed before `add` resolves, and only if nobody else has changed the state since it was
* loaded. Outcomes are pushed with the next intents and at the end, even if others have changed the state meanwhile.
*/
var BranchStore = class {
	name;
	/** A push takes seconds, so one for each call would be slow. Twenty calls take 15 seconds. */
	intentBatchSize = 20;
	#deps;
	#file;
	#startsOver;
	#seen = {
		version: void 0,
		text: ""
	};
	constructor(deps) {
		const branch = new GrowingBranch(deps.branch, deps.io.clock);
		this.name = branch.name;
		this.#deps = {
			...deps,
			branch
		};
		this.#startsOver = deps.startsOver ?? false;
		this.#file = new BranchFile(deps.branch, branch);
	}
	async load(organization) {
		const reading = await this.#deps.branch.read(organization);
		if (this.#startsOver && reading.found !== "unreachable") return this.#startOver(reading, organization);
		const failure = failureOf(reading, this.name);
		if (failure) return {
			ok: false,
			problem: failure
		};
		this.#seen = snapshotIn(reading);
		const bytes = reading.found === "file" ? reading.bytes : void 0;
		const loaded = await require_pulls.stateIn(bytes, this.name, organization);
		const problem = reading.found === "file" ? reading.outdated : void 0;
		if (!loaded.ok || problem === void 0) return loaded;
		return {
			ok: true,
			value: {
				...loaded.value,
				outdated: {
					name: this.name,
					problem
				}
			}
		};
	}
	async #startOver(reading, organization) {
		const { name } = this;
		const isShortened = reading.found === "lost" && typeof reading.lost === "number";
		if (reading.found === "file" || reading.found === "irregular" || isShortened) return {
			ok: false,
			problem: {
				reason: "state-exists",
				name
			}
		};
		this.#seen = {
			version: reading.head,
			text: ""
		};
		const loaded = await require_pulls.stateIn(void 0, name, organization);
		const bytes = reading.found === "lost" ? reading.bytes : void 0;
		if (!loaded.ok || !bytes) return loaded;
		const replaces = [new TextDecoder("utf-8").decode(bytes)];
		return {
			ok: true,
			value: {
				...loaded.value,
				replaces
			}
		};
	}
	/** Takes no lock, because writes are compare-and-swap. */
	async lock() {
		return {
			ok: true,
			value: {
				waited: false,
				release: async () => {}
			}
		};
	}
	rewrite(text) {
		return rewriteState(this.#file, this.#seen, text);
	}
	async open(organization, { state, replaces }, isPlanCurrent = async () => true) {
		this.#startsOver = false;
		const header = await newStateText(this.#deps.io, organization, replaces);
		const [seen, isTorn] = [this.#seen, state.torn];
		const messageFor = (events, known) => this.#deps.messageFor(events, [...state.events, ...known]);
		return new Recorder({
			...this.#deps,
			messageFor,
			file: this.#file,
			isPlanCurrent,
			seen,
			isTorn,
			header
		});
	}
};
/** A state file on a branch. Its version is the head of the branch, if there is one. */
var BranchFile = class {
	isRemote = true;
	#branch;
	#growing;
	/** Reads from `branch`, where any difference counts as moved. Writes to `growing`, which checks the next load against each write. */
	constructor(branch, growing) {
		this.#branch = branch;
		this.#growing = growing;
	}
	get name() {
		return this.#branch.name;
	}
	async read() {
		const reading = await this.#branch.read();
		const problem = failureOf(reading, this.name);
		if (problem) return {
			ok: false,
			problem
		};
		const outdated = reading.found === "file" ? reading.outdated : void 0;
		return outdated === void 0 ? {
			ok: true,
			value: snapshotIn(reading)
		} : {
			ok: false,
			problem: {
				reason: "state-unreachable",
				name: this.name,
				problem: outdated
			}
		};
	}
	append(seen, { text }, message) {
		return this.replace(seen, text, message);
	}
	async replace({ version }, text, message) {
		const result = await this.#growing.put(text, version, message);
		if (result.put === "done") return {
			write: "done",
			version: result.head
		};
		if (result.put === "moved") return { write: "moved" };
		return {
			write: result.put,
			problem: result.problem
		};
	}
};
function snapshotIn(reading) {
	return {
		version: "head" in reading ? reading.head : void 0,
		text: reading.found === "file" ? new TextDecoder("utf-8").decode(reading.bytes) : ""
	};
}
function failureOf(reading, name) {
	switch (reading.found) {
		case "file":
		case "nothing": return;
		case "lost": {
			const { lost, where, restore } = reading;
			return typeof lost === "number" ? {
				reason: "state-shortened",
				name,
				events: lost,
				where,
				restore
			} : {
				reason: "state-lost",
				name,
				lost,
				where,
				restore
			};
		}
		case "misplaced": {
			const { where, move, path } = reading;
			return {
				reason: "state-misplaced",
				name,
				where,
				move,
				path
			};
		}
		case "irregular": return {
			reason: "state-file",
			problem: reading.problem
		};
		case "unreachable": return {
			reason: "state-unreachable",
			name,
			problem: reading.problem
		};
	}
}

// src/render/state/commit-message.ts
/**
* Returns the message of a commit that records events, with their pull requests and runs as trailers. `known` contains the intents of
* the calls whose outcomes are recorded.
*/
function renderCommitMessage(events, known) {
	if (events.length === 0) return "Update the state";
	const numberOf = (kind) => events.filter(({ event }) => event === kind).length;
	const [intents, outcomes, forgotten] = [
		numberOf("intent"),
		numberOf("outcome"),
		numberOf("forgotten")
	];
	const parts = [
		intents > 0 && `${require_action.pluralize(intents, "call")} to send`,
		outcomes > 0 && `${outcomes === 1 ? "the result" : "results"} of ${require_action.pluralize(outcomes, "call")}`,
		numberOf("adopted") + numberOf("lapsed") > 0 && "changes found in Tally",
		forgotten > 0 && "forgotten access"
	];
	const trailers = trailersOf(events, known);
	const subject = `Record ${require_action.formatList(parts.filter((part) => part !== false))}`;
	return trailers.length === 0 ? subject : `${subject}\n\n${trailers.join("\n")}`;
}
function trailersOf(events, known) {
	const ended = new Set(events.flatMap((event) => event.event === "outcome" ? [event.call] : []));
	const intents = known.filter((event) => event.event === "intent" && ended.has(event.call));
	const pulls = /* @__PURE__ */ new Set();
	const runs = /* @__PURE__ */ new Set();
	for (const event of [...intents, ...events]) {
		if ("pullRequest" in event && event.pullRequest !== void 0) pulls.add(event.pullRequest);
		if ("run" in event && event.run !== void 0) runs.add(event.run);
	}
	return [...[...pulls].sort((a, b) => a - b).map((number) => `Pull-Request: #${number}`), ...[...runs].map((run) => `Run: ${run}`)];
}

// src/commands/store/unsaved.ts
/** Prints the lines of a run that could not be written to its state file. */
function printUnsaved({ stderr }, state, lines, isSaved) {
	const saved = isSaved ? ` They are saved in ${unsavedPath}.` : "";
	stderr.write(`Couldn't add these lines to ${state}.${saved} Append the lines that the state file lacks, and push it if it is on a branch. Otherwise, the next run reports the calls as unconfirmed.\n${lines}`);
}

// src/commands/store/branch.ts
/** Opens the store of a state on a branch. Prints lines that can't be pushed. */
function openBranchStore(io, branch, startsOver = false) {
	return new BranchStore({
		io,
		branch,
		startsOver,
		messageFor: renderCommitMessage,
		onUnsaved: (lines, isSaved) => printUnsaved(io, branch.name, lines, isSaved)
	});
}

// src/github/branch-head.ts
/** The pauses between reads, in milliseconds. For a moment after a write or a push, GitHub can return the older ref. */
const pausesMs = [
	1e3,
	2e3,
	4e3
];
/** The head of a branch. It never moves backward: if a read lacks a commit that is known to be on the branch, it is repeated. */
var BranchHead = class {
	#github;
	#branch;
	#clock;
	#known;
	/** `known` is a commit that the branch must contain, such as the one whose push started this run. */
	constructor(github, branch, clock, known) {
		this.#github = github;
		this.#branch = branch;
		this.#clock = clock;
		this.#known = known;
	}
	/** Returns the commit at the head, or undefined if there is no such branch. Throws if GitHub keeps returning an older one. */
	async find() {
		for (const pause of [...pausesMs, void 0]) {
			const tip = await require_pulls.findTip(this.#github, this.#branch);
			if (await this.#isNewest(tip?.sha)) {
				this.#known = tip?.sha;
				return tip;
			}
			if (pause === void 0) throw new require_client.UnusableResponse(this.#problemOf(tip?.sha));
			await this.#clock.sleep(pause, new AbortController().signal);
		}
	}
	/** Must be called after the branch was moved to a commit. */
	moved(commit) {
		this.#known = commit;
	}
	async #isNewest(head) {
		if (this.#known === void 0 || head === this.#known) return true;
		return head !== void 0 && await require_pulls.findMergeBase(this.#github, this.#known, head) === this.#known;
	}
	#problemOf(head) {
		return `GitHub returned ${head === void 0 ? `no branch ${this.#branch}` : `${head} as the head of ${this.#branch}`}, which lacks the commit ${this.#known}. The response is out of date, or the branch was force-pushed. Run this again. After a force-push, run it from a newer commit`;
	}
};

// src/github/state-location.ts
/** Maximum number of files to read when looking for a state at another path. Each takes a request. */
const maxOthers = 20;
/** Finds the state on another branch or at another path. `head` is the head of the branch, if there is one. */
async function findMisplacedState(github, { isOwnBranch, base, branch, path }, head, organization) {
	const baseHead = isOwnBranch ? (await require_pulls.findTip(github, base))?.sha : head;
	const others = [...isOwnBranch ? [{
		branch: base,
		sha: baseHead
	}] : [], ...await findBackups(github)];
	for (const one of others.filter((other) => other.branch !== branch)) {
		const files = await require_pulls.findFiles(github, one.sha);
		if (files && await hasState(files, path, organization)) return {
			where: `${path} on ${one.branch}`,
			head
		};
	}
	const other = await findOtherPath(github, head, path, organization);
	if (other !== void 0) return isOwnBranch ? {
		where: `${branch}:${other}`,
		head
	} : {
		where: other,
		path: other,
		move: `git mv ${other} ${path}`,
		head
	};
	const onBase = isOwnBranch ? await findOtherPath(github, baseHead, path, organization) : void 0;
	return onBase === void 0 ? void 0 : {
		where: `${onBase} on ${base}`,
		head
	};
}
async function findBackups(github) {
	const { data } = await github.request("GET /repos/{owner}/{repo}/git/matching-refs/{ref}", {
		...github.repository,
		ref: "rollcall"
	});
	return require_pulls.requireItems(data).map((one) => ({
		branch: require_pulls.requireString(one, "ref").slice(14),
		sha: require_pulls.requireSha(one, "object.sha")
	}));
}
/** Finds another state file of the organization in a commit. */
async function findOtherPath(github, sha, path, organization) {
	const files = organization === void 0 ? void 0 : await require_pulls.findFiles(github, sha);
	if (!files) return void 0;
	const { paths } = await files.match(".", "**/*.jsonl");
	const others = paths.filter((one) => one !== path);
	const isNamed = (one) => one.endsWith(".state.jsonl");
	const likelyFirst = [...others.filter(isNamed), ...others.filter((one) => !isNamed(one))];
	for (const other of likelyFirst.slice(0, maxOthers)) if (await hasState(files, other, organization)) return other;
}
/** Whether there is a state of the organization at a path, or any file if the organization isn't known. */
async function hasState(files, path, organization) {
	if ((await files.inspect(path)).kind !== "file") return false;
	const text = new TextDecoder("utf-8").decode(await files.read(path));
	return organization === void 0 || require_continuity.organizationOf(text) === organization;
}

// src/github/state-branch.ts
/** GitHub's messages about a ref that another writer moved or created first (seen in public issues, not documented). */
const headMoved = /\bis not a fast.forward\b|\bReference already exists\b/i;
/**
* A state file that is read and written through GitHub's REST API. If the workflow's token creates a commit this way, GitHub signs it
* and starts no workflow. A ref under `refs/rollcall/` keeps the last commit of the branch, so that Rollcall can detect and restore
* a branch that was deleted or force-pushed.
*/
var GitHubBranch = class {
	name;
	#github;
	#location;
	#baseHead;
	#warn;
	#ahead;
	constructor({ github, location, baseHead, warn }) {
		this.name = location.isOwnBranch ? `${location.branch}:${location.path}` : location.path;
		this.#github = github;
		this.#location = location;
		this.#baseHead = baseHead;
		this.#warn = warn;
	}
	/** Begins the next read of the state on the base branch, whose head is known or being read. */
	readAhead(tip) {
		this.#ahead = this.#readFiles(tip);
		this.#ahead.catch(() => {});
	}
	async read(organization) {
		try {
			const files = this.#ahead ?? this.#readFiles();
			this.#ahead = void 0;
			const result = await this.#resultOf(await files, organization);
			if (result.found !== "lost") return result;
			return await this.#resultOf(await this.#readFiles(), organization);
		} catch (error) {
			return {
				found: "unreachable",
				problem: require_client.problemOfRequest(error)
			};
		}
	}
	async put(text, head, message) {
		let commit;
		try {
			commit = await this.#commit(text, head, message);
			await this.#moveTo(commit, head);
		} catch (error) {
			return this.#whyNot(error, commit, head);
		}
		if (!this.#location.isOwnBranch) this.#baseHead.moved(commit);
		await this.#updateBackupRef(commit);
		return {
			put: "done",
			head: commit
		};
	}
	/** Reads the head, the backup, and the file in both. */
	async #readFiles(baseTip) {
		const { isOwnBranch, branch, path } = this.#location;
		const [backup, tip] = await Promise.all([require_pulls.findRef(this.#github, this.#backupRef.replace(/^refs\//, "")), isOwnBranch ? require_pulls.findTip(this.#github, branch) : baseTip ?? this.#baseHead.find()]);
		if (!tip) return {
			backup,
			tip
		};
		const files = require_pulls.commitFiles(this.#github, tip);
		const [entry, bytes, backupBytes] = await Promise.all([
			files.inspect(path),
			files.read(path),
			backup === void 0 || backup === tip.sha ? void 0 : this.#readAt(backup)
		]);
		return {
			backup,
			tip,
			entry,
			bytes,
			backupBytes
		};
	}
	async #resultOf(files, organization) {
		const { path } = this.#location;
		const { backup, tip, entry, bytes, backupBytes } = files;
		if (!tip) return this.#missing(backup, organization);
		const head = tip.sha;
		if (entry?.kind === "folder") return {
			found: "irregular",
			problem: {
				kind: "folder",
				path
			}
		};
		if (entry && "path" in entry) return {
			found: "irregular",
			problem: entry
		};
		const earlier = backup !== void 0 && backupBytes ? this.#earlierVersion(backup, head, backupBytes) : void 0;
		if (bytes) return {
			found: "file",
			head,
			bytes,
			backup: earlier
		};
		const { data } = await this.#github.request("GET /repos/{owner}/{repo}/commits", {
			...this.#github.repository,
			sha: head,
			path,
			per_page: 1
		});
		const [removal] = require_pulls.requireItems(data);
		if (removal !== void 0) {
			const sha = require_pulls.requireSha(removal, "sha");
			return {
				found: "lost",
				lost: "file",
				where: `the commit before ${sha.slice(0, 12)}`,
				restore: this.#restoreFile(sha),
				head
			};
		}
		if (!earlier) return this.#nothing(head, organization);
		return {
			found: "lost",
			lost: "file",
			where: earlier.where,
			restore: await earlier.restore(true),
			head
		};
	}
	async #readAt(sha) {
		return (await require_pulls.findFiles(this.#github, sha))?.read(this.#location.path);
	}
	#earlierVersion(backup, head, bytes) {
		const { isOwnBranch, branch, path } = this.#location;
		const ref = this.#backupRef;
		return {
			where: `${ref} (commit ${backup.slice(0, 12)})`,
			bytes,
			restore: async (isWithinEarlier) => {
				const append = `git show ${backup}:${path} | grep -vxFf ${path} >> ${path}`;
				if (!isOwnBranch) return `git fetch origin ${ref} && ${isWithinEarlier ? `git checkout ${backup} -- ${path}` : append}`;
				const fetch = `git fetch origin refs/heads/${branch} ${ref}`;
				return isWithinEarlier ? `${fetch} && git push origin "$(git commit-tree ${backup}^{tree} -p ${head} -m 'Restore the state')":refs/heads/${branch}` : `${fetch} && git switch --detach ${head} && ${append} && git commit -am 'Restore the state' && git push origin HEAD:refs/heads/${branch}`;
			}
		};
	}
	/** Returns the commands that restore a file that a commit removed. If the state has its own branch, they need no checkout of it. */
	#restoreFile(removal) {
		const { isOwnBranch, branch, path } = this.#location;
		if (!isOwnBranch) return `git checkout ${removal}^ -- ${path}`;
		const ref = `refs/heads/${branch}`;
		return `git fetch origin ${ref} && git push origin "$(git commit-tree ${removal}^^{tree} -p FETCH_HEAD -m 'Restore the state')":${ref}`;
	}
	/** Returns the result for a state that isn't here: it is somewhere else, or there is none yet. */
	async #nothing(head, organization) {
		const misplaced = await findMisplacedState(this.#github, this.#location, head, organization);
		return misplaced ? {
			found: "misplaced",
			...misplaced
		} : {
			found: "nothing",
			head
		};
	}
	async #missing(backup, organization) {
		const { isOwnBranch, branch } = this.#location;
		if (!isOwnBranch) return {
			found: "unreachable",
			problem: `there is no branch ${branch}`
		};
		if (backup === void 0) return this.#nothing(void 0, organization);
		const restore = `git fetch origin ${this.#backupRef} && git push origin FETCH_HEAD:refs/heads/${branch}`;
		return {
			found: "lost",
			lost: "branch",
			where: `${this.#backupRef} (commit ${backup.slice(0, 12)})`,
			restore
		};
	}
	async #commit(text, head, message) {
		const { path } = this.#location;
		const base = head === void 0 ? void 0 : await require_pulls.findCommit(this.#github, head);
		const entry = {
			path,
			mode: "100644",
			type: "blob",
			content: text
		};
		const tree = await this.#github.request("POST /repos/{owner}/{repo}/git/trees", {
			...this.#github.repository,
			...base && { base_tree: base.tree },
			tree: [entry]
		});
		const commit = await this.#github.request("POST /repos/{owner}/{repo}/git/commits", {
			...this.#github.repository,
			message,
			tree: require_pulls.requireSha(tree.data, "sha"),
			parents: head === void 0 ? [] : [head]
		});
		return require_pulls.requireSha(commit.data, "sha");
	}
	async #moveTo(commit, head) {
		const { branch } = this.#location;
		const move = {
			...this.#github.repository,
			sha: commit
		};
		if (head === void 0) {
			const ref = `refs/heads/${branch}`;
			await this.#github.request("POST /repos/{owner}/{repo}/git/refs", {
				...move,
				ref
			});
		} else {
			const change = {
				...move,
				ref: `heads/${branch}`,
				force: false
			};
			await this.#github.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", change);
		}
	}
	/** Finds out why a write failed. If the head has moved, another writer was faster. If not, a rejection is about permissions. */
	async #whyNot(error, commit, head) {
		const problem = require_client.problemOfRequest(error);
		const status = require_client.statusOf(error);
		if (require_client.isRateLimited(error)) return {
			put: "unreachable",
			problem
		};
		if (status === 401 || status === 403 || status === 404) return {
			put: "denied",
			problem
		};
		if (status === 422 && headMoved.test(problem)) return { put: "moved" };
		try {
			const now = (await require_pulls.findTip(this.#github, this.#location.branch))?.sha;
			if (now !== void 0 && now === commit) return {
				put: "done",
				head: now
			};
			if (now !== head) return { put: "moved" };
		} catch (second) {
			return {
				put: "unreachable",
				problem: require_client.problemOfRequest(second)
			};
		}
		return {
			put: status === void 0 || status >= 500 ? "unreachable" : "denied",
			problem
		};
	}
	get #backupRef() {
		return `refs/rollcall/${this.#location.branch}`;
	}
	async #updateBackupRef(commit) {
		const ref = this.#backupRef.replace(/^refs\//, "");
		try {
			const move = {
				...this.#github.repository,
				ref,
				sha: commit,
				force: true
			};
			await this.#github.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", move);
		} catch (error) {
			if (![404, 422].includes(require_client.statusOf(error) ?? 0)) return this.#warn(require_client.problemOfRequest(error));
			const create = {
				...this.#github.repository,
				ref: this.#backupRef,
				sha: commit
			};
			await this.#github.request("POST /repos/{owner}/{repo}/git/refs", create).catch((second) => this.#warn(require_client.problemOfRequest(second)));
		}
	}
};

// src/action/context/state-store.ts
/** Opens the head of a branch. If the run is for this branch, the head must contain the commit that started the run. */
function openBranchHead({ github, io, run: { event } }, branch) {
	const known = event.kind === "branch" && event.branch === branch ? event.commit : void 0;
	return new BranchHead(github, branch, io.clock, known);
}
/** Opens the store of the state file, on the branch that the input `state-branch` names or else on `branch` itself. */
function openStateStore(context, branch, { path = require_pulls.statePathOf(context.inputs), baseHead = openBranchHead(context, branch), tip } = {}) {
	const { github, inputs, runner, io } = context;
	const isOwnBranch = inputs.stateBranch !== void 0;
	const location = {
		branch: inputs.stateBranch ?? branch,
		base: branch,
		path,
		isOwnBranch
	};
	const warn = (problem) => runner.notice("warning", `Couldn't back up the state, so Rollcall won't notice if ${location.branch} is deleted or force-pushed: ${problem}`);
	const state = new GitHubBranch({
		github,
		location,
		baseHead,
		warn
	});
	if (tip) state.readAhead(tip);
	return openBranchStore(io, state);
}

Object.defineProperty(exports, "currentTimestamp", {
  enumerable: true,
  get: function () {
    return currentTimestamp;
  }
});
Object.defineProperty(exports, "desiredOn", {
  enumerable: true,
  get: function () {
    return desiredOn;
  }
});
Object.defineProperty(exports, "detailOf", {
  enumerable: true,
  get: function () {
    return detailOf;
  }
});
Object.defineProperty(exports, "findingSigns", {
  enumerable: true,
  get: function () {
    return findingSigns;
  }
});
Object.defineProperty(exports, "findingText", {
  enumerable: true,
  get: function () {
    return findingText;
  }
});
Object.defineProperty(exports, "headedText", {
  enumerable: true,
  get: function () {
    return headedText;
  }
});
Object.defineProperty(exports, "newAddressNote", {
  enumerable: true,
  get: function () {
    return newAddressNote;
  }
});
Object.defineProperty(exports, "openBranchHead", {
  enumerable: true,
  get: function () {
    return openBranchHead;
  }
});
Object.defineProperty(exports, "openStateStore", {
  enumerable: true,
  get: function () {
    return openStateStore;
  }
});
Object.defineProperty(exports, "otherAddressText", {
  enumerable: true,
  get: function () {
    return otherAddressText;
  }
});
Object.defineProperty(exports, "previousNotes", {
  enumerable: true,
  get: function () {
    return previousNotes;
  }
});
Object.defineProperty(exports, "skippedText", {
  enumerable: true,
  get: function () {
    return skippedText;
  }
});
Object.defineProperty(exports, "unknownWorkspaceText", {
  enumerable: true,
  get: function () {
    return unknownWorkspaceText;
  }
});
Object.defineProperty(exports, "wrapText", {
  enumerable: true,
  get: function () {
    return wrapText;
  }
});
Object.defineProperty(exports, "writeTerminal", {
  enumerable: true,
  get: function () {
    return writeTerminal;
  }
});