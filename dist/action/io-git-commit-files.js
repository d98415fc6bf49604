const require_system_error = require("./io-system-error.js");
const require_tree_files = require("./io-tree-tree-files.js");
const require_run_git = require("./io-git-run-git.js");

// src/io/git/commit-files.ts
/**
* Returns the files of a commit of the repository around a folder, as seen from the folder, or why git can't
* read them.
*/
async function openCommit(context, ref) {
	const commit = await require_run_git.git(context, [
		"rev-parse",
		"--verify",
		"--quiet",
		`${ref}^{commit}`
	]);
	if (!commit.ok) {
		const isRepository = await require_run_git.git(context, ["rev-parse", "--git-dir"]);
		return {
			ok: false,
			problem: isRepository.ok ? "there is no such commit" : isRepository.problem
		};
	}
	const folder = await require_run_git.git(context, ["rev-parse", "--show-prefix"]);
	const root = `${commit.output.trim()}^{tree}`;
	return {
		ok: true,
		value: new require_tree_files.TreeFiles({
			root,
			folder: folder.output.replace(/\n$/, ""),
			readTree: (id, depth) => readTree(context, id, depth === "recursive"),
			readBlob: async (id) => {
				const blob = await require_run_git.git(context, [
					"cat-file",
					"blob",
					id
				], { encoding: "latin1" });
				if (!blob.ok) throw require_system_error.systemError("EIO", blob.problem, ref);
				return Buffer.from(blob.output, "latin1");
			}
		})
	};
}
async function readTree(context, id, isRecursive) {
	const options = [
		"-l",
		"-z",
		"--full-tree",
		...isRecursive ? ["-r", "-t"] : []
	];
	const listed = await require_run_git.git(context, [
		"ls-tree",
		...options,
		id
	]);
	if (!listed.ok) throw require_system_error.systemError("EIO", listed.problem, id);
	return listed.output.split("\0").filter((line) => line !== "").map((line) => {
		const [fields = "", path = ""] = line.split("	");
		const [mode = "", , object = "", size = ""] = fields.split(/ +/);
		return {
			path,
			mode,
			id: object,
			size: Number(size) || 0
		};
	});
}

exports.openCommit = openCommit;