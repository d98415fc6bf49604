const require_system_error = require("./io-system-error.js");
const require_run_git = require("./io-git-run-git.js");

// src/io/git/attributes.ts
/** Returns the files for which one of the attributes is set. Throws if git can't tell. */
async function findFilesWithAttributes(files, names, env) {
	const found = /* @__PURE__ */ new Map();
	for (const { root, path } of files) {
		if (found.has(root)) continue;
		const inner = files.filter((file) => file.root === root).map((file) => file.inner);
		found.set(root, await readAttributes({
			folder: root,
			env
		}, names, inner, path));
	}
	return files.flatMap(({ path, root, inner }) => {
		const set = found.get(root)?.get(inner);
		return set ? [{
			kind: "changed-on-checkout",
			path,
			attributes: set
		}] : [];
	});
}
/** Returns the attributes that are set for each of the paths. `name`: the file that an error names. */
async function readAttributes(context, names, paths, name) {
	const args = [
		"check-attr",
		"-z",
		"--stdin",
		...names
	];
	const checked = await require_run_git.git(context, args, { input: paths.map((path) => `${path}\0`).join("") });
	if (!checked.ok) throw require_system_error.systemError("EINVAL", `git cannot read its attributes: ${checked.problem}`, name);
	const fields = checked.output.split("\0");
	const found = /* @__PURE__ */ new Map();
	for (let at = 0; at + 2 < fields.length; at += 3) {
		const [path = "", attribute = "", value = ""] = fields.slice(at, at + 3);
		if (value !== "unspecified" && value !== "unset") found.set(path, [...found.get(path) ?? [], attribute]);
	}
	return found;
}

exports.findFilesWithAttributes = findFilesWithAttributes;