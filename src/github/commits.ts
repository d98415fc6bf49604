import { numberAt } from "../core/values/untyped.ts";
import type { ReadableFiles } from "../io/io.ts";
import { TreeFiles, type TreeObjects } from "../io/tree/tree-files.ts";
import { type GitHub, statusOf, UnusableResponse } from "./client.ts";
import type { RepositoryName } from "./context.ts";
import { requireItems, requireSha, requireString } from "./response.ts";

/** A commit as GitHub keeps it. */
export interface Commit {
  readonly repository: RepositoryName;
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
}

/** A commit, or nothing where the repository has none of that id. The commits of a fork may be in its own repository only. */
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

/** The files of a commit, or undefined if the repository has no such commit. */
export async function findFiles(github: GitHub, sha: string | undefined): Promise<ReadableFiles | undefined> {
  const commit = sha === undefined ? undefined : await findCommit(github, sha);
  return commit && commitFiles(github, commit);
}

/** The head of a branch, or undefined if there is no such branch. */
export function findHead(github: GitHub, branch: string): Promise<string | undefined> {
  return findRef(github, `heads/${branch}`);
}

/** The commit that a ref such as `heads/main` or `pull/7/merge` is at, or undefined if there is no such ref. */
export async function findRef(github: GitHub, ref: string): Promise<string | undefined> {
  const path = { ...github.repository, ref };
  const data = await orUndefinedOn404(github.request("GET /repos/{owner}/{repo}/git/ref/{ref}", path));
  return data === undefined ? undefined : requireSha(data, "object.sha");
}

/** The branch that pull requests go to unless they say otherwise. */
export async function findDefaultBranch(github: GitHub): Promise<string> {
  const { data } = await github.request("GET /repos/{owner}/{repo}", { ...github.repository });
  return requireString(data, "default_branch");
}

/** The data of an answer, or nothing where it is 404. */
export async function orUndefinedOn404(response: Promise<{ readonly data: unknown }>): Promise<unknown> {
  try {
    return (await response).data ?? null;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** The files of a commit, read through the API when they are asked for. */
export function commitFiles(github: GitHub, { repository, tree }: Commit): ReadableFiles {
  return new TreeFiles({ root: tree, ...openObjects(github, repository) });
}

/** The files of many commits. What they have in common is read once. */
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
      // Planning from some of the files would be planning wrongly.
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
  "the folder of the configuration holds more files than GitHub lists; give the configuration a folder of its own";
