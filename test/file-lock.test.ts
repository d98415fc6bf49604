import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, type TestContext, test } from "vitest";
import { nodeFiles } from "../src/io/files/node-files.ts";
import type { Lock } from "../src/io/io.ts";
import { renderFailure } from "../src/render/failure/failure.ts";

const inAnHour = () => new Date(Date.now() + 3_600_000);
const anHourAgo = () => new Date(Date.now() - 3_600_000);

/** A temporary folder with the lock of one file. */
class LockFolder {
  readonly folder = mkdtempSync(join(tmpdir(), "rollcall-lock-"));
  readonly path = join(this.folder, "state.lock");
  readonly waits: string[] = [];

  constructor({ onTestFinished }: Pick<TestContext, "onTestFinished">) {
    onTestFinished(() => rmSync(this.folder, { recursive: true }));
  }

  take(onLost = () => {}) {
    return nodeFiles(this.folder, {}).lock("state", { onWait: lock => this.waits.push(lock), onLost });
  }

  /** Takes and releases the lock, which must become free in time. Returns how long it took, in milliseconds. */
  async takeFree(): Promise<number> {
    const begun = performance.now();
    const lock = await this.take();
    expect(lock.ok).toBe(true);
    if (lock.ok) await lock.value.release();
    expect(existsSync(this.path)).toBe(false);
    return performance.now() - begun;
  }

  /** Writes the lock file of this process with some fields changed and another modification time. */
  async write(changed: Readonly<Record<string, unknown>>, time: Date): Promise<void> {
    const lock = await this.take();
    const owner = JSON.parse(readFileSync(this.path, "utf8"));
    if (lock.ok) await lock.value.release();
    writeFileSync(this.path, `${JSON.stringify({ ...owner, ...changed })}\n`);
    utimesSync(this.path, time, time);
  }
}

const endedPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

describe.concurrent("a file lock", { timeout: 30_000 }, () => {
  test.for([
    ["the past", anHourAgo],
    ["the future", inAnHour],
  ] as const)(
    "takes over the lock of an ended process at once if it is dated in %s",
    async ([, time], context) => {
      const folder = new LockFolder(context);
      await folder.write({ pid: endedPid() }, time());
      expect(await folder.takeFree()).toBeLessThan(4000);
      expect(folder.waits).toEqual([]);
    },
  );

  test.for([
    ["a lock from another host", (folder: LockFolder) => folder.write({ host: "other" }, inAnHour())],
    [
      "a lock from another container",
      (folder: LockFolder) => folder.write({ pidSpace: "other", pid: 1 }, anHourAgo()),
    ],
    ["an incompletely written lock", async ({ path }: LockFolder) => writeFileSync(path, "\0\0\0")],
    [
      "an empty folder dated in the future",
      async ({ path }: LockFolder) => {
        mkdirSync(path);
        utimesSync(path, inAnHour(), inAnHour());
      },
    ],
  ] as const)("takes over %s if it isn't refreshed during the wait", async ([, write], context) => {
    const folder = new LockFolder(context);
    await write(folder);
    expect(await folder.takeFree()).toBeGreaterThan(7500);
    expect(folder.waits).toEqual(["state.lock"]);
  });

  test("respects an old lock that its holder refreshes", async context => {
    const folder = new LockFolder(context);
    await folder.write({ host: "other", pid: 4242, command: "rollcall apply" }, anHourAgo());
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
      const time = new Date(anHourAgo().getTime() + ticks);
      utimesSync(folder.path, time, time);
    }, 2000);
    const result = await folder.take();
    clearInterval(timer);
    const holder = expect.objectContaining({ host: "other", pid: 4242, command: "rollcall apply" });
    expect(result).toEqual({ ok: false, problem: { path: "state.lock", holder } });
  });

  test("names the running process that holds the lock", async context => {
    const folder = new LockFolder(context);
    const held = await folder.take();
    const result = await folder.take();
    if (!held.ok || result.ok) throw new Error("two have the lock");
    const text = renderFailure({ reason: "locked", ...result.problem, seconds: 12 });
    expect(text).toContain(`process ${process.pid} on ${hostname()} (`);
    expect(text).toContain("The lock file is state.lock.");
    await held.value.release();
    expect(await folder.takeFree()).toBeLessThan(4000);
  });

  test.for([
    ["a file with other content", ({ path }: LockFolder) => writeFileSync(path, "notes\n")],
    [
      "a folder that isn't empty",
      ({ path }: LockFolder) => {
        mkdirSync(path);
        writeFileSync(join(path, "notes"), "notes\n");
      },
    ],
  ] as const)("doesn't take over %s", async ([, write], context) => {
    const folder = new LockFolder(context);
    write(folder);
    const result = await folder.take();
    expect(result).toEqual({ ok: false, problem: { path: "state.lock", holder: undefined } });
    if (result.ok) return;
    expect(renderFailure({ reason: "locked", ...result.problem, seconds: 12 })).toBe(
      "Error: state.lock exists but isn't a Rollcall lock file. Nothing was changed. If you don't need the file, delete it and run this again.\n",
    );
    expect(existsSync(folder.path)).toBe(true);
  });

  test("gives a stale lock to one waiting process at a time", async context => {
    const folder = new LockFolder(context);
    await folder.write({ pid: endedPid() }, inAnHour());
    let holders = 0;
    const work = async (lock: Lock) => {
      holders += 1;
      expect(holders).toBe(1);
      await sleep(100);
      holders -= 1;
      await lock.release();
    };
    const takers = Array.from({ length: 6 }, async () => {
      const lock = await folder.take();
      expect(lock.ok).toBe(true);
      if (lock.ok) await work(lock.value);
    });
    await Promise.all(takers);
  });

  test("reports a lock that another process took over as lost, and doesn't release it", async context => {
    const folder = new LockFolder(context);
    let isLost = false;
    const held = await folder.take(() => {
      isLost = true;
    });
    writeFileSync(folder.path, "another\n");
    while (!isLost) await sleep(50);
    if (held.ok) await held.value.release();
    expect(readFileSync(folder.path, "utf8")).toBe("another\n");
  });
});
