import type { BranchReadResult, PutResult, StateBranch } from "../io/io.ts";
import { type GitHub, isRateLimited, noRetry, problemOfRequest, statusOf } from "./client.ts";
import { CommitFiles, findCommit, findHead, orUndefinedOn404 } from "./commits.ts";
import { requireItems, requireSha, requireString } from "./response.ts";

/** Where a state file is kept on GitHub. */
export interface StateLocation {
  readonly branch: string;
  /** From the root of the repository. */
  readonly path: string;
  /** The branch that pull requests go to. */
  readonly base: string;
  /** Whether the branch holds only the state: then it is created when first needed, and missed when it is gone. */
  readonly isOwnBranch: boolean;
}

/**
 * A state file that is read and written by REST. A commit made so with the workflow's token is signed by GitHub and starts
 * no workflow (github-facts.md). Beside a branch of its own, `refs/rollcall/` holds the same commit, so that a branch which was
 * deleted is missed and can be brought back.
 */
export class GitHubBranch implements StateBranch {
  readonly name: string;
  readonly #github: GitHub;
  readonly #location: StateLocation;
  #warn: (problem: string) => void;

  /** `warn` is told when the ref beside the branch cannot be written. */
  constructor(github: GitHub, location: StateLocation, warn: (problem: string) => void) {
    this.name = location.isOwnBranch ? `${location.branch}:${location.path}` : location.path;
    this.#github = github;
    this.#location = location;
    this.#warn = warn;
  }

  async read(): Promise<BranchReadResult> {
    try {
      return await this.#read();
    } catch (error) {
      return { found: "unreachable", problem: problemOfRequest(error) };
    }
  }

  async put(text: string, head: string | undefined, message: string): Promise<PutResult> {
    let commit: string | undefined;
    try {
      commit = await this.#commit(text, head, message);
      await this.#moveTo(commit, head);
    } catch (error) {
      return this.#whyNot(error, commit, head);
    }
    if (this.#location.isOwnBranch) await this.#updateBackupRef(commit);
    return { put: "done", head: commit };
  }

  async #read(): Promise<BranchReadResult> {
    const { branch, path } = this.#location;
    const head = await findHead(this.#github, branch);
    if (head === undefined) return this.#missing();
    const commit = await findCommit(this.#github, head);
    const files = commit && new CommitFiles(this.#github, commit);
    const entry = await files?.inspect(path);
    if (entry?.kind === "folder") return { found: "irregular", problem: { kind: "folder", path } };
    if (entry && "path" in entry) return { found: "irregular", problem: entry };
    const bytes = await files?.read(path);
    if (bytes) return { found: "file", head, bytes };
    const { data } = await this.#github.request("GET /repos/{owner}/{repo}/commits", {
      ...this.#github.repository,
      sha: head,
      path,
      per_page: 1,
    });
    const [removal] = requireItems(data);
    if (removal === undefined) return this.#nothing(head);
    return { found: "deleted", what: "file", restore: this.#restoreFile(requireSha(removal, "sha")) };
  }

  /** The commands that bring back what a commit removed: on a branch of its own without a checkout, else in one. */
  #restoreFile(removal: string): string {
    const { isOwnBranch, branch, path } = this.#location;
    if (!isOwnBranch) return `git checkout ${removal}^ -- ${path}`;
    const ref = `refs/heads/${branch}`;
    return `git fetch origin ${ref} && git push origin "$(git commit-tree ${removal}^^{tree} -p FETCH_HEAD -m 'Bring back the state')":${ref}`;
  }

  /** Nothing was ever recorded, unless the record stands where another `state-branch` would have kept it. */
  async #nothing(head: string | undefined): Promise<BranchReadResult> {
    const { isOwnBranch, base, path } = this.#location;
    if (isOwnBranch) {
      const isThere = await this.#holds(await findHead(this.#github, base));
      return isThere ? { found: "misplaced", where: `${path} on ${base}` } : { found: "nothing", head };
    }
    const refs = await this.#github.request("GET /repos/{owner}/{repo}/git/matching-refs/{ref}", {
      ...this.#github.repository,
      ref: "rollcall",
    });
    for (const one of requireItems(refs.data)) {
      const branch = requireString(one, "ref").slice("refs/rollcall/".length);
      if (await this.#holds(requireSha(one, "object.sha")))
        return { found: "misplaced", where: `${path} on ${branch}` };
    }
    return { found: "nothing", head };
  }

  async #holds(sha: string | undefined): Promise<boolean> {
    const { path } = this.#location;
    const commit = sha === undefined ? undefined : await findCommit(this.#github, sha);
    if (!commit) return false;
    return (await new CommitFiles(this.#github, commit).inspect(path)).kind === "file";
  }

  async #missing(): Promise<BranchReadResult> {
    const { isOwnBranch, branch } = this.#location;
    if (!isOwnBranch) return { found: "unreachable", problem: `there is no branch ${branch}` };
    const path = { ...this.#github.repository, ref: this.#backupRef.replace(/^refs\//, "") };
    const backup = await orUndefinedOn404(
      this.#github.request("GET /repos/{owner}/{repo}/git/ref/{ref}", path),
    );
    if (backup === undefined) return this.#nothing(undefined);
    const restore = `git fetch origin ${this.#backupRef} && git push origin FETCH_HEAD:refs/heads/${branch}`;
    return { found: "deleted", what: "branch", restore };
  }

  async #commit(text: string, head: string | undefined, message: string): Promise<string> {
    const { path } = this.#location;
    const base = head === undefined ? undefined : await findCommit(this.#github, head);
    const entry = { path, mode: "100644", type: "blob", content: text } as const;
    const tree = await this.#github.request("POST /repos/{owner}/{repo}/git/trees", {
      ...this.#github.repository,
      ...noRetry,
      ...(base && { base_tree: base.tree }),
      tree: [entry],
    });
    const commit = await this.#github.request("POST /repos/{owner}/{repo}/git/commits", {
      ...this.#github.repository,
      ...noRetry,
      message,
      tree: requireSha(tree.data, "sha"),
      parents: head === undefined ? [] : [head],
    });
    return requireSha(commit.data, "sha");
  }

  async #moveTo(commit: string, head: string | undefined): Promise<void> {
    const { branch } = this.#location;
    const move = { ...this.#github.repository, ...noRetry, sha: commit };
    if (head === undefined) {
      const ref = `refs/heads/${branch}`;
      await this.#github.request("POST /repos/{owner}/{repo}/git/refs", { ...move, ref });
    } else {
      const change = { ...move, ref: `heads/${branch}`, force: false };
      await this.#github.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", change);
    }
  }

  /** A refusal with the head where it was is about permission; with another head, somebody was faster. */
  async #whyNot(error: unknown, commit: string | undefined, head: string | undefined): Promise<PutResult> {
    const problem = problemOfRequest(error);
    const status = statusOf(error);
    if (isRateLimited(error)) return { put: "unreachable", problem };
    if (status === 401 || status === 403 || status === 404) return { put: "denied", problem };
    try {
      const now = await findHead(this.#github, this.#location.branch);
      if (now !== undefined && now === commit) return { put: "done", head: now };
      if (now !== head) return { put: "moved" };
    } catch (second) {
      return { put: "unreachable", problem: problemOfRequest(second) };
    }
    return { put: status === undefined || status >= 500 ? "unreachable" : "denied", problem };
  }

  get #backupRef(): string {
    return `refs/rollcall/${this.#location.branch}`;
  }

  async #updateBackupRef(commit: string): Promise<void> {
    const ref = this.#backupRef.replace(/^refs\//, "");
    try {
      const move = { ...this.#github.repository, ...noRetry, ref, sha: commit, force: true };
      await this.#github.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", move);
    } catch (error) {
      if (![404, 422].includes(statusOf(error) ?? 0)) return this.#warn(problemOfRequest(error));
      const create = { ...this.#github.repository, ...noRetry, ref: this.#backupRef, sha: commit };
      await this.#github
        .request("POST /repos/{owner}/{repo}/git/refs", create)
        .catch((second: unknown) => this.#warn(problemOfRequest(second)));
    }
  }
}
