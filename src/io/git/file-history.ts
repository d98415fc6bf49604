import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Result } from "../../core/values/result.ts";
import type { EarlierVersion, FileHistory, OtherState } from "../io.ts";
import { readStats } from "../stat.ts";
import { findStateOnBranch, findStates } from "./find-states.ts";
import { findLastWrite } from "./last-write.ts";
import { quoteForShell } from "./quote-for-shell.ts";
import { type GitContext, type GitOptions, type GitResult, git } from "./run-git.ts";

/** The revisions whose version of a file may have more events than the working tree. */
const revisions = [
  { name: "HEAD", label: "HEAD" },
  { name: "MERGE_HEAD", label: "the commit that is being merged" },
  { name: "@{upstream}", label: "the upstream branch" },
] as const;

/** A commit, and the file in it. */
interface Version {
  readonly label: (typeof revisions)[number]["label"] | undefined;
  readonly commit: string;
  readonly file: GitObject | undefined;
}

interface GitObject {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** The maximum number of commits, the newest that changed the file, to search for removed lines. */
const maxWrites = 20;

/**
 * The history of a file in git. Messages show paths relative to the folder of the context, where the user
 * runs commands.
 */
export class GitFileHistory implements FileHistory {
  /** Git runs in the folder of the file, or in the nearest existing folder above it. */
  readonly #context: GitContext;
  /** The path of the file from that folder, with slashes. */
  readonly #path: string;
  /** The folder in which the user runs commands. */
  readonly #cwd: string;
  /** The folder in which the commands in messages run. */
  readonly #shownFrom: string;
  #versions: readonly Version[] = [];

  /** `root` is the top folder of the working tree. `path` is relative to the folder of the context, or absolute. */
  constructor({ folder: cwd, env }: GitContext, root: string, path: string) {
    const full = resolve(cwd, path);
    const folder = existingFolderAbove(full);
    // In a git hook, these variables are set for the folder of the hook.
    this.#context = { folder, env: { ...env, GIT_DIR: undefined, GIT_WORK_TREE: undefined } };
    this.#path = withSlashes(relative(folder, full));
    this.#cwd = cwd;
    this.#shownFrom = isBelow(root, cwd) ? cwd : root;
  }

  async readVersions(): Promise<Result<readonly EarlierVersion[], string>> {
    if (this.#path.includes("\n")) return { ok: false, problem: "its path has a line break" };
    const objectNames = revisions.flatMap(({ name }) => [`${name}^{commit}`, `${name}:./${this.#path}`]);
    const options = { input: `${objectNames.join("\n")}\n`, encoding: "latin1" } as const;
    const batch = await this.#git(["cat-file", "--batch"], options);
    const objects = objectsIn(batch.output);
    // Without an upstream branch, git stops after the other revisions.
    if (!batch.ok && objects.length !== objectNames.length - 2) return { ok: false, problem: batch.problem };
    this.#versions = revisions.flatMap(({ label }, index) => {
      const commit = objects[index * 2];
      return commit ? [{ label, commit: commit.id, file: objects[index * 2 + 1] }] : [];
    });
    const value = this.#versions.flatMap(version =>
      version.file ? [this.#earlier(version, version.file.bytes)] : [],
    );
    return { ok: true, value };
  }

  async readLastVersion(): Promise<Result<readonly EarlierVersion[], string>> {
    if (this.#commits.length === 0) return { ok: true, value: [] };
    const written = await findLastWrite(this.#context, this.#commits, `:(literal)${this.#path}`);
    if (!written.ok) return written;
    const commit = written.value;
    if (commit === undefined) return { ok: true, value: [] };
    const file = await this.#git(["cat-file", "blob", `${commit}:./${this.#path}`], { encoding: "latin1" });
    if (!file.ok) return file;
    const version = { label: undefined, commit, file: undefined };
    return { ok: true, value: [this.#earlier(version, Buffer.from(file.output, "latin1"))] };
  }

  async readShortenedVersions(): Promise<Result<readonly EarlierVersion[], string>> {
    if (this.#commits.length === 0) return { ok: true, value: [] };
    const options = [`--max-count=${maxWrites}`, "--full-history", "--numstat", "--format=%x00%P"];
    const log = await this.#git(["log", ...options, ...this.#commits, "--", `:(literal)${this.#path}`]);
    if (!log.ok) return log;
    const parents = log.output.split("\0").flatMap(entry => {
      const [, parent, removed] = /^([0-9a-f]{40,64})\n+\d+\t(\d+)\t/.exec(entry) ?? [];
      return parent !== undefined && Number(removed) > 0 ? [parent] : [];
    });
    const versions: EarlierVersion[] = [];
    for (const commit of parents) {
      const file = await this.#git(["cat-file", "blob", `${commit}:./${this.#path}`], { encoding: "latin1" });
      if (file.ok)
        versions.push(
          this.#earlier({ label: undefined, commit, file: undefined }, Buffer.from(file.output, "latin1")),
        );
    }
    return { ok: true, value: versions };
  }

  async findOtherState(organization: string): Promise<OtherState | undefined> {
    const find = async (where: readonly string[]) =>
      (await findStates(this.#context, organization, ["--no-full-name", ...where])).find(
        ({ path }) => path !== this.#path,
      );
    const found = await find(["--untracked"]);
    if (found) {
      const listed = await this.#git(["ls-files", "--error-unmatch", "--", `:(literal)${found.path}`]);
      const from = this.#shown(found.path);
      return { where: from, move: this.#command(`${listed.ok ? "git mv" : "mv"} ${this.#shift(from)}`) };
    }
    const committed = this.#commits.length > 0 ? await find(this.#commits) : undefined;
    if (!committed) {
      const onBranch = await findStateOnBranch(this.#context, organization);
      return onBranch && { where: `${onBranch.branch}:${onBranch.path}`, branch: onBranch.branch };
    }
    const from = this.#shown(committed.path);
    const version = this.#versions.find(({ commit }) => commit === committed.commit);
    const where = `${from} in ${whereOf(version?.label, committed.commit ?? "")}`;
    if (version?.label === "the upstream branch") return { where, move: this.#command("git pull") };
    const checkout = `git checkout ${committed.commit} -- ${quoteForShell(from)}`;
    return { where, move: this.#command(`${checkout} && git mv ${this.#shift(from)}`) };
  }

  get #commits(): readonly string[] {
    return [...new Set(this.#versions.map(({ commit }) => commit))];
  }

  #earlier({ label, commit }: Version, bytes: Uint8Array): EarlierVersion {
    const path = this.#shown(this.#path);
    return {
      where: whereOf(label, commit),
      bytes,
      restore: async isWithinEarlier => {
        const isBehind = label === "the upstream branch" && !(await this.#isInHead(commit));
        if (isBehind) return this.#command("git pull");
        const quoted = quoteForShell(path);
        if (isWithinEarlier) return this.#command(`git checkout ${commit} -- ${quoted}`);
        const spec = quoteForShell(`${commit}:./${path}`);
        return this.#command(`git show ${spec} | grep -vxFf ${quoted} >> ${quoted}`);
      },
    };
  }

  async #isInHead(commit: string): Promise<boolean> {
    return (await this.#git(["merge-base", "--is-ancestor", commit, "HEAD"])).ok;
  }

  /** Returns the arguments of a command that moves another file to this path. */
  #shift(from: string): string {
    return `${quoteForShell(from)} ${quoteForShell(this.#shown(this.#path))}`;
  }

  #command(command: string): string {
    return this.#shownFrom === this.#cwd ? command : `cd ${quoteForShell(this.#shownFrom)} && ${command}`;
  }

  #shown(path: string): string {
    return withSlashes(relative(this.#shownFrom, join(this.#context.folder, path)));
  }

  #git(args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
    return git(this.#context, args, options);
  }
}

function whereOf(label: Version["label"], commit: string): string {
  const name = `commit ${commit.slice(0, 12)}`;
  return label === undefined ? name : `${label} (${name})`;
}

/** Parses the output of `git cat-file --batch`: one object for each requested name, undefined if it is missing. */
function objectsIn(output: string): readonly (GitObject | undefined)[] {
  const objects: (GitObject | undefined)[] = [];
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf("\n", at);
    const [, id, size] = /^([0-9a-f]{40,64}) [a-z]+ (\d+)$/.exec(output.slice(at, end)) ?? [];
    at = end + 1;
    if (id === undefined) {
      objects.push(undefined);
      continue;
    }
    objects.push({ id, bytes: Buffer.from(output.slice(at, at + Number(size)), "latin1") });
    at += Number(size) + 1;
  }
  return objects;
}

function existingFolderAbove(path: string): string {
  const folder = dirname(path);
  return folder === path || readStats(folder)?.isDirectory() ? folder : existingFolderAbove(folder);
}

function withSlashes(path: string): string {
  return path.split(sep).join("/");
}

function isBelow(root: string, path: string): boolean {
  const inner = relative(root, path);
  return !isAbsolute(inner) && inner.split(sep)[0] !== "..";
}
