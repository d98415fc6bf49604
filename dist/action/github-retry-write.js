const require_action = require("../action.js");
const require_client = require("./github-client.js");
const require_pulls = require("./github-pulls.js");

// src/core/review/marker.ts
const opening = "<!-- rollcall ";
const closing = " -->";
/** Formats a marker as the first line of a comment. Nothing in it can end an HTML comment. */
function formatMarker(marker) {
	return `${opening}${hiddenJson(marker)}${closing}`;
}
/** Formats the first line of the drift issue for one configuration of a repository. */
function formatDriftMarker(config) {
	return `<!-- rollcall-drift ${hiddenJson({
		version: 1,
		config
	})}${closing}`;
}
/** Returns the marker of a comment about `config`, if the comment begins with one. */
function readMarker(body, config) {
	const [line = ""] = body.split(/\r?\n/, 1);
	if (!line.startsWith(opening) || !line.endsWith(closing)) return void 0;
	const value = require_action.parseJson(line.slice(14, -4));
	if (!require_action.isObject(value) || value["version"] !== 2 || value["config"] !== config) return void 0;
	const source = readStrings(value["source"], ["commit", "run"]);
	const shown = value["shown"] === void 0 ? void 0 : readShown(value["shown"]);
	const result = value["result"] === void 0 ? void 0 : readResult(value["result"]);
	if (!source || shown === "invalid" || result === "invalid") return void 0;
	return {
		version: 2,
		config,
		...shown && { shown },
		source,
		...result && { result }
	};
}
/** Returns the grants that a plan sends, in the order of its people. */
function grantsOf(people) {
	return people.flatMap(({ email, workspaceIds }) => workspaceIds.map((workspaceId) => ({
		email,
		workspaceId
	})));
}
/** Returns a string that identifies a grant. */
function grantKey({ email, workspaceId }) {
	return `${email} ${workspaceId}`;
}
/** Returns the text whose digest represents grants in a marker. The order of the grants doesn't matter. */
function formatGrants(grants) {
	return grants.map((grant) => `${grantKey(grant)}\n`).sort(require_action.compareText).join("");
}
function readShown(value) {
	const texts = readStrings(value, [
		"head",
		"commit",
		"base",
		"tip",
		"day",
		"grants"
	]);
	const state = require_action.isObject(value) ? readState(value["state"]) : void 0;
	if (!texts || !state) return "invalid";
	const { head, commit, base, tip, day, grants } = texts;
	return {
		head,
		commit,
		base,
		tip,
		day,
		state,
		grants
	};
}
function readResult(value) {
	if (!require_action.isObject(value)) return "invalid";
	const at = require_action.stringAt(value, "at");
	const state = value["state"] === void 0 ? void 0 : readState(value["state"]);
	if (at === void 0 || value["state"] !== void 0 && !state) return "invalid";
	return {
		at,
		...state && { state }
	};
}
function readState(value) {
	const [events, lineage] = [require_action.numberAt(value, "events"), require_action.stringAt(value, "lineage")];
	if (events === void 0 || !Number.isSafeInteger(events) || events < 0) return void 0;
	return {
		...lineage !== void 0 && { lineage },
		events
	};
}
function readStrings(value, keys) {
	const texts = keys.map((key) => [key, require_action.stringAt(value, key)]);
	if (texts.some(([, text]) => text === void 0)) return void 0;
	return Object.fromEntries(texts);
}
/** Formats JSON that can't end the HTML comment around it. */
function hiddenJson(value) {
	return JSON.stringify(value).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("--", "-\\u002d");
}

// src/github/authorship.ts
/**
* Finds the first comment or issue that is ours, on any page. If there is only one by another bot, reports the bot and ignores it:
* it may be ours, written with another token, or the bot may repeat what people write.
*/
async function findOwn(github, { author, isOurs }, pages, read) {
	const byOthers = [];
	for await (const { data } of pages) for (const one of require_pulls.requireItems(data)) {
		const body = require_pulls.optionalString(one, "body") ?? "";
		const item = isOurs(body) ? read(one, body) : void 0;
		if (!item) continue;
		const login = require_pulls.optionalString(one, "user.login") ?? "";
		if (login === author) return item;
		byOthers.push({
			item,
			login,
			isBot: require_pulls.optionalString(one, "user.type") === "Bot"
		});
	}
	if (byOthers.length === 0) return void 0;
	const viewer = await github.viewer();
	const own = byOthers.find((one) => one.login === viewer);
	const bot = byOthers.find((one) => one.isBot);
	if (!own && bot) github.onOtherAuthor(bot.login);
	return own?.item;
}
/** Creates a comment or an issue. Reports its author if that is neither the expected login nor known as the owner of the token. */
async function createOwn(github, { author }, create) {
	const { data } = await create();
	const login = require_pulls.optionalString(data, "user.login");
	if (login !== void 0 && login !== author && login !== await github.viewer()) github.onOtherAuthor(login);
	return {
		id: require_pulls.requireId(data, "id"),
		url: require_pulls.requireString(data, "html_url")
	};
}

// src/github/retry-write.ts
/** The pauses between attempts, in milliseconds. For a moment after a write, a read can return the older content. */
const pausesMs = [
	1e3,
	2e3,
	4e3,
	8e3
];
/**
* Retries a write that failed temporarily: because of a rate limit, a status of 500 or higher, or a truncated or missing response.
* Such a write may have arrived, so `write` must look for its own earlier result if `attempt` is greater than 1.
*/
async function retryWrite(clock, write) {
	for (let attempt = 1;; attempt += 1) try {
		return await write(attempt);
	} catch (error) {
		const pauseMs = Math.max(pausesMs[attempt - 1] ?? Number.POSITIVE_INFINITY, requestedPauseMs(error));
		if (!isTemporary(error) || pauseMs > 300 * 1e3) throw error;
		await clock.sleep(pauseMs, new AbortController().signal);
	}
}
/** Whether a failed request can succeed later. Throws any other error. */
function isTemporary(error) {
	const status = require_client.statusOf(error);
	return status === void 0 || status >= 500 || require_client.isRateLimited(error);
}
/** Returns how long GitHub asks to wait, in milliseconds. */
function requestedPauseMs(error) {
	const seconds = error instanceof require_client.RequestError ? error.response?.headers["retry-after"] : void 0;
	return 1e3 * (Number(seconds) || 0);
}

Object.defineProperty(exports, "createOwn", {
  enumerable: true,
  get: function () {
    return createOwn;
  }
});
Object.defineProperty(exports, "findOwn", {
  enumerable: true,
  get: function () {
    return findOwn;
  }
});
Object.defineProperty(exports, "formatDriftMarker", {
  enumerable: true,
  get: function () {
    return formatDriftMarker;
  }
});
Object.defineProperty(exports, "formatGrants", {
  enumerable: true,
  get: function () {
    return formatGrants;
  }
});
Object.defineProperty(exports, "formatMarker", {
  enumerable: true,
  get: function () {
    return formatMarker;
  }
});
Object.defineProperty(exports, "grantKey", {
  enumerable: true,
  get: function () {
    return grantKey;
  }
});
Object.defineProperty(exports, "grantsOf", {
  enumerable: true,
  get: function () {
    return grantsOf;
  }
});
Object.defineProperty(exports, "readMarker", {
  enumerable: true,
  get: function () {
    return readMarker;
  }
});
Object.defineProperty(exports, "retryWrite", {
  enumerable: true,
  get: function () {
    return retryWrite;
  }
});