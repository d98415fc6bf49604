const require_action = require("../action.js");

// src/render/apply/progress.ts
/** Returns why Rollcall waits, and for how long if that is known. */
function renderWait(reason, milliseconds) {
	const seconds = Math.ceil((milliseconds ?? 0) / 1e3);
	const time = seconds < 120 ? require_action.pluralize(seconds, "second") : require_action.pluralize(Math.ceil(seconds / 60), "minute");
	return `Waiting${milliseconds === void 0 ? "" : ` ${time}`}: ${sentences[reason]}.\n`;
}
/** Warns that this machine's clock is wrong. `milliseconds` is negative if it is behind. */
function renderClockSkew(milliseconds) {
	return `Warning: This machine's clock is ${require_action.pluralize(Math.round(Math.abs(milliseconds) / 6e4), "minute")} ${milliseconds > 0 ? "ahead of" : "behind"} Tally's, so Rollcall uses Tally's. Set this machine's clock.\n`;
}
const sentences = {
	"rate-limit": "Rollcall sends Tally at most 80 requests a minute, because Tally's limit is 100",
	"too-many-requests": "Tally asked Rollcall to wait",
	"no-connection": "Tally can't be reached or doesn't respond; trying again",
	"not-shown-yet": "Tally doesn't show every change yet",
	unconfirmed: "a call got no usable response and might still be delivered; Rollcall then checks Tally and continues"
};
const width = 40;
/** Returns a progress bar and the number of finished calls, on one line. */
function renderProgress(done, total) {
	const filled = total === 0 ? width : Math.min(width, Math.floor(done / total * width));
	return `${"=".repeat(filled)}${"-".repeat(width - filled)} ${done}/${total} calls`;
}

// src/reconcile/tally-access.ts
/** Reads TALLY_API_KEY, TALLY_API_URL, and TALLY_API_VERSION. `name` is the name of the key's source in messages. */
function readTallyAccess(env, name = "TALLY_API_KEY") {
	const key = env["TALLY_API_KEY"] ?? "";
	if (key === "") return {
		ok: false,
		problem: { reason: "no-key" }
	};
	const problem = keyProblem(key);
	if (problem) return {
		ok: false,
		problem: {
			reason: "bad-key",
			name,
			problem
		}
	};
	const url = readUrl(env["TALLY_API_URL"] || "https://api.tally.so");
	if (!url.ok) return url;
	const tallyVersion = env["TALLY_API_VERSION"] || void 0;
	if (tallyVersion !== void 0 && !/^[0-9A-Za-z.-]{1,40}$/.test(tallyVersion)) return {
		ok: false,
		problem: {
			reason: "bad-version",
			value: tallyVersion
		}
	};
	return {
		ok: true,
		value: {
			url: url.value,
			key,
			tallyVersion
		}
	};
}
/** In characters. Tally's documentation shows keys of about forty. */
const maxKeyLength = 1e3;
function keyProblem(key) {
	if (key.trim() !== key) return "around";
	if (/^["'`]|["'`]$/.test(key)) return "quoted";
	if (/^bearer\b/i.test(key)) return "scheme";
	if (!/^[\x21-\x7e]+$/.test(key)) return "inside";
	return key.length > maxKeyLength ? "too-long" : void 0;
}
function readUrl(value) {
	const rejected = (problem, shown = value) => ({
		ok: false,
		problem: {
			reason: "bad-url",
			value: shown,
			problem
		}
	});
	if (!URL.canParse(value)) return rejected("not-a-url");
	const url = new URL(value);
	if (url.protocol !== "https:" && url.protocol !== "http:") return rejected("not-a-url");
	if (url.username || url.password || url.search || url.hash) return rejected("has-extras", url.origin);
	if (url.protocol === "http:" && !require_action.isLoopback(url.hostname)) return rejected("not-https");
	return {
		ok: true,
		value: url
	};
}

// src/action/context/tally-access.ts
/** Reads the API key and the URL of Tally from the input or the environment. `example` is the workflow that an error refers to. */
function findTallyAccess({ io, inputs }, example) {
	if (inputs.key !== "") return readTallyAccess({
		...io.env,
		TALLY_API_KEY: inputs.key
	}, "The input api-key");
	if (io.env["TALLY_API_KEY"]) return readTallyAccess(io.env);
	return {
		ok: false,
		problem: {
			reason: "bad-input",
			name: "api-key",
			value: "",
			expected: `a Tally API key. Create one in Tally under Settings > API keys, store it as a secret of the repository, and pass it to the step as examples/workflows/${example} does`
		}
	};
}

Object.defineProperty(exports, "findTallyAccess", {
  enumerable: true,
  get: function () {
    return findTallyAccess;
  }
});
Object.defineProperty(exports, "renderClockSkew", {
  enumerable: true,
  get: function () {
    return renderClockSkew;
  }
});
Object.defineProperty(exports, "renderProgress", {
  enumerable: true,
  get: function () {
    return renderProgress;
  }
});
Object.defineProperty(exports, "renderWait", {
  enumerable: true,
  get: function () {
    return renderWait;
  }
});