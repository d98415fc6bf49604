import { posix } from "node:path";
import type { IrregularFile } from "../core/values/file-problem.ts";
import { numberAt } from "../core/values/untyped.ts";
import { compilePattern } from "../io/files/glob-pattern.ts";
import type { FileEntry, GlobMatch, ReadableFiles } from "../io/io.ts";
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
export async function findFiles(github: GitHub, sha: string | undefined): Promise<CommitFiles | undefined> {
  const commit = sha === undefined ? undefined : await findCommit(github, sha);
  return commit && new CommitFiles(github, commit);
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

interface TreeEntry {
  /** In the tree that was asked for. */
  readonly path: string;
  readonly kind: "file" | "folder" | "link" | "submodule";
  readonly sha: string;
  readonly size: number;
}

/** The files of a commit, read as data when they are asked for. Symbolic links and submodules are never followed. */
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
    return entry?.kind === "file" ? this.#blob(entry) : undefined;
  }

  async inspect(path: string): Promise<FileEntry> {
    const entry = await this.#find(path);
    return entry ? this.#describe(entry) : { kind: "nothing" };
  }

  /** A commit is what a checkout is made from. */
  async findChangedOnCheckout(): Promise<readonly []> {
    return [];
  }

  async sizeOf(path: string): Promise<number> {
    return (await this.#find(path))?.size ?? 0;
  }

  async list(path: string): Promise<readonly string[]> {
    const entry = await this.#find(path);
    if (entry?.kind !== "folder") return [];
    return (await this.#entriesOf(entry.sha)).map(one => one.path).sort();
  }

  async match(folder: string, pattern: string): Promise<GlobMatch> {
    const entry = await this.#find(folder);
    if (entry?.kind !== "folder") return { paths: [], irregular: [] };
    const { names, mayNameIn } = compilePattern(pattern);
    const paths: string[] = [];
    const irregular: IrregularFile[] = [];
    for (const one of await this.#entriesOf(entry.sha, "recursive")) {
      const isNamed = names(one.path);
      if (one.kind === "file") {
        if (isNamed) paths.push(one.path);
      } else if (isNamed || mayNameIn(one.path)) {
        const described = await this.#describe(one);
        if ("path" in described) irregular.push(described);
      }
    }
    return { paths: paths.sort(), irregular };
  }

  async #describe(entry: TreeEntry): Promise<FileEntry> {
    const { kind, path } = entry;
    if (kind === "link") return { kind, path, target: new TextDecoder().decode(await this.#blob(entry)) };
    return kind === "submodule" ? { kind, path } : { kind };
  }

  async #blob({ sha }: TreeEntry): Promise<Uint8Array> {
    const { data } = await this.#github.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", {
      ...this.#commit.repository,
      file_sha: sha,
    });
    return Buffer.from(requireString(data, "content"), "base64");
  }

  /** The entry of a path from the root, or the link or submodule on the way to it. */
  async #find(path: string): Promise<TreeEntry | undefined> {
    const steps = posix
      .normalize(path)
      .split("/")
      .filter(step => step !== "" && step !== ".");
    let found: TreeEntry | undefined = { path: "", kind: "folder", sha: this.#commit.tree, size: 0 };
    for (const step of steps) {
      if (found?.kind !== "folder") return found?.kind === "file" ? undefined : found;
      const inner: TreeEntry | undefined = (await this.#entriesOf(found.sha)).find(one => one.path === step);
      found = inner && { ...inner, path: posix.join(found.path, step) };
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
    return entries.map(entry => ({
      path: requireString(entry, "path"),
      kind: kinds[requireString(entry, "mode")] ?? "file",
      sha: requireSha(entry, "sha"),
      size: numberAt(entry, "size") ?? 0,
    }));
  }
}

/** By the mode of an entry of a tree. The other modes are those of regular files. */
const kinds: Readonly<Record<string, TreeEntry["kind"]>> = {
  "040000": "folder",
  "120000": "link",
  "160000": "submodule",
};

const tooManyFiles =
  "the folder of the configuration holds more files than GitHub lists; give the configuration a folder of its own";
