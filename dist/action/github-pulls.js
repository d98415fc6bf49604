const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_action = require("../action.js");
const require_model = require("./render-document-model.js");
const require_client = require("./github-client.js");
const require_tree_files = require("./io-tree-tree-files.js");
const require_markdown = require("./render-document-markdown.js");
const require_suggest = require("./core-text-suggest.js");
let node_path = require("node:path");
node_path = require_rolldown_runtime.__toESM(node_path, 1);

// src/github/response.ts
/**
* Returns the string at a path of keys in a response, such as `object.sha`. Like all functions here, throws UnusableResponse if there
* is no valid value.
*/
function requireString(response, path) {
	const value = valueAtPath(response, path);
	return typeof value === "string" ? value : rejectValue(path);
}
/** Like `requireString`, but returns undefined if the value is missing or null. */
function optionalString(response, path) {
	return (valueAtPath(response, path) ?? void 0) === void 0 ? void 0 : requireString(response, path);
}
/** Returns the ID of a git object. */
function requireSha(response, path) {
	const sha = requireString(response, path);
	return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha) ? sha : rejectValue(path);
}
/** Returns the number of an issue or a pull request, or the ID of a comment. */
function requireId(response, path) {
	const value = valueAtPath(response, path);
	return Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : rejectValue(path);
}
/** Returns the items of a list, which is the response itself or a part of it. */
function requireItems(response, path) {
	const value = path === void 0 ? response : valueAtPath(response, path);
	if (Array.isArray(value)) return value;
	return path === void 0 ? reject("it isn't a list") : rejectValue(path);
}
function valueAtPath(response, path) {
	return path.split(".").reduce(require_action.valueAt, response);
}
function rejectValue(path) {
	return reject(`${path} is missing or invalid`);
}
function reject(problem) {
	throw new require_client.UnusableResponse(`GitHub returned an invalid response: ${problem}. Run this again`);
}

// src/github/commits.ts
/** Finds a commit, or returns undefined if the repository doesn't have it. A fork's commits may exist only in the fork. */
async function findCommit(github, sha, repository = github.repository) {
	const path = {
		...repository,
		commit_sha: sha
	};
	const data = await orUndefinedOn404(github.request("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", path));
	if (data === void 0) return void 0;
	const parents = requireItems(data, "parents").map((parent) => requireSha(parent, "sha"));
	return {
		repository,
		sha,
		tree: requireSha(data, "tree.sha"),
		parents
	};
}
/** Returns the files of a commit, or undefined if the repository has no such commit. */
async function findFiles(github, sha) {
	const commit = sha === void 0 ? void 0 : await findCommit(github, sha);
	return commit && commitFiles(github, commit);
}
/** Finds the commit at the head of a branch, or returns undefined if there is no such branch. */
async function findTip(github, branch) {
	const { repository } = github;
	const path = {
		...repository,
		ref: `heads/${branch}`,
		per_page: 1
	};
	try {
		const { data } = await github.request("GET /repos/{owner}/{repo}/commits/{ref}", path);
		return readCommit(repository, data);
	} catch (error) {
		if (require_client.statusOf(error) === 422 && require_client.problemOfRequest(error).includes("No commit found for SHA") || require_client.statusOf(error) === 404) return void 0;
		throw error;
	}
}
/** Reads a commit in the form in which GitHub lists commits. */
function readCommit(repository, data) {
	const parents = requireItems(data, "parents").map((parent) => requireSha(parent, "sha"));
	return {
		repository,
		sha: requireSha(data, "sha"),
		tree: requireSha(data, "commit.tree.sha"),
		parents
	};
}
/** Returns the commit that a ref such as `heads/main` or `pull/7/merge` points to, or undefined if there is no such ref. */
async function findRef(github, ref) {
	const path = {
		...github.repository,
		ref
	};
	const data = await orUndefinedOn404(github.request("GET /repos/{owner}/{repo}/git/ref/{ref}", path));
	return data === void 0 ? void 0 : requireSha(data, "object.sha");
}
/** Returns the default branch of the repository. */
async function findDefaultBranch(github) {
	const { data } = await github.request("GET /repos/{owner}/{repo}", { ...github.repository });
	return requireString(data, "default_branch");
}
/** Returns the data of a response, or undefined if its status is 404. */
async function orUndefinedOn404(response) {
	try {
		return (await response).data ?? null;
	} catch (error) {
		if (require_client.statusOf(error) === 404) return void 0;
		throw error;
	}
}
/** Returns the files of a commit. Each is read through the API when it is needed. */
function commitFiles(github, { repository, tree }) {
	return new require_tree_files.TreeFiles({
		root: tree,
		...openObjects(github, repository)
	});
}
function openObjects(github, repository) {
	return {
		readTree: async (id, depth) => {
			const { data } = await github.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
				...repository,
				tree_sha: id,
				...depth === "recursive" && { recursive: "1" }
			});
			const entries = requireItems(data, "tree");
			if (data.truncated !== false) throw new require_client.UnusableResponse(tooManyFiles);
			return entries.map((entry) => ({
				path: requireString(entry, "path"),
				mode: requireString(entry, "mode"),
				id: requireSha(entry, "sha"),
				size: require_action.numberAt(entry, "size") ?? 0
			}));
		},
		readBlob: async (id) => {
			const path = {
				...repository,
				file_sha: id
			};
			const { data } = await github.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", path);
			return Buffer.from(requireString(data, "content"), "base64");
		}
	};
}
const tooManyFiles = "GitHub can't list all files in the folder of the configuration because there are too many. Move the configuration to a folder of its own";

// src/core/yaml/entries/entries.ts
/** A mapping in block style, whose first key is in the first column. Only comments and `---` are above it. */
const blockMapping = /^(?:---[ \t]*\r?\n|[ \t]*(?:#[^\n]*)?\r?\n)*["'\w]/;
const listKey = /^members:[ \t]*(?:[ \t]#[^\n]*)?\r?\n/m;
const blankOrComment = /[ \t]*\r?(?:#|\n|$)/y;
const firstDash = /(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)- /y;
/** Characters that mean nothing in Unicode, so that Rollcall can use them as marks. */
const privateUse = /[\ue000-\uf8ff]/;
/**
* Finds the entries of the `members` list in YAML without syntax errors, by the columns of its lines. Only the entries
* that contain an anchor or an alias depend on other entries. Returns undefined if the file has another style.
*/
function findEntries(text) {
	const key = listKey.exec(text);
	if (!key || !blockMapping.test(text) || privateUse.test(text)) return void 0;
	firstDash.lastIndex = key.index + key[0].length;
	const [found, margin] = firstDash.exec(text) ?? [];
	if (found === void 0 || margin === void 0) return void 0;
	const offsets = [];
	const [deeper, dash] = [`${margin} `, `${margin}- `];
	let at = firstDash.lastIndex - dash.length;
	while (at < text.length) {
		if (text.startsWith(dash, at)) offsets.push(at);
		else if (!text.startsWith(deeper, at) && !isBlankOrComment(text, at)) break;
		const end = text.indexOf("\n", at);
		at = end === -1 ? text.length : end + 1;
	}
	return {
		offsets: [...offsets, at],
		margin
	};
}
function isBlankOrComment(text, at) {
	blankOrComment.lastIndex = at;
	return blankOrComment.test(text);
}

// src/reconcile/inputs/load.ts
/** Loads the state that belongs to a configuration. If either is invalid, returns the errors and warnings of both. */
async function loadInputs(loaded, store) {
	if (!loaded.ok && loaded.problem.reason !== "invalid-files") return loaded;
	const stored = await store.load(loaded.ok ? loaded.value.config.organization : void 0);
	if (loaded.ok && stored.ok) return {
		ok: true,
		value: inputsOf(loaded.value, stored.value)
	};
	if (loaded.ok && !stored.ok && stored.problem.reason !== "invalid-files") return stored;
	const found = [diagnosticsIn(loaded), diagnosticsIn(stored)];
	return {
		ok: false,
		problem: {
			reason: "invalid-files",
			diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
			texts: new Map(found.flatMap(({ texts }) => [...texts])),
			config: loaded.ok ? loaded.value.config : void 0
		}
	};
}
function inputsOf(files, stored) {
	return {
		config: files.config,
		state: stored.state,
		files,
		stored,
		warnings: [...files.warnings, ...stored.warnings],
		texts: new Map([...files.texts, ...stored.texts]),
		outdated: stored.outdated
	};
}
/** Returns the errors and warnings in files, whether the files are valid or not. */
function diagnosticsIn(loaded) {
	if (loaded.ok) return {
		diagnostics: loaded.value.warnings,
		texts: loaded.value.texts
	};
	return loaded.problem.reason === "invalid-files" ? loaded.problem : {
		diagnostics: [],
		texts: /* @__PURE__ */ new Map()
	};
}

// src/core/config/empty-file.ts
/** Returns whether the value of a file has no content: nothing but comments, or a mapping without keys. */
function isEmptyFile(value) {
	return value === null || require_action.isObject(value) && Object.keys(value).length === 0;
}

// src/core/diagnostics/diagnostic-list.ts
/** The maximum number of errors, and of warnings, in a list. A file of a few megabytes can have a million. */
const maxListed = 1e3;
/**
* Collects diagnostics: the first 1,000 errors and the first 1,000 warnings. The rest is only counted, so that neither time
* nor memory depends on how many there are.
*/
var DiagnosticList = class {
	#listed = [];
	#errors = new Severity("more-errors");
	#warnings = new Severity("more-warnings");
	/** The number of diagnostics so far, including those that aren't listed. */
	get size() {
		return this.#errors.count + this.#warnings.count;
	}
	/** Adds a diagnostic. Calls `create` only if the list has space for it. */
	report(code, create) {
		const severity = this.#severityOf(code);
		severity.count += 1;
		if (severity.listed === 1e3) return;
		severity.listed += 1;
		const diagnostic = {
			code,
			...create()
		};
		severity.last = diagnostic.location;
		this.#listed.push(diagnostic);
	}
	/** Adds diagnostics, including the number of those that another list omitted. */
	add(diagnostics) {
		for (const one of diagnostics) if (one.code === "more-errors" || one.code === "more-warnings") this.#severityOf(one.code).count += one.details.atLeast;
		else this.report(one.code, () => one);
	}
	/** Counts errors that exist but weren't created. */
	countErrors(count) {
		this.#errors.count += count;
	}
	/** Returns the listed diagnostics in the order in which they were added, and the number of each severity that isn't listed. */
	all() {
		return [
			...this.#listed,
			...this.#errors.more(),
			...this.#warnings.more()
		];
	}
	#severityOf(code) {
		return require_action.severityOf(code) === "error" ? this.#errors : this.#warnings;
	}
};
/** The diagnostics of one severity. */
var Severity = class {
	#code;
	count = 0;
	listed = 0;
	/** The location of the last one that is listed. */
	last;
	constructor(code) {
		this.#code = code;
	}
	/** Returns a diagnostic with the number of those that aren't listed, if there are any. */
	more() {
		const atLeast = this.count - this.listed;
		if (atLeast <= 0 || !this.last) return [];
		return [{
			code: this.#code,
			details: { atLeast },
			location: this.last
		}];
	}
};
/** Sorts diagnostics by file, in the order of `files`, and then by location. Lists at most 1,000 of each severity. */
function inSourceOrder(diagnostics, files) {
	const rank = new Map(files.map((file, index) => [file, index]));
	const rankOf = (one) => rank.get(one.location.file) ?? files.length;
	const list = new DiagnosticList();
	list.add(diagnostics.toSorted((a, b) => rankOf(a) - rankOf(b) || a.location.line - b.location.line || a.location.column - b.location.column || require_action.compareText(a.code, b.code)));
	return list.all();
}

// src/core/values/placeholders.ts
/** The IDs that `rollcall init` writes if it doesn't know the real ones. Tally has no such organization or workspace. */
const placeholderIds = {
	organization: "ORGANIZATION-ID",
	workspace: "WORKSPACE-ID"
};

// src/core/config/shape/ids.ts
/** Returns the ID in the URL of a Tally page, or undefined if there is none. `kind`: what the ID is about. */
function idInUrl(text, kind) {
	const [, page] = /^\s*(?:https?:\/\/)?(?:[\w-]+\.)?tally\.so\/(\S{1,300})\s*$/i.exec(text) ?? [];
	const steps = page?.split(/[/?#&=]/) ?? [];
	const after = steps.findIndex((step) => step === kind || step === `${kind}s` || step === `${kind}Id`);
	const id = steps[after + 1];
	return after !== -1 && id !== void 0 && /^[A-Za-z0-9_-]{1,64}$/.test(id) ? id : void 0;
}

// src/core/config/known-names.ts
const noDoubts = {
	workspaces: false,
	groups: false,
	names: /* @__PURE__ */ new Set()
};
/** The names that a configuration declares, and what is wrong with other names. */
var KnownNames = class {
	#workspaces;
	#groups;
	#doubts;
	#namesById;
	constructor(workspaces, groups, doubts = noDoubts) {
		this.#workspaces = workspaces;
		this.#groups = groups;
		this.#doubts = doubts;
	}
	/** Reports a name that isn't a declared workspace, unless it may be declared. */
	reportWorkspace({ name, location }, isInGroup, diagnostics) {
		const isGroup = this.#groups.has(name);
		if (!isGroup && (this.#doubts.workspaces || this.#doubts.names.has(name))) return;
		diagnostics.report("unknown-workspace", () => {
			const id = idInUrl(name, "workspace") ?? name;
			const idOf = this.#nameOf(id);
			const suggestion = require_suggest.suggest(name, this.#workspaces.keys());
			return {
				details: {
					name: idOf === void 0 ? name : id,
					suggestion,
					isGroup,
					isInGroup,
					idOf
				},
				location: location()
			};
		});
	}
	/** Reports a name that isn't a declared group, unless it may be declared. */
	reportGroup({ name, location }, diagnostics) {
		const isWorkspace = this.#workspaces.has(name);
		if (!isWorkspace && (this.#doubts.groups || this.#doubts.names.has(name))) return;
		diagnostics.report("unknown-group", () => {
			return {
				details: {
					name,
					suggestion: require_suggest.suggest(name, this.#groups),
					isWorkspace,
					idOf: this.#nameOf(name)
				},
				location: location()
			};
		});
	}
	/** The name of the workspace that has an ID. */
	#nameOf(id) {
		this.#namesById ??= new Map([...this.#workspaces].map(([name, one]) => [one, name]));
		return this.#namesById.get(id);
	}
};

// src/core/config/declarations.ts
/** Reads the workspaces of the main file and the groups of every file. */
function readDeclarations(main, sources, doubts = noDoubts) {
	const diagnostics = new DiagnosticList();
	const workspaces = readWorkspaces(main, diagnostics);
	const declared = /* @__PURE__ */ new Map();
	for (const source of sources) for (const name of Object.keys(require_action.objectAt(source.value, "groups") ?? {})) {
		const path = ["groups", name];
		const first = declared.get(name);
		if (!first) declared.set(name, {
			path,
			source
		});
		else diagnostics.report("duplicate-group", () => ({
			details: { name },
			location: source.locate(path, "key"),
			related: first.source.locate(first.path, "key")
		}));
	}
	const known = new KnownNames(workspaces, new Set(declared.keys()), doubts);
	return {
		workspaces,
		groups: new Map([...declared].map(([name, { source }]) => {
			return [name, resolveWorkspaces(readNames(source, require_action.objectAt(source.value, "groups"), ["groups"], name, diagnostics), workspaces, known, true, diagnostics)];
		})),
		known,
		diagnostics: diagnostics.all()
	};
}
function readWorkspaces(main, diagnostics) {
	const given = require_action.objectAt(main.value, "workspaces") ?? {};
	const workspaces = /* @__PURE__ */ new Map();
	const firstNames = /* @__PURE__ */ new Map();
	for (const name of Object.keys(given)) {
		const id = require_action.stringAt(given, name);
		workspaces.set(name, id ?? "");
		if (id === void 0) continue;
		reportMisusedId(main, name, id, given, diagnostics);
		const first = firstNames.get(id);
		if (first === void 0) firstNames.set(id, name);
		else diagnostics.report("duplicate-workspace-id", () => ({
			details: {
				id,
				first
			},
			location: main.locate(["workspaces", name]),
			related: main.locate(["workspaces", first])
		}));
	}
	return workspaces;
}
/** Reports a value that is valid as an ID, but probably isn't one. */
function reportMisusedId(main, name, id, given, diagnostics) {
	const location = () => main.locate(["workspaces", name]);
	if (id === placeholderIds.workspace) diagnostics.report("placeholder", () => ({
		details: {
			key: name,
			value: id
		},
		location: location()
	}));
	else if (Object.hasOwn(given, id) && /^[a-z_-]+$/.test(id)) diagnostics.report("name-as-id", () => ({
		details: { id },
		location: location()
	}));
}
/** Returns each name in a list once, and adds a warning for each repetition. */
function readNames(source, holder, path, key, diagnostics) {
	const seen = /* @__PURE__ */ new Map();
	const names = [];
	for (const { text: name, index } of require_action.stringsAt(holder, key)) {
		const location = () => source.locate([
			...path,
			key,
			index
		]);
		const first = seen.get(name);
		if (first === void 0) {
			seen.set(name, index);
			names.push({
				name,
				location
			});
		} else diagnostics.report("repeated-name", () => ({
			details: { name },
			location: location(),
			related: source.locate([
				...path,
				key,
				first
			])
		}));
	}
	return names;
}
/** Returns the IDs of workspaces by their names. Reports and leaves out undeclared names. `isInGroup`: whether a group lists them. */
function resolveWorkspaces(names, workspaces, known, isInGroup, diagnostics) {
	const ids = [];
	for (const used of names) {
		const id = workspaces.get(used.name);
		if (id === void 0) known.reportWorkspace(used, isInGroup, diagnostics);
		else ids.push(id);
	}
	return ids;
}

// src/core/values/address-in-text.ts
/** Explains why a text isn't an email address. */
function explainInvalidAddress(value, problem, readAddress) {
	return {
		value,
		problem,
		suggestion: problem === "domain-changed" ? unchanged(value, readAddress) : addressInText(value, readAddress)
	};
}
/** The address that a text is most likely to mean if its domain has characters that IDNA drops or replaces. */
function unchanged(text, readAddress) {
	const address = text.replace(/\p{Default_Ignorable_Code_Point}/gu, "").normalize("NFKC").replaceAll("\u3002", ".").trim();
	return readAddress(address).ok ? address : void 0;
}
const maxTextLength = 500;
const candidate = /[^\s<>()[\]{}"'`\u00ab\u00bb\u2018-\u201f\u2039\u203a,;:|]+@[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}.-]*[\p{L}\p{M}\p{N}])?/gu;
/** What may be before an address that is complete. After a space or a comma, it may be the end of a longer one. */
const start = /(?:^|mailto:|[<([{"'`\u00ab\u2018-\u201f\u2039])$/i;
/**
* The only valid email address in a text that has more than the address, such as `Ada <ada@example.com>`. Undefined if it
* has none or several, or nothing else, or if it isn't clear where the address starts.
*/
function addressInText(text, readAddress) {
	if (text.length > maxTextLength) return void 0;
	const found = [...text.trim().matchAll(candidate)];
	const [only, other] = new Set(found.map(([address]) => address));
	if (only === void 0 || other !== void 0 || only === text.trim()) return void 0;
	return found.some(({ index }) => start.test(text.trim().slice(0, index))) && readAddress(only).ok ? only : void 0;
}

// src/core/values/sign-in-name.ts
/**
* Domains that no mail from outside reaches: reserved ones (RFC 6761, RFC 6762, RFC 8375, ICANN's `.internal`), and others that private
* networks use (RFC 6762, appendix G).
*/
const privateDomain = /(?:^|\.)(?:local|localhost|localdomain|invalid|internal|intranet|private|corp|home|lan|home\.arpa)$/;
/**
* Whether an address identifies an account but is no mailbox: the name of a guest, which has `#EXT#` in it (Microsoft Entra, "Properties
* of a B2B collaboration user"), or one in the domain of a private network.
*/
function isSignInName(email) {
	return email.includes("#ext#@") || privateDomain.test(email.slice(email.indexOf("@") + 1));
}

// src/core/text/confusables.ts
/**
* Letters of other alphabets, and digits, that look like Latin letters in most fonts (based on Unicode's
* table, UTS 39).
*/
const confusables = {
	...pairs("\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u0475\ua793\u04cf\u043c\u0442\u043a\u0432", "aeopcyxijshdqwvclmtkb"),
	...pairs("\u03b1\u03bf\u03bd\u03c1\u03b9\u03ba\u03c4\u03c5\u03c7\u03b5\u03c9\u03b3\u03b7", "aovpiktuxewyn"),
	...pairs("\u0585\u057d\u0570\u0578\u0566\u0581", "ouhnqg"),
	...pairs("\u0131\u0261\u0251\u0269\u029f01", "igailol")
};
/**
* Finds the domains that resemble one that is declared or that more members have, and those that mix Latin
* with Cyrillic or Greek.
*/
function findHomographs(domains) {
	return [...require_action.groupBy(domains, (one) => skeletonOf(one.written)).values()].flatMap((lookalikes) => {
		const [first] = lookalikes.toSorted((a, b) => rankOf(b) - rankOf(a) || require_action.compareText(a.ascii, b.ascii));
		return lookalikes.flatMap(({ ascii, written, isDeclared }) => {
			if (isDeclared) return [];
			if (first && first.ascii !== ascii) return [{
				ascii,
				like: first.written
			}];
			return mixesAlphabets(written) ? [{
				ascii,
				like: void 0
			}] : [];
		});
	});
}
/** Ranks a domain by how likely it is the genuine one: declared first, then ASCII, then the number of members. */
function rankOf({ isDeclared, written, uses }) {
	return (isDeclared ? 2e9 : 0) + (isPlain(written) ? 1e9 : 0) + uses;
}
function isPlain(written) {
	return /^[\x21-\x7e]*$/.test(written);
}
/** Returns what a domain looks like. Domains with the same skeleton look the same. */
function skeletonOf(written) {
	const lower = written.toLowerCase();
	return [...isPlain(lower) ? lower : lower.normalize("NFKD").replace(/[\p{M}\p{Join_Control}]/gu, "")].map((character) => confusables[character] ?? character).join("").replaceAll("rn", "m").replaceAll("vv", "w");
}
function mixesAlphabets(written) {
	if (isPlain(written)) return false;
	return written.split(".").some((label) => /\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(label));
}
function pairs(others, latin) {
	return Object.fromEntries([...others].map((character, index) => [character, latin[index] ?? ""]));
}

// src/core/config/member-domains.ts
/** Returns the location of the email address of an item in a `members` list. */
function locationOfEmail(source, index) {
	return source.locate([
		"members",
		index,
		"email"
	]);
}
/** Warns of domains that a reviewer might mistake for others. Domains in `allowedDomains` are exempt. */
function reportLookalikeDomains(items, main, diagnostics) {
	const byDomain = require_action.groupBy(items, ({ address }) => address.domain);
	const domains = [...byDomain].map(([ascii, own]) => {
		return {
			ascii,
			written: writtenDomain(own[0]),
			uses: own.length,
			isDeclared: false
		};
	});
	const allowed = require_action.stringsAt(require_action.objectAt(main?.value, "settings"), "allowedDomains").map(({ text }) => {
		return {
			ascii: text.toLowerCase(),
			written: text,
			uses: 0,
			isDeclared: true
		};
	});
	const known = new Set(allowed.map((one) => one.ascii));
	const others = domains.filter((one) => !known.has(one.written.toLowerCase()) && !known.has(one.ascii));
	const homographs = new Map(findHomographs([...allowed, ...others]).map((one) => [one.ascii, one]));
	if (homographs.size === 0) return;
	for (const item of items) {
		const found = homographs.get(item.address.domain);
		if (!found) continue;
		const { ascii, like } = found;
		diagnostics.report("lookalike-domain", () => ({
			details: {
				domain: writtenDomain(byDomain.get(ascii)?.[0] ?? item),
				ascii,
				like
			},
			location: locationOfEmail(item.source, item.index)
		}));
	}
}
function writtenDomain({ written }) {
	return written.slice(written.lastIndexOf("@") + 1).trim();
}

// src/core/values/expansion.ts
/** Of values that are written once and used many times. A normal file uses each a few times. */
const max = {
	forSmallTexts: 1e6,
	perCharacter: 10,
	everywhere: 1e7
};
/**
* Returns the maximum number of values that the aliases or the groups of a text may stand for together, so that a small
* text can't cause much work.
*/
function maxExpandedValues(characters) {
	return Math.min(max.forSmallTexts + max.perCharacter * characters, max.everywhere);
}

// src/core/config/member-workspaces.ts
/** Reads the workspaces of members, including those of their groups. */
var MemberWorkspaces = class {
	#declared;
	#diagnostics;
	/** The workspaces of each valid pair of `workspaces` and `groups` lists. Lists with the same text are one object. */
	#resolved = /* @__PURE__ */ new Map();
	/** The maximum number of workspaces of all members: a small file could cause millions. */
	#max;
	#count = 0;
	constructor(declared, sources, diagnostics) {
		this.#declared = declared;
		this.#diagnostics = diagnostics;
		this.#max = maxExpandedValues(sources.reduce((sum, source) => sum + source.text.length, 0));
	}
	/** Returns the IDs of a member's workspaces, sorted. Reports unknown names. */
	read(source, index, value) {
		const { workspaces, groups } = require_action.isObject(value) ? value : {};
		const known = this.#resolved.get(workspaces)?.get(groups);
		if (known) return this.#hasSpaceFor(known.length, source, index) ? known : [];
		const countBefore = this.#diagnostics.size;
		const ids = this.#resolve(source, index, value);
		if (this.#diagnostics.size > countBefore) return ids;
		const byGroups = this.#resolved.get(workspaces) ?? /* @__PURE__ */ new Map();
		this.#resolved.set(workspaces, byGroups.set(groups, ids));
		return ids;
	}
	#resolve(source, index, value) {
		const path = ["members", index];
		const names = readNames(source, value, path, "workspaces", this.#diagnostics);
		const groups = readNames(source, value, path, "groups", this.#diagnostics).map((used) => {
			const group = this.#declared.groups.get(used.name);
			if (!group) this.#declared.known.reportGroup(used, this.#diagnostics);
			return group ?? [];
		});
		const count = groups.reduce((sum, group) => sum + group.length, names.length);
		if (!this.#hasSpaceFor(count, source, index)) return [];
		const { workspaces, known } = this.#declared;
		const ids = new Set(resolveWorkspaces(names, workspaces, known, false, this.#diagnostics));
		for (const group of groups) {
			if (ids.size === workspaces.size) break;
			for (const id of group) ids.add(id);
		}
		return [...ids].sort();
	}
	/** Adds workspaces to the number of all members. Returns whether it is within the maximum. */
	#hasSpaceFor(count, source, index) {
		const before = this.#count;
		this.#count += count;
		if (this.#count > this.#max && before <= this.#max) this.#diagnostics.report("too-many-grants", () => ({
			details: { limit: this.#max },
			location: source.locate(["members", index])
		}));
		return this.#count <= this.#max;
	}
};

// src/core/config/previous-addresses.ts
/** Reads the previous addresses of an item of a `members` list. Reports and leaves out invalid ones. */
function readPreviously(source, itemIndex, value, readAddress, diagnostics) {
	return require_action.stringsAt(value, "previously").flatMap(({ text, index }) => {
		const reading = readAddress(text);
		if (reading.ok) return [{
			email: reading.value.email,
			index
		}];
		diagnostics.report("invalid-address", () => ({
			details: explainInvalidAddress(text, reading.problem, readAddress),
			location: source.locate([
				"members",
				itemIndex,
				"previously",
				index
			])
		}));
		return [];
	});
}
/** Reports each previous address that is also a member, or that was listed before. */
function reportPreviousAddresses(items, diagnostics) {
	const listing = items.filter((item) => item.previously.length > 0);
	if (listing.length === 0) return;
	const members = /* @__PURE__ */ new Map();
	for (const item of items) if (!members.has(item.address.email)) members.set(item.address.email, item);
	const first = /* @__PURE__ */ new Map();
	for (const item of listing) for (const { email, index } of item.previously) {
		const member = members.get(email);
		const other = first.get(email);
		if (member) diagnostics.report("previous-address-in-use", () => ({
			details: {
				email,
				of: item.address.email
			},
			location: locationOfPrevious(item, index),
			related: locationOfEmail(member.source, member.index)
		}));
		else if (!other) first.set(email, {
			item,
			index
		});
		else if (other.item === item || other.item.address.email !== item.address.email) diagnostics.report("duplicate-previous-address", () => ({
			details: {
				email,
				of: other.item.address.email
			},
			location: locationOfPrevious(item, index),
			related: locationOfPrevious(other.item, other.index)
		}));
	}
}
function locationOfPrevious(item, index) {
	return item.source.locate([
		"members",
		item.index,
		"previously",
		index
	]);
}

// src/core/config/similar-members.ts
/** Returns each pair of similar members once. If several are similar, each is paired with the first. */
function similarMembers(members) {
	const similar = [];
	/** Adds a pair if another member has the same form. Otherwise, remembers the form. */
	const compare = (kind, email, form, known) => {
		const other = known.get(form);
		if (other === void 0) known.set(form, email);
		else if (other !== email) similar.push({
			kind,
			email,
			other
		});
	};
	const suspects = members.filter(({ email }) => maybeSimilar.test(email));
	if (suspects.length > 0) {
		const emails = /* @__PURE__ */ new Map();
		for (const { email } of members) emails.set(email, email);
		for (const { email } of suspects) {
			const at = email.lastIndexOf("@");
			const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
			const [untagged = ""] = local.split("+");
			if (lookalikes.test(local)) compare("lookalike", email, `${plainForm(local)}@${domain}`, emails);
			if (untagged !== local) compare("plus-tag", email, `${untagged}@${domain}`, emails);
			else if (gmailDomains.has(domain)) compare("dots", email, `${local.replaceAll(".", "")}@gmail.com`, emails);
		}
	}
	const names = /* @__PURE__ */ new Map();
	for (const { email, name } of members) if (name?.includes(" ")) compare("name", email, name.toLowerCase(), names);
	return similar;
}
/** Warns of each pair: at the lookalike, or at the later of two entries that might be the same person. */
function reportSimilarMembers(members, sources, diagnostics) {
	const similar = similarMembers(members);
	if (similar.length === 0) return;
	const entries = new Map(members.map(({ email, entries: [first] }) => [email, first]));
	const byFile = new Map(sources.map((source) => [source.file, source]));
	const locationIn = ({ file, index }) => {
		const source = byFile.get(file);
		if (!source) throw new Error(`no source for ${file}`);
		return locationOfEmail(source, index);
	};
	for (const { kind, email, other } of similar) {
		const [own, others] = [entries.get(email), entries.get(other)];
		if (!own || !others) continue;
		if (kind === "lookalike") diagnostics.report("lookalike-address", () => ({
			details: {
				email,
				like: other
			},
			location: locationIn(own),
			related: locationIn(others)
		}));
		else diagnostics.report("same-person", () => {
			const [location, related] = [locationIn(own), locationIn(others)];
			const [second, first] = location.file !== related.file || location.line > related.line ? [location, related] : [related, location];
			return {
				details: {
					email,
					other,
					because: kind
				},
				location: second,
				related: first
			};
		});
	}
}
/** Gmail ignores dots, and treats both domains as one (support.google.com/mail/answer/7436150). */
const gmailDomains = /* @__PURE__ */ new Set(["gmail.com", "googlemail.com"]);
/** Two letters that look like one, or a digit among letters that looks like one. */
const lookalikes = /vv|rn|[a-z][01]+[a-z]/;
/** Matches the addresses that at least one comparison of addresses applies to. Others are skipped for speed. */
const maybeSimilar = /vv|rn|[a-z][01]+[a-z]|\+|@g(?:oogle)?mail\.com$/;
function plainForm(local) {
	return local.replaceAll("vv", "w").replaceAll("rn", "m").replaceAll("0", "o").replaceAll("1", "l");
}

// src/core/config/members.ts
/** Reads the members of all files. Returns one for each email address, sorted. */
function readMembers(sources, declared, allowedDomains, toAscii) {
	const diagnostics = new DiagnosticList();
	const people = /* @__PURE__ */ new Map();
	const context = {
		workspaces: new MemberWorkspaces(declared, sources, diagnostics),
		allowedDomains: allowedDomains && new Set(allowedDomains),
		readAddress: require_action.addressReader(toAscii),
		likely: /* @__PURE__ */ new Map(),
		diagnostics
	};
	for (const source of sources) require_action.listAt(source.value, "members").forEach((value, index) => {
		const item = readItem(source, index, value, context);
		if (item) addItem(people, item, diagnostics);
	});
	const items = [...people.values()].map((person) => person.items);
	reportLookalikeDomains(items.flat(), sources[0], diagnostics);
	reportPreviousAddresses(items.flat(), diagnostics);
	const members = items.map(mergeEntries).sort((a, b) => require_action.compareText(a.email, b.email));
	reportSimilarMembers(members, sources, diagnostics);
	return {
		value: members,
		diagnostics: diagnostics.all()
	};
}
function readItem(source, index, value, context) {
	const { diagnostics } = context;
	const workspaceIds = context.workspaces.read(source, index, value);
	const expires = readDayAt(source, index, value, "expires", diagnostics);
	const resend = readDayAt(source, index, value, "resend", diagnostics);
	const previously = readPreviously(source, index, value, context.readAddress, diagnostics);
	const written = require_action.stringAt(value, "email");
	if (written === void 0) return void 0;
	const reading = context.readAddress(written);
	if (!reading.ok) {
		diagnostics.report("invalid-address", () => ({
			details: explainInvalidAddress(written, reading.problem, context.readAddress),
			location: locationOfEmail(source, index)
		}));
		return;
	}
	checkDomain(reading.value, source, index, context);
	const entry = {
		workspaceIds,
		expires,
		file: source.file,
		index
	};
	const name = require_action.stringAt(value, "name");
	return {
		source,
		index,
		written,
		address: reading.value,
		name,
		resend,
		previously,
		entry
	};
}
function readDayAt(source, index, value, key, diagnostics) {
	const written = require_action.stringAt(value, key);
	const day = written === void 0 ? void 0 : require_action.readDay(written);
	if (written !== void 0 && day === void 0) diagnostics.report("invalid-date", () => ({
		details: {
			value: written,
			suggestion: require_action.suggestDay(written)
		},
		location: source.locate([
			"members",
			index,
			key
		])
	}));
	return day;
}
const maxDomainsListed = 20;
function checkDomain({ domain, email }, source, index, context) {
	const { allowedDomains, diagnostics } = context;
	if (allowedDomains?.has(domain)) return;
	const location = () => locationOfEmail(source, index);
	if (isSignInName(email)) diagnostics.report("no-mailbox", () => ({
		details: { email },
		location: location()
	}));
	if (allowedDomains) {
		diagnostics.report("domain-not-allowed", () => {
			const allowed = [...allowedDomains].slice(0, maxDomainsListed);
			return {
				details: {
					domain,
					allowed,
					omitted: allowedDomains.size - allowed.length,
					suggestion: require_suggest.suggest(domain, allowedDomains)
				},
				location: location()
			};
		});
		return;
	}
	if (!context.likely.has(domain)) context.likely.set(domain, require_suggest.suggestMailDomain(domain));
	const suggestion = context.likely.get(domain);
	if (suggestion !== void 0) diagnostics.report("likely-misspelling", () => ({
		details: {
			domain,
			suggestion
		},
		location: location()
	}));
}
function addItem(people, item, diagnostics) {
	const { email } = item.address;
	const person = people.get(email);
	if (!person) {
		people.set(email, {
			items: [item],
			firstInFile: item
		});
		return;
	}
	const isSameFile = person.firstInFile.source === item.source;
	const first = isSameFile ? person.firstInFile : person.items[0];
	diagnostics.report(isSameFile ? "duplicate-member" : "member-in-two-files", () => ({
		details: { email },
		location: locationOfEmail(item.source, item.index),
		related: locationOfEmail(first.source, first.index)
	}));
	if (!isSameFile) person.firstInFile = item;
	person.items.push(item);
}
/** Merges the items of one person from several files. The order of the files doesn't affect the result. */
function mergeEntries(items) {
	if (items.length === 1) {
		const { address, name, resend, entry } = items[0];
		const previously = previousEmails(items);
		return {
			email: address.email,
			address: address.spelling,
			name,
			resend,
			previously,
			entries: [entry]
		};
	}
	const [address] = items.map((item) => item.address).sort((a, b) => require_action.compareText(a.spelling, b.spelling));
	return {
		email: address.email,
		address: address.spelling,
		name: smallest(items.map((item) => item.name)),
		resend: smallest(items.map((item) => item.resend), -1),
		previously: previousEmails(items),
		entries: items.map((item) => item.entry).sort((a, b) => require_action.compareText(a.file, b.file))
	};
}
function previousEmails(items) {
	const emails = new Set(items.flatMap((item) => item.previously.map((one) => one.email)));
	return emails.size > 0 ? [...emails].sort(require_action.compareText) : void 0;
}
function smallest(texts, direction = 1) {
	return texts.filter((text) => text !== void 0).sort((a, b) => direction * require_action.compareText(a, b))[0];
}

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = /* @__PURE__ */ require_rolldown_runtime.__commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	function ucs2length(str) {
		const len = str.length;
		let length = 0;
		let pos = 0;
		let value;
		while (pos < len) {
			length++;
			value = str.charCodeAt(pos++);
			if (value >= 55296 && value <= 56319 && pos < len) {
				value = str.charCodeAt(pos);
				if ((value & 64512) === 56320) pos++;
			}
		}
		return length;
	}
	exports.default = ucs2length;
	ucs2length.code = "require(\"ajv/dist/runtime/ucs2length\").default";
}));

// \0virtual:validate-included
var import_ucs2length = /* @__PURE__ */ require_rolldown_runtime.__toESM(require_ucs2length());
const runtime0$1 = import_ucs2length.default.default ?? import_ucs2length.default;
const pattern4$1 = new RegExp("^(?!\\s)[^\\u0000-\\u001f\\u007f-\\u009f]{1,100}$(?<!\\s)", "u");
const func1$1 = runtime0$1;
function validate20$1(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate20$1.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (Object.keys(data).length < 1) {
			report$1({
				instancePath,
				schemaPath: "#/minProperties",
				keyword: "minProperties",
				params: { limit: 1 }
			});
			errors++;
		}
		for (const key0 in data) if (!(key0 === "groups" || key0 === "members")) {
			report$1({
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			});
			errors++;
		}
		if (data.groups !== void 0) {
			let data0 = data.groups;
			if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
				for (const key1 in data0) {
					const _errs4 = errors;
					if (typeof key1 === "string") {
						if (!pattern4$1.test(key1)) errors++;
					} else errors++;
					if (!(_errs4 === errors)) {
						report$1({
							instancePath: instancePath + "/groups",
							schemaPath: "#/properties/groups/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key1 }
						});
						errors++;
					}
				}
				for (const key2 in data0) {
					let data1 = data0[key2];
					if (Array.isArray(data1)) {
						if (data1.length < 1) {
							report$1({
								instancePath: instancePath + "/groups/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
								schemaPath: "#/properties/groups/additionalProperties/minItems",
								keyword: "minItems",
								params: { limit: 1 }
							});
							errors++;
						}
						const len0 = data1.length;
						for (let i0 = 0; i0 < len0; i0++) if (typeof data1[i0] !== "string") {
							report$1({
								instancePath: instancePath + "/groups/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i0,
								schemaPath: "#/properties/groups/additionalProperties/items/type",
								keyword: "type",
								params: { type: "string" }
							});
							errors++;
						}
					} else {
						report$1({
							instancePath: instancePath + "/groups/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
							schemaPath: "#/properties/groups/additionalProperties/type",
							keyword: "type",
							params: { type: "array" }
						});
						errors++;
					}
				}
			} else {
				report$1({
					instancePath: instancePath + "/groups",
					schemaPath: "#/properties/groups/type",
					keyword: "type",
					params: { type: "object" }
				});
				errors++;
			}
		}
		if (data.members !== void 0) {
			let data3 = data.members;
			if (Array.isArray(data3)) {
				const len1 = data3.length;
				for (let i1 = 0; i1 < len1; i1++) {
					let data4 = data3[i1];
					const _errs15 = errors;
					let valid7 = false;
					const _errs16 = errors;
					if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
						if (data4.workspaces === void 0) errors++;
					}
					var _valid0 = _errs16 === errors;
					valid7 = valid7 || _valid0;
					const _errs17 = errors;
					if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
						if (data4.groups === void 0) errors++;
					}
					var _valid0 = _errs17 === errors;
					valid7 = valid7 || _valid0;
					if (!valid7) {
						report$1({
							instancePath: instancePath + "/members/" + i1,
							schemaPath: "#/properties/members/items/anyOf",
							keyword: "anyOf",
							params: {}
						});
						errors++;
					} else errors = _errs15;
					if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
						if (data4.email === void 0) {
							report$1({
								instancePath: instancePath + "/members/" + i1,
								schemaPath: "#/properties/members/items/required",
								keyword: "required",
								params: { missingProperty: "email" }
							});
							errors++;
						}
						for (const key3 in data4) if (!(key3 === "email" || key3 === "name" || key3 === "workspaces" || key3 === "groups" || key3 === "expires" || key3 === "resend" || key3 === "previously" || key3 === "note")) {
							report$1({
								instancePath: instancePath + "/members/" + i1,
								schemaPath: "#/properties/members/items/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key3 }
							});
							errors++;
						}
						if (data4.email !== void 0) {
							if (typeof data4.email !== "string") {
								report$1({
									instancePath: instancePath + "/members/" + i1 + "/email",
									schemaPath: "#/properties/members/items/properties/email/type",
									keyword: "type",
									params: { type: "string" }
								});
								errors++;
							}
						}
						if (data4.name !== void 0) {
							let data6 = data4.name;
							if (typeof data6 === "string") {
								if (func1$1(data6) > 200) {
									report$1({
										instancePath: instancePath + "/members/" + i1 + "/name",
										schemaPath: "#/properties/members/items/properties/name/maxLength",
										keyword: "maxLength",
										params: { limit: 200 }
									});
									errors++;
								}
							} else {
								report$1({
									instancePath: instancePath + "/members/" + i1 + "/name",
									schemaPath: "#/properties/members/items/properties/name/type",
									keyword: "type",
									params: { type: "string" }
								});
								errors++;
							}
						}
						if (data4.workspaces !== void 0) {
							let data7 = data4.workspaces;
							if (Array.isArray(data7)) {
								if (data7.length < 1) {
									report$1({
										instancePath: instancePath + "/members/" + i1 + "/workspaces",
										schemaPath: "#/properties/members/items/properties/workspaces/minItems",
										keyword: "minItems",
										params: { limit: 1 }
									});
									errors++;
								}
								const len2 = data7.length;
								for (let i2 = 0; i2 < len2; i2++) if (typeof data7[i2] !== "string") {
									report$1({
										instancePath: instancePath + "/members/" + i1 + "/workspaces/" + i2,
										schemaPath: "#/properties/members/items/properties/workspaces/items/type",
										keyword: "type",
										params: { type: "string" }
									});
									errors++;
								}
							} else {
								report$1({
									instancePath: instancePath + "/members/" + i1 + "/workspaces",
									schemaPath: "#/properties/members/items/properties/workspaces/type",
									keyword: "type",
									params: { type: "array" }
								});
								errors++;
							}
						}
						if (data4.groups !== void 0) {
							let data9 = data4.groups;
							if (Array.isArray(data9)) {
								if (data9.length < 1) {
									report$1({
										instancePath: instancePath + "/members/" + i1 + "/groups",
										schemaPath: "#/properties/members/items/properties/groups/minItems",
										keyword: "minItems",
										params: { limit: 1 }
									});
									errors++;
								}
								const len3 = data9.length;
								for (let i3 = 0; i3 < len3; i3++) if (typeof data9[i3] !== "string") {
									report$1({
										instancePath: instancePath + "/members/" + i1 + "/groups/" + i3,
										schemaPath: "#/properties/members/items/properties/groups/items/type",
										keyword: "type",
										params: { type: "string" }
									});
									errors++;
								}
							} else {
								report$1({
									instancePath: instancePath + "/members/" + i1 + "/groups",
									schemaPath: "#/properties/members/items/properties/groups/type",
									keyword: "type",
									params: { type: "array" }
								});
								errors++;
							}
						}
						if (data4.expires !== void 0) {
							if (typeof data4.expires !== "string") {
								report$1({
									instancePath: instancePath + "/members/" + i1 + "/expires",
									schemaPath: "#/properties/members/items/properties/expires/type",
									keyword: "type",
									params: { type: "string" }
								});
								errors++;
							}
						}
						if (data4.resend !== void 0) {
							if (typeof data4.resend !== "string") {
								report$1({
									instancePath: instancePath + "/members/" + i1 + "/resend",
									schemaPath: "#/properties/members/items/properties/resend/type",
									keyword: "type",
									params: { type: "string" }
								});
								errors++;
							}
						}
						if (data4.previously !== void 0) {
							let data13 = data4.previously;
							if (Array.isArray(data13)) {
								if (data13.length < 1) {
									report$1({
										instancePath: instancePath + "/members/" + i1 + "/previously",
										schemaPath: "#/properties/members/items/properties/previously/minItems",
										keyword: "minItems",
										params: { limit: 1 }
									});
									errors++;
								}
								const len4 = data13.length;
								for (let i4 = 0; i4 < len4; i4++) if (typeof data13[i4] !== "string") {
									report$1({
										instancePath: instancePath + "/members/" + i1 + "/previously/" + i4,
										schemaPath: "#/properties/members/items/properties/previously/items/type",
										keyword: "type",
										params: { type: "string" }
									});
									errors++;
								}
							} else {
								report$1({
									instancePath: instancePath + "/members/" + i1 + "/previously",
									schemaPath: "#/properties/members/items/properties/previously/type",
									keyword: "type",
									params: { type: "array" }
								});
								errors++;
							}
						}
						if (data4.note !== void 0) {
							let data15 = data4.note;
							if (typeof data15 === "string") {
								if (func1$1(data15) > 1e3) {
									report$1({
										instancePath: instancePath + "/members/" + i1 + "/note",
										schemaPath: "#/properties/members/items/properties/note/maxLength",
										keyword: "maxLength",
										params: { limit: 1e3 }
									});
									errors++;
								}
							} else {
								report$1({
									instancePath: instancePath + "/members/" + i1 + "/note",
									schemaPath: "#/properties/members/items/properties/note/type",
									keyword: "type",
									params: { type: "string" }
								});
								errors++;
							}
						}
					} else {
						report$1({
							instancePath: instancePath + "/members/" + i1,
							schemaPath: "#/properties/members/items/type",
							keyword: "type",
							params: { type: "object" }
						});
						errors++;
					}
				}
			} else {
				report$1({
					instancePath: instancePath + "/members",
					schemaPath: "#/properties/members/type",
					keyword: "type",
					params: { type: "array" }
				});
				errors++;
			}
		}
	} else {
		report$1({
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		});
		errors++;
	}
	validate20$1.errors = vErrors;
	return errors === 0;
}
validate20$1.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
let limit$1 = 0;
let listed$1 = [];
let omitted$1 = /* @__PURE__ */ new Map();
function report$1(error) {
	if (listed$1.length < limit$1) listed$1.push(error);
	else omitted$1.set(error.schemaPath, (omitted$1.get(error.schemaPath) ?? 0) + 1);
}
function _virtual_validate_included_default(value, max) {
	limit$1 = max;
	listed$1 = [];
	omitted$1 = /* @__PURE__ */ new Map();
	validate20$1(value);
	return {
		errors: listed$1,
		omitted: omitted$1
	};
}

// \0virtual:validate-members
const runtime0 = import_ucs2length.default.default ?? import_ucs2length.default;
const schema31 = {
	"title": "Rollcall members file",
	"description": "Who should have access to which workspaces of a Tally organization.\nhttps://github.com/rollcall-dev/rollcall/blob/main/docs/members-file.md",
	"type": "object",
	"additionalProperties": false,
	"required": ["organization", "workspaces"],
	"anyOf": [{ "required": ["members"] }, { "required": ["include"] }],
	"properties": {
		"organization": {
			"type": "string",
			"pattern": "^[A-Za-z0-9_-]{1,64}$",
			"title": "organization",
			"description": "ID of the Tally organization, from a Tally URL. Letters, digits, hyphens, and underscores.",
			"examples": ["kwob3J"]
		},
		"workspaces": {
			"title": "workspaces",
			"description": "A name of your choice for each Tally workspace, and the workspace's ID. Each ID can have only one name.",
			"examples": [{
				"marketing": "wLDNPp",
				"research": "npe1DB"
			}],
			"type": "object",
			"minProperties": 1,
			"propertyNames": {
				"type": "string",
				"pattern": "^(?!\\s)[^\\u0000-\\u001f\\u007f-\\u009f]{1,100}$(?<!\\s)"
			},
			"additionalProperties": {
				"type": "string",
				"pattern": "^[A-Za-z0-9_-]{1,64}$",
				"title": "workspace ID",
				"description": "ID of the workspace, from its URL in Tally.",
				"examples": ["wLDNPp"]
			}
		},
		"groups": {
			"title": "groups",
			"description": "Named lists of workspaces that you can give to members.",
			"examples": [{ "design": ["marketing", "research"] }],
			"type": "object",
			"propertyNames": {
				"type": "string",
				"pattern": "^(?!\\s)[^\\u0000-\\u001f\\u007f-\\u009f]{1,100}$(?<!\\s)"
			},
			"additionalProperties": {
				"type": "array",
				"minItems": 1,
				"items": {
					"title": "name",
					"description": "A name that this configuration declares.",
					"examples": ["research"],
					"type": "string"
				},
				"title": "group",
				"description": "Names of the workspaces in the group.",
				"examples": [["marketing", "research"]]
			}
		},
		"members": {
			"title": "members",
			"description": "The people who should have access, one entry for each person.",
			"examples": [[{
				"email": "ada@example.com",
				"groups": ["design"]
			}]],
			"type": "array",
			"items": {
				"title": "member",
				"description": "One person, identified by email address, with at least one workspace or group.",
				"examples": [{
					"email": "ada@example.com",
					"groups": ["design"]
				}],
				"type": "object",
				"additionalProperties": false,
				"required": ["email"],
				"anyOf": [{ "required": ["workspaces"] }, { "required": ["groups"] }],
				"properties": {
					"email": {
						"type": "string",
						"title": "email address",
						"description": "The address to invite. Not case-sensitive.",
						"examples": ["ada@example.com"]
					},
					"name": {
						"title": "name",
						"description": "Name of the person, for reviewers. Never sent to Tally.",
						"examples": ["Grace Hopper"],
						"type": "string",
						"maxLength": 200
					},
					"workspaces": {
						"type": "array",
						"minItems": 1,
						"items": {
							"title": "name",
							"description": "A name that this configuration declares.",
							"examples": ["research"],
							"type": "string"
						},
						"title": "workspaces",
						"description": "Names from the top-level workspaces key, in addition to the workspaces of the member's groups.",
						"examples": [["research"]]
					},
					"groups": {
						"type": "array",
						"minItems": 1,
						"items": {
							"title": "name",
							"description": "A name that this configuration declares.",
							"examples": ["research"],
							"type": "string"
						},
						"title": "groups",
						"description": "Names from the top-level groups key of any file in this configuration.",
						"examples": [["design"]]
					},
					"expires": {
						"type": "string",
						"title": "last day of access",
						"description": "The last day of access (UTC), as YYYY-MM-DD. Access ends the next day.",
						"examples": ["2027-01-31"]
					},
					"resend": {
						"type": "string",
						"title": "resend date",
						"description": "A date (UTC), as YYYY-MM-DD. Starting on this day, the invite is sent once more if the last one was sent earlier.",
						"examples": ["2026-12-01"]
					},
					"previously": {
						"title": "previous email addresses",
						"description": "Earlier email addresses of the same person. Rollcall sends nothing to them, and doesn't cancel or remove them before the address in email has joined.",
						"examples": [["alan@old.example"]],
						"type": "array",
						"minItems": 1,
						"items": {
							"type": "string",
							"title": "email address",
							"description": "An earlier email address. It can't be a member.",
							"examples": ["alan@old.example"]
						}
					},
					"note": {
						"title": "note",
						"description": "Any information for reviewers, such as a ticket or a contract. Never sent to Tally.",
						"examples": ["contractor, HR-12"],
						"type": "string",
						"maxLength": 1e3
					}
				}
			}
		},
		"include": {
			"title": "included files",
			"description": "Files with more members and groups. Patterns are relative to this file, and match only files in its folder.",
			"examples": [["teams/*.yaml"]],
			"type": "array",
			"minItems": 1,
			"items": {
				"title": "pattern",
				"description": "A relative path, or a pattern with *, **, and ?. It can't contain .. or be absolute.",
				"examples": ["teams/*.yaml"],
				"type": "string",
				"minLength": 1,
				"maxLength": 500
			}
		},
		"settings": {
			"title": "settings",
			"description": "Safety limits and other settings. All are optional.",
			"examples": [{
				"maxInvites": 50,
				"removals": "report"
			}],
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"allowedDomains": {
					"title": "allowed domains",
					"description": "Email domains that members can have. Any other domain is an error, including subdomains. Default: all domains.",
					"examples": [["example.com"]],
					"type": "array",
					"minItems": 1,
					"items": {
						"type": "string",
						"title": "domain",
						"description": "An email domain.",
						"examples": ["example.com"]
					}
				},
				"maxInvites": {
					"title": "maximum invites",
					"description": "Maximum number of people that one apply can invite. If more would be invited, it sends nothing. Default: 50.",
					"examples": [50],
					"default": 50,
					"type": "integer",
					"minimum": 0,
					"maximum": 1e6
				},
				"maxEmailsPerCall": {
					"title": "maximum email addresses in one call",
					"description": "Maximum number of email addresses in one API call. Default: 50.",
					"examples": [50],
					"default": 50,
					"type": "integer",
					"minimum": 1,
					"maximum": 1e3
				},
				"pendingChanges": {
					"title": "changes for pending invites",
					"description": "What to do if a person with a pending invite needs another workspace. send (default): invite them to it, which may send a second email. report: only report it.",
					"examples": ["send"],
					"default": "send",
					"enum": ["send", "report"]
				},
				"removals": {
					"title": "removals",
					"description": "What to do about people who should no longer have access. report (default): only report them. apply: also remove their access, if Tally's API can.",
					"examples": ["report"],
					"default": "report",
					"enum": ["report", "apply"]
				},
				"maxRemovals": {
					"title": "maximum removals",
					"description": "Maximum number of people that one apply can remove, or a percentage of members and pending invites. If more would be removed, it sends nothing. With a percentage of fewer than 10 people, the maximum is 2. Default: 25%.",
					"examples": ["25%", 3],
					"default": "25%",
					"type": ["integer", "string"],
					"minimum": 0,
					"maximum": 1e6,
					"pattern": "^(100|[1-9]?[0-9])%$"
				},
				"protected": {
					"title": "protected email addresses",
					"description": "People who are never removed, and whose invites are never canceled.",
					"examples": [["owner@example.com"]],
					"type": "array",
					"items": {
						"type": "string",
						"title": "email address",
						"description": "Email address of a protected person. Not case-sensitive.",
						"examples": ["owner@example.com"]
					}
				}
			}
		}
	}
};
const pattern4 = new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");
const pattern5 = new RegExp("^(?!\\s)[^\\u0000-\\u001f\\u007f-\\u009f]{1,100}$(?<!\\s)", "u");
const pattern8 = new RegExp("^(100|[1-9]?[0-9])%$", "u");
const func1 = runtime0;
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate20.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	const _errs1 = errors;
	let valid0 = false;
	const _errs2 = errors;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.members === void 0) errors++;
	}
	var _valid0 = _errs2 === errors;
	valid0 = valid0 || _valid0;
	const _errs3 = errors;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.include === void 0) errors++;
	}
	var _valid0 = _errs3 === errors;
	valid0 = valid0 || _valid0;
	if (!valid0) {
		report({
			instancePath,
			schemaPath: "#/anyOf",
			keyword: "anyOf",
			params: {}
		});
		errors++;
	} else errors = _errs1;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.organization === void 0) {
			report({
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "organization" }
			});
			errors++;
		}
		if (data.workspaces === void 0) {
			report({
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "workspaces" }
			});
			errors++;
		}
		for (const key0 in data) if (!(key0 === "organization" || key0 === "workspaces" || key0 === "groups" || key0 === "members" || key0 === "include" || key0 === "settings")) {
			report({
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 }
			});
			errors++;
		}
		if (data.organization !== void 0) {
			let data0 = data.organization;
			if (typeof data0 === "string") {
				if (!pattern4.test(data0)) {
					report({
						instancePath: instancePath + "/organization",
						schemaPath: "#/properties/organization/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9_-]{1,64}$" }
					});
					errors++;
				}
			} else {
				report({
					instancePath: instancePath + "/organization",
					schemaPath: "#/properties/organization/type",
					keyword: "type",
					params: { type: "string" }
				});
				errors++;
			}
		}
		if (data.workspaces !== void 0) {
			let data1 = data.workspaces;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				if (Object.keys(data1).length < 1) {
					report({
						instancePath: instancePath + "/workspaces",
						schemaPath: "#/properties/workspaces/minProperties",
						keyword: "minProperties",
						params: { limit: 1 }
					});
					errors++;
				}
				for (const key1 in data1) {
					const _errs9 = errors;
					if (typeof key1 === "string") {
						if (!pattern5.test(key1)) errors++;
					} else errors++;
					if (!(_errs9 === errors)) {
						report({
							instancePath: instancePath + "/workspaces",
							schemaPath: "#/properties/workspaces/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key1 }
						});
						errors++;
					}
				}
				for (const key2 in data1) {
					let data2 = data1[key2];
					if (typeof data2 === "string") {
						if (!pattern4.test(data2)) {
							report({
								instancePath: instancePath + "/workspaces/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
								schemaPath: "#/properties/workspaces/additionalProperties/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z0-9_-]{1,64}$" }
							});
							errors++;
						}
					} else {
						report({
							instancePath: instancePath + "/workspaces/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
							schemaPath: "#/properties/workspaces/additionalProperties/type",
							keyword: "type",
							params: { type: "string" }
						});
						errors++;
					}
				}
			} else {
				report({
					instancePath: instancePath + "/workspaces",
					schemaPath: "#/properties/workspaces/type",
					keyword: "type",
					params: { type: "object" }
				});
				errors++;
			}
		}
		if (data.groups !== void 0) {
			let data3 = data.groups;
			if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
				for (const key3 in data3) {
					const _errs16 = errors;
					if (typeof key3 === "string") {
						if (!pattern5.test(key3)) errors++;
					} else errors++;
					if (!(_errs16 === errors)) {
						report({
							instancePath: instancePath + "/groups",
							schemaPath: "#/properties/groups/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key3 }
						});
						errors++;
					}
				}
				for (const key4 in data3) {
					let data4 = data3[key4];
					if (Array.isArray(data4)) {
						if (data4.length < 1) {
							report({
								instancePath: instancePath + "/groups/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),
								schemaPath: "#/properties/groups/additionalProperties/minItems",
								keyword: "minItems",
								params: { limit: 1 }
							});
							errors++;
						}
						const len0 = data4.length;
						for (let i0 = 0; i0 < len0; i0++) if (typeof data4[i0] !== "string") {
							report({
								instancePath: instancePath + "/groups/" + key4.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i0,
								schemaPath: "#/properties/groups/additionalProperties/items/type",
								keyword: "type",
								params: { type: "string" }
							});
							errors++;
						}
					} else {
						report({
							instancePath: instancePath + "/groups/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),
							schemaPath: "#/properties/groups/additionalProperties/type",
							keyword: "type",
							params: { type: "array" }
						});
						errors++;
					}
				}
			} else {
				report({
					instancePath: instancePath + "/groups",
					schemaPath: "#/properties/groups/type",
					keyword: "type",
					params: { type: "object" }
				});
				errors++;
			}
		}
		if (data.members !== void 0) {
			let data6 = data.members;
			if (Array.isArray(data6)) {
				const len1 = data6.length;
				for (let i1 = 0; i1 < len1; i1++) {
					let data7 = data6[i1];
					const _errs27 = errors;
					let valid10 = false;
					const _errs28 = errors;
					if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
						if (data7.workspaces === void 0) errors++;
					}
					var _valid1 = _errs28 === errors;
					valid10 = valid10 || _valid1;
					const _errs29 = errors;
					if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
						if (data7.groups === void 0) errors++;
					}
					var _valid1 = _errs29 === errors;
					valid10 = valid10 || _valid1;
					if (!valid10) {
						report({
							instancePath: instancePath + "/members/" + i1,
							schemaPath: "#/properties/members/items/anyOf",
							keyword: "anyOf",
							params: {}
						});
						errors++;
					} else errors = _errs27;
					if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
						if (data7.email === void 0) {
							report({
								instancePath: instancePath + "/members/" + i1,
								schemaPath: "#/properties/members/items/required",
								keyword: "required",
								params: { missingProperty: "email" }
							});
							errors++;
						}
						for (const key5 in data7) if (!(key5 === "email" || key5 === "name" || key5 === "workspaces" || key5 === "groups" || key5 === "expires" || key5 === "resend" || key5 === "previously" || key5 === "note")) {
							report({
								instancePath: instancePath + "/members/" + i1,
								schemaPath: "#/properties/members/items/additionalProperties",
								keyword: "additionalProperties",
								params: { additionalProperty: key5 }
							});
							errors++;
						}
						if (data7.email !== void 0) {
							if (typeof data7.email !== "string") {
								report({
									instancePath: instancePath + "/members/" + i1 + "/email",
									schemaPath: "#/properties/members/items/properties/email/type",
									keyword: "type",
									params: { type: "string" }
								});
								errors++;
							}
						}
						if (data7.name !== void 0) {
							let data9 = data7.name;
							if (typeof data9 === "string") {
								if (func1(data9) > 200) {
									report({
										instancePath: instancePath + "/members/" + i1 + "/name",
										schemaPath: "#/properties/members/items/properties/name/maxLength",
										keyword: "maxLength",
										params: { limit: 200 }
									});
									errors++;
								}
							} else {
								report({
									instancePath: instancePath + "/members/" + i1 + "/name",
									schemaPath: "#/properties/members/items/properties/name/type",
									keyword: "type",
									params: { type: "string" }
								});
								errors++;
							}
						}
						if (data7.workspaces !== void 0) {
							let data10 = data7.workspaces;
							if (Array.isArray(data10)) {
								if (data10.length < 1) {
									report({
										instancePath: instancePath + "/members/" + i1 + "/workspaces",
										schemaPath: "#/properties/members/items/properties/workspaces/minItems",
										keyword: "minItems",
										params: { limit: 1 }
									});
									errors++;
								}
								const len2 = data10.length;
								for (let i2 = 0; i2 < len2; i2++) if (typeof data10[i2] !== "string") {
									report({
										instancePath: instancePath + "/members/" + i1 + "/workspaces/" + i2,
										schemaPath: "#/properties/members/items/properties/workspaces/items/type",
										keyword: "type",
										params: { type: "string" }
									});
									errors++;
								}
							} else {
								report({
									instancePath: instancePath + "/members/" + i1 + "/workspaces",
									schemaPath: "#/properties/members/items/properties/workspaces/type",
									keyword: "type",
									params: { type: "array" }
								});
								errors++;
							}
						}
						if (data7.groups !== void 0) {
							let data12 = data7.groups;
							if (Array.isArray(data12)) {
								if (data12.length < 1) {
									report({
										instancePath: instancePath + "/members/" + i1 + "/groups",
										schemaPath: "#/properties/members/items/properties/groups/minItems",
										keyword: "minItems",
										params: { limit: 1 }
									});
									errors++;
								}
								const len3 = data12.length;
								for (let i3 = 0; i3 < len3; i3++) if (typeof data12[i3] !== "string") {
									report({
										instancePath: instancePath + "/members/" + i1 + "/groups/" + i3,
										schemaPath: "#/properties/members/items/properties/groups/items/type",
										keyword: "type",
										params: { type: "string" }
									});
									errors++;
								}
							} else {
								report({
									instancePath: instancePath + "/members/" + i1 + "/groups",
									schemaPath: "#/properties/members/items/properties/groups/type",
									keyword: "type",
									params: { type: "array" }
								});
								errors++;
							}
						}
						if (data7.expires !== void 0) {
							if (typeof data7.expires !== "string") {
								report({
									instancePath: instancePath + "/members/" + i1 + "/expires",
									schemaPath: "#/properties/members/items/properties/expires/type",
									keyword: "type",
									params: { type: "string" }
								});
								errors++;
							}
						}
						if (data7.resend !== void 0) {
							if (typeof data7.resend !== "string") {
								report({
									instancePath: instancePath + "/members/" + i1 + "/resend",
									schemaPath: "#/properties/members/items/properties/resend/type",
									keyword: "type",
									params: { type: "string" }
								});
								errors++;
							}
						}
						if (data7.previously !== void 0) {
							let data16 = data7.previously;
							if (Array.isArray(data16)) {
								if (data16.length < 1) {
									report({
										instancePath: instancePath + "/members/" + i1 + "/previously",
										schemaPath: "#/properties/members/items/properties/previously/minItems",
										keyword: "minItems",
										params: { limit: 1 }
									});
									errors++;
								}
								const len4 = data16.length;
								for (let i4 = 0; i4 < len4; i4++) if (typeof data16[i4] !== "string") {
									report({
										instancePath: instancePath + "/members/" + i1 + "/previously/" + i4,
										schemaPath: "#/properties/members/items/properties/previously/items/type",
										keyword: "type",
										params: { type: "string" }
									});
									errors++;
								}
							} else {
								report({
									instancePath: instancePath + "/members/" + i1 + "/previously",
									schemaPath: "#/properties/members/items/properties/previously/type",
									keyword: "type",
									params: { type: "array" }
								});
								errors++;
							}
						}
						if (data7.note !== void 0) {
							let data18 = data7.note;
							if (typeof data18 === "string") {
								if (func1(data18) > 1e3) {
									report({
										instancePath: instancePath + "/members/" + i1 + "/note",
										schemaPath: "#/properties/members/items/properties/note/maxLength",
										keyword: "maxLength",
										params: { limit: 1e3 }
									});
									errors++;
								}
							} else {
								report({
									instancePath: instancePath + "/members/" + i1 + "/note",
									schemaPath: "#/properties/members/items/properties/note/type",
									keyword: "type",
									params: { type: "string" }
								});
								errors++;
							}
						}
					} else {
						report({
							instancePath: instancePath + "/members/" + i1,
							schemaPath: "#/properties/members/items/type",
							keyword: "type",
							params: { type: "object" }
						});
						errors++;
					}
				}
			} else {
				report({
					instancePath: instancePath + "/members",
					schemaPath: "#/properties/members/type",
					keyword: "type",
					params: { type: "array" }
				});
				errors++;
			}
		}
		if (data.include !== void 0) {
			let data19 = data.include;
			if (Array.isArray(data19)) {
				if (data19.length < 1) {
					report({
						instancePath: instancePath + "/include",
						schemaPath: "#/properties/include/minItems",
						keyword: "minItems",
						params: { limit: 1 }
					});
					errors++;
				}
				const len5 = data19.length;
				for (let i5 = 0; i5 < len5; i5++) {
					let data20 = data19[i5];
					if (typeof data20 === "string") {
						if (func1(data20) > 500) {
							report({
								instancePath: instancePath + "/include/" + i5,
								schemaPath: "#/properties/include/items/maxLength",
								keyword: "maxLength",
								params: { limit: 500 }
							});
							errors++;
						}
						if (func1(data20) < 1) {
							report({
								instancePath: instancePath + "/include/" + i5,
								schemaPath: "#/properties/include/items/minLength",
								keyword: "minLength",
								params: { limit: 1 }
							});
							errors++;
						}
					} else {
						report({
							instancePath: instancePath + "/include/" + i5,
							schemaPath: "#/properties/include/items/type",
							keyword: "type",
							params: { type: "string" }
						});
						errors++;
					}
				}
			} else {
				report({
					instancePath: instancePath + "/include",
					schemaPath: "#/properties/include/type",
					keyword: "type",
					params: { type: "array" }
				});
				errors++;
			}
		}
		if (data.settings !== void 0) {
			let data21 = data.settings;
			if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
				for (const key6 in data21) if (!(key6 === "allowedDomains" || key6 === "maxInvites" || key6 === "maxEmailsPerCall" || key6 === "pendingChanges" || key6 === "removals" || key6 === "maxRemovals" || key6 === "protected")) {
					report({
						instancePath: instancePath + "/settings",
						schemaPath: "#/properties/settings/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key6 }
					});
					errors++;
				}
				if (data21.allowedDomains !== void 0) {
					let data22 = data21.allowedDomains;
					if (Array.isArray(data22)) {
						if (data22.length < 1) {
							report({
								instancePath: instancePath + "/settings/allowedDomains",
								schemaPath: "#/properties/settings/properties/allowedDomains/minItems",
								keyword: "minItems",
								params: { limit: 1 }
							});
							errors++;
						}
						const len6 = data22.length;
						for (let i6 = 0; i6 < len6; i6++) if (typeof data22[i6] !== "string") {
							report({
								instancePath: instancePath + "/settings/allowedDomains/" + i6,
								schemaPath: "#/properties/settings/properties/allowedDomains/items/type",
								keyword: "type",
								params: { type: "string" }
							});
							errors++;
						}
					} else {
						report({
							instancePath: instancePath + "/settings/allowedDomains",
							schemaPath: "#/properties/settings/properties/allowedDomains/type",
							keyword: "type",
							params: { type: "array" }
						});
						errors++;
					}
				}
				if (data21.maxInvites !== void 0) {
					let data24 = data21.maxInvites;
					if (!(typeof data24 == "number" && !(data24 % 1) && !isNaN(data24) && isFinite(data24))) {
						report({
							instancePath: instancePath + "/settings/maxInvites",
							schemaPath: "#/properties/settings/properties/maxInvites/type",
							keyword: "type",
							params: { type: "integer" }
						});
						errors++;
					}
					if (typeof data24 == "number" && isFinite(data24)) {
						if (data24 > 1e6 || isNaN(data24)) {
							report({
								instancePath: instancePath + "/settings/maxInvites",
								schemaPath: "#/properties/settings/properties/maxInvites/maximum",
								keyword: "maximum",
								params: {
									comparison: "<=",
									limit: 1e6
								}
							});
							errors++;
						}
						if (data24 < 0 || isNaN(data24)) {
							report({
								instancePath: instancePath + "/settings/maxInvites",
								schemaPath: "#/properties/settings/properties/maxInvites/minimum",
								keyword: "minimum",
								params: {
									comparison: ">=",
									limit: 0
								}
							});
							errors++;
						}
					}
				}
				if (data21.maxEmailsPerCall !== void 0) {
					let data25 = data21.maxEmailsPerCall;
					if (!(typeof data25 == "number" && !(data25 % 1) && !isNaN(data25) && isFinite(data25))) {
						report({
							instancePath: instancePath + "/settings/maxEmailsPerCall",
							schemaPath: "#/properties/settings/properties/maxEmailsPerCall/type",
							keyword: "type",
							params: { type: "integer" }
						});
						errors++;
					}
					if (typeof data25 == "number" && isFinite(data25)) {
						if (data25 > 1e3 || isNaN(data25)) {
							report({
								instancePath: instancePath + "/settings/maxEmailsPerCall",
								schemaPath: "#/properties/settings/properties/maxEmailsPerCall/maximum",
								keyword: "maximum",
								params: {
									comparison: "<=",
									limit: 1e3
								}
							});
							errors++;
						}
						if (data25 < 1 || isNaN(data25)) {
							report({
								instancePath: instancePath + "/settings/maxEmailsPerCall",
								schemaPath: "#/properties/settings/properties/maxEmailsPerCall/minimum",
								keyword: "minimum",
								params: {
									comparison: ">=",
									limit: 1
								}
							});
							errors++;
						}
					}
				}
				if (data21.pendingChanges !== void 0) {
					let data26 = data21.pendingChanges;
					if (!(data26 === "send" || data26 === "report")) {
						report({
							instancePath: instancePath + "/settings/pendingChanges",
							schemaPath: "#/properties/settings/properties/pendingChanges/enum",
							keyword: "enum",
							params: { allowedValues: schema31.properties.settings.properties.pendingChanges.enum }
						});
						errors++;
					}
				}
				if (data21.removals !== void 0) {
					let data27 = data21.removals;
					if (!(data27 === "report" || data27 === "apply")) {
						report({
							instancePath: instancePath + "/settings/removals",
							schemaPath: "#/properties/settings/properties/removals/enum",
							keyword: "enum",
							params: { allowedValues: schema31.properties.settings.properties.removals.enum }
						});
						errors++;
					}
				}
				if (data21.maxRemovals !== void 0) {
					let data28 = data21.maxRemovals;
					if (!(typeof data28 == "number" && !(data28 % 1) && !isNaN(data28) && isFinite(data28)) && typeof data28 !== "string") {
						report({
							instancePath: instancePath + "/settings/maxRemovals",
							schemaPath: "#/properties/settings/properties/maxRemovals/type",
							keyword: "type",
							params: { type: schema31.properties.settings.properties.maxRemovals.type }
						});
						errors++;
					}
					if (typeof data28 == "number" && isFinite(data28)) {
						if (data28 > 1e6 || isNaN(data28)) {
							report({
								instancePath: instancePath + "/settings/maxRemovals",
								schemaPath: "#/properties/settings/properties/maxRemovals/maximum",
								keyword: "maximum",
								params: {
									comparison: "<=",
									limit: 1e6
								}
							});
							errors++;
						}
						if (data28 < 0 || isNaN(data28)) {
							report({
								instancePath: instancePath + "/settings/maxRemovals",
								schemaPath: "#/properties/settings/properties/maxRemovals/minimum",
								keyword: "minimum",
								params: {
									comparison: ">=",
									limit: 0
								}
							});
							errors++;
						}
					}
					if (typeof data28 === "string") {
						if (!pattern8.test(data28)) {
							report({
								instancePath: instancePath + "/settings/maxRemovals",
								schemaPath: "#/properties/settings/properties/maxRemovals/pattern",
								keyword: "pattern",
								params: { pattern: "^(100|[1-9]?[0-9])%$" }
							});
							errors++;
						}
					}
				}
				if (data21.protected !== void 0) {
					let data29 = data21.protected;
					if (Array.isArray(data29)) {
						const len7 = data29.length;
						for (let i7 = 0; i7 < len7; i7++) if (typeof data29[i7] !== "string") {
							report({
								instancePath: instancePath + "/settings/protected/" + i7,
								schemaPath: "#/properties/settings/properties/protected/items/type",
								keyword: "type",
								params: { type: "string" }
							});
							errors++;
						}
					} else {
						report({
							instancePath: instancePath + "/settings/protected",
							schemaPath: "#/properties/settings/properties/protected/type",
							keyword: "type",
							params: { type: "array" }
						});
						errors++;
					}
				}
			} else {
				report({
					instancePath: instancePath + "/settings",
					schemaPath: "#/properties/settings/type",
					keyword: "type",
					params: { type: "object" }
				});
				errors++;
			}
		}
	} else {
		report({
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" }
		});
		errors++;
	}
	validate20.errors = vErrors;
	return errors === 0;
}
validate20.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
let limit = 0;
let listed = [];
let omitted = /* @__PURE__ */ new Map();
function report(error) {
	if (listed.length < limit) listed.push(error);
	else omitted.set(error.schemaPath, (omitted.get(error.schemaPath) ?? 0) + 1);
}
function _virtual_validate_members_default(value, max) {
	limit = max;
	listed = [];
	omitted = /* @__PURE__ */ new Map();
	validate20(value);
	return {
		errors: listed,
		omitted
	};
}

// src/core/source/line-map.ts
/** Converts offsets in the text of a file to locations. */
var LineMap = class {
	#file;
	#text;
	#lines;
	constructor(file, text) {
		this.#file = file;
		this.#text = text;
	}
	/** The length of the text, in UTF-16 code units. */
	get length() {
		return this.#text.length;
	}
	/** Returns the location between two offsets, cut at the end of its first line and at least one column wide. */
	locationOf(start, end) {
		this.#lines ??= new LineIndex(this.#text);
		const { line, lineStart, newline } = this.#lines.lineAt(start);
		const lineEnd = this.#text[newline - 1] === "\r" ? newline - 1 : newline;
		const column = Math.min(start, lineEnd) - lineStart + 1;
		return {
			file: this.#file,
			line,
			column,
			endColumn: Math.max(Math.min(end, lineEnd) - lineStart + 1, column + 1)
		};
	}
	diagnostic(code, details, start, end, related) {
		return {
			code,
			details,
			location: this.locationOf(start, end),
			related
		};
	}
};
/** Returns the first column of a location, for reporting that something is missing there. */
function startOf(location) {
	return {
		...location,
		endColumn: location.column + 1
	};
}
/** The length of a block, in UTF-16 code units. */
const blockLength = 4096;
/**
* Finds the line of an offset by searching one block of the text, however many and however long the lines are. A list of all
* lines would need eight bytes for each.
*/
var LineIndex = class {
	#text;
	/** For each block, the number of line feeds before it. */
	#counts;
	/** For each block, the start of the line that it begins in. */
	#starts;
	/** For each block, the first line feed in it or after it, or the end of the text. */
	#newlines;
	constructor(text) {
		const blocks = Math.floor(text.length / blockLength) + 1;
		this.#text = text;
		this.#counts = new Int32Array(blocks);
		this.#starts = new Int32Array(blocks);
		this.#newlines = new Int32Array(blocks).fill(text.length);
		let count = 0;
		let start = 0;
		let next = text.indexOf("\n");
		for (let block = 0; block < blocks; block += 1) {
			const blockStart = block * blockLength;
			for (; next !== -1 && next < blockStart; next = text.indexOf("\n", next + 1)) {
				count += 1;
				start = next + 1;
			}
			this.#counts[block] = count;
			this.#starts[block] = start;
			if (next !== -1) this.#newlines[block] = next;
		}
	}
	/** Returns the number of the line that has an offset, its start, and the line feed or end of the text after it. */
	lineAt(offset) {
		const block = Math.floor(Math.min(offset, this.#text.length) / blockLength);
		let line = (this.#counts[block] ?? 0) + 1;
		let lineStart = this.#starts[block] ?? 0;
		let newline = this.#newlines[block] ?? 0;
		while (newline < offset) {
			line += 1;
			lineStart = newline + 1;
			newline = this.#newlineAfter(newline + 1);
		}
		return {
			line,
			lineStart,
			newline
		};
	}
	#newlineAfter(offset) {
		const block = Math.floor(offset / blockLength) + 1;
		const blockEnd = block * blockLength;
		const found = this.#text.slice(offset, blockEnd).indexOf("\n");
		return found === -1 ? this.#newlines[block] ?? this.#text.length : offset + found;
	}
};

// src/core/config/shape/path.ts
/** Returns the keys of a JSON Pointer (RFC 6901). */
function stepsOf(pointer) {
	return pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
function valueAt(value, path) {
	return path.reduce((inner, step) => inner?.[step], value);
}
/** The last key of a path. */
function keyOf(path) {
	return path.findLast((step) => !isIndex(step)) ?? "";
}
function isItem(path) {
	return path.length > 0 && isIndex(path.at(-1) ?? "");
}
function isIndex(step) {
	return /^\d+$/.test(step);
}

// src/core/config/shape/consequences.ts
/**
* Returns the problems without those that follow from another one: a key that is missing because it is misspelled or isn't indented,
* and a key without a value because the lines below it aren't indented. `unread`: what reading the file as YAML reported.
*/
function withoutConsequences(problems, unread, source) {
	const meant = new MeantKeys(problems, unread);
	return withUnindented(problems.filter((problem) => !isExplained(problem, meant, source)), source);
}
/** The keys that are meant by other keys, and where those are. */
var MeantKeys = class {
	#inMappings = /* @__PURE__ */ new Set();
	#lines = /* @__PURE__ */ new Map();
	constructor(problems, unread) {
		for (const { path, diagnostic, meant } of problems) {
			if (meant === void 0) continue;
			this.#inMappings.add(mappingKey(path, meant));
			if (path.length === 0) this.#addLine(meant, diagnostic.location.line);
		}
		for (const { code, details, location } of unread) if (code === "duplicate-key") this.#addLine(details.key, location.line);
	}
	/** Whether a key is meant by another key of the mapping, or by a key of the top level in some lines. */
	has(path, key, lines) {
		if (this.#inMappings.has(mappingKey(path, key)) || this.#inMappings.has(mappingKey(path, "<<"))) return true;
		const found = this.#lines.get(key);
		if (!found || path.length === 0) return false;
		const [first, last] = lines();
		for (let line = first; line <= last; line += 1) if (found.has(line)) return true;
		return false;
	}
	#addLine(key, line) {
		this.#lines.set(key, (this.#lines.get(key) ?? /* @__PURE__ */ new Set()).add(line));
	}
};
/** The key that merges other mappings, so it may mean any key. */
const mergeKey = "<<";
function mappingKey(path, key) {
	return JSON.stringify([...path, key]);
}
function isExplained({ path, diagnostic }, meant, source) {
	return (diagnostic.code === "missing-key" ? [diagnostic.details.key, ...diagnostic.details.key === "members" ? ["include"] : []] : diagnostic.code === "member-without-workspaces" ? ["workspaces", "groups"] : []).some((key) => meant.has(path, key, () => linesOf(path, source)));
}
/** The first line of a list item, and the last line before the next one. */
function linesOf(path, source) {
	const list = path.slice(0, -1);
	const index = Number(path.at(-1));
	const items = valueAt(source.value, list);
	const first = source.locate(path).line;
	if (Array.isArray(items) && index + 1 < items.length) return [first, Math.max(source.locate([...list, index + 1]).line - 1, first)];
	return [first, source.text.split("\n").length];
}
/** The keys of mappings with names or settings. */
const holders = [
	"workspaces",
	"groups",
	"settings"
];
/** Of the lines below an empty key that should be indented, reports only the first, and not that the key is empty. */
function withUnindented(problems, source) {
	const dropped = /* @__PURE__ */ new Set();
	const replaced = /* @__PURE__ */ new Map();
	for (const problem of problems) {
		const { path, diagnostic } = problem;
		const home = path.length === 1 ? holders.find((key) => key === path[0]) : void 0;
		if (!home || diagnostic.code !== "wrong-type" || diagnostic.details.found !== "null") continue;
		const [first, ...others] = unindentedBelow(home, problems, source);
		if (first?.diagnostic.code !== "unknown-key") continue;
		for (const one of [problem, ...others]) dropped.add(one);
		const details = {
			...first.diagnostic.details,
			home
		};
		replaced.set(first, {
			...first,
			diagnostic: {
				...first.diagnostic,
				details
			}
		});
	}
	return problems.filter((one) => !dropped.has(one)).map((one) => replaced.get(one) ?? one);
}
/** The unknown keys of the top level between a key and the next valid one, in the order of the text. */
function unindentedBelow(key, problems, source) {
	const unknown = problems.filter((one) => one.path.length === 0 && one.diagnostic.code === "unknown-key");
	const unknownLines = new Set(unknown.map((one) => one.diagnostic.location.line));
	const after = source.locate([key], "key").line;
	const end = Object.keys(require_action.isObject(source.value) ? source.value : {}).map((one) => source.locate([one], "key").line).filter((line) => line > after && !unknownLines.has(line)).reduce((least, line) => Math.min(least, line), Number.POSITIVE_INFINITY);
	return unknown.filter(({ diagnostic: { location } }) => location.line > after && location.line < end).sort((a, b) => a.diagnostic.location.line - b.diagnostic.location.line);
}

// src/core/config/shape/context.ts
/** Returns the context of a file. */
function contextOf(source, kind) {
	let lines;
	const restOfLine = (line, column) => {
		lines ??= source.text.split(/\r?\n/);
		return lines[line - 1]?.slice(column - 1) ?? "";
	};
	return {
		source,
		kind,
		restOfLine
	};
}

// \0virtual:keys
var _virtual_keys_default = {
	"main": [
		"organization",
		"workspaces",
		"groups",
		"members",
		"include",
		"settings"
	],
	"included": ["groups", "members"],
	"member": [
		"email",
		"name",
		"workspaces",
		"groups",
		"expires",
		"resend",
		"previously",
		"note"
	],
	"settings": [
		"allowedDomains",
		"maxInvites",
		"maxEmailsPerCall",
		"pendingChanges",
		"removals",
		"maxRemovals",
		"protected"
	]
};

// src/core/yaml/syntax/mistake.ts
/** Thrown by the scanner where it finds a mistake. */
var MistakeFound = class extends Error {
	mistake;
	constructor(problem, start, end) {
		super(problem.problem);
		this.mistake = {
			problem,
			start,
			end
		};
	}
};
/** Thrown by the scanner at YAML that it doesn't follow, such as an explicit key. */
var NotScannable = class extends Error {};
/** Spaces that look like U+0020 but aren't white space in YAML. */
const oddSpace = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;
/** The number of the line that has an offset, from 1. */
function lineNumber(text, offset) {
	let line = 1;
	for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
	return line;
}
/** The end of the line that has an offset, without its line break. */
function endOfLine(text, at) {
	const feed = text.indexOf("\n", at);
	const end = feed === -1 ? text.length : feed;
	return text[end - 1] === "\r" && end > at ? end - 1 : end;
}
/** The start of the next line, or the length of the text. */
function nextLine(text, at) {
	const feed = text.indexOf("\n", at);
	return feed === -1 ? text.length : feed + 1;
}
/** A text in quotes that YAML reads as the same text. */
function inQuotes(text) {
	if (!/["\\]/.test(text)) return `"${text}"`;
	return `'${text.replaceAll("'", "''")}'`;
}

// src/core/yaml/syntax/line.ts
/** Reads the line that starts at an offset. */
function readLine(text, start) {
	let content = start;
	while (text[content] === " ") content += 1;
	return {
		start,
		content,
		end: endOfLine(text, start),
		next: nextLine(text, start),
		spaces: content - start
	};
}
/** Returns whether a line has only white space. */
function isBlank(text, { content, end }) {
	return /^[ \t]*$/.test(text.slice(content, end));
}
/** Returns whether a line has only a comment. */
function isComment(text, { content, end }) {
	return /^[ \t]*#/.test(text.slice(content, end));
}
/** Returns whether the white space of YAML or the end of the text is at an offset. */
function isSpaceAt(text, at) {
	return /[ \t\r\n]/.test(text[at] ?? " ");
}
/** Returns whether the dash of a list item is at an offset. */
function isDashAt(text, at) {
	return text[at] === "-" && isSpaceAt(text, at + 1);
}
/** The offset after spaces and tabs. */
function skipSpace(text, start) {
	let at = start;
	while (text[at] === " " || text[at] === "	") at += 1;
	return at;
}
/** The end of plain text on a line: before the comment, or the white space at the end. */
function plainEnd$1(text, start, end) {
	const line = text.slice(start, end);
	const comment = /(?:^|[ \t])#/.exec(line);
	return start + line.slice(0, comment?.index).trimEnd().length;
}
/** The offset of the colon that ends a key on a line; undefined if there is none. */
function colonIn(text, start, end) {
	const found = /:(?=[ \t]|$)/.exec(text.slice(start, plainEnd$1(text, start, end)));
	return found ? start + found.index : void 0;
}

// src/core/yaml/syntax/explain-line.ts
/** Returns what is wrong with a line that doesn't belong to any of the blocks that were open before it, or with the line before. */
function misplaced(text, line, open, suspect) {
	const { content, end, spaces } = line;
	const space = oddSpaces(text, line);
	if (space > 0) return badSpace(text, content, space);
	const isItem = isDashAt(text, content);
	const before = suspect && mistakeBefore(text, suspect, line, isItem);
	if (before) return before;
	if (isGluedDash(text, content)) return withoutColon(text, content);
	if (!isItem && colonIn(text, content, end) === void 0) {
		if (open.some((block) => block.kind === "list" && block.column === spaces)) return new MistakeFound({ problem: "no-dash" }, content, plainEnd$1(text, content, end));
		if (gluedKey(text, content, end)) return withoutColon(text, content);
	}
	return indentation(text, line, open, isItem);
}
/** What is wrong with a suspect, given the line after it. */
function mistakeBefore(text, suspect, { spaces }, isItem) {
	if (suspect.kind === "text") {
		const found = withoutColon(text, suspect.at);
		return found.mistake.problem.problem !== "no-colon" || !isItem && spaces > suspect.column ? found : void 0;
	}
	const { line, closed } = suspect;
	if (!closed.some((block) => block.column === spaces && block.kind === (isItem ? "list" : "mapping"))) return void 0;
	const space = oddSpaces(text, line);
	if (space > 0) return badSpace(text, line.content, space);
	return isOutlier(text, suspect) ? indentation(text, line, closed, false) : void 0;
}
/** Whether a line has a key of the mapping that it closed: one that is in that column elsewhere, or twice in its own. */
function isOutlier(text, suspect) {
	const { line, closed, blocks } = suspect;
	const inner = closed.findLast((block) => block.kind === "mapping");
	const colon = colonIn(text, line.content, line.end);
	if (!inner || colon === void 0) return false;
	const key = text.slice(line.content, colon + 1);
	const isElsewhere = (column) => isKeyInColumn(text, key, column, line.content);
	return isElsewhere(inner.column) || blocks === 1 && isElsewhere(line.spaces);
}
/** Whether a key is in a column of a text, other than at one offset. */
function isKeyInColumn(text, key, column, except) {
	for (let at = text.indexOf(key); at !== -1; at = text.indexOf(key, at + 1)) {
		const start = at - column;
		const isAtStart = start === 0 || start > 0 && text[start - 1] === "\n";
		if (at !== except && isAtStart && /^[ -]*$/.test(text.slice(start, at))) return true;
	}
	return false;
}
function oddSpaces(text, { content, end }) {
	return /^[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/.exec(text.slice(content, end))?.[0].length ?? 0;
}
/** A tab, or a space that isn't one for YAML, in the indentation of a line. */
function badSpace(text, at, length) {
	const odd = /[^\t]/.exec(text.slice(at, at + length));
	if (!odd) return new MistakeFound({ problem: "tab" }, at, at + length);
	const codePoint = odd[0].codePointAt(0) ?? 0;
	return new MistakeFound({
		problem: "odd-space",
		codePoint,
		after: void 0
	}, at, at + length);
}
function indentation(text, line, open, isItem) {
	const { content, end, spaces } = line;
	const kind = isItem ? "list" : "mapping";
	const candidates = open.filter((block) => block.kind === kind);
	const nested = open.at(-1);
	if (isItem && candidates.length === 0 && nested && nested.column > spaces) return new MistakeFound({ problem: "no-dash" }, nested.first, endOfKey(text, nested.first));
	const distance = Math.min(...candidates.map((block) => Math.abs(block.column - spaces)));
	const expected = candidates.filter((block) => Math.abs(block.column - spaces) === distance).map((block) => ({
		spaces: block.column,
		line: lineNumber(text, block.last)
	})).reverse();
	return new MistakeFound({
		problem: "indentation",
		spaces,
		of: isItem ? "dash" : "key",
		expected
	}, content, Math.max(plainEnd$1(text, content, end), content + 1));
}
function endOfKey(text, at) {
	return at + (/^[^\n:]*/.exec(text.slice(at, at + 1e3))?.[0].length ?? 1);
}
/** Returns what is wrong with a line that has no key, although one belongs there. */
function withoutColon(text, at) {
	const end = endOfLine(text, at);
	const until = plainEnd$1(text, at, end);
	if (isGluedDash(text, at)) {
		const codePoint = text.codePointAt(at + 1) ?? 0;
		return oddSpace.test(text[at + 1] ?? "") ? new MistakeFound({
			problem: "odd-space",
			codePoint,
			after: "-"
		}, at + 1, at + 2) : new MistakeFound({
			problem: "no-space",
			after: "-"
		}, at, until);
	}
	const key = gluedKey(text, at, end);
	if (key === void 0) return new MistakeFound({
		problem: "no-colon",
		text: text.slice(at, until)
	}, at, until);
	const next = at + key.length;
	const codePoint = text.codePointAt(next) ?? 0;
	return oddSpace.test(text[next] ?? "") ? new MistakeFound({
		problem: "odd-space",
		codePoint,
		after: key
	}, next, next + 1) : new MistakeFound({
		problem: "no-space",
		after: key
	}, at, until);
}
/** Returns the missing or odd space after the key or the dash that a string starts with, or undefined if there is none. */
function findMissingSpace(text) {
	const { mistake } = withoutColon(text, 0);
	return mistake.problem.problem === "no-colon" ? void 0 : mistake;
}
/** Returns whether the dash of a list item is at an offset, without the space that should follow it. */
function isGluedDash(text, at) {
	return text[at] === "-" && /[\p{L}"'\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/u.test(text[at + 1] ?? "");
}
/** A key with its colon, if the space that should follow is missing or isn't one for YAML. */
function gluedKey(text, at, end) {
	const line = text.slice(at, Math.min(end, at + 200));
	const key = /^(?:"[^"]*"|'[^']*'|[\p{L}_][\p{L}\p{N}_-]*):(?=[^\s]|[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])(?!\/\/)/u.exec(line)?.[0];
	return key === "mailto:" ? void 0 : key;
}

// src/core/config/shape/keys.ts
/** Returns the valid keys of the mapping at a path. */
function keysAt(kind, path) {
	const [first] = path;
	if (first === "members") return _virtual_keys_default.member;
	if (first === "settings") return _virtual_keys_default.settings;
	return _virtual_keys_default[kind];
}
/** Returns the valid key that an unknown key most likely means, or undefined if there is none. */
function suggestKey(key, known) {
	const synonym = synonyms.get(key.toLowerCase().replace(/[-_ ]/g, ""));
	return synonym !== void 0 && known.includes(synonym) ? synonym : require_suggest.suggest(key, known);
}
/** Returns where a key that is unknown at a path belongs, or undefined if it is unknown everywhere. */
function homeOf(key, kind, path) {
	if (path[0] !== "members" && _virtual_keys_default.member.includes(key)) return "member";
	if (kind === "main" && path[0] !== "settings" && _virtual_keys_default.settings.includes(key)) return "settings";
	return path.length > 0 && _virtual_keys_default[kind].includes(key) ? "top" : void 0;
}
/** Other words for keys, in lower case without spaces, hyphens, and underscores. English and German. */
const synonyms = new Map(Object.entries({
	organization: "org organizationid organisationsid account",
	workspaces: "spaces teamspaces arbeitsbereiche arbeitsbereich bereiche",
	groups: "teams team roles gruppen gruppe rollen",
	members: "users user people persons person invites mitglieder mitglied benutzer personen",
	include: "includes imports import files extends dateien",
	settings: "options config configuration einstellungen",
	email: "mail address emailaddress mailaddress username login adresse mailadresse emailadresse",
	name: "fullname displayname vollname",
	expires: "expiry expiration enddate ends end until validuntil ablauf ablaufdatum bis endet",
	resend: "reinvite",
	note: "comment comments reason description notiz notizen kommentar bemerkung",
	allowedDomains: "domains alloweddomain domain",
	protected: "owners keep"
}).flatMap(([key, words]) => words.split(" ").map((word) => [word, key])));

// src/core/config/shape/syntax-problem.ts
/** Returns the diagnostic of a mistake in a key or string that is at a location. */
function syntaxProblem({ problem, start, end }, location) {
	const isPart = problem.problem === "odd-space";
	const column = isPart ? location.column + start : location.column;
	const endColumn = isPart ? location.column + end : location.endColumn;
	return {
		code: "yaml-syntax",
		details: problem,
		location: {
			...location,
			column,
			endColumn
		}
	};
}

// src/core/config/shape/unknown-key.ts
/** Returns what is wrong with a key that isn't valid in the mapping at a path. */
function unknownKey({ source, kind }, path, key) {
	const location = source.locate([...path, key], "key");
	if (key === "<<") return {
		path,
		diagnostic: {
			code: "merge-key",
			details: {},
			location
		},
		meant: key
	};
	if (kind === "included" && path.length === 0 && _virtual_keys_default.main.includes(key)) return {
		path,
		diagnostic: {
			code: "key-of-main-file",
			details: { key },
			location
		}
	};
	const known = keysAt(kind, path);
	const space = missingSpaceIn(key, known);
	if (space) return {
		path,
		diagnostic: syntaxProblem(space.mistake, location),
		meant: space.key
	};
	const home = homeOf(key, kind, path);
	const suggestion = home ? void 0 : suggestKey(key, known);
	return {
		path,
		diagnostic: {
			code: "unknown-key",
			details: {
				key,
				known,
				suggestion,
				home
			},
			location
		},
		meant: home ? key : suggestion
	};
}
/** The odd space before a key, or the space that is missing after it, and the key that it should be. */
function missingSpaceIn(key, known) {
	const odd = oddSpace.exec(key);
	const trimmed = key.trim();
	if (odd?.index === 0 && known.includes(trimmed)) {
		const codePoint = odd[0].codePointAt(0) ?? 0;
		const end = key.length - key.trimStart().length;
		return {
			mistake: {
				problem: {
					problem: "odd-space",
					codePoint,
					after: void 0
				},
				start: 0,
				end
			},
			key: trimmed
		};
	}
	const mistake = findMissingSpace(key);
	const name = /^[^:]*/.exec(key)?.[0] ?? "";
	return mistake && known.includes(name) ? {
		mistake,
		key: name
	} : void 0;
}

// src/core/config/shape/type-hints.ts
/** Returns what is likely meant by a value of the wrong type, or undefined if that is unclear. */
function typeHint({ path, expected, value, rest }) {
	const key = path.at(-1) ?? "";
	if (value === null) return emptyHint(path, rest);
	if (expected.includes("array")) return listHint(key, value);
	if (expected.includes("object")) return mappingHint(path, value);
	if (!expected.includes("string")) return void 0;
	if (Array.isArray(value)) return singleHint(key, value);
	const day = key === "expires" || key === "resend" ? require_action.suggestDay(scalarText(value)) : void 0;
	return day === void 0 ? void 0 : {
		hint: "write",
		text: day
	};
}
function emptyHint(path, rest) {
	const text = rest.trim();
	const isFreeText = path.at(-1) === "name" || path.at(-1) === "note";
	if (isFreeText && text.startsWith("#")) return {
		hint: "comment",
		quoted: `"${text}"`
	};
	if (isFreeText && text.startsWith("&")) return {
		hint: "anchor",
		quoted: `"${text}"`
	};
	if (path.length === 1 && path[0] === "members") return { hint: "no-members" };
	const example = examples.get(path.join("."));
	return example === void 0 ? void 0 : {
		hint: "name-each",
		example
	};
}
function listHint(key, value) {
	if (key === "members") return membersHint(value);
	if (require_action.isObject(value)) return Object.values(value).every((one) => one === null) ? writtenList(Object.keys(value)) : { hint: "add-dashes" };
	return typeof value === "object" ? void 0 : writtenList(scalarText(value).split(/[,;]|(?:^| )- /));
}
function membersHint(value) {
	const keysOfMembers = require_action.isObject(value) ? Object.keys(value) : [];
	if (keysOfMembers.includes("email")) return { hint: "add-dashes" };
	return {
		hint: "member-each",
		email: emailIn(keysOfMembers[0] ?? scalarText(value))
	};
}
/** Returns the text of a scalar. Empty for a list or a mapping, which may not have a text. */
function scalarText(value) {
	return typeof value === "object" ? "" : String(value);
}
const maxItemsWritten = 10;
function writtenList(texts) {
	const items = texts.map((text) => text.trim().replace(/^\[|\]$/g, "")).filter((text) => text !== "");
	const isPlain = items.every((text) => /^[\p{L}\p{N}_][^,[\]{}#:"\s]*$/u.test(text));
	return items.length > 0 && items.length <= maxItemsWritten && isPlain ? {
		hint: "write",
		text: `[${items.join(", ")}]`
	} : void 0;
}
function mappingHint(path, value) {
	if (path[0] === "members" && path.length === 2) return typeof value === "string" ? {
		hint: "member",
		email: emailIn(value),
		others: 0
	} : void 0;
	if (!Array.isArray(value)) return void 0;
	if (value.some(require_action.isObject)) return { hint: "remove-dashes" };
	const example = examples.get(path.join("."));
	return example === void 0 ? void 0 : {
		hint: "name-each",
		example
	};
}
const examples = /* @__PURE__ */ new Map([["workspaces", "marketing: wLDNPp"], ["groups", "design: [marketing, research]"]]);
function emailIn(text) {
	return /^[^\s@,;:<>"']+@[^\s@,;:<>"']+$/.test(text) ? text : void 0;
}
function singleHint(key, value) {
	const [only] = value;
	if (value.length === 1 && typeof only === "string") return {
		hint: "write",
		text: only
	};
	return key === "email" && value.length > 1 ? { hint: "one-member-each" } : void 0;
}

// src/core/config/shape/wrong-type.ts
/** Returns what is wrong with the value at a path that has another type than expected. */
function wrongType(context, path, expected) {
	const { source } = context;
	const value = valueAt(source.value, path);
	const location = source.locate(path);
	const glued = gluedIn(context, path, expected, value);
	if (glued) return syntaxProblem(glued.mistake, glued.location);
	const keyLocation = source.locate(path, "key");
	const rest = value === null && !isItem(path) ? context.restOfLine(keyLocation.line, keyLocation.endColumn).replace(/^["']?\s*:/, "") : "";
	const hint = typeHint({
		path,
		expected,
		value,
		rest
	});
	const key = keyOf(path);
	const made = expected.join() === "string" && hint === void 0 ? interpretedAs(value, location) : {};
	return {
		code: "wrong-type",
		details: {
			key: isItem(path) ? `An item of ${key}` : key,
			expected: expected.join(" or "),
			found: typeOf(value),
			...made,
			...hint && { hint }
		},
		location
	};
}
/** The missing space that makes text of a mapping or of a list item, or a key of a list item. */
function gluedIn({ source, kind }, path, expected, value) {
	if (expected.includes("array")) {
		const text = typeof value === "string" ? value : Object.keys(Object(value)).find((key) => /^-\D/.test(key));
		const mistake = text?.startsWith("-") ? findMissingSpace(text) : void 0;
		const location = typeof value === "string" ? source.locate(path) : source.locate([...path, text ?? ""], "key");
		return mistake && {
			mistake,
			location
		};
	}
	if (!expected.includes("object") || typeof value !== "string") return void 0;
	const mistake = findMissingSpace(value);
	const key = /^[^:]*/.exec(value)?.[0] ?? "";
	const isKey = path.length === 1 || keysAt(kind, path).includes(key);
	return mistake && isKey ? {
		mistake,
		location: source.locate(path)
	} : void 0;
}
function typeOf(value) {
	if (value === null) return "null";
	if (Array.isArray(value)) return "array";
	return typeof value === "number" && !Number.isInteger(value) ? "fraction" : typeof value;
}
/**
* Returns what YAML made of a plain word where text belongs, such as 1000 for `1e3`. A missing value is also null, but
* only the word `null` is four columns wide.
*/
function interpretedAs(value, { column, endColumn }) {
	return (value === null ? endColumn - column === 4 : typeof value !== "object") ? { made: String(value) } : {};
}
/** Reports the entries of members that are only text, one after the other, as one problem. */
function joinTextMembers(problems) {
	const joined = [];
	let last = -2;
	for (const problem of problems) {
		const { diagnostic } = problem;
		const before = joined.at(-1)?.diagnostic;
		const index = (diagnostic.code === "wrong-type" ? diagnostic.details.hint : void 0)?.hint === "member" ? Number(problem.path[1]) : -2;
		if (index === last + 1 && index > 0 && before?.code === "wrong-type" && before.details.hint?.hint === "member") {
			const { others } = before.details.hint;
			const details = {
				...before.details,
				hint: {
					...before.details.hint,
					others: others + 1
				}
			};
			joined[joined.length - 1] = {
				path: joined.at(-1)?.path ?? [],
				diagnostic: {
					...before,
					details
				}
			};
		} else joined.push(problem);
		last = index;
	}
	return joined;
}

// src/core/config/schema.ts
/** More than are listed, because many follow from another one. */
const maxErrors = maxListed * 4;
/** The schema paths of errors that may follow from another one. */
const mayFollow = /\/(?:required|anyOf)$|^#\/(?:properties\/\w+\/)?(?:items\/)?type$|^#\/additionalProperties$/;
/** Validates a file against its JSON Schema. `unread`: what reading it as YAML reported. */
function validateSchema(source, kind, unread) {
	if (isEmptyFile(source.value)) return {
		listed: [{
			path: [],
			diagnostic: {
				code: "empty-file",
				details: { kind },
				location: source.locate([])
			}
		}],
		more: void 0
	};
	const { errors, omitted } = (kind === "main" ? _virtual_validate_members_default : _virtual_validate_included_default)(source.value, maxErrors);
	const context = contextOf(source, kind);
	const problems = errors.map((error) => shapeProblem(context, error));
	const distinct = [...omitted].filter(([path]) => !mayFollow.test(path));
	return {
		listed: withoutConsequences(joinTextMembers(problems), unread, source),
		more: omitted.size === 0 ? void 0 : distinct.reduce((sum, [, count]) => sum + count, 0)
	};
}
function shapeProblem(context, error) {
	const path = stepsOf(error.instancePath);
	if (error.keyword === "additionalProperties") return unknownKey(context, path, String(error.params["additionalProperty"]));
	if (error.keyword === "type") {
		const expected = [error.params["type"]].flat().map(String);
		return {
			path,
			diagnostic: wrongType(context, path, expected)
		};
	}
	return {
		path,
		diagnostic: otherProblem(context, path, error)
	};
}
function otherProblem({ source }, path, error) {
	const value = valueAt(source.value, path);
	const key = keyOf(path);
	const location = source.locate(path);
	switch (error.keyword) {
		case "required": return missingKey(String(error.params["missingProperty"]), location);
		case "anyOf": return path.length === 0 ? missingKey("members", location) : {
			code: "member-without-workspaces",
			details: {},
			location
		};
		case "minItems":
		case "minProperties": return {
			code: "empty-list",
			details: { key },
			location
		};
		case "propertyNames": {
			const name = String(error.params["propertyName"]);
			return {
				code: "wrong-value",
				details: {
					key,
					rule: { rule: "name" },
					suggestion: void 0
				},
				location: source.locate([...path, name], "key")
			};
		}
		default: {
			const rule = ruleOf(error);
			return {
				code: "wrong-value",
				details: {
					key,
					rule,
					suggestion: typeof value === "string" ? suggestValue(path, value, rule) : void 0
				},
				location
			};
		}
	}
}
function missingKey(key, location) {
	return {
		code: "missing-key",
		details: { key },
		location: startOf(location)
	};
}
/** The value that a value of the right type most likely means. */
function suggestValue(path, value, rule) {
	if (rule.rule === "one-of") return require_suggest.suggest(value, rule.allowed);
	if (rule.rule === "id") return idInUrl(value, path[0] === "organization" ? "organization" : "workspace");
}
function ruleOf(error) {
	const limit = Number(error.params["limit"]);
	switch (error.keyword) {
		case "enum": return {
			rule: "one-of",
			allowed: error.params["allowedValues"].map(String)
		};
		case "minimum": return {
			rule: "at-least",
			limit
		};
		case "maximum": return {
			rule: "at-most",
			limit
		};
		case "maxLength": return {
			rule: "longest",
			limit
		};
		case "minLength": return { rule: "not-empty" };
		default: return error.schemaPath.includes("maxRemovals") ? { rule: "share" } : { rule: "id" };
	}
}

// src/core/config/settings.ts
/** Reads `settings` of the main file. Ignores values of the wrong type, which `validateSchema` reports. */
function readSettings(main, toAscii) {
	const given = require_action.objectAt(main.value, "settings") ?? {};
	const diagnostics = new DiagnosticList();
	const allowedDomains = require_action.stringsAt(given, "allowedDomains").flatMap(({ text, index }) => {
		const domain = require_action.readDomain(text.trim(), toAscii);
		if (domain.ok) return [domain.value];
		diagnostics.report("invalid-domain", () => ({
			details: { value: text },
			location: main.locate([
				"settings",
				"allowedDomains",
				index
			])
		}));
		return [];
	});
	const areDomainsValid = "allowedDomains" in given && diagnostics.size === 0;
	const protectedEmails = require_action.stringsAt(given, "protected").flatMap(({ text, index }) => {
		const reading = require_action.readAddress(text, toAscii);
		if (reading.ok) return [reading.value.email];
		diagnostics.report("invalid-address", () => ({
			details: explainInvalidAddress(text, reading.problem, (one) => require_action.readAddress(one, toAscii)),
			location: main.locate([
				"settings",
				"protected",
				index
			])
		}));
		return [];
	});
	return {
		value: {
			allowedDomains: areDomainsValid ? allowedDomains.toSorted() : void 0,
			maxInvites: require_action.numberAt(given, "maxInvites") ?? 50,
			maxEmailsPerCall: require_action.numberAt(given, "maxEmailsPerCall") ?? 50,
			pendingChanges: given["pendingChanges"] === "report" ? "report" : "send",
			removals: given["removals"] === "apply" ? "apply" : "report",
			maxRemovals: require_action.stringAt(given, "maxRemovals") ?? require_action.numberAt(given, "maxRemovals") ?? "25%",
			protected: protectedEmails.toSorted()
		},
		diagnostics: diagnostics.all()
	};
}

// src/core/config/read-config.ts
/** Combines the files of a configuration into one value, or returns everything that is wrong with them. */
function readConfig(files, toAscii) {
	const read = [...files.main ? [files.main] : [], ...files.included];
	const sources = read.map((file) => file.source);
	const names = sources.map((source) => source.file);
	const readable = sources.filter((source) => source.value !== void 0);
	const unread = [...files.diagnostics, ...read.flatMap((file) => file.diagnostics)];
	const shape = checkShapes(readable, files.main?.source, unread);
	const unreadLocations = new Set(unread.map((one) => startText(one.location)));
	const found = new DiagnosticList();
	found.add(unread);
	found.add(shape.listed.map((one) => one.diagnostic).filter((one) => !unreadLocations.has(startText(one.location))));
	found.countErrors(shape.more ?? 0);
	if (!files.main || readable.length < read.length || shape.more !== void 0) return {
		ok: false,
		problem: inSourceOrder(found.all(), names)
	};
	const main = files.main.source;
	const declared = readDeclarations(main, sources, doubtsFrom(shape.listed));
	const settings = readSettings(main, toAscii);
	const members = readMembers(sources, declared, settings.value.allowedDomains, toAscii);
	const parts = [...unreplacedOrganization(main), ...[
		declared,
		settings,
		members
	].flatMap((part) => part.diagnostics)];
	const config = () => ({
		organization: require_action.stringAt(main.value, "organization") ?? "",
		workspaces: new Map([...declared.workspaces].map(([name, id]) => [id, name])),
		groups: declared.groups,
		members: members.value,
		settings: settings.value
	});
	const all = withoutShownCharacters([...found.all(), ...parts]);
	return require_action.toResult(config, inSourceOrder(all, names));
}
/** Drops diagnostics of characters in invalid email addresses, because their messages show the characters. */
function withoutShownCharacters(diagnostics) {
	const addresses = require_action.groupBy(diagnostics.filter((one) => one.code === "invalid-address"), ({ location }) => lineText(location));
	return diagnostics.filter(({ code, location: { column, ...location } }) => code !== "invisible-character" && code !== "reordering-character" || !addresses.get(lineText(location))?.some((address) => address.location.column <= column && column < address.location.endColumn));
}
function lineText({ file, line }) {
	return `${line} ${file}`;
}
/** Validates files until there are more problems than are listed. */
function checkShapes(sources, main, unread) {
	const unreadByFile = require_action.groupBy(unread, (one) => one.location.file);
	const listed = [];
	for (const source of sources) {
		const problems = validateSchema(source, source === main ? "main" : "included", unreadByFile.get(source.file) ?? []);
		listed.push(...problems.listed);
		const { more } = problems;
		if (more !== void 0 || listed.length > 1e3) return {
			listed,
			more: more ?? 0
		};
	}
	return {
		listed,
		more: void 0
	};
}
function startText({ file, line, column }) {
	return `${line}:${column} ${file}`;
}
/** Reports that the organization is still the placeholder of `rollcall init`. */
function unreplacedOrganization(main) {
	const value = require_action.stringAt(main.value, "organization");
	if (value !== placeholderIds.organization) return [];
	const location = main.locate(["organization"]);
	return [{
		code: "placeholder",
		details: {
			key: "organization",
			value
		},
		location
	}];
}
/** What of the declarations can't be relied on, so that names that seem to be undeclared aren't reported. */
function doubtsFrom(shape) {
	const keys = /* @__PURE__ */ new Set();
	for (const { path, diagnostic, meant } of shape) {
		const isTop = path.length === 0;
		if (diagnostic.code === "empty-file") for (const key of ["workspaces", "groups"]) keys.add(key);
		if (isTop && meant !== void 0) keys.add(meant);
		if (isTop && (diagnostic.code === "missing-key" || diagnostic.code === "unknown-key")) keys.add(diagnostic.details.key);
		const [key] = path;
		if (path.length === 1 && key !== void 0 && diagnostic.code === "wrong-type") keys.add(key);
	}
	return {
		workspaces: keys.has("workspaces") || keys.has("<<"),
		groups: keys.has("groups") || keys.has("<<"),
		names: keys
	};
}

// src/core/values/file-format.ts
const signatures = [
	["UTF-16", [255, 254]],
	["UTF-16", [254, 255]],
	["Excel workbook", [
		208,
		207,
		17,
		224,
		161,
		177,
		26,
		225
	]],
	["ZIP archive", [
		80,
		75,
		3,
		4
	]],
	["ZIP archive", [
		80,
		75,
		5,
		6
	]]
];
/** In bytes. Enough for the header of a list, and for the first names in an archive. */
const maxSampleLength = 4096;
/** Returns what a file is, by its first bytes. Returns undefined if it may be UTF-8. */
function detectFormat(bytes) {
	const sample = bytes.subarray(0, maxSampleLength);
	const [format] = signatures.find(([, start]) => start.every((byte, index) => sample[index] === byte)) ?? [];
	if (format === "ZIP archive" && isWorkbook(sample)) return "Excel workbook";
	return format ?? utf16WithoutMark(sample);
}
/** An .xlsx file is a ZIP archive whose first entries are its content types and the parts in `xl` (ECMA-376, part 2). */
function isWorkbook(sample) {
	return /\[Content_Types\]\.xml|xl\//.test(new TextDecoder("latin1").decode(sample));
}
/** In UTF-16, each ASCII character has a zero byte after or before it, and hardly any other character has one. */
function utf16WithoutMark(sample) {
	let [even, odd] = [0, 0];
	for (const [index, byte] of sample.entries()) {
		if (byte !== 0) continue;
		if (index % 2 === 0) even += 1;
		else odd += 1;
	}
	if (Math.max(even, odd) <= sample.length / 4) return void 0;
	if (odd > even * 8) return "UTF-16LE";
	return even > odd * 8 ? "UTF-16BE" : void 0;
}

// src/core/source/decode.ts
/** The maximum size of a file, in bytes. */
const maxFileBytes = 67108864;
/** Decodes a file, or returns why it can't be decoded. Drops a byte order mark, and replaces each lone CR with LF. */
function decodeText(file, bytes) {
	if (bytes.byteLength > 67108864) {
		const location = {
			file,
			line: 1,
			column: 1,
			endColumn: 2
		};
		return {
			text: "",
			diagnostic: {
				code: "file-too-large",
				details: {
					bytes: bytes.byteLength,
					limit: maxFileBytes
				},
				location
			}
		};
	}
	const looksLike = detectFormat(bytes);
	const text = decodeUtf8(bytes);
	if (text === void 0 || looksLike) {
		const lossy = new TextDecoder("utf-8").decode(bytes);
		const at = looksLike ? 0 : Math.max(lossy.indexOf("\ufffd"), 0);
		const shown = looksLike ? "" : lossy;
		return {
			text: shown,
			diagnostic: new LineMap(file, shown).diagnostic("not-utf8", { looksLike }, at, at + 1)
		};
	}
	if (!/[^\n -~]/.test(text)) return { text };
	const normalized = text.replace(/\r(?!\n)/g, "\n");
	const control = /(?![\t\n\r\u0085])\p{Cc}|[\ufffe\uffff]/u.exec(normalized);
	if (!control) return { text: normalized };
	const codePoint = control[0].codePointAt(0) ?? 0;
	return {
		text: normalized,
		diagnostic: new LineMap(file, normalized).diagnostic("control-character", { codePoint }, control.index, control.index + 1)
	};
}
function decodeUtf8(bytes) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return;
	}
}

// src/core/source/invisible-characters.ts
/**
* Characters that show text to reviewers in a different order than programs read it ("Trojan Source",
* CVE-2021-42574).
*/
const reordering = /[\u202a-\u202e\u2066-\u2069]/;
/**
* Invisible characters: two names that differ only in one look the same. Joiners and variation selectors aren't
* included, because scripts and emoji need them.
*/
const invisible = /(?!\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])\p{Default_Ignorable_Code_Point}/gu;
/** Finds characters that readers can't see, or that change the order in which they see the text. */
function findInvisible(text, lineMap) {
	if (!/[^\n -~]/.test(text)) return [];
	const diagnostics = new DiagnosticList();
	for (const { 0: character, index } of text.matchAll(invisible)) {
		const code = reordering.test(character) ? "reordering-character" : "invisible-character";
		diagnostics.report(code, () => ({
			details: { codePoint: character.codePointAt(0) ?? 0 },
			location: lineMap.locationOf(index, index + character.length)
		}));
	}
	return diagnostics.all();
}

// src/core/source/source.ts
/** Returns the source of a file that can't be parsed. */
function unreadable(file, text) {
	return withoutParts(file, text, void 0);
}
/** Returns the source of a file that has no content. */
function emptySource(file, text) {
	return withoutParts(file, text, null);
}
function withoutParts(file, text, value) {
	const location = {
		file,
		line: 1,
		column: 1,
		endColumn: 2
	};
	return {
		file,
		text,
		value,
		locate: () => location
	};
}

// src/core/yaml/plain/scalar.ts
/** Thrown if a file isn't plain YAML. */
var UnsupportedByFastReader = class extends Error {};
const unsupported = new UnsupportedByFastReader("this is not plain YAML");
/** The maximum length of a key, which is below the 1,024 characters that YAML allows. */
const maxKeyLength = 1e3;
/**
* Returns the value of a plain scalar in the core schema of YAML 1.2.2 (section 10.3.2). Throws `unsupported`
* in any doubt.
*/
function parseScalar(text) {
	const first = text.charCodeAt(0);
	if (first === 43 && /^\+[\d.]/.test(text)) throw unsupported;
	if (first >= 48 && first <= 57) {
		if (/^(?:0|[1-9]\d{0,14})$/.test(text)) return Number(text);
		if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
		if (/^[0-9a-fox.+-]*$/i.test(text)) throw unsupported;
		return text;
	}
	if (text === "~") return null;
	if (text.length > 5) return text;
	if (text === "true" || text === "false") return text === "true";
	if (text === "null") return null;
	if (/^(?:true|false|null)$/i.test(text)) throw unsupported;
	return text;
}
/**
* Checks that a plain scalar is a key. In brackets, YAML allows longer keys, but here the limit of block keys
* applies.
*/
function parseKey(text) {
	if (text.length >= 1e3 || text === "" || text.endsWith(" ")) throw unsupported;
	if (typeof parseScalar(text) !== "string") throw unsupported;
	return text;
}

// src/core/yaml/plain/builder.ts
/** Builds plain values: strings, numbers, booleans, null, arrays, and objects without a prototype. */
const plainValues = {
	sharesLists: true,
	scalar: (value) => value,
	list: (items) => items,
	mapping: ({ size, names, values }) => {
		const mapping = new Mapping();
		for (let index = 0; index < size; index += 1) mapping[names[index] ?? ""] = values[index];
		return mapping;
	}
};
/** Objects of one class take far less memory than objects that are created by `Object.create(null)`. */
const Mapping = class {};
Object.setPrototypeOf(Mapping.prototype, null);
/** Up to this number of keys, a new key is compared with each. More keys are kept in a set. */
const maxKeysComparedSingly = 8;
/** The items of a collection that have been read so far. */
var PartialCollection = class {
	names = [];
	spans = [];
	values = [];
	/** Short lists that were read before at this depth, by their text: many members have the same lists. */
	lists = /* @__PURE__ */ new Map();
	size = 0;
	#known;
	clear() {
		this.size = 0;
		this.#known = void 0;
		return this;
	}
	/**
	* The key at this position in the previous mapping at this depth, if it was unquoted. It is likely to be the next
	* key, because people write the same keys in the same order.
	*/
	get likelyKey() {
		const name = this.names[this.size];
		const start = this.spans[this.size * 2] ?? 0;
		const end = this.spans[this.size * 2 + 1] ?? 0;
		return name?.length === end - start ? name : void 0;
	}
	/** Adds the key of the next value. */
	addKey(name, start, end) {
		if (this.#known?.has(name) ?? this.#isAmongFew(name)) throw unsupported;
		this.names[this.size] = name;
		this.spans[this.size * 2] = start;
		this.spans[this.size * 2 + 1] = end;
		if (this.size + 1 === maxKeysComparedSingly) this.#known = new Set(this.names.slice(0, maxKeysComparedSingly));
		else this.#known?.add(name);
	}
	addValue(value) {
		this.values[this.size] = value;
		this.size += 1;
	}
	#isAmongFew(name) {
		for (let index = 0; index < this.size; index += 1) if (this.names[index] === name) return true;
		return false;
	}
};

// src/core/source/location-tree.ts
/** The locations of all parts of a file. Takes few bytes for a scalar, because a file can have millions. */
var LocationTree = class {
	#lineMap;
	#offset;
	/** The start and the end of each part, alternating. */
	#spans = /* @__PURE__ */ new Int32Array(1024);
	/** The children of each part. A scalar has none. */
	#children = [];
	/** `offset`: where the text that the parts are in begins in the file. */
	constructor(lineMap, offset = 0) {
		this.#lineMap = lineMap;
		this.#offset = offset;
	}
	scalar(start, end) {
		return this.#add(void 0, start, end);
	}
	list(items, start, end) {
		return this.#add(items, start, end);
	}
	mapping({ names, spans, values }, start, end) {
		const byName = /* @__PURE__ */ new Map();
		const firstKey = this.#children.length;
		for (const [index, name] of names.entries()) {
			this.scalar(spans[index * 2] ?? 0, spans[index * 2 + 1] ?? 0);
			if (!byName.has(name)) byName.set(name, index);
		}
		return this.#add({
			byName,
			firstKey,
			values
		}, start, end);
	}
	/** Adds an alias, which has the children of the part that it refers to. */
	alias(target, start, end) {
		return this.#add(this.#children[target], start, end);
	}
	#add(children, start, end) {
		const part = this.#children.push(children) - 1;
		if (part * 2 === this.#spans.length) {
			const larger = new Int32Array(this.#spans.length * 2);
			larger.set(this.#spans);
			this.#spans = larger;
		}
		this.#spans[part * 2] = start;
		this.#spans[part * 2 + 1] = end;
		return part;
	}
	/** Returns the location of the value at a path, or of its key. If there is none, returns that of the nearest ancestor. */
	locate(root, path, wanted) {
		let part = root;
		let key;
		for (const step of path) {
			const children = this.#children[part];
			const child = children && childAt(children, step);
			if (!child) return this.#locationOf(part);
			key = child.key;
			part = child.value ?? child.key ?? part;
		}
		return this.#locationOf(wanted === "key" ? key ?? part : part);
	}
	#locationOf(part) {
		const [start = 0, end = 0] = this.#spans.subarray(part * 2, part * 2 + 2);
		return this.#lineMap.locationOf(this.#offset + start, this.#offset + end);
	}
};
function childAt(children, step) {
	if (!("byName" in children)) {
		const value = children[Number(step)];
		return value === void 0 ? void 0 : { value };
	}
	const index = children.byName.get(String(step));
	return index === void 0 ? void 0 : {
		key: children.firstKey + index,
		value: children.values[index]
	};
}

// src/core/yaml/plain/tokens.ts
const space = 32;
const lineFeed = 10;
const numberSign = 35;
const comma = 44;
const colon = 58;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;
/** Characters that begin, or may begin, something other than a plain scalar. */
const indicators = new Set([..."-?:,[]{}#&*!|>'\"%@`<=."].map((character) => character.charCodeAt(0)));
/**
* Throws `unsupported` unless a plain scalar begins here. A period is the only indicator that can begin one,
* if a word follows.
*/
function checkBeginsPlain(text, start) {
	if (!indicators.has(text.charCodeAt(start))) return;
	if (!(text[start] === "." && /[A-Za-z]/.test(text[start + 1] ?? "") && !/^\.(?:inf|nan)/i.test(text.slice(start, start + 4)))) throw unsupported;
}
function isQuote(code) {
	return code === 34 || code === 39;
}
/** Whether there is a colon here that ends a key in a block. */
function isColonAt(text, at) {
	if (text.charCodeAt(at) !== 58) return false;
	const next = text.charCodeAt(at + 1);
	return next === 32 || next === 10 || at + 1 >= text.length;
}
function lineEnd(text, at) {
	const end = text.indexOf("\n", at);
	return end < 0 ? text.length : end;
}
/** Returns the end of a plain scalar that takes the rest of its line, up to a comment. */
function plainEnd(text, start) {
	const limit = lineEnd(text, start);
	checkBeginsPlain(text, start);
	let end = start;
	for (let at = start; at < limit; at += 1) {
		const code = text.charCodeAt(at);
		if (code === 32) continue;
		if (code === 35 && text.charCodeAt(at - 1) === 32) break;
		if (code === 58 && isColonAt(text, at)) throw unsupported;
		end = at + 1;
	}
	if (end === start) throw unsupported;
	return end;
}
/**
* Returns the end of a plain scalar in a flow collection: before a comma, a closing bracket, or a colon.
* Throws `unsupported` at a comment.
*/
function flowPlainEnd(text, start) {
	checkBeginsPlain(text, start);
	let end = start;
	for (let at = start; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === 32) continue;
		if (code === 44 || code === 58 || code === 93 || code === 125) break;
		if (code === 10 || code === 91 || code === 123) throw unsupported;
		if (code === 35 && text.charCodeAt(at - 1) === 32) throw unsupported;
		end = at + 1;
	}
	if (end === start) throw unsupported;
	return end;
}
/**
* Returns the end of a plain key in a block, which a colon and white space must follow. Returns undefined if
* this isn't a key.
*/
function plainKeyEnd(text, start) {
	const limit = Math.min(lineEnd(text, start), start + maxKeyLength);
	checkBeginsPlain(text, start);
	for (let at = start; at < limit; at += 1) {
		const code = text.charCodeAt(at);
		if (code === 35 && text.charCodeAt(at - 1) === 32) return void 0;
		if (code === 58 && isColonAt(text, at)) return at;
	}
}
/** Returns the end of a quoted string. Throws `unsupported` if it isn't on one line or has an escape. */
function quotedEnd(text, start) {
	const mark = text[start] ?? "";
	const end = text.indexOf(mark, start + 1);
	const inside = text.slice(start + 1, end);
	if (end < 0 || inside.includes("\n") || inside.includes("\\") || text[end + 1] === mark) throw unsupported;
	if (inside.length > 1e3) throw unsupported;
	return end + 1;
}

// src/core/yaml/plain/reader.ts
/**
* Reads plain YAML: a block mapping with indented blocks, with flow collections and quoted strings that each fit on one
* line, and with comments. Returns undefined for anything else, whether it is a mistake or a rare feature; the yaml
* package must then read the text. A returned value equals what the yaml package would return. The time is
* proportional to the length of the text, even if it is hostile.
*/
function readPlain(text, builder) {
	if (/[\t\r\u0085\u2028\u2029\ufeff]/.test(text)) return void 0;
	const reader = new PlainReader(text, builder);
	try {
		return reader.readDocument();
	} catch (error) {
		if (error instanceof UnsupportedByFastReader) return void 0;
		throw error;
	}
}
/** The maximum depth of collections. */
const maxDepth = 16;
/** In characters. */
const maxSharedListLength = 200;
/** The maximum number of lists that are kept to be shared, for each depth. */
const maxSharedLists = 1e3;
const dash = 45;
var PlainReader = class {
	#text;
	#builder;
	/** The current offset. Between lines, it is at the first character of the next content. */
	#at = 0;
	/** The start of the line of `#at`. */
	#lineStart = 0;
	/**
	* The open collection at each depth. They are reused, because new arrays for each of 100,000 mappings would
	* be most of the garbage.
	*/
	#open = [];
	constructor(text, builder) {
		this.#text = text;
		this.#builder = builder;
	}
	readDocument() {
		this.#nextContent();
		if (this.#at >= this.#text.length || this.#column !== 0 || this.#isItem()) throw unsupported;
		const node = this.#mapping(0);
		if (this.#at < this.#text.length) throw unsupported;
		return node;
	}
	#openAt(depth) {
		if (depth > maxDepth) throw unsupported;
		const open = this.#open[depth] ?? new PartialCollection();
		this.#open[depth] = open;
		return open.clear();
	}
	get #column() {
		return this.#at - this.#lineStart;
	}
	/**
	* Moves to the next content at or after the start of a line: past blank lines and comments, or to the end
	* of the text.
	*/
	#nextContent() {
		const text = this.#text;
		for (;;) {
			let at = this.#lineStart;
			while (text.charCodeAt(at) === 32) at += 1;
			const code = text.charCodeAt(at);
			this.#at = at;
			if (at >= text.length || code !== 10 && code !== 35) return;
			this.#lineStart = lineEnd(text, at) + 1;
			if (this.#lineStart > text.length) {
				this.#at = text.length;
				return;
			}
		}
	}
	/** Checks that only a comment follows a value on its line, and moves to the next content. */
	#endLine(at) {
		const text = this.#text;
		let end = at;
		while (text.charCodeAt(end) === 32) end += 1;
		const code = text.charCodeAt(end);
		if (!(end >= text.length || code === 10 || code === 35 && end > at)) throw unsupported;
		this.#lineStart = lineEnd(text, end) + 1;
		if (this.#lineStart > text.length) this.#lineStart = this.#at = text.length;
		else this.#nextContent();
	}
	#isItem() {
		return this.#text.charCodeAt(this.#at) === dash && this.#text.charCodeAt(this.#at + 1) === 32;
	}
	/** Reads a block mapping, whose keys are all in the same column. `#at` is the first key. */
	#mapping(depth) {
		const column = this.#column;
		const start = this.#at;
		const entries = this.#openAt(depth);
		do {
			if (this.#isItem()) throw unsupported;
			this.#key(entries);
			entries.addValue(this.#valueOf(column, depth));
		} while (this.#at < this.#text.length && this.#column === column);
		this.#leave(column);
		return this.#builder.mapping(entries, start, this.#lineStart);
	}
	/** Reads a block list, whose dashes are all in the same column. `#at` is the first dash. */
	#list(depth) {
		const column = this.#column;
		const start = this.#at;
		const items = this.#openAt(depth);
		do {
			this.#skip(2);
			items.addValue(this.#item(column, depth));
		} while (this.#at < this.#text.length && this.#column === column && this.#isItem());
		this.#leave(column);
		return this.#listOf(items, start, this.#lineStart);
	}
	/** Checks that the content after a value isn't indented more than the block that contains the value. */
	#leave(column) {
		if (this.#at < this.#text.length && this.#column > column) throw unsupported;
	}
	/** Reads an item of a block list: a mapping whose first key follows the dash, or a value on one line. */
	#item(column, depth) {
		return this.#isKeyAhead() ? this.#mapping(depth + 1) : this.#lineValue(column, depth);
	}
	/** Reads the value of a key in the given column: on the line of the key, or as a block on the next lines. */
	#valueOf(column, depth) {
		const text = this.#text;
		this.#skip(0);
		const code = text.charCodeAt(this.#at);
		if (code !== 10 && code !== 35 && this.#at < text.length) return this.#lineValue(column, depth);
		this.#endLine(code === 35 ? this.#at - 1 : this.#at);
		if (this.#at >= text.length || this.#column < column) throw unsupported;
		if (this.#isItem()) return this.#list(depth + 1);
		if (this.#column === column || !this.#isKeyAhead()) throw unsupported;
		return this.#mapping(depth + 1);
	}
	#isKeyAhead() {
		const code = this.#text.charCodeAt(this.#at);
		if (code === 91 || code === 123) return false;
		if (isQuote(code)) return isColonAt(this.#text, quotedEnd(this.#text, this.#at));
		return plainKeyEnd(this.#text, this.#at) !== void 0;
	}
	/** Reads a value that ends on its line. A next line with deeper indentation would continue it, or be a mistake. */
	#lineValue(column, depth) {
		const node = this.#value(depth, false);
		this.#endLine(this.#at);
		this.#leave(column);
		return node;
	}
	/** Reads a collection in brackets, a quoted string, or a plain scalar, which ends earlier in a flow collection. */
	#value(depth, isInFlow) {
		const text = this.#text;
		const start = this.#at;
		const code = text.charCodeAt(start);
		if (code === 91 || code === 123) return this.#flow(depth + 1);
		const isText = isQuote(code);
		const end = isText ? quotedEnd(text, start) : isInFlow ? flowPlainEnd(text, start) : plainEnd(text, start);
		this.#at = end;
		const value = isText ? text.slice(start + 1, end - 1) : parseScalar(text.slice(start, end));
		return this.#builder.scalar(value, start, end);
	}
	/** Reads a key and its colon. */
	#key(entries) {
		const text = this.#text;
		const start = this.#at;
		const likely = entries.likelyKey;
		if (likely !== void 0 && text.startsWith(likely, start) && isColonAt(text, start + likely.length)) {
			this.#at = start + likely.length + 1;
			entries.addKey(likely, start, start + likely.length);
			return;
		}
		const isText = isQuote(text.charCodeAt(start));
		const end = isText ? quotedEnd(text, start) : plainKeyEnd(text, start);
		if (end === void 0 || !isColonAt(text, end)) throw unsupported;
		this.#addKey(entries, start, end, isText);
	}
	#addKey(entries, start, end, isText) {
		const name = isText ? this.#text.slice(start + 1, end - 1) : parseKey(this.#text.slice(start, end));
		this.#at = end + 1;
		entries.addKey(name, start, end);
	}
	/** Reads a flow collection on one line. `#at` is its bracket, and moves past the closing one. */
	#flow(depth) {
		const start = this.#at;
		const entries = this.#openAt(depth);
		const isObject = this.#text.charCodeAt(start) === 123;
		const known = isObject ? void 0 : this.#listAhead(entries);
		if (known !== void 0) return known;
		const close = isObject ? 125 : 93;
		this.#skip(1);
		while (this.#text.charCodeAt(this.#at) !== close) {
			if (entries.size > 0) {
				if (this.#text.charCodeAt(this.#at) !== 44) throw unsupported;
				this.#skip(1);
			}
			if (isObject) this.#flowKey(entries);
			entries.addValue(this.#value(depth, true));
			this.#skip(0);
		}
		this.#at += 1;
		return isObject ? this.#builder.mapping(entries, start, this.#at) : this.#listOf(entries, start, this.#at);
	}
	/** Returns the list in brackets that begins here, if one with the same text was read before. */
	#listAhead(items) {
		const end = this.#text.indexOf("]", this.#at) + 1;
		const list = items.lists.get(this.#sharedText(this.#at, end));
		if (list !== void 0) this.#at = end;
		return list;
	}
	/** Creates a list, or returns the one with the same text that was read before. */
	#listOf(items, start, end) {
		const text = this.#sharedText(start, end);
		const known = items.lists.get(text);
		if (known !== void 0) return known;
		const list = this.#builder.list(items.values.slice(0, items.size), start, end);
		if (text !== "" && items.lists.size < maxSharedLists) items.lists.set(text, list);
		return list;
	}
	/** Returns the text of a list if lists with the same text may be shared, otherwise an empty string. */
	#sharedText(start, end) {
		return this.#builder.sharesLists && end - start <= maxSharedListLength ? this.#text.slice(start, end) : "";
	}
	/** Moves forward by a number of characters, and past spaces. */
	#skip(characters) {
		this.#at += characters;
		while (this.#text.charCodeAt(this.#at) === 32) this.#at += 1;
	}
	#flowKey(entries) {
		const text = this.#text;
		const start = this.#at;
		const isText = isQuote(text.charCodeAt(start));
		const end = isText ? quotedEnd(text, start) : flowPlainEnd(text, start);
		if (text.charCodeAt(end) !== 58 || text.charCodeAt(end + 1) !== 32) throw unsupported;
		this.#addKey(entries, start, end, isText);
		this.#skip(0);
	}
};

// src/core/yaml/plain/locations.ts
/**
* The locations of the parts of a plain YAML file. Reads an entry of `members`, or the file, a second time, because most files need
* no locations.
*/
var PlainLocations = class {
	#text;
	#lineMap;
	/** The offset of each entry of `members`. */
	#offsets;
	#whole;
	constructor(text, lineMap) {
		this.#text = text;
		this.#lineMap = lineMap;
	}
	ofPath(path, part) {
		return this.#inEntry(path, part) ?? this.#inFile(path, part);
	}
	#inEntry([key, index, ...path], part) {
		if (key !== "members" || index === void 0) return void 0;
		this.#offsets ??= findEntries(this.#text)?.offsets ?? [];
		const [start, end] = this.#offsets.slice(Number(index), Number(index) + 2);
		if (start === void 0 || end === void 0) return void 0;
		return locationsIn("members:\n" + this.#text.slice(start, end), this.#lineMap, start - 9)([
			key,
			0,
			...path
		], part);
	}
	#inFile(path, part) {
		this.#whole ??= locationsIn(this.#text, this.#lineMap, 0);
		return this.#whole(path, part);
	}
};
function locationsIn(text, lineMap, offset) {
	const tree = new LocationTree(lineMap, offset);
	const root = readPlain(text, partsIn(tree)) ?? tree.scalar(0, 0);
	return (path, part) => tree.locate(root, path, part);
}
function partsIn(tree) {
	return {
		sharesLists: false,
		scalar: (_, start, end) => tree.scalar(start, end),
		list: (items, start, end) => tree.list(items, start, end),
		mapping: ({ size, names, spans, values }, start, end) => tree.mapping({
			names: names.slice(0, size),
			spans: spans.slice(0, size * 2),
			values: values.slice(0, size)
		}, start, end)
	};
}

// src/core/yaml/read-yaml.ts
/**
* Reads any bytes as YAML. Returns a value with locations, or diagnostics. Rollcall reads every YAML file with this
* function. Plain YAML is read by `readPlain`, everything else by the yaml package, which is loaded only if needed;
* both return the same. The time is proportional to the number of bytes: the goal is at most 20 microseconds for each
* byte, and the worst measurement was 7 on two busy cores, for a file of block scalars (`npm run bench`). So is the memory,
* up to a maximum number of YAML tokens.
*/
async function readSource(file, bytes) {
	const decoded = decodeText(file, bytes);
	if (decoded.diagnostic) return {
		source: unreadable(file, decoded.text),
		diagnostics: [decoded.diagnostic]
	};
	return readPlainSource(file, decoded.text) ?? (await Promise.resolve().then(() => require("./core-yaml-full-parse.js"))).readYaml(file, decoded.text);
}
/** Reads plain YAML. Returns undefined if the text is anything else. */
function readPlainSource(file, text) {
	const unixText = text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
	const value = readPlain(unixText, plainValues);
	if (value === void 0) return void 0;
	const lineMap = new LineMap(file, unixText);
	let locations;
	return {
		source: {
			file,
			text,
			value,
			locate: (path, part = "value") => {
				locations ??= new PlainLocations(unixText, lineMap);
				return locations.ofPath(path, part);
			}
		},
		diagnostics: findInvisible(unixText, lineMap)
	};
}

// src/reconcile/inputs/file-problems.ts
/**
* Finds files whose bytes here may differ from those in a commit, such as links or files that git changes on checkout. Returns the
* problems by path. A file that doesn't exist has no problem.
*/
async function findFileProblems(files, paths) {
	const problems = /* @__PURE__ */ new Map();
	const regular = [];
	for (const path of paths) {
		const entry = await files.inspect(path);
		if (entry.kind === "folder") problems.set(path, {
			kind: "folder",
			path
		});
		else if (entry.kind === "file") regular.push(path);
		else if ("path" in entry) problems.set(path, entry);
	}
	for (const problem of await files.findChangedOnCheckout(regular)) problems.set(problem.path, problem);
	return problems;
}
/** The same for a state file. Returns a failure if it has a problem. */
async function findStateFileProblem(files, path) {
	const problem = (await findFileProblems(files, [path])).get(path);
	return problem && {
		reason: "state-file",
		problem
	};
}

// src/reconcile/inputs/load-config.ts
/** Reads the file that `--config` names and those it includes, or every YAML file of the folder that it names. */
async function loadConfig(disk, path) {
	const { kind } = await disk.inspect(path);
	if (kind === "nothing") return {
		ok: false,
		problem: {
			reason: "no-config",
			path
		}
	};
	const files = kind === "folder" ? await readFolder(disk, path) : await readWithIncludes(disk, path);
	if (!files) return {
		ok: false,
		problem: {
			reason: "empty-folder",
			path
		}
	};
	const all = [...files.main ? [files.main] : [], ...files.included];
	const texts = new Map(all.map(({ source }) => [source.file, source.text]));
	const sources = new Map(all.map(({ source }) => [source.file, source]));
	const diagnostics = [...files.diagnostics, ...await ignoredNextTo(disk, files, kind === "folder")];
	const reading = readConfig({
		...files,
		diagnostics
	}, await idnaFor([...texts.values()]));
	if (!reading.ok) return {
		ok: false,
		problem: {
			reason: "invalid-files",
			diagnostics: reading.problem,
			texts
		}
	};
	const { value: config, warnings } = reading;
	return {
		ok: true,
		value: {
			config,
			warnings,
			texts,
			sources: [...sources.values()],
			locationOfEntry: ({ file, index }) => sources.get(file)?.locate([
				"members",
				index,
				"email"
			]) ?? nowhere(file),
			locationOfWorkspace: (id) => files.main?.source.locate(["workspaces", config.workspaces.get(id) ?? ""]) ?? nowhere(path)
		}
	};
}
/** Finds the files that look as if they belong to a configuration of several files. */
async function ignoredNextTo(disk, { main, included }, isFolder) {
	if (!main || included.length === 0 && !isFolder) return [];
	const all = [main, ...included].map(({ source }) => source.file);
	const { findIgnoredFiles } = await Promise.resolve().then(() => require("./reconcile-inputs-find-ignored.js"));
	return findIgnoredFiles(disk, {
		main: main.source.file,
		all,
		isFolder
	});
}
/** Returns the IDNA conversion for some texts. Loads its table only if one of the texts may need it. */
async function idnaFor(texts) {
	if (texts.some(require_action.mayNeedIdna)) return (await Promise.resolve().then(() => require("./core-values-idna.js"))).toAsciiDomain;
	return (domain) => {
		throw new Error(`IDNA was not loaded and is needed for ${domain}`);
	};
}
/** Reads every .yaml and .yml file directly in a folder, sorted by name. The one with the key `organization` is the main file. */
async function readFolder(disk, folder) {
	const paths = yamlIn(await disk.list(folder)).map((name) => (0, node_path.join)(folder, name));
	if (paths.length === 0) return void 0;
	const { files, diagnostics } = await readFiles(disk, paths);
	const [named, second] = files.filter(({ source }) => require_action.isObject(source.value) && "organization" in source.value);
	const main = named ?? files.find(({ source }) => isEmptyFile(source.value));
	const others = files.filter((file) => file !== main);
	if (main && second) {
		const location = second.source.locate(["organization"], "key");
		const related = main.source.locate(["organization"], "key");
		return {
			main,
			included: others,
			diagnostics: [...diagnostics, {
				code: "two-main-files",
				details: {},
				location,
				related
			}]
		};
	}
	const patterns = main ? await readIncluded(disk, main, paths) : {
		included: [],
		diagnostics: []
	};
	const missing = main || files.some(({ source }) => source.value === void 0) ? [] : [{
		code: "no-main-file",
		details: { folder },
		location: files[0]?.source.locate([]) ?? nowhere(folder)
	}];
	return {
		main,
		included: [...others, ...patterns.included].sort((a, b) => a.source.file < b.source.file ? -1 : 1),
		diagnostics: [
			...diagnostics,
			...missing,
			...patterns.diagnostics
		]
	};
}
async function readWithIncludes(disk, path) {
	const problems = await findFileProblems(disk, [path]);
	const main = await readFile(disk, path, maxFileBytes, problems.get(path));
	return {
		main,
		...await readIncluded(disk, main, [path])
	};
}
/** Reads the files that the main file includes, sorted and without duplicates. Skips the files that are already read. */
async function readIncluded(disk, main, alreadyRead) {
	const { source } = main;
	const folder = (0, node_path.dirname)(source.file);
	const diagnostics = [];
	const paths = /* @__PURE__ */ new Set();
	const irregular = /* @__PURE__ */ new Map();
	const patterns = require_action.stringsAt(source.value, "include").filter(({ text }) => text !== "");
	if (patterns.length === 0) return {
		included: [],
		diagnostics: []
	};
	const { hasWildcard, isTooComplex } = await Promise.resolve().then(() => require("./io-tree-glob-pattern.js")).then((n) => n.glob_pattern_exports);
	for (const { text: pattern, index } of patterns) {
		const location = () => source.locate(["include", index]);
		if (index >= maxPatterns) {
			diagnostics.push({
				code: "include-too-many",
				details: { limit: maxPatterns },
				location: location()
			});
			break;
		}
		if (isTooComplex(pattern)) {
			diagnostics.push({
				code: "include-too-complex",
				details: { pattern },
				location: location()
			});
			continue;
		}
		if (leavesFolder(pattern)) {
			diagnostics.push({
				code: "include-leaves-folder",
				details: { pattern },
				location: location()
			});
			continue;
		}
		const matches = await disk.match(folder, pattern);
		if (matches.paths.length + matches.irregular.length === 0) diagnostics.push(hasWildcard(pattern) ? {
			code: "include-matches-nothing",
			details: { pattern },
			location: location()
		} : {
			code: "include-not-found",
			details: { path: pattern },
			location: location()
		});
		for (const path of matches.paths) paths.add((0, node_path.join)(folder, path));
		for (const one of matches.irregular) {
			const path = (0, node_path.join)(folder, one.path);
			irregular.set(path, fileDiagnostic({
				...one,
				path
			}));
		}
	}
	for (const path of alreadyRead) paths.delete((0, node_path.normalize)(path));
	const read = await readFiles(disk, [...paths].sort());
	return {
		included: read.files,
		diagnostics: [
			...diagnostics,
			...irregular.values(),
			...read.diagnostics
		]
	};
}
/** Maximum number of patterns. The folder is searched once for each. */
const maxPatterns = 100;
function leavesFolder(pattern) {
	return (0, node_path.isAbsolute)(pattern) || /^[A-Za-z]:|\\/.test(pattern) || pattern.split("/").includes("..");
}
/** Reads files one after another, because there may be thousands. The size limit of a single file applies to all of them together. */
async function readFiles(disk, paths) {
	const problems = await findFileProblems(disk, paths);
	const files = [];
	const diagnostics = new DiagnosticList();
	let budget = maxFileBytes;
	for (const path of paths) {
		const file = await readFile(disk, path, budget, problems.get(path));
		budget -= Buffer.byteLength(file.source.text);
		diagnostics.add(file.diagnostics);
		files.push({
			source: file.source,
			diagnostics: []
		});
	}
	return {
		files,
		diagnostics: diagnostics.all()
	};
}
async function readFile(disk, path, budget, problem) {
	if (problem) return unread(path, fileDiagnostic(problem));
	const bytes = await disk.sizeOf(path);
	const limit = maxFileBytes;
	const location = nowhere(path);
	if (bytes > limit) return unread(path, {
		code: "file-too-large",
		details: {
			bytes,
			limit
		},
		location
	});
	if (bytes > budget) return unread(path, {
		code: "files-too-large",
		details: { limit },
		location
	});
	return readSource(path, await disk.read(path) ?? /* @__PURE__ */ new Uint8Array());
}
/** Returns an empty source for a file that isn't read, with the reason. */
function unread(file, why) {
	return {
		source: {
			file,
			text: "",
			value: void 0,
			locate: () => nowhere(file)
		},
		diagnostics: [why]
	};
}
function fileDiagnostic(problem) {
	const location = nowhere(problem.path);
	return problem.kind === "changed-on-checkout" ? {
		code: "changed-on-checkout",
		details: problem,
		location
	} : {
		code: "not-regular-file",
		details: problem,
		location
	};
}
function nowhere(file) {
	return {
		file,
		line: 1,
		column: 1,
		endColumn: 2
	};
}
/** Returns the names in a folder that belong to the configuration. */
function yamlIn(names) {
	return names.filter((name) => !name.startsWith(".") && [".yaml", ".yml"].includes((0, node_path.extname)(name)));
}

// src/render/diagnostics/markdown.ts
/** Formats the result of checking files, for a job summary. `members` is the number of members, if the files are valid. */
function renderFindings({ diagnostics, texts, members }, limit, footer) {
	const wrong = diagnostics.length > 0 ? require_action.diagnosticCounts(diagnostics) : "no problems found";
	const head = members === void 0 ? wrong : `${require_action.pluralize(members, "member")}, ${wrong}`;
	return require_markdown.writeMarkdown({
		title: [`Rollcall: ${head}`],
		blocks: diagnosticBlocks({
			diagnostics,
			texts
		}),
		footer
	}, limit);
}
/** Matches a line with its middle to cut out: one message can quote a text of any length, and must not crowd out the others. */
const tooLong = /^(.{240}).+(.{60})$/gmu;
const maxSentenceLength = 300;
/** Builds a list of the first diagnostics that fits on a phone, and a fold of all of them with their source lines. */
function diagnosticBlocks({ diagnostics, texts }) {
	if (diagnostics.length === 0) return [];
	const lines = require_action.renderEachDiagnostic(diagnostics, texts, require_action.plainStyle).map((block) => block.trimEnd().replace(tooLong, "$1\u2026$2"));
	const hasErrors = diagnostics.some((one) => require_action.severityOf(one.code) === "error");
	const rows = diagnostics.slice(0, 10).map((one) => {
		const { file, line } = one.location;
		return { subject: [
			{ value: `${file}:${line}` },
			" ",
			{
				value: require_action.sentenceOf(one),
				max: maxSentenceLength
			}
		] };
	});
	const all = rows.length < diagnostics.length ? `All ${require_action.formatNumber(diagnostics.length)} with source lines` : "Source lines";
	return [
		...require_model.paragraph(hasErrors ? void 0 : [{ strong: require_action.diagnosticCounts(diagnostics) }]),
		...require_model.sectionsBlock([{
			head: [],
			rows,
			unit: "diagnostic"
		}]),
		...require_model.fold([all], [{
			kind: "lines",
			language: "text",
			lines,
			unit: "diagnostic"
		}])
	];
}

// src/reconcile/inputs/state-path.ts
const stateName = "members.state.jsonl";
/**
* Returns the path of the state file without `--state`. If the value of `--config` has an extension, as members.yaml does, the state
* file is next to it. Any other value is treated as a folder, and the state file is inside it. The path depends only on this value,
* so it doesn't change if a file is replaced with a folder.
*/
function defaultStatePath(config, { dirname, extname, join } = node_path.default) {
	return join(extname(config) === "" ? config : dirname(config), stateName);
}

// src/action/context/files.ts
/** Returns the files of the commit that started the run. */
async function filesOfRun({ github, run }) {
	const commit = await findCommit(github, run.sha);
	if (!commit) return {
		ok: false,
		problem: {
			reason: "no-commit",
			sha: run.sha
		}
	};
	return {
		ok: true,
		value: commitFiles(github, commit)
	};
}
/** Returns the path of the state file, relative to the root of the repository. */
function statePathOf({ config, state }) {
	return state ?? defaultStatePath(config, node_path.posix);
}

// src/core/state/state.ts
/** The state if there is no file: nothing was ever sent. */
const noState = {
	header: void 0,
	events: [],
	recorded: new require_action.RecordedFold().result(),
	text: "",
	torn: false
};

// src/reconcile/inputs/load-state.ts
/** Reads the state from the bytes of a file. If there is no file, the state is empty. */
async function stateIn(bytes, name, organization) {
	if (!bytes) return {
		ok: true,
		value: {
			state: noState,
			warnings: [],
			texts: /* @__PURE__ */ new Map(),
			outdated: void 0
		}
	};
	const text = new TextDecoder("utf-8").decode(bytes);
	const { readState } = await Promise.resolve().then(() => require("./core-state-read-state.js"));
	const reading = readState(name, text, organization);
	const texts = /* @__PURE__ */ new Map([[name, text]]);
	if (!reading.ok) return {
		ok: false,
		problem: {
			reason: "invalid-files",
			diagnostics: reading.problem,
			texts
		}
	};
	const { value: state, warnings } = reading;
	return {
		ok: true,
		value: {
			state,
			warnings,
			texts,
			outdated: void 0
		}
	};
}

// src/github/pulls.ts
/**
* Finds the pull request that brought a commit to a branch by a merge, a squash, or a rebase. Returns undefined if there is none,
* for example because the commit was pushed directly.
*/
async function findMergedPull(github, branch, commit) {
	const path = {
		...github.repository,
		commit_sha: commit,
		per_page: 100
	};
	const { data } = await github.request("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", path);
	const merged = requireItems(data).flatMap((pull) => {
		const mergedAt = optionalString(pull, "merged_at");
		if (mergedAt === void 0 || requireString(pull, "base.ref") !== branch) return [];
		const isMergeCommit = require_action.stringAt(pull, "merge_commit_sha") === commit;
		return [{
			number: requireId(pull, "number"),
			mergedAt,
			isMergeCommit
		}];
	});
	merged.sort((a, b) => Date.parse(a.mergedAt) - Date.parse(b.mergedAt) || a.number - b.number);
	const found = merged.find((one) => one.isMergeCommit) ?? merged[0];
	return found && {
		number: found.number,
		mergedAt: found.mergedAt
	};
}
/** Lists the open pull requests to the default branch, oldest first. */
async function listOpenPulls(github, branch) {
	const query = {
		...github.repository,
		state: "open",
		base: branch,
		direction: "asc",
		per_page: 100
	};
	const pulls = await github.paginate("GET /repos/{owner}/{repo}/pulls", query);
	return requireItems(pulls).flatMap((pull) => require_action.readPullRequest(pull, github.repository, branch) ?? []);
}
/** Reads a pull request as it is now. */
async function findLivePull(github, number) {
	const path = {
		...github.repository,
		pull_number: number
	};
	const { data } = await github.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", path);
	return {
		head: requireSha(data, "head.sha"),
		isOpen: requireString(data, "state") === "open",
		mergedAt: optionalString(data, "merged_at")
	};
}
/** Finds the merge base of two commits. Returns undefined if the repository lacks one of them, such as a fork's commit. */
async function findMergeBase(github, base, head) {
	const path = {
		...github.repository,
		basehead: `${base}...${head}`,
		per_page: 1
	};
	const data = await orUndefinedOn404(github.request("GET /repos/{owner}/{repo}/compare/{basehead}", path));
	return data === void 0 ? void 0 : requireSha(data, "merge_base_commit.sha");
}

Object.defineProperty(exports, "DiagnosticList", {
  enumerable: true,
  get: function () {
    return DiagnosticList;
  }
});
Object.defineProperty(exports, "LineMap", {
  enumerable: true,
  get: function () {
    return LineMap;
  }
});
Object.defineProperty(exports, "LocationTree", {
  enumerable: true,
  get: function () {
    return LocationTree;
  }
});
Object.defineProperty(exports, "MistakeFound", {
  enumerable: true,
  get: function () {
    return MistakeFound;
  }
});
Object.defineProperty(exports, "NotScannable", {
  enumerable: true,
  get: function () {
    return NotScannable;
  }
});
Object.defineProperty(exports, "colonIn", {
  enumerable: true,
  get: function () {
    return colonIn;
  }
});
Object.defineProperty(exports, "commitFiles", {
  enumerable: true,
  get: function () {
    return commitFiles;
  }
});
Object.defineProperty(exports, "diagnosticBlocks", {
  enumerable: true,
  get: function () {
    return diagnosticBlocks;
  }
});
Object.defineProperty(exports, "diagnosticsIn", {
  enumerable: true,
  get: function () {
    return diagnosticsIn;
  }
});
Object.defineProperty(exports, "emptySource", {
  enumerable: true,
  get: function () {
    return emptySource;
  }
});
Object.defineProperty(exports, "endOfLine", {
  enumerable: true,
  get: function () {
    return endOfLine;
  }
});
Object.defineProperty(exports, "filesOfRun", {
  enumerable: true,
  get: function () {
    return filesOfRun;
  }
});
Object.defineProperty(exports, "findCommit", {
  enumerable: true,
  get: function () {
    return findCommit;
  }
});
Object.defineProperty(exports, "findDefaultBranch", {
  enumerable: true,
  get: function () {
    return findDefaultBranch;
  }
});
Object.defineProperty(exports, "findFiles", {
  enumerable: true,
  get: function () {
    return findFiles;
  }
});
Object.defineProperty(exports, "findInvisible", {
  enumerable: true,
  get: function () {
    return findInvisible;
  }
});
Object.defineProperty(exports, "findLivePull", {
  enumerable: true,
  get: function () {
    return findLivePull;
  }
});
Object.defineProperty(exports, "findMergeBase", {
  enumerable: true,
  get: function () {
    return findMergeBase;
  }
});
Object.defineProperty(exports, "findMergedPull", {
  enumerable: true,
  get: function () {
    return findMergedPull;
  }
});
Object.defineProperty(exports, "findRef", {
  enumerable: true,
  get: function () {
    return findRef;
  }
});
Object.defineProperty(exports, "findStateFileProblem", {
  enumerable: true,
  get: function () {
    return findStateFileProblem;
  }
});
Object.defineProperty(exports, "findTip", {
  enumerable: true,
  get: function () {
    return findTip;
  }
});
Object.defineProperty(exports, "inQuotes", {
  enumerable: true,
  get: function () {
    return inQuotes;
  }
});
Object.defineProperty(exports, "isBlank", {
  enumerable: true,
  get: function () {
    return isBlank;
  }
});
Object.defineProperty(exports, "isComment", {
  enumerable: true,
  get: function () {
    return isComment;
  }
});
Object.defineProperty(exports, "isDashAt", {
  enumerable: true,
  get: function () {
    return isDashAt;
  }
});
Object.defineProperty(exports, "isGluedDash", {
  enumerable: true,
  get: function () {
    return isGluedDash;
  }
});
Object.defineProperty(exports, "isSpaceAt", {
  enumerable: true,
  get: function () {
    return isSpaceAt;
  }
});
Object.defineProperty(exports, "lineNumber", {
  enumerable: true,
  get: function () {
    return lineNumber;
  }
});
Object.defineProperty(exports, "listOpenPulls", {
  enumerable: true,
  get: function () {
    return listOpenPulls;
  }
});
Object.defineProperty(exports, "loadConfig", {
  enumerable: true,
  get: function () {
    return loadConfig;
  }
});
Object.defineProperty(exports, "loadInputs", {
  enumerable: true,
  get: function () {
    return loadInputs;
  }
});
Object.defineProperty(exports, "maxExpandedValues", {
  enumerable: true,
  get: function () {
    return maxExpandedValues;
  }
});
Object.defineProperty(exports, "maxFileBytes", {
  enumerable: true,
  get: function () {
    return maxFileBytes;
  }
});
Object.defineProperty(exports, "misplaced", {
  enumerable: true,
  get: function () {
    return misplaced;
  }
});
Object.defineProperty(exports, "nextLine", {
  enumerable: true,
  get: function () {
    return nextLine;
  }
});
Object.defineProperty(exports, "optionalString", {
  enumerable: true,
  get: function () {
    return optionalString;
  }
});
Object.defineProperty(exports, "orUndefinedOn404", {
  enumerable: true,
  get: function () {
    return orUndefinedOn404;
  }
});
Object.defineProperty(exports, "plainEnd", {
  enumerable: true,
  get: function () {
    return plainEnd$1;
  }
});
Object.defineProperty(exports, "readCommit", {
  enumerable: true,
  get: function () {
    return readCommit;
  }
});
Object.defineProperty(exports, "readLine", {
  enumerable: true,
  get: function () {
    return readLine;
  }
});
Object.defineProperty(exports, "renderFindings", {
  enumerable: true,
  get: function () {
    return renderFindings;
  }
});
Object.defineProperty(exports, "requireId", {
  enumerable: true,
  get: function () {
    return requireId;
  }
});
Object.defineProperty(exports, "requireItems", {
  enumerable: true,
  get: function () {
    return requireItems;
  }
});
Object.defineProperty(exports, "requireSha", {
  enumerable: true,
  get: function () {
    return requireSha;
  }
});
Object.defineProperty(exports, "requireString", {
  enumerable: true,
  get: function () {
    return requireString;
  }
});
Object.defineProperty(exports, "require_ucs2length", {
  enumerable: true,
  get: function () {
    return require_ucs2length;
  }
});
Object.defineProperty(exports, "similarMembers", {
  enumerable: true,
  get: function () {
    return similarMembers;
  }
});
Object.defineProperty(exports, "skipSpace", {
  enumerable: true,
  get: function () {
    return skipSpace;
  }
});
Object.defineProperty(exports, "stateIn", {
  enumerable: true,
  get: function () {
    return stateIn;
  }
});
Object.defineProperty(exports, "statePathOf", {
  enumerable: true,
  get: function () {
    return statePathOf;
  }
});
Object.defineProperty(exports, "unreadable", {
  enumerable: true,
  get: function () {
    return unreadable;
  }
});
Object.defineProperty(exports, "withoutColon", {
  enumerable: true,
  get: function () {
    return withoutColon;
  }
});