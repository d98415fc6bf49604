import type { Failure } from "../../core/failure/failure.ts";
import type { Result } from "../../core/values/result.ts";
import { type Commit, commitFiles, findCommit, findRef } from "../../github/commits.ts";
import type { MergeGroup, PullRequest } from "../../github/context.ts";
import { findMergeBase } from "../../github/pulls.ts";
import type { ReadableFiles } from "../../io/io.ts";
import type { GitHubContext } from "../context/context.ts";
import type { MergeCommits } from "../review/merge.ts";

/** The files on each side of a merge. */
export interface MergeInputs {
  /** With the changes of the pull request. */
  readonly after: ReadableFiles;
  readonly commits: MergeCommits;
  /** Before the changes of the pull request. */
  readonly base: ReadableFiles;
  /** On the base branch now. The same object as `base` if the branch hasn't changed since. */
  readonly tip: ReadableFiles;
}

/**
 * Finds the sides of a pull request: GitHub's test merge and its first parent, or else the head and the merge base. Logs which of
 * them it uses. The head of a merge group is the merge itself. `reading` is the commit at the head of the base branch.
 */
export async function findMergeInputs(
  context: GitHubContext,
  pull: PullRequest | MergeGroup,
  reading: Promise<Commit | undefined>,
): Promise<Result<MergeInputs, Failure>> {
  const { github, io, run } = context;
  const [found, ofRun] = await Promise.all([reading, findCommit(github, run.sha)]);
  const tip = found ?? (await findCommit(github, pull.base.sha));
  if (!tip) return { ok: false, problem: { reason: "no-commit", sha: pull.base.sha } };
  const test = pull.kind === "pull-request" ? await findTestMerge(context, pull, tip, ofRun) : undefined;
  const after = test ?? (await findPullHead(pull, github));
  if (!after) return { ok: false, problem: { reason: "no-commit", sha: pull.head.sha } };
  const baseSha = test ? test.parents[0] : await findMergeBase(github, tip.sha, pull.head.sha);
  const base = baseSha === tip.sha ? tip : ((await findCommit(github, baseSha ?? pull.base.sha)) ?? tip);
  const [head, onto] = [pull.head.sha.slice(0, 12), tip.sha.slice(0, 12)];
  io.stdout.write(
    pull.kind === "merge-group"
      ? `Read ${head}, which the merge queue would merge into ${pull.base.ref}.\n`
      : test
        ? `Read GitHub's test merge ${test.sha.slice(0, 12)} of ${head}.\n`
        : `Read ${head} itself, because GitHub has no current test merge of it. The plan merges it with ${onto}.\n`,
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
 * Finds GitHub's test merge: the commit of a `pull_request` event, or else the ref `pull/N/merge`, if that merges the head into the
 * tip of the branch. Right after a push, or if there are conflicts, the ref is missing or out of date.
 */
async function findTestMerge(
  { github }: GitHubContext,
  { head, number }: PullRequest,
  tip: Commit,
  ofRun: Commit | undefined,
): Promise<Commit | undefined> {
  if (ofRun?.parents[1] === head.sha) return ofRun;
  const sha = await findRef(github, `pull/${number}/merge`);
  const latest = sha === undefined ? undefined : await findCommit(github, sha);
  return latest?.parents[0] === tip.sha && latest.parents[1] === head.sha ? latest : undefined;
}

/** Finds the head of a pull request. GitHub serves a fork's commits through the base repository as well, as long as the fork exists. */
async function findPullHead(
  { head }: PullRequest | MergeGroup,
  github: GitHubContext["github"],
): Promise<Commit | undefined> {
  const found = await findCommit(github, head.sha);
  return found ?? (head.repository && findCommit(github, head.sha, head.repository));
}
