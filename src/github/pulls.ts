import type { GitHub } from "./client.ts";
import { orUndefinedOn404 } from "./commits.ts";
import { optionalString, requireId, requireItems, requireSha } from "./response.ts";

/** A pull request that was merged. */
export interface MergedPull {
  readonly number: number;
  readonly mergedAt: string;
  /** The commit that the merge made on the branch. */
  readonly commit: string | undefined;
}

const maxPulls = 50;

/** The pull requests merged into a branch of late, the latest first. */
export async function listMergedPulls(github: GitHub, branch: string): Promise<readonly MergedPull[]> {
  const { data } = await github.request("GET /repos/{owner}/{repo}/pulls", {
    ...github.repository,
    state: "closed",
    base: branch,
    sort: "updated",
    direction: "desc",
    per_page: maxPulls,
  });
  const merged = requireItems(data).flatMap(pull => {
    const mergedAt = optionalString(pull, "merged_at");
    const commit = optionalString(pull, "merge_commit_sha");
    return mergedAt ? [{ number: requireId(pull, "number"), mergedAt, commit }] : [];
  });
  return merged.sort((a, b) => (a.mergedAt < b.mergedAt ? 1 : -1));
}

/** The commit from which two histories part; nothing where the repository does not know one of them, as a fork's. */
export async function findMergeBase(github: GitHub, base: string, head: string): Promise<string | undefined> {
  const path = { ...github.repository, basehead: `${base}...${head}`, per_page: 1 };
  const data = await orUndefinedOn404(github.request("GET /repos/{owner}/{repo}/compare/{basehead}", path));
  return data === undefined ? undefined : requireSha(data, "merge_base_commit.sha");
}
