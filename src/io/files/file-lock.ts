import { constants } from "node:fs";
import { access, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { lock } from "proper-lockfile";
import { type Lock, type LockOptions, lockWaitSeconds } from "../io.ts";
import { codeOf } from "../system-error.ts";

/** In milliseconds: a lock that was not touched for so long is that of a dead process, and how often a live one touches it. */
const lockStaleMs = 8_000;
const lockUpdateMs = 2_000;

/** Takes the lock of a file that may not be there yet; nothing where another process holds it for longer than the wait. */
export async function acquireLock(path: string, { onWait, onLost }: LockOptions): Promise<Lock | undefined> {
  await access(dirname(path), constants.W_OK);
  let isLost = false;
  const options = {
    lockfilePath: `${await resolveTarget(path)}.lock`,
    realpath: false,
    stale: lockStaleMs,
    update: lockUpdateMs,
    onCompromised: () => {
      isLost = true;
      onLost();
    },
  };
  const unlessTaken = async (retries: number, waited: boolean): Promise<Lock | undefined> => {
    try {
      const release = await lock(path, { ...options, retries: { retries, factor: 1, minTimeout: 1000 } });
      return { waited, release: async () => (isLost ? undefined : release()) };
    } catch (error) {
      if (codeOf(error) === "ELOCKED") return undefined;
      throw error;
    }
  };
  const atOnce = await unlessTaken(0, false);
  if (atOnce) return atOnce;
  onWait();
  return unlessTaken(lockWaitSeconds, true);
}

/** What a path really is, so that two names of one file have one lock. The file may not be there yet. */
async function resolveTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    return join(await realpath(dirname(path)), basename(path));
  }
}
