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

/** A folder for the lock of one file. */
class Place {
  readonly folder = mkdtempSync(join(tmpdir(), "rollcall-lock-"));
  readonly path = join(this.folder, "state.lock");
  readonly waits: string[] = [];

  constructor({ onTestFinished }: Pick<TestContext, "onTestFinished">) {
    onTestFinished(() => rmSync(this.folder, { recursive: true }));
  }

  take(onLost = () => {}) {
    return nodeFiles(this.folder, {}).lock("state", { onWait: lock => this.waits.push(lock), onLost });
  }

  /** Takes a lock that must be free within the wait, and gives how long it took, in milliseconds. */
  async takeFree(): Promise<number> {
    const begun = performance.now();
    const lock = await this.take();
    expect(lock.ok).toBe(true);
    if (lock.ok) await lock.value.release();
    expect(existsSync(this.path)).toBe(false);
    return performance.now() - begun;
  }

  /** Writes the lock that this process would write, with some parts changed. */
  async write(changed: Readonly<Record<string, unknown>>, time: Date): Promise<void> {
    const lock = await this.take();
    const owner = JSON.parse(readFileSync(this.path, "utf8"));
    if (lock.ok) await lock.value.release();
    writeFileSync(this.path, `${JSON.stringify({ ...owner, ...changed })}\n`);
    utimesSync(this.path, time, time);
  }
}

const endedPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

describe.concurrent("a lock", { timeout: 30_000 }, () => {
  test.for([
    ["the past", anHourAgo],
    ["the future", inAnHour],
  ] as const)(
    "of a process that has ended, dated in %s, is taken over at once",
    async ([, time], context) => {
      const place = new Place(context);
      await place.write({ pid: endedPid() }, time());
      expect(await place.takeFree()).toBeLessThan(4000);
      expect(place.waits).toEqual([]);
    },
  );

  test.for([
    ["of another host", (place: Place) => place.write({ host: "other" }, inAnHour())],
    [
      "of a process in another container",
      (place: Place) => place.write({ pidSpace: "other", pid: 1 }, anHourAgo()),
    ],
    ["whose writing was cut short", async ({ path }: Place) => writeFileSync(path, "\0\0\0")],
    [
      "that is an empty folder dated in the future",
      async ({ path }: Place) => {
        mkdirSync(path);
        utimesSync(path, inAnHour(), inAnHour());
      },
    ],
  ] as const)("%s is taken over if nobody refreshes it while somebody waits", async ([, write], context) => {
    const place = new Place(context);
    await write(place);
    expect(await place.takeFree()).toBeGreaterThan(7500);
    expect(place.waits).toEqual(["state.lock"]);
  });

  test("that its holder refreshes is kept, whatever its date", async context => {
    const place = new Place(context);
    await place.write({ host: "other", pid: 4242, command: "rollcall apply" }, anHourAgo());
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
      const time = new Date(anHourAgo().getTime() + ticks);
      utimesSync(place.path, time, time);
    }, 2000);
    const refused = await place.take();
    clearInterval(timer);
    const holder = expect.objectContaining({ host: "other", pid: 4242, command: "rollcall apply" });
    expect(refused).toEqual({ ok: false, problem: { path: "state.lock", holder } });
  });

  test("of a process that runs names it", async context => {
    const place = new Place(context);
    const held = await place.take();
    const refused = await place.take();
    if (!held.ok || refused.ok) throw new Error("two have the lock");
    const text = renderFailure({ reason: "locked", ...refused.problem, seconds: 12 });
    expect(text).toContain(`process ${process.pid} on ${hostname()} (`);
    expect(text).toContain("The lock file is state.lock.");
    await held.value.release();
    expect(await place.takeFree()).toBeLessThan(4000);
  });

  test.for([
    ["a file with something else in it", ({ path }: Place) => writeFileSync(path, "notes\n")],
    [
      "a folder with something in it",
      ({ path }: Place) => {
        mkdirSync(path);
        writeFileSync(join(path, "notes"), "notes\n");
      },
    ],
  ] as const)("is not taken over from %s", async ([, write], context) => {
    const place = new Place(context);
    write(place);
    const refused = await place.take();
    expect(refused).toEqual({ ok: false, problem: { path: "state.lock", holder: undefined } });
    if (refused.ok) return;
    expect(renderFailure({ reason: "locked", ...refused.problem, seconds: 12 })).toBe(
      "Error: state.lock exists but isn't a lock file of Rollcall. Nothing was changed. If you don't need the file, delete it and run this again.\n",
    );
    expect(existsSync(place.path)).toBe(true);
  });

  test("that is stale goes to one of those that wait for it at a time", async context => {
    const place = new Place(context);
    await place.write({ pid: endedPid() }, inAnHour());
    let holders = 0;
    const work = async (lock: Lock) => {
      holders += 1;
      expect(holders).toBe(1);
      await sleep(100);
      holders -= 1;
      await lock.release();
    };
    const takers = Array.from({ length: 6 }, async () => {
      const lock = await place.take();
      expect(lock.ok).toBe(true);
      if (lock.ok) await work(lock.value);
    });
    await Promise.all(takers);
  });

  test("that another process took over is reported as lost, and left to it", async context => {
    const place = new Place(context);
    let isLost = false;
    const held = await place.take(() => {
      isLost = true;
    });
    writeFileSync(place.path, "another\n");
    while (!isLost) await sleep(50);
    if (held.ok) await held.value.release();
    expect(readFileSync(place.path, "utf8")).toBe("another\n");
  });
});
