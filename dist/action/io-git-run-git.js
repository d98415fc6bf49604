const require_action = require("../action.js");
let node_child_process = require("node:child_process");

// src/io/git/run-git.ts
const gitTimeoutMs = 12e4;
const maxOutputBytes = 268435456;
/** Runs git. If it fails, the problem is what it wrote to standard error, or that git isn't installed. */
function git({ folder, env }, args, options = {}) {
	return new Promise((resolveResult) => {
		const { encoding = "utf8" } = options;
		const limits = {
			timeout: gitTimeoutMs,
			maxBuffer: maxOutputBytes,
			encoding
		};
		const hidden = Object.fromEntries(require_action.secretNames.map((name) => [name, void 0]));
		const processOptions = {
			cwd: folder,
			env: {
				...env,
				...hidden,
				...options.env
			}
		};
		const child = (0, node_child_process.execFile)("git", [...args], {
			...processOptions,
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
/** Returns the messages of git and the remote, without standard phrases. */
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