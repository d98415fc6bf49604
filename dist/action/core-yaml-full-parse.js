const require_dist = require("./dist2.js");
const require_pulls = require("./github-pulls.js");

// src/core/yaml/full/locations.ts
/** The nodes that the yaml package made of one text, and where they stand. */
var YamlLocations = class {
	#root;
	#locations;
	#anchors;
	/** The pairs of each mapping that was looked into, by key: a mapping may have millions. */
	#pairs = /* @__PURE__ */ new Map();
	constructor(root, locations) {
		this.#root = root;
		this.#locations = locations;
	}
	ofPath(path, part) {
		return this.ofNode(require_pulls.nodeAt(this.#root, path, part, (node, step) => this.#childOf(node, step)));
	}
	ofNode(node) {
		const [start, end] = node?.range ?? [0, 0];
		return this.#locations.locationOf(start, end);
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
	/** The node that an alias stands for: the last one with that anchor before it. */
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
/** Every node with an anchor, by the anchor's name, in the order of the text. */
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
* How many values the aliases of one file may stand for in all: a few for each character, so that a small file cannot make
* much work, and far beyond an honest one, in which each alias of a list stands for some names.
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
* Turns composed nodes into plain values: text keys only, none twice, no custom tags, aliases shared and bounded. What the
* yaml package does in `toJS` is done here because its search for duplicate keys is quadratic and its limit on aliases
* refuses one anchor used a hundred times.
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
/** Collections within collections. A members file needs four; the parser's own limit is the stack. */
const maxDepth = 64;
/** The parser keeps up to three tokens on its stack for a level. */
const maxStackLength = 192;
/** Reads a text with the yaml package: a value with places, or diagnostics. */
function readYaml(file, text) {
	const locations = new require_pulls.LineMap(file, text);
	const { document, problem } = parse(text, locations);
	if (problem) return {
		source: require_pulls.unreadable(file, text),
		diagnostics: [problem]
	};
	if (!document?.contents) return {
		source: require_pulls.unreadable(file, text),
		diagnostics: [locations.diagnostic("empty-file", {}, 0, 0)]
	};
	const syntax = problemsOf(document, text, locations);
	if (syntax.length > 0) return {
		source: require_pulls.unreadable(file, text),
		diagnostics: syntax
	};
	const yamlLocations = new YamlLocations(document.contents, locations);
	const { value, diagnostics } = readNodes(document.contents, locations, yamlLocations);
	return {
		source: {
			file,
			text,
			value,
			locate: (path, part = "value") => yamlLocations.ofPath(path, part)
		},
		diagnostics: [...require_pulls.findInvisible(text, locations), ...diagnostics]
	};
}
/** As `parseDocument` of yaml does it, but stopping before the composer would recurse too deep (yaml 2.9.1 aborts Node). */
function parse(text, locations) {
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
			tooDeep = locations.diagnostic("yaml-depth", { limit: maxDepth }, offset, offset + 1);
			return;
		}
		yield* parser.end();
	};
	let document;
	for (const one of composer.compose(tokens(), true, text.length)) {
		if (tooDeep) return { problem: tooDeep };
		if (document) return { problem: locations.diagnostic("yaml-documents", {}, one.range[0], one.range[0] + 3) };
		document = one;
	}
	return tooDeep ? { problem: tooDeep } : { ...document && { document } };
}
function problemsOf(document, text, locations) {
	const version = document.directives?.yaml;
	const directive = version?.explicit && (version.version !== "1.2" || isGivenTwice(document, text)) ? [locations.diagnostic("yaml-directive", { directive: `%YAML ${version.version}` }, 0, 1)] : [];
	const errors = document.errors.map((error) => syntaxError(error, locations));
	return [...directive, ...errors];
}
/** YAML 1.2.2, section 6.8.1, forbids it; the yaml package lets it pass. */
function isGivenTwice(document, text) {
	return text.slice(0, document.contents?.range?.[0]).split("\n").filter((line) => line.startsWith("%YAML")).length > 1;
}
function syntaxError(error, locations) {
	const [start, end] = error.pos;
	return locations.diagnostic("yaml-syntax", { problem: error.message }, start, end);
}

exports.readYaml = readYaml;