import { numberAt } from "../core/values/untyped.ts";
import type { ReadableFiles } from "../io/io.ts";
import { TreeFiles, type TreeObjects } from "../io/tree/tree-files.ts";
import { type GitHub, problemOfRequest, statusOf, UnusableResponse } from "./client.ts";
import type { RepositoryName } from "./context.ts";
import { requireItems, requireSha, requireString } from "./response.ts";

/** A commit on GitHub. */
export interface Commit {
  readonly repository: RepositoryName;
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
}

/** Finds a commit, or returns undefined if the repository doesn't have it. A fork's commits may exist only in the fork. */
export async function findCommit(
  github: GitHub,
  sha: string,
  repository = github.repository,
): Promise<Commit | undefined> {
  const path = { ...repository, commit_sha: sha };
  const data = await orUndefinedOn404(
    github.request("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", path),
  );
  if (data === undefined) return undefined;
  const parents = requireItems(data, "parents").map(parent => requireSha(parent, "sha"));
  return { repository, sha, tree: requireSha(data, "tree.sha"), parents };
}

/** Returns the files of a commit, or undefined if the repository has no such commit. */
export async function findFiles(github: GitHub, sha: string | undefined): Promise<ReadableFiles | undefined> {
  const commit = sha === undefined ? undefined : await findCommit(github, sha);
  return commit && commitFiles(github, commit);
}

/** Finds the commit at the head of a branch, or returns undefined if there is no such branch. */
export async function findTip(github: GitHub, branch: string): Promise<Commit | undefined> {
  const { repository } = github;
  // GitHub also lists the files that the commit changed, at least one.
  const path = { ...repository, ref: `heads/${branch}`, per_page: 1 };
  try {
    const { data } = await github.request("GET /repos/{owner}/{repo}/commits/{ref}", path);
    return readCommit(repository, data);
  } catch (error) {
    const isMissing = statusOf(error) === 422 && problemOfRequest(error).includes("No commit found for SHA");
    if (isMissing || statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** Reads a commit in the form in which GitHub lists commits. */
export function readCommit(repository: RepositoryName, data: unknown): Commit {
  const parents = requireItems(data, "parents").map(parent => requireSha(parent, "sha"));
  return { repository, sha: requireSha(data, "sha"), tree: requireSha(data, "commit.tree.sha"), parents };
}

/** Returns the commit that a ref such as `heads/main` or `pull/7/merge` points to, or undefined if there is no such ref. */
export async function findRef(github: GitHub, ref: string): Promise<string | undefined> {
  const path = { ...github.repository, ref };
  const data = await orUndefinedOn404(github.request("GET /repos/{owner}/{repo}/git/ref/{ref}", path));
  return data === undefined ? undefined : requireSha(data, "object.sha");
}

/** Returns the default branch of the repository. */
export async function findDefaultBranch(github: GitHub): Promise<string> {
  const { data } = await github.request("GET /repos/{owner}/{repo}", { ...github.repository });
  return requireString(data, "default_branch");
}

/** Returns the data of a response, or undefined if its status is 404. */
export async function orUndefinedOn404(response: Promise<{ readonly data: unknown }>): Promise<unknown> {
  try {
    return (await response).data ?? null;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** Returns the files of a commit. Each is read through the API when it is needed. */
export function commitFiles(github: GitHub, { repository, tree }: Commit): TreeFiles {
  return new TreeFiles({ root: tree, ...openObjects(github, repository) });
}

function openObjects(github: GitHub, repository: RepositoryName): Omit<TreeObjects, "root"> {
  return {
    readTree: async (id, depth) => {
      const { data } = await github.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
        ...repository,
        tree_sha: id,
        ...(depth === "recursive" && { recursive: "1" }),
      });
      const entries = requireItems(data, "tree");
      // A plan from an incomplete list of files would be wrong.
      if (data.truncated !== false) throw new UnusableResponse(tooManyFiles);
      return entries.map(entry => ({
        path: requireString(entry, "path"),
        mode: requireString(entry, "mode"),
        id: requireSha(entry, "sha"),
        size: numberAt(entry, "size") ?? 0,
      }));
    },
    readBlob: async id => {
      const path = { ...repository, file_sha: id };
      const { data } = await github.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", path);
      return Buffer.from(requireString(data, "content"), "base64");
    },
  };
}

const tooManyFiles =
  "GitHub can't list all files in the folder of the configuration because there are too many. Move the configuration to a folder of its own";
