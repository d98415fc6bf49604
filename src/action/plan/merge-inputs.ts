import type { Attempt } from "../../core/failure/failure.ts";
import { CommitFiles, findCommit, findHead } from "../../github/commits.ts";
import type { PullRequest } from "../../github/context.ts";
import { findMergeBase } from "../../github/pulls.ts";
import type { ReadableFiles } from "../../io/io.ts";
import type { GitHubDesk } from "../context/context.ts";
import { findPullHead, insideOnly } from "../context/files.ts";

/** The files that a merge brings together. */
export interface Sides {
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
export async function findSides(desk: GitHubDesk, pull: PullRequest): Promise<Attempt<Sides>> {
  const { github, context, inputs, io } = desk;
  const { repository, sha } = context;
  const isCheckout = inputs.source === "workspace";
  const [tipSha, test, head] = await Promise.all([
    findHead(github, repository, pull.base.ref),
    isCheckout ? findCommit(github, repository, sha) : undefined,
    findPullHead(pull, repository, github),
  ]);
  const tip = await findCommit(github, repository, tipSha ?? pull.base.sha);
  if (!tip) return { ok: false, refusal: { refusal: "no-commit", sha: pull.base.sha } };
  if (!head && !isCheckout) return { ok: false, refusal: { refusal: "no-commit", sha: pull.head.sha } };
  const [parent, second] = test?.parents ?? [];
  const isTestMerge = parent !== undefined && second === pull.head.sha;
  const mergeBase = isTestMerge ? parent : await findMergeBase(github, repository, tip.sha, pull.head.sha);
  const baseSha = mergeBase ?? pull.base.sha;
  const base = baseSha === tip.sha ? tip : ((await findCommit(github, repository, baseSha)) ?? tip);
  const tipFiles = new CommitFiles(github, tip);
  const value = {
    after: isCheckout || !head ? insideOnly(io.files) : new CommitFiles(github, head),
    commit: isTestMerge ? sha : pull.head.sha,
    base: base === tip ? tipFiles : new CommitFiles(github, base),
    tip: tipFiles,
  };
  return { ok: true, value };
}
