import type { GitHub } from "./client.ts";
import { type Commit, readCommit } from "./commits.ts";
import { requireItems } from "./response.ts";

const pageSize = 100;

/** Yields a commit and the earlier commits of its branch, newest first. At a merge, follows the side that was merged into. */
export async function* firstParents(github: GitHub, sha: string): AsyncGenerator<Commit> {
  const known = new Map<string, Commit>();
  for (let next: string | undefined = sha; next !== undefined; ) {
    if (!known.has(next)) for (const one of await listCommits(github, next)) known.set(one.sha, one);
    const commit: Commit | undefined = known.get(next);
    if (!commit) return;
    yield commit;
    next = commit.parents[0];
  }
}

/** Lists a commit and its ancestors, newest first, up to the size of a page. */
async function listCommits(github: GitHub, sha: string): Promise<readonly Commit[]> {
  const { repository } = github;
  const query = { ...repository, sha, per_page: pageSize };
  const { data } = await github.request("GET /repos/{owner}/{repo}/commits", query);
  return requireItems(data).map(one => readCommit(repository, one));
}
