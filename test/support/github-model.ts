import type { Failure, Permissions, ProxiedRequest, Which } from "./github-proxy.ts";

interface PullRequestEnd {
  readonly ref: string;
  readonly sha: string;
  readonly repo: { readonly full_name: string; readonly fork: boolean };
}

/** The fields of a GitHub pull request that tests use. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly state: "open" | "closed";
  readonly head: PullRequestEnd;
  readonly base: PullRequestEnd;
}

/** The payload of a `pull_request` event. It has more fields than these. */
export interface PullRequestEvent {
  readonly action: "opened" | "synchronize";
  readonly number: number;
  readonly pull_request: PullRequest;
  readonly repository: { readonly full_name: string; readonly default_branch: string };
  readonly sender: object;
}

/** The fields that tests use in the payload of a `merge_group` event. */
export interface MergeGroupEvent {
  readonly action: "checks_requested";
  readonly merge_group: {
    readonly head_sha: string;
    readonly head_ref: string;
    readonly base_sha: string;
    readonly base_ref: string;
  };
  readonly repository: PullRequestEvent["repository"];
  readonly sender: object;
}

export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string };
}

export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed";
  readonly user: { readonly login: string };
}

export type MergeMethod = "merge" | "squash" | "rebase";

/** Changed files by path: the new text, null to remove the file, or the target of a symbolic link. */
export type ChangedFiles = Readonly<Record<string, string | null | { readonly link: string }>>;

/** A GitHub for one test: a repository, its maintainer, the bot and an app of its workflows, and a contributor with a fork. */
export interface Hub {
  /** The GITHUB_API_URL of the Action, which is the proxy. The same API is also available under `/api/v3`. */
  readonly apiUrl: string;
  /** The token of the workflow. Its user is github-actions[bot]. */
  readonly token: string;
  /** An installation token of an app. Its user is access-app[bot]. */
  readonly appToken: string;
  /** A personal token of the maintainer. */
  readonly personalToken: string;
  readonly owner: string;
  readonly repo: string;
  /** The requests that went through the proxy, in order. The hub's own requests don't. */
  readonly requests: readonly ProxiedRequest[];
  /** If Prism runs, the violations of GitHub's OpenAPI document. */
  readonly violations: readonly string[];
  /**
   * Commits files to a branch as a maintainer, and returns the SHA. Creates the branch from main if it doesn't exist. If a pull
   * request from the fork was opened for the branch, the branch is in the fork.
   */
  commit(branch: string, files: ChangedFiles, message?: string): Promise<string>;
  /**
   * Opens a pull request and returns the payload of its event. With `fromFork`, moves the branch's files, as one new commit, to the
   * contributor's fork. The base repository doesn't have that commit, so it returns 404 for `head.sha`. (GitHub itself also
   * returns a fork's commits from the base repository.)
   */
  openPullRequest(
    head: string,
    options?: { readonly base?: string; readonly title?: string; readonly fromFork?: boolean },
  ): Promise<PullRequestEvent>;
  /** Returns the current payload with the action "synchronize". */
  synchronize(number: number): Promise<PullRequestEvent>;
  /** Creates the test merge commit of a pull request, which `refs/pull/N/merge` then points to: GITHUB_SHA on `pull_request`. */
  testMerge(number: number): Promise<string>;
  /** Adds a pull request to the merge queue, perhaps after another, and returns the payload of the event. */
  queue(number: number, ahead?: MergeGroupEvent): Promise<MergeGroupEvent>;
  /** Merges a pull request, and returns the new tip of the base branch. */
  merge(number: number, method?: MergeMethod): Promise<string>;
  comments(number: number): Promise<readonly Comment[]>;
  comment(number: number, body: string, as?: "maintainer" | "bot" | "app"): Promise<number>;
  deleteComment(id: number): Promise<void>;
  /** Returns open and closed issues without pull requests, oldest first. */
  issues(): Promise<readonly Issue[]>;
  openIssue(body: string, as?: "maintainer" | "bot"): Promise<number>;
  /** Returns the text of a file on a branch or commit, or undefined if there is none. */
  read(ref: string, path: string): Promise<string | undefined>;
  /** Returns every file of a branch or commit. */
  files(ref: string): Promise<Readonly<Record<string, string>>>;
  /** Returns every file with its git mode. The text of a symbolic link is its target. */
  entries(
    ref: string,
  ): Promise<readonly { readonly path: string; readonly mode: string; readonly text: string }[]>;
  tip(branch: string): Promise<string | undefined>;
  deleteBranch(branch: string): Promise<void>;
  /** Protects a branch, so that only reviewed pull requests can change it. The bot's writes through git/refs return 409. */
  protect(branch: string): Promise<void>;
  /** Sets whether everything except GET and HEAD returns 403 from now on, as for a fork's token. */
  readOnly(on: boolean): void;
  /** Waits this long before each response from now on, so that requests which don't wait for one another share a round trip. */
  slow(latencyMs: number): void;
  /** Turns off issues in the settings of the repository. */
  turnOffIssues(): Promise<void>;
  /** Limits the token to these permissions from now on. */
  grant(permissions: Permissions): void;
  /** Returns a failure for the next matching requests, instead of or after the server's work. */
  fail(order: Failure): void;
  /** Runs a function once before the next matching request is forwarded. To cause a race, commit in it. */
  before(order: Which, run: () => Promise<void>): void;
  close(): Promise<void>;
}
