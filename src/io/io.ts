import type { LockHolder } from "../core/failure/failure.ts";
import type { ChangedOnCheckout, IrregularFile } from "../core/values/file-problem.ts";
import type { Result } from "../core/values/result.ts";
import type { Clock } from "./clock.ts";

/** An output stream. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** The number of columns. Default: 80. */
  readonly width: number;
}

/** Everything outside its own memory that a command may use. Paths are relative to `cwd` or absolute. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  isInputTerminal(): boolean;
  readonly clock: Clock;
  readonly files: Files;
  /** Returns a new unique ID. */
  newId(kind: "call" | "lineage"): string;
  /** Returns a random number from 0 to 1, excluding 1. */
  random(): number;
  /**
   * Calls back at the first SIGINT or SIGTERM. The second may end the process immediately. Returns a function
   * that stops listening.
   */
  onInterrupt(callback: () => void): () => void;
  /** Asks a yes-or-no question at the terminal. Returns false if `stop` is aborted. */
  confirm(question: string, stop: AbortSignal): Promise<boolean>;
  /** Asks a question at the terminal. Returns undefined if the user cancels. */
  ask(question: Question): Promise<string | undefined>;
  /** Opens the history of a file in git, if the file is in a repository. Otherwise git isn't started. */
  openHistory(path: string): Promise<FileHistory | undefined>;
  /** Opens the branch with the state file at `path`, which is relative to `cwd`. */
  openStateBranch(branch: string, path: string): Promise<StateBranch>;
  /**
   * Returns the files of a commit, with paths relative to `cwd`, or why git can't read them. `ref`: any name
   * that git accepts.
   */
  openCommit(ref: string): Promise<Result<ReadableFiles, string>>;
  /** Returns the git repository around `cwd`, if there is one. */
  findRepository(): Promise<Repository | undefined>;
  /** Returns OWNER/NAME@COMMIT of Rollcall itself, if it runs from a clone whose commit is on GitHub. */
  findSource(): Promise<string | undefined>;
}

/** A question with a free answer, which `problemOf` checks, or with several choices. */
export type Question =
  | {
      readonly kind: "text";
      readonly message: string;
      /** Shown while the input is empty. */
      readonly example: string;
      readonly problemOf: (answer: string) => string | undefined;
    }
  | {
      readonly kind: "choice";
      readonly message: string;
      /** The first one is the default. */
      readonly choices: readonly { readonly value: string; readonly label: string }[];
    };

/** A git repository as seen from a folder in it. */
export interface Repository {
  /** The path to its root, such as `.` or `../..`. */
  readonly root: string;
  /** The path of the folder from the root, with slashes. Empty at the root. */
  readonly folder: string;
  /** The branch that pull requests target, if git knows it. */
  readonly defaultBranch: string | undefined;
  readonly hasCommits: boolean;
}

/** An earlier version of a state file. */
export interface EarlierVersion {
  /** Its name in messages, such as `HEAD (commit 0123456789ab)`. */
  readonly where: string;
  readonly bytes: Uint8Array;
  /**
   * Returns the command that restores what the file lacks. `isWithinEarlier`: this version has all events of the file
   * and can replace it.
   */
  restore(isWithinEarlier: boolean): Promise<string>;
}

/** Another file with the state of an organization. */
export interface OtherState {
  /** Its path in messages, with its commit or branch if it isn't in the working tree. */
  readonly where: string;
  /** The command that moves it to the expected path. Undefined if one command can't. */
  readonly move?: string | undefined;
  /** Its branch, if a setting of this command can name it. */
  readonly branch?: string | undefined;
  /** Its path, if it is on the expected branch. */
  readonly path?: string | undefined;
  /** The head of that branch, if there is one. */
  readonly head?: string | undefined;
}

/** The history of a file in git. */
export interface FileHistory {
  /**
   * Returns the versions in HEAD, a merge in progress, and the upstream branch, or why git can't tell. Starts
   * one process.
   */
  readVersions(): Promise<Result<readonly EarlierVersion[], string>>;
  /** Returns the version in the last commit with the file, none if no commit has it, or why git can't tell. */
  readLastVersion(): Promise<Result<readonly EarlierVersion[], string>>;
  /**
   * Returns the versions before each of the newest commits that removed lines from the file, or why git can't
   * tell. Starts one process if there are none.
   */
  readShortenedVersions(): Promise<Result<readonly EarlierVersion[], string>>;
  /**
   * Finds a state file of the organization at another path of the working tree, HEAD, or the upstream branch,
   * or on another branch.
   */
  findOtherState(organization: string): Promise<OtherState | undefined>;
}

/**
 * The files of a folder or a commit. `inspect` and `match` don't follow symbolic links. Errors have the same form
 * as in Node.js.
 */
export interface ReadableFiles {
  /** Returns the bytes of a file, or undefined if there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  inspect(path: string): Promise<FileEntry>;
  /** Returns the files whose text git changes on checkout, so that they may differ from their commit. */
  findChangedOnCheckout(paths: readonly string[]): Promise<readonly ChangedOnCheckout[]>;
  /** Returns the size of a file in bytes, 0 if there is none. */
  sizeOf(path: string): Promise<number>;
  /** Returns the names in a folder, sorted. */
  list(path: string): Promise<readonly string[]>;
  match(folder: string, pattern: string): Promise<GlobMatch>;
}

/** What is at a path. If a link or a submodule is on the way, it is that. */
export type FileEntry = { readonly kind: "file" | "folder" | "nothing" } | IrregularFile;

/** What a pattern matches under a folder, at most ten folders deep. Paths are relative to the folder. */
export interface GlobMatch {
  /** The files, sorted. */
  readonly paths: readonly string[];
  /** Matches that aren't regular files, and the links and submodules that may contain matches. */
  readonly irregular: readonly IrregularFile[];
}

/** The file system. */
export interface Files extends ReadableFiles {
  /** Returns what is at a path. Follows symbolic links. */
  kindOf(path: string): Promise<"file" | "folder" | "nothing">;
  /** Returns the path with every symbolic link resolved. */
  resolveLinks(path: string): Promise<string>;
  /** Writes a whole file, which is on disk completely or not at all. */
  replace(path: string, text: string): Promise<void>;
  /** Creates a file in the same way, with the folders around it. Returns false if something exists at the path. */
  create(path: string, text: string): Promise<boolean>;
  /** Returns the stamp of the file at a path, or undefined if there is none. */
  stampOf(path: string): Promise<FileStamp | undefined>;
  /**
   * Appends to a file, and returns its new stamp. The text is on disk when the promise resolves. With `from`, returns
   * undefined if the file doesn't have that stamp before, or if it is another file or has another size afterward.
   */
  append(path: string, text: string, from?: FileStamp): Promise<FileStamp | undefined>;
  /** Cuts a file with the stamp `from` to its first `size` bytes. Returns its new stamp, or undefined as `append` does. */
  cut(path: string, size: number, from: FileStamp): Promise<FileStamp | undefined>;
  /** Takes the lock of a file, or returns what still holds it at the end of the wait. */
  lock(path: string, options: LockOptions): Promise<Result<Lock, LockProblem>>;
}

/** Identifies a version of a file without reading the file. */
export interface FileStamp {
  /** Device and inode. */
  readonly id: string;
  /** In bytes. */
  readonly size: number;
  /** The times at which the content and the attributes last changed, in nanoseconds. */
  readonly changed: string;
}

/** How to wait for a lock. */
export interface LockOptions {
  /** Called once with the path of the lock, if the lock is taken. */
  readonly onWait: (lock: string) => void;
  /** Called if the lock is lost, for example because the machine slept. */
  readonly onLost: () => void;
}

/** Why a lock couldn't be taken: a process holds it, or what is at its path isn't a lock of Rollcall. */
export interface LockProblem {
  /** The path of the lock. */
  readonly path: string;
  readonly holder: LockHolder | undefined;
}

/** A lock that is held. */
export interface Lock {
  /** Whether another process held it first, so that data from before may be out of date. */
  readonly waited: boolean;
  release(): Promise<void>;
}

/** A branch with the state file. It is changed only by compare-and-swap: each change names the head that it builds on. */
export interface StateBranch {
  /** The name of the file in messages, such as `members-state:members.state.jsonl`. */
  readonly name: string;
  /** Reads the file. If there is none and `organization` is given, looks for its state at other paths. */
  read(organization?: string): Promise<BranchReadResult>;
  /** Commits a new text of the file on top of a head. Without a head, creates the branch. */
  put(text: string, head: string | undefined, message: string): Promise<PutResult>;
}

/**
 * The state file on its branch.
 * - lost: the branch, the file, or events are missing that an earlier version has.
 * - misplaced: it was never here, but is where another setting would store it.
 * - irregular: it isn't a regular file.
 * - unreachable: there was no usable response.
 */
export type BranchReadResult =
  | {
      readonly found: "file";
      readonly head: string;
      readonly bytes: Uint8Array;
      /** Why this is only the version that was fetched last. Undefined if it is current. */
      readonly outdated?: string | undefined;
      /** The version that was pushed last, if it isn't the head. */
      readonly backup?: EarlierVersion | undefined;
    }
  | { readonly found: "nothing"; readonly head: string | undefined }
  | ({ readonly found: "lost" } & LostState)
  | ({ readonly found: "misplaced" } & OtherState)
  | { readonly found: "irregular"; readonly problem: IrregularFile }
  | { readonly found: "unreachable"; readonly problem: string };

/** A state that is missing or lacks events. */
export interface LostState {
  /** The branch, the file, or the number of missing events. */
  readonly lost: "branch" | "file" | number;
  /** The version that has it, as messages name it. */
  readonly where: string;
  /** The command that restores it. */
  readonly restore: string;
  /** The lost text, if known. */
  readonly bytes?: Uint8Array | undefined;
  /** The head of the branch, if there is one. */
  readonly head?: string | undefined;
}

/** moved: the head has changed. denied: the repository rejects the write, regardless of the head. */
export type PutResult =
  | { readonly put: "done"; readonly head: string }
  | { readonly put: "moved" }
  | { readonly put: "denied" | "unreachable"; readonly problem: string };

/** How long to wait for a lock: longer than it takes for a lock that isn't refreshed to count as stale. */
export const lockWaitSeconds = 12;
