const require_continuity = require("./core-state-continuity.js");
const require_events = require("./core-state-events.js");
const require_run_git = require("./io-git-run-git.js");

// src/io/git/find-states.ts
/** Overrides settings in the user's git configuration that change the output. */
const outputOptions = [
	"--no-line-number",
	"--no-column",
	"--no-color",
	"-z"
];
/**
* Returns the state files of an organization that `git grep` finds with the options and commits in
* `searched`. Returns none if git can't tell.
*/
async function findStates(context, organization, searched) {
	const pattern = [
		"-F",
		"-e",
		require_events.headerPart,
		...searched,
		"--",
		":(top,glob)**/*.jsonl"
	];
	const found = await require_run_git.git(context, [
		"grep",
		...outputOptions,
		...pattern
	]);
	return (found.ok ? found.output : "").split("\n").flatMap((line) => {
		const [name = "", text = ""] = line.split("\0");
		const [, commit, path = name] = /^([0-9a-f]{40,64}):(.*)$/s.exec(name) ?? [];
		return require_continuity.organizationOf(text) === organization ? [{
			path,
			commit
		}] : [];
	});
}
/** The maximum number of branches to search, those with the newest commits. */
const maxBranches = 100;
/**
* Finds a state file of an organization on another branch in this clone. Returns undefined if there is none,
* or if git can't tell.
*/
async function findStateOnBranch(context, organization, isOther = () => true) {
	const listed = await require_run_git.git(context, [
		"for-each-ref",
		...[
			`--count=${maxBranches}`,
			"--sort=-committerdate",
			"--format=%(objectname) %(refname)"
		],
		"refs/heads",
		"refs/remotes"
	]);
	const refs = (listed.ok ? listed.output : "").split("\n").map((line) => line.split(" "));
	const branches = new Map(refs.flatMap(([id = "", ref = ""]) => ref && isOther(ref) ? [[id, ref]] : []));
	if (branches.size === 0) return void 0;
	const [found] = await findStates(context, organization, ["--full-name", ...branches.keys()]);
	const ref = branches.get(found?.commit ?? "");
	return found && ref ? {
		branch: ref.replace(/^refs\/(?:heads|remotes\/[^/]+)\//, ""),
		path: found.path
	} : void 0;
}

// src/io/git/last-write.ts
/** Returns the last commit that wrote a file named by a pathspec, undefined if none did, or why git can't tell. */
async function findLastWrite(context, revisions, pathspec) {
	const written = await require_run_git.git(context, [
		...[
			"log",
			"-1",
			"--full-history",
			"--diff-filter=AM",
			"--format=%H"
		],
		...revisions,
		"--",
		pathspec
	]);
	if (!written.ok) return written;
	const commit = written.output.trim();
	if (commit !== "") return {
		ok: true,
		value: commit
	};
	const shallow = await require_run_git.git(context, ["rev-parse", "--is-shallow-repository"]);
	if (!shallow.ok) return shallow;
	if (shallow.output.trim() !== "true") return {
		ok: true,
		value: void 0
	};
	return {
		ok: false,
		problem: "the clone is shallow and lacks older commits; fetch them with git fetch --unshallow"
	};
}

Object.defineProperty(exports, "findLastWrite", {
  enumerable: true,
  get: function () {
    return findLastWrite;
  }
});
Object.defineProperty(exports, "findStateOnBranch", {
  enumerable: true,
  get: function () {
    return findStateOnBranch;
  }
});
Object.defineProperty(exports, "findStates", {
  enumerable: true,
  get: function () {
    return findStates;
  }
});