const require_pulls = require("./github-pulls.js");

// src/action/plan/merge-inputs.ts
/**
* Finds the sides of a pull request: GitHub's test merge and its first parent, or else the head and the merge base. Logs which of
* them it uses. The head of a merge group is the merge itself. `reading` is the commit at the head of the base branch.
*/
async function findMergeInputs(context, pull, reading) {
	const { github, io, run } = context;
	const [found, ofRun] = await Promise.all([reading, require_pulls.findCommit(github, run.sha)]);
	const tip = found ?? await require_pulls.findCommit(github, pull.base.sha);
	if (!tip) return {
		ok: false,
		problem: {
			reason: "no-commit",
			sha: pull.base.sha
		}
	};
	const test = pull.kind === "pull-request" ? await findTestMerge(context, pull, tip, ofRun) : void 0;
	const after = test ?? await findPullHead(pull, github);
	if (!after) return {
		ok: false,
		problem: {
			reason: "no-commit",
			sha: pull.head.sha
		}
	};
	const baseSha = test ? test.parents[0] : await require_pulls.findMergeBase(github, tip.sha, pull.head.sha);
	const base = baseSha === tip.sha ? tip : await require_pulls.findCommit(github, baseSha ?? pull.base.sha) ?? tip;
	const [head, onto] = [pull.head.sha.slice(0, 12), tip.sha.slice(0, 12)];
	io.stdout.write(pull.kind === "merge-group" ? `Read ${head}, which the merge queue would merge into ${pull.base.ref}.\n` : test ? `Read GitHub's test merge ${test.sha.slice(0, 12)} of ${head}.\n` : `Read ${head} itself, because GitHub has no current test merge of it. The plan merges it with ${onto}.\n`);
	const tipFiles = require_pulls.commitFiles(github, tip);
	return {
		ok: true,
		value: {
			after: require_pulls.commitFiles(github, after),
			commits: {
				head: pull.head.sha,
				commit: after.sha,
				base: base.sha,
				tip: tip.sha
			},
			base: base.sha === tip.sha ? tipFiles : require_pulls.commitFiles(github, base),
			tip: tipFiles
		}
	};
}
/**
* Finds GitHub's test merge: the commit of a `pull_request` event, or else the ref `pull/N/merge`, if that merges the head into the
* tip of the branch. Right after a push, or if there are conflicts, the ref is missing or out of date.
*/
async function findTestMerge({ github }, { head, number }, tip, ofRun) {
	if (ofRun?.parents[1] === head.sha) return ofRun;
	const sha = await require_pulls.findRef(github, `pull/${number}/merge`);
	const latest = sha === void 0 ? void 0 : await require_pulls.findCommit(github, sha);
	return latest?.parents[0] === tip.sha && latest.parents[1] === head.sha ? latest : void 0;
}
/** Finds the head of a pull request. GitHub serves a fork's commits through the base repository as well, as long as the fork exists. */
async function findPullHead({ head }, github) {
	return await require_pulls.findCommit(github, head.sha) ?? (head.repository && require_pulls.findCommit(github, head.sha, head.repository));
}

Object.defineProperty(exports, "findMergeInputs", {
  enumerable: true,
  get: function () {
    return findMergeInputs;
  }
});