import type { MergeMethod, PullRequest } from "./github-model.ts";
import type { Repository } from "./github-repository.ts";

/**
 * Creates the commit that merges a pull request onto a commit, without moving a branch, and returns its SHA. `test` creates the merge
 * commit that GitHub keeps for an open pull request. Throws if there is a conflict.
 */
export async function mergeCommit(
  repository: Repository,
  { number, title, head }: PullRequest,
  method: MergeMethod | "test",
  onto: string,
): Promise<string> {
  const { mergeBase, commits } = await repository.compare(onto, head.sha);
  if (method === "rebase") return rebase(repository, mergeBase, commits, onto);
  const changes = await repository.changes(mergeBase, head.sha);
  await rejectConflicts(repository, mergeBase, onto, changes);
  if (method === "squash") {
    return repository.addCommit([onto], changes, { message: `${title} (#${number})` });
  }
  const owner = head.repo.full_name.split("/")[0];
  const message =
    method === "test"
      ? `Merge ${head.sha} into ${onto}`
      : `Merge pull request #${number} from ${owner}/${head.ref}\n\n${title}`;
  return repository.addCommit([onto, head.sha], changes, { message });
}

async function rebase(
  repository: Repository,
  mergeBase: string,
  commits: readonly string[],
  onto: string,
): Promise<string> {
  let [tip, before] = [onto, mergeBase];
  for (const sha of commits) {
    const commit = await repository.find(sha);
    if (!commit || commit.parents.length > 1) throw new Error(`${sha} cannot be rebased`);
    const changes = await repository.changes(before, sha);
    await rejectConflicts(repository, before, tip, changes);
    tip = await repository.addCommit([tip], changes, { message: commit.message, author: commit.author });
    before = sha;
  }
  return tip;
}

/** Throws if both sides changed the same file, even in different lines. */
async function rejectConflicts(
  repository: Repository,
  from: string,
  onto: string,
  changes: readonly { path: string }[],
): Promise<void> {
  const [old, now] = [await repository.filesOf(from), await repository.filesOf(onto)];
  const both = changes.find(({ path }) => old.get(path)?.sha !== now.get(path)?.sha);
  if (both) throw new Error(`${both.path} was changed on both sides, so the pull request can't be merged`);
}
