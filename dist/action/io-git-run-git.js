const require_action = require("../action.js");
let node_child_process = require("node:child_process");

// src/io/git/run-git.ts
/** In milliseconds. */
const gitTimeoutMs = 12e4;
const maxOutputBytes = 268435456;
/** Runs git; what it says on standard error where it fails, or that there is no git. */
function git({ folder, env }, args, options = {}) {
	return new Promise((resolveResult) => {
		const { encoding = "utf8" } = options;
		const limits = {
			timeout: gitTimeoutMs,
			maxBuffer: maxOutputBytes,
			encoding
		};
		const skipped = Object.fromEntries(require_action.secretNames.map((name) => [name, void 0]));
		const surroundings = {
			cwd: folder,
			env: {
				...env,
				...skipped,
				...options.env
			}
		};
		const child = (0, node_child_process.execFile)("git", [...args], {
			...surroundings,
			...limits
		}, (error, stdout, stderr) => {
			if (!error) return resolveResult({
				ok: true,
				output: stdout
			});
			const interrupted = typeof error.signal === "string";
			const command = args.find((arg) => /^[a-z]+-?[a-z]*$/.test(arg));
			const otherwise = interrupted ? `git ${command} was interrupted` : `git ${command} failed`;
			resolveResult({
				ok: false,
				problem: error.code === "ENOENT" ? "there is no git on this machine; install it" : gitErrorMessage(stderr) || otherwise,
				interrupted,
				output: stdout
			});
		});
		child.stdin?.on("error", () => {});
		child.stdin?.end(options.input ?? "");
	});
}
/** What git and the remote say, without what they always say. */
function gitErrorMessage(stderr) {
	const lines = stderr.split(/[\r\n]+/).map((line) => line.replace(/^(?:fatal|error|remote): /, "").trim()).filter((line) => line !== "" && !noise.test(line)).map((line) => line.replace(/[.:]$/, ""));
	return [...new Set(lines)].slice(0, 3).join("; ");
}
const noise = /^(?:hint:|To \S+$|failed to push some refs|Please make sure you have the correct|and the repository exists)/;

Object.defineProperty(exports, "git", {
  enumerable: true,
  get: function () {
    return git;
  }
});