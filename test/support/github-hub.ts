import { mergeCommit } from "./github-merge.ts";
import type {
  ChangedFiles,
  Comment,
  Hub,
  Issue,
  MergeGroupEvent,
  MergeMethod,
  PullRequest,
  PullRequestEvent,
} from "./github-model.ts";
import type { Failure, GithubProxy, Permissions, Which } from "./github-proxy.ts";
import { Client, Repository } from "./github-repository.ts";

const [owner, repo] = ["acme", "access"];
const users = {
  // The owner is a person, because the emulator's organizations lack many of GitHub's fields for an owner.
  maintainer: { login: owner, token: "ghp_maintainer" },
  bot: { login: "github-actions[bot]", token: "ghs_bot" },
  app: { login: "access-app[bot]", token: "ghs_app" },
  contributor: { login: "contributor", token: "ghp_contributor" },
};

/** The token of github-actions[bot]. */
export const workflowToken = users.bot.token;

/** The tokens that a step may get, with the logins of their users. */
export const stepTokens: ReadonlyMap<string, string> = new Map(
  [users.bot, users.app, users.maintainer].map(({ login, token }) => [token, login]),
);

/** The initial data of the emulator. */
export const seed = {
  tokens: Object.fromEntries(Object.values(users).map(({ login, token }) => [token, { login }])),
  github: {
    users: Object.values(users).map(({ login }) => ({ login })),
    repos: [{ owner, name: repo, default_branch: "main" }],
  },
};

const pullsOfCommit = /\/commits\/([0-9a-f]{40})\/pulls(?:\?.*)?$/;

/** A merged pull request. */
interface Merged {
  /** The merge commit, or the last commit of a squash or rebase. */
  readonly sha: string;
  /** All commits that the merge added to the base branch. */
  readonly commits: ReadonlySet<string>;
  readonly head: string;
  readonly base: string;
}

/**
 * The hub on npm `emulate` 0.12.2. It corrects the emulator's differences from GitHub: the emulator never moves the head of a pull
 * request, merges by taking all files of the head, has no type "Bot", and can't list the pull requests of a commit. For that list, the
 * hub filters the closed pull requests: GitHub lists the merged ones that added the commit.
 */
export class EmulatedHub implements Hub {
  readonly owner = owner;
  readonly repo = repo;
  readonly token = workflowToken;
  readonly appToken = users.app.token;
  readonly personalToken = users.maintainer.token;
  readonly #proxy: GithubProxy;
  readonly #stop: () => Promise<void>;
  readonly #clients: Readonly<Record<keyof typeof users, Client>>;
  readonly #base: Repository;
  readonly #fork: Repository;
  readonly #forked = new Set<string>();
  readonly #merged = new Map<number, Merged>();
  /** The test merges of pull requests, by the two commits that they merge. */
  readonly #testMerges = new Map<string, string>();

  constructor(proxy: GithubProxy, emulator: string, stop: () => Promise<void>) {
    this.#proxy = proxy;
    this.#stop = stop;
    const client = (who: keyof typeof users) => new Client(emulator, users[who].token);
    this.#clients = {
      maintainer: client("maintainer"),
      bot: client("bot"),
      app: client("app"),
      contributor: client("contributor"),
    };
    this.#base = new Repository(this.#clients.maintainer, `${owner}/${repo}`);
    this.#fork = new Repository(this.#clients.contributor, `${users.contributor.login}/${repo}`);
    proxy.mend = (path, response) => this.#correct(path, response);
    proxy.upstreamPath = path => path.replace(pullsOfCommit, "/pulls?state=closed&per_page=100");
  }

  /** Gives the bot and the app write access, which the seed can't do. */
  async prepare(): Promise<void> {
    for (const { login } of [users.bot, users.app])
      await this.#call("PUT", `/collaborators/${encodeURIComponent(login)}`, { permission: "push" });
  }

  get apiUrl(): string {
    return this.#proxy.url;
  }

  get requests() {
    return this.#proxy.requests;
  }

  get violations() {
    return this.#proxy.violations;
  }

  async commit(branch: string, files: ChangedFiles, message = "Change files"): Promise<string> {
    const repository = this.#homeOf(branch);
    const parent = (await repository.tip(branch)) ?? (await this.#tipOf("main"));
    const items = Object.entries(files).map(([path, file]) => {
      if (file === null) return { path, mode: "100644", sha: null };
      return typeof file === "string"
        ? { path, mode: "100644", content: file }
        : { path, mode: "120000", content: file.link };
    });
    const sha = await repository.addCommit([parent], items, { message });
    await repository.move(branch, sha);
    return sha;
  }

  async openPullRequest(
    head: string,
    { base = "main", title = "Change access", fromFork = false }: Parameters<Hub["openPullRequest"]>[1] = {},
  ): Promise<PullRequestEvent> {
    if (fromFork) await this.#moveToFork(head, base);
    await this.#tipOf(head);
    const who = fromFork ? "contributor" : "maintainer";
    const from = fromFork ? `${users.contributor.login}:${head}` : head;
    const content = { title, head: from, base };
    const opened = await this.#clients[who].call<PullRequest>("POST", this.#base.at("/pulls"), content);
    return this.#event("opened", opened.number);
  }

  synchronize(number: number): Promise<PullRequestEvent> {
    return this.#event("synchronize", number);
  }

  async testMerge(number: number): Promise<string> {
    const pull = await this.#pull(number);
    // GitHub keeps a test merge until one of its sides moves.
    const sides = `${await this.#tipOf(pull.base.ref)} ${pull.head.sha}`;
    const sha = this.#testMerges.get(sides) ?? (await this.#mergeCommit(pull, "test")).sha;
    this.#testMerges.set(sides, sha);
    await this.#base.moveRef(`pull/${number}/merge`, sha);
    return sha;
  }

  async queue(number: number, ahead?: MergeGroupEvent): Promise<MergeGroupEvent> {
    const pull = await this.#pull(number);
    const base = ahead?.merge_group.head_sha ?? (await this.#tipOf(pull.base.ref));
    const head = await mergeCommit(this.#base, pull, "merge", base);
    const ref = `heads/gh-readonly-queue/${pull.base.ref}/pr-${number}-${base}`;
    await this.#base.moveRef(ref, head);
    const { repository, sender } = await this.#event("synchronize", number);
    return {
      action: "checks_requested",
      merge_group: {
        head_sha: head,
        head_ref: `refs/${ref}`,
        base_sha: base,
        base_ref: `refs/heads/${pull.base.ref}`,
      },
      repository,
      sender,
    };
  }

  async merge(number: number, method: MergeMethod = "merge"): Promise<string> {
    const pull = await this.#pull(number);
    const merged = await this.#mergeCommit(pull, method);
    await this.#base.move(pull.base.ref, merged.sha);
    await this.#call("PATCH", `/pulls/${number}`, { state: "closed" });
    this.#merged.set(number, merged);
    return merged.sha;
  }

  async comments(number: number): Promise<readonly Comment[]> {
    const all: Comment[] = [];
    for (let page = 1; all.length === (page - 1) * 100; page += 1) {
      all.push(
        ...(await this.#call<Comment[]>("GET", `/issues/${number}/comments?per_page=100&page=${page}`)),
      );
    }
    return all;
  }

  async comment(
    number: number,
    body: string,
    as: "maintainer" | "bot" | "app" = "maintainer",
  ): Promise<number> {
    const path = this.#base.at(`/issues/${number}/comments`);
    return (await this.#clients[as].call<Comment>("POST", path, { body })).id;
  }

  async deleteComment(id: number): Promise<void> {
    await this.#call("DELETE", `/issues/comments/${id}`);
  }

  async issues(): Promise<readonly Issue[]> {
    const all: (Issue & { readonly pull_request?: object })[] = [];
    for (let page = 1; all.length === (page - 1) * 100; page += 1) {
      const query = `state=all&sort=created&direction=asc&per_page=100&page=${page}`;
      all.push(...(await this.#call<Issue[]>("GET", `/issues?${query}`)));
    }
    return all.filter(issue => !issue.pull_request);
  }

  async openIssue(body: string, as: "maintainer" | "bot" = "maintainer"): Promise<number> {
    const content = { title: "Something else", body };
    return (await this.#clients[as].call<Issue>("POST", this.#base.at("/issues"), content)).number;
  }

  async read(ref: string, path: string): Promise<string | undefined> {
    const repository = await this.#holderOf(ref);
    const entry = (await repository.files(ref))?.get(path);
    return entry && repository.text(entry.sha);
  }

  async files(ref: string): Promise<Readonly<Record<string, string>>> {
    return Object.fromEntries((await this.entries(ref)).map(({ path, text }) => [path, text]));
  }

  async entries(ref: string): ReturnType<Hub["entries"]> {
    const repository = await this.#holderOf(ref);
    const entries = [...(await repository.filesOf(ref))].map(async ([path, { sha, mode }]) => {
      return { path, mode, text: await repository.text(sha) };
    });
    return Promise.all(entries);
  }

  tip(branch: string): Promise<string | undefined> {
    return this.#homeOf(branch).tip(branch);
  }

  deleteBranch(branch: string): Promise<void> {
    return this.#homeOf(branch).remove(branch);
  }

  async protect(branch: string): Promise<void> {
    await this.#call("PUT", `/branches/${encodeURIComponent(branch)}/protection`, {
      required_status_checks: null,
      // The maintainer may still push commits.
      enforce_admins: false,
      required_pull_request_reviews: { required_approving_review_count: 1 },
      restrictions: null,
    });
  }

  readOnly(on: boolean): void {
    this.#proxy.isReadOnly = on;
  }

  slow(latencyMs: number): void {
    this.#proxy.latencyMs = latencyMs;
  }

  async turnOffIssues(): Promise<void> {
    await this.#call("PATCH", "", { has_issues: false });
  }

  grant(permissions: Permissions): void {
    this.#proxy.permissions = permissions;
  }

  fail(order: Failure): void {
    this.#proxy.fail(order);
  }

  before(order: Which, run: () => Promise<void>): void {
    this.#proxy.before(order, run);
  }

  close(): Promise<void> {
    return this.#stop();
  }

  #call<Json>(method: string, path: string, body?: object): Promise<Json> {
    return this.#clients.maintainer.call<Json>(method, this.#base.at(path), body);
  }

  #homeOf(branch: string): Repository {
    return this.#forked.has(branch) ? this.#fork : this.#base;
  }

  /** Returns the repository that has a branch or commit: the fork only if the base repository doesn't have it. */
  async #holderOf(ref: string): Promise<Repository> {
    if (this.#forked.has(ref)) return this.#fork;
    const isHere = this.#forked.size === 0 || (await this.#base.files(ref)) !== undefined;
    return isHere ? this.#base : this.#fork;
  }

  async #tipOf(branch: string): Promise<string> {
    const sha = await this.tip(branch);
    if (!sha) throw new Error(`There is no branch ${branch}: commit something to it first`);
    return sha;
  }

  async #moveToFork(branch: string, base: string): Promise<void> {
    if (this.#forked.has(branch)) return;
    const head = await this.#tipOf(branch);
    if (!(await this.#clients.contributor.find(this.#fork.at("")))) {
      await this.#clients.contributor.call("POST", this.#base.at("/forks"), {});
    }
    // The emulator creates a fork with only a README and no history.
    const { mergeBase } = await this.#base.compare(await this.#tipOf(base), head);
    await this.#fork.fetchFrom(this.#base, mergeBase);
    await this.#fork.move("main", mergeBase);
    const items = (await this.#base.changes(mergeBase, head)).map(async item => {
      if (!("sha" in item) || item.sha === null) return item;
      return { path: item.path, mode: item.mode, content: await this.#base.text(item.sha) };
    });
    const sha = await this.#fork.addCommit([mergeBase], await Promise.all(items), {
      message: "Ask for a change",
    });
    await this.#fork.move(branch, sha);
    await this.#base.remove(branch);
    this.#forked.add(branch);
  }

  async #mergeCommit(pull: PullRequest, method: MergeMethod | "test"): Promise<Merged> {
    const base = await this.#tipOf(pull.base.ref);
    const { sha: head } = pull.head;
    if (pull.head.repo.fork) await this.#base.fetchFrom(this.#fork, head);
    const sha = await mergeCommit(this.#base, pull, method, base);
    const { commits } = await this.#base.compare(base, sha);
    return { sha, commits: new Set(commits), head, base };
  }

  async #pull(number: number): Promise<PullRequest> {
    const path = this.#base.at(`/pulls/${number}`);
    return (await this.#correct(path, await this.#clients.maintainer.call("GET", path))) as PullRequest;
  }

  async #event(action: PullRequestEvent["action"], number: number): Promise<PullRequestEvent> {
    const pull = await this.#pull(number);
    const repository = await this.#call<PullRequestEvent["repository"]>("GET", "");
    const { user } = pull as PullRequest & { user: object };
    return { action, number, pull_request: pull, repository, sender: user };
  }

  /** Corrects the users and pull requests in a response of the emulator. */
  async #correct(path: string, response: unknown): Promise<unknown> {
    const named = JSON.parse(JSON.stringify(response), (_, value) =>
      typeof value?.login === "string" && value.login.endsWith("[bot]") ? { ...value, type: "Bot" } : value,
    );
    if (!/\/pulls(\/\d+)?(\?|$)/.test(path)) return named;
    if (!Array.isArray(named)) return this.#correctPull(named);
    const pulls = await Promise.all(named.map(pull => this.#correctPull(pull)));
    const [, commit] = pullsOfCommit.exec(path) ?? [];
    return pulls.filter(
      ({ number }) => commit === undefined || this.#merged.get(number)?.commits.has(commit),
    );
  }

  async #correctPull(pull: PullRequest): Promise<PullRequest> {
    const merged = this.#merged.get(pull.number);
    const home = pull.head.repo.fork ? this.#fork : this.#base;
    const head = merged?.head ?? (await home.tip(pull.head.ref)) ?? pull.head.sha;
    const base = merged?.base ?? (await this.#base.tip(pull.base.ref)) ?? pull.base.sha;
    const closed = pull as PullRequest & { closed_at: string };
    return {
      ...pull,
      head: { ...pull.head, sha: head },
      base: { ...pull.base, sha: base },
      ...(merged && { merged: true, merged_at: closed.closed_at, merge_commit_sha: merged.sha }),
    };
  }
}
