Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
const require_rolldown_runtime = require("./action/rolldown-runtime.js");
const require_system_error = require("./action/io-system-error.js");
let node_path = require("node:path");
let node_process = require("node:process");
let node_fs = require("node:fs");
let node_http = require("node:http");
let node_https = require("node:https");
let node_net = require("node:net");
let node_tls = require("node:tls");

// src/core/values/untyped.ts
/** Whether a value is an object that isn't a list. */
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
/**
* Returns the value at a key. Like all readers here, returns undefined if `value` isn't an object or the key
* has another type.
*/
function valueAt(value, key) {
	return isObject(value) ? value[key] : void 0;
}
/** Returns the object at a key. */
function objectAt(value, key) {
	const inner = valueAt(value, key);
	return isObject(inner) ? inner : void 0;
}
/** Returns the string at a key. */
function stringAt(value, key) {
	const inner = valueAt(value, key);
	return typeof inner === "string" ? inner : void 0;
}
/** Returns the number at a key. */
function numberAt(value, key) {
	const inner = valueAt(value, key);
	return typeof inner === "number" ? inner : void 0;
}
/** Returns the boolean at a key. */
function booleanAt(value, key) {
	const inner = valueAt(value, key);
	return typeof inner === "boolean" ? inner : void 0;
}
/** Returns the items of the list at a key, empty if there is no list. */
function listAt(value, key) {
	const inner = valueAt(value, key);
	return Array.isArray(inner) ? inner : [];
}
/** Returns the strings of the list at a key, with their indexes. Omits items of other types. */
function stringsAt(value, key) {
	const strings = [];
	listAt(value, key).forEach((text, index) => {
		if (typeof text === "string") strings.push({
			text,
			index
		});
	});
	return strings;
}
/** Parses a JSON object or list. Returns undefined if the text is anything else. */
function parseJson(text) {
	try {
		const value = JSON.parse(text);
		return typeof value === "object" && value !== null ? value : void 0;
	} catch {
		return;
	}
}

// src/github/context.ts
/** Reads the environment that GitHub's runner sets, and the payload of the event. */
function readContext(env, payload) {
	const repository = readRepository(env["GITHUB_REPOSITORY"]);
	if (!repository) return {
		ok: false,
		problem: {
			reason: "no-runner",
			name: "GITHUB_REPOSITORY"
		}
	};
	const event = readEvent(env, payload, repository);
	if (!event) return {
		ok: false,
		problem: {
			reason: "bad-event",
			path: env["GITHUB_EVENT_PATH"] ?? ""
		}
	};
	const serverUrl = withoutSlash(env["GITHUB_SERVER_URL"] || "https://github.com");
	const { owner, repo } = repository;
	return {
		ok: true,
		value: {
			repository,
			apiUrl: withoutSlash(env["GITHUB_API_URL"] || "https://api.github.com"),
			serverUrl,
			runUrl: `${serverUrl}/${owner}/${repo}/actions/runs/${env["GITHUB_RUN_ID"] ?? "0"}`,
			sha: env["GITHUB_SHA"] ?? "",
			event
		}
	};
}
/** Reads the event. Returns undefined if the payload of a pull request or a merge group lacks a documented property. */
function readEvent(env, payload, repository) {
	const pull = objectAt(payload, "pull_request");
	const defaultBranch = stringAt(objectAt(payload, "repository"), "default_branch");
	if (pull) {
		const base = objectAt(pull, "base");
		const ref = stringAt(base, "ref");
		if (ref === void 0) return void 0;
		if (pull["merged"] === true) return {
			kind: "branch",
			branch: ref,
			defaultBranch,
			commit: stringAt(pull, "merge_commit_sha")
		};
		const number = numberAt(pull, "number");
		if (number !== void 0 && stringAt(payload, "action") === "closed") return {
			kind: "closed-pull-request",
			number
		};
		return readPullRequest(pull, repository, defaultBranch);
	}
	const group = objectAt(payload, "merge_group");
	if (group) {
		const ref = /^refs\/heads\/(.+)$/s.exec(stringAt(group, "base_ref") ?? "")?.[1];
		const [baseSha, headSha] = [stringAt(group, "base_sha"), stringAt(group, "head_sha")];
		if (ref === void 0 || baseSha === void 0 || headSha === void 0) return void 0;
		return {
			kind: "merge-group",
			base: {
				ref,
				sha: baseSha
			},
			head: {
				sha: headSha,
				repository: void 0
			},
			defaultBranch
		};
	}
	const branch = /^refs\/heads\/(.+)$/s.exec(env["GITHUB_REF"] ?? "")?.[1];
	const commit = env["GITHUB_SHA"] || void 0;
	if (branch !== void 0) return {
		kind: "branch",
		branch,
		defaultBranch,
		commit
	};
	const tag = /^refs\/tags\/(.+)$/s.exec(env["GITHUB_REF"] ?? "")?.[1];
	if (tag !== void 0) return {
		kind: "tag",
		tag
	};
	return {
		kind: "other",
		name: env["GITHUB_EVENT_NAME"] ?? "unknown"
	};
}
/** Reads a pull request from a response or an event of GitHub. Returns undefined if a property is missing. */
function readPullRequest(pull, { owner, repo }, defaultBranch) {
	const [base, head] = [objectAt(pull, "base"), objectAt(pull, "head")];
	const number = numberAt(pull, "number");
	const [ref, baseSha, headSha] = [
		stringAt(base, "ref"),
		stringAt(base, "sha"),
		stringAt(head, "sha")
	];
	if (number === void 0 || ref === void 0 || baseSha === void 0 || headSha === void 0) return void 0;
	const repository = readRepository(stringAt(objectAt(head, "repo"), "full_name"));
	return {
		kind: "pull-request",
		number,
		base: {
			ref,
			sha: baseSha
		},
		head: {
			sha: headSha,
			repository
		},
		defaultBranch,
		isFork: repository?.owner !== owner || repository.repo !== repo
	};
}
function readRepository(fullName) {
	const match = /^([A-Za-z0-9_.-]+)\/([A-Za-z0-9_.-]+)$/.exec(fullName ?? "");
	return match ? {
		owner: match[1] ?? "",
		repo: match[2] ?? ""
	} : void 0;
}
function withoutSlash(url) {
	return url.replace(/\/+$/, "");
}

// package.json
var version$1 = "0.1.0";

// src/io/version.ts
/** The version of this program, from package.json. */
const version = version$1;

// src/render/text/escape.ts
/**
* Matches control, bidirectional, zero-width, and other invisible characters, including lone surrogates and letters without a glyph.
* Doesn't match a variation selector after an emoji, because many emoji are typed with one.
*/
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|(?!(?<=\p{Emoji})(?:\ufe0e|\ufe0f))\p{Default_Ignorable_Code_Point}/gu;
/** Makes invisible characters visible, so that text from outside can't move the cursor, change a color, or reorder the output. */
function escapeTerminal(text) {
	if (/^[ -~]*$/.test(text)) return text;
	return text.replace(invisible, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
/** Makes invisible characters visible in a text of several lines, whose line breaks stay. */
function escapeTerminalLines(text) {
	return text.split("\n").map(escapeTerminal).join("\n");
}
const namedEntities = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"@": "&#64;<wbr>"
};
/** Returns text from outside as inert `<code>` for Markdown: it can't become a mention, link, image, markup, or table cell. */
function escapeMarkdown(text, longest = 200) {
	return `<code>${inert(text, longest)}</code>`;
}
/** Returns text that is inert inside HTML `<code>`, and only there. */
function inert(text, longest = 200) {
	return ellipsize(text.replace(invisible, " ").trim(), longest).replace(/[&<>"'|`\\*_[\]@$#:~]/g, (character) => namedEntities[character] ?? numericEntity(character)).replace(/(www)\./gi, "$1&#46;");
}
/**
* Cuts a value from outside to a number of code units, but never inside a character. The maximum is longer than any intended value;
* without it, a huge value would hide the sentence around it.
*/
function ellipsize(value, max = 320) {
	return value.length > max ? `${value.slice(0, max).replace(/[\ud800-\udbff]$/, "")}\u2026` : value;
}
function numericEntity(character) {
	return `&#${character.charCodeAt(0)};`;
}
/**
* Escapes lines for the log of a workflow, so that the runner doesn't find commands in them. It looks for `::` at the start of a line,
* ignoring whitespace, and for `##[` anywhere in a line. The runner is written in .NET, where NEL is whitespace.
*/
function escapeLog(text) {
	return text.replace(/^([\s\u0085]*):(?=:)/gm, "$1: ").replaceAll("##[", "# #[");
}
/** Escapes the message of a workflow command. */
function escapeCommandMessage(text) {
	return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
/** Escapes a property of a workflow command. */
function escapeCommandProperty(text) {
	return escapeCommandMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

// src/render/failure/unexpected-error.ts
/**
* Describes an error that no command handles. An error of the operating system becomes a sentence with a fix. Any other error is a bug
* in Rollcall, and is shown with its stack so that it can be reported.
*/
function describeUnexpectedError(error) {
	const { syscall, path } = error;
	if (require_system_error.codeOf(error) !== void 0 && syscall !== void 0) {
		const what = path === void 0 ? "" : `${path}: `;
		const fix = syscall === "listen" ? "Use another port" : fixes.get(require_system_error.codeOf(error) ?? "");
		return `Error: ${escapeTerminal(what + require_system_error.problemOf(error))}. Everything recorded so far is saved. ${fix ?? "Fix this problem"}, and run the command again.\n`;
	}
	const stack = error instanceof Error ? error.stack ?? error.message : String(error);
	return `Error: This is a bug in Rollcall ${version}. Report it with the following lines.\n${escapeTerminalLines(stack)}\n`;
}
const permission = "Give your user permission to read and write there";
const another = "Use another file";
const space = "Free up disk space";
/** What to do about an error of the operating system. */
const fixes = /* @__PURE__ */ new Map([
	["EACCES", permission],
	["EPERM", permission],
	["EROFS", permission],
	["ENOENT", "Check that it exists"],
	["EISDIR", another],
	["ENOTDIR", another],
	["ENOTSUP", another],
	["ENAMETOOLONG", another],
	["ELOOP", another],
	["EFBIG", another],
	["ENOSPC", space],
	["EDQUOT", space]
]);

// node_modules/picocolors/picocolors.js
var require_picocolors = /* @__PURE__ */ require_rolldown_runtime.__commonJSMin(((exports, module) => {
	let p = process || {};
	let argv = p.argv || [];
	let env = p.env || {};
	let isColorSupported = !(!!env.NO_COLOR || argv.includes("--no-color")) && (!!env.FORCE_COLOR || argv.includes("--color") || p.platform === "win32" || !!env.CI);
	let formatter = (open, close, replace = open) => (input) => {
		let string = "" + input, index = string.indexOf(close, open.length);
		return ~index ? open + replaceClose(string, close, replace, index) + close : open + string + close;
	};
	let replaceClose = (string, close, replace, index) => {
		let result = "", cursor = 0;
		do {
			result += string.substring(cursor, index) + replace;
			cursor = index + close.length;
			index = string.indexOf(close, cursor);
		} while (~index);
		return result + string.substring(cursor);
	};
	let createColors = (enabled = isColorSupported) => {
		let f = enabled ? formatter : () => String;
		return {
			isColorSupported: enabled,
			reset: f("\x1B[0m", "\x1B[0m"),
			bold: f("\x1B[1m", "\x1B[22m", "\x1B[22m\x1B[1m"),
			dim: f("\x1B[2m", "\x1B[22m", "\x1B[22m\x1B[2m"),
			italic: f("\x1B[3m", "\x1B[23m"),
			underline: f("\x1B[4m", "\x1B[24m"),
			inverse: f("\x1B[7m", "\x1B[27m"),
			hidden: f("\x1B[8m", "\x1B[28m"),
			strikethrough: f("\x1B[9m", "\x1B[29m"),
			black: f("\x1B[30m", "\x1B[39m"),
			red: f("\x1B[31m", "\x1B[39m"),
			green: f("\x1B[32m", "\x1B[39m"),
			yellow: f("\x1B[33m", "\x1B[39m"),
			blue: f("\x1B[34m", "\x1B[39m"),
			magenta: f("\x1B[35m", "\x1B[39m"),
			cyan: f("\x1B[36m", "\x1B[39m"),
			white: f("\x1B[37m", "\x1B[39m"),
			gray: f("\x1B[90m", "\x1B[39m"),
			bgBlack: f("\x1B[40m", "\x1B[49m"),
			bgRed: f("\x1B[41m", "\x1B[49m"),
			bgGreen: f("\x1B[42m", "\x1B[49m"),
			bgYellow: f("\x1B[43m", "\x1B[49m"),
			bgBlue: f("\x1B[44m", "\x1B[49m"),
			bgMagenta: f("\x1B[45m", "\x1B[49m"),
			bgCyan: f("\x1B[46m", "\x1B[49m"),
			bgWhite: f("\x1B[47m", "\x1B[49m"),
			blackBright: f("\x1B[90m", "\x1B[39m"),
			redBright: f("\x1B[91m", "\x1B[39m"),
			greenBright: f("\x1B[92m", "\x1B[39m"),
			yellowBright: f("\x1B[93m", "\x1B[39m"),
			blueBright: f("\x1B[94m", "\x1B[39m"),
			magentaBright: f("\x1B[95m", "\x1B[39m"),
			cyanBright: f("\x1B[96m", "\x1B[39m"),
			whiteBright: f("\x1B[97m", "\x1B[39m"),
			bgBlackBright: f("\x1B[100m", "\x1B[49m"),
			bgRedBright: f("\x1B[101m", "\x1B[49m"),
			bgGreenBright: f("\x1B[102m", "\x1B[49m"),
			bgYellowBright: f("\x1B[103m", "\x1B[49m"),
			bgBlueBright: f("\x1B[104m", "\x1B[49m"),
			bgMagentaBright: f("\x1B[105m", "\x1B[49m"),
			bgCyanBright: f("\x1B[106m", "\x1B[49m"),
			bgWhiteBright: f("\x1B[107m", "\x1B[49m")
		};
	};
	module.exports = createColors();
	module.exports.createColors = createColors;
}));

// src/core/text/compare.ts
var import_picocolors = /* @__PURE__ */ require_rolldown_runtime.__toESM(require_picocolors(), 1);
/** Compares strings by UTF-16 code units. The order is the same on every machine and in every locale. */
function compareText(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}

// src/core/text/group-by.ts
/** Groups items by a key. The keys are in the order of their first occurrence. */
function groupBy(items, keyOf) {
	const groups = /* @__PURE__ */ new Map();
	items.forEach((item) => {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group) group.push(item);
		else groups.set(key, [item]);
	});
	return groups;
}

// src/core/plan/group-calls.ts
/**
* Groups people who need the same set of workspaces into calls. Any other grouping would name a person twice or send a
* grant that nobody requested, so this is the minimum number of calls with each person in one call.
*/
function groupIntoCalls(plans, maxEmailsPerCall) {
	const keyOf = workspaceKeys();
	return [...groupBy(plans, (one) => keyOf(one.send))].sort(([a], [b]) => compareText(a, b)).flatMap(([, group]) => chunksOf(group.map((one) => one.person.address), maxEmailsPerCall).map((emails) => ({
		workspaceIds: group[0].send,
		emails
	})));
}
/** Returns a function that gives each set of workspaces a key. A list object that people share is joined only once. */
function workspaceKeys() {
	const keys = /* @__PURE__ */ new Map();
	return (workspaceIds) => {
		const key = keys.get(workspaceIds) ?? workspaceIds.join(" ");
		keys.set(workspaceIds, key);
		return key;
	};
}
function chunksOf(items, size) {
	return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

// src/core/plan/limits.ts
/** The smallest organization to which a percentage applies. In a smaller one, it could round down to nobody. */
const minPeopleForPercentage = 10;
const maxRemovalsOfFewPeople = 2;
/** Returns the limits that a plan exceeds, with their numbers. Without live data, counts people in the state file. */
function exceededLimits({ people, removals, hasNoMembers, settings, recorded, observed }) {
	const { maxInvites, maxRemovals } = settings;
	const of = observed?.people.size ?? countRecorded(recorded);
	const limit = maxRemovalsOf(maxRemovals, of);
	const isRemoval = ({ removal, skipped }) => removal !== void 0 || skipped?.reason === "needs-live-data";
	const [count, removed] = [people.length, removals.filter(isRemoval).length];
	const left = removals.filter(({ removal, skipped }) => removal ?? skipped).length;
	const unknown = observed ? [...new Set(people.flatMap((one) => one.workspaceIds.filter((id) => !observed.workspaces.has(id))))].sort() : [];
	return [
		...unknown.length > 0 ? [{
			guard: "unknownWorkspaces",
			workspaceIds: unknown
		}] : [],
		...count > maxInvites ? [{
			guard: "maxInvites",
			count,
			limit: maxInvites
		}] : [],
		...removed > limit ? [{
			guard: "maxRemovals",
			count: removed,
			limit,
			of,
			setting: maxRemovals
		}] : [],
		...left > 0 && hasNoMembers ? [{
			guard: "emptyMembers",
			count: left
		}] : []
	];
}
/** Counts the people who have access according to the state file. */
function countRecorded({ people }) {
	const hasAccess = (grants) => [...grants].some(({ lapsed }) => lapsed === void 0);
	return [...people.values()].filter(({ grants }) => hasAccess(grants.values())).length;
}
/** Returns how many people one apply may remove, given `settings.maxRemovals` and the number of people. */
function maxRemovalsOf(setting, people) {
	if (typeof setting === "number") return setting;
	const share = Number.parseInt(setting, 10);
	if (people < minPeopleForPercentage) return share === 0 ? 0 : maxRemovalsOfFewPeople;
	return Math.floor(people * share / 100);
}

// src/core/tally/observed.ts
/** Whether a grant missing from the live data surely doesn't exist, because the data is complete and would show it. */
function isAbsent(id, seen, observed) {
	if (!isComplete(observed)) return false;
	return seen === void 0 || !seen.hasUnknownInvite && observed.workspaces.has(id);
}
/** Returns the workspaces that a person has joined or is invited to. */
function grantsInTally(person) {
	return new Set(person ? [...person.joined, ...person.pending] : []);
}
/** Whether the data shows every member and every invited person, even if workspaces are missing. */
function listsEveryone({ missing }) {
	return missing.every(({ data }) => data === "workspaces");
}
/** Whether the data is complete, so that what it doesn't show doesn't exist. */
function isComplete({ missing }) {
	return missing.length === 0;
}
/** Whether another user is known to have sent an invite. Only that user can cancel it [D]. */
function isSentByAnother({ createdBy }, { selfId }) {
	return createdBy !== void 0 && selfId !== void 0 && createdBy !== selfId;
}

// src/core/values/day.ts
/** Returns the day that a string names, or undefined if the calendar has no such day. */
function readDay(text) {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
	if (!match) return void 0;
	const [year, month, day] = match.slice(1).map(Number);
	return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) ? text : void 0;
}
const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
/** Returns the day that a string in another format than `YYYY-MM-DD` names, or undefined if there is none or it is ambiguous. */
function suggestDay(text) {
	const [, start = ""] = /^\s*(.{8,30}?)(?:[T ]\d\d:.*)?\s*$/.exec(text) ?? [];
	const iso = /^(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})\.?$/.exec(start);
	if (iso) return dayFrom(iso[1], iso[2], iso[3]);
	const dotted = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/.exec(start);
	if (dotted) return dayFrom(dotted[3], dotted[2], dotted[1]);
	const [, first, second, year] = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(start) ?? [];
	if (year) return onlyOne(dayFrom(year, first, second), dayFrom(year, second, first));
	const named = /^(?:(\d{1,2})\.?\s+)?([A-Za-z]{3,9})\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})$/.exec(start);
	const month = months.indexOf((named?.[2] ?? "").slice(0, 3).toLowerCase()) + 1;
	return dayFrom(named?.[4], String(month), named?.[1] ?? named?.[3]);
}
function dayFrom(year = "", month = "", day = "") {
	return readDay(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}
function onlyOne(a, b) {
	return a !== void 0 && b !== void 0 && a !== b ? void 0 : a ?? b;
}
/** Returns the UTC day of an ISO 8601 timestamp that ends in `Z`. */
function dayOf(timestamp) {
	return timestamp.slice(0, 10);
}
function daysIn(year, month) {
	if (month !== 2) return [
		4,
		6,
		9,
		11
	].includes(month) ? 30 : 31;
	return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
/** Returns the days from one day to another, negative if the other is earlier. */
function daysBetween(from, to) {
	return dayNumber(to) - dayNumber(from);
}
/** Returns the milliseconds from one ISO 8601 time in UTC to another, negative if the other is earlier. */
function millisecondsBetween(from, to) {
	return daysBetween(dayOf(from), dayOf(to)) * 864e5 + millisecondOf(to) - millisecondOf(from);
}
/** Compares ISO 8601 times in UTC, with or without a fraction of a second. */
function compareTimes(a, b) {
	return compareText(a.replace(/Z$/, ""), b.replace(/Z$/, ""));
}
function millisecondOf(timestamp) {
	const [hours = 0, minutes = 0, seconds = 0] = timestamp.slice(11, -1).split(":").map(Number);
	return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1e3);
}
/**
* Returns the days since a fixed day in the proleptic Gregorian calendar. Years begin in March, so that a
* leap day is the last day.
*/
function dayNumber(day) {
	const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
	const years = month > 2 ? year : year - 1;
	const months = month > 2 ? month - 3 : month + 9;
	const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
	return years * 365 + leapDays + Math.floor((months * 153 + 2) / 5) + date;
}

// src/core/plan/resend.ts
/** Returns the days on which an invite was sent to a person, as far as known. Sorted. */
function sentDays({ email, record, recorded }, seen) {
	const attempts = recorded.failedAttempts.get(email);
	const rejected = recorded.rejected.get(email);
	return [
		...[...record?.grants.values() ?? []].flatMap((grant) => grant.adopted ? [] : grant.lastSent),
		...attempts ? [attempts.last] : [],
		...rejected ? [rejected.at] : [],
		...seen?.invites.flatMap((invite) => invite.createdAt ?? []) ?? []
	].map(dayOf).sort();
}
/** Describes a `resend` date without effect. Undefined if it takes effect, or if nothing was sent before. */
function pendingResend({ email, resend }, { record, recorded }, seen) {
	if (!resend) return void 0;
	const { day, due } = resend;
	const lastSent = sentDays({
		email,
		record,
		recorded
	}, seen).at(-1);
	return (due ? lastSent !== void 0 && lastSent >= day : (record ?? lastSent) !== void 0) ? {
		day,
		lastSent
	} : void 0;
}

// src/core/plan/person.ts
/** Maximum unanswered attempts per person before giving up. */
const maxAttempts$1 = 3;
/** Decides what to send to a person, what to only record, and what to skip, using live data if available. */
function planPerson(input) {
	const { person, record, observed } = input;
	const seen = observed?.people.get(person.email);
	const diff = grantDiffOf(input, seen);
	const resent = resendOf(input, seen, diff);
	const wanted = resent ?? diff.missing;
	const reason = wanted.length === 0 ? void 0 : inviteBlocker(input, seen, resent !== void 0, diff, wanted);
	const lapsed = resent && !reason ? none : diff.lapsed;
	return {
		person,
		record,
		send: reason ? none : wanted,
		effect: effectFor(observed, seen, resent !== void 0),
		replacesInvites: !reason && resent !== void 0 && seen !== void 0 && seen.userId === void 0 && seen.invites.length > 0,
		adopt: diff.adopt,
		lapsed: diff.newlyLapsed,
		unchanged: record ? countUnchanged(person, record, [
			...wanted,
			...lapsed,
			...diff.adopt
		]) : 0,
		skipped: skippedOf(input, seen, {
			reason,
			wanted,
			lapsed
		})
	};
}
function countUnchanged({ workspaceIds }, { grants }, changed) {
	return workspaceIds.filter((id) => grants.has(id) && !changed.includes(id)).length;
}
/** Returns what isn't sent to a person, with the reasons. */
function skippedOf(input, seen, { reason, wanted, lapsed }) {
	const { person, record } = input;
	const { email, ended, resend } = person;
	if (!ended && !resend && !reason && lapsed.length === 0) return nothing;
	const notSent = ended?.workspaceIds.filter((id) => !record?.grants.has(id)) ?? none;
	const waiting = pendingResend(person, input, seen);
	const blockedIds = reason === "lapsed" ? none : wanted;
	const lapsedIds = reason === "lapsed" ? [...wanted, ...lapsed].sort() : lapsed.filter((id) => !reason || !blockedIds.includes(id));
	const action = "invite";
	const skipped = [
		{
			action,
			email,
			workspaceIds: notSent,
			reason: "expired",
			day: ended?.expires
		},
		...reason ? [{
			action,
			email,
			workspaceIds: blockedIds,
			reason,
			...rejectedOn(input, reason)
		}] : [],
		{
			action,
			email,
			workspaceIds: lapsedIds,
			reason: "lapsed"
		}
	].filter((one) => one.workspaceIds.length > 0);
	if (!waiting) return skipped;
	const isResent = (one) => resentReasons.has(one.reason);
	if (skipped.some(isResent)) return skipped.map((one) => isResent(one) ? {
		...one,
		resend: waiting
	} : one);
	if (resend?.due || person.workspaceIds.length === 0) return skipped;
	const { workspaceIds } = person;
	return [...skipped, {
		action,
		email,
		workspaceIds,
		reason: "resend-later",
		resend: waiting
	}];
}
/** The reasons for not sending that a later `resend` date overrides. */
const resentReasons = /* @__PURE__ */ new Set([
	"lapsed",
	"attempts-exhausted",
	"rejected"
]);
const none = [];
const nothing = [];
function grantDiffOf({ person, record, observed }, seen) {
	const ids = person.workspaceIds;
	if (!observed && !record) return {
		adopt: none,
		lapsed: none,
		newlyLapsed: none,
		missing: ids
	};
	const grantOf = (id) => record?.grants.get(id);
	if (!observed) return {
		adopt: [],
		lapsed: ids.filter((id) => grantOf(id)?.lapsed !== void 0),
		newlyLapsed: [],
		missing: ids.filter((id) => !grantOf(id))
	};
	const shown = grantsInTally(seen);
	const recordedOnly = ids.filter((id) => grantOf(id) && !shown.has(id));
	const newlyLapsed = recordedOnly.filter((id) => grantOf(id)?.lapsed === void 0 && isAbsent(id, seen, observed));
	return {
		adopt: ids.filter((id) => shown.has(id) && (!grantOf(id) || grantOf(id)?.lapsed !== void 0)),
		lapsed: recordedOnly.filter((id) => grantOf(id)?.lapsed !== void 0 || newlyLapsed.includes(id)),
		newlyLapsed,
		missing: ids.filter((id) => !grantOf(id) && !shown.has(id))
	};
}
/** Returns what to send again because `resend` is due: workspaces not joined yet, if the last invite is older. */
function resendOf(input, seen, diff) {
	const { person, record, recorded, observed } = input;
	const { resend, workspaceIds } = person;
	if (!resend?.due) return void 0;
	const lastSent = sentDays({
		email: person.email,
		record,
		recorded
	}, seen).at(-1);
	if (!(record !== void 0 || lastSent !== void 0 || seen !== void 0 && seen.invites.length > 0) || lastSent !== void 0 && lastSent >= resend.day) return void 0;
	if (!observed) return workspaceIds;
	if (seen?.userId === void 0) return workspaceIds;
	const again = [...diff.missing, ...diff.lapsed].sort();
	return again.length > 0 ? again : void 0;
}
/** Returns why the wanted workspaces can't be sent to a person now, if so. */
function inviteBlocker(input, seen, isResend, diff, wanted) {
	const { person, record, recorded, settings, observed } = input;
	if (input.isUnconfirmed) return "unconfirmed";
	if (observed) {
		if (person.email === observed.owner) return "owner";
		if (person.email === observed.self) return "self";
	}
	if (!isResend) {
		if (isLapsedPerson(record, seen, observed, diff)) return "lapsed";
		const attempts = recorded.failedAttempts.get(person.email);
		if (attempts && attempts.count >= maxAttemptsOf(person, attempts)) return "attempts-exhausted";
		const rejected = seen ? void 0 : recorded.rejected.get(person.email);
		if (rejected?.address === person.address && rejected.workspaceIds.join() === wanted.join()) return "rejected";
	}
	if (!observed) return void 0;
	if (!seen) return mayExist(record, observed) ? "incomplete-live-data" : void 0;
	if (seen.isBlocked) return "blocked";
	if (seen.userId !== void 0) return void 0;
	if (isResend) return cancelBlocker(seen, observed, settings);
	if (seen.hasUnknownInvite) return "pending-unknown";
	return settings.pendingChanges === "report" ? "pending-changes" : void 0;
}
/** Returns the maximum attempts for a person. On its day, `resend` allows as many again: no attempt took effect. */
function maxAttemptsOf({ resend }, { last }) {
	return resend?.due && dayOf(last) === resend.day ? 6 : 3;
}
/** Returns the day on which Tally rejected the address, if that is the reason. */
function rejectedOn({ person, recorded }, reason) {
	const rejected = recorded.rejected.get(person.email);
	return reason === "rejected" && rejected ? { day: dayOf(rejected.at) } : {};
}
/** Returns why a person's invites can't be canceled, if so. Then no new invite can be sent either. */
function cancelBlocker({ email, invites }, observed, settings) {
	if (settings.protected.includes(email)) return "protected";
	return invites.some((invite) => isSentByAnother(invite, observed)) ? "others-invite" : void 0;
}
/** Whether a person might be in Tally although the live data doesn't show them. */
function mayExist(record, observed) {
	return !listsEveryone(observed) || record !== void 0 && !isComplete(observed);
}
/** Whether a person was invited before and is now neither pending nor a member. New workspaces aren't sent either. */
function isLapsedPerson(record, seen, observed, diff) {
	if (!record) return false;
	if (observed) return !seen && (isComplete(observed) || diff.lapsed.length > 0);
	return [...record.grants.values()].every((grant) => grant.lapsed !== void 0);
}
function effectFor(observed, seen, isResend) {
	if (!observed) return "unknown";
	if (seen?.userId !== void 0) return "access";
	return seen && !isResend ? "second-email" : "email";
}

// src/core/plan/successors.ts
/** Returns the people who have new email addresses, by each of their previous ones. */
function successorsIn({ people }) {
	const successors = /* @__PURE__ */ new Map();
	for (const person of people.values()) for (const email of person.previously ?? []) successors.set(email, person);
	return successors;
}
/**
* Whether the access of a previous address must stay: the new one should have access, but live data doesn't show that it
* has joined all its workspaces.
*/
function isStillNeeded({ email, workspaceIds }, observed) {
	if (workspaceIds.length === 0) return false;
	if (!observed) return true;
	if (email === observed.owner || email === observed.self) return false;
	const seen = observed.people.get(email);
	return seen?.userId === void 0 || seen.isBlocked || !workspaceIds.every((id) => seen.joined.includes(id));
}

// src/core/plan/removal.ts
/**
* Plans what to do about grants that are recorded but no longer desired. A person can be removed from the organization,
* but not from a single workspace.
*/
function planRemoval(record, input) {
	const { desired, observed } = input;
	const { email } = record;
	const person = desired.people.get(email);
	const wanted = new Set(person?.workspaceIds);
	const extra = [...record.grants.keys()].filter((id) => !wanted.has(id)).sort();
	if (extra.length === 0) return {};
	const seen = observed?.people.get(email);
	const isLapsed = (id) => record.grants.get(id)?.lapsed !== void 0;
	if (!observed) {
		const left = extra.filter((id) => !isLapsed(id));
		const reason = offlineRemovalBlocker(email, wanted.size > 0, input);
		return left.length > 0 ? { skipped: skippedRemoval(email, left, reason, input) } : {};
	}
	const shown = grantsInTally(seen);
	const absent = extra.filter((id) => !shown.has(id) && isAbsent(id, seen, observed));
	const left = extra.filter((id) => shown.has(id) || !absent.includes(id) && !isLapsed(id));
	const forgettable = input.isUnconfirmed ? [] : absent;
	const isUnknown = left.length > 0 && left.every((id) => !observed.workspaces.has(id));
	const reason = removalBlocker(email, wanted.size > 0 && (isUnknown ? "unknown-workspace" : "manual-step"), seen, observed, input);
	if (!seen && wanted.size > 0) {
		const lapsed = forgettable.filter((id) => !isLapsed(id));
		return {
			lapsed: lapsed.length > 0 ? {
				email,
				workspaceIds: lapsed
			} : void 0,
			skipped: left.length > 0 && reason ? skippedRemoval(email, left, reason, input) : void 0
		};
	}
	const forget = forgettable.length > 0 ? {
		email,
		workspaceIds: forgettable
	} : void 0;
	if (left.length === 0 && (!seen || wanted.size > 0)) return { forget };
	const all = wanted.size > 0 ? left : [.../* @__PURE__ */ new Set([...extra, ...shown])].sort();
	if (reason) return {
		forget: wanted.size > 0 ? forget : void 0,
		skipped: skippedRemoval(email, left.length > 0 ? left : all, reason, input)
	};
	if (!seen) return {};
	const inviteIds = seen.invites.map((invite) => invite.id);
	const ended = person?.ended && { day: person.ended.expires };
	return { removal: {
		email,
		inviteIds,
		userId: seen.userId,
		workspaceIds: all,
		...ended,
		...newAddressIn(input)
	} };
}
function skippedRemoval(email, workspaceIds, reason, input) {
	const person = input.desired.people.get(email);
	const isEnded = (id) => person?.workspaceIds.length === 0 || person?.ended?.workspaceIds.includes(id);
	const day = workspaceIds.every(isEnded) ? person?.ended?.expires : void 0;
	return {
		action: "remove",
		email,
		workspaceIds,
		reason,
		...day !== void 0 && { day },
		...newAddressIn(input)
	};
}
function newAddressIn({ successor }) {
	return successor ? { newAddress: successor.email } : {};
}
function offlineRemovalBlocker(email, keepsSome, { settings, successor }) {
	if (settings.protected.includes(email)) return "protected";
	if (keepsSome) return "manual-step";
	if (successor && isStillNeeded(successor, void 0)) return "new-address";
	return settings.removals === "report" ? "removals-report" : "needs-live-data";
}
function removalBlocker(email, keepsSome, seen, observed, { settings, isUnconfirmed, successor }) {
	if (email === observed.owner) return "owner";
	if (email === observed.self) return "self";
	if (settings.protected.includes(email)) return "protected";
	if (keepsSome) return keepsSome;
	if (successor && isStillNeeded(successor, observed)) return "new-address";
	if (settings.removals === "report") return "removals-report";
	if (isUnconfirmed) return "unconfirmed";
	if (!isComplete(observed) || !seen) return "incomplete-live-data";
	if (seen.invites.some((invite) => isSentByAnother(invite, observed))) return "others-invite";
	return seen.userId === void 0 ? void 0 : ownerKeyBlocker(observed, settings);
}
/**
* Returns why the API key can't remove members, if so. Only the owner's key can [D]. If Tally doesn't tell whose key it
* is, the owner must be known from Tally or from `settings.protected`, so that the owner is never removed.
*/
function ownerKeyBlocker({ isOwnersKey, owner }, settings) {
	if (isOwnersKey === false) return "not-owner";
	return isOwnersKey || owner !== void 0 || settings.protected.length > 0 ? void 0 : "owner-unknown";
}

// src/core/plan/replaced-ids.ts
/**
* Finds workspaces without any recorded grants, most of whose people are recorded in a workspace that is no longer
* declared: the ID was replaced, on purpose or by a typo. `people`: the people that the plan invites. The result is
* sorted.
*/
function replacedIds(people, desired, recorded) {
	if (!people.some((person) => person.recorded)) return [];
	const wanted = /* @__PURE__ */ new Map();
	for (const { workspaceIds } of desired.people.values()) for (const id of workspaceIds) wanted.set(id, (wanted.get(id) ?? 0) + 1);
	const recordedIds = /* @__PURE__ */ new Set();
	for (const { grants } of recorded.people.values()) for (const id of grants.keys()) recordedIds.add(id);
	const fresh = [...wanted.keys()].filter((id) => !recordedIds.has(id));
	if (fresh.length === 0) return [];
	const dropped = [...recordedIds].filter((id) => !desired.workspaces.has(id));
	return fresh.flatMap((id) => dropped.map((before) => ({
		workspaceId: id,
		recorded: before,
		people: countBoth(id, before, desired, recorded)
	}))).filter(({ workspaceId, people }) => people * 2 > (wanted.get(workspaceId) ?? 0)).sort((a, b) => a.workspaceId + a.recorded < b.workspaceId + b.recorded ? -1 : 1);
}
/** Counts the people who should have one workspace and are recorded in another. */
function countBoth(id, before, desired, { people }) {
	return [...desired.people.values()].filter(({ email, workspaceIds }) => workspaceIds.includes(id) && people.get(email)?.grants.has(before)).length;
}

// src/core/values/address.ts
/** Whether text could contain an international domain: directly, as `xn--`, or in a YAML escape. */
function mayNeedIdna(text) {
	return /[^\n\r\t -~]|xn--|\\/i.test(text);
}
const maxAddressLength = 254;
/** In UTF-16 code units, as written. Even in decomposed letters, a valid domain is shorter. Punycode takes quadratic time. */
const maxWrittenDomainLength = 1e3;
const maxLocalLength = 64;
const maxLabelLength$1 = 63;
const atoms = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const asciiLabel = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const asciiDomain = /^[a-z0-9.-]+$/;
/**
* Reads one address. Tally splits its string of addresses at `,` and `;` (tally-api.md, fact 1), so anything
* that could be read as two addresses is rejected here and never reaches a call.
*/
function readAddress(text, toAscii) {
	return readWith(text, (domain) => readDomain(domain, toAscii));
}
function readWith(text, domainOf) {
	const trimmed = text.trim();
	const at = trimmed.indexOf("@");
	const local = trimmed.slice(0, Math.max(at, 0));
	const written = trimmed.slice(at + 1);
	const localProblem = problemOfLocal(local);
	const domain = localProblem ? fail$1(localProblem) : domainOf(written);
	if (!domain.ok) return fail$1(problemOfWhole(trimmed) ?? domain.problem);
	const spelling = domain.value === written ? trimmed : `${local}@${domain.value}`;
	if (spelling.length > maxAddressLength) return fail$1("too-long");
	return {
		ok: true,
		value: {
			email: emailOf(spelling),
			spelling,
			domain: domain.value
		}
	};
}
function problemOfWhole(trimmed) {
	if (trimmed === "") return "empty";
	if (/[,;]/.test(trimmed)) return "separator";
	if (/\s/.test(trimmed)) return "white-space";
	if (trimmed.includes("\"")) return "quoted";
	const at = trimmed.indexOf("@");
	if (at === -1) return "no-at";
	return trimmed.includes("@", at + 1) ? "two-ats" : void 0;
}
/** Returns a function that reads addresses and keeps the result for each domain. */
function addressReader(toAscii) {
	const domains = /* @__PURE__ */ new Map();
	const readOnce = (text) => {
		const domain = domains.get(text) ?? readDomain(text, toAscii);
		domains.set(text, domain);
		return domain;
	};
	return (text) => readWith(text, readOnce);
}
/** Returns the key of a spelling that `readAddress` returned, such as one in the state file or a plan. */
function emailOf(spelling) {
	return spelling.toLowerCase();
}
/** Reads a domain name of at least two labels, in Unicode or ASCII. */
function readDomain(text, toAscii) {
	if (text === "") return fail$1("domain-empty");
	if (text.startsWith("[")) return fail$1("address-literal");
	if (text.length > maxWrittenDomainLength) return fail$1("too-long");
	const domain = normalizeDomain(text, toAscii);
	if (!domain.ok) return domain;
	const labels = domain.value.split(".");
	if (labels.length < 2) return fail$1("domain-one-label");
	if (!labels.every((label) => asciiLabel.test(label) && label.length <= maxLabelLength$1)) return fail$1("domain-label");
	if (/^[0-9]+$/.test(labels.at(-1) ?? "")) return fail$1("address-literal");
	return domain;
}
function problemOfLocal(local) {
	if (local === "") return "local-empty";
	if (local.length <= maxLocalLength && atoms.test(local)) return void 0;
	const parts = local.split(".");
	if (parts.includes("")) return "local-dots";
	return parts.every((one) => atoms.test(one)) ? "local-too-long" : "local-characters";
}
function normalizeDomain(text, toAscii) {
	const lower = text.toLowerCase();
	if (asciiDomain.test(lower) && !/(?:^|\.)xn--/.test(lower)) return {
		ok: true,
		value: lower
	};
	return asciiDomain.test(lower) || /[\u0080-\u{10ffff}]/u.test(text) ? toAscii(text) : fail$1("domain-characters");
}
function fail$1(problem) {
	return {
		ok: false,
		problem
	};
}

// src/core/state/forgotten.ts
/** When the grants of each person were last forgotten. Takes no time for each call that is open then, because there may be thousands. */
var ForgottenGrants = class {
	/** The number of `forgotten` events so far. */
	count = 0;
	/** For each person, the number of the event that forgot all grants last, and of the one that forgot each grant last. */
	#people = /* @__PURE__ */ new Map();
	/** Forgets grants of a person: those in the given workspaces, or all if undefined. */
	add(email, workspaceIds) {
		this.count += 1;
		const person = this.#people.get(email) ?? {
			all: 0,
			byId: /* @__PURE__ */ new Map()
		};
		this.#people.set(email, person);
		if (!workspaceIds) person.all = this.count;
		for (const id of workspaceIds ?? []) person.byId.set(id, this.count);
	}
	/** Returns which of a person's workspaces were forgotten after the first `start` events. Undefined if none was. */
	after(start, email, workspaceIds) {
		const person = this.#people.get(email);
		if (!person) return void 0;
		if (person.all > start) return "all";
		const ids = workspaceIds.filter((id) => (person.byId.get(id) ?? 0) > start);
		return ids.length > 0 ? new Set(ids) : void 0;
	}
};

// src/core/state/grants.ts
/** Returns the grants that a call gives to a person without any recorded grants. */
function freshGrants({ at, commit, pullRequest, run, workspaceIds }) {
	const grant = {
		since: at,
		lastSent: at,
		commit,
		pullRequest,
		run
	};
	return new Map(workspaceIds.map((id) => [id, grant]));
}
/** Returns a grant after another call for it. `at`: when the call was sent. */
function sentAgain({ lapsed: _, adopted: __, ...before }, at) {
	return {
		...before,
		lastSent: compareTimes(at, before.lastSent) > 0 ? at : before.lastSent
	};
}

// src/core/state/open-call.ts
/** Reopens an unconfirmed call of a recorded state. */
function reopenCall({ problem, provenance, forgotten, ...call }) {
	return {
		...newOpenCall({
			event: "intent",
			...call,
			...provenance
		}, 0),
		problem,
		forgottenBefore: forgotten
	};
}
/** Creates an open call from its intent. `forgottenEvents`: the number of `forgotten` events before it. */
function newOpenCall(intent, forgottenEvents) {
	return {
		intent,
		forgottenEvents,
		problem: void 0,
		outcome: void 0,
		isCounted: false,
		forgottenBefore: /* @__PURE__ */ new Map()
	};
}
/** Returns which workspaces of a call were forgotten for a person since its intent. Undefined if none was. */
function forgottenIn({ intent, forgottenEvents, forgottenBefore }, email, forgotten) {
	const before = forgottenBefore.get(email);
	const later = forgotten.after(forgottenEvents, email, intent.workspaceIds);
	if (before === void 0 || later === void 0) return before ?? later;
	return before === "all" || later === "all" ? "all" : /* @__PURE__ */ new Set([...before, ...later]);
}
/**
* Returns the unconfirmed part of an open call, which excludes forgotten people. Empty if all of them were forgotten.
*/
function unconfirmedOf(open, grants) {
	const { intent, problem } = open;
	const { call, at, action, workspaceIds, inviteId, userId, commit, pullRequest, run } = intent;
	const forgotten = /* @__PURE__ */ new Map();
	const emails = intent.emails.filter((spelling) => {
		const email = emailOf(spelling);
		const dropped = forgottenIn(open, email, grants);
		if (dropped === void 0) return true;
		forgotten.set(email, dropped);
		return dropped !== "all" && !(action === "invite" && workspaceIds.every((id) => dropped.has(id)));
	});
	if (emails.length === 0) return [];
	return [{
		call,
		at,
		action,
		workspaceIds,
		emails,
		problem,
		provenance: {
			commit,
			pullRequest,
			run
		},
		forgotten,
		...inviteId !== void 0 && { inviteId },
		...userId !== void 0 && { userId }
	}];
}

// src/core/state/outcome-order.ts
/** The results, from the weakest to the strongest. */
const strength = [
	"not-sent",
	"unconfirmed",
	"rejected",
	"split",
	"done"
];
/** Whether no later outcome can change the result of the call, because it was done for everyone. */
function isFinal({ result, emails }) {
	return result === "done" && !emails;
}
/**
* Whether an outcome of a call overrides the earlier one, if any. An open call accepts any outcome. But a run that was
* paused for long might record its outcome after another run has concluded that the call wasn't sent. Then only an
* outcome that is at least as strong counts, so that a request known to be sent is never recorded as not sent.
*/
function overrides(later, earlier) {
	return earlier === void 0 || earlier.result === "unconfirmed" || strength.indexOf(later.result) >= strength.indexOf(earlier.result);
}

// src/core/state/fold-events.ts
/** Thrown for an event that contradicts the events before it. */
var FoldError = class extends Error {
	problem;
	constructor(problem) {
		super(problem);
		this.problem = problem;
	}
};
/** Folds events, one at a time, into the recorded state. */
var RecordedFold = class {
	#people;
	/** The maps of grants that belong to one person only, so they can be changed in place. */
	#editable = /* @__PURE__ */ new WeakSet();
	#open;
	/** Finished calls that a later outcome can still change. */
	#changeable = /* @__PURE__ */ new Map();
	/** The IDs of finished calls that no later outcome can change. */
	#ended = /* @__PURE__ */ new Set();
	#forgotten = new ForgottenGrants();
	#failedAttempts;
	#rejected;
	/** Starts with a recorded state, or with an empty one at the beginning of a file. */
	constructor(before) {
		this.#people = /* @__PURE__ */ new Map();
		for (const { email, grants } of before?.people.values() ?? []) this.#people.set(email, grants);
		this.#open = new Map((before?.unconfirmed ?? []).map((call) => [call.call, reopenCall(call)]));
		this.#failedAttempts = new Map(before?.failedAttempts);
		this.#rejected = new Map(before?.rejected);
	}
	/** Adds one event. Throws a `FoldError` if it contradicts the earlier ones. */
	add(event) {
		switch (event.event) {
			case "intent":
				this.#addIntent(event);
				break;
			case "outcome":
				this.#addOutcome(event);
				break;
			case "adopted":
				this.#adopt(event);
				break;
			case "lapsed":
				this.#lapse(event);
				break;
			case "forgotten":
				this.#forget(event);
				break;
			case "snapshot": for (const spelling of event.emails) this.#restore(spelling, event);
		}
	}
	/** Returns the grants of a person after all events so far. The next event might change the map in place. */
	grantsOf(email) {
		return this.#people.get(email);
	}
	/** Returns the recorded state after all events so far. */
	result() {
		const people = /* @__PURE__ */ new Map();
		for (const [email, grants] of this.#people) people.set(email, {
			email,
			grants
		});
		return {
			people,
			unconfirmed: [...this.#open.values()].flatMap((call) => unconfirmedOf(call, this.#forgotten)),
			failedAttempts: new Map(this.#failedAttempts),
			rejected: new Map(this.#rejected)
		};
	}
	#addIntent(intent) {
		if ([
			this.#open,
			this.#changeable,
			this.#ended
		].some((calls) => calls.has(intent.call))) throw new FoldError("call-repeated");
		this.#open.set(intent.call, newOpenCall(intent, this.#forgotten.count));
	}
	#addOutcome(outcome) {
		const { call, result } = outcome;
		if (this.#ended.has(call)) return;
		const open = this.#open.get(call) ?? this.#changeable.get(call);
		if (!open) throw new FoldError("call-unknown");
		if (!overrides(outcome, open.outcome)) return;
		const before = open.outcome && appliedIn(open.outcome);
		open.outcome = outcome;
		this.#changeable.delete(call);
		if (result === "unconfirmed") {
			open.problem = outcome.problem;
			this.#open.set(call, open);
			return;
		}
		this.#open.delete(call);
		if (isFinal(outcome)) this.#ended.add(call);
		else this.#changeable.set(call, open);
		if (outcome.fault === "email") for (const spelling of open.intent.emails) this.#reject(spelling, open.intent);
		const appliedTo = appliedIn(outcome);
		const fresh = freshGrants(open.intent);
		for (const email of open.intent.emails.map(emailOf)) {
			if (before !== void 0 && isIn(before, email)) continue;
			if (isIn(appliedTo, email)) this.#applyTo(open, email, fresh);
			else if (open.intent.action === "invite" && outcome.resolvedBy === "live-data" && forgottenIn(open, email, this.#forgotten) !== "all") this.#recordFailedAttempt(open, email);
		}
		open.isCounted ||= outcome.resolvedBy === "live-data";
	}
	#reject(address, { workspaceIds, at }) {
		this.#rejected.set(emailOf(address), {
			address,
			workspaceIds,
			at
		});
	}
	#applyTo(open, email, fresh) {
		this.#failedAttempts.delete(email);
		this.#rejected.delete(email);
		if (open.intent.action === "invite") this.#grant(fresh, email, forgottenIn(open, email, this.#forgotten));
		else this.#drop(email, open.intent.workspaceIds);
	}
	#grant(fresh, email, dropped) {
		if (dropped === "all") return;
		const grants = this.#people.get(email);
		if (!grants && !dropped) {
			this.#people.set(email, fresh);
			return;
		}
		for (const [id, grant] of fresh) {
			if (dropped?.has(id)) continue;
			const before = grants?.get(id);
			this.#set(email, id, before ? sentAgain(before, grant.lastSent) : grant);
		}
	}
	#recordFailedAttempt({ intent, isCounted }, email) {
		if (isCounted) return;
		const count = (this.#failedAttempts.get(email)?.count ?? 0) + 1;
		this.#failedAttempts.set(email, {
			count,
			last: intent.at
		});
	}
	#adopt({ email: spelling, workspaceIds, at, commit, pullRequest, run }) {
		const email = emailOf(spelling);
		this.#failedAttempts.delete(email);
		for (const id of workspaceIds) {
			const { lapsed: _, ...kept } = this.#people.get(email)?.get(id) ?? {
				since: at,
				lastSent: at,
				adopted: true,
				commit,
				pullRequest,
				run
			};
			this.#set(email, id, kept);
		}
		this.#forgetFailure(email);
	}
	/** Drops the rejection of an address once the person has all the grants that it was for. */
	#forgetFailure(email) {
		const grants = this.#people.get(email);
		if (this.#rejected.get(email)?.workspaceIds.every((id) => grants?.has(id))) this.#rejected.delete(email);
	}
	#lapse({ email: spelling, workspaceIds, at }) {
		const email = emailOf(spelling);
		for (const id of workspaceIds) {
			const before = this.#people.get(email)?.get(id);
			if (before) this.#set(email, id, {
				...before,
				lapsed: at
			});
		}
	}
	#forget({ email: spelling, workspaceIds }) {
		const email = emailOf(spelling);
		this.#drop(email, workspaceIds);
		if (!workspaceIds) this.#failedAttempts.delete(email);
		this.#forgotten.add(email, workspaceIds);
		const ids = new Set(workspaceIds);
		if (!workspaceIds || this.#rejected.get(email)?.workspaceIds.some((id) => ids.has(id))) this.#rejected.delete(email);
	}
	#restore(spelling, { grants, attempts, rejected }) {
		const email = emailOf(spelling);
		for (const { workspaceIds, ...grant } of grants) for (const id of workspaceIds) this.#set(email, id, grant);
		if (attempts) this.#failedAttempts.set(email, attempts);
		else this.#failedAttempts.delete(email);
		if (rejected) this.#reject(spelling, rejected);
	}
	#set(email, id, grant) {
		this.#editableGrantsOf(email).set(id, grant);
	}
	/**
	* Returns a map of a person's grants that can be changed in place. Until then, the people of one call share a map.
	*/
	#editableGrantsOf(email) {
		const grants = this.#people.get(email);
		if (grants && this.#editable.has(grants)) return grants;
		const own = new Map(grants);
		this.#editable.add(own);
		this.#people.set(email, own);
		return own;
	}
	/** Drops grants of a person: those in the given workspaces, or all if undefined. */
	#drop(email, workspaceIds) {
		const grants = this.#editableGrantsOf(email);
		for (const id of workspaceIds ?? []) grants.delete(id);
		if (!workspaceIds || grants.size === 0) this.#people.delete(email);
	}
};
/** Returns the people that a call took effect on. */
function appliedIn({ result, emails }) {
	if (result === "done" && !emails) return "all";
	return new Set(result === "done" || result === "split" ? emails?.map(emailOf) : []);
}
function isIn(people, email) {
	return people === "all" || people.has(email);
}

// src/core/plan/resolve.ts
/**
* How long after its intent a call might still be sent or delivered, in milliseconds. Until then, Rollcall never
* concludes that it wasn't sent.
*/
const inFlightMs = 6e5;
/**
* Returns the results of those unconfirmed calls for which live data shows the result of each person. A call that might
* still be in flight is resolved only if it took effect for everyone.
*/
function resolveUnconfirmed(recorded, observed) {
	return recorded.unconfirmed.flatMap((call) => resolutionOf(call, observed));
}
/** Returns the recorded state after calls are resolved. */
function applyResolutions(recorded, resolutions) {
	if (resolutions.length === 0) return recorded;
	const fold = new RecordedFold(recorded);
	for (const one of resolutions) fold.add({
		event: "outcome",
		at: "",
		...one,
		resolvedBy: "live-data"
	});
	return fold.result();
}
/**
* Returns the people that a rejected call affected anyway, or undefined if live data can't tell for each of them.
*/
function alreadyApplied(call, observed) {
	const verdicts = call.emails.map((spelling) => verdictOn(call, spelling, observed));
	if (verdicts.includes("unknown")) return void 0;
	return call.emails.filter((_, index) => verdicts[index] === "done");
}
/**
* Returns the people of an invite who have all its grants according to live data. What Tally shows is certain even if
* the check was interrupted. It must be recorded now: a person who declines the invite later would otherwise be invited
* again.
*/
function observedGrants(call, observed) {
	if (call.action !== "invite") return [];
	return call.emails.filter((spelling) => verdictOn(call, spelling, observed) === "done").map((spelling) => ({
		email: emailOf(spelling),
		workspaceIds: call.workspaceIds
	}));
}
/** Returns the grants of all unconfirmed calls that live data shows and that aren't recorded yet. */
function observedUnconfirmed({ unconfirmed, people }, observed) {
	return unconfirmed.flatMap((call) => observedGrants(call, observed)).filter(({ email, workspaceIds }) => !workspaceIds.every((id) => people.get(email)?.grants.has(id)));
}
/** Returns those grants, shown by an earlier check, that aren't recorded and that Tally no longer shows. */
function goneSince(shown, { people }, observed) {
	return shown.flatMap(({ email, workspaceIds }) => {
		const inTally = grantsInTally(observed.people.get(email));
		const gone = workspaceIds.filter((id) => !inTally.has(id) && !people.get(email)?.grants.has(id));
		return gone.length > 0 ? [{
			email,
			workspaceIds: gone
		}] : [];
	});
}
/** Returns the recorded state with more grants, which Tally showed at a time. */
function withShown(recorded, shown, at) {
	if (shown.length === 0) return recorded;
	const fold = new RecordedFold(recorded);
	for (const one of shown) fold.add({
		event: "adopted",
		at,
		...one
	});
	return fold.result();
}
function resolutionOf(call, observed) {
	const verdicts = call.emails.map((spelling) => ({
		spelling,
		verdict: verdictOn(call, spelling, observed)
	}));
	if (verdicts.some(({ verdict }) => verdict === "unknown")) return [];
	const done = verdicts.filter(({ verdict }) => verdict === "done").map(({ spelling }) => spelling);
	if (done.length < call.emails.length && millisecondsBetween(call.at, observed.at) < 6e5) return [];
	if (done.length === 0) return [{
		call: call.call,
		result: "not-sent"
	}];
	const emails = done.length < call.emails.length && { emails: done };
	return [{
		call: call.call,
		result: "done",
		...emails
	}];
}
/**
* Decides whether a call took effect for a person. It did if an earlier check showed the effect, even if it's gone now.
*/
function verdictOn(call, spelling, observed) {
	return observed.before?.some((observation) => verdictOfObservation(call, spelling, observation) === "done") ? "done" : verdictOfObservation(call, spelling, observed);
}
function verdictOfObservation(call, spelling, observed) {
	const person = observed.people.get(emailOf(spelling));
	switch (call.action) {
		case "invite": return verdictOnInvite(call, person, observed);
		case "cancel":
			if (person?.invites.some((invite) => invite.id === call.inviteId)) return "not";
			if (person?.userId !== void 0 && call.workspaceIds.length > 0) return "not";
			return isComplete(observed) ? "done" : "unknown";
		case "remove":
			if (person?.userId === call.userId) return "not";
			return isComplete(observed) ? "done" : "unknown";
	}
}
function verdictOnInvite({ workspaceIds }, person, observed) {
	const shown = grantsInTally(person);
	if (workspaceIds.every((id) => shown.has(id))) return "done";
	if (person?.hasUnknownInvite) return "unknown";
	return (person ? workspaceIds.some((id) => observed.workspaces.has(id) && !shown.has(id)) : listsEveryone(observed) && isComplete(observed)) ? "not" : "unknown";
}

// src/core/plan/plan.ts
/** Compares the desired access with the recorded access and, if Tally was checked, with the live data. */
function planChanges({ desired, settings, basis, observed, ...input }) {
	const resolved = observed ? resolveUnconfirmed(input.recorded, observed) : [];
	const known = applyResolutions(input.recorded, resolved);
	const shown = observed ? [...input.shown ?? [], ...observedUnconfirmed(known, observed)] : [];
	const gone = observed ? mergeGrants(goneSince(shown, known, observed)) : [];
	const recorded = withShown(known, gone, observed?.at ?? "");
	const unconfirmedEmails = new Set(recorded.unconfirmed.flatMap((call) => call.emails.map((email) => email.toLowerCase())));
	const planned = [...desired.people.values()].map((person) => {
		const record = recorded.people.get(person.email);
		const isUnconfirmed = unconfirmedEmails.has(person.email);
		return planPerson({
			person,
			record,
			recorded,
			isUnconfirmed,
			settings,
			observed
		});
	});
	const successors = successorsIn(desired);
	const removals = [...recorded.people.values()].sort((a, b) => compareText(a.email, b.email)).map((record) => planRemoval(record, {
		desired,
		successor: successors.get(record.email),
		isUnconfirmed: unconfirmedEmails.has(record.email),
		settings,
		observed
	}));
	const removed = removals.flatMap(({ removal }) => removal ?? []);
	const sent = planned.filter(({ send }) => send.length > 0);
	const people = sent.map(({ person, record, send, effect }) => ({
		email: person.email,
		workspaceIds: send,
		effect,
		recorded: record !== void 0,
		...knownPreviously(person, recorded, observed)
	}));
	const calls = groupIntoCalls(sent, settings.maxEmailsPerCall);
	const grantsOfAll = (list) => planned.filter((plan) => list(plan).length > 0).map((plan) => ({
		email: plan.person.email,
		workspaceIds: list(plan)
	}));
	const adopt = mergeGrants([...grantsOfAll((plan) => plan.adopt), ...gone]);
	return {
		formatVersion: 1,
		organization: desired.organization,
		basis,
		live: observed !== void 0,
		missing: observed?.missing ?? [],
		calls,
		people,
		adopt,
		cancel: [...removed.flatMap(cancelOf), ...sent.flatMap((one) => replacedInvites(one, observed))].sort(byEmail),
		remove: removed.flatMap(removeOf),
		forget: removals.flatMap(({ forget }) => forget ?? []),
		lapsed: mergeGrants([...grantsOfAll((plan) => plan.lapsed), ...removals.flatMap(({ lapsed }) => lapsed ?? [])]),
		resolved,
		skipped: [...planned.flatMap((plan) => plan.skipped), ...removals.flatMap(({ skipped }) => skipped ?? [])].sort(byEmailThenAction),
		unconfirmed: recorded.unconfirmed.map(({ problem: _, provenance: __, forgotten: ___, ...call }) => call),
		unknownWorkspaces: observed ? unknownWorkspaces(desired, observed) : [],
		replacedIds: replacedIds(people, desired, recorded),
		blockedBy: exceededLimits({
			people,
			removals,
			hasNoMembers: desired.people.size === 0,
			settings,
			recorded,
			observed
		}),
		summary: {
			people: people.length,
			grants: countGrants(people),
			calls: calls.length,
			unchanged: planned.reduce((sum, plan) => sum + plan.unchanged, 0),
			adopted: countGrants(adopt),
			removed: removed.length
		}
	};
}
/**
* Formats a plan as the JSON that is saved and compared. Identical plans give identical bytes. `changes`: the
* differences from a base configuration, which are added for reviewers.
*/
function formatPlan(plan, changes) {
	return `${JSON.stringify({
		...plan,
		...changes
	}, null, 2)}\n`;
}
/** Yields the lines that the digest of a configuration is computed from: all that affects a plan on a day, sorted. */
function* formatBasis(config, desired) {
	const { settings } = config;
	const workspaces = [...config.workspaces].sort(([a], [b]) => compareText(a, b));
	yield `${JSON.stringify({
		organization: config.organization,
		workspaces,
		settings
	})}\n`;
	for (const person of desired.people.values()) yield `${JSON.stringify(person)}\n`;
}
/** Whether applying a plan changes anything in Tally. */
function hasCalls(plan) {
	return plan.calls.length + plan.cancel.length + plan.remove.length > 0;
}
/** Whether an apply would send or record anything, or someone has to resolve a call. */
function hasChanges(plan) {
	const { adopt, forget, lapsed, resolved, unconfirmed } = plan;
	return hasCalls(plan) || [
		adopt,
		forget,
		lapsed,
		resolved,
		unconfirmed
	].some((list) => list.length > 0);
}
function unknownWorkspaces(desired, observed) {
	const ids = /* @__PURE__ */ new Set();
	for (const { workspaceIds } of desired.people.values()) for (const id of workspaceIds) if (!observed.workspaces.has(id)) ids.add(id);
	return [...ids].sort();
}
function cancelOf({ inviteIds, userId, workspaceIds, ...removal }) {
	if (inviteIds.length === 0) return [];
	return [{
		email: removal.email,
		workspaceIds: userId === void 0 ? workspaceIds : [],
		inviteIds,
		...why(removal)
	}];
}
function removeOf({ userId, email, workspaceIds, ...removal }) {
	return userId === void 0 ? [] : [{
		email,
		workspaceIds,
		userId,
		...why(removal)
	}];
}
function why({ day, newAddress }) {
	const reason = day === void 0 ? { because: "not-in-members" } : {
		because: "expired",
		day
	};
	return newAddress === void 0 ? reason : {
		...reason,
		newAddress
	};
}
/** Returns the previous addresses of a person that the state file or Tally lists, if there are any. */
function knownPreviously({ previously = [] }, recorded, observed) {
	const known = previously.filter((email) => recorded.people.has(email) || observed?.people.has(email));
	return known.length > 0 ? { previously: known } : {};
}
/**
* Returns the pending invites to cancel for a person who gets a new one. Canceling them drops all the person's grants.
*/
function replacedInvites({ person, record, replacesInvites }, observed) {
	const seen = observed?.people.get(person.email);
	if (!replacesInvites || !seen) return [];
	const workspaceIds = [.../* @__PURE__ */ new Set([...record?.grants.keys() ?? [], ...seen.pending])].sort();
	const inviteIds = seen.invites.map((invite) => invite.id);
	return [{
		email: person.email,
		workspaceIds,
		inviteIds,
		because: "resend"
	}];
}
/** Merges grants into one entry per person, sorted. */
function mergeGrants(grants) {
	return [...groupBy(grants, (one) => one.email)].map(([email, all]) => ({
		email,
		workspaceIds: [...new Set(all.flatMap((one) => one.workspaceIds))].sort()
	})).sort(byEmail);
}
function countGrants(people) {
	return people.reduce((sum, person) => sum + person.workspaceIds.length, 0);
}
function byEmail(a, b) {
	return compareText(a.email, b.email);
}
function byEmailThenAction(a, b) {
	return byEmail(a, b) || compareText(a.action, b.action) || compareText(a.reason, b.reason);
}

// src/core/text/redact.ts
/** Replaces each secret in a string with asterisks, in plain and URL-encoded form. */
function redactSecrets(text, secrets) {
	return secrets.flatMap((secret) => {
		const inUrl = encodeURIComponent(secret);
		return [
			secret,
			inUrl,
			inUrl.replace(/%../g, (code) => code.toLowerCase())
		];
	}).reduce((redacted, form) => redacted.replaceAll(form, "***"), text);
}

// src/io/loopback.ts
/** Whether a host, in the form of `URL.hostname`, is this machine. */
function isLoopback(host) {
	return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

// src/io/proxy.ts
/** The variables for each protocol, in order of precedence, as in curl. */
const variables = {
	"http:": ["http_proxy", "HTTP_PROXY"],
	"https:": ["https_proxy", "HTTPS_PROXY"]
};
/**
* Returns the proxy that the environment sets for a URL, or undefined if there is none. Like Go, and so like the GitHub
* CLI and Terraform, but unlike curl, it never uses a proxy for this machine: to the proxy, `localhost` is another
* machine.
*/
function proxyFor(target, env) {
	const { protocol, hostname } = target;
	const variable = variables[protocol === "http:" ? "http:" : "https:"].find((name) => env[name]);
	if (variable === void 0 || isLoopback(hostname)) return void 0;
	if (isExcepted(target, env["no_proxy"] || env["NO_PROXY"] || "")) return void 0;
	return {
		variable,
		url: readProxyUrl(env[variable])
	};
}
/** Returns the port of an HTTP or HTTPS URL. */
function portOf({ protocol, port }) {
	return port || (protocol === "http:" ? "80" : "443");
}
/** Returns the passwords of the proxies in an environment, in plain and URL-encoded form. */
function proxyPasswordsIn(env) {
	return Object.values(variables).flatMap((names) => names.map((name) => readProxyUrl(env[name]))).flatMap((url) => url?.password ? [decode(url.password), url.password] : []);
}
/** Returns the value of the `Proxy-Authorization` header, if the URL has credentials. */
function proxyAuthorization({ username, password }) {
	if (!username && !password) return void 0;
	return `Basic ${Buffer.from(`${decode(username)}:${decode(password)}`).toString("base64")}`;
}
/**
* Whether NO_PROXY has an exception for a URL: a domain, which includes its subdomains, or an IP address, but
* not a range of addresses.
*/
function isExcepted(target, exceptions) {
	return exceptions.toLowerCase().split(/[\s,]+/).some((exception) => {
		if (exception === "*") return true;
		const [, host = "", port] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(exception) ?? [];
		if (host === "" || port !== void 0 && port !== portOf(target)) return false;
		return target.hostname === host || target.hostname.endsWith(`.${host}`);
	});
}
/** Reads the URL of a proxy. The default scheme is HTTP, as in curl. */
function readProxyUrl(value = "") {
	const text = value.includes("://") ? value : `http://${value}`;
	const url = URL.canParse(text) ? new URL(text) : void 0;
	return url?.protocol === "http:" || url?.protocol === "https:" ? url : void 0;
}
function decode(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

// src/io/secrets.ts
/** The environment variables that contain secrets. */
const secretNames = [
	"TALLY_API_KEY",
	"INPUT_API-KEY",
	"INPUT_GITHUB-TOKEN"
];
/** In characters. Anything shorter isn't a key, and might be part of any text. */
const minSecretLength = 8;
/** Returns the secrets in an environment without duplicates, including the passwords of proxies. */
function secretsIn(env) {
	const values = secretNames.map((name) => env[name]?.trim() ?? "");
	return [.../* @__PURE__ */ new Set([...values, ...proxyPasswordsIn(env)])].filter((value) => value !== "");
}
/** Returns a function that hides the secrets of an environment in a string. */
function redactorFor(env) {
	const secrets = secretsIn(env).filter((secret) => secret.length >= minSecretLength);
	return (text) => redactSecrets(text, secrets);
}
/** Returns an `Io` that hides the secrets of its environment in all output. */
function redactedIo(io) {
	const hide = redactorFor(io.env);
	return {
		...io,
		stdout: mapOutput(io.stdout, hide),
		stderr: mapOutput(io.stderr, hide)
	};
}
/** Returns an output that changes everything before writing it. */
function mapOutput(output, change) {
	return {
		write: (text) => output.write(change(text)),
		get isTerminal() {
			return output.isTerminal;
		},
		get width() {
			return output.width;
		}
	};
}

// node_modules/ansi-regex/index.js
const ST = String.raw`(?:\u001B\u005C|\u009C)`;
const stringControls = String.raw`\u0018\u001A\u001B\u0080-\u009F`;
const osc = String.raw`(?:\u001B\]|\u009D)[^\u0007${stringControls}]*(?:\u0007|${ST})`;
const controlString = String.raw`(?:\u001B[PX^_k]|[\u0090\u0098\u009E\u009F])[^${stringControls}]*${ST}`;
const pattern = `${String.raw`\u001B\](?:P[\dA-Fa-f]{7}|R)(?:\u0007|${ST})?`}|${osc}|${controlString}|${String.raw`(?:\u001B\[|\u009B)[\u0030-\u003F]*[\u0020-\u002F]*[\u0040-\u007E]`}|${String.raw`\u001B(?:[\u0020-\u002F]+[\u0030-\u007E]|[\dA-PR-TZcf-oq-uy=><~|}])`}`;
function ansiRegex({ onlyFirst = false } = {}) {
	return new RegExp(pattern, onlyFirst ? void 0 : "g");
}

// node_modules/strip-ansi/index.js
const regex = ansiRegex();
function stripAnsi(string) {
	if (typeof string !== "string") throw new TypeError(`Expected a \`string\`, got \`${typeof string}\``);
	if (!string.includes("\x1B") && !string.includes("\u009b")) return string;
	return string.replace(regex, "");
}

// node_modules/get-east-asian-width/lookup-data.js
const ambiguousMaximumCodePoint = 1114109;
const ambiguousRanges = [
	161,
	161,
	164,
	164,
	167,
	168,
	170,
	170,
	173,
	174,
	176,
	180,
	182,
	186,
	188,
	191,
	198,
	198,
	208,
	208,
	215,
	216,
	222,
	225,
	230,
	230,
	232,
	234,
	236,
	237,
	240,
	240,
	242,
	243,
	247,
	250,
	252,
	252,
	254,
	254,
	257,
	257,
	273,
	273,
	275,
	275,
	283,
	283,
	294,
	295,
	299,
	299,
	305,
	307,
	312,
	312,
	319,
	322,
	324,
	324,
	328,
	331,
	333,
	333,
	338,
	339,
	358,
	359,
	363,
	363,
	462,
	462,
	464,
	464,
	466,
	466,
	468,
	468,
	470,
	470,
	472,
	472,
	474,
	474,
	476,
	476,
	593,
	593,
	609,
	609,
	708,
	708,
	711,
	711,
	713,
	715,
	717,
	717,
	720,
	720,
	728,
	731,
	733,
	733,
	735,
	735,
	768,
	879,
	913,
	929,
	931,
	937,
	945,
	961,
	963,
	969,
	1025,
	1025,
	1040,
	1103,
	1105,
	1105,
	8208,
	8208,
	8211,
	8214,
	8216,
	8217,
	8220,
	8221,
	8224,
	8226,
	8228,
	8231,
	8240,
	8240,
	8242,
	8243,
	8245,
	8245,
	8251,
	8251,
	8254,
	8254,
	8308,
	8308,
	8319,
	8319,
	8321,
	8324,
	8364,
	8364,
	8451,
	8451,
	8453,
	8453,
	8457,
	8457,
	8467,
	8467,
	8470,
	8470,
	8481,
	8482,
	8486,
	8486,
	8491,
	8491,
	8531,
	8532,
	8539,
	8542,
	8544,
	8555,
	8560,
	8569,
	8585,
	8585,
	8592,
	8601,
	8632,
	8633,
	8658,
	8658,
	8660,
	8660,
	8679,
	8679,
	8704,
	8704,
	8706,
	8707,
	8711,
	8712,
	8715,
	8715,
	8719,
	8719,
	8721,
	8721,
	8725,
	8725,
	8730,
	8730,
	8733,
	8736,
	8739,
	8739,
	8741,
	8741,
	8743,
	8748,
	8750,
	8750,
	8756,
	8759,
	8764,
	8765,
	8776,
	8776,
	8780,
	8780,
	8786,
	8786,
	8800,
	8801,
	8804,
	8807,
	8810,
	8811,
	8814,
	8815,
	8834,
	8835,
	8838,
	8839,
	8853,
	8853,
	8857,
	8857,
	8869,
	8869,
	8895,
	8895,
	8978,
	8978,
	9312,
	9449,
	9451,
	9547,
	9552,
	9587,
	9600,
	9615,
	9618,
	9621,
	9632,
	9633,
	9635,
	9641,
	9650,
	9651,
	9654,
	9655,
	9660,
	9661,
	9664,
	9665,
	9670,
	9672,
	9675,
	9675,
	9678,
	9681,
	9698,
	9701,
	9711,
	9711,
	9733,
	9734,
	9737,
	9737,
	9742,
	9743,
	9756,
	9756,
	9758,
	9758,
	9792,
	9792,
	9794,
	9794,
	9824,
	9825,
	9827,
	9829,
	9831,
	9834,
	9836,
	9837,
	9839,
	9839,
	9886,
	9887,
	9919,
	9919,
	9926,
	9933,
	9935,
	9939,
	9941,
	9953,
	9955,
	9955,
	9960,
	9961,
	9963,
	9969,
	9972,
	9972,
	9974,
	9977,
	9979,
	9980,
	9982,
	9983,
	10045,
	10045,
	10102,
	10111,
	11094,
	11097,
	12872,
	12879,
	57344,
	63743,
	65024,
	65039,
	65533,
	65533,
	127232,
	127242,
	127248,
	127277,
	127280,
	127337,
	127344,
	127373,
	127375,
	127376,
	127387,
	127404,
	917760,
	917999,
	983040,
	1048573,
	1048576,
	1114109
];
const fullwidthMinimalCodePoint = 12288;
const fullwidthMaximumCodePoint = 65510;
const fullwidthRanges = [
	12288,
	12288,
	65281,
	65376,
	65504,
	65510
];
const wideMinimalCodePoint = 4352;
const wideMaximumCodePoint = 262141;
const wideRanges = [
	4352,
	4447,
	8986,
	8987,
	9001,
	9002,
	9193,
	9196,
	9200,
	9200,
	9203,
	9203,
	9725,
	9726,
	9748,
	9749,
	9776,
	9783,
	9800,
	9811,
	9855,
	9855,
	9866,
	9871,
	9875,
	9875,
	9889,
	9889,
	9898,
	9899,
	9917,
	9918,
	9924,
	9925,
	9934,
	9934,
	9940,
	9940,
	9962,
	9962,
	9970,
	9971,
	9973,
	9973,
	9978,
	9978,
	9981,
	9981,
	9989,
	9989,
	9994,
	9995,
	10024,
	10024,
	10060,
	10060,
	10062,
	10062,
	10067,
	10069,
	10071,
	10071,
	10133,
	10135,
	10160,
	10160,
	10175,
	10175,
	11035,
	11036,
	11088,
	11088,
	11093,
	11093,
	11904,
	11929,
	11931,
	12019,
	12032,
	12245,
	12272,
	12287,
	12289,
	12350,
	12353,
	12438,
	12441,
	12543,
	12549,
	12591,
	12593,
	12686,
	12688,
	12773,
	12783,
	12830,
	12832,
	12871,
	12880,
	42124,
	42128,
	42182,
	43360,
	43388,
	44032,
	55203,
	63744,
	64255,
	65040,
	65049,
	65072,
	65106,
	65108,
	65126,
	65128,
	65131,
	94176,
	94180,
	94192,
	94198,
	94208,
	101594,
	101631,
	101664,
	101760,
	101874,
	101888,
	102801,
	102816,
	102866,
	110576,
	110579,
	110581,
	110587,
	110589,
	110590,
	110592,
	110888,
	110898,
	110898,
	110928,
	110930,
	110933,
	110933,
	110948,
	110952,
	110960,
	111355,
	119552,
	119638,
	119648,
	119670,
	126980,
	126980,
	127183,
	127183,
	127374,
	127374,
	127377,
	127386,
	127406,
	127406,
	127488,
	127490,
	127504,
	127547,
	127552,
	127560,
	127568,
	127569,
	127584,
	127589,
	127744,
	127776,
	127789,
	127797,
	127799,
	127868,
	127870,
	127891,
	127904,
	127946,
	127951,
	127955,
	127968,
	127984,
	127988,
	127988,
	127992,
	128062,
	128064,
	128064,
	128066,
	128252,
	128255,
	128317,
	128331,
	128334,
	128336,
	128359,
	128378,
	128378,
	128405,
	128406,
	128420,
	128420,
	128507,
	128591,
	128640,
	128709,
	128716,
	128716,
	128720,
	128722,
	128725,
	128729,
	128732,
	128735,
	128747,
	128748,
	128756,
	128764,
	128986,
	128986,
	128992,
	129003,
	129008,
	129008,
	129292,
	129338,
	129340,
	129349,
	129351,
	129535,
	129648,
	129660,
	129664,
	129734,
	129736,
	129736,
	129740,
	129757,
	129759,
	129771,
	129775,
	129786,
	131072,
	196605,
	196608,
	262141
];

// node_modules/get-east-asian-width/utilities.js
/**
Binary search on a sorted flat array of [start, end] pairs.

@param {number[]} ranges - Flat array of inclusive [start, end] range pairs, e.g. [0, 5, 10, 20].
@param {number} codePoint - The value to search for.
@returns {boolean} Whether the value falls within any of the ranges.
*/
const isInRange = (ranges, codePoint) => {
	let low = 0;
	let high = Math.floor(ranges.length / 2) - 1;
	while (low <= high) {
		const mid = Math.floor((low + high) / 2);
		const i = mid * 2;
		if (codePoint < ranges[i]) high = mid - 1;
		else if (codePoint > ranges[i + 1]) low = mid + 1;
		else return true;
	}
	return false;
};

// node_modules/get-east-asian-width/lookup.js
const commonCjkCodePoint = 19968;
const [wideFastPathStart, wideFastPathEnd] = /* #__PURE__ */ findWideFastPathRange(wideRanges);
function findWideFastPathRange(ranges) {
	let fastPathStart = ranges[0];
	let fastPathEnd = ranges[1];
	for (let index = 0; index < ranges.length; index += 2) {
		const start = ranges[index];
		const end = ranges[index + 1];
		if (commonCjkCodePoint >= start && commonCjkCodePoint <= end) return [start, end];
		if (end - start > fastPathEnd - fastPathStart) {
			fastPathStart = start;
			fastPathEnd = end;
		}
	}
	return [fastPathStart, fastPathEnd];
}
const isAmbiguous = (codePoint) => {
	if (codePoint < 161 || codePoint > 1114109) return false;
	return isInRange(ambiguousRanges, codePoint);
};
const isFullwidth = (codePoint) => {
	if (codePoint < 12288 || codePoint > 65510) return false;
	return isInRange(fullwidthRanges, codePoint);
};
const isWide = (codePoint) => {
	if (codePoint >= wideFastPathStart && codePoint <= wideFastPathEnd) return true;
	if (codePoint < 4352 || codePoint > 262141) return false;
	return isInRange(wideRanges, codePoint);
};

// node_modules/get-east-asian-width/index.js
function validate(codePoint) {
	if (!Number.isSafeInteger(codePoint)) throw new TypeError(`Expected a code point, got \`${typeof codePoint}\`.`);
}
function eastAsianWidth(codePoint, { ambiguousAsWide = false } = {}) {
	validate(codePoint);
	if (isFullwidth(codePoint) || isWide(codePoint) || ambiguousAsWide && isAmbiguous(codePoint)) return 2;
	return 1;
}

// node_modules/emoji-regex/index.js
var require_emoji_regex = /* @__PURE__ */ require_rolldown_runtime.__commonJSMin(((exports, module) => {
	module.exports = () => {
		return /[#*0-9]\uFE0F?\u20E3|[\xA9\xAE\u203C\u2049\u2122\u2139\u2194-\u2199\u21A9\u21AA\u231A\u231B\u2328\u23CF\u23ED-\u23EF\u23F1\u23F2\u23F8-\u23FA\u24C2\u25AA\u25AB\u25B6\u25C0\u25FB\u25FC\u25FE\u2600-\u2604\u260E\u2611\u2614\u2615\u2618\u2620\u2622\u2623\u2626\u262A\u262E\u262F\u2638-\u263A\u2640\u2642\u2648-\u2653\u265F\u2660\u2663\u2665\u2666\u2668\u267B\u267E\u267F\u2692\u2694-\u2697\u2699\u269B\u269C\u26A0\u26A7\u26AA\u26B0\u26B1\u26BD\u26BE\u26C4\u26C8\u26CF\u26D1\u26E9\u26F0-\u26F5\u26F7\u26F8\u26FA\u2702\u2708\u2709\u270F\u2712\u2714\u2716\u271D\u2721\u2733\u2734\u2744\u2747\u2757\u2763\u27A1\u2934\u2935\u2B05-\u2B07\u2B1B\u2B1C\u2B55\u3030\u303D\u3297\u3299]\uFE0F?|[\u261D\u270C\u270D](?:\uD83C[\uDFFB-\uDFFF]|\uFE0F)?|[\u270A\u270B](?:\uD83C[\uDFFB-\uDFFF])?|[\u23E9-\u23EC\u23F0\u23F3\u25FD\u2693\u26A1\u26AB\u26C5\u26CE\u26D4\u26EA\u26FD\u2705\u2728\u274C\u274E\u2753-\u2755\u2795-\u2797\u27B0\u27BF\u2B50]|\u26D3\uFE0F?(?:\u200D\uD83D\uDCA5)?|\u26F9(?:\uD83C[\uDFFB-\uDFFF]|\uFE0F)?(?:\u200D[\u2640\u2642]\uFE0F?)?|\u2764\uFE0F?(?:\u200D(?:\uD83D\uDD25|\uD83E\uDE79))?|\uD83C(?:[\uDC04\uDD70\uDD71\uDD7E\uDD7F\uDE02\uDE37\uDF21\uDF24-\uDF2C\uDF36\uDF7D\uDF96\uDF97\uDF99-\uDF9B\uDF9E\uDF9F\uDFCD\uDFCE\uDFD4-\uDFDF\uDFF5\uDFF7]\uFE0F?|[\uDF85\uDFC2\uDFC7](?:\uD83C[\uDFFB-\uDFFF])?|[\uDFC4\uDFCA](?:\uD83C[\uDFFB-\uDFFF])?(?:\u200D[\u2640\u2642]\uFE0F?)?|[\uDFCB\uDFCC](?:\uD83C[\uDFFB-\uDFFF]|\uFE0F)?(?:\u200D[\u2640\u2642]\uFE0F?)?|[\uDCCF\uDD8E\uDD91-\uDD9A\uDE01\uDE1A\uDE2F\uDE32-\uDE36\uDE38-\uDE3A\uDE50\uDE51\uDF00-\uDF20\uDF2D-\uDF35\uDF37-\uDF43\uDF45-\uDF4A\uDF4C-\uDF7C\uDF7E-\uDF84\uDF86-\uDF93\uDFA0-\uDFC1\uDFC5\uDFC6\uDFC8\uDFC9\uDFCF-\uDFD3\uDFE0-\uDFF0\uDFF8-\uDFFF]|\uDDE6\uD83C[\uDDE8-\uDDEC\uDDEE\uDDF1\uDDF2\uDDF4\uDDF6-\uDDFA\uDDFC\uDDFD\uDDFF]|\uDDE7\uD83C[\uDDE6\uDDE7\uDDE9-\uDDEF\uDDF1-\uDDF4\uDDF6-\uDDF9\uDDFB\uDDFC\uDDFE\uDDFF]|\uDDE8\uD83C[\uDDE6\uDDE8\uDDE9\uDDEB-\uDDEE\uDDF0-\uDDF7\uDDFA-\uDDFF]|\uDDE9\uD83C[\uDDEA\uDDEC\uDDEF\uDDF0\uDDF2\uDDF4\uDDFF]|\uDDEA\uD83C[\uDDE6\uDDE8\uDDEA\uDDEC\uDDED\uDDF7-\uDDFA]|\uDDEB\uD83C[\uDDEE-\uDDF0\uDDF2\uDDF4\uDDF7]|\uDDEC\uD83C[\uDDE6\uDDE7\uDDE9-\uDDEE\uDDF1-\uDDF3\uDDF5-\uDDFA\uDDFC\uDDFE]|\uDDED\uD83C[\uDDF0\uDDF2\uDDF3\uDDF7\uDDF9\uDDFA]|\uDDEE\uD83C[\uDDE8-\uDDEA\uDDF1-\uDDF4\uDDF6-\uDDF9]|\uDDEF\uD83C[\uDDEA\uDDF2\uDDF4\uDDF5]|\uDDF0\uD83C[\uDDEA\uDDEC-\uDDEE\uDDF2\uDDF3\uDDF5\uDDF7\uDDFC\uDDFE\uDDFF]|\uDDF1\uD83C[\uDDE6-\uDDE8\uDDEE\uDDF0\uDDF7-\uDDFB\uDDFE]|\uDDF2\uD83C[\uDDE6\uDDE8-\uDDED\uDDF0-\uDDFF]|\uDDF3\uD83C[\uDDE6\uDDE8\uDDEA-\uDDEC\uDDEE\uDDF1\uDDF4\uDDF5\uDDF7\uDDFA\uDDFF]|\uDDF4\uD83C\uDDF2|\uDDF5\uD83C[\uDDE6\uDDEA-\uDDED\uDDF0-\uDDF3\uDDF7-\uDDF9\uDDFC\uDDFE]|\uDDF6\uD83C\uDDE6|\uDDF7\uD83C[\uDDEA\uDDF4\uDDF8\uDDFA\uDDFC]|\uDDF8\uD83C[\uDDE6-\uDDEA\uDDEC-\uDDF4\uDDF7-\uDDF9\uDDFB\uDDFD-\uDDFF]|\uDDF9\uD83C[\uDDE6\uDDE8\uDDE9\uDDEB-\uDDED\uDDEF-\uDDF4\uDDF7\uDDF9\uDDFB\uDDFC\uDDFF]|\uDDFA\uD83C[\uDDE6\uDDEC\uDDF2\uDDF3\uDDF8\uDDFE\uDDFF]|\uDDFB\uD83C[\uDDE6\uDDE8\uDDEA\uDDEC\uDDEE\uDDF3\uDDFA]|\uDDFC\uD83C[\uDDEB\uDDF8]|\uDDFD\uD83C\uDDF0|\uDDFE\uD83C[\uDDEA\uDDF9]|\uDDFF\uD83C[\uDDE6\uDDF2\uDDFC]|\uDF44(?:\u200D\uD83D\uDFEB)?|\uDF4B(?:\u200D\uD83D\uDFE9)?|\uDFC3(?:\uD83C[\uDFFB-\uDFFF])?(?:\u200D(?:[\u2640\u2642]\uFE0F?(?:\u200D\u27A1\uFE0F?)?|\u27A1\uFE0F?))?|\uDFF3\uFE0F?(?:\u200D(?:\u26A7\uFE0F?|\uD83C\uDF08))?|\uDFF4(?:\u200D\u2620\uFE0F?|\uDB40\uDC67\uDB40\uDC62\uDB40(?:\uDC65\uDB40\uDC6E\uDB40\uDC67|\uDC73\uDB40\uDC63\uDB40\uDC74|\uDC77\uDB40\uDC6C\uDB40\uDC73)\uDB40\uDC7F)?)|\uD83D(?:[\uDC3F\uDCFD\uDD49\uDD4A\uDD6F\uDD70\uDD73\uDD76-\uDD79\uDD87\uDD8A-\uDD8D\uDDA5\uDDA8\uDDB1\uDDB2\uDDBC\uDDC2-\uDDC4\uDDD1-\uDDD3\uDDDC-\uDDDE\uDDE1\uDDE3\uDDE8\uDDEF\uDDF3\uDDFA\uDECB\uDECD-\uDECF\uDEE0-\uDEE5\uDEE9\uDEF0\uDEF3]\uFE0F?|[\uDC42\uDC43\uDC46-\uDC50\uDC66\uDC67\uDC6B-\uDC6D\uDC72\uDC74-\uDC76\uDC78\uDC7C\uDC83\uDC85\uDC8F\uDC91\uDCAA\uDD7A\uDD95\uDD96\uDE4C\uDE4F\uDEC0\uDECC](?:\uD83C[\uDFFB-\uDFFF])?|[\uDC6E-\uDC71\uDC73\uDC77\uDC81\uDC82\uDC86\uDC87\uDE45-\uDE47\uDE4B\uDE4D\uDE4E\uDEA3\uDEB4\uDEB5](?:\uD83C[\uDFFB-\uDFFF])?(?:\u200D[\u2640\u2642]\uFE0F?)?|[\uDD74\uDD90](?:\uD83C[\uDFFB-\uDFFF]|\uFE0F)?|[\uDC00-\uDC07\uDC09-\uDC14\uDC16-\uDC25\uDC27-\uDC3A\uDC3C-\uDC3E\uDC40\uDC44\uDC45\uDC51-\uDC65\uDC6A\uDC79-\uDC7B\uDC7D-\uDC80\uDC84\uDC88-\uDC8E\uDC90\uDC92-\uDCA9\uDCAB-\uDCFC\uDCFF-\uDD3D\uDD4B-\uDD4E\uDD50-\uDD67\uDDA4\uDDFB-\uDE2D\uDE2F-\uDE34\uDE37-\uDE41\uDE43\uDE44\uDE48-\uDE4A\uDE80-\uDEA2\uDEA4-\uDEB3\uDEB7-\uDEBF\uDEC1-\uDEC5\uDED0-\uDED2\uDED5-\uDED8\uDEDC-\uDEDF\uDEEB\uDEEC\uDEF4-\uDEFC\uDFE0-\uDFEB\uDFF0]|\uDC08(?:\u200D\u2B1B)?|\uDC15(?:\u200D\uD83E\uDDBA)?|\uDC26(?:\u200D(?:\u2B1B|\uD83D\uDD25))?|\uDC3B(?:\u200D\u2744\uFE0F?)?|\uDC41\uFE0F?(?:\u200D\uD83D\uDDE8\uFE0F?)?|\uDC68(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:\uDC8B\u200D\uD83D)?\uDC68|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDC68\uDC69]\u200D\uD83D(?:\uDC66(?:\u200D\uD83D\uDC66)?|\uDC67(?:\u200D\uD83D[\uDC66\uDC67])?)|[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC66(?:\u200D\uD83D\uDC66)?|\uDC67(?:\u200D\uD83D[\uDC66\uDC67])?)|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3]))|\uD83C(?:\uDFFB(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:\uDC8B\u200D\uD83D)?\uDC68\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC68\uD83C[\uDFFC-\uDFFF])|\uD83E(?:[\uDD1D\uDEEF]\u200D\uD83D\uDC68\uD83C[\uDFFC-\uDFFF]|[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3])))?|\uDFFC(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:\uDC8B\u200D\uD83D)?\uDC68\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC68\uD83C[\uDFFB\uDFFD-\uDFFF])|\uD83E(?:[\uDD1D\uDEEF]\u200D\uD83D\uDC68\uD83C[\uDFFB\uDFFD-\uDFFF]|[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3])))?|\uDFFD(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:\uDC8B\u200D\uD83D)?\uDC68\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC68\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF])|\uD83E(?:[\uDD1D\uDEEF]\u200D\uD83D\uDC68\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF]|[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3])))?|\uDFFE(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:\uDC8B\u200D\uD83D)?\uDC68\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC68\uD83C[\uDFFB-\uDFFD\uDFFF])|\uD83E(?:[\uDD1D\uDEEF]\u200D\uD83D\uDC68\uD83C[\uDFFB-\uDFFD\uDFFF]|[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3])))?|\uDFFF(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:\uDC8B\u200D\uD83D)?\uDC68\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC68\uD83C[\uDFFB-\uDFFE])|\uD83E(?:[\uDD1D\uDEEF]\u200D\uD83D\uDC68\uD83C[\uDFFB-\uDFFE]|[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3])))?))?|\uDC69(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:\uDC8B\u200D\uD83D)?[\uDC68\uDC69]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC66(?:\u200D\uD83D\uDC66)?|\uDC67(?:\u200D\uD83D[\uDC66\uDC67])?|\uDC69\u200D\uD83D(?:\uDC66(?:\u200D\uD83D\uDC66)?|\uDC67(?:\u200D\uD83D[\uDC66\uDC67])?))|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3]))|\uD83C(?:\uDFFB(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:[\uDC68\uDC69]|\uDC8B\u200D\uD83D[\uDC68\uDC69])\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC69\uD83C[\uDFFC-\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3]|\uDD1D\u200D\uD83D[\uDC68\uDC69]\uD83C[\uDFFC-\uDFFF]|\uDEEF\u200D\uD83D\uDC69\uD83C[\uDFFC-\uDFFF])))?|\uDFFC(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:[\uDC68\uDC69]|\uDC8B\u200D\uD83D[\uDC68\uDC69])\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC69\uD83C[\uDFFB\uDFFD-\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3]|\uDD1D\u200D\uD83D[\uDC68\uDC69]\uD83C[\uDFFB\uDFFD-\uDFFF]|\uDEEF\u200D\uD83D\uDC69\uD83C[\uDFFB\uDFFD-\uDFFF])))?|\uDFFD(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:[\uDC68\uDC69]|\uDC8B\u200D\uD83D[\uDC68\uDC69])\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC69\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3]|\uDD1D\u200D\uD83D[\uDC68\uDC69]\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF]|\uDEEF\u200D\uD83D\uDC69\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF])))?|\uDFFE(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:[\uDC68\uDC69]|\uDC8B\u200D\uD83D[\uDC68\uDC69])\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC69\uD83C[\uDFFB-\uDFFD\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3]|\uDD1D\u200D\uD83D[\uDC68\uDC69]\uD83C[\uDFFB-\uDFFD\uDFFF]|\uDEEF\u200D\uD83D\uDC69\uD83C[\uDFFB-\uDFFD\uDFFF])))?|\uDFFF(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D\uD83D(?:[\uDC68\uDC69]|\uDC8B\u200D\uD83D[\uDC68\uDC69])\uD83C[\uDFFB-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83D\uDC69\uD83C[\uDFFB-\uDFFE])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3]|\uDD1D\u200D\uD83D[\uDC68\uDC69]\uD83C[\uDFFB-\uDFFE]|\uDEEF\u200D\uD83D\uDC69\uD83C[\uDFFB-\uDFFE])))?))?|\uDD75(?:\uD83C[\uDFFB-\uDFFF]|\uFE0F)?(?:\u200D[\u2640\u2642]\uFE0F?)?|\uDE2E(?:\u200D\uD83D\uDCA8)?|\uDE35(?:\u200D\uD83D\uDCAB)?|\uDE36(?:\u200D\uD83C\uDF2B\uFE0F?)?|\uDE42(?:\u200D[\u2194\u2195]\uFE0F?)?|\uDEB6(?:\uD83C[\uDFFB-\uDFFF])?(?:\u200D(?:[\u2640\u2642]\uFE0F?(?:\u200D\u27A1\uFE0F?)?|\u27A1\uFE0F?))?)|\uD83E(?:[\uDD0C\uDD0F\uDD18-\uDD1F\uDD30-\uDD34\uDD36\uDD77\uDDB5\uDDB6\uDDBB\uDDD2\uDDD3\uDDD5\uDEC3-\uDEC5\uDEF0\uDEF2-\uDEF8](?:\uD83C[\uDFFB-\uDFFF])?|[\uDD26\uDD35\uDD37-\uDD39\uDD3C-\uDD3E\uDDB8\uDDB9\uDDCD\uDDCF\uDDD4\uDDD6-\uDDDD](?:\uD83C[\uDFFB-\uDFFF])?(?:\u200D[\u2640\u2642]\uFE0F?)?|[\uDDDE\uDDDF](?:\u200D[\u2640\u2642]\uFE0F?)?|[\uDD0D\uDD0E\uDD10-\uDD17\uDD20-\uDD25\uDD27-\uDD2F\uDD3A\uDD3F-\uDD45\uDD47-\uDD76\uDD78-\uDDB4\uDDB7\uDDBA\uDDBC-\uDDCC\uDDD0\uDDE0-\uDDFF\uDE70-\uDE7C\uDE80-\uDE8A\uDE8E-\uDEC2\uDEC6\uDEC8\uDECD-\uDEDC\uDEDF-\uDEEA\uDEEF]|\uDDCE(?:\uD83C[\uDFFB-\uDFFF])?(?:\u200D(?:[\u2640\u2642]\uFE0F?(?:\u200D\u27A1\uFE0F?)?|\u27A1\uFE0F?))?|\uDDD1(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\uD83C[\uDF3E\uDF73\uDF7C\uDF84\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3\uDE70]|\uDD1D\u200D\uD83E\uDDD1|\uDDD1\u200D\uD83E\uDDD2(?:\u200D\uD83E\uDDD2)?|\uDDD2(?:\u200D\uD83E\uDDD2)?))|\uD83C(?:\uDFFB(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D(?:\uD83D\uDC8B\u200D)?\uD83E\uDDD1\uD83C[\uDFFC-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF84\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83E\uDDD1\uD83C[\uDFFC-\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3\uDE70]|\uDD1D\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFF]|\uDEEF\u200D\uD83E\uDDD1\uD83C[\uDFFC-\uDFFF])))?|\uDFFC(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D(?:\uD83D\uDC8B\u200D)?\uD83E\uDDD1\uD83C[\uDFFB\uDFFD-\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF84\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83E\uDDD1\uD83C[\uDFFB\uDFFD-\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3\uDE70]|\uDD1D\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFF]|\uDEEF\u200D\uD83E\uDDD1\uD83C[\uDFFB\uDFFD-\uDFFF])))?|\uDFFD(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D(?:\uD83D\uDC8B\u200D)?\uD83E\uDDD1\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF84\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83E\uDDD1\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3\uDE70]|\uDD1D\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFF]|\uDEEF\u200D\uD83E\uDDD1\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF])))?|\uDFFE(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D(?:\uD83D\uDC8B\u200D)?\uD83E\uDDD1\uD83C[\uDFFB-\uDFFD\uDFFF]|\uD83C[\uDF3E\uDF73\uDF7C\uDF84\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFD\uDFFF])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3\uDE70]|\uDD1D\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFF]|\uDEEF\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFD\uDFFF])))?|\uDFFF(?:\u200D(?:[\u2695\u2696\u2708]\uFE0F?|\u2764\uFE0F?\u200D(?:\uD83D\uDC8B\u200D)?\uD83E\uDDD1\uD83C[\uDFFB-\uDFFE]|\uD83C[\uDF3E\uDF73\uDF7C\uDF84\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D(?:[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uDC30\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFE])|\uD83E(?:[\uDDAF\uDDBC\uDDBD](?:\u200D\u27A1\uFE0F?)?|[\uDDB0-\uDDB3\uDE70]|\uDD1D\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFF]|\uDEEF\u200D\uD83E\uDDD1\uD83C[\uDFFB-\uDFFE])))?))?|\uDEF1(?:\uD83C(?:\uDFFB(?:\u200D\uD83E\uDEF2\uD83C[\uDFFC-\uDFFF])?|\uDFFC(?:\u200D\uD83E\uDEF2\uD83C[\uDFFB\uDFFD-\uDFFF])?|\uDFFD(?:\u200D\uD83E\uDEF2\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF])?|\uDFFE(?:\u200D\uD83E\uDEF2\uD83C[\uDFFB-\uDFFD\uDFFF])?|\uDFFF(?:\u200D\uD83E\uDEF2\uD83C[\uDFFB-\uDFFE])?))?)/g;
	};
}));

// node_modules/string-width/index.js
var import_emoji_regex = /* @__PURE__ */ require_rolldown_runtime.__toESM(require_emoji_regex(), 1);
const segmenter = new Intl.Segmenter();
const defaultIgnorableCodePointRegex = /^\p{Default_Ignorable_Code_Point}$/u;
function stringWidth(string, options = {}) {
	if (typeof string !== "string" || string.length === 0) return 0;
	const { ambiguousIsNarrow = true, countAnsiEscapeCodes = false } = options;
	if (!countAnsiEscapeCodes) string = stripAnsi(string);
	if (string.length === 0) return 0;
	let width = 0;
	const eastAsianWidthOptions = { ambiguousAsWide: !ambiguousIsNarrow };
	for (const { segment: character } of segmenter.segment(string)) {
		const codePoint = character.codePointAt(0);
		if (codePoint <= 31 || codePoint >= 127 && codePoint <= 159) continue;
		if (codePoint >= 8203 && codePoint <= 8207 || codePoint === 65279) continue;
		if (codePoint >= 768 && codePoint <= 879 || codePoint >= 6832 && codePoint <= 6911 || codePoint >= 7616 && codePoint <= 7679 || codePoint >= 8400 && codePoint <= 8447 || codePoint >= 65056 && codePoint <= 65071) continue;
		if (codePoint >= 55296 && codePoint <= 57343) continue;
		if (codePoint >= 65024 && codePoint <= 65039) continue;
		if (defaultIgnorableCodePointRegex.test(character)) continue;
		if ((0, import_emoji_regex.default)().test(character)) {
			width += 2;
			continue;
		}
		width += eastAsianWidth(codePoint, eastAsianWidthOptions);
	}
	return width;
}

// src/core/diagnostics/diagnostic.ts
const warnings = /* @__PURE__ */ new Set([
	"csv-inactive",
	"csv-no-mailbox",
	"file-not-included",
	"include-matches-nothing",
	"invisible-character",
	"likely-misspelling",
	"lookalike-address",
	"lookalike-domain",
	"member-in-two-files",
	"more-warnings",
	"name-as-id",
	"no-mailbox",
	"repeated-name",
	"same-person",
	"state-torn-line"
]);
/** Returns the severity of a diagnostic. An error rejects the file; a warning asks the user to check it. */
function severityOf(code) {
	return warnings.has(code) ? "warning" : "error";
}
/** Returns the value if no diagnostic is an error, otherwise all diagnostics. */
function toResult(value, diagnostics) {
	return diagnostics.some((one) => severityOf(one.code) === "error") ? {
		ok: false,
		problem: diagnostics
	} : {
		ok: true,
		value: value(),
		warnings: diagnostics
	};
}

// src/render/text/plural.ts
/** Formats a number with its noun: `1 person`, `1,200 people`. */
function pluralize(number, one, many = `${one}s`.replace(/persons$/, "people")) {
	return `${formatNumber(number)} ${number === 1 ? one : many}`;
}
/** Joins items into a list: `a`, `a and b`, `a, b, and c`. */
function formatList(items, conjunction = "and") {
	if (items.length < 3) return items.join(` ${conjunction} `);
	return `${items.slice(0, -1).join(", ")}, ${conjunction} ${items.at(-1)}`;
}
/** Lists the first items, and the number of the others: `a, b, c, and 4 more`. */
function formatFirst(items, max) {
	const rest = items.length - max;
	return formatList(rest > 0 ? [...items.slice(0, max), `${formatNumber(rest)} more`] : items);
}
/** Makes the first letter uppercase, for the beginning of a sentence. */
function capitalize(text) {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
/** Adds commas between thousands. The first call of `toLocaleString` would take a fifth of the time that Node needs to start. */
function formatNumber(number) {
	return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

// src/render/text/style.ts
/** No colors and no links, for files, pipes, and logs. */
const plainStyle = createStyle({
	colors: false,
	links: false
});
/** Creates a style with or without colors and links. */
function createStyle({ colors, links }) {
	return {
		...import_picocolors.default.createColors(colors),
		link: links ? linkTo : (text) => text
	};
}
/** Returns a link as an OSC 8 escape sequence, the form that most terminals support: the URL, the text, and the end of the link. */
function linkTo(text, url) {
	return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}

// src/render/diagnostics/counts.ts
/** Counts diagnostics by severity. */
function countDiagnostics(diagnostics) {
	const counts = {
		errors: 0,
		warnings: 0,
		isComplete: true
	};
	for (const one of diagnostics) {
		counts[severityOf(one.code) === "error" ? "errors" : "warnings"] += isRest(one) ? one.details.atLeast : 1;
		counts.isComplete &&= !isRest(one);
	}
	return counts;
}
/** Whether a diagnostic stands for those that aren't listed. Its location is that of the last one that is. */
function isRest(one) {
	return one.code === "more-errors" || one.code === "more-warnings";
}

// src/render/text/file-problem.ts
/** Returns why a file can't be read, and what to do about it, without a period at the end. */
function describeFileProblem(problem) {
	const { path } = problem;
	switch (problem.kind) {
		case "link": return `${path} is a symbolic link to ${ellipsize(problem.target)}; Rollcall reads only regular files and doesn't follow links. Replace the link with the file or folder itself`;
		case "folder": return `${path} is a folder, but Rollcall expects a regular file here. Rename the folder, or use another file`;
		case "submodule": return `${path} is a git submodule; Rollcall reads only the files of the repository itself. Move the files into the repository, or narrow the pattern under include`;
		case "special": return `${path} is a pipe, a socket, or a device; Rollcall reads only regular files. Replace it with a regular file`;
		case "changed-on-checkout": return changedOnCheckoutText(path, problem.attributes);
	}
}
function changedOnCheckoutText(path, attributes) {
	const set = formatList(attributes);
	const line = [path.split(/[\\/]/).at(-1), ...attributes.map((attribute) => `!${attribute}`)].join(" ");
	return `git changes ${path} on checkout because of the ${attributes.length === 1 ? "attribute" : "attributes"} ${set}, so this text may differ from what the Action reads. Remove the attribute, for example with the line "${line}" in .gitattributes in the same folder, and check the file out again`;
}

// src/render/diagnostics/phrases.ts
/** Returns the end of a message that suggests a name or a value. */
function didYouMean(suggestion) {
	return `Did you mean ${suggestion}?`;
}
/** Returns a value in double quotes. */
function quote$2(value) {
	return `"${value}"`;
}

// src/render/diagnostics/address-messages.ts
/** Returns why a value isn't an email address, and how to fix it. */
function invalidAddress(details) {
	const { value, problem, suggestion } = details;
	if (problem === "empty") return addressWords.empty;
	if (problem === "separator" && value.split("@").length < 3 && !suggestion) return `Invalid email address "${ellipsize(value)}". It has a comma or a semicolon. Correct it.`;
	if (problem === "domain-changed" && suggestion) return `Invalid email address "${value}". ${addressWords[problem]} ${didYouMean(suggestion)}`;
	const fix = suggestion ? `Write only the address: ${suggestion}.` : addressWords[problem];
	return `Invalid email address "${ellipsize(value)}". ${fix}`;
}
const addressWords = {
	empty: "The email address is empty.",
	separator: "Tally splits at commas and semicolons. Add one entry for each person.",
	"white-space": "Remove the whitespace in it.",
	"no-at": "The @ is missing.",
	"two-ats": "It has more than one @.",
	quoted: "Quotation marks aren't supported.",
	"local-empty": "The part before @ is missing.",
	"local-characters": "The part before @ contains a character that isn't allowed. Allowed: ASCII letters, digits, periods, and !#$%&'*+-/=?^_`{|}~",
	"local-dots": "The part before @ starts or ends with a period, or has two in a row.",
	"local-too-long": "The part before @ has more than 64 characters.",
	"domain-empty": "The domain after @ is missing.",
	"address-literal": "The part after @ must be a domain, not an IP address.",
	"domain-one-label": "The domain must have at least two parts, as in example.com.",
	"domain-characters": "The domain can contain only letters, digits, hyphens, and periods.",
	"domain-changed": "The domain has a character that mail programs would drop or replace.",
	"domain-label": "A part of the domain is empty, has more than 63 characters, or starts or ends with a hyphen.",
	"domain-idna": "The domain isn't a valid internationalized domain name.",
	"too-long": "It has more than 254 characters."
};

// src/render/diagnostics/csv-messages.ts
/** The messages for CSV files. */
const csvMessages = {
	"csv-syntax": ({ problem }) => `${syntaxWords[problem]} The rest of the file wasn't read.`,
	"csv-header": headerText,
	"csv-cells": ({ cells, columns, delimiter }) => `The line has ${pluralize(cells, "cell")}, but the header has ${columns}. If a cell contains a ${delimiterWords[delimiter]}, put the cell in quotation marks.`,
	"csv-workspace": ({ name, ...found }) => unknownWorkspaceText(name, found),
	"csv-no-workspace": () => "This line has no workspace. Add one, or set one for all such lines with --workspace NAME.",
	"csv-inactive": ({ people }) => `${pluralize(people.length, "person")} ${people.length === 1 ? "isn't active and was" : "aren't active and were"} left out: ${shortened$1(people)}. To include them, pass --include-inactive.`,
	"csv-no-mailbox": ({ people }) => `${pluralize(people.length, "person")} ${people.length === 1 ? "has no email address and was" : "have no email address and were"} left out: ${shortened$1(people)}. A sign-in name isn't always a mailbox. To include them, add their email addresses to the file.`,
	"csv-nobody": () => "The file has nobody to import. Check whether it is the right file, and whether the export is complete."
};
/** Returns why a name doesn't identify a workspace in Tally, and how to fix it. */
function unknownWorkspaceText(name, found) {
	if (found.found === "several") return `Tally has ${pluralize(found.ids.length, "workspace")} named "${name}". Use the ID of one: ${formatList(found.ids, "or")}.`;
	return `Unknown workspace "${name}". ${found.suggestion === void 0 ? `Use the name or ID of one of these: ${formatFirst(found.names.map(quote$1), maxNamesListed)}.` : `Did you mean "${found.suggestion}"?`}`;
}
const syntaxWords = {
	"unclosed-quote": "This quotation mark is never closed.",
	"stray-quote": "Quotation mark inside an unquoted cell. Put the whole cell in quotation marks, and double those inside it."
};
const delimiterWords = {
	",": "comma",
	";": "semicolon",
	"	": "tab"
};
function headerText(details) {
	switch (details.problem) {
		case "empty": return "The file is empty. Its first line must name the columns: email,workspaces,name,expires.";
		case "no-email": return `No email column found. ${emailColumnHint(details.addressColumns)}`;
		case "no-header": return `This line has an email address, so it isn't a header. ${headerHint(details.headerLine)}`;
		case "no-column": return `No column named ${quote$1(details.name)}. ${emailColumnHint(details.addressColumns)}`;
		case "no-workspaces": return "No workspaces column found. Add one, or set a workspace for everyone with --workspace NAME.";
		case "twice": return `The column ${details.kind} appears twice. Keep one.`;
	}
}
function headerHint(line) {
	return line === void 0 ? "Add a line above it that names the columns: email,workspaces,name,expires." : `The header seems to be on line ${line}. If so, remove the lines above it.`;
}
function emailColumnHint(columns) {
	const [first] = columns;
	if (first === void 0) return "No column contains email addresses. Name the columns in the first line, and one of them email.";
	return columns.length === 1 ? `To use the column with email addresses, pass --email-column ${quote$1(first)}.` : `Columns with email addresses: ${formatFirst(columns.map(quote$1), maxNamesListed)}. Choose one with --email-column NAME.`;
}
const maxNamesListed = 20;
const maxLabelLength = 120;
function shortened$1(people) {
	return formatFirst(people.map((label) => ellipsize(label, maxLabelLength)), maxNamesListed);
}
function quote$1(name) {
	return `"${ellipsize(name, maxLabelLength)}"`;
}

// src/render/diagnostics/name-messages.ts
/** Returns what to do about a key that is in a mapping twice. */
function duplicateKey({ key, cause }) {
	return `Duplicate key "${ellipsize(key)}". ${cause === void 0 ? "Keep one." : duplicateCauses[cause]}`;
}
const duplicateCauses = {
	"no-dash": "If a new entry starts here, put \"- \" before it. Otherwise, keep one.",
	misplaced: "Keep one, or fix the indentation if this one belongs elsewhere."
};
/** Returns why a key isn't valid in a mapping, and what is. */
function unknownKey({ key, known, suggestion, home }) {
	if (home) return `${key} belongs ${homeWords[home]}. Move it there, or fix its indentation.`;
	const fix = suggestion ? didYouMean(quote$2(suggestion)) : `Valid keys here: ${formatList(known)}.`;
	return `Unknown key "${ellipsize(key)}". ${fix}`;
}
const homeWords = {
	top: "at the top level of the file",
	member: "in an entry of members",
	settings: "under settings",
	workspaces: "under workspaces",
	groups: "under groups"
};
/** Returns why a name isn't a workspace, and how to fix it. */
function unknownWorkspace(details) {
	const { name, suggestion, isGroup, isInGroup, idOf } = details;
	if (isGroup && isInGroup) return `"${name}" is a group, and a group can't contain other groups. List its workspaces instead.`;
	if (isGroup) return `"${name}" is a group, not a workspace. Put it under groups.`;
	if (idOf !== void 0) return `${name} is the ID of a workspace. Use the name of the workspace: ${idOf}.`;
	const fix = suggestion ? didYouMean(quote$2(suggestion)) : "Declare it under workspaces.";
	return `Unknown workspace "${ellipsize(name)}". ${fix}`;
}
/** Returns why a name isn't a group, and how to fix it. */
function unknownGroup(details) {
	const { name, suggestion, isWorkspace, idOf } = details;
	if (isWorkspace) return `"${name}" is a workspace, not a group. Put it under workspaces.`;
	if (idOf !== void 0) return `${name} is the ID of a workspace, not a group. Put the name of the workspace under workspaces: ${idOf}.`;
	const fix = suggestion ? didYouMean(quote$2(suggestion)) : "Declare it under groups.";
	return `Unknown group "${ellipsize(name)}". ${fix}`;
}

// src/render/diagnostics/shorten-texts.ts
/**
* Shortens each text in the details of a diagnostic. An alias can use one text of a megabyte a thousand times, and a longer
* text than anyone means would hide the rest of the sentence.
*/
function shortenTexts(details) {
	return shortened(details);
}
function shortened(value) {
	if (typeof value === "string") return ellipsize(value);
	if (Array.isArray(value)) return value.map(shortened);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shortened(inner)]));
}

// src/render/diagnostics/syntax-messages.ts
/** Returns why a text isn't valid YAML, and how to fix it. */
function syntaxText(problem) {
	switch (problem.problem) {
		case "merge-conflict": return `This line is a merge conflict marker. Keep the lines that you want from both sides, and delete the ${markers(problem.lines)}.`;
		case "code-fence": return "Three backticks mark code in Markdown, but aren't YAML. Delete this line.";
		case "tab": return "YAML doesn't allow tabs in indentation. Replace this tab with spaces.";
		case "odd-space": return oddSpaceText(problem.codePoint, problem.after);
		case "no-space": return `A space is missing after ${quote(problem.after)}, so YAML reads the line as text. Add the space.`;
		case "no-colon": return `${quote(problem.text)} isn't a key with a value. Write it as key: value, with a colon and a space.`;
		case "no-dash": return "This line is in a list but has no dash. Start it with \"- \".";
		case "no-comma": return "A comma is missing here. Separate the entries in brackets or braces with commas.";
		case "extra-comma": return "This comma doesn't separate anything. Delete it.";
		case "unclosed": return `This ${problem.open} is never closed. Add ${problem.close} at the end of line ${problem.line}.`;
		case "unopened": return `This ${problem.close} doesn't close anything. Delete it, or add the ${opening[problem.close]} before it.`;
		case "mismatched": return `This ${problem.found} can't close ${problem.open}. Write ${problem.close} instead.`;
		case "indentation": return indentationText(problem);
		case "colon-in-value": return colonText(problem);
		case "special-start": return `A value that starts with ${problem.character} must be in quotes. ${write(problem.quoted)}`;
		case "curly-quotes": return `YAML doesn't read curly quotation marks as quotes. ${write(problem.quoted)}`;
		case "text-after-quote": return `Text follows the closing quotation mark. ${problem.quoted === void 0 ? "Check that each value has the same mark at its start and its end." : `Put the whole value in quotes that aren't in it: ${ellipsize(problem.quoted)}.`}`;
		case "text-after-bracket": return `Text follows the closing ${problem.close}. If the value is text, put it in quotes: ${ellipsize(problem.quoted)}.`;
		case "list-after-key": return `A list can't start on the line of its key. Start it on the next line. If the value is text, write ${ellipsize(problem.quoted)}.`;
		case "escape": return `${problem.escape} isn't an escape that YAML knows. Write \\\\ for a backslash, or put the value in single quotes.`;
		case "other": return `This isn't valid YAML (${problem.code}). Check the indentation, colons, brackets, and quotation marks here and in the line above.`;
	}
}
const opening = {
	"]": "[",
	"}": "{"
};
const maxLines = 9;
function markers(lines) {
	if (lines.length === 1) return "marker";
	const shown = lines.slice(0, maxLines).map(String);
	return `markers (lines ${formatList(lines.length > maxLines ? [...shown, "more"] : shown)})`;
}
const spaceNames = /* @__PURE__ */ new Map([
	[160, "no-break space"],
	[8239, "narrow no-break space"],
	[12288, "ideographic space"]
]);
function oddSpaceText(codePoint, after) {
	const name = `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")} (${spaceNames.get(codePoint) ?? "special space"})`;
	return `${after === void 0 ? `This line is indented with ${name}.` : `${quote(after)} is followed by ${name}.`} YAML doesn't read it as a space. Replace it with a normal space.`;
}
function indentationText({ spaces, of, expected }) {
	const what = spaces === 0 ? "This line isn't indented." : `This line is indented by ${pluralize(spaces, "space")}.`;
	if (expected.length === 0) return `${what} That matches none of the lines above. Line it up with the ${of === "key" ? "keys" : "list items"} that it belongs to.`;
	return `${what} Use ${expected.map((one) => `${one.spaces === 0 ? "no spaces" : pluralize(one.spaces, "space")} to line it up with the ${of} in line ${one.line}`).join(", or ")}.`;
}
function colonText({ quoted, key }) {
	const what = "YAML reads the colon in this value as the end of a key.";
	return key === void 0 ? `${what} ${write(quoted)}` : `${what} If ${key} is a key, put it on its own line. Otherwise, write ${ellipsize(quoted)}.`;
}
function write(text) {
	return `Write ${ellipsize(text)}.`;
}
function quote(text) {
	return text.startsWith("\"") ? ellipsize(text) : `"${ellipsize(text)}"`;
}

// src/render/diagnostics/type-messages.ts
const typeWords = {
	string: "a string",
	integer: "a whole number",
	"integer or string": "a whole number, or a percentage such as 25%",
	array: "a list",
	object: "a mapping of keys to values",
	null: "empty",
	number: "a number",
	fraction: "a decimal number",
	boolean: "true or false"
};
/** How to write a date. */
const dateForm = "Write it as YYYY-MM-DD, such as 2027-01-31.";
/** Returns why a value has the wrong type, and how to write it. */
function wrongType({ key, expected, found, made, hint }) {
	const name = key === "" ? "The file" : key;
	const subject = `${name} must be ${typeWords[expected] ?? expected}`;
	const what = `${subject}, but this is ${typeWords[found] ?? "a string"}.`;
	if (hint) return hintText(name, what, hint);
	if (made === void 0 && found === "null") return `${name} is empty. Add a value${required.has(key) ? "" : ", or delete it"}.`;
	if (made === void 0 && expected === "array" && found === "string") return `${what} Put the names in brackets, separated by commas.`;
	if (made === void 0) return what;
	return `${subject}, but YAML reads this value as ${found === "number" || found === "fraction" ? "the number " : ""}${made}. ${key === "expires" || key === "resend" ? dateForm : "Put it in quotes."}`;
}
const required = /* @__PURE__ */ new Set(["organization", "email"]);
const emptyCauses = {
	comment: "# starts a comment",
	anchor: "& starts a YAML anchor"
};
function hintText(name, what, hint) {
	switch (hint.hint) {
		case "write": return `${what} Write it as ${hint.text}.`;
		case "comment":
		case "anchor": return `${name} is empty, because ${emptyCauses[hint.hint]}. If it is text, put it in quotes: ${hint.quoted}.`;
		case "member": return memberText(hint.email, hint.others);
		case "member-each": return `${what} Write an entry for each person, such as - { email: ${hint.email ?? "ada@example.com"}, workspaces: [NAME] }.`;
		case "name-each": return `${what} Write a name of your choice for each, such as ${hint.example}.`;
		case "one-member-each": return "A member has one email address. Add an entry for each person.";
		case "add-dashes": return `${what} Start each entry with a dash and a space.`;
		case "remove-dashes": return `${what} Delete the dashes, and line up the keys.`;
		case "no-members": return "members is empty. List the members below it, or write members: [] if there are none.";
	}
}
function memberText(email, others) {
	return `${others === 0 ? "This entry of members is only text." : `This entry of members is only text, and so ${others === 1 ? "is the next one" : `are the next ${formatNumber(others)}`}.`} Write it with keys: { email: ${email ?? "ada@example.com"}, workspaces: [NAME] }.`;
}

// src/render/diagnostics/messages.ts
const samePersonReasons = {
	"plus-tag": "only the part after the plus sign differs",
	dots: "Gmail ignores dots",
	name: "both have the same name"
};
/** The message of each kind of diagnostic: what is wrong and how to fix it. */
const words = {
	"file-too-large": ({ bytes, limit }) => `The file has ${pluralize(bytes, "byte")}, but the maximum is ${pluralize(limit, "byte")}. Split it into several files with include.`,
	"files-too-large": ({ limit }) => `This file brings the total size of all files above the maximum of ${pluralize(limit, "byte")}. Check whether you need every file.`,
	"not-utf8": ({ looksLike }) => looksLike === void 0 ? "The file isn't valid UTF-8. Save it as UTF-8." : formatWords[looksLike],
	"control-character": ({ codePoint }) => `Control character ${codePointName(codePoint)} isn't allowed in YAML. Delete it.`,
	"reordering-character": ({ codePoint }) => `Bidirectional control character ${codePointName(codePoint)} makes text look different from what Rollcall reads. Delete it.`,
	"invisible-character": ({ codePoint }) => `Invisible character ${codePointName(codePoint)}. Delete it if it isn't intentional.`,
	"empty-file": ({ kind }) => kind === "main" ? "The file is empty. Add organization, workspaces, and members, or delete the file and run rollcall init." : "The file is empty. Add members, write members: [] if there are none, or delete the file.",
	"yaml-syntax": syntaxText,
	"yaml-documents": () => "A second YAML document starts here. Put everything in one document.",
	"yaml-directive": ({ directive }) => `${directive} isn't supported. Rollcall reads the file as YAML 1.2. Delete this line.`,
	"yaml-tag": ({ tag }) => `YAML reads ${tag} as a tag, and tags aren't supported. If it is text, put the whole value in quotes.`,
	"yaml-depth": ({ limit }) => `Lists and mappings are nested more than ${limit} levels deep. Reduce the nesting.`,
	"yaml-tokens": ({ limit }) => `The file has more than ${pluralize(limit, "YAML token")} (keys, values, brackets, spaces, and line breaks), the maximum for files with anchors, tags, or text of several lines. Do without these, or split the file with include.`,
	"yaml-key": () => "Keys must be strings. Put this key in quotes.",
	"yaml-alias": ({ problem, name }) => aliasWords[problem](name),
	"duplicate-key": duplicateKey,
	"merge-key": () => "Merge keys (<<) aren't supported. Write the keys out. To give several members the same workspaces, use a group.",
	"unknown-key": unknownKey,
	"key-of-main-file": ({ key }) => `${key} belongs in the main file. Included files can contain only members and groups.`,
	"missing-key": ({ key }) => `${key} is missing.${missing[key] ?? ""}`,
	"wrong-type": wrongType,
	"wrong-value": ({ key, rule, suggestion }) => {
		const fix = rule.rule === "id" ? " Copy the ID from its URL in Tally." : "";
		return `${key} ${ruleWords(rule)}.${suggestion ? ` ${didYouMean(quote$2(suggestion))}` : fix}`;
	},
	"empty-list": ({ key }) => `"${key}" is empty. Add at least one entry, or delete the key.`,
	placeholder: ({ key, value }) => `${value} is a placeholder from rollcall init. Replace it with the ID of ${key === "organization" ? "your Tally organization" : "a Tally workspace"}, which appears in its URL.`,
	"name-as-id": ({ id }) => `${id} is the name of a workspace, and is used as an ID here. Check that it is the ID in the URL of the workspace in Tally.`,
	"invalid-date": ({ value, suggestion }) => `Invalid date "${value}". ${suggestion ? `Write it as ${suggestion}.` : dateForm}`,
	"invalid-address": invalidAddress,
	"invalid-domain": ({ value }) => `Invalid domain "${value}". Write it like example.com.`,
	"domain-not-allowed": ({ domain, allowed, omitted, suggestion }) => `${domain} isn't in settings.allowedDomains (${listOf(allowed, omitted)}). ${suggestion ? didYouMean(suggestion) : "Correct the address, or add the domain to the list."}`,
	"likely-misspelling": ({ domain, suggestion }) => `${domain} looks like a typo. ${didYouMean(suggestion)}`,
	"no-mailbox": ({ email }) => `${email} is a sign-in name that probably receives no email. Write the person's email address.`,
	"lookalike-domain": ({ domain, ascii, like }) => {
		const what = like === void 0 ? "mixes letters of two alphabets" : `looks like ${like} but is a different domain`;
		return `${domain}${ascii === domain ? "" : ` (${ascii})`} ${what}. Check that it is correct.`;
	},
	"lookalike-address": ({ email, like }) => `${email} looks like ${like} but is a different address. Check that both are correct.`,
	"same-person": ({ email, other, because }) => `${email} and ${other} might be the same person: ${samePersonReasons[because]}. If so, keep one entry, with the other address under previously.`,
	"duplicate-member": ({ email }) => `${email} is listed twice. Merge the two entries.`,
	"member-in-two-files": ({ email }) => `${email} is listed in two files and gets the access of both entries. Check that this is intended.`,
	"previous-address-in-use": ({ email, of }) => email === of ? `${email} is the current address of this member. Delete it from previously.` : `${email} is also a member, so it can't be a previous address of ${of}. Delete it here, or delete the other entry.`,
	"duplicate-previous-address": ({ email, of }) => `${email} is already a previous address of ${of}. Keep it in one place.`,
	"member-without-workspaces": () => "Member has no workspaces or groups. Add at least one.",
	"too-many-grants": ({ limit }) => `With this member, the members have more than ${pluralize(limit, "workspace")} in total, the maximum for files of this size. Give them smaller groups.`,
	"unknown-workspace": unknownWorkspace,
	"unknown-group": unknownGroup,
	"workspace-not-shown": ({ id, suggestion }) => `Workspace ${id} not found in Tally. ${suggestion ? didYouMean(suggestion) : "Correct the ID (it appears in the workspace URL), or use an API key whose user can see the workspace."}`,
	"email-rejected": ({ address, problem }) => `Tally rejected ${address}${problem === "" ? "" : ` (${problem})`}. Correct the address. Rollcall won't retry it until you change the entry, set resend to a later date, or run rollcall state forget.`,
	"duplicate-workspace-id": ({ id, first }) => `Workspace "${first}" already has the ID ${id}. Give each workspace one name.`,
	"duplicate-group": ({ name }) => `Group "${name}" is defined twice. Keep one definition.`,
	"repeated-name": ({ name }) => `"${name}" is listed twice. Keep one.`,
	"include-leaves-folder": ({ pattern }) => `${pattern} points outside the folder of the main file. Include only files in that folder.`,
	"include-too-complex": ({ pattern }) => `${pattern} is too complex to match. Use fewer *, **, and {\u2026}, and no parentheses, |, or repeated groups.`,
	"include-too-many": ({ limit }) => `include can have at most ${limit} patterns. Match several files with one pattern, such as teams/*.yaml.`,
	"include-matches-nothing": ({ pattern }) => `${pattern} doesn't match any files. Check the pattern.`,
	"file-not-included": ({ others, pattern }) => {
		return `This file${others > 0 ? `, and ${pluralize(others, "other file")} in its folder,` : ""} lists members or groups but isn't part of the configuration. To include it, add ${pattern} to include.`;
	},
	"include-not-found": ({ path }) => `${path} not found. Without this file, its members would lose access. Correct the path, or remove it from include.`,
	"not-regular-file": (problem) => `${describeFileProblem(problem)}.`,
	"changed-on-checkout": (problem) => `${describeFileProblem(problem)}.`,
	"no-main-file": ({ folder }) => `No file in ${folder} sets organization. Add organization and workspaces to one of its .yaml files.`,
	"two-main-files": () => "A second file sets organization. Keep organization, workspaces, and settings in one file.",
	"state-empty": () => "The state file is empty. Restore it from git. If nothing was ever sent, delete the file.",
	"state-header": () => "This isn't a Rollcall state file. Restore it from git, or pass the right file with --state.",
	"state-too-new": ({ version, supported }) => `The state file has format ${version}, but this version of Rollcall supports only format ${supported}. Nothing was changed. Update Rollcall.`,
	"state-organization": ({ recorded, configured }) => `The state file is for organization ${recorded}, but members.yaml is for ${configured}. Pass the right state file with --state.`,
	"state-line": ({ problem }) => stateLineWords[problem],
	"state-torn-line": ({ characters }) => `The last line is incomplete (${pluralize(characters, "character")}), so it was ignored. The process that wrote it was interrupted.`,
	...csvMessages,
	"more-errors": ({ atLeast }) => `At least ${pluralize(atLeast, "more error isn't", "more errors aren't")} listed. Fix the listed ones first.`,
	"more-warnings": ({ atLeast }) => `At least ${pluralize(atLeast, "more warning isn't", "more warnings aren't")} listed.`
};
/** The first of many names, and the number of the others. */
function listOf(names, omitted) {
	return formatList(omitted > 0 ? [...names, pluralize(omitted, "more", "more")] : names);
}
function codePointName(codePoint) {
	return `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
}
const formatWords = {
	"UTF-16": "The file is encoded as UTF-16. Save it as UTF-8.",
	"UTF-16LE": "The file is encoded as UTF-16LE, without a byte order mark. Save it as UTF-8.",
	"UTF-16BE": "The file is encoded as UTF-16BE, without a byte order mark. Save it as UTF-8.",
	"Excel workbook": "This is an Excel workbook. Save it as CSV UTF-8.",
	"ZIP archive": "This is a ZIP archive. Extract the file from it. If it is a spreadsheet, save it as CSV UTF-8."
};
const missing = {
	organization: " Add the ID of the Tally organization, such as kwob3J.",
	workspaces: " Add a name and the ID of each Tally workspace, such as workspaces: { marketing: wLDNPp }.",
	members: " If there are none, write members: [].",
	email: " Add an email address to every member."
};
const aliasWords = {
	undefined: (name) => `Unknown alias *${name}. Define the anchor &${name} before it. If it is text, put it in quotes.`,
	recursive: (name) => `Alias *${name} is inside its own anchor. Delete the alias.`,
	"too-large": (name) => `The aliases up to *${name} expand to too many values. Write out the lists, or use groups.`
};
const stateLineWords = {
	"not-json": "This line of the state file isn't valid JSON. Restore it from git.",
	"merge-conflict": "The state file has an unresolved merge conflict. Keep the lines of both sides, and delete the markers.",
	"unknown-event": "This line of the state file has an unknown event. If a newer version of Rollcall wrote it, update Rollcall.",
	"wrong-shape": "This line of the state file isn't a valid event. Restore it from git.",
	"second-header": "Second header found: two state files were concatenated. Keep the header that the branch had first.",
	"call-repeated": "An earlier call has the same ID. Delete the copy.",
	"call-unknown": "This outcome doesn't belong to any earlier call. Restore the missing lines from git."
};
function ruleWords(rule) {
	switch (rule.rule) {
		case "one-of": return `must be ${formatList(rule.allowed.map(quote$2), "or")}`;
		case "at-least": return `must be at least ${rule.limit}`;
		case "at-most": return `must be at most ${rule.limit}`;
		case "longest": return `must have at most ${pluralize(rule.limit, "character")}`;
		case "not-empty": return "must not be empty";
		case "id": return "must be an ID: 1 to 64 letters, digits, hyphens, and underscores";
		case "name": return "contains an invalid name. Names have 1 to 100 characters, no control characters, and no spaces at the start or end";
		case "share": return "must be a number of people, or a percentage from 0% to 100%";
	}
}
/** Returns the message of a diagnostic, without its location. It may contain text from the file, so escape it. */
function sentenceOf(diagnostic) {
	const sentence = words[diagnostic.code];
	return sentence(shortenTexts(diagnostic.details));
}
/** Returns the label of a diagnostic's related location. */
function relatedLabel(code) {
	return listings.has(code) ? "first listed here" : "first defined here";
}
const listings = /* @__PURE__ */ new Set([
	"duplicate-member",
	"duplicate-previous-address",
	"lookalike-address",
	"member-in-two-files",
	"previous-address-in-use",
	"repeated-name",
	"same-person"
]);

// src/render/diagnostics/json.ts
/** The URL of the documentation, in the repository from which the example workflows use the Action. */
const documents = "https://github.com/rollcall-dev/rollcall/blob/main/docs";
/** Returns the URL of the documentation about a kind of diagnostic. Nothing in it comes from a file. */
function diagnosticUrl(code) {
	return `${documents}/diagnostics.md#${code}`;
}

// src/render/diagnostics/text.ts
const maxExcerptWidth = 100;
/** Formats diagnostics for people: location, message, and code, the source line with a marker, and the related location, if any. */
function renderDiagnostics(diagnostics, texts, style) {
	return renderEachDiagnostic(diagnostics, texts, style).join("");
}
/** Formats diagnostics for people, each as a separate text. */
function renderEachDiagnostic(diagnostics, texts, style) {
	const lines = linesAt(diagnostics.map((one) => one.location), texts);
	return diagnostics.map((one) => renderDiagnostic(one, lines, style));
}
/** Counts diagnostics: `2 errors and 1 warning`. */
function diagnosticCounts(diagnostics) {
	const { errors, warnings, isComplete } = countDiagnostics(diagnostics);
	const counts = [errors > 0 && pluralize(errors, "error"), warnings > 0 && pluralize(warnings, "warning")].filter((part) => part !== false).join(" and ");
	return isComplete ? counts : `at least ${counts}`;
}
function renderDiagnostic(diagnostic, lines, style) {
	const { code, location, related } = diagnostic;
	const label = severityOf(code) === "error" ? style.red("error") : style.yellow("warning");
	return `${style.bold(where(location))} ${label}: ${escapeTerminal(sentenceOf(diagnostic))}  ${style.dim(`[${style.link(code, diagnosticUrl(code))}]`)}\n` + renderExcerpt(location, isRest(diagnostic) ? void 0 : lines.get(location.file)?.get(location.line), style) + (related ? `${where(related)} ${relatedLabel(code)}\n` : "");
}
function where({ file, line, column }) {
	return `${escapeTerminal(file)}:${line}:${column}`;
}
/** Returns the source line with a marker below the location. A long line is cut around the location. */
function renderExcerpt(location, line, style) {
	if (line === void 0) return "";
	const start = location.column - 1;
	const from = start > 80 ? start - 20 : 0;
	const before = `${from > 0 ? "\u2026" : ""}${line.slice(from, start)}`;
	const marked = line.slice(start, Math.min(location.endColumn - 1, from + maxExcerptWidth));
	const after = line.slice(start + marked.length, Math.max(from + maxExcerptWidth, start + marked.length));
	const rest = start + marked.length + after.length < line.length ? "\u2026" : "";
	if (`${before}${marked}${after}`.trim() === "") return "";
	const shown = [
		before,
		marked,
		after
	].map(escapeTerminal);
	const number = String(location.line).padStart(3);
	const gutter = " ".repeat(number.length);
	const indent = " ".repeat(stringWidth(shown[0] ?? ""));
	const marker = style.red("~".repeat(Math.max(stringWidth(shown[1] ?? ""), 1)));
	return `${style.dim(`${number} |`)} ${shown.join("")}${rest}\n${style.dim(`${gutter} |`)} ${indent}${marker}\n`;
}
/** Returns the lines of locations. Doesn't split the texts, which can have millions of other lines. */
function linesAt(locations, texts) {
	const byFile = groupBy(locations, (one) => one.file);
	return new Map([...byFile].map(([file, own]) => {
		return [file, linesWith([...new Set(own.map((one) => one.line))].sort((a, b) => a - b), texts.get(file) ?? "")];
	}));
}
/** Returns the lines with the given numbers, which are in ascending order. */
function linesWith(numbers, text) {
	const lines = /* @__PURE__ */ new Map();
	let start = 0;
	let number = 1;
	for (const wanted of numbers) {
		for (; number < wanted && start <= text.length; number += 1) start = endOfLine(text, start) + 1;
		if (start <= text.length) lines.set(wanted, text.slice(start, endOfLine(text, start)).replace(/\r$/, ""));
	}
	return lines;
}
function endOfLine(text, at) {
	const end = text.indexOf("\n", at);
	return end === -1 ? text.length : end;
}
const annotationsShown = 9;
const maxMessageLength = 4e3;
/**
* Formats diagnostics as workflow commands. The runner keeps only ten annotations of each type per step. If there are more, nine are
* sent, a tenth has the number of the others, and the log shows those as text.
*/
function formatWorkflowCommands(diagnostics, texts) {
	return ["error", "warning"].map((severity) => {
		const all = diagnostics.filter((one) => severityOf(one.code) === severity);
		const shown = all.length > 10 ? all.slice(0, annotationsShown) : all;
		const rest = all.slice(shown.length);
		const more = rest.length > 0 ? `::${severity} title=Rollcall::and ${numberOf(rest)} more. See the log of this step.\n` : "";
		const log = escapeLog(renderDiagnostics(rest, texts, plainStyle));
		return shown.map((one) => workflowCommand(severity, one)).join("") + more + log;
	}).join("");
}
function numberOf(diagnostics) {
	const { errors, warnings, isComplete } = countDiagnostics(diagnostics);
	return `${isComplete ? "" : "at least "}${formatNumber(errors + warnings)}`;
}
function workflowCommand(severity, diagnostic) {
	const { file, line, column, endColumn } = diagnostic.location;
	const properties = {
		file,
		line,
		endLine: line,
		col: column,
		endColumn,
		title: diagnostic.code
	};
	const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeCommandProperty(String(value))}`);
	const message = escapeCommandMessage(escapeTerminal(sentenceOf(diagnostic)).slice(0, maxMessageLength));
	return `::${severity} ${list.join(",")}::${message}\n`;
}

// src/action/context/runner.ts
/** What a step sends to GitHub's runner: workflow commands on stdout, and the outputs and the job summary in files. */
var Runner = class {
	#io;
	#hide;
	#markdown = "";
	#markdownPath;
	/** Makes the runner mask every secret in the log. */
	constructor(io) {
		this.#hide = redactorFor(io.env);
		for (const secret of secretsIn(io.env)) io.stdout.write(`::add-mask::${escapeCommandMessage(secret)}\n`);
		this.#io = redactedIo(io);
	}
	annotate(diagnostics, texts) {
		this.#io.stdout.write(formatWorkflowCommands(diagnostics, texts));
	}
	notice(kind, message) {
		const shown = escapeTerminalLines(message.trimEnd());
		this.#io.stdout.write(`::${kind} title=Rollcall::${escapeCommandMessage(shown)}\n`);
	}
	/** Sets an output of the step. */
	async output(name, value) {
		const delimiter = `rollcall-${this.#io.newId("lineage")}`;
		await this.#append("GITHUB_OUTPUT", `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
	}
	/** Appends Markdown to the job summary, and to the file that the output `markdown-file` names. */
	async summary(markdown) {
		await this.#append("GITHUB_STEP_SUMMARY", markdown);
		if (this.#markdownPath === void 0) {
			this.#markdownPath = runnerFile(this.#io, "summary.md");
			await this.output("markdown-file", this.#markdownPath);
		}
		this.#markdown += this.#hide(markdown);
		await this.#io.files.replace(this.#markdownPath, this.#markdown);
	}
	async #append(variable, text) {
		const path = this.#io.env[variable];
		if (!path) return;
		await this.#io.files.append(path, this.#hide(text));
	}
};
/** Returns the path of a new file in the runner's temporary folder, for later steps. */
function runnerFile(io, name) {
	const [base, extension] = name.split(".");
	return node_path.posix.join(io.env["RUNNER_TEMP"] || io.cwd, `rollcall-${base}-${io.newId("call")}.${extension}`);
}
/** Returns an `Io` whose output can contain neither workflow commands nor secrets. */
function loggedIo(io) {
	const shown = redactedIo(io);
	return {
		...shown,
		stdout: mapOutput(shown.stdout, escapeLog),
		stderr: mapOutput(shown.stderr, escapeLog)
	};
}

// src/action/context/context.ts
/** How long to wait for a response from Tally, in milliseconds. On the command line, this is --timeout. */
const responseTimeoutMs = 3e4;
/** The layout of text in the log. */
const logLayout = {
	style: import_picocolors.default.createColors(false),
	width: 100
};
/** GitHub drops a job summary completely if it has more than 1 MiB, and other steps of the job may add to it. */
const summaryLimit = {
	bytes: 921600,
	overflowHint: "all of them are in the plan file, in the artifact rollcall-plan of the run"
};
/** GitHub allows 65,536 characters in a comment. This limit doesn't include the marker; together, they should stay below 60,000. */
const commentLimit = {
	bytes: 4e4,
	overflowHint: "all of them are in the job summary of the run"
};
/** Returns the limit of a comment. If the summary is truncated as well, the comment refers to the plan file instead. */
function commentLimitFor(summary) {
	const { overflowHint } = summary.includes(summaryLimit.overflowHint) ? summaryLimit : commentLimit;
	return {
		...commentLimit,
		overflowHint
	};
}
/** Reports why the step fails, as an annotation in the log and in the summary. Returns the exit code. */
async function failRun({ runner }, failure) {
	await runner.summary(await renderFailedRun(failure));
	return printFailure(runner, failure);
}
/** Renders why a run failed as Markdown. */
async function renderFailedRun(failure, footer) {
	const { failureBlocks } = await Promise.resolve().then(() => require("./action/render-failure-failure.js")).then((n) => n.failure_exports);
	const { writeMarkdown } = await Promise.resolve().then(() => require("./action/render-document-markdown.js")).then((n) => n.markdown_exports);
	return writeMarkdown({
		title: ["Rollcall: this run failed"],
		blocks: failureBlocks(failure),
		footer
	});
}
/** Reports why the step fails, as an annotation in the log only. Returns the exit code. */
async function printFailure(runner, failure) {
	const { renderFailure } = await Promise.resolve().then(() => require("./action/render-failure-failure.js")).then((n) => n.failure_exports);
	runner.notice("error", renderFailure(failure).trimEnd());
	return 1;
}
/** Sets the outputs of a plan, and writes the plan to a file in the runner's temporary folder. */
async function outputPlan({ io, runner }, plan, comment, changes) {
	const path = runnerFile(io, "plan.json");
	await io.files.replace(path, formatPlan(plan, changes));
	const { people, grants, calls } = plan.summary;
	const outputs = {
		"has-changes": hasChanges(plan),
		people,
		grants,
		calls,
		"plan-file": path,
		"comment-url": comment?.url ?? "",
		"comment-id": comment?.id ?? ""
	};
	for (const [name, value] of Object.entries(outputs)) await runner.output(name, String(value));
}

// src/core/values/branch-name.ts
/**
* Whether a string is the name of a git branch. Accepts a subset of git-check-ref-format, without characters that have
* a meaning in a refspec and without names that mean something else to git or GitHub.
*/
function isBranchName(text) {
	if (text === "HEAD" || text.startsWith("refs/") || /^[0-9a-f]{40}$/.test(text)) return false;
	if (/\.\.|\/\/|\/\.|\.lock(?:\/|$)/.test(text)) return false;
	return /^[A-Za-z0-9_](?:[A-Za-z0-9._/-]*[A-Za-z0-9_-])?$/.test(text);
}

// src/action/context/inputs.ts
/** Reads the inputs as the runner passes them: names in upper case with spaces as underscores, and all values as strings. */
function readInputs(env) {
	const input = (name, fallback = "") => (env[`INPUT_${name.toUpperCase().replaceAll(" ", "_")}`] ?? "").trim() || fallback;
	const choices = {
		command: [
			"validate",
			"plan",
			"apply",
			"drift"
		],
		comment: [
			"true",
			"changes",
			"false"
		],
		"require-reviewed-plan": ["true", "false"],
		live: ["true", "false"]
	};
	const defaults = {
		command: "plan",
		comment: "true",
		"require-reviewed-plan": "false",
		live: "true"
	};
	const chosen = {};
	for (const [name, allowed] of Object.entries(choices)) {
		const value = input(name, defaults[name]);
		const choice = allowed.find((one) => one === value || isBoolean(one) && one === value.toLowerCase());
		if (choice === void 0) return badInput(name, value, `one of ${allowed.join(", ")}`);
		chosen[name] = choice;
	}
	const folder = input("working-directory", ".");
	const paths = {
		config: input("config", "members.yaml"),
		state: input("state")
	};
	for (const [name, path] of Object.entries({
		"working-directory": folder,
		...paths
	})) if (leavesRepository(folder, name === "working-directory" ? "." : path)) return badInput(name, path, "a path inside the repository, relative to its root");
	const stateBranch = input("state-branch");
	if (stateBranch !== "" && !isBranchName(stateBranch)) return badInput("state-branch", stateBranch, "empty, or the name of a branch such as members-state");
	const counts = /* @__PURE__ */ new Map();
	for (const name of ["allow-invites", "allow-removals"]) {
		const value = input(name);
		if (value === "") continue;
		if (!/^\d{1,7}$/.test(value)) return badInput(name, value, "empty, or the exact number of people");
		counts.set(name, Number(value));
	}
	return {
		ok: true,
		value: {
			command: chosen["command"],
			config: node_path.posix.join(folder, paths.config),
			state: paths.state === "" ? void 0 : node_path.posix.join(folder, paths.state),
			stateBranch: stateBranch === "" ? void 0 : stateBranch,
			key: input("api-key"),
			token: input("github-token"),
			comment: chosen["comment"],
			commentAuthor: input("comment-author", "github-actions[bot]"),
			requireReviewedPlan: chosen["require-reviewed-plan"] === "true",
			live: chosen["live"] === "true",
			allowed: {
				invites: counts.get("allow-invites"),
				removals: counts.get("allow-removals")
			}
		}
	};
}
function badInput(name, value, expected) {
	return {
		ok: false,
		problem: {
			reason: "bad-input",
			name,
			value,
			expected
		}
	};
}
function isBoolean(text) {
	return text === "true" || text === "false";
}
function leavesRepository(folder, path) {
	const joined = node_path.posix.join(folder, path);
	return [
		folder,
		path,
		joined
	].some((one) => node_path.posix.isAbsolute(one)) || joined.split("/").some((step) => step === ".." || step === ".git");
}

// src/action/main.ts
/** Runs a step of a workflow, and returns its exit code. */
async function runAction(step, connectTally) {
	const runner = new Runner(step);
	try {
		return await runStep(step, runner, connectTally);
	} catch (error) {
		const failure = describeUnexpectedError(error);
		loggedIo(step).stderr.write(failure);
		runner.notice("error", failure.split("\n", 1)[0] ?? "");
		return 1;
	}
}
async function runStep(step, runner, connectTally) {
	const io = loggedIo(step);
	const inputs = readInputs(io.env);
	if (!inputs.ok) return printFailure(runner, inputs.problem);
	const payload = await readPayload(io);
	if (!payload.ok) return printFailure(runner, payload.problem);
	const context = readContext(io.env, payload.value);
	if (!context.ok) return printFailure(runner, context.problem);
	return withGitHub({
		io,
		runner,
		inputs: inputs.value,
		run: context.value,
		connectTally
	});
}
async function withGitHub(context) {
	const { inputs, run, io } = context;
	if (inputs.token === "") return failRun(context, {
		reason: "bad-input",
		name: "github-token",
		value: "",
		expected: "a GitHub token. Remove the input to use the token of the workflow"
	});
	const { isRequestProblem, openGitHub } = await Promise.resolve().then(() => require("./action/github-client.js")).then((n) => n.client_exports);
	const github = openGitHub({
		apiUrl: run.apiUrl,
		token: inputs.token,
		repository: run.repository,
		userAgent: `rollcall/${version}`,
		env: io.env,
		clock: io.clock,
		onWait: (seconds) => io.stderr.write(`Waiting ${seconds} seconds because of GitHub's rate limit.\n`),
		onOtherAuthor: (login) => context.runner.notice("warning", otherAuthorText(login, inputs.commentAuthor))
	});
	try {
		return await runCommand({
			...context,
			github
		});
	} catch (error) {
		if (!isRequestProblem(error)) throw error;
		const { gitHubFailure } = await Promise.resolve().then(() => require("./action/action-context-permissions.js")).then((n) => n.permissions_exports);
		return failRun(context, gitHubFailure(context, error));
	}
}
async function runCommand(context) {
	const { event } = context.run;
	const { command } = context.inputs;
	if (event.kind === "pull-request") await context.runner.output("pull-request-number", String(event.number));
	switch (command) {
		case "validate": return (await Promise.resolve().then(() => require("./action/action-validate.js"))).validateCommit(context);
		case "plan":
			if (event.kind === "pull-request" || event.kind === "merge-group") return (await Promise.resolve().then(() => require("./action/action-plan-pull-request.js"))).planPullRequest(context, event);
			if (event.kind === "branch") return (await Promise.resolve().then(() => require("./action/action-plan-branch.js"))).planBranch(context, event);
			break;
		case "drift":
			if (event.kind === "branch") return (await Promise.resolve().then(() => require("./action/action-drift-branch.js"))).driftBranch(context, event);
			break;
		case "apply": if (event.kind === "branch") return (await Promise.resolve().then(() => require("./action/action-apply-apply.js"))).applyBranch(context, event);
	}
	const defaultBranch = "defaultBranch" in event ? event.defaultBranch : void 0;
	return failRun(context, {
		reason: "wrong-event",
		command,
		event,
		defaultBranch
	});
}
/** Returns a warning about a comment or an issue by an unexpected author, with the input that makes Rollcall accept the author. */
function otherAuthorText(login, expected) {
	return `${login} wrote a comment or an issue that looks like Rollcall's. Rollcall ignores it, because it expects ${expected} as the author, and GitHub doesn't report ${login} as the owner of the token. If Rollcall writes as ${login}, each run might create a duplicate. To prevent this, add this line to the inputs of the step: comment-author: ${login}`;
}
async function readPayload(io) {
	const path = io.env["GITHUB_EVENT_PATH"];
	const bytes = path ? await io.files.read(path) : void 0;
	if (!path || !bytes) return {
		ok: true,
		value: void 0
	};
	try {
		return {
			ok: true,
			value: JSON.parse(new TextDecoder().decode(bytes))
		};
	} catch {
		return {
			ok: false,
			problem: {
				reason: "bad-event",
				path
			}
		};
	}
}

// src/io/digest.ts
/** Returns node:crypto. Loading it takes a tenth of the time of a small plan, which needs it only to show a digest. */
function crypto() {
	return (0, node_process.getBuiltinModule)("node:crypto");
}
/** In characters. A call for each short part would take longer than hashing it. */
const digestBatch = 65536;
/** Returns `sha256:` and the hexadecimal digest of a string or of its parts. */
function digestOf(text) {
	const hash = crypto().createHash("sha256");
	let batch = "";
	for (const part of typeof text === "string" ? [text] : text) {
		batch += part;
		if (batch.length < digestBatch) continue;
		hash.update(batch);
		batch = "";
	}
	hash.update(batch);
	return `sha256:${hash.digest("hex")}`;
}

// src/io/stat.ts
/** Returns the stats of what is at a path, or undefined if there is nothing. Follows symbolic links. */
function readStats(path) {
	return unlessMissing(() => (0, node_fs.statSync)(path));
}
/** Returns the stats of what is at a path, or undefined if there is nothing. Doesn't follow a symbolic link. */
function readLinkStats(path) {
	return unlessMissing(() => (0, node_fs.lstatSync)(path));
}
/** Returns the stamp of what is at a path, or undefined if there is nothing. Follows symbolic links. */
function readStamp(path) {
	const stats = unlessMissing(() => (0, node_fs.statSync)(path, { bigint: true }));
	return stats && stampFrom(stats);
}
/** Returns the stamp of a file from its stats. */
function stampFrom({ dev, ino, size, mtimeNs, ctimeNs }) {
	return {
		id: `${dev}:${ino}`,
		size: Number(size),
		changed: `${mtimeNs}:${ctimeNs}`
	};
}
function unlessMissing(read) {
	try {
		return read();
	} catch (error) {
		if ([
			"ENOENT",
			"ENOTDIR",
			"ELOOP"
		].includes(require_system_error.codeOf(error) ?? "")) return void 0;
		throw error;
	}
}

// src/io/files/checkout-attributes.ts
/**
* The attributes that make git write other bytes on checkout than the commit has (gitattributes(5)). Line
* endings don't count.
*/
const checkoutAttributes = [
	"ident",
	"working-tree-encoding",
	"filter"
];
const mention = new RegExp(`^(?![ \\t]*#).*\\b(?:${checkoutAttributes.join("|")})\\b`, "m");
/**
* Returns the root of the repository that contains the file at a full path, if any attribute file between the file
* and the root mentions one of these attributes. Only then must git be started. Attributes that are set for the whole
* machine don't count.
*/
function findRootWithAttributes(path) {
	const found = [];
	for (let folder = (0, node_path.dirname)(path);; folder = (0, node_path.dirname)(folder)) {
		found.push(textOf((0, node_path.join)(folder, ".gitattributes")));
		const gitFolder = (0, node_path.join)(folder, ".git");
		if (readStats(gitFolder)) {
			found.push(textOf((0, node_path.join)(commonFolder(gitFolder), "info", "attributes")));
			return found.some((text) => mention.test(text)) ? folder : void 0;
		}
		if (folder === (0, node_path.dirname)(folder)) return void 0;
	}
}
/**
* Returns the folder that all worktrees of a repository share: `.git`, or the folder that the `.git` file of
* a worktree or submodule names.
*/
function commonFolder(gitFolder) {
	const [, link] = /^gitdir: (.+)$/m.exec(textOf(gitFolder)) ?? [];
	if (link === void 0) return gitFolder;
	const own = (0, node_path.resolve)((0, node_path.dirname)(gitFolder), link);
	return (0, node_path.resolve)(own, textOf((0, node_path.join)(own, "commondir")).trim());
}
/** Returns the text of a file, empty if there is none. */
function textOf(path) {
	try {
		return (0, node_fs.readFileSync)(path, "utf8");
	} catch (error) {
		if ([
			"ENOENT",
			"ENOTDIR",
			"EISDIR",
			"ELOOP",
			"EACCES"
		].includes(require_system_error.codeOf(error) ?? "")) return "";
		throw error;
	}
}

// src/io/files/inspect.ts
/**
* Returns what is at a path. Follows no links below `cwd`. The folders of a path outside `cwd` may be links, because
* they belong to the machine, not to the repository.
*/
function inspectPath(cwd, path) {
	const full = (0, node_path.resolve)(cwd, path);
	const inner = (0, node_path.relative)(cwd, full).split(node_path.sep);
	const steps = inner[0] !== ".." && !(0, node_path.isAbsolute)((0, node_path.relative)(cwd, full)) ? inner.map((_, index) => (0, node_path.join)(...inner.slice(0, index + 1))) : [path];
	for (const step of steps) {
		const stats = readLinkStats((0, node_path.resolve)(cwd, step));
		if (!stats) return { kind: "nothing" };
		const irregular = irregularIn(stats, (0, node_path.resolve)(cwd, step), step);
		if (irregular) return irregular;
		if (stats.isFile()) return { kind: step === steps.at(-1) ? "file" : "nothing" };
	}
	return { kind: "folder" };
}
/** Returns what is at `full`, by its `stats`, if it is neither a file nor a folder. `path`: its path in messages. */
function irregularIn(stats, full, path) {
	if (stats.isSymbolicLink()) return {
		kind: "link",
		path,
		target: (0, node_fs.readlinkSync)(full)
	};
	return stats.isDirectory() || stats.isFile() ? void 0 : {
		kind: "special",
		path
	};
}

// src/io/files/node-files.ts
/** In bytes. Node.js can't have a longer text. */
const maxFileBytes = 5e8;
/**
* Returns the file system as seen from a folder. Reads files synchronously: the first asynchronous call starts
* threads, which takes longer than reading a small file, and a command has nothing else to do in the meantime. `env`
* is for git.
*/
function nodeFiles(cwd, env) {
	const at = (path) => (0, node_path.resolve)(cwd, path);
	return {
		read: async (path) => {
			const stats = readStats(at(path));
			if (!stats) return void 0;
			if (stats.isDirectory()) throw require_system_error.systemError("EISDIR", "a folder where a file should be", path);
			if (!stats.isFile()) throw require_system_error.systemError("ENOTSUP", "not a regular file", path);
			if (stats.size === 0) return /* @__PURE__ */ new Uint8Array();
			if (stats.size > maxFileBytes) throw require_system_error.systemError("EFBIG", `more than ${maxFileBytes} bytes`, path);
			return (0, node_fs.readFileSync)(at(path));
		},
		kindOf: async (path) => {
			const stats = readStats(at(path));
			if (!stats) return "nothing";
			return stats.isDirectory() ? "folder" : "file";
		},
		inspect: async (path) => inspectPath(cwd, path),
		findChangedOnCheckout: async (paths) => {
			const suspects = paths.flatMap((path) => {
				const root = findRootWithAttributes(at(path));
				return root === void 0 ? [] : [{
					path,
					root,
					inner: (0, node_path.relative)(root, at(path))
				}];
			});
			if (suspects.length === 0) return [];
			const { findFilesWithAttributes } = await Promise.resolve().then(() => require("./action/io-git-attributes.js"));
			return findFilesWithAttributes(suspects, checkoutAttributes, env);
		},
		sizeOf: async (path) => readStats(at(path))?.size ?? 0,
		list: async (path) => (0, node_fs.readdirSync)(at(path)).sort(),
		match: async (folder, pattern) => {
			const { matchFiles } = await Promise.resolve().then(() => require("./action/io-files-glob.js"));
			return matchFiles(at(folder), pattern);
		},
		resolveLinks: async (path) => node_fs.realpathSync.native(at(path)),
		replace: async (path, text) => {
			const stats = readStats(at(path));
			if (stats && !stats.isFile() && !stats.isDirectory()) throw require_system_error.systemError("ENOTSUP", "not a regular file", path);
			if (!stats && isLink(at(path))) throw require_system_error.systemError("ENOENT", "a broken symbolic link", path);
			const { default: writeFileAtomic } = await Promise.resolve().then(() => /* @__PURE__ */ require_rolldown_runtime.__toESM(require("./action/lib.js").default, 1));
			await writeFileAtomic(at(path), text, "utf8");
			await syncFolder((0, node_path.dirname)(at(path)));
		},
		create: async (path, text) => {
			const [{ mkdir }, { createFile }] = await Promise.all([import("node:fs/promises"), Promise.resolve().then(() => require("./action/io-files-create-file.js"))]);
			await mkdir((0, node_path.dirname)(at(path)), { recursive: true }).catch((error) => {
				if (require_system_error.codeOf(error) !== "EEXIST") throw error;
				throw require_system_error.systemError("ENOTDIR", `${(0, node_path.dirname)(path)} is not a folder`, path);
			});
			const isNew = await createFile(at(path), text);
			if (isNew) await syncFolder((0, node_path.dirname)(at(path)));
			return isNew;
		},
		stampOf: async (path) => readStamp(at(path)),
		append: async (path, text, from) => {
			const [{ open }, { appendToFile }] = await openForChange();
			return appendToFile(open, at(path), text, from);
		},
		cut: async (path, size, from) => {
			const [{ open }, { cutFile }] = await openForChange();
			return cutFile(open, at(path), size, from);
		},
		lock: async (path, options) => {
			const { acquireLock } = await Promise.resolve().then(() => require("./action/io-files-file-lock.js"));
			return acquireLock(path, at(path), options);
		}
	};
}
function openForChange() {
	return Promise.all([import("node:fs/promises"), Promise.resolve().then(() => require("./action/io-files-append.js"))]);
}
/** Writes a folder to disk, without which the name of a new file could be lost. Not every file system can do it. */
async function syncFolder(path) {
	const { open } = await import("node:fs/promises");
	const folder = await open(path, "r");
	try {
		await folder.sync();
	} catch (error) {
		if (require_system_error.codeOf(error) !== "EINVAL" && require_system_error.codeOf(error) !== "EPERM") throw error;
	} finally {
		await folder.close();
	}
}
function isLink(path) {
	return (0, node_fs.lstatSync)(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
/** Returns the folder in which a process was started. Throws a readable error if it no longer exists. */
function currentFolder(process) {
	try {
		return process.cwd();
	} catch (error) {
		if (require_system_error.codeOf(error) !== "ENOENT") throw error;
		throw require_system_error.systemError("ENOENT", "it was removed", "the current folder");
	}
}

// src/io/git/open-history.ts
/**
* Opens the history of a file in git. `path` is relative to the folder, or absolute. Returns undefined if it
* isn't in a repository.
*/
async function openHistory(context, path) {
	const root = findWorkingTree((0, node_path.resolve)(context.folder, path));
	if (root === void 0) return void 0;
	const { GitFileHistory } = await Promise.resolve().then(() => require("./action/io-git-file-history.js"));
	return new GitFileHistory(context, root, path);
}
/**
* Returns the top folder of the working tree that contains a path. Doesn't start git, which would take as
* long as a plan.
*/
function findWorkingTree(path) {
	const folder = (0, node_path.dirname)(path);
	if (folder === path) return void 0;
	return isWorkingTree(folder) ? folder : findWorkingTree(folder);
}
/** `.git` is a file in a linked working tree and in a submodule. */
function isWorkingTree(folder) {
	const repository = (0, node_path.join)(folder, ".git");
	return readStats(repository)?.isFile() === true || readStats((0, node_path.join)(repository, "HEAD")) !== void 0;
}

// src/io/node/process-output.ts
/**
* Creates the standard output or error of a process. Writes directly to a file, a pipe, or a device: opening a stream
* takes a twentieth of the time of a small plan, and a stream reports a full disk only after the end. Writes to a
* terminal through the stream of Node.js, which is opened when it is first used.
*/
function createOutput(process, name) {
	const descriptor = name === "stdout" ? 1 : 2;
	let direct;
	let opened;
	const stream = () => {
		opened ??= process[name].on("error", (error) => fail(process, name, error));
		return opened;
	};
	const isDirect = () => {
		direct ??= isNotTerminal(process, name, descriptor);
		return direct;
	};
	return {
		write: (text) => {
			if (!isDirect()) {
				stream().write(text);
				return;
			}
			try {
				writeWhole(descriptor, text);
			} catch (error) {
				fail(process, name, error);
			}
		},
		get isTerminal() {
			return !isDirect() && stream().isTTY === true;
		},
		get width() {
			return isDirect() ? defaultColumns : stream().columns || defaultColumns;
		}
	};
}
/** In columns. */
const defaultColumns = 80;
function isNotTerminal(process, name, descriptor) {
	try {
		const stats = (0, node_fs.fstatSync)(descriptor);
		if (stats.isFile() || stats.isFIFO() || stats.isSocket()) return true;
		return process[name].isTTY !== true;
	} catch (error) {
		if (require_system_error.codeOf(error) === "EBADF") return false;
		throw error;
	}
}
/** Reports a write error once, and sets the exit code to 1. Doesn't throw, so that an apply still records what it did. */
function fail(process, name, error) {
	if (require_system_error.codeOf(error) === "EPIPE" || process.exitCode === 1) return;
	process.exitCode = 1;
	if (name === "stdout") (0, node_fs.writeSync)(2, `Error: Couldn't write the result to standard output: ${require_system_error.problemOf(error)}.\n`);
}
/** The time between two attempts to write to a full pipe, in milliseconds. */
const pipePause = 5;
function writeWhole(descriptor, text) {
	let rest = Buffer.from(text);
	while (rest.length > 0) try {
		rest = rest.subarray((0, node_fs.writeSync)(descriptor, rest));
	} catch (error) {
		if (require_system_error.codeOf(error) !== "EAGAIN") throw error;
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pipePause);
	}
}

// src/io/node/node-io.ts
/**
* Creates the `Io` of a process. At a terminal, a second signal should end the process immediately. In GitHub Actions,
* it shouldn't: the runner sends a second signal after 7.5 seconds, while the process may still be recording what it
* sent.
*/
function nodeIo(process, { exitOnSecondSignal = true } = {}) {
	const cwd = currentFolder(process);
	return {
		cwd,
		env: process.env,
		stdout: createOutput(process, "stdout"),
		stderr: createOutput(process, "stderr"),
		isInputTerminal: () => process.stdin.isTTY === true,
		clock: {
			now: () => Date.now(),
			elapsed: () => performance.now(),
			sleep: async (milliseconds, signal) => {
				const { setTimeout: sleep } = await import("node:timers/promises");
				await sleep(milliseconds, void 0, { signal });
			},
			after: (milliseconds, callback) => {
				const timer = setTimeout(callback, milliseconds);
				return () => clearTimeout(timer);
			}
		},
		files: nodeFiles(cwd, process.env),
		newId: (kind) => {
			const { randomBytes, randomUUID } = crypto();
			return kind === "call" ? randomBytes(6).toString("hex") : randomUUID();
		},
		random: () => Math.random(),
		onInterrupt: (callback) => listenForInterrupt(process, exitOnSecondSignal, callback),
		confirm: async (question, stop) => {
			const [{ confirm }, { withWidth }] = await Promise.all([Promise.resolve().then(() => require("./action/dist.js")), Promise.resolve().then(() => require("./action/io-node-prompts.js"))]);
			return await confirm({
				message: question,
				initialValue: false,
				output: withWidth(process.stderr),
				signal: stop
			}) === true;
		},
		ask: async (question) => {
			const { askAt } = await Promise.resolve().then(() => require("./action/io-node-prompts.js"));
			return askAt({
				input: process.stdin,
				output: process.stderr
			}, question);
		},
		findRepository: async () => {
			const { findRepository } = await Promise.resolve().then(() => require("./action/io-git-repository.js"));
			return findRepository({
				folder: cwd,
				env: process.env
			});
		},
		findSource: async () => {
			const { findSource } = await Promise.resolve().then(() => require("./action/io-git-repository.js"));
			return findSource(process.argv[1] ?? "", process.env);
		},
		openCommit: async (ref) => {
			const { openCommit } = await Promise.resolve().then(() => require("./action/io-git-commit-files.js"));
			return openCommit({
				folder: cwd,
				env: process.env
			}, ref);
		},
		openHistory: (path) => openHistory({
			folder: cwd,
			env: process.env
		}, path),
		openStateBranch: async (branch, path) => {
			const { openGitBranch } = await Promise.resolve().then(() => require("./action/io-git-git-branch.js"));
			return openGitBranch({
				folder: cwd,
				env: process.env
			}, branch, path);
		}
	};
}
function listenForInterrupt(process, exitOnSecondSignal, callback) {
	let interrupted = false;
	const listener = () => {
		if (interrupted && exitOnSecondSignal) process.exit(1);
		interrupted = true;
		callback();
	};
	const signals = ["SIGINT", "SIGTERM"];
	for (const signal of signals) process.on(signal, listener);
	return () => {
		for (const signal of signals) process.off(signal, listener);
	};
}

// src/io/http/connection-problem.ts
const sentences = {
	ECONNREFUSED: "the connection was refused",
	ECONNRESET: "the connection was reset",
	ENOTFOUND: "the host name is unknown",
	EAI_AGAIN: "the host name could not be looked up",
	ETIMEDOUT: "the connection timed out",
	EPIPE: "the connection was closed",
	ENETUNREACH: "the network cannot be reached",
	EHOSTUNREACH: "the host cannot be reached"
};
/** Describes why a connection failed. */
function describeConnectionError(error) {
	const sentence = sentences[error.code ?? ""];
	return sentence ? `${sentence} (${error.code})` : error.message;
}

// src/io/http/tunnel.ts
/** The maximum time to connect, in milliseconds. */
const connectTimeoutMs = 1e4;
/**
* Opens a connection to a host through a proxy with CONNECT, even for HTTP. When it resolves, only the host, the port,
* and the proxy's credentials have been sent. Rejects with an error whose message is for users.
*/
function openTunnel(proxy, target, signal) {
	return new Promise((resolve, reject) => {
		const { url, variable } = proxy;
		if (!url) throw new Error(`${variable} is not the URL of an HTTP or HTTPS proxy; write http://HOST:PORT`);
		const fail = (what, fix) => reject(new Error(describeProxyProblem(proxy, target, what, fix)));
		const path = `${target.hostname}:${portOf(target)}`;
		const authorization = proxyAuthorization(url);
		const request = (url.protocol === "http:" ? node_http.request : node_https.request)({
			method: "CONNECT",
			host: url.hostname.replace(/^\[|\]$/g, ""),
			port: portOf(url),
			path,
			headers: {
				host: path,
				...authorization !== void 0 && { "proxy-authorization": authorization }
			},
			agent: false,
			signal
		});
		request.once("connect", ({ statusCode = 0 }, socket, head) => {
			if (statusCode >= 200 && statusCode < 300) {
				if (head.length > 0) socket.unshift(head);
				resolve(socket);
				return;
			}
			socket.destroy();
			const credentials = `set ${variable} to http://USER:PASSWORD@HOST:PORT`;
			fail(`returned ${statusCode} for CONNECT ${path}`, statusCode === 407 ? credentials : void 0);
		});
		request.once("error", (error) => {
			fail(signal.aborted ? "timed out" : `failed: ${describeConnectionError(error)}`);
		});
		request.end();
	});
}
/** Describes a problem with a proxy: its URL without credentials, what it did, and a fix. */
function describeProxyProblem({ url, variable }, target, what, fix = `correct ${variable}, have the proxy allow this host, or add ${target.hostname} to NO_PROXY`) {
	return `the proxy ${url?.origin} (${variable}) ${what}; ${fix}`;
}
/** Describes why TLS with a host failed in a tunnel. */
function describeTlsProblem(proxy, target, error) {
	return describeProxyProblem(proxy, target, `opened a tunnel, but TLS with ${target.hostname} failed: ${describeConnectionError(error)}`, "if it replaces certificates, set NODE_EXTRA_CA_CERTS to a file with the certificate of its CA");
}

// src/tally/clock.ts
/** Maximum clock difference that is ignored, in milliseconds: `Date` has whole seconds, and a response takes a while to arrive. */
const maxSkewMs = 6e4;
/**
* Tally's clock, computed from the `Date` header (RFC 9110, section 6.6.1) of the newest response and the time since then. While the
* machine sleeps, only its time of day advances, but that can also be set. The longer of the two times counts: if a call is dated too
* late, Rollcall only waits longer before it sends the call again.
*/
var ResponseClock = class {
	#clock;
	#newest;
	constructor(clock) {
		this.#clock = clock;
	}
	/** Records the time in the headers of a response that has just arrived. */
	recordHeaders({ date }) {
		const time = typeof date === "string" ? Date.parse(date) : NaN;
		if (Number.isNaN(time)) return;
		this.#newest = {
			date: time,
			local: this.#clock.now(),
			elapsed: this.#clock.elapsed()
		};
	}
	now() {
		return this.#clock.now() - (this.skew ?? 0);
	}
	get skew() {
		if (!this.#newest) return void 0;
		const { local, elapsed } = this.#passed(this.#newest);
		const skew = this.#clock.now() - this.#newest.date - Math.max(local, elapsed);
		return Math.abs(skew) > maxSkewMs ? skew : void 0;
	}
	/** Whether Tally has responded, and the machine's time hasn't been changed since. */
	get isCertain() {
		if (!this.#newest) return false;
		const { local, elapsed } = this.#passed(this.#newest);
		return Math.abs(local - elapsed) <= maxSkewMs;
	}
	#passed({ local, elapsed }) {
		return {
			local: this.#clock.now() - local,
			elapsed: this.#clock.elapsed() - elapsed
		};
	}
};

// src/tally/http.ts
/**
* Maximum length of one response, and of all responses of one check, in characters. Forty workspaces with ten thousand members
* in total take about 15 million characters, and several times as much memory when parsed.
*/
const maxResponseLength = 67108864;
/**
* Sends one request over a new connection, and never follows a redirect. Only a new connection distinguishes "not sent" from "sent
* and lost": after an error before the connection is made, it is certain that no byte of the request was sent.
*/
const sendRequest = ({ method, url, headers, body, proxy }, timeouts, clock, abandon) => new Promise((resolve) => {
	const secure = url.protocol === "https:";
	const closed = new AbortController();
	const connectThrough = (through) => (_, use) => {
		openTunnel(through, url, closed.signal).then((tunnel) => use(null, startTls(url, tunnel)), ({ message }) => fail(message));
	};
	const options = {
		method,
		headers: {
			...headers,
			...body !== void 0 && { "content-length": Buffer.byteLength(body) }
		},
		...proxy ? { createConnection: connectThrough(proxy) } : { agent: false }
	};
	const request = secure ? (0, node_https.request)(url, options) : (0, node_http.request)(url, options);
	let response;
	let connected = false;
	const finish = (result) => {
		cancelTimeout();
		abandon?.removeEventListener("abort", stopWaiting);
		request.destroy();
		closed.abort();
		resolve(result);
	};
	const fail = (problem) => finish({
		kind: connected ? "no-response" : "not-sent",
		problem
	});
	const failAfter = (milliseconds, what, describe = (problem) => problem) => clock.after(milliseconds, () => fail(describe(`no ${what} within ${seconds(milliseconds)}`)));
	const stopWaiting = () => fail("stopped before the response arrived");
	abandon?.addEventListener("abort", stopWaiting);
	let cancelTimeout = failAfter(timeouts.connect, "connection", (problem) => proxy ? describeProxyProblem(proxy, url, `made ${problem}`) : problem);
	request.once("socket", (socket) => {
		socket.once(secure ? "secureConnect" : "connect", () => {
			connected = true;
			cancelTimeout();
			cancelTimeout = failAfter(timeouts.headers, "response");
		});
	});
	request.once("response", (incoming) => {
		response = incoming;
		cancelTimeout();
		cancelTimeout = clock.after(timeouts.body, () => incoming.destroy());
		readResponse(incoming).then(finish);
	});
	request.on("error", (error) => {
		if (response) return;
		fail(proxy !== void 0 && !connected ? describeTlsProblem(proxy, url, error) : describeConnectionError(error));
	});
	request.end(body);
});
/** Starts TLS with the host itself, through the tunnel of a proxy. */
function startTls({ hostname }, tunnel) {
	const host = hostname.replace(/^\[|\]$/g, "");
	return (0, node_tls.connect)({
		socket: tunnel,
		host,
		servername: (0, node_net.isIP)(host) ? "" : host
	});
}
/** Reads a response whose status has arrived. If the connection breaks, returns the part of the body that arrived. */
async function readResponse(response) {
	const chunks = [];
	let length = 0;
	let isWhole = true;
	try {
		response.setEncoding("utf8");
		for await (const chunk of response) {
			chunks.push(chunk);
			length += chunk.length;
			if (length > 67108864) {
				isWhole = false;
				break;
			}
		}
	} catch {
		isWhole = false;
	}
	return {
		kind: "response",
		status: response.statusCode ?? 0,
		headers: response.headers,
		body: chunks.join(""),
		isWhole
	};
}
function seconds(milliseconds) {
	const count = milliseconds / 1e3;
	return count === 1 ? "1 second" : `${count} seconds`;
}

// src/tally/rate-limit.ts
/**
* Tally documents a limit of 100 requests per minute, but not whether it applies to a key, a user, or an IP address. So a fifth is
* left to other clients.
*/
const requestsPerMinute = 80;
const reservedShare = .2;
const minuteMs = 6e4;
/** Keeps requests below 80% of the rate limit, by its own count and by the number that Tally's headers report as remaining. */
var RateLimiter = class {
	#clock;
	#onWait;
	/** When the last requests were sent, oldest first, by the clock's `elapsed`. */
	#sentAt = [];
	#notBefore = 0;
	#queue = Promise.resolve();
	/** `onWait` is called when a wait begins. */
	constructor(clock, onWait) {
		this.#clock = clock;
		this.#onWait = onWait;
	}
	/** Resolves when a request may be sent, in order of the calls. Rejects if `stop` is aborted first. */
	acquire(stop) {
		const acquire = this.#queue.then(() => this.#waitForSlot(stop));
		this.#queue = acquire.catch(() => {});
		return acquire;
	}
	async #waitForSlot(stop) {
		stop.throwIfAborted();
		const oldest = this.#sentAt.length < requestsPerMinute ? void 0 : this.#sentAt.shift();
		const wait = Math.max(this.#notBefore, oldest === void 0 ? 0 : oldest + minuteMs) - this.#clock.elapsed();
		if (wait > 0) {
			this.#onWait();
			await this.#clock.sleep(wait, stop);
		}
		this.#sentAt.push(this.#clock.elapsed());
	}
	/**
	* Records the `X-RateLimit-*` headers (observed, but not documented). If only the reserved share is left, nothing is sent before the
	* window ends. `now` is Tally's time.
	*/
	recordHeaders(headers, now) {
		const limit = Number(headers["x-ratelimit-limit"] ?? NaN);
		const remaining = Number(headers["x-ratelimit-remaining"] ?? NaN);
		const reset = resetTime(headers);
		if (reset === void 0 || !(remaining <= limit * reservedShare)) return;
		this.#notBefore = this.#clock.elapsed() + Math.min(reset - now, 65e3);
	}
};
/** Returns when the window ends, in milliseconds since 1970. `X-RateLimit-Reset` has Unix seconds (observed). */
function resetTime(headers) {
	const seconds = Number(headers["x-ratelimit-reset"] ?? NaN);
	return Number.isFinite(seconds) && seconds > 0 ? seconds * 1e3 : void 0;
}

// src/tally/client.ts
const maxAttempts = 12;
const maxConnectionRetries = 3;
const firstBackOffMs = 500;
/** The first pause after a 429 without a time. Pauses double, so that 12 attempts span several rate-limit windows of one minute. */
const firstPauseMs = 2e3;
const maxPauseMs = 6e4;
/** If Tally asks for a longer wait than this, the run ends with an error. */
const maxWaitMs = 9e5;
const maxProblemLength = 300;
/** The only HTTP client for Tally. Sends one request at a time, within Tally's rate limit. */
var TallyClient = class {
	#options;
	#rateLimiter;
	clock;
	#hasSlot = false;
	constructor(options) {
		this.#options = options;
		this.clock = new ResponseClock(options.clock);
		this.#rateLimiter = new RateLimiter(options.clock, () => options.onWait("rate-limit", void 0));
	}
	/** Waits until the next request may be sent. Returns false if the run was stopped first. */
	async ready(stop) {
		this.#hasSlot = await this.#rateLimiter.acquire(stop).then(() => true, () => false);
		return this.#hasSlot && !stop.aborted;
	}
	/**
	* Sends a request, and retries it as long as that is safe: if it wasn't sent, or if Tally returned 429. A GET, which changes
	* nothing, is also retried after a lost connection, an incomplete response, or a 5xx. Once `isExpired` returns true, nothing is
	* sent.
	*/
	async request(request, stop, isExpired = () => false) {
		const sent = this.#httpRequestFor(request);
		let result = {
			kind: "not-sent",
			problem: "stopped before it was sent"
		};
		let connectionRetries = 0;
		try {
			for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
				if (!this.#hasSlot) await this.#rateLimiter.acquire(stop);
				if (isExpired()) return {
					kind: "not-sent",
					problem: "too much time passed before it could be sent"
				};
				result = await this.#send(sent, stop);
				if (attempt === maxAttempts || !isRetryable(request, result)) return result;
				const requested = this.#requestedWait(result, attempt);
				if (requested === void 0 && connectionRetries === maxConnectionRetries) return result;
				if (requested !== void 0 && requested >= maxWaitMs) return result;
				this.#options.onWait(requested === void 0 ? "no-connection" : "too-many-requests", requested);
				const wait = requested ?? firstBackOffMs * 2 ** connectionRetries;
				if (requested === void 0) connectionRetries += 1;
				await this.#options.clock.sleep(wait, stop);
			}
		} catch (error) {
			if (!stop.aborted) throw error;
		}
		return result;
	}
	/** Sends a request once. A stop abandons only requests that change nothing. */
	async #send(request, stop) {
		stop.throwIfAborted();
		this.#hasSlot = false;
		const { send, timeouts, clock } = this.#options;
		const result = await send(request, timeouts, clock, request.method === "GET" ? stop : void 0);
		if (result.kind === "response") {
			this.clock.recordHeaders(result.headers);
			this.#rateLimiter.recordHeaders(result.headers, this.clock.now());
		}
		return result;
	}
	/** Returns the message in an error body, which may be JSON, text, or empty: Tally documents none. Never returns the key. */
	problemIn(body) {
		const { message, errorType } = parseError(body);
		const text = [message, errorType && `(${errorType})`].filter(Boolean).join(" ");
		return redactSecrets(text, [this.#options.key]).replace(/[\p{Cc}\p{Cf}]+/gu, " ").trim().slice(0, maxProblemLength);
	}
	#httpRequestFor({ method, path, page, json }) {
		const { url, proxy } = this.#options;
		for (const segment of path) if (/^\.{0,2}$/.test(segment)) throw new Error(`invalid segment "${segment}" in a path`);
		const target = new URL(`${url.href.replace(/\/$/, "")}/${path.map(encodeURIComponent).join("/")}`);
		if (page !== void 0) target.searchParams.set("page", String(page));
		const body = json && JSON.stringify(json);
		return {
			method,
			url: target,
			headers: this.#headers(body !== void 0),
			body,
			proxy
		};
	}
	#headers(hasBody) {
		const { key, userAgent, tallyVersion } = this.#options;
		return {
			authorization: `Bearer ${key}`,
			...hasBody && { "content-type": "application/json" },
			accept: "application/json",
			"user-agent": userAgent,
			...tallyVersion !== void 0 && { "tally-version": tallyVersion }
		};
	}
	/** Returns the wait after a 429 in milliseconds: as its headers request, or longer each time. Undefined for other results. */
	#requestedWait(result, attempt) {
		if (result.kind !== "response" || result.status !== 429) return void 0;
		const now = this.clock.now();
		const until = retryTime(result.headers, now) ?? resetTime(result.headers);
		if (until !== void 0) return Math.max(until - now, 0) + 250;
		return Math.min(firstPauseMs * 2 ** (attempt - 1), maxPauseMs);
	}
};
function isRetryable({ method }, result) {
	if (result.kind === "not-sent") return true;
	if (result.kind === "no-response") return method === "GET";
	if (result.status === 429) return true;
	const isCut = !result.isWhole && result.body.length <= 67108864;
	return method === "GET" && (result.status >= 500 || result.status === 408 || isCut);
}
/** Returns the time in `Retry-After`, which has seconds or a date, in milliseconds since 1970. */
function retryTime(headers, now) {
	const value = headers["retry-after"];
	if (typeof value !== "string") return void 0;
	const until = /^\d+$/.test(value) ? now + Number(value) * 1e3 : Date.parse(value);
	return Number.isNaN(until) ? void 0 : until;
}
function parseError(body) {
	try {
		const value = JSON.parse(body);
		return {
			message: stringAt(value, "message"),
			errorType: stringAt(value, "errorType")
		};
	} catch {
		return body.trimStart().startsWith("<") ? { message: "an HTML page instead of JSON" } : { message: body };
	}
}

// src/core/tally/fold-observed.ts
/**
* Folds the responses of a check into live data. All fields except IDs and addresses are optional (tally-api.md,
* section 1).
*/
function foldObserved(raw, toAscii) {
	return new ObservedFold(raw, toAscii).result();
}
/** The form of a workspace ID, which might be written to the state file. */
const workspaceId = /^[A-Za-z0-9_-]{1,64}$/;
const maxIdLength = 200;
var ObservedFold = class {
	#raw;
	#toAscii;
	#people = /* @__PURE__ */ new Map();
	/**
	* `#people` by the address as Tally writes it, so that each is parsed only once: a person can be in many workspaces.
	*/
	#written = /* @__PURE__ */ new Map();
	#workspaces = /* @__PURE__ */ new Map();
	#userIds = /* @__PURE__ */ new Set();
	#deletedIds = /* @__PURE__ */ new Set();
	#unlisted = {
		members: /* @__PURE__ */ new Set(),
		invites: /* @__PURE__ */ new Set()
	};
	#unreadable = 0;
	constructor(raw, toAscii) {
		this.#raw = raw;
		this.#toAscii = toAscii;
	}
	result() {
		const { me, users, invites, workspaces } = this.#raw;
		for (const user of users) this.#addUser(user);
		for (const invite of invites) this.#addInvite(invite, void 0);
		for (const workspace of workspaces) this.#addWorkspace(workspace);
		const owner = objectAt(me, "organizationOwner");
		const isOwnersKey = booleanAt(me, "isOrganizationOwner");
		const selfId = textIn(me, "id");
		const self = this.#emailIn(me) ?? this.#emailOfUser(selfId);
		return {
			at: this.#raw.at,
			organization: textIn(me, "organizationId") ?? textIn(owner, "organizationId"),
			self,
			selfId,
			owner: this.#emailIn(owner) ?? this.#emailOfUser(textIn(owner, "id")) ?? (isOwnersKey ? self : void 0),
			isOwnersKey: isOwnersKey ?? sameId(textIn(owner, "id"), selfId),
			workspaces: this.#workspaces,
			people: new Map([...this.#people].map(([email, draft]) => [email, personOf(draft)])),
			missing: this.#missingData()
		};
	}
	#addUser(user) {
		const id = idIn(user);
		const written = textIn(user, "email");
		if (id !== void 0 && booleanAt(user, "isDeleted")) {
			this.#deletedIds.add(id);
			return;
		}
		if (id === void 0 || written === void 0) {
			this.#unreadable += 1;
			return;
		}
		this.#userIds.add(id);
		this.#setUser(user, id, written);
	}
	#setUser(user, id, written) {
		const person = this.#personAt(written);
		person.userId ??= id;
		person.name ??= nameIn(user);
		person.isBlocked ||= booleanAt(user, "isBlocked") ?? false;
		person.hasTwoFactor ??= booleanAt(user, "hasTwoFactorEnabled");
		return person;
	}
	#addWorkspace(workspace) {
		const id = idIn(workspace);
		if (id === void 0 || !workspaceId.test(id)) {
			this.#unreadable += 1;
			return;
		}
		this.#workspaces.set(id, textIn(workspace, "name") ?? "");
		for (const member of listAt(workspace, "members")) this.#addMember(member, id);
		for (const invite of listAt(workspace, "invites")) this.#addInvite(invite, id);
	}
	#addMember(member, workspaceId) {
		const id = idIn(member);
		const written = textIn(member, "email");
		if (booleanAt(member, "isDeleted") || id !== void 0 && this.#deletedIds.has(id)) return;
		if (id === void 0 || written === void 0) {
			this.#unreadable += 1;
			return;
		}
		if (!this.#userIds.has(id)) this.#unlisted.members.add(id);
		this.#setUser(member, id, written).joined.add(workspaceId);
	}
	#addInvite(invite, embeddedIn) {
		const id = idIn(invite);
		const written = textIn(invite, "email");
		if (id === void 0 || written === void 0) {
			this.#unreadable += 1;
			return;
		}
		const person = this.#personAt(written);
		const draft = person.invites.get(id) ?? {
			createdAt: void 0,
			createdBy: void 0,
			isListed: embeddedIn === void 0,
			workspaceIds: /* @__PURE__ */ new Set()
		};
		person.invites.set(id, draft);
		draft.createdAt ??= timeIn(invite, "createdAt");
		draft.createdBy ??= textIn(invite, "createdByUserId");
		for (const one of listAt(invite, "workspaceIds")) if (typeof one === "string" && workspaceId.test(one)) draft.workspaceIds.add(one);
		if (embeddedIn !== void 0) draft.workspaceIds.add(embeddedIn);
	}
	#personAt(written) {
		const known = this.#written.get(written);
		if (known) return known;
		const email = this.#keyOf(written);
		const draft = this.#people.get(email) ?? draftOf(email, written);
		this.#people.set(email, draft);
		this.#written.set(written, draft);
		return draft;
	}
	#emailIn(user) {
		const written = textIn(user, "email");
		return written === void 0 ? void 0 : this.#keyOf(written);
	}
	#emailOfUser(id) {
		return id === void 0 ? void 0 : [...this.#people.values()].find((one) => one.userId === id)?.email;
	}
	/**
	* Returns the key of an address. Tally might have one that is invalid in members.yaml, which becomes a key as well.
	*/
	#keyOf(written) {
		const reading = readAddress(written, this.#toAscii);
		return reading.ok ? reading.value.email : emailOf(written.trim());
	}
	#missingData() {
		const { total } = this.#raw;
		const read = this.#workspaces.size;
		for (const { invites } of this.#people.values()) {
			const isMerged = [...invites.values()].some((one) => one.isListed && one.workspaceIds.size === 0);
			for (const [id, one] of invites) if (!one.isListed && !isMerged) this.#unlisted.invites.add(id);
		}
		const { members, invites } = this.#unlisted;
		return [
			...total !== void 0 && total !== read ? [{
				data: "workspaces",
				read,
				total
			}] : [],
			...members.size > 0 ? [{
				data: "members",
				count: members.size
			}] : [],
			...invites.size > 0 ? [{
				data: "invites",
				count: invites.size
			}] : [],
			...this.#unreadable > 0 ? [{
				data: "unreadable",
				count: this.#unreadable
			}] : []
		];
	}
};
function draftOf(email, written) {
	return {
		email,
		written: written.trim(),
		name: void 0,
		userId: void 0,
		isBlocked: false,
		hasTwoFactor: void 0,
		joined: /* @__PURE__ */ new Set(),
		invites: /* @__PURE__ */ new Map()
	};
}
function personOf({ joined, invites, ...draft }) {
	const all = [...invites].sort(([a], [b]) => a < b ? -1 : 1);
	const listed = all.filter(([, one]) => one.isListed);
	const unlisted = all.filter(([, one]) => !one.isListed);
	const isMerged = unlisted.length > 0;
	const cancellable = listed.length > 0 ? listed : unlisted;
	return {
		...draft,
		joined: [...joined].sort(),
		pending: [...new Set(all.flatMap(([, one]) => [...one.workspaceIds]))].sort(),
		invites: cancellable.map(([id, { createdAt, createdBy }]) => ({
			id,
			createdAt,
			createdBy
		})),
		hasUnknownInvite: !isMerged && listed.some(([, one]) => one.workspaceIds.size === 0)
	};
}
function nameIn(user) {
	const parts = [textIn(user, "firstName"), textIn(user, "lastName")].filter((part) => part !== void 0);
	return textIn(user, "fullName") ?? (parts.length > 0 ? parts.join(" ") : void 0);
}
function idIn(value) {
	const id = textIn(value, "id");
	return id !== void 0 && id.length <= maxIdLength && /^(?!\.{1,2}$)\P{Cs}+$/u.test(id) ? id : void 0;
}
/** Returns the text at a key, unless it is blank. */
function textIn(value, key) {
	const inner = stringAt(value, key);
	return inner?.trim() ? inner : void 0;
}
/** Returns the time at a key if it begins with a valid date in ISO 8601. */
function timeIn(value, key) {
	const time = textIn(value, key);
	return time !== void 0 && readDay(time.slice(0, 10)) ? time : void 0;
}
function sameId(one, other) {
	return one === void 0 || other === void 0 ? void 0 : one === other;
}

// src/tally/read.ts
/** More pages than any organization has. Stops reading if `hasMore` is always true. */
const maxPages = 500;
/** Returns a reader that reads an organization through a client. */
function createReader(client, stop) {
	return { observe: async (organization) => {
		try {
			return {
				ok: true,
				value: await new OrganizationReader(client, stop).read(organization)
			};
		} catch (error) {
			if (error instanceof ReadError) return {
				ok: false,
				problem: error.failure
			};
			throw error;
		}
	} };
}
/** Why an organization can't be read. */
var ReadError = class extends Error {
	failure;
	constructor(failure) {
		super(failure.reason);
		this.failure = failure;
	}
};
var OrganizationReader = class {
	#client;
	#stop;
	#responses = 0;
	/** The length of all responses, in characters. */
	#length = 0;
	constructor(client, stop) {
		this.#client = client;
		this.#stop = stop;
	}
	async read(wanted) {
		const me = await this.#get("read the user of the API key", {
			method: "GET",
			path: ["users", "me"]
		});
		const at = new Date(this.#client.clock.now()).toISOString();
		const owner = objectAt(me, "organizationOwner");
		const actual = stringAt(me, "organizationId") || stringAt(owner, "organizationId");
		if (wanted !== void 0 && actual !== void 0 && wanted !== actual) throw new ReadError({
			reason: "foreign-organization",
			configured: wanted,
			actual
		});
		const organization = wanted ?? actual;
		if (organization === void 0 || wanted === void 0 && !/^[A-Za-z0-9_-]{1,64}$/.test(organization)) throw failed("Tally didn't return the organization of the API key");
		const workspaces = await this.#readWorkspaces();
		const invites = await this.#readList("list invites", [
			"organizations",
			organization,
			"invites"
		]);
		const users = await this.#readList("list members", [
			"organizations",
			organization,
			"users"
		]);
		const { items, total } = workspaces;
		const { toAsciiDomain } = await Promise.resolve().then(() => require("./action/core-values-idna.js"));
		return foldObserved({
			at,
			me,
			workspaces: items,
			total,
			invites,
			users
		}, toAsciiDomain);
	}
	/** Reads all pages. Tally rejects the parameter `limit` (observed), and the response may also be a bare list (inferred). */
	async #readWorkspaces() {
		const items = [];
		const ids = /* @__PURE__ */ new Set();
		for (let page = 1; page <= maxPages; page += 1) {
			const request = {
				method: "GET",
				path: ["workspaces"],
				...page > 1 && { page }
			};
			const response = await this.#get("list workspaces", request);
			if (Array.isArray(response) && page === 1) return {
				items: response,
				total: void 0
			};
			const pageItems = valueAt(response, "items");
			if (!Array.isArray(pageItems)) throw failed("Couldn't list workspaces: Tally didn't return a list");
			const fresh = pageItems.filter((one) => !ids.has(stringAt(one, "id")));
			for (const one of fresh) if (stringAt(one, "id") !== void 0) ids.add(stringAt(one, "id"));
			items.push(...fresh);
			const hasMore = valueAt(response, "hasMore");
			const count = numberAt(response, "total");
			const total = Number.isSafeInteger(count) ? count : void 0;
			if ((hasMore === void 0 ? items.length >= (total ?? 0) : hasMore !== true) || fresh.length === 0 && total !== void 0) return {
				items,
				total
			};
			if (fresh.length === 0) break;
		}
		throw failed("Couldn't list workspaces: Tally kept returning more pages");
	}
	async #readList(what, path) {
		const response = await this.#get(what, {
			method: "GET",
			path
		});
		if (!Array.isArray(response)) throw failed(`Couldn't ${what}: Tally didn't return a list`);
		return response;
	}
	async #get(what, request) {
		const response = await this.#client.request(request, this.#stop);
		if (response.kind !== "response") throw failed(`Couldn't ${what}: ${response.problem}`);
		const { status, body, isWhole } = response;
		this.#responses += 1;
		this.#length += body.length;
		if (this.#length > 67108864) throw failed(tooLong(this.#responses, request));
		if (status !== 200) throw new ReadError(this.#failureFor(what, status, body, request));
		if (!isWhole) throw failed(`Couldn't ${what}: the response is incomplete`);
		try {
			return JSON.parse(body);
		} catch {
			throw failed(`Couldn't ${what}: the response isn't JSON`);
		}
	}
	#failureFor(what, status, body, { path }) {
		const message = this.#client.problemIn(body);
		const problem = `Couldn't ${what}: Tally returned ${status}${message === "" ? "" : ` (${message})`}`;
		if (status === 403) return {
			reason: "observe-denied",
			problem
		};
		if (status === 401 && path[0] === "users") return { reason: "key-rejected" };
		return {
			reason: "observe-failed",
			problem
		};
	}
};
function tooLong(responses, { path, page = 1 }) {
	return `Tally returned more than ${maxResponseLength / 1024 / 1024} MiB in ${responses} responses, which is more than any organization has. The last one was page ${page} of ${path.join("/")}`;
}
function failed(problem) {
	return new ReadError({
		reason: "observe-failed",
		problem
	});
}

// src/tally/write.ts
/** Returns a writer that changes one organization through a client. */
function createWriter(client, organization) {
	return {
		ready: (stop) => client.ready(stop),
		send: async (call, stop, isExpired) => {
			return outcomeOf(await client.request(requestFor(call, organization), stop, isExpired), (body) => client.problemIn(body));
		}
	};
}
function requestFor(call, organization) {
	const path = ["organizations", organization];
	switch (call.action) {
		case "invite": {
			const json = {
				workspaceIds: call.workspaceIds,
				emails: call.emails.join(",")
			};
			return {
				method: "POST",
				path: [...path, "invites"],
				json
			};
		}
		case "cancel": return {
			method: "DELETE",
			path: [
				...path,
				"invites",
				call.inviteId ?? ""
			]
		};
		case "remove": return {
			method: "DELETE",
			path: [
				...path,
				"users",
				call.userId ?? ""
			]
		};
	}
}
function outcomeOf(result, problemIn) {
	if (result.kind === "not-sent") return {
		result: "not-sent",
		problem: result.problem
	};
	if (result.kind === "no-response") return {
		result: "unconfirmed",
		problem: result.problem
	};
	const { status } = result;
	if (status === 204) return { result: "done" };
	if (status >= 400 && status < 500 && status !== 408) return {
		result: "rejected",
		status,
		problem: problemIn(result.body)
	};
	return {
		result: "unconfirmed",
		status,
		problem: `Tally returned ${status >= 300 && status < 400 ? "a redirect, which Rollcall doesn't follow" : String(status)}`
	};
}

// src/tally/connect.ts
/** Returns the function that opens a connection to Tally. `send`: how a request is sent; tests can provide their own. */
function connectTally({ clock, env }, send = sendRequest) {
	return (access, { timeout, ...options }) => {
		const timeouts = {
			connect: Math.min(connectTimeoutMs, timeout),
			headers: timeout,
			body: timeout
		};
		const userAgent = `rollcall/${version}`;
		const proxy = proxyFor(access.url, env);
		const client = new TallyClient({
			...access,
			...options,
			send,
			clock,
			timeouts,
			userAgent,
			proxy
		});
		return {
			clock: client.clock,
			syncClock: async () => {
				if (!client.clock.isCertain) await client.request({
					method: "GET",
					path: ["users", "me"]
				}, options.stop);
			},
			reader: createReader(client, options.stop),
			writer: (organization) => createWriter(client, organization)
		};
	};
}

// src/action.ts
if (process.env["GITHUB_WORKSPACE"]) process.chdir(process.env["GITHUB_WORKSPACE"]);
const io = nodeIo(process, { exitOnSecondSignal: false });
runAction(io, connectTally(io)).then((exit) => {
	if (exit !== 0) process.exitCode = exit;
});

exports.FoldError = FoldError;
exports.RecordedFold = RecordedFold;
exports.addressReader = addressReader;
exports.alreadyApplied = alreadyApplied;
exports.applyResolutions = applyResolutions;
exports.booleanAt = booleanAt;
exports.capitalize = capitalize;
exports.commentLimit = commentLimit;
exports.commentLimitFor = commentLimitFor;
exports.compareText = compareText;
exports.connectTimeoutMs = connectTimeoutMs;
exports.dayOf = dayOf;
exports.daysBetween = daysBetween;
exports.describeFileProblem = describeFileProblem;
exports.describeTlsProblem = describeTlsProblem;
exports.diagnosticCounts = diagnosticCounts;
exports.digestOf = digestOf;
exports.ellipsize = ellipsize;
exports.emailOf = emailOf;
exports.escapeMarkdown = escapeMarkdown;
exports.escapeTerminal = escapeTerminal;
exports.escapeTerminalLines = escapeTerminalLines;
exports.failRun = failRun;
exports.formatBasis = formatBasis;
exports.formatFirst = formatFirst;
exports.formatList = formatList;
exports.formatNumber = formatNumber;
exports.formatPlan = formatPlan;
exports.grantsInTally = grantsInTally;
exports.groupBy = groupBy;
exports.hasCalls = hasCalls;
exports.hasChanges = hasChanges;
exports.inFlightMs = inFlightMs;
exports.inert = inert;
exports.irregularIn = irregularIn;
exports.isAbsent = isAbsent;
exports.isComplete = isComplete;
exports.isLoopback = isLoopback;
exports.isObject = isObject;
exports.isStillNeeded = isStillNeeded;
exports.listAt = listAt;
exports.logLayout = logLayout;
exports.mayNeedIdna = mayNeedIdna;
exports.numberAt = numberAt;
exports.objectAt = objectAt;
exports.observedGrants = observedGrants;
exports.observedUnconfirmed = observedUnconfirmed;
exports.openTunnel = openTunnel;
exports.outputPlan = outputPlan;
exports.parseJson = parseJson;
exports.plainStyle = plainStyle;
exports.planChanges = planChanges;
exports.planPerson = planPerson;
exports.pluralize = pluralize;
exports.printFailure = printFailure;
exports.proxyFor = proxyFor;
exports.readAddress = readAddress;
exports.readDay = readDay;
exports.readDomain = readDomain;
exports.readPullRequest = readPullRequest;
exports.readStamp = readStamp;
exports.readStats = readStats;
exports.redactSecrets = redactSecrets;
exports.renderEachDiagnostic = renderEachDiagnostic;
exports.renderFailedRun = renderFailedRun;
exports.resolveUnconfirmed = resolveUnconfirmed;
exports.responseTimeoutMs = responseTimeoutMs;
exports.runnerFile = runnerFile;
exports.secretNames = secretNames;
exports.sentDays = sentDays;
exports.sentenceOf = sentenceOf;
exports.severityOf = severityOf;
exports.stampFrom = stampFrom;
exports.stringAt = stringAt;
exports.stringsAt = stringsAt;
exports.successorsIn = successorsIn;
exports.suggestDay = suggestDay;
exports.summaryLimit = summaryLimit;
exports.toResult = toResult;
exports.unknownWorkspaceText = unknownWorkspaceText;
exports.valueAt = valueAt;
exports.workspaceKeys = workspaceKeys;