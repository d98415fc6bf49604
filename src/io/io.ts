import type { LockHolder } from "../core/failure/failure.ts";
import type { ChangedOnCheckout, IrregularFile } from "../core/values/file-problem.ts";
import type { Result } from "../core/values/result.ts";
import type { Clock } from "./clock.ts";

/** A stream for people or programs. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Columns; 80 where unknown. */
  readonly width: number;
}

/** Everything that a command may touch. Paths are relative to `cwd` or absolute. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  isInputTerminal(): boolean;
  readonly clock: Clock;
  readonly files: Files;
  /** A fresh id, unlike any other. */
  newId(kind: "call" | "lineage"): string;
  /** A number from 0 up to, and not including, 1. */
  random(): number;
  /** Calls back at the first SIGINT or SIGTERM; the second ends the process at once. Gives the function that stops listening. */
  onInterrupt(callback: () => void): () => void;
  /** Asks a yes-or-no question at the terminal. No, once `stop` is aborted. */
  confirm(question: string, stop: AbortSignal): Promise<boolean>;
  /** Asks for an answer at the terminal; nothing where it is called off. */
  ask(question: Question): Promise<string | undefined>;
  /** What git has of a file, if the file is in a repository. Git is started only then. */
  openHistory(path: string): Promise<FileHistory | undefined>;
  /** The branch that keeps the state file of `path`, which is relative to `cwd`. */
  openStateBranch(branch: string, path: string): Promise<StateBranch>;
  /** The files of a commit, named as git names it, with paths relative to `cwd`, or why git can't read them. */
  openCommit(ref: string): Promise<Result<ReadableFiles, string>>;
  /** The git repository around `cwd`, if there is one. */
  findRepository(): Promise<Repository | undefined>;
  /** OWNER/NAME@COMMIT of Rollcall itself, where it runs from a clone of what is on GitHub. */
  findSource(): Promise<string | undefined>;
}

/** What is asked for: a text, in which `problemOf` finds what is wrong, or one of several choices. */
export type Question =
  | {
      readonly kind: "text";
      readonly message: string;
      /** Shown where nothing is typed yet. */
      readonly example: string;
      readonly problemOf: (answer: string) => string | undefined;
    }
  | {
      readonly kind: "choice";
      readonly message: string;
      /** The first is the usual one. */
      readonly choices: readonly { readonly value: string; readonly label: string }[];
    };

/** A git repository as seen from a folder in it. */
export interface Repository {
  /** The way to its root, such as `.` or `../..`. */
  readonly root: string;
  /** The folder, from the root, with slashes; empty at the root. */
  readonly folder: string;
  /** The branch that pull requests go to, as far as git knows. */
  readonly defaultBranch: string | undefined;
  readonly hasCommits: boolean;
}

/** An earlier version of a state file. */
export interface EarlierVersion {
  /** Where it is, as messages name it, such as `HEAD (commit 0123456789ab)`. */
  readonly where: string;
  readonly bytes: Uint8Array;
  /**
   * The command that brings back what the file lacks of it. `isWithinEarlier`: this version has all events of the file and can take
   * its place.
   */
  restore(isWithinEarlier: boolean): Promise<string>;
}

/** Another file that has the state of an organization. */
export interface OtherState {
  /** Its path, and where it is if it is not in the working tree. */
  readonly where: string;
  /** The command that moves it to where the state is looked for; undefined if one command can't. */
  readonly move?: string | undefined;
  /** Its branch, if a setting of this command can name it. */
  readonly branch?: string | undefined;
  /** Its path, if it is on the branch on which the state is looked for. */
  readonly path?: string | undefined;
  /** The head of that branch, if there is one. */
  readonly head?: string | undefined;
}

/** What git has of a file. */
export interface FileHistory {
  /** The versions of HEAD, of a merge in progress, and of the upstream branch, or why git can't tell. Takes one process. */
  readVersions(): Promise<Result<readonly EarlierVersion[], string>>;
  /** The version of the last commit that had the file, or why git can't tell; none if no commit had it. */
  readLastVersion(): Promise<Result<readonly EarlierVersion[], string>>;
  /** What the newest commits that removed lines from the file were made from, or why git can't tell. Takes one process if there are none. */
  readShortenedVersions(): Promise<Result<readonly EarlierVersion[], string>>;
  /** A state of the organization at another path of the working tree, HEAD, or the upstream branch, or on another branch. */
  findOtherState(organization: string): Promise<OtherState | undefined>;
}

/** Files of a folder or of a commit. `inspect` and `match` follow no symbolic link. Errors are thrown as Node throws them. */
export interface ReadableFiles {
  /** The bytes of a file, or undefined if there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  inspect(path: string): Promise<FileEntry>;
  /** Those of the files whose text git changes on checkout: here they may differ from their commit. */
  findChangedOnCheckout(paths: readonly string[]): Promise<readonly ChangedOnCheckout[]>;
  /** In bytes; 0 if there is no file. */
  sizeOf(path: string): Promise<number>;
  /** The names in a folder, sorted. */
  list(path: string): Promise<readonly string[]>;
  match(folder: string, pattern: string): Promise<GlobMatch>;
}

/** What is at a path. If a link or a submodule is on the way, that is what is there. */
export type FileEntry = { readonly kind: "file" | "folder" | "nothing" } | IrregularFile;

/** What a pattern names under a folder, at most ten folders down. Paths are relative to the folder. */
export interface GlobMatch {
  /** The files, sorted. */
  readonly paths: readonly string[];
  /** What is named but is not a regular file, and the links and submodules in which files may be named. */
  readonly irregular: readonly IrregularFile[];
}

/** The file system. */
export interface Files extends ReadableFiles {
  /** What is at a path, symbolic links followed. */
  kindOf(path: string): Promise<"file" | "folder" | "nothing">;
  /** The path with every symbolic link resolved. */
  resolveLinks(path: string): Promise<string>;
  /** Writes a whole file, on disk under its name or not at all. */
  replace(path: string, text: string): Promise<void>;
  /** The same for a file that must not be there yet; false where something is. Makes the folders around it. */
  create(path: string, text: string): Promise<boolean>;
  /** Returns the stamp of the file at a path, or undefined if there is none. */
  stampOf(path: string): Promise<FileStamp | undefined>;
  /**
   * Appends to a file, on disk once it resolves, and returns its new stamp. With `from`, returns undefined if the file isn't
   * exactly the one with that stamp before, or is another or longer than the text made it afterwards.
   */
  append(path: string, text: string, from?: FileStamp): Promise<FileStamp | undefined>;
  /** Cuts a file with the stamp `from` to its first `size` bytes. Returns its new stamp, or undefined as `append` does. */
  cut(path: string, size: number, from: FileStamp): Promise<FileStamp | undefined>;
  /** Takes the lock of a file, or returns what keeps it for longer than the wait. */
  lock(path: string, options: LockOptions): Promise<Result<Lock, LockProblem>>;
}

/** Tells a file from another, and from itself before a change, without reading it. */
export interface FileStamp {
  /** Device and inode. */
  readonly id: string;
  /** In bytes. */
  readonly size: number;
  /** When the content and the attributes last changed, in nanoseconds. */
  readonly changed: string;
}

/** How to wait for a lock. */
export interface LockOptions {
  /** Called once with the path of the lock, when it is found taken. */
  readonly onWait: (lock: string) => void;
  /** Called when the lock was lost, as after the machine slept. */
  readonly onLost: () => void;
}

/** Why a lock could not be taken: a process holds it, or what is at its path is no lock of ours. */
export interface LockProblem {
  /** The path of the lock. */
  readonly path: string;
  readonly holder: LockHolder | undefined;
}

/** A lock that is held. */
export interface Lock {
  /** Whether another process had it first: what was read before may be out of date. */
  readonly waited: boolean;
  release(): Promise<void>;
}

/** A branch that keeps the state file, changed by compare-and-swap only: a change names the head that it builds on. */
export interface StateBranch {
  /** What people call the file, such as `members.state.jsonl on branch members-state`. */
  readonly name: string;
  /** Reads the file. If there is none and `organization` is given, looks for its state at other paths. */
  read(organization?: string): Promise<BranchReadResult>;
  /** Puts a text on top of a head; without one, on a branch that it creates. */
  put(text: string, head: string | undefined, message: string): Promise<PutResult>;
}

/**
 * The state file on its branch. lost: the branch, the file, or events of it are missing that an earlier version has. misplaced: it
 * never was here, and is where another setting would keep it. irregular: it is not a regular file. unreachable: there was no usable
 * response.
 */
export type BranchReadResult =
  | {
      readonly found: "file";
      readonly head: string;
      readonly bytes: Uint8Array;
      /** Why this is only what was fetched last. */
      readonly outdated?: string | undefined;
      /** What was pushed last, if that is not the head. */
      readonly backup?: EarlierVersion | undefined;
    }
  | { readonly found: "nothing"; readonly head: string | undefined }
  | ({ readonly found: "lost" } & LostState)
  | ({ readonly found: "misplaced" } & OtherState)
  | { readonly found: "irregular"; readonly problem: IrregularFile }
  | { readonly found: "unreachable"; readonly problem: string };

/** A state of which something is missing. */
export interface LostState {
  /** The branch, the file, or so many events of it. */
  readonly lost: "branch" | "file" | number;
  /** What has it, as messages name it. */
  readonly where: string;
  /** The command that brings it back. */
  readonly restore: string;
  /** The text that is lost, if it is known. */
  readonly bytes?: Uint8Array | undefined;
  /** The head of the branch, if there is one. */
  readonly head?: string | undefined;
}

/** moved: the head is another by now. denied: the repository does not let us write, whatever the head. */
export type PutResult =
  | { readonly put: "done"; readonly head: string }
  | { readonly put: "moved" }
  | { readonly put: "denied" | "unreachable"; readonly problem: string };

/** How long a lock is waited for: longer than it takes until a lock that nobody refreshes counts as stale. */
export const lockWaitSeconds = 12;
