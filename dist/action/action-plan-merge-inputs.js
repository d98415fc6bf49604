const require_pulls = require("./github-pulls.js");

// src/action/plan/merge-inputs.ts
/**
* Finds the sides of a pull request: GitHub's test merge and its base, or else the head and the merge base. The log says which. The
* head of a merge group is the merge itself.
*/
async function findMergeInputs(context, pull) {
	const { github, io } = context;
	const tip = await require_pulls.findCommit(github, await require_pulls.findHead(github, pull.base.ref) ?? pull.base.sha);
	if (!tip) return {
		ok: false,
		problem: {
			reason: "no-commit",
			sha: pull.base.sha
		}
	};
	const test = pull.kind === "pull-request" ? await findTestMerge(context, pull, tip) : void 0;
	const after = test ?? await findPullHead(pull, github);
	if (!after) return {
		ok: false,
		problem: {
			reason: "no-commit",
			sha: pull.head.sha
		}
	};
	const baseSha = test ? test.parents[0] : await require_pulls.findMergeBase(github, tip.sha, pull.head.sha);
	const base = await require_pulls.findCommit(github, baseSha ?? pull.base.sha) ?? tip;
	const [head, onto] = [pull.head.sha.slice(0, 12), tip.sha.slice(0, 12)];
	io.stdout.write(pull.kind === "merge-group" ? `Read ${head}, which the merge queue would merge into ${pull.base.ref}.\n` : test ? `Read GitHub's test merge ${test.sha.slice(0, 12)} of ${head}.\n` : `Read ${head} itself, because GitHub has no current test merge of it. A plan merges it with ${onto}.\n`);
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
* GitHub's test merge: the commit of an event `pull_request`, or else the ref beside the pull request, if it is the merge of the head
* into the tip of the branch. After a push, and if there are conflicts, the ref is missing or older.
*/
async function findTestMerge({ github, run }, { head, number }, tip) {
	const ofRun = await require_pulls.findCommit(github, run.sha);
	if (ofRun?.parents[1] === head.sha) return ofRun;
	const sha = await require_pulls.findRef(github, `pull/${number}/merge`);
	const latest = sha === void 0 ? void 0 : await require_pulls.findCommit(github, sha);
	return latest?.parents[0] === tip.sha && latest.parents[1] === head.sha ? latest : void 0;
}
/** The head of a pull request. GitHub shows a fork's commits through the base repository too, as long as the fork is there. */
async function findPullHead({ head }, github) {
	return await require_pulls.findCommit(github, head.sha) ?? (head.repository && require_pulls.findCommit(github, head.sha, head.repository));
}

Object.defineProperty(exports, "findMergeInputs", {
  enumerable: true,
  get: function () {
    return findMergeInputs;
  }
});