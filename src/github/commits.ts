import { posix } from "node:path";
import { numberAt } from "../core/values/untyped.ts";
import { compilePattern } from "../io/files/glob-pattern.ts";
import type { GlobMatch, ReadableFiles } from "../io/io.ts";
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

/** The head of a branch, or nothing where there is no such branch. */
export async function findHead(github: GitHub, branch: string): Promise<string | undefined> {
  const path = { ...github.repository, ref: `heads/${branch}` };
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

interface TreeEntry {
  readonly path: string;
  readonly isFolder: boolean;
  readonly sha: string;
  readonly size: number;
}

/**
 * The files of a commit, read as data when they are asked for. Symbolic links and submodules are not followed: to whoever
 * reads, they are not there.
 */
export class CommitFiles implements ReadableFiles {
  readonly #github: GitHub;
  readonly #commit: Commit;
  readonly #trees = new Map<string, Promise<readonly TreeEntry[]>>();

  constructor(github: GitHub, commit: Commit) {
    this.#github = github;
    this.#commit = commit;
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    const entry = await this.#find(path);
    if (!entry || entry.isFolder) return undefined;
    const { data } = await this.#github.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", {
      ...this.#commit.repository,
      file_sha: entry.sha,
    });
    return Buffer.from(requireString(data, "content"), "base64");
  }

  async kindOf(path: string): Promise<"file" | "folder" | "nothing"> {
    const entry = await this.#find(path);
    if (!entry) return "nothing";
    return entry.isFolder ? "folder" : "file";
  }

  async sizeOf(path: string): Promise<number> {
    return (await this.#find(path))?.size ?? 0;
  }

  async list(path: string): Promise<readonly string[]> {
    const entry = await this.#find(path);
    if (!entry?.isFolder) return [];
    return (await this.#entriesOf(entry.sha)).map(one => one.path).sort();
  }

  async match(folder: string, pattern: string): Promise<GlobMatch> {
    const entry = await this.#find(folder);
    if (!entry?.isFolder) return [];
    const { names } = compilePattern(pattern);
    const paths = (await this.#entriesOf(entry.sha, "recursive"))
      .filter(one => !one.isFolder)
      .map(one => one.path);
    return paths.filter(names).sort();
  }

  async resolveLinks(path: string): Promise<string> {
    return posix.normalize(path);
  }

  async #find(path: string): Promise<TreeEntry | undefined> {
    const steps = posix
      .normalize(path)
      .split("/")
      .filter(step => step !== "" && step !== ".");
    let found: TreeEntry | undefined = { path: "", isFolder: true, sha: this.#commit.tree, size: 0 };
    for (const step of steps) {
      if (!found?.isFolder) return undefined;
      found = (await this.#entriesOf(found.sha)).find(one => one.path === step);
    }
    return found;
  }

  #entriesOf(tree: string, depth?: "recursive"): Promise<readonly TreeEntry[]> {
    const key = `${tree} ${depth ?? ""}`;
    const known = this.#trees.get(key) ?? this.#fetchTree(tree, depth);
    this.#trees.set(key, known);
    return known;
  }

  async #fetchTree(tree: string, depth: "recursive" | undefined): Promise<readonly TreeEntry[]> {
    const { data } = await this.#github.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
      ...this.#commit.repository,
      tree_sha: tree,
      ...(depth && { recursive: "1" }),
    });
    const entries = requireItems(data, "tree");
    // Planning from some of the files would be planning wrongly.
    if (data.truncated !== false) throw new UnusableResponse(tooManyFiles);
    return entries.flatMap(entry => {
      const mode = requireString(entry, "mode");
      const isFolder = mode === "040000";
      if (!isFolder && mode !== "100644" && mode !== "100755") return [];
      const file = {
        path: requireString(entry, "path"),
        sha: requireSha(entry, "sha"),
        size: numberAt(entry, "size") ?? 0,
      };
      return [{ ...file, isFolder }];
    });
  }
}

const tooManyFiles =
  "the folder of the configuration holds more files than GitHub lists; give the configuration a folder of its own";
