import { constants, readdirSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { getBuiltinModule } from "node:process";
import { outputOf } from "./output.ts";
import type { Clock } from "./tally/clock.ts";

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
  /** Calls back at the first SIGINT or SIGTERM; the second ends the process at once. Gives the function that stops listening. */
  onInterrupt(callback: () => void): () => void;
  /** Asks a yes-or-no question at the terminal. No, once `stop` is aborted. */
  confirm(question: string, stop: AbortSignal): Promise<boolean>;
  /** The branch that keeps the state file of `path`, which is relative to `cwd`. */
  openStateBranch(branch: string, path: string): Promise<StateBranch>;
}

/** Files that can be looked at, in a folder or in a commit. What goes wrong is thrown as Node throws it. */
export interface ReadableFiles {
  /** The bytes of a file, or nothing where there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** What stands at a path, symbolic links followed. */
  kindOf(path: string): Promise<"file" | "folder" | "nothing">;
  /** In bytes; 0 where there is no file. */
  sizeOf(path: string): Promise<number>;
  /** The names in a folder, sorted. */
  list(path: string): Promise<readonly string[]>;
  /** The files under a folder that a pattern names. */
  match(folder: string, pattern: string): Promise<Matched>;
  /** The path with every symbolic link resolved. */
  resolveLinks(path: string): Promise<string>;
}

/**
 * Files that a pattern names: relative to the folder, sorted, at most ten folders down. leaves: a link that it names leads out of the
 * folder, or to what git keeps. many-links: it follows more links than anybody means.
 */
export type Matched = readonly string[] | "leaves" | "many-links";

/** The file system. */
export interface Files extends ReadableFiles {
  /** Writes a whole file, on disk under its name or not at all. */
  replace(path: string, text: string): Promise<void>;
  /** Opens a file for appending, cut to its first bytes. */
  openAppend(path: string, keepBytes: number): Promise<AppendFile>;
  /** Takes the lock of a file; nothing where another process holds it for longer than the wait. */
  lock(path: string, options: LockOptions): Promise<Lock | undefined>;
}

/** A file that only grows. */
export interface AppendFile {
  /** Resolves once the text is on disk. */
  append(text: string): Promise<void>;
  close(): Promise<void>;
}

/** How to wait for a lock. */
export interface LockOptions {
  /** Called once, when the lock is found taken. */
  readonly onWait: () => void;
  /** Called when the lock was lost, as after the machine slept. */
  readonly onLost: () => void;
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
  read(): Promise<BranchReading>;
  /** Puts a text on top of a head; without one, on a branch that it creates. */
  put(text: string, head: string | undefined, message: string): Promise<PutResult>;
}

/**
 * The state file on its branch. vanished: the branch or the file was there once, and `restore` is the command that brings it
 * back. elsewhere: it never was here, and stands where another setting would keep it. unreachable: nobody answered.
 */
export type BranchReading =
  | {
      readonly found: "file";
      readonly head: string;
      readonly bytes: Uint8Array;
      /** Why this is only what was fetched last. */
      readonly outdated?: string | undefined;
    }
  | { readonly found: "nothing"; readonly head: string | undefined }
  | { readonly found: "vanished"; readonly what: "branch" | "file"; readonly restore: string }
  | { readonly found: "elsewhere"; readonly where: string }
  | { readonly found: "unreachable"; readonly problem: string };

/** moved: the head is another by now. denied: the repository does not let us write, whatever the head. */
export type PutResult =
  | { readonly put: "done"; readonly head: string }
  | { readonly put: "moved" }
  | { readonly put: "denied" | "unreachable"; readonly problem: string };

/** How long a lock is waited for: longer than it takes until the lock of a dead process counts as stale. */
export const lockWaitSeconds = 12;

/**
 * A process as an `Io`. impatient: a second signal ends it at once, as somebody at a terminal wants it. patient: GitHub's runner
 * sends a second one after 7.5 seconds, and what was sent has to be recorded until then.
 */
export function nodeIo(process: NodeJS.Process, manner: "impatient" | "patient" = "impatient"): Io {
  const cwd = process.cwd();
  return {
    cwd,
    env: process.env,
    stdout: outputOf(process, "stdout"),
    stderr: outputOf(process, "stderr"),
    // Opening it takes time that most commands need not.
    isInputTerminal: () => process.stdin.isTTY === true,
    clock: {
      now: () => Date.now(),
      elapsed: () => performance.now(),
      sleep: async (milliseconds, signal) => {
        const { setTimeout: sleep } = await import("node:timers/promises");
        await sleep(milliseconds, undefined, { signal });
      },
      after: (milliseconds, callback) => {
        const timer = setTimeout(callback, milliseconds);
        return () => clearTimeout(timer);
      },
    },
    files: nodeFiles(cwd),
    newId: kind => {
      const { randomBytes, randomUUID } = crypto();
      return kind === "call" ? randomBytes(6).toString("hex") : randomUUID();
    },
    onInterrupt: callback => listenForInterrupt(process, manner, callback),
    confirm: async (question, stop) => {
      const { confirm } = await import("@clack/prompts");
      return (
        (await confirm({ message: question, initialValue: false, output: process.stderr, signal: stop })) ===
        true
      );
    },
    openStateBranch: async (branch, path) => {
      const { openGitBranch } = await import("./git/state-branch.ts");
      return openGitBranch({ folder: cwd, env: process.env }, branch, path);
    },
  };
}

/** Loading it takes a tenth of the time of a small plan, which needs it only where its digest is shown. */
function crypto() {
  return getBuiltinModule("node:crypto");
}

/** In characters: a call for each short part would take longer than hashing it. */
const digestBatch = 65_536;

/** `sha256:` and the digest in hexadecimal of a text, whole or in parts. */
export function digestOf(text: string | Iterable<string>): string {
  const hash = crypto().createHash("sha256");
  let batch = "";
  for (const part of typeof text === "string" ? [text] : text) {
    batch += part;
    if (batch.length < digestBatch) continue;
    hash.update(batch);
    batch = "";
  }
  hash.update(batch);
  return `sha256:${hash.digest("hex")}`;
}

function listenForInterrupt(
  process: NodeJS.Process,
  manner: "impatient" | "patient",
  callback: () => void,
): () => void {
  let asked = false;
  const listener = () => {
    if (asked && manner === "impatient") process.exit(1);
    asked = true;
    callback();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

/** In bytes. Node holds no text that is longer. */
const longestText = 500_000_000;

/**
 * The file system as seen from a folder. What is read is read synchronously: the first asynchronous call starts threads, which takes
 * longer than reading a small file, and a command has nothing else to do meanwhile.
 */
export function nodeFiles(cwd: string): Files {
  const at = (path: string) => resolve(cwd, path);
  return {
    read: async path => {
      const stats = statsOf(at(path));
      if (!stats) return undefined;
      // A pipe that nobody writes to, or a device, would be read for ever.
      if (!stats.isFile()) throw systemError("ENOTSUP", "not a regular file", path);
      // So is what the kernel makes up as it is read, such as the environment of a process: it has no size.
      if (stats.size === 0) return new Uint8Array();
      if (stats.size > longestText) throw systemError("EFBIG", `more than ${longestText} bytes`, path);
      return readFileSync(at(path));
    },
    kindOf: async path => {
      const stats = statsOf(at(path));
      if (!stats) return "nothing";
      return stats.isDirectory() ? "folder" : "file";
    },
    sizeOf: async path => statsOf(at(path))?.size ?? 0,
    list: async path => readdirSync(at(path)).sort(),
    match: async (folder, pattern) => {
      const { matchFiles } = await import("./walk.ts");
      return matchFiles(at(folder), pattern);
    },
    resolveLinks: async path => realpathSync.native(at(path)),
    replace: async (path, text) => {
      const stats = statsOf(at(path));
      if (stats && !stats.isFile() && !stats.isDirectory())
        throw systemError("ENOTSUP", "not a regular file", path);
      const { default: writeFileAtomic } = await import("write-file-atomic");
      await writeFileAtomic(at(path), text, "utf8");
      await syncFolder(dirname(at(path)));
    },
    openAppend: async (path, keepBytes) => {
      const { open } = await import("node:fs/promises");
      const file = await open(at(path), constants.O_WRONLY | constants.O_APPEND);
      if ((await file.stat()).size > keepBytes) await file.truncate(keepBytes);
      return {
        append: async text => {
          await file.appendFile(text);
          await file.sync();
        },
        close: () => file.close(),
      };
    },
    lock: async (path, options) => {
      const { takeLock } = await import("./file-lock.ts");
      return takeLock(at(path), options);
    },
  };
}

/** A name that was just given to a file is only safe once its folder is on disk. Not every file system can do it. */
async function syncFolder(path: string): Promise<void> {
  const { open } = await import("node:fs/promises");
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } catch (error) {
    if (codeOf(error) !== "EINVAL" && codeOf(error) !== "EPERM") throw error;
  } finally {
    await folder.close();
  }
}

/** As Node throws what the operating system says. */
function systemError(code: string, words: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${words}`), { code, syscall: "read", path });
}

/** What stands at a path, symbolic links followed; nothing where nothing does. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes(codeOf(error) ?? "")) return undefined;
    throw error;
  }
}

/** What the operating system says of an error, such as `no such file or directory (ENOENT)`; other errors are thrown on. */
export function problemOf(error: unknown): string {
  const { syscall, message } = error as NodeJS.ErrnoException;
  const code = codeOf(error);
  if (code === undefined || syscall === undefined) throw error;
  return `${message.replace(/^[A-Z]+: /, "").replace(/, .*$/s, "")} (${code})`;
}

/** The code of an error of the operating system, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
}
