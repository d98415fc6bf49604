const require_run_git = require("./io-git-run-git.js");
let node_path = require("node:path");
let node_fs_promises = require("node:fs/promises");

// src/io/git/repository.ts
/** Returns the repository around a folder. Returns undefined if there is none, or if git isn't installed. */
async function findRepository(context) {
	const found = await require_run_git.git(context, [
		"rev-parse",
		"--show-cdup",
		"--show-prefix"
	]);
	if (!found.ok) return void 0;
	const [up = "", folder = ""] = found.output.split("\n");
	return {
		root: up.replace(/\/$/, "") || ".",
		folder: folder.replace(/\/$/, ""),
		defaultBranch: await findDefaultBranch(context),
		hasCommits: (await require_run_git.git(context, [
			"rev-parse",
			"--verify",
			"--quiet",
			"HEAD"
		])).ok
	};
}
/**
* Returns the default branch of `origin`, if the clone knows it; otherwise main or master, if one exists;
* otherwise the only branch.
*/
async function findDefaultBranch(context) {
	const cloned = await require_run_git.git(context, [
		"symbolic-ref",
		"--quiet",
		"--short",
		"refs/remotes/origin/HEAD"
	]);
	if (cloned.ok) return cloned.output.trim().replace(/^origin\//, "");
	const listed = await require_run_git.git(context, [
		"for-each-ref",
		"--format=%(refname:lstrip=2)",
		"refs/heads",
		"refs/remotes/origin"
	]);
	const refs = listed.ok ? listed.output.trim().split("\n") : [];
	const branches = new Set(refs.map((ref) => ref.replace(/^origin\//, "")).filter((ref) => ref !== ""));
	const defaultBranch = ["main", "master"].find((name) => branches.has(name));
	if (defaultBranch !== void 0) return defaultBranch;
	const current = await require_run_git.git(context, [
		"symbolic-ref",
		"--quiet",
		"--short",
		"HEAD"
	]);
	return current.ok && branches.size <= 1 ? current.output.trim() : void 0;
}
/**
* Returns the source of a program in `dist` of a clone, as OWNER/NAME@COMMIT, if `origin` is on GitHub and has the
* commit. Returns undefined for an installed package, a copy, and a commit that was never pushed.
*/
async function findSource(program, env) {
	const folder = (0, node_path.dirname)(await (0, node_fs_promises.realpath)(program));
	const context = {
		folder,
		env
	};
	const top = await require_run_git.git(context, ["rev-parse", "--show-toplevel"]);
	if (!top.ok || await (0, node_fs_promises.realpath)(top.output.trim()) !== (0, node_path.dirname)(folder)) return void 0;
	const url = await require_run_git.git(context, [
		"remote",
		"get-url",
		"origin"
	]);
	const [, repository] = /(?:^|[/@])github\.com(?::\d+)?[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?\n$/.exec(url.ok ? url.output : "") ?? [];
	if (repository === void 0) return void 0;
	const head = await require_run_git.git(context, [
		"rev-parse",
		"--verify",
		"HEAD"
	]);
	if (!head.ok) return void 0;
	const pushed = await require_run_git.git(context, [...[
		"for-each-ref",
		"--count=1",
		"--contains",
		"HEAD"
	], "refs/remotes/origin"]);
	return pushed.ok && pushed.output !== "" ? `${repository}@${head.output.trim()}` : void 0;
}

exports.findRepository = findRepository;
exports.findSource = findSource;