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

/** In milliseconds: how often a holder refreshes its lock, and how often a waiter looks at it. */
const refreshMs = 2000;
const pollMs = 250;
/** In milliseconds: a lock that nobody refreshed for so long, while somebody waited for it, is taken over. */
const staleMs = 8000;
const maxCommandLength = 200;

/**
 * Takes the lock of the file at `path`, which may not exist yet; `name` is what people call it. The lock of a process that has
 * ended is taken over at once if it ran on this machine. Any other is taken over if it isn't refreshed while this waits. No two
 * clocks are compared: only changes count.
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

/** The lock of what a path really is, so that two names of one file have one lock. */
async function lockOf(name: string, path: string): Promise<{ readonly name: string; readonly path: string }> {
  const own = join(await realpath(dirname(path)), basename(path));
  const target = await realpath(path).catch(error => {
    if (codeOf(error) !== "ENOENT") throw error;
    return own;
  });
  return { name: `${target === own ? name : target}.lock`, path: `${target}.lock` };
}

/** What a lock tells of the process that holds it. */
interface LockOwner extends LockHolder {
  /** Tells two locks of one process apart. */
  readonly id: string;
  /** The space that the process ID is of; Linux has many on one host. */
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

/** Writes a lock, unless something is at its path. */
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
  /** Undefined if it is no lock of ours, or one whose writing was cut short. */
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

/** Removes a lock that nobody refreshes. Returns false if what is there is no lock. */
async function removeLock(path: string, { kind, text, version, owner }: FoundLock): Promise<boolean> {
  if (kind === "folder") {
    // One that holds nothing has nothing to lose.
    return rmdir(path).then(
      () => true,
      () => false,
    );
  }
  const isBlank = text.replaceAll("\0", "").trim() === "";
  if (kind === "other" || (!owner && !isBlank)) return false;
  // Of two processes that remove it, one gets it. The other may get the lock that the first has taken by then, and puts it back.
  const aside = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    await rename(path, aside);
    // If that fails, its holder finds it lost.
    if (readLock(aside)?.version !== version) await link(aside, path).catch(() => {});
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  } finally {
    await rm(aside, { force: true });
  }
  return true;
}

/** Refreshes a lock until it is released, or found to be lost. */
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
      // A lock that stays is taken over once this process has ended.
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
