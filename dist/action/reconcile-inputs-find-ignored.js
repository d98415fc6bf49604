const require_action = require("../action.js");
let node_path = require("node:path");

// src/reconcile/inputs/find-ignored.ts
/** In characters from the start of a file. */
const maxTextLength = 1e5;
const maxFilesRead = 100;
const maxFileBytes = 1e6;
/**
* Returns a warning for each folder with files that list members or groups but aren't part of the configuration: next to included
* files, or in the folders of a folder configuration.
*/
async function findIgnoredFiles(disk, { main, all, isFolder }) {
	const root = (0, node_path.dirname)(main);
	const read = new Set(all.map((path) => (0, node_path.normalize)(path)));
	const included = all.filter((path) => path !== main && !(isFolder && (0, node_path.dirname)(path) === root));
	const patterns = [...new Set(included.map((path) => neighborPattern(root, path))), ...isFolder ? ["!(node_modules|.*)/*.{yaml,yml}", "!(node_modules|.*)/*/*.{yaml,yml}"] : []];
	const found = /* @__PURE__ */ new Set();
	for (const pattern of patterns) for (const path of (await disk.match(root, pattern)).paths) found.add((0, node_path.join)(root, path));
	const candidates = [...found].filter((path) => !read.has(path)).sort();
	const ignored = [];
	for (const path of candidates.slice(0, maxFilesRead)) if (await listsPeople(disk, path)) ignored.push(path);
	return [...require_action.groupBy(ignored, (path) => (0, node_path.dirname)(path))].map(([folder, paths]) => warning(root, folder, paths));
}
/** The pattern of the YAML files in the folder of an included file, whose path may have any characters. */
function neighborPattern(root, path) {
	const escaped = (0, node_path.relative)(root, (0, node_path.dirname)(path)).split(node_path.sep).join("/").replace(/[^\w/.-]/g, "?");
	return `${escaped === "" ? "" : `${escaped}/`}*.{yaml,yml}`;
}
/** Whether a file is one that a members file could include: it lists members or groups, and names no organization. */
async function listsPeople(disk, path) {
	if (await disk.sizeOf(path) > maxFileBytes) return false;
	const text = new TextDecoder().decode(await disk.read(path)).slice(0, maxTextLength);
	return /^["']?(?:members|groups)["']?\s*:/m.test(text) && !/^["']?organization["']?\s*:/m.test(text);
}
function warning(root, folder, paths) {
	const [file = folder, ...others] = paths;
	const inside = (0, node_path.relative)(root, folder).split(node_path.sep).join("/");
	const extensions = new Set(paths.map((path) => (0, node_path.extname)(path).slice(1)));
	const extension = extensions.size === 1 ? [...extensions][0] : "{yaml,yml}";
	const pattern = `${inside === "" ? "" : `${inside}/`}*.${extension}`;
	return {
		code: "file-not-included",
		details: {
			others: others.length,
			pattern
		},
		location: {
			file,
			line: 1,
			column: 1,
			endColumn: 2
		}
	};
}

exports.findIgnoredFiles = findIgnoredFiles;