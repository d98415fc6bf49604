import { posix } from "node:path";
import type { IrregularFile } from "../../core/values/file-problem.ts";
import type { FileEntry, GlobMatch, ReadableFiles } from "../io.ts";
import { compilePattern } from "./glob-pattern.ts";

/** An entry of a git tree. */
export interface TreeEntry {
  /** The path in the tree that was read. */
  readonly path: string;
  /** Six octal digits, such as `100644` (git-ls-tree). */
  readonly mode: string;
  /** The ID of the object. */
  readonly id: string;
  /** In bytes. 0 if the entry has no size. */
  readonly size: number;
}

/** Access to the objects of a commit. */
export interface TreeObjects {
  /** The ID of the tree of the commit. */
  readonly root: string;
  /** The folder, from the root, that paths are relative to. */
  readonly folder?: string;
  readTree(id: string, depth: "flat" | "recursive"): Promise<readonly TreeEntry[]>;
  readBlob(id: string): Promise<Uint8Array>;
}

type Kind = "file" | "folder" | "link" | "submodule";

/** The files of a commit, read as data on demand. Symbolic links and submodules are never followed. */
export class TreeFiles implements ReadableFiles {
  readonly #objects: TreeObjects;
  readonly #trees = new Map<string, Promise<readonly TreeEntry[]>>();

  constructor(objects: TreeObjects) {
    this.#objects = objects;
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    const entry = await this.#find(path);
    return entry && kindOf(entry) === "file" ? this.#objects.readBlob(entry.id) : undefined;
  }

  async inspect(path: string): Promise<FileEntry> {
    const entry = await this.#find(path);
    return entry ? this.#describe(entry) : { kind: "nothing" };
  }

  /** Returns none, because the files of a commit are unchanged. */
  async findChangedOnCheckout(): Promise<readonly []> {
    return [];
  }

  async sizeOf(path: string): Promise<number> {
    return (await this.#find(path))?.size ?? 0;
  }

  async list(path: string): Promise<readonly string[]> {
    const entry = await this.#find(path);
    if (!entry || kindOf(entry) !== "folder") return [];
    return (await this.#entriesOf(entry.id, "flat")).map(one => one.path).sort();
  }

  async match(folder: string, pattern: string): Promise<GlobMatch> {
    const entry = await this.#find(folder);
    if (!entry || kindOf(entry) !== "folder") return { paths: [], irregular: [] };
    const { names, mayMatchIn } = compilePattern(pattern);
    const paths: string[] = [];
    const irregular: IrregularFile[] = [];
    for (const one of await this.#entriesOf(entry.id, "recursive")) {
      const isNamed = names(one.path);
      if (kindOf(one) === "file") {
        if (isNamed) paths.push(one.path);
      } else if (isNamed || mayMatchIn(one.path)) {
        const described = await this.#describe(one);
        if ("path" in described) irregular.push(described);
      }
    }
    return { paths: paths.sort(), irregular };
  }

  /** Returns the ID of the file or folder at a path, or undefined if there is nothing. The same ID means the same content. */
  async idOf(path: string): Promise<string | undefined> {
    return (await this.#find(path))?.id;
  }

  async #describe(entry: TreeEntry): Promise<FileEntry> {
    const [kind, { path, id }] = [kindOf(entry), entry];
    if (kind === "link")
      return { kind, path, target: new TextDecoder().decode(await this.#objects.readBlob(id)) };
    return kind === "submodule" ? { kind, path } : { kind };
  }

  /** Returns the entry at a path, or the link or submodule on the way to it. */
  async #find(path: string): Promise<TreeEntry | undefined> {
    const steps = posix
      .join(this.#objects.folder ?? "", path)
      .split("/")
      .filter(step => step !== "" && step !== ".");
    let found: TreeEntry | undefined = { path: "", mode: folderMode, id: this.#objects.root, size: 0 };
    for (const step of steps) {
      const kind = found && kindOf(found);
      if (!found || kind !== "folder") return kind === "file" ? undefined : found;
      const entries: readonly TreeEntry[] = await this.#entriesOf(found.id, "flat");
      const inner = entries.find(one => one.path === step);
      found = inner && { ...inner, path: posix.join(found.path, step) };
    }
    return found;
  }

  #entriesOf(tree: string, depth: "flat" | "recursive"): Promise<readonly TreeEntry[]> {
    const key = `${tree} ${depth}`;
    const known = this.#trees.get(key) ?? this.#objects.readTree(tree, depth);
    this.#trees.set(key, known);
    return known;
  }
}

const folderMode = "040000";
/** The kind of each mode. All other modes are regular files. */
const kinds: Readonly<Record<string, Kind>> = {
  [folderMode]: "folder",
  "120000": "link",
  "160000": "submodule",
};

function kindOf({ mode }: TreeEntry): Kind {
  return kinds[mode] ?? "file";
}
