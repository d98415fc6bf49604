const require_action = require("../action.js");
const require_last_write = require("./io-git-last-write.js");
const require_run_git = require("./io-git-run-git.js");
let node_path = require("node:path");

// src/io/git/quote-for-shell.ts
/** Quotes a word for a shell, if it needs quotes. */
function quoteForShell(word) {
	return /^[\w@%+=:,./-]+$/.test(word) && !word.startsWith("-") ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

// src/io/git/file-history.ts
/** The revisions whose version of a file may have more events than the working tree. */
const revisions = [
	{
		name: "HEAD",
		label: "HEAD"
	},
	{
		name: "MERGE_HEAD",
		label: "the commit that is being merged"
	},
	{
		name: "@{upstream}",
		label: "the upstream branch"
	}
];
/** The maximum number of commits, the newest that changed the file, to search for removed lines. */
const maxWrites = 20;
/**
* The history of a file in git. Messages show paths relative to the folder of the context, where the user
* runs commands.
*/
var GitFileHistory = class {
	/** Git runs in the folder of the file, or in the nearest existing folder above it. */
	#context;
	/** The path of the file from that folder, with slashes. */
	#path;
	/** The folder in which the user runs commands. */
	#cwd;
	/** The folder in which the commands in messages run. */
	#shownFrom;
	#versions = [];
	/** `root` is the top folder of the working tree. `path` is relative to the folder of the context, or absolute. */
	constructor({ folder: cwd, env }, root, path) {
		const full = (0, node_path.resolve)(cwd, path);
		const folder = existingFolderAbove(full);
		this.#context = {
			folder,
			env: {
				...env,
				GIT_DIR: void 0,
				GIT_WORK_TREE: void 0
			}
		};
		this.#path = withSlashes((0, node_path.relative)(folder, full));
		this.#cwd = cwd;
		this.#shownFrom = isBelow(root, cwd) ? cwd : root;
	}
	async readVersions() {
		if (this.#path.includes("\n")) return {
			ok: false,
			problem: "its path has a line break"
		};
		const objectNames = revisions.flatMap(({ name }) => [`${name}^{commit}`, `${name}:./${this.#path}`]);
		const options = {
			input: `${objectNames.join("\n")}\n`,
			encoding: "latin1"
		};
		const batch = await this.#git(["cat-file", "--batch"], options);
		const objects = objectsIn(batch.output);
		if (!batch.ok && objects.length !== objectNames.length - 2) return {
			ok: false,
			problem: batch.problem
		};
		this.#versions = revisions.flatMap(({ label }, index) => {
			const commit = objects[index * 2];
			return commit ? [{
				label,
				commit: commit.id,
				file: objects[index * 2 + 1]
			}] : [];
		});
		return {
			ok: true,
			value: this.#versions.flatMap((version) => version.file ? [this.#earlier(version, version.file.bytes)] : [])
		};
	}
	async readLastVersion() {
		if (this.#commits.length === 0) return {
			ok: true,
			value: []
		};
		const written = await require_last_write.findLastWrite(this.#context, this.#commits, `:(literal)${this.#path}`);
		if (!written.ok) return written;
		const commit = written.value;
		if (commit === void 0) return {
			ok: true,
			value: []
		};
		const file = await this.#git([
			"cat-file",
			"blob",
			`${commit}:./${this.#path}`
		], { encoding: "latin1" });
		if (!file.ok) return file;
		const version = {
			label: void 0,
			commit,
			file: void 0
		};
		return {
			ok: true,
			value: [this.#earlier(version, Buffer.from(file.output, "latin1"))]
		};
	}
	async readShortenedVersions() {
		if (this.#commits.length === 0) return {
			ok: true,
			value: []
		};
		const options = [
			`--max-count=${maxWrites}`,
			"--full-history",
			"--numstat",
			"--format=%x00%P"
		];
		const log = await this.#git([
			"log",
			...options,
			...this.#commits,
			"--",
			`:(literal)${this.#path}`
		]);
		if (!log.ok) return log;
		const parents = log.output.split("\0").flatMap((entry) => {
			const [, parent, removed] = /^([0-9a-f]{40,64})\n+\d+\t(\d+)\t/.exec(entry) ?? [];
			return parent !== void 0 && Number(removed) > 0 ? [parent] : [];
		});
		const versions = [];
		for (const commit of parents) {
			const file = await this.#git([
				"cat-file",
				"blob",
				`${commit}:./${this.#path}`
			], { encoding: "latin1" });
			if (file.ok) versions.push(this.#earlier({
				label: void 0,
				commit,
				file: void 0
			}, Buffer.from(file.output, "latin1")));
		}
		return {
			ok: true,
			value: versions
		};
	}
	async findOtherState(organization) {
		const find = async (where) => (await require_last_write.findStates(this.#context, organization, ["--no-full-name", ...where])).find(({ path }) => path !== this.#path);
		const found = await find(["--untracked"]);
		if (found) {
			const listed = await this.#git([
				"ls-files",
				"--error-unmatch",
				"--",
				`:(literal)${found.path}`
			]);
			const from = this.#shown(found.path);
			return {
				where: from,
				move: this.#command(`${listed.ok ? "git mv" : "mv"} ${this.#shift(from)}`)
			};
		}
		const committed = this.#commits.length > 0 ? await find(this.#commits) : void 0;
		if (!committed) {
			const onBranch = await require_last_write.findStateOnBranch(this.#context, organization);
			return onBranch && {
				where: `${onBranch.branch}:${onBranch.path}`,
				branch: onBranch.branch
			};
		}
		const from = this.#shown(committed.path);
		const version = this.#versions.find(({ commit }) => commit === committed.commit);
		const where = `${from} in ${whereOf(version?.label, committed.commit ?? "")}`;
		if (version?.label === "the upstream branch") return {
			where,
			move: this.#command("git pull")
		};
		const checkout = `git checkout ${committed.commit} -- ${quoteForShell(from)}`;
		return {
			where,
			move: this.#command(`${checkout} && git mv ${this.#shift(from)}`)
		};
	}
	get #commits() {
		return [...new Set(this.#versions.map(({ commit }) => commit))];
	}
	#earlier({ label, commit }, bytes) {
		const path = this.#shown(this.#path);
		return {
			where: whereOf(label, commit),
			bytes,
			restore: async (isWithinEarlier) => {
				if (label === "the upstream branch" && !await this.#isInHead(commit)) return this.#command("git pull");
				const quoted = quoteForShell(path);
				if (isWithinEarlier) return this.#command(`git checkout ${commit} -- ${quoted}`);
				const spec = quoteForShell(`${commit}:./${path}`);
				return this.#command(`git show ${spec} | grep -vxFf ${quoted} >> ${quoted}`);
			}
		};
	}
	async #isInHead(commit) {
		return (await this.#git([
			"merge-base",
			"--is-ancestor",
			commit,
			"HEAD"
		])).ok;
	}
	/** Returns the arguments of a command that moves another file to this path. */
	#shift(from) {
		return `${quoteForShell(from)} ${quoteForShell(this.#shown(this.#path))}`;
	}
	#command(command) {
		return this.#shownFrom === this.#cwd ? command : `cd ${quoteForShell(this.#shownFrom)} && ${command}`;
	}
	#shown(path) {
		return withSlashes((0, node_path.relative)(this.#shownFrom, (0, node_path.join)(this.#context.folder, path)));
	}
	#git(args, options = {}) {
		return require_run_git.git(this.#context, args, options);
	}
};
function whereOf(label, commit) {
	const name = `commit ${commit.slice(0, 12)}`;
	return label === void 0 ? name : `${label} (${name})`;
}
/** Parses the output of `git cat-file --batch`: one object for each requested name, undefined if it is missing. */
function objectsIn(output) {
	const objects = [];
	for (let at = 0; at < output.length;) {
		const end = output.indexOf("\n", at);
		const [, id, size] = /^([0-9a-f]{40,64}) [a-z]+ (\d+)$/.exec(output.slice(at, end)) ?? [];
		at = end + 1;
		if (id === void 0) {
			objects.push(void 0);
			continue;
		}
		objects.push({
			id,
			bytes: Buffer.from(output.slice(at, at + Number(size)), "latin1")
		});
		at += Number(size) + 1;
	}
	return objects;
}
function existingFolderAbove(path) {
	const folder = (0, node_path.dirname)(path);
	return folder === path || require_action.readStats(folder)?.isDirectory() ? folder : existingFolderAbove(folder);
}
function withSlashes(path) {
	return path.split(node_path.sep).join("/");
}
function isBelow(root, path) {
	const inner = (0, node_path.relative)(root, path);
	return !(0, node_path.isAbsolute)(inner) && inner.split(node_path.sep)[0] !== "..";
}

exports.GitFileHistory = GitFileHistory;