import type { Failure } from "../../core/failure/failure.ts";
import type { Result } from "../../core/values/result.ts";
import { type Commit, commitFiles, findCommit, findHead, findRef } from "../../github/commits.ts";
import type { MergeGroup, PullRequest } from "../../github/context.ts";
import { findMergeBase } from "../../github/pulls.ts";
import type { ReadableFiles } from "../../io/io.ts";
import type { GitHubContext } from "../context/context.ts";
import type { MergeCommits } from "../review/merge.ts";

/** The files that a merge brings together. */
export interface MergeInputs {
  /** What the pull request makes of them. */
  readonly after: ReadableFiles;
  readonly commits: MergeCommits;
  /** What the pull request made them from. */
  readonly base: ReadableFiles;
  /** The base branch as it is now; the same as `base` if it has not moved on. */
  readonly tip: ReadableFiles;
}

/**
 * Finds the sides of a pull request: GitHub's test merge and its base, or else the head and the merge base. The log says which. The
 * head of a merge group is the merge itself.
 */
export async function findMergeInputs(
  context: GitHubContext,
  pull: PullRequest | MergeGroup,
): Promise<Result<MergeInputs, Failure>> {
  const { github, io } = context;
  const tip = await findCommit(github, (await findHead(github, pull.base.ref)) ?? pull.base.sha);
  if (!tip) return { ok: false, problem: { reason: "no-commit", sha: pull.base.sha } };
  const test = pull.kind === "pull-request" ? await findTestMerge(context, pull, tip) : undefined;
  const after = test ?? (await findPullHead(pull, github));
  if (!after) return { ok: false, problem: { reason: "no-commit", sha: pull.head.sha } };
  const baseSha = test ? test.parents[0] : await findMergeBase(github, tip.sha, pull.head.sha);
  const base = (await findCommit(github, baseSha ?? pull.base.sha)) ?? tip;
  const [head, onto] = [pull.head.sha.slice(0, 12), tip.sha.slice(0, 12)];
  io.stdout.write(
    pull.kind === "merge-group"
      ? `Read ${head}, which the merge queue would merge into ${pull.base.ref}.\n`
      : test
        ? `Read GitHub's test merge ${test.sha.slice(0, 12)} of ${head}.\n`
        : `Read ${head} itself, because GitHub has no current test merge of it. A plan merges it with ${onto}.\n`,
  );
  const tipFiles = commitFiles(github, tip);
  const value = {
    after: commitFiles(github, after),
    commits: { head: pull.head.sha, commit: after.sha, base: base.sha, tip: tip.sha },
    base: base.sha === tip.sha ? tipFiles : commitFiles(github, base),
    tip: tipFiles,
  };
  return { ok: true, value };
}

/**
 * GitHub's test merge: the commit of an event `pull_request`, or else the ref beside the pull request, if it is the merge of the head
 * into the tip of the branch. After a push, and if there are conflicts, the ref is missing or older.
 */
async function findTestMerge(
  { github, run }: GitHubContext,
  { head, number }: PullRequest,
  tip: Commit,
): Promise<Commit | undefined> {
  const ofRun = await findCommit(github, run.sha);
  if (ofRun?.parents[1] === head.sha) return ofRun;
  const sha = await findRef(github, `pull/${number}/merge`);
  const latest = sha === undefined ? undefined : await findCommit(github, sha);
  return latest?.parents[0] === tip.sha && latest.parents[1] === head.sha ? latest : undefined;
}

/** The head of a pull request. GitHub shows a fork's commits through the base repository too, as long as the fork is there. */
async function findPullHead(
  { head }: PullRequest | MergeGroup,
  github: GitHubContext["github"],
): Promise<Commit | undefined> {
  const found = await findCommit(github, head.sha);
  return found ?? (head.repository && findCommit(github, head.sha, head.repository));
}
