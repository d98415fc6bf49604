import type { Failure } from "../../core/failure/failure.ts";
import type { Result } from "../../core/values/result.ts";
import { CommitFiles, findCommit, findHead } from "../../github/commits.ts";
import type { PullRequest } from "../../github/context.ts";
import { findMergeBase } from "../../github/pulls.ts";
import type { ReadableFiles } from "../../io/io.ts";
import type { GitHubContext } from "../context/context.ts";
import { containedFiles, findPullHead } from "../context/files.ts";

/** The files that a merge brings together. */
export interface MergeInputs {
  /** What the pull request makes of them. */
  readonly after: ReadableFiles;
  /** The commit in which the lines of `after` can be seen. */
  readonly commit: string;
  /** What the pull request made them from. */
  readonly base: CommitFiles;
  /** The base branch as it is now; the same as `base` where it has not moved on. */
  readonly tip: CommitFiles;
}

/** Finds the sides of a pull request: of a checkout that is GitHub's test merge, or of the head that is read as data. */
export async function findMergeInputs(
  context: GitHubContext,
  pull: PullRequest,
): Promise<Result<MergeInputs, Failure>> {
  const { github, run, inputs, io } = context;
  const { sha } = run;
  const isCheckout = inputs.source === "workspace";
  const [tipSha, test, head] = await Promise.all([
    findHead(github, pull.base.ref),
    isCheckout ? findCommit(github, sha) : undefined,
    findPullHead(pull, github),
  ]);
  const tip = await findCommit(github, tipSha ?? pull.base.sha);
  if (!tip) return { ok: false, problem: { reason: "no-commit", sha: pull.base.sha } };
  if (!head && !isCheckout) return { ok: false, problem: { reason: "no-commit", sha: pull.head.sha } };
  const [parent, second] = test?.parents ?? [];
  const isTestMerge = parent !== undefined && second === pull.head.sha;
  const mergeBase = isTestMerge ? parent : await findMergeBase(github, tip.sha, pull.head.sha);
  const baseSha = mergeBase ?? pull.base.sha;
  const base = baseSha === tip.sha ? tip : ((await findCommit(github, baseSha)) ?? tip);
  const tipFiles = new CommitFiles(github, tip);
  const value = {
    after: isCheckout || !head ? containedFiles(io.files) : new CommitFiles(github, head),
    commit: isTestMerge ? sha : pull.head.sha,
    base: base === tip ? tipFiles : new CommitFiles(github, base),
    tip: tipFiles,
  };
  return { ok: true, value };
}
