const require_glob_pattern = require("./io-tree-glob-pattern.js");
const require_action = require("../action.js");
let node_path = require("node:path");
let node_fs_promises = require("node:fs/promises");

// src/io/files/glob.ts
/** Returns the files under a folder that match a pattern. Follows no links, and enters no other repository. */
async function matchFiles(folder, pattern) {
	const walk = new Walk(folder, require_glob_pattern.compilePattern(pattern));
	await walk.visit("");
	return {
		paths: walk.found.sort(),
		irregular: walk.irregular
	};
}
var Walk = class {
	found = [];
	irregular = [];
	#root;
	#pattern;
	constructor(root, pattern) {
		this.#root = root;
		this.#pattern = pattern;
	}
	async visit(folder) {
		const entries = await (0, node_fs_promises.readdir)((0, node_path.join)(this.#root, folder), { withFileTypes: true });
		if (folder !== "" && entries.some((entry) => entry.name === ".git")) {
			this.irregular.push({
				kind: "submodule",
				path: folder
			});
			return;
		}
		for (const entry of entries) {
			const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
			const isNamed = this.#pattern.names(path);
			const mayMatchIn = this.#pattern.mayMatchIn(path);
			const irregular = require_action.irregularIn(entry, (0, node_path.join)(this.#root, path), path);
			if (irregular) {
				if (isNamed || mayMatchIn && irregular.kind === "link") this.irregular.push(irregular);
			} else if (entry.isDirectory()) {
				if (mayMatchIn && entry.name !== ".git") await this.visit(path);
			} else if (isNamed) this.found.push(path);
		}
	}
};

exports.matchFiles = matchFiles;