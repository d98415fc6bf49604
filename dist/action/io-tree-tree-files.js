const require_glob_pattern = require("./io-tree-glob-pattern.js");
let node_path = require("node:path");

// src/io/tree/tree-files.ts
/** The files of a commit, read as data on demand. Symbolic links and submodules are never followed. */
var TreeFiles = class {
	#objects;
	#trees = /* @__PURE__ */ new Map();
	constructor(objects) {
		this.#objects = objects;
	}
	async read(path) {
		const entry = await this.#find(path);
		return entry && kindOf(entry) === "file" ? this.#objects.readBlob(entry.id) : void 0;
	}
	async inspect(path) {
		const entry = await this.#find(path);
		return entry ? this.#describe(entry) : { kind: "nothing" };
	}
	/** Returns none, because the files of a commit are unchanged. */
	async findChangedOnCheckout() {
		return [];
	}
	async sizeOf(path) {
		return (await this.#find(path))?.size ?? 0;
	}
	async list(path) {
		const entry = await this.#find(path);
		if (!entry || kindOf(entry) !== "folder") return [];
		return (await this.#entriesOf(entry.id, "flat")).map((one) => one.path).sort();
	}
	async match(folder, pattern) {
		const entry = await this.#find(folder);
		if (!entry || kindOf(entry) !== "folder") return {
			paths: [],
			irregular: []
		};
		const { names, mayMatchIn } = require_glob_pattern.compilePattern(pattern);
		const paths = [];
		const irregular = [];
		for (const one of await this.#entriesOf(entry.id, "recursive")) {
			const isNamed = names(one.path);
			if (kindOf(one) === "file") {
				if (isNamed) paths.push(one.path);
			} else if (isNamed || mayMatchIn(one.path)) {
				const described = await this.#describe(one);
				if ("path" in described) irregular.push(described);
			}
		}
		return {
			paths: paths.sort(),
			irregular
		};
	}
	/** Returns the ID of the file or folder at a path, or undefined if there is nothing. The same ID means the same content. */
	async idOf(path) {
		return (await this.#find(path))?.id;
	}
	async #describe(entry) {
		const [kind, { path, id }] = [kindOf(entry), entry];
		if (kind === "link") return {
			kind,
			path,
			target: new TextDecoder().decode(await this.#objects.readBlob(id))
		};
		return kind === "submodule" ? {
			kind,
			path
		} : { kind };
	}
	/** Returns the entry at a path, or the link or submodule on the way to it. */
	async #find(path) {
		const steps = node_path.posix.join(this.#objects.folder ?? "", path).split("/").filter((step) => step !== "" && step !== ".");
		let found = {
			path: "",
			mode: folderMode,
			id: this.#objects.root,
			size: 0
		};
		for (const step of steps) {
			const kind = found && kindOf(found);
			if (!found || kind !== "folder") return kind === "file" ? void 0 : found;
			const inner = (await this.#entriesOf(found.id, "flat")).find((one) => one.path === step);
			found = inner && {
				...inner,
				path: node_path.posix.join(found.path, step)
			};
		}
		return found;
	}
	#entriesOf(tree, depth) {
		const key = `${tree} ${depth}`;
		const known = this.#trees.get(key) ?? this.#objects.readTree(tree, depth);
		this.#trees.set(key, known);
		return known;
	}
};
const folderMode = "040000";
/** The kind of each mode. All other modes are regular files. */
const kinds = {
	[folderMode]: "folder",
	"120000": "link",
	"160000": "submodule"
};
function kindOf({ mode }) {
	return kinds[mode] ?? "file";
}

Object.defineProperty(exports, "TreeFiles", {
  enumerable: true,
  get: function () {
    return TreeFiles;
  }
});