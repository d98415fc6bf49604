import type { Failure, Permissions, ProxiedRequest, Which } from "./github-proxy.ts";

interface PullRequestEnd {
  readonly ref: string;
  readonly sha: string;
  readonly repo: { readonly full_name: string; readonly fork: boolean };
}

/** A pull request as GitHub shows it, as far as tests look at it. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly state: "open" | "closed";
  readonly head: PullRequestEnd;
  readonly base: PullRequestEnd;
}

/** The payload of a `pull_request` event; there is more in it than is listed. */
export interface PullRequestEvent {
  readonly action: "opened" | "synchronize";
  readonly number: number;
  readonly pull_request: PullRequest;
  readonly repository: { readonly full_name: string; readonly default_branch: string };
  readonly sender: object;
}

/** The payload of a `merge_group` event, as far as tests look at it. */
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

/** Files by their paths: their text, or null for one that is removed, or what a symbolic link leads to. */
export type ChangedFiles = Readonly<Record<string, string | null | { readonly link: string }>>;

/** A GitHub of its own for one test: one repository, its maintainer, the workflow's bot, and a contributor with a fork. */
export interface Hub {
  /** What the Action gets as GITHUB_API_URL: the proxy. The same API is at `/api/v3` of it. */
  readonly apiUrl: string;
  /** The token of the workflow: the user is github-actions[bot]. */
  readonly token: string;
  /** An installation token of an app: the user is access-app[bot]. */
  readonly appToken: string;
  /** A personal token of the maintainer. */
  readonly personalToken: string;
  readonly owner: string;
  readonly repo: string;
  /** Everything that went through the proxy, in order. What a test does through the hub does not. */
  readonly requests: readonly ProxiedRequest[];
  /** With Prism, where GitHub's document was broken. */
  readonly violations: readonly string[];
  /**
   * Commits files to a branch as a maintainer, making the branch from main where it is not there; null removes a file.
   * Gives the commit's sha. A branch from which a fork's pull request was opened is in the fork.
   */
  commit(branch: string, files: ChangedFiles, message?: string): Promise<string>;
  /**
   * Opens a pull request and gives the payload of its event. With `fromFork`, the branch's files move, as one new
   * commit, to a fork of a contributor: a real one whose commit the base repository does not have, so that reading
   * `head.sha` there gives 404. (On GitHub itself a fork's commits can also be read through the base repository.)
   */
  openPullRequest(
    head: string,
    options?: { readonly base?: string; readonly title?: string; readonly fromFork?: boolean },
  ): Promise<PullRequestEvent>;
  /** The payload as of now, with action "synchronize". */
  synchronize(number: number): Promise<PullRequestEvent>;
  /** Makes the commit in which the pull request would be merged now, which `refs/pull/N/merge` is then at: GITHUB_SHA on `pull_request`. */
  testMerge(number: number): Promise<string>;
  /** Puts a pull request into the merge queue, perhaps behind another, and gives the payload of the event. */
  queue(number: number, ahead?: MergeGroupEvent): Promise<MergeGroupEvent>;
  /** Gives the commit that is then the base branch's tip. */
  merge(number: number, method?: MergeMethod): Promise<string>;
  comments(number: number): Promise<readonly Comment[]>;
  comment(number: number, body: string, as?: "maintainer" | "bot" | "app"): Promise<number>;
  deleteComment(id: number): Promise<void>;
  /** Open and closed, pull requests left out, the oldest first. */
  issues(): Promise<readonly Issue[]>;
  openIssue(body: string, as?: "maintainer" | "bot"): Promise<number>;
  /** The text of a file at a branch or commit; undefined where there is none. */
  read(ref: string, path: string): Promise<string | undefined>;
  /** Every file of a branch or commit. */
  files(ref: string): Promise<Readonly<Record<string, string>>>;
  /** The same with the mode that git has for each; the text of a symbolic link is what it leads to. */
  entries(
    ref: string,
  ): Promise<readonly { readonly path: string; readonly mode: string; readonly text: string }[]>;
  tip(branch: string): Promise<string | undefined>;
  deleteBranch(branch: string): Promise<void>;
  /** Lets only reviewed pull requests change a branch: the bot's writes through git/refs get 409. */
  protect(branch: string): Promise<void>;
  /** Whether everything but GET and HEAD gets 403 from now on, as with a fork's token. */
  readOnly(on: boolean): void;
  /** Turns off issues in the settings of the repository. */
  turnOffIssues(): Promise<void>;
  /** Gives the token these permissions alone from now on. */
  grant(permissions: Permissions): void;
  /** Answers the next matching requests so, instead of the server or after it has done its part. */
  fail(order: Failure): void;
  /** Runs once before the next matching request is forwarded, which waits for it. To make a race, commit inside. */
  before(order: Which, run: () => Promise<void>): void;
  close(): Promise<void>;
}
