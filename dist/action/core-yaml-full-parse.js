const require_dist = require("./dist2.js");
const require_pulls = require("./github-pulls.js");

// src/core/yaml/full/locations.ts
/** The locations of the nodes that the yaml package parsed from a file. */
var YamlLocations = class {
	#root;
	#lineMap;
	#anchors;
	/** The pairs of each mapping that was searched, by key, because a mapping may have millions. */
	#pairs = /* @__PURE__ */ new Map();
	constructor(root, lineMap) {
		this.#root = root;
		this.#lineMap = lineMap;
	}
	ofPath(path, part) {
		return this.ofNode(require_pulls.nodeAt(this.#root, path, part, (node, step) => this.#childOf(node, step)));
	}
	ofNode(node) {
		const [start, end] = node?.range ?? [0, 0];
		return this.#lineMap.locationOf(start, end);
	}
	#childOf(given, step) {
		const node = this.#followAlias(given);
		if (require_dist.isSeq(node)) {
			const value = node.items[Number(step)];
			return value && {
				key: null,
				value
			};
		}
		if (!require_dist.isMap(node)) return void 0;
		const known = this.#pairs.get(node) ?? new Map(node.items.toReversed().map((item) => [textOf(item.key), item]));
		this.#pairs.set(node, known);
		return known.get(String(step));
	}
	/** Returns the node that an alias refers to: the last one with that anchor before it. */
	#followAlias(node) {
		if (!require_dist.isAlias(node)) return node;
		this.#anchors ??= anchorsIn(this.#root);
		const limit = node.range?.[0] ?? 0;
		return this.#anchors.get(node.source)?.findLast((one) => (one.range?.[0] ?? 0) < limit) ?? node;
	}
};
function textOf(key) {
	return require_dist.isScalar(key) ? String(key.value) : "";
}
function childrenOf(node) {
	if (require_dist.isSeq(node)) return [...node.items];
	if (require_dist.isMap(node)) return node.items.flatMap((item) => item.value ? [item.key, item.value] : [item.key]);
	return [];
}
/** Returns the nodes with each anchor, in the order of the file. */
function anchorsIn(root) {
	const anchors = /* @__PURE__ */ new Map();
	const stack = [root];
	for (let one = stack.pop(); one; one = stack.pop()) {
		if (!require_dist.isAlias(one) && one.anchor) anchors.set(one.anchor, [...anchors.get(one.anchor) ?? [], one]);
		stack.push(...childrenOf(one).reverse());
	}
	return anchors;
}

// src/core/yaml/full/values.ts
/**
* The maximum number of values that all aliases of a file may expand to: a few for each character, so that a small
* file can't cause much work. A normal file, in which an alias stands for a list of names, needs far fewer.
*/
const expansion = {
	least: 1e5,
	perCharacter: 10,
	most: 1e7
};
const coreTags = new Set([
	"map",
	"seq",
	"str",
	"int",
	"float",
	"bool",
	"null"
].map((name) => `tag:yaml.org,2002:${name}`));
/**
* Converts composed nodes to plain values. Accepts only text keys, no duplicate keys, and no custom tags. Shares the
* values of aliases, and limits their number. Replaces `toJS` of the yaml package, whose search for duplicate keys is
* quadratic, and whose limit on aliases rejects an anchor that is used a hundred times.
*/
function readNodes(root, { length }, locations) {
	const diagnostics = [];
	const anchors = /* @__PURE__ */ new Map();
	const report = (diagnostic) => diagnostics.push(diagnostic);
	const maxExpandedValues = Math.min(expansion.least + expansion.perCharacter * length, expansion.most);
	let expanded = 0;
	const read = (node) => {
		if (!node) return {
			value: null,
			size: 1
		};
		if (require_dist.isAlias(node)) return readAlias(node);
		const tag = node.tag;
		if (tag !== void 0 && !coreTags.has(tag)) report(at(locations, "yaml-tag", { tag: String(tag) }, node));
		if (node.anchor) anchors.set(node.anchor, "open");
		const sized = readContent(node);
		if (node.anchor) anchors.set(node.anchor, sized);
		return sized;
	};
	const readContent = (node) => {
		if (require_dist.isMap(node)) return readMapping(node.items);
		if (require_dist.isSeq(node)) {
			const items = node.items.map((item) => read(item));
			return {
				value: items.map((item) => item.value),
				size: sumOf(items)
			};
		}
		return {
			value: require_dist.isScalar(node) ? node.value : null,
			size: 1
		};
	};
	const readMapping = (pairs) => {
		const mapping = Object.create(null);
		const firsts = /* @__PURE__ */ new Map();
		let size = 1;
		for (const pair of pairs) {
			const key = textKey(pair.key);
			const item = read(pair.value);
			size += item.size;
			if (key === void 0) {
				report(at(locations, "yaml-key", {}, pair.key));
				continue;
			}
			const first = firsts.get(key);
			if (first) report(at(locations, "duplicate-key", { key }, pair.key, first));
			else firsts.set(key, pair.key);
			mapping[key] = item.value;
		}
		return {
			value: mapping,
			size
		};
	};
	const readAlias = (node) => {
		const target = anchors.get(node.source);
		if (target !== void 0 && target !== "open") {
			const before = expanded;
			expanded += target.size;
			if (expanded <= maxExpandedValues) return target;
			if (before > maxExpandedValues) return {
				value: null,
				size: 1
			};
		}
		report(at(locations, "yaml-alias", {
			problem: target === void 0 ? "undefined" : target === "open" ? "recursive" : "too-large",
			name: node.source
		}, node));
		return {
			value: null,
			size: 1
		};
	};
	return {
		value: read(root).value,
		diagnostics
	};
}
function textKey(key) {
	return require_dist.isScalar(key) && typeof key.value === "string" && !key.anchor ? key.value : void 0;
}
function sumOf(items) {
	return items.reduce((sum, item) => sum + item.size, 1);
}
function at(locations, code, details, node, related) {
	return {
		code,
		details,
		location: locations.ofNode(node),
		related: related && locations.ofNode(related)
	};
}

// src/core/yaml/full/parse.ts
/** The maximum depth of collections. A members file needs four. The parser itself is limited only by the call stack. */
const maxDepth = 64;
/** The parser keeps up to three tokens on its stack for each level. */
const maxStackLength = 192;
/** Reads a file with the yaml package. Returns a value with locations, or diagnostics. */
function readYaml(file, text) {
	const lineMap = new require_pulls.LineMap(file, text);
	const { document, problem } = parse(text, lineMap);
	if (problem) return {
		source: require_pulls.unreadable(file, text),
		diagnostics: [problem]
	};
	if (!document?.contents) return {
		source: require_pulls.unreadable(file, text),
		diagnostics: [lineMap.diagnostic("empty-file", {}, 0, 0)]
	};
	const syntax = problemsOf(document, text, lineMap);
	if (syntax.length > 0) return {
		source: require_pulls.unreadable(file, text),
		diagnostics: syntax
	};
	const locations = new YamlLocations(document.contents, lineMap);
	const { value, diagnostics } = readNodes(document.contents, lineMap, locations);
	return {
		source: {
			file,
			text,
			value,
			locate: (path, part = "value") => locations.ofPath(path, part)
		},
		diagnostics: [...require_pulls.findInvisible(text, lineMap), ...diagnostics]
	};
}
/**
* Parses YAML like `parseDocument` of yaml, but stops before the composer recurses too deep (yaml 2.9.1
* aborts Node.js).
*/
function parse(text, lineMap) {
	const composer = new require_dist.Composer({
		version: "1.2",
		schema: "core",
		uniqueKeys: false,
		prettyErrors: false,
		logLevel: "silent"
	});
	let tooDeep;
	const tokens = function* () {
		const parser = new require_dist.Parser();
		let offset = 0;
		for (const lexeme of new require_dist.Lexer().lex(text)) {
			yield* parser.next(lexeme);
			offset = parser.offset;
			if (parser.stack.length <= maxStackLength) continue;
			tooDeep = lineMap.diagnostic("yaml-depth", { limit: maxDepth }, offset, offset + 1);
			return;
		}
		yield* parser.end();
	};
	let document;
	for (const one of composer.compose(tokens(), true, text.length)) {
		if (tooDeep) return { problem: tooDeep };
		if (document) return { problem: lineMap.diagnostic("yaml-documents", {}, one.range[0], one.range[0] + 3) };
		document = one;
	}
	return tooDeep ? { problem: tooDeep } : { ...document && { document } };
}
function problemsOf(document, text, lineMap) {
	const version = document.directives?.yaml;
	const directive = version?.explicit && (version.version !== "1.2" || hasRepeatedVersion(document, text)) ? [lineMap.diagnostic("yaml-directive", { directive: `%YAML ${version.version}` }, 0, 1)] : [];
	const errors = document.errors.map((error) => syntaxError(error, lineMap));
	return [...directive, ...errors];
}
/**
* Whether a document has two %YAML directives. YAML 1.2.2, section 6.8.1, forbids that, but the yaml package
* accepts it.
*/
function hasRepeatedVersion(document, text) {
	return text.slice(0, document.contents?.range?.[0]).split("\n").filter((line) => line.startsWith("%YAML")).length > 1;
}
function syntaxError(error, lineMap) {
	const [start, end] = error.pos;
	return lineMap.diagnostic("yaml-syntax", { problem: error.message }, start, end);
}

exports.readYaml = readYaml;