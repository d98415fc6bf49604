/** Sends requests to a GitHub server as one user. Throws if a response isn't successful. */
export class Client {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Returns the JSON of the response, or undefined if it has no body. */
  async call<Json>(method: string, path: string, body?: object): Promise<Json> {
    const { status, text } = await this.#send(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as Json;
  }

  /** Returns the JSON at a path, or undefined if the status is 404. */
  async find<Json>(path: string): Promise<Json | undefined> {
    const { status, text } = await this.#send("GET", path);
    if (status === 404) return undefined;
    if (status >= 300) throw new Error(`GET ${path}: ${status} ${text}`);
    return JSON.parse(text) as Json;
  }

  async #send(method: string, path: string, body?: object): Promise<{ status: number; text: string }> {
    const response = await fetch(this.#url + path, {
      method,
      // The server closes idle connections, and a test may pause longer than it waits.
      headers: {
        authorization: `token ${this.#token}`,
        "content-type": "application/json",
        connection: "close",
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }
}

/** A file of a commit, as git stores it. */
export interface Entry {
  readonly sha: string;
  readonly mode: string;
}
interface Person {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}
interface Commit {
  readonly sha: string;
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
  readonly tree: { readonly sha: string };
  readonly parents: readonly { readonly sha: string }[];
}
type TreeItem = { readonly path: string; readonly mode: string } & (
  | { readonly sha: string | null }
  | { readonly content: string }
);

/** A repository with write access through GitHub's Git database API. Its files are text. */
export class Repository {
  readonly fullName: string;
  readonly client: Client;

  constructor(client: Client, fullName: string) {
    this.client = client;
    this.fullName = fullName;
  }

  at(path: string): string {
    return `/repos/${this.fullName}${path}`;
  }

  async tip(branch: string): Promise<string | undefined> {
    type Ref = { readonly object: { readonly sha: string } };
    return (await this.client.find<Ref>(this.at(`/git/ref/heads/${branch}`)))?.object.sha;
  }

  /** Returns every file of a branch or commit by path, sorted, or undefined if there is no such commit. */
  async files(ref: string): Promise<ReadonlyMap<string, Entry> | undefined> {
    type Tree = { readonly tree: readonly (Entry & { readonly path: string; readonly type: string })[] };
    const sha = (await this.tip(ref)) ?? ref;
    const found = await this.client.find<Tree>(this.at(`/git/trees/${sha}?recursive=1`));
    if (!found) return undefined;
    const blobs = found.tree.filter(item => item.type === "blob");
    return new Map(blobs.map(({ path, sha, mode }) => [path, { sha, mode }]));
  }

  async text(blob: string): Promise<string> {
    const { content } = await this.client.call<{ content: string }>("GET", this.at(`/git/blobs/${blob}`));
    return Buffer.from(content, "base64").toString("utf8");
  }

  find(sha: string): Promise<Commit | undefined> {
    return this.client.find<Commit>(this.at(`/git/commits/${sha}`));
  }

  /** Creates a commit without moving a branch, and returns its SHA. */
  async addCommit(
    parents: readonly string[],
    items: readonly TreeItem[],
    metadata: { readonly message: string; readonly author?: Person; readonly committer?: Person },
  ): Promise<string> {
    const [first] = parents;
    const base = first ? (await this.find(first))?.tree.sha : undefined;
    const tree = await this.#addTree(items, base);
    return this.#post("/git/commits", { ...metadata, tree, parents });
  }

  /** Points a branch to a commit, even if it isn't a fast-forward. Creates the branch if needed. */
  move(branch: string, sha: string): Promise<void> {
    return this.moveRef(`heads/${branch}`, sha);
  }

  /** Points a ref such as `heads/main` to a commit, like `move`. */
  async moveRef(ref: string, sha: string): Promise<void> {
    if (await this.client.find(this.at(`/git/ref/${ref}`))) {
      await this.client.call("PATCH", this.at(`/git/refs/${ref}`), { sha, force: true });
    } else {
      await this.client.call("POST", this.at("/git/refs"), { ref: `refs/${ref}`, sha });
    }
  }

  async remove(branch: string): Promise<void> {
    await this.client.call("DELETE", this.at(`/git/refs/heads/${branch}`));
  }

  /** Returns the differences between two commits, as items of a tree. */
  async changes(from: string, to: string): Promise<readonly TreeItem[]> {
    const [old, now] = [await this.filesOf(from), await this.filesOf(to)];
    const removed = [...old].filter(([path]) => !now.has(path));
    const written = [...now].filter(([path, { sha, mode }]) => {
      return old.get(path)?.sha !== sha || old.get(path)?.mode !== mode;
    });
    return [
      ...removed.map(([path, { mode }]) => ({ path, mode, sha: null })),
      ...written.map(([path, { mode, sha }]) => ({ path, mode, sha })),
    ];
  }

  async filesOf(sha: string): Promise<ReadonlyMap<string, Entry>> {
    const files = await this.files(sha);
    if (!files) throw new Error(`${this.fullName} has no commit ${sha}`);
    return files;
  }

  /** Returns the merge base of two commits, and the commits from there to the second, oldest first. */
  async compare(
    base: string,
    head: string,
  ): Promise<{ readonly mergeBase: string; readonly commits: readonly string[] }> {
    type CompareInput = {
      readonly merge_base_commit: { readonly sha: string };
      readonly commits: readonly { readonly sha: string }[];
    };
    const compared = await this.client.call<CompareInput>("GET", this.at(`/compare/${base}...${head}`));
    return { mergeBase: compared.merge_base_commit.sha, commits: compared.commits.map(({ sha }) => sha) };
  }

  /** Copies a commit and its history from another repository. The copies have the same SHAs, because git derives them from the content. */
  async fetchFrom(other: Repository, sha: string): Promise<void> {
    if (await this.find(sha)) return;
    const commit = await other.find(sha);
    if (!commit) throw new Error(`${other.fullName} has no commit ${sha}`);
    const { message, author, committer } = commit;
    const parents = commit.parents.map(parent => parent.sha);
    for (const parent of parents) await this.fetchFrom(other, parent);
    const items: TreeItem[] = [];
    for (const [path, entry] of await other.filesOf(sha)) {
      items.push({ path, mode: entry.mode, content: await other.text(entry.sha) });
    }
    const tree = await this.#addTree(items);
    const copy = await this.#post("/git/commits", { message, author, committer, tree, parents });
    if (copy !== sha) throw new Error(`The copy of ${sha} in ${this.fullName} has the SHA ${copy}`);
  }

  #addTree(items: readonly TreeItem[], base?: string): Promise<string> {
    const tree = items.map(item => ({ type: "blob", ...item }));
    return this.#post("/git/trees", { tree, ...(base && { base_tree: base }) });
  }

  async #post(path: string, body: object): Promise<string> {
    return (await this.client.call<{ sha: string }>("POST", this.at(path), body)).sha;
  }
}
