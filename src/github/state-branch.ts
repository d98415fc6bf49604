import type { BranchReadResult, EarlierVersion, FileEntry, PutResult, StateBranch } from "../io/io.ts";
import type { BranchHead } from "./branch-head.ts";
import { type GitHub, problemOfRequest, statusOf } from "./client.ts";
import { type Commit, commitFiles, findCommit, findFiles, findRef, findTip } from "./commits.ts";
import { isRateLimited } from "./pace.ts";
import { requireItems, requireSha } from "./response.ts";
import { findMisplacedState, type StateLocation } from "./state-location.ts";

/** GitHub's messages about a ref that another writer moved or created first (seen in public issues, not documented). */
const headMoved = /\bis not a fast.forward\b|\bReference already exists\b/i;

/** What GitHubBranch needs. */
export interface GitHubBranchDeps {
  readonly github: GitHub;
  readonly location: StateLocation;
  /** The head of the branch that pull requests go to. */
  readonly baseHead: BranchHead;
  /** Called if the backup ref can't be written. */
  readonly warn: (problem: string) => void;
}

/** What a read finds, apart from states at other locations. */
interface BranchFiles {
  /** The commit that the backup ref points to. */
  readonly backup: string | undefined;
  readonly tip: Commit | undefined;
  readonly entry?: FileEntry;
  readonly bytes?: Uint8Array | undefined;
  /** The file in the backup, if that is another commit. */
  readonly backupBytes?: Uint8Array | undefined;
}

/**
 * A state file that is read and written through GitHub's REST API. If the workflow's token creates a commit this way, GitHub signs it
 * and starts no workflow. A ref under `refs/rollcall/` keeps the last commit of the branch, so that Rollcall can detect and restore
 * a branch that was deleted or force-pushed.
 */
export class GitHubBranch implements StateBranch {
  readonly name: string;
  readonly #github: GitHub;
  readonly #location: StateLocation;
  readonly #baseHead: BranchHead;
  readonly #warn: (problem: string) => void;
  #ahead: Promise<BranchFiles> | undefined;

  constructor({ github, location, baseHead, warn }: GitHubBranchDeps) {
    this.name = location.isOwnBranch ? `${location.branch}:${location.path}` : location.path;
    this.#github = github;
    this.#location = location;
    this.#baseHead = baseHead;
    this.#warn = warn;
  }

  /** Begins the next read of the state on the base branch, whose head is known or being read. */
  readAhead(tip: Promise<Commit | undefined>): void {
    this.#ahead = this.#readFiles(tip);
    // A failure is reported by the read.
    this.#ahead.catch(() => {});
  }

  async read(organization?: string): Promise<BranchReadResult> {
    try {
      const files = this.#ahead ?? this.#readFiles();
      this.#ahead = undefined;
      const result = await this.#resultOf(await files, organization);
      if (result.found !== "lost") return result;
      // Another run may have written the first state after the head was read and before the backup was.
      return await this.#resultOf(await this.#readFiles(), organization);
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
    if (!this.#location.isOwnBranch) this.#baseHead.moved(commit);
    await this.#updateBackupRef(commit);
    return { put: "done", head: commit };
  }

  /** Reads the head, the backup, and the file in both. */
  async #readFiles(baseTip?: Promise<Commit | undefined>): Promise<BranchFiles> {
    const { isOwnBranch, branch, path } = this.#location;
    const [backup, tip] = await Promise.all([
      findRef(this.#github, this.#backupRef.replace(/^refs\//, "")),
      isOwnBranch ? findTip(this.#github, branch) : (baseTip ?? this.#baseHead.find()),
    ]);
    if (!tip) return { backup, tip };
    const files = commitFiles(this.#github, tip);
    const [entry, bytes, backupBytes] = await Promise.all([
      files.inspect(path),
      files.read(path),
      backup === undefined || backup === tip.sha ? undefined : this.#readAt(backup),
    ]);
    return { backup, tip, entry, bytes, backupBytes };
  }

  async #resultOf(files: BranchFiles, organization: string | undefined): Promise<BranchReadResult> {
    const { path } = this.#location;
    const { backup, tip, entry, bytes, backupBytes } = files;
    if (!tip) return this.#missing(backup, organization);
    const head = tip.sha;
    if (entry?.kind === "folder") return { found: "irregular", problem: { kind: "folder", path } };
    if (entry && "path" in entry) return { found: "irregular", problem: entry };
    const earlier =
      backup !== undefined && backupBytes ? this.#earlierVersion(backup, head, backupBytes) : undefined;
    if (bytes) return { found: "file", head, bytes, backup: earlier };
    const { data } = await this.#github.request("GET /repos/{owner}/{repo}/commits", {
      ...this.#github.repository,
      sha: head,
      path,
      per_page: 1,
    });
    const [removal] = requireItems(data);
    if (removal !== undefined) {
      const sha = requireSha(removal, "sha");
      const where = `the commit before ${sha.slice(0, 12)}`;
      return { found: "lost", lost: "file", where, restore: this.#restoreFile(sha), head };
    }
    if (!earlier) return this.#nothing(head, organization);
    return { found: "lost", lost: "file", where: earlier.where, restore: await earlier.restore(true), head };
  }

  async #readAt(sha: string): Promise<Uint8Array | undefined> {
    const files = await findFiles(this.#github, sha);
    return files?.read(this.#location.path);
  }

  #earlierVersion(backup: string, head: string, bytes: Uint8Array): EarlierVersion {
    const { isOwnBranch, branch, path } = this.#location;
    const ref = this.#backupRef;
    return {
      where: `${ref} (commit ${backup.slice(0, 12)})`,
      bytes,
      restore: async isWithinEarlier => {
        const append = `git show ${backup}:${path} | grep -vxFf ${path} >> ${path}`;
        if (!isOwnBranch)
          return `git fetch origin ${ref} && ${isWithinEarlier ? `git checkout ${backup} -- ${path}` : append}`;
        const fetch = `git fetch origin refs/heads/${branch} ${ref}`;
        return isWithinEarlier
          ? `${fetch} && git push origin "$(git commit-tree ${backup}^{tree} -p ${head} -m 'Restore the state')":refs/heads/${branch}`
          : `${fetch} && git switch --detach ${head} && ${append} && git commit -am 'Restore the state' && git push origin HEAD:refs/heads/${branch}`;
      },
    };
  }

  /** Returns the commands that restore a file that a commit removed. If the state has its own branch, they need no checkout of it. */
  #restoreFile(removal: string): string {
    const { isOwnBranch, branch, path } = this.#location;
    if (!isOwnBranch) return `git checkout ${removal}^ -- ${path}`;
    const ref = `refs/heads/${branch}`;
    return `git fetch origin ${ref} && git push origin "$(git commit-tree ${removal}^^{tree} -p FETCH_HEAD -m 'Restore the state')":${ref}`;
  }

  /** Returns the result for a state that isn't here: it is somewhere else, or there is none yet. */
  async #nothing(head: string | undefined, organization: string | undefined): Promise<BranchReadResult> {
    const misplaced = await findMisplacedState(this.#github, this.#location, head, organization);
    return misplaced ? { found: "misplaced", ...misplaced } : { found: "nothing", head };
  }

  async #missing(backup: string | undefined, organization: string | undefined): Promise<BranchReadResult> {
    const { isOwnBranch, branch } = this.#location;
    if (!isOwnBranch) return { found: "unreachable", problem: `there is no branch ${branch}` };
    if (backup === undefined) return this.#nothing(undefined, organization);
    const restore = `git fetch origin ${this.#backupRef} && git push origin FETCH_HEAD:refs/heads/${branch}`;
    const where = `${this.#backupRef} (commit ${backup.slice(0, 12)})`;
    return { found: "lost", lost: "branch", where, restore };
  }

  async #commit(text: string, head: string | undefined, message: string): Promise<string> {
    const { path } = this.#location;
    const base = head === undefined ? undefined : await findCommit(this.#github, head);
    const entry = { path, mode: "100644", type: "blob", content: text } as const;
    const tree = await this.#github.request("POST /repos/{owner}/{repo}/git/trees", {
      ...this.#github.repository,
      ...(base && { base_tree: base.tree }),
      tree: [entry],
    });
    const commit = await this.#github.request("POST /repos/{owner}/{repo}/git/commits", {
      ...this.#github.repository,
      message,
      tree: requireSha(tree.data, "sha"),
      parents: head === undefined ? [] : [head],
    });
    return requireSha(commit.data, "sha");
  }

  async #moveTo(commit: string, head: string | undefined): Promise<void> {
    const { branch } = this.#location;
    const move = { ...this.#github.repository, sha: commit };
    if (head === undefined) {
      const ref = `refs/heads/${branch}`;
      await this.#github.request("POST /repos/{owner}/{repo}/git/refs", { ...move, ref });
    } else {
      const change = { ...move, ref: `heads/${branch}`, force: false };
      await this.#github.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", change);
    }
  }

  /** Finds out why a write failed. If the head has moved, another writer was faster. If not, a rejection is about permissions. */
  async #whyNot(error: unknown, commit: string | undefined, head: string | undefined): Promise<PutResult> {
    const problem = problemOfRequest(error);
    const status = statusOf(error);
    if (isRateLimited(error)) return { put: "unreachable", problem };
    if (status === 401 || status === 403 || status === 404) return { put: "denied", problem };
    // For up to a minute after another write, a read of the head could still return the older one.
    if (status === 422 && headMoved.test(problem)) return { put: "moved" };
    try {
      const now = (await findTip(this.#github, this.#location.branch))?.sha;
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
      const move = { ...this.#github.repository, ref, sha: commit, force: true };
      await this.#github.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", move);
    } catch (error) {
      if (![404, 422].includes(statusOf(error) ?? 0)) return this.#warn(problemOfRequest(error));
      const create = { ...this.#github.repository, ref: this.#backupRef, sha: commit };
      await this.#github
        .request("POST /repos/{owner}/{repo}/git/refs", create)
        .catch((second: unknown) => this.#warn(problemOfRequest(second)));
    }
  }
}
