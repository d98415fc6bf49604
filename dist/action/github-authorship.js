const require_action = require("../action.js");
const require_client = require("./github-client.js");
const require_pulls = require("./github-pulls.js");

// src/core/review/marker.ts
const opening = "<!-- rollcall ";
const closing = " -->";
/** So many fingerprints take a third of the longest comment. */
const maxGrantsListed = 1200;
const fingerprintLength = 14;
/** The marker as the first line of a comment. Nothing in it can end an HTML comment. */
function formatMarker(marker) {
	const { grants, ...rest } = marker;
	return `${opening}${hiddenJson({
		...rest,
		...grants && { grants: grants.join("") }
	})}${closing}`;
}
/** The first line of the issue that tells of drift, for one configuration of a repository. */
function formatDriftMarker(config) {
	return `<!-- rollcall-drift ${hiddenJson({
		version: 1,
		config
	})}${closing}`;
}
/** The marker with which a comment about `config` begins, if it begins with one. */
function readMarker(body, config) {
	const [line = ""] = body.split(/\r?\n/, 1);
	if (!line.startsWith(opening) || !line.endsWith(closing)) return void 0;
	const value = require_action.parseJson(line.slice(14, -4));
	if (!require_action.isObject(value) || value["version"] !== 1 || value["config"] !== config) return void 0;
	const { plan, configDigest, day, events, grants, source, isResult } = value;
	const [commit, run] = [require_action.stringAt(source, "commit"), require_action.stringAt(source, "run")];
	if (![
		plan,
		configDigest,
		day,
		commit,
		run
	].every((one) => typeof one === "string")) return void 0;
	if (typeof events !== "number" || grants !== void 0 && typeof grants !== "string") return void 0;
	return {
		version: 1,
		config,
		plan: String(plan),
		configDigest: String(configDigest),
		day: String(day),
		events,
		...grants !== void 0 && { grants: fingerprintsIn(grants) },
		source: {
			commit: String(commit),
			run: String(run)
		},
		...isResult === true && { isResult }
	};
}
/** The grants that a plan sends, in the order of its people. */
function grantsOf(people) {
	return people.flatMap(({ email, workspaceIds }) => workspaceIds.map((workspaceId) => ({
		email,
		workspaceId
	})));
}
/** Fingerprints for a marker, sorted; nothing where they are too many. */
function fingerprintsOf(grants, digest) {
	if (grants.length > maxGrantsListed) return void 0;
	return grants.map((grant) => fingerprintOf(grant, digest)).sort(require_action.compareText);
}
/** What stands for a grant in a marker: 56 bits, so that no grant passes for another by chance. */
function fingerprintOf({ email, workspaceId }, digest) {
	return digest(`${email} ${workspaceId}`).replace(/^sha256:/, "").slice(0, fingerprintLength);
}
/** JSON that cannot end the HTML comment it stands in. */
function hiddenJson(value) {
	return JSON.stringify(value).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("--", "-\\u002d");
}
function fingerprintsIn(text) {
	return text.match(new RegExp(`.{${fingerprintLength}}`, "g")) ?? [];
}

// src/github/authorship.ts
/**
* The first comment or issue that is ours. Reads every page. If there is only one of another bot, it is reported and left alone: it
* may be ours, from another token, or a bot that repeats what people write.
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
/**
* Creates a comment or an issue and returns its URL. A request that failed may have created it, so it is looked for before a second
* try. If GitHub doesn't tell whose token it is, the response shows who the author is.
*/
async function createOnce(github, { author }, create, find) {
	const createNow = async () => {
		const { data } = await create();
		const login = require_pulls.optionalString(data, "user.login");
		if (login !== void 0 && login !== author && login !== await github.viewer()) github.onOtherAuthor(login);
		return require_pulls.requireString(data, "html_url");
	};
	try {
		return await createNow();
	} catch (error) {
		const status = require_client.statusOf(error);
		if (status !== void 0 && status < 500) throw error;
		return (await find())?.url ?? createNow();
	}
}

Object.defineProperty(exports, "createOnce", {
  enumerable: true,
  get: function () {
    return createOnce;
  }
});
Object.defineProperty(exports, "findOwn", {
  enumerable: true,
  get: function () {
    return findOwn;
  }
});
Object.defineProperty(exports, "fingerprintOf", {
  enumerable: true,
  get: function () {
    return fingerprintOf;
  }
});
Object.defineProperty(exports, "fingerprintsOf", {
  enumerable: true,
  get: function () {
    return fingerprintsOf;
  }
});
Object.defineProperty(exports, "formatDriftMarker", {
  enumerable: true,
  get: function () {
    return formatDriftMarker;
  }
});
Object.defineProperty(exports, "formatMarker", {
  enumerable: true,
  get: function () {
    return formatMarker;
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