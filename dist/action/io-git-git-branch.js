const require_continuity = require("./core-state-continuity.js");
const require_last_write = require("./io-git-last-write.js");
const require_run_git = require("./io-git-run-git.js");
let node_path = require("node:path");
let node_crypto = require("node:crypto");
let node_fs_promises = require("node:fs/promises");

// src/io/git/git-branch.ts
const remote = "origin";
const restoreMessage = "Restore the state";
/**
* Opens a state branch of the repository around a folder, which is read from and pushed to `origin`. A backup ref in
* `refs/rollcall/` has the same commit as the branch, so that Rollcall notices if the branch was deleted and can
* restore it.
*/
async function openGitBranch(context, branch, path) {
	const unavailable = (problem) => unavailableBranch(`${branch}:${path}`, problem);
	const prefix = await require_run_git.git(context, ["rev-parse", "--show-prefix"]);
	if (!prefix.ok) return unavailable(withAdvice(prefix.problem));
	if (!(await require_run_git.git(context, [
		"remote",
		"get-url",
		remote
	])).ok) return unavailable(`this repository has no remote named ${remote}; add it with git remote add ${remote} URL`);
	const here = (0, node_path.relative)(context.folder, (0, node_path.resolve)(context.folder, path));
	const full = (0, node_path.join)(prefix.output.replace(/\n$/, ""), here).replaceAll("\\", "/");
	if (full.startsWith("../")) return unavailable("it is outside the repository");
	return new GitBranch(context, branch, full);
}
function withAdvice(problem) {
	return problem.startsWith("not a git repository") ? "this folder isn't in a git repository; run the command in a clone of the repository with the branch, or omit --state-branch" : problem;
}
/** Returns a branch that can't be used: every read and write reports the problem. */
function unavailableBranch(name, problem) {
	return {
		name,
		read: async () => ({
			found: "unreachable",
			problem
		}),
		put: async () => ({
			put: "unreachable",
			problem
		})
	};
}
var GitBranch = class {
	name;
	#context;
	#path;
	#branch;
	#backupRef;
	#tracking;
	constructor(context, branch, path) {
		this.name = `${branch}:${path}`;
		this.#context = context;
		this.#path = path;
		this.#branch = `refs/heads/${branch}`;
		this.#backupRef = `refs/rollcall/${branch}`;
		this.#tracking = `refs/remotes/${remote}/${branch}`;
	}
	async read(organization) {
		const refs = await this.#remoteRefs();
		if (!refs.ok) return this.#readLastFetched(refs.problem);
		const head = refs.value.get(this.#branch);
		const backup = refs.value.get(this.#backupRef);
		if (head === void 0) return this.#missing(backup, organization);
		const hasBackup = backup !== void 0 && backup !== head;
		const fetched = await this.#fetch(this.#branch, ...hasBackup ? [this.#backupRef] : []);
		if (!fetched.ok) return {
			found: "unreachable",
			problem: fetched.problem
		};
		await this.#git([
			"update-ref",
			this.#tracking,
			head
		]);
		const reading = await this.#readAt(head, organization);
		if (!hasBackup || ![
			"file",
			"nothing",
			"misplaced"
		].includes(reading.found)) return reading;
		const bytes = reading.found === "file" ? reading.bytes : void 0;
		const earlier = await this.#backupOf(head, bytes, backup);
		if (reading.found === "file") return {
			...reading,
			backup: earlier
		};
		if (!earlier) return reading;
		const restore = await earlier.restore(true);
		return {
			found: "lost",
			lost: "file",
			where: earlier.where,
			restore,
			bytes: earlier.bytes,
			head
		};
	}
	async put(text, head, message) {
		const commit = await this.#commit(text, head, message);
		if (!commit.ok) return {
			put: commit.interrupted ? "unreachable" : "denied",
			problem: commit.problem
		};
		const pushed = await this.#git([
			"push",
			"--quiet",
			"--atomic",
			"--no-verify",
			...head === void 0 ? [`--force-with-lease=${this.#branch}:`] : [],
			remote,
			`${commit.output}:${this.#branch}`,
			`+${commit.output}:${this.#backupRef}`
		]);
		if (!pushed.ok) {
			const now = await this.#remoteRefs();
			if (!now.ok) return {
				put: "unreachable",
				problem: now.problem
			};
			const current = now.value.get(this.#branch);
			if (current !== commit.output && current !== head) return { put: "moved" };
			if (current === head) return {
				put: pushed.interrupted ? "unreachable" : "denied",
				problem: pushed.problem
			};
		}
		await this.#git([
			"update-ref",
			this.#tracking,
			commit.output
		]);
		return {
			put: "done",
			head: commit.output
		};
	}
	/** Returns the commits of the branch and its backup ref on the remote. */
	async #remoteRefs() {
		const listed = await this.#git([
			"ls-remote",
			"--refs",
			remote,
			this.#branch,
			this.#backupRef
		]);
		if (!listed.ok) return listed;
		const lines = listed.output.split("\n").map((line) => line.split("	"));
		return {
			ok: true,
			value: new Map(lines.map(([id = "", ref = ""]) => [ref, id]))
		};
	}
	/** Fetches without updating the tracking ref, whose lock another Rollcall process may hold. */
	#fetch(...refs) {
		return this.#git([
			"fetch",
			...[
				"--quiet",
				"--no-tags",
				"--refmap=",
				"--no-recurse-submodules"
			],
			remote,
			...refs
		]);
	}
	/**
	* Returns the version at the backup ref. Its `restore` creates a commit with what the branch lacks, and
	* returns the command that pushes it.
	*/
	async #backupOf(head, bytes, backup) {
		const content = await this.#git([
			"cat-file",
			"blob",
			`${backup}:${this.#path}`
		]);
		if (!content.ok) return void 0;
		return {
			where: `${this.#backupRef} (commit ${backup.slice(0, 12)})`,
			bytes: Buffer.from(content.output),
			restore: async (isWithinEarlier) => {
				const current = new TextDecoder("utf-8").decode(bytes);
				const text = isWithinEarlier ? content.output : require_continuity.appendMissingEvents(current, content.output);
				const commit = await this.#commit(text, head, restoreMessage);
				const pushed = commit.ok ? commit.output : backup;
				return `git push ${remote} ${pushed}:${this.#branch}`;
			}
		};
	}
	/** Reports a branch that doesn't exist. It is lost if its backup ref exists, or if it was fetched here before. */
	async #missing(backup, organization) {
		if (backup !== void 0) await this.#fetch(this.#backupRef);
		const ref = backup === void 0 ? this.#tracking : this.#backupRef;
		const last = await this.#git([
			"rev-parse",
			"--verify",
			"--quiet",
			backup ?? this.#tracking
		]);
		if (!last.ok && backup === void 0) return this.#nothing(void 0, organization);
		const restore = backup === void 0 ? `git push ${remote} ${ref}:${this.#branch}` : `git fetch ${remote} ${ref} && git push ${remote} FETCH_HEAD:${this.#branch}`;
		const commit = backup ?? last.output.trim();
		const content = await this.#git([
			"cat-file",
			"blob",
			`${commit}:${this.#path}`
		]);
		const bytes = content.ok ? Buffer.from(content.output) : void 0;
		return {
			found: "lost",
			lost: "branch",
			where: `${ref} (commit ${commit.slice(0, 12)})`,
			restore,
			bytes
		};
	}
	/**
	* Reads the version that was fetched last, which is enough to plan offline. A push reports that the remote
	* is unreachable.
	*/
	async #readLastFetched(problem) {
		const fetched = await this.#git([
			"rev-parse",
			"--verify",
			"--quiet",
			this.#tracking
		]);
		if (!fetched.ok) return {
			found: "unreachable",
			problem
		};
		const reading = await this.#readAt(fetched.output.trim());
		return reading.found === "file" ? {
			...reading,
			outdated: problem
		} : {
			found: "unreachable",
			problem
		};
	}
	async #readAt(head, organization) {
		const steps = this.#path.split("/").map((_, index, all) => all.slice(0, index + 1).join("/"));
		const listed = await this.#git([
			"ls-tree",
			"-t",
			"-z",
			"--full-tree",
			head,
			"--",
			...steps
		]);
		if (!listed.ok) return {
			found: "unreachable",
			problem: listed.problem
		};
		const entries = [...listed.output.matchAll(/(\d+) \w+ (\w+)\t([^\0]+)\0/g)];
		for (const [, mode = "", id = "", path = ""] of entries) {
			const isFile = path === this.#path;
			if (mode === "160000") return {
				found: "irregular",
				problem: {
					kind: "submodule",
					path
				}
			};
			if (mode === "040000" && isFile) return {
				found: "irregular",
				problem: {
					kind: "folder",
					path
				}
			};
			if (mode === "040000" || !isFile && mode !== "120000") continue;
			const content = await this.#git([
				"cat-file",
				"blob",
				id
			]);
			if (!content.ok) return {
				found: "unreachable",
				problem: content.problem
			};
			if (mode === "120000") return {
				found: "irregular",
				problem: {
					kind: "link",
					path,
					target: content.output
				}
			};
			return {
				found: "file",
				head,
				bytes: Buffer.from(content.output)
			};
		}
		const last = await require_last_write.findLastWrite(this.#context, [head], `:(top,literal)${this.#path}`);
		if (!last.ok) return {
			found: "unreachable",
			problem: last.problem
		};
		if (last.value !== void 0) return this.#removedAfter(last.value, head);
		return this.#nothing(head, organization);
	}
	/** Reports that there is no state file, or that it is at another path or on another branch. */
	async #nothing(head, organization) {
		if (organization === void 0) return {
			found: "nothing",
			head
		};
		const [other] = head === void 0 ? [] : await require_last_write.findStates(this.#context, organization, ["--full-name", head]);
		if (other) return {
			found: "misplaced",
			where: `${this.#branch.replace("refs/heads/", "")}:${other.path}`,
			head
		};
		const isOther = (ref) => ref !== this.#branch && ref !== this.#tracking;
		const found = await require_last_write.findStateOnBranch(this.#context, organization, isOther);
		return found ? {
			found: "misplaced",
			where: `${found.branch}:${found.path}`,
			head
		} : {
			found: "nothing",
			head
		};
	}
	/**
	* Reports a file that was removed after `last`, the last commit that wrote it. Creates a commit that
	* restores it; the command pushes that.
	*/
	async #removedAfter(last, head) {
		const content = await this.#git([
			"cat-file",
			"blob",
			`${last}:${this.#path}`
		]);
		const commit = content.ok ? await this.#commit(content.output, head, restoreMessage) : content;
		if (!commit.ok) return {
			found: "unreachable",
			problem: commit.problem
		};
		return {
			found: "lost",
			lost: "file",
			where: `commit ${last.slice(0, 12)}`,
			restore: `git push ${remote} ${commit.output}:${this.#branch}`,
			bytes: Buffer.from(content.output),
			head
		};
	}
	/** Creates a commit without changing the working tree or its index. The output is its ID. */
	async #commit(text, head, message) {
		const index = (0, node_path.join)(await this.#gitFolder(), `rollcall-index-${(0, node_crypto.randomBytes)(6).toString("hex")}`);
		const env = { GIT_INDEX_FILE: index };
		try {
			const blob = await this.#git([
				"hash-object",
				"-w",
				"--stdin"
			], { input: text });
			if (!blob.ok) return blob;
			const read = await this.#git(["read-tree", head ?? "--empty"], { env });
			if (!read.ok) return read;
			const entry = `100644,${blob.output.trim()},${this.#path}`;
			const added = await this.#git([
				"update-index",
				"--add",
				"--cacheinfo",
				entry
			], { env });
			if (!added.ok) return added;
			const tree = await this.#git(["write-tree"], { env });
			if (!tree.ok) return tree;
			const parents = head === void 0 ? [] : ["-p", head];
			const commit = await this.#git([...await this.#identity(), ...[
				"commit-tree",
				tree.output.trim(),
				...parents,
				"-m",
				message
			]]);
			return commit.ok ? {
				ok: true,
				output: commit.output.trim()
			} : commit;
		} finally {
			await (0, node_fs_promises.rm)(index, { force: true });
		}
	}
	/** Returns options that set the author and the committer, if git knows none. */
	async #identity() {
		return (await this.#git(["var", "GIT_COMMITTER_IDENT"])).ok ? [] : [
			"-c",
			"user.name=Rollcall",
			"-c",
			"user.email=rollcall@localhost"
		];
	}
	async #gitFolder() {
		const folder = await this.#git(["rev-parse", "--absolute-git-dir"]);
		return folder.ok ? folder.output.trim() : this.#context.folder;
	}
	#git(args, options = {}) {
		return require_run_git.git(this.#context, args, options);
	}
};

exports.openGitBranch = openGitBranch;