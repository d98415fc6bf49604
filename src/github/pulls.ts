import { stringAt } from "../core/values/untyped.ts";
import type { GitHub } from "./client.ts";
import { orUndefinedOn404 } from "./commits.ts";
import { type PullRequest, readPullRequest } from "./context.ts";
import { optionalString, requireId, requireItems, requireSha, requireString } from "./response.ts";

/** A pull request that was merged. */
export interface MergedPull {
  readonly number: number;
  /** As ISO 8601 in UTC. */
  readonly mergedAt: string;
}

/** A pull request as it is now. */
export interface LivePull {
  /** The commit at its head. */
  readonly head: string;
  readonly isOpen: boolean;
  /** As ISO 8601 in UTC; undefined if it is not merged. */
  readonly mergedAt: string | undefined;
}

/**
 * Finds the pull request that brought a commit to a branch by a merge, a squash, or a rebase. Returns undefined if there is none,
 * for example because the commit was pushed directly.
 */
export async function findMergedPull(
  github: GitHub,
  branch: string,
  commit: string,
): Promise<MergedPull | undefined> {
  const path = { ...github.repository, commit_sha: commit, per_page: 100 };
  const { data } = await github.request("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", path);
  const merged = requireItems(data).flatMap(pull => {
    const mergedAt = optionalString(pull, "merged_at");
    if (mergedAt === undefined || requireString(pull, "base.ref") !== branch) return [];
    const isMergeCommit = stringAt(pull, "merge_commit_sha") === commit;
    return [{ number: requireId(pull, "number"), mergedAt, isMergeCommit }];
  });
  // A commit can be in several pull requests if one is based on another. The one that was merged first brought it.
  merged.sort((a, b) => Date.parse(a.mergedAt) - Date.parse(b.mergedAt) || a.number - b.number);
  const found = merged.find(one => one.isMergeCommit) ?? merged[0];
  return found && { number: found.number, mergedAt: found.mergedAt };
}

/** Lists the open pull requests to the default branch, oldest first. */
export async function listOpenPulls(github: GitHub, branch: string): Promise<readonly PullRequest[]> {
  const query = {
    ...github.repository,
    state: "open",
    base: branch,
    direction: "asc",
    per_page: 100,
  } as const;
  const pulls = await github.paginate("GET /repos/{owner}/{repo}/pulls", query);
  return requireItems(pulls).flatMap(pull => readPullRequest(pull, github.repository, branch) ?? []);
}

/** Reads a pull request as it is now. */
export async function findLivePull(github: GitHub, number: number): Promise<LivePull> {
  const path = { ...github.repository, pull_number: number };
  const { data } = await github.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", path);
  return {
    head: requireSha(data, "head.sha"),
    isOpen: requireString(data, "state") === "open",
    mergedAt: optionalString(data, "merged_at"),
  };
}

/** Finds the merge base of two commits. Returns undefined if the repository lacks one of them, such as a fork's commit. */
export async function findMergeBase(github: GitHub, base: string, head: string): Promise<string | undefined> {
  const path = { ...github.repository, basehead: `${base}...${head}`, per_page: 1 };
  const data = await orUndefinedOn404(github.request("GET /repos/{owner}/{repo}/compare/{basehead}", path));
  return data === undefined ? undefined : requireSha(data, "merge_base_commit.sha");
}
