import { numberAt } from "../core/values/untyped.ts";
import type { ReadableFiles } from "../io/io.ts";
import { TreeFiles, type TreeObjects } from "../io/tree/tree-files.ts";
import { type GitHub, statusOf, UnusableResponse } from "./client.ts";
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

/** Returns the head of a branch, or undefined if there is no such branch. */
export function findHead(github: GitHub, branch: string): Promise<string | undefined> {
  return findRef(github, `heads/${branch}`);
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
export function commitFiles(github: GitHub, { repository, tree }: Commit): ReadableFiles {
  return new TreeFiles({ root: tree, ...openObjects(github, repository) });
}

/** Returns a function for the files of many commits. Files that several commits share are read only once. */
export function openCommits(github: GitHub): (commit: Commit) => TreeFiles {
  const { readTree, readBlob } = openObjects(github, github.repository);
  const trees = new Map<string, ReturnType<typeof readTree>>();
  const blobs = new Map<string, ReturnType<typeof readBlob>>();
  const shared: Omit<TreeObjects, "root"> = {
    readTree: (id, depth) => once(trees, `${id} ${depth}`, () => readTree(id, depth)),
    readBlob: id => once(blobs, id, () => readBlob(id)),
  };
  return ({ tree }) => new TreeFiles({ root: tree, ...shared });
}

function once<Value>(known: Map<string, Value>, key: string, read: () => Value): Value {
  const value = known.get(key) ?? read();
  known.set(key, value);
  return value;
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
