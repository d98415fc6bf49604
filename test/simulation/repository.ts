/** How long after a write a read of a ref can return the previous commit, in milliseconds. */
const maxLagMs = 60_000;

/** A response of the repository: the body, or a status with a message, as GitHub words it. */
export type RepositoryResponse =
  | { readonly data: unknown }
  | { readonly status: 404 | 422; readonly message: string };

interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number;
}

interface Ref {
  readonly sha: string;
  /** The commit before the last move, which reads return as long as they lag. */
  readonly before: string | undefined;
  readonly movedAt: number;
  staleReadsLeft: number;
}

const notFound: RepositoryResponse = { status: 404, message: "Not Found" };
const rejected = (message: string): RepositoryResponse => ({ status: 422, message });

/** A repository on GitHub, in memory. Refs move by compare-and-swap, as in GitHub, and reads of them can lag behind. */
export class Repository {
  readonly #statePath: string;
  readonly #branch: string;
  readonly #staleReads: number;
  readonly #elapsed: () => number;
  readonly #blobs = new Map<string, string>();
  readonly #trees = new Map<string, readonly TreeEntry[]>();
  readonly #commits = new Map<string, { readonly tree: string; readonly parents: readonly string[] }>();
  readonly #refs = new Map<string, Ref>();
  #objects = 0;
  /** Whether the last read of a ref returned an older commit. */
  isStale = false;

  /** `staleReads`: how many reads of a ref return the previous commit after it was moved. */
  constructor(path: string, branch: string, staleReads: number, elapsed: () => number) {
    this.#statePath = path;
    this.#branch = branch;
    this.#staleReads = staleReads;
    this.#elapsed = elapsed;
    this.#createRef("refs/heads/main", this.#commit(this.#tree([]), []));
  }

  /** The text of the state file at the head of the state branch; empty if there is none. */
  get text(): string {
    const head = this.#refs.get(`refs/heads/${this.#branch}`)?.sha;
    const tree = this.#trees.get(this.#commits.get(head ?? "")?.tree ?? "");
    return this.#blobs.get(tree?.find(one => one.path === this.#statePath)?.sha ?? "") ?? "";
  }

  /** Adds a commit with another text to the state branch, as a person does with git. */
  push(text: string): void {
    const ref = `refs/heads/${this.#branch}`;
    const head = this.#refs.get(ref)?.sha;
    const commit = this.#commit(this.#treeWith(text), head === undefined ? [] : [head]);
    if (head === undefined) this.#createRef(ref, commit);
    else this.#move(ref, commit);
  }

  /** Handles a request that the state store sends. `route` is its method and path in GitHub's documentation. */
  request(route: string, parameters: Readonly<Record<string, unknown>>): RepositoryResponse {
    this.isStale = false;
    const text = (name: string) => String(parameters[name]);
    switch (route) {
      case "GET /repos/{owner}/{repo}/git/ref/{ref}": {
        const sha = this.#read(`refs/${text("ref")}`);
        return sha === undefined ? notFound : { data: { object: { sha } } };
      }
      case "GET /repos/{owner}/{repo}/git/matching-refs/{ref}": {
        const refs = [...this.#refs].filter(([name]) => name.startsWith(`refs/${text("ref")}`));
        return { data: refs.map(([ref, { sha }]) => ({ ref, object: { sha } })) };
      }
      case "GET /repos/{owner}/{repo}/commits/{ref}": {
        const sha = this.#read(`refs/${text("ref")}`);
        const commit = this.#commits.get(sha ?? "");
        if (!commit) return rejected(`No commit found for SHA: ${text("ref")}`);
        const parents = commit.parents.map(parent => ({ sha: parent }));
        return { data: { sha, commit: { tree: { sha: commit.tree } }, parents } };
      }
      case "GET /repos/{owner}/{repo}/git/commits/{commit_sha}": {
        const commit = this.#commits.get(text("commit_sha"));
        if (!commit) return notFound;
        return { data: { tree: { sha: commit.tree }, parents: commit.parents.map(sha => ({ sha })) } };
      }
      case "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": {
        const tree = this.#trees.get(text("tree_sha"));
        return tree ? { data: { tree, truncated: false } } : notFound;
      }
      case "GET /repos/{owner}/{repo}/git/blobs/{file_sha}": {
        const blob = this.#blobs.get(text("file_sha"));
        return blob === undefined ? notFound : { data: { content: Buffer.from(blob).toString("base64") } };
      }
      case "GET /repos/{owner}/{repo}/commits":
        // Only asked for a file that is missing: no commit of the simulation removes one.
        return { data: [] };
      case "POST /repos/{owner}/{repo}/git/trees": {
        const [entry] = parameters["tree"] as readonly { readonly content: string }[];
        return { data: { sha: this.#treeWith(entry?.content ?? "") } };
      }
      case "POST /repos/{owner}/{repo}/git/commits":
        return { data: { sha: this.#commit(text("tree"), parameters["parents"] as readonly string[]) } };
      case "POST /repos/{owner}/{repo}/git/refs":
        if (this.#refs.has(text("ref"))) return rejected("Reference already exists");
        this.#createRef(text("ref"), text("sha"));
        return { data: {} };
      case "PATCH /repos/{owner}/{repo}/git/refs/{ref}":
        return this.#updateRef(`refs/${text("ref")}`, text("sha"), parameters["force"] === true);
      default:
        throw new Error(`the repository has no ${route}`);
    }
  }

  /** Returns the commit that a read of a ref returns now. Undefined if there seems to be no such ref. */
  #read(name: string): string | undefined {
    const ref = this.#refs.get(name);
    this.isStale = ref !== undefined && ref.staleReadsLeft > 0 && this.#elapsed() - ref.movedAt < maxLagMs;
    if (!ref || !this.isStale) return ref?.sha;
    ref.staleReadsLeft -= 1;
    return ref.before;
  }

  #updateRef(name: string, sha: string, isForced: boolean): RepositoryResponse {
    const ref = this.#refs.get(name);
    if (!ref) return rejected("Reference does not exist");
    if (!isForced && !this.#isAncestor(ref.sha, sha)) return rejected("Update is not a fast forward");
    this.#move(name, sha);
    return { data: {} };
  }

  #isAncestor(ancestor: string, sha: string): boolean {
    const [parent] = this.#commits.get(sha)?.parents ?? [];
    return sha === ancestor || (parent !== undefined && this.#isAncestor(ancestor, parent));
  }

  #createRef(name: string, sha: string): void {
    this.#refs.set(name, this.#newRef(sha, undefined));
  }

  #move(name: string, sha: string): void {
    this.#refs.set(name, this.#newRef(sha, this.#refs.get(name)?.sha));
  }

  #newRef(sha: string, before: string | undefined): Ref {
    return { sha, before, movedAt: this.#elapsed(), staleReadsLeft: this.#staleReads };
  }

  #treeWith(text: string): string {
    const sha = this.#newSha();
    this.#blobs.set(sha, text);
    return this.#tree([{ path: this.#statePath, mode: "100644", type: "blob", sha, size: text.length }]);
  }

  #tree(entries: readonly TreeEntry[]): string {
    const sha = this.#newSha();
    this.#trees.set(sha, entries);
    return sha;
  }

  #commit(tree: string, parents: readonly string[]): string {
    const sha = this.#newSha();
    this.#commits.set(sha, { tree, parents });
    return sha;
  }

  #newSha(): string {
    this.#objects += 1;
    return this.#objects.toString(16).padStart(40, "0");
  }
}
