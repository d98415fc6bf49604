import { randomBytes } from "node:crypto";
import {
  constants,
  readFileSync,
  readlinkSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { access, link, realpath, rename, rm, rmdir } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { clearInterval, setInterval } from "node:timers";
import { setTimeout as sleep } from "node:timers/promises";
import type { LockHolder } from "../../core/failure/failure.ts";
import type { Result } from "../../core/values/result.ts";
import { type Lock, type LockOptions, type LockProblem, lockWaitSeconds } from "../io.ts";
import { codeOf } from "../system-error.ts";

/** How often a holder refreshes its lock, and how often a waiting process checks it, in milliseconds. */
const refreshMs = 2000;
const pollMs = 250;
/** How long a process waits for a lock that isn't refreshed before it takes the lock over, in milliseconds. */
const staleMs = 8000;
const maxCommandLength = 200;

/**
 * Takes the lock of the file at `path`, which may not exist yet. `name`: the file in messages. The lock of a process
 * that has ended is taken over immediately if the process ran on this machine. Any other lock is taken over if it
 * isn't refreshed during the wait. Only changes count; no two clocks are compared.
 */
export async function acquireLock(
  name: string,
  path: string,
  { onWait, onLost }: LockOptions,
): Promise<Result<Lock, LockProblem>> {
  await access(dirname(path), constants.W_OK);
  const lock = await lockOf(name, path);
  const owner = describeProcess();
  let seen: string | undefined;
  let unchanged = 0;
  let waited = false;
  for (let polls = 0; ; polls += 1) {
    if (createLock(lock.path, owner)) return { ok: true, value: holdLock(lock.path, owner, waited, onLost) };
    const found = readLock(lock.path);
    unchanged = found && found.version === seen ? unchanged + 1 : 0;
    seen = found?.version;
    const isStale = found && (hasEnded(found.owner) || unchanged * pollMs >= staleMs);
    if (isStale && (await removeLock(lock.path, found))) continue;
    if (found && polls * pollMs >= lockWaitSeconds * 1000)
      return { ok: false, problem: { path: lock.name, holder: found.owner } };
    if (!waited) onWait(lock.name);
    waited = true;
    await sleep(pollMs);
  }
}

/** Returns the lock of the file that a path resolves to, so that two paths to one file share a lock. */
async function lockOf(name: string, path: string): Promise<{ readonly name: string; readonly path: string }> {
  const own = join(await realpath(dirname(path)), basename(path));
  const target = await realpath(path).catch(error => {
    if (codeOf(error) !== "ENOENT") throw error;
    return own;
  });
  return { name: `${target === own ? name : target}.lock`, path: `${target}.lock` };
}

/** The process that holds a lock, as written in the lock. */
interface LockOwner extends LockHolder {
  /** Distinguishes two locks of one process. */
  readonly id: string;
  /** The namespace of the process ID. Linux can have many on one host. */
  readonly pidSpace: string;
}

function describeProcess(): LockOwner {
  const [, program = "", ...args] = process.argv;
  return {
    pid: process.pid,
    host: hostname(),
    command: [basename(program, ".js"), ...args].join(" ").slice(0, maxCommandLength),
    since: new Date().toISOString(),
    id: randomBytes(6).toString("hex"),
    pidSpace: pidSpace(),
  };
}

function pidSpace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** Whether the process that wrote a lock ran on this machine and has ended. */
function hasEnded(owner: LockOwner | undefined): boolean {
  if (owner?.host !== hostname() || owner.pidSpace !== pidSpace()) return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

/** Writes a lock. Returns false if something is already at its path. */
function createLock(path: string, owner: LockOwner): boolean {
  try {
    writeFileSync(path, format(owner), { flag: "wx" });
    return true;
  } catch (error) {
    // Windows reports a folder, and a file that is being deleted, as EPERM.
    if (codeOf(error) === "EEXIST" || (codeOf(error) === "EPERM" && readLock(path))) return false;
    throw error;
  }
}

function format(owner: LockOwner): string {
  return `${JSON.stringify(owner)}\n`;
}

/** What is at the path of a lock. */
interface FoundLock {
  /** Differs after each refresh. */
  readonly version: string;
  readonly kind: "folder" | "file" | "other";
  readonly text: string;
  /** Undefined if it isn't a lock of Rollcall, or was written only in part. */
  readonly owner: LockOwner | undefined;
}

function readLock(path: string): FoundLock | undefined {
  try {
    const stats = statSync(path, { bigint: true });
    const kind = stats.isDirectory() ? "folder" : stats.isFile() ? "file" : "other";
    const text = kind === "file" ? readFileSync(path, "utf8") : "";
    return { version: `${stats.ino}:${stats.mtimeNs}:${text}`, kind, text, owner: parseOwner(text) };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function parseOwner(text: string): LockOwner | undefined {
  try {
    const owner = JSON.parse(text) as Partial<LockOwner> | null;
    const texts = [owner?.host, owner?.command, owner?.since, owner?.id, owner?.pidSpace];
    const isOurs = Number.isInteger(owner?.pid) && texts.every(one => typeof one === "string");
    return isOurs ? (owner as LockOwner) : undefined;
  } catch {
    return undefined;
  }
}

/** Removes a stale lock. Returns false if what is at the path isn't a lock. */
async function removeLock(path: string, { kind, text, version, owner }: FoundLock): Promise<boolean> {
  if (kind === "folder") {
    // This removes only an empty folder.
    return rmdir(path).then(
      () => true,
      () => false,
    );
  }
  const isBlank = text.replaceAll("\0", "").trim() === "";
  if (kind === "other" || (!owner && !isBlank)) return false;
  // If two processes remove a lock, one of them may find the lock that the other has taken since. It puts that back.
  const aside = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    await rename(path, aside);
    // If that fails, the holder notices that its lock is lost.
    if (readLock(aside)?.version !== version) await link(aside, path).catch(() => {});
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  } finally {
    await rm(aside, { force: true });
  }
  return true;
}

/** Refreshes a lock until it is released or found to be lost. */
function holdLock(path: string, owner: LockOwner, waited: boolean, onLost: () => void): Lock {
  const isOurs = () => readFileSync(path, "utf8") === format(owner);
  let refreshedAt = performance.now();
  const refresh = () => {
    try {
      if (!isOurs()) return lose();
      const now = new Date();
      utimesSync(path, now, now);
      refreshedAt = performance.now();
    } catch (error) {
      if (codeOf(error) === "ENOENT" || performance.now() - refreshedAt > staleMs) lose();
    }
  };
  const timer = setInterval(refresh, refreshMs).unref();
  const remove = () => {
    try {
      if (isOurs()) unlinkSync(path);
    } catch {
      // A remaining lock is taken over after this process has ended.
    }
  };
  const stop = () => {
    clearInterval(timer);
    process.off("exit", remove);
  };
  const lose = () => {
    stop();
    onLost();
  };
  process.on("exit", remove);
  return {
    waited,
    release: async () => {
      stop();
      remove();
    },
  };
}
