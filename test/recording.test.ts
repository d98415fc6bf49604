import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Files } from "../src/io/io.ts";
import { type Sandbox, startSandbox } from "../src/sandbox/server.ts";
import { commandTime, runIn, type Written } from "./support/io.ts";
import { manyMembers, TestFolder } from "./support/rollcall.ts";

let sandbox: Sandbox;
/** The requests that change something in Tally. */
const calls = () => sandbox.requests.filter(({ method }) => method !== "GET");
let workplace: TestFolder;
let env: Record<string, string>;
beforeEach(async () => {
  sandbox = await startSandbox({ now: commandTime });
  workplace = new TestFolder();
  env = { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key };
});
afterEach(async () => {
  workplace.remove();
  await sandbox.close();
});

const apply = "apply --yes --no-live";

/** Makes the disk full from the nth write to the state file on. */
function fullFrom(nth: number): (files: Files) => Files {
  let writes = 0;
  const write = <Value>(path: string, whole: () => Promise<Value>): Promise<Value> => {
    writes += 1;
    if (writes < nth) return whole();
    const error = new Error("ENOSPC: no space left on device, write");
    throw Object.assign(error, { code: "ENOSPC", syscall: "write", path });
  };
  return files => ({
    ...files,
    create: (path, text) => write(path, () => files.create(path, text)),
    append: (path, text, from) => write(path, () => files.append(path, text, from)),
  });
}

/** Counts the characters that are appended, and how often a file is read or replaced. */
function counted(counts: Record<"appended" | "read" | "replaced", number>): (files: Files) => Files {
  return files => ({
    ...files,
    read: path => {
      counts.read += 1;
      return files.read(path);
    },
    replace: (path, text) => {
      counts.replaced += 1;
      return files.replace(path, text);
    },
    append: (path, text, from) => {
      counts.appended += text.length;
      return files.append(path, text, from);
    },
  });
}

/** Returns a state file with this many calls, each to one person who isn't in members.yaml. */
function stateOf(calls: number): string {
  const at = "2026-11-01T12:00:00.000Z";
  const lines = Array.from({ length: calls }, (_, index) => {
    const call = `c${index}`;
    const emails = [`earlier${index}@example.com`];
    return [
      { event: "intent", at, call, action: "invite", emails, workspaceIds: ["wLDNPp"] },
      { event: "outcome", at, call, result: "done", status: 204 },
    ];
  });
  const header = { format: "rollcall-state", version: 1, organization: "kwob3J", lineage: "long" };
  return [header, ...lines.flat()].map(line => `${JSON.stringify(line)}\n`).join("");
}

describe("recording", () => {
  test("writes only its own lines and reads nothing again, however long the file is", async () => {
    workplace.write("members.yaml", manyMembers(3));
    const costs = [];
    for (const calls of [1, 5000]) {
      workplace.write("members.state.jsonl", stateOf(calls));
      const counts = { appended: 0, read: 0, replaced: 0 };
      const { exit } = await runIn(workplace.folder, apply, { env, files: counted(counts) });
      expect(exit).toBe(0);
      costs.push(counts);
    }
    expect(costs[1]).toEqual(costs[0]);
    expect([costs[0]?.read, costs[0]?.replaced]).toEqual([2, 0]);
    expect(costs[0]?.appended).toBeLessThan(3000);
  });

  test("writes an intent before its call, and its outcome before the next call", async () => {
    workplace.write("members.yaml", manyMembers(3));
    const seen: string[] = [];
    const state = () => readFileSync(join(workplace.folder, "members.state.jsonl"), "utf8");
    const rememberEvents = () => seen.push(state().trim().split("\n").slice(1).map(eventOf).join(" "));
    const timer = setInterval(() => {
      if (calls().length > seen.length) rememberEvents();
    }, 5);
    sandbox.fault({ method: "POST", times: 3, fault: { kind: "delay", ms: 120 } });
    await runIn(workplace.folder, apply, { env });
    clearInterval(timer);
    expect(seen).toEqual(["intent", "intent outcome intent", "intent outcome intent outcome intent"]);
  });

  test("sends nothing if an intent can't be written", async () => {
    workplace.write("members.yaml", manyMembers(3));
    const applied = await runIn(workplace.folder, apply, { env, files: fullFrom(1) });
    expect([applied.exit, calls()]).toEqual([1, []]);
    expect(applied.stderr).toBe(
      "Error: Couldn't write members.state.jsonl: no space left on device (ENOSPC). Rollcall stopped sending. Earlier results are saved, and the next apply checks Tally for the rest.\n",
    );
    expect(applied.stdout).toContain(
      "Apply incomplete: 0 invited, 0 canceled, 0 removed.\n\nNot sent yet: 3 people.",
    );
    const planned = await runIn(workplace.folder, "plan --format json");
    expect(JSON.parse(planned.stdout)).toMatchObject({ summary: { people: 3 }, unconfirmed: [] });
  });

  test("removes a torn last line even if there is nothing to record", async () => {
    workplace.write("members.yaml", manyMembers(2));
    await runIn(workplace.folder, apply, { env });
    const whole = workplace.read("members.state.jsonl");
    workplace.write("members.state.jsonl", `${whole}{"event":"int`);
    const applied = await runIn(workplace.folder, apply, { env });
    expect(applied).toMatchObject({ exit: 0 });
    expect(applied.stderr).toContain("[state-torn-line]");
    expect(workplace.read("members.state.jsonl")).toBe(whole);
  });

  test("reports a read-only folder before it sends anything", async () => {
    workplace.write("members.yaml", manyMembers(3));
    const lock = async () => {
      const error = new Error("EROFS: read-only file system, mkdir");
      throw Object.assign(error, { code: "EROFS", syscall: "mkdir", path: "members.state.jsonl.lock" });
    };
    const applied = await runIn(workplace.folder, apply, { env, files: files => ({ ...files, lock }) });
    expect([applied.exit, applied.stdout, calls()]).toEqual([1, "", []]);
    expect(applied.stderr).toBe(
      "Error: members.state.jsonl.lock: read-only file system (EROFS). Everything recorded so far is saved. Give your user permission to read and write there, and run the command again.\n",
    );
  });

  test("stops if an outcome can't be written, which leaves the call unconfirmed", async () => {
    workplace.write("members.yaml", manyMembers(3));
    const applied = await runIn(workplace.folder, apply, { env, files: fullFrom(4) });
    expect([applied.exit, calls().length]).toEqual([1, 2]);
    expect(applied.stdout).toContain(
      "Apply incomplete: 2 invited, 0 canceled, 0 removed.\n\nNot sent yet: 1 person.",
    );
    const plan = JSON.parse((await runIn(workplace.folder, "plan --format json")).stdout);
    expect(plan).toMatchObject({
      summary: { people: 1, unchanged: 1 },
      unconfirmed: [{ emails: [sentAddress(1)] }],
    });
  });
});

describe("a state file changed by another writer during an apply", () => {
  const planningAgain = "members.yaml or the state file changed during this run. Planning again.\n";
  const path = () => join(workplace.folder, "members.state.jsonl");
  /** Returns a line for a person who was invited before and has left since, so they aren't invited again. */
  const invitedBefore = (index: number) =>
    `${JSON.stringify({ event: "adopted", at: "2026-11-01T12:00:00.000Z", email: `person${index}@example.com`, workspaceIds: [["wLDNPp", "npe1DB", "31Wy9l"][index % 3]] })}\n`;
  const changes = {
    "appends a line": (text: string) => appendFileSync(path(), text),
    "replaces the file": (text: string) => {
      writeFileSync(`${path()}.new`, workplace.read("members.state.jsonl") + text);
      renameSync(`${path()}.new`, path());
    },
  };
  const posted = () => sandbox.requests.filter(({ method }) => method === "POST").length;
  async function waitUntil(isDone: () => boolean): Promise<void> {
    while (!isDone()) await new Promise(resolve => setTimeout(resolve, 5));
  }
  beforeEach(() => {
    workplace.write("members.yaml", manyMembers(3));
    workplace.write("members.state.jsonl", stateOf(1));
  });

  async function expectInvited(people: readonly number[], applied: Promise<Written>): Promise<void> {
    const { exit, stderr } = await applied;
    expect([exit, stderr]).toEqual([0, expect.stringContaining(planningAgain)]);
    const emails = sandbox.organization.sentEmails.map(({ email }) => email).sort();
    expect(emails).toEqual(people.map(index => `person${index}@example.com`));
    expect(workplace.read("members.state.jsonl")).toContain(invitedBefore(1));
    expect((await runIn(workplace.folder, "validate")).exit).toBe(0);
  }

  test.each(Object.entries(changes))(
    "plans again if another writer %s while it checks Tally",
    async (_, change) => {
      sandbox.fault({ method: "GET", fault: { kind: "delay", ms: 300 } });
      const applied = runIn(workplace.folder, "apply --yes", { env });
      await waitUntil(() => sandbox.requests.length > 0);
      change(invitedBefore(1));
      await expectInvited([0, 2], applied);
    },
  );

  test.each(Object.entries(changes))(
    "plans again if another writer %s while it waits for confirmation",
    async (_, change) => {
      const confirm = async () => {
        change(invitedBefore(1));
        return true;
      };
      await expectInvited([0, 2], runIn(workplace.folder, "apply", { env, confirm }));
    },
  );

  test.each(Object.entries(changes))("plans again if another writer %s during a call", async (_, change) => {
    sandbox.fault({ method: "POST", fault: { kind: "delay", ms: 300 } });
    const applied = runIn(workplace.folder, "apply --yes", { env });
    await waitUntil(() => posted() === 1);
    change(invitedBefore(1));
    await expectInvited([0, 2], applied);
    const lines = workplace.read("members.state.jsonl").trim().split("\n");
    expect(new Set(lines).size).toBe(lines.length);
  });

  test("sends nothing and creates no new file if the state file is removed", async () => {
    const confirm = async () => {
      rmSync(path());
      return true;
    };
    const { exit, stderr } = await runIn(workplace.folder, "apply", { env, confirm });
    expect([exit, posted(), existsSync(path())]).toEqual([1, 0, false]);
    expect(stderr).toContain("members.state.jsonl was removed during this run");
  });

  test("prints and saves its lines if the state file is removed during a call", async () => {
    sandbox.fault({ method: "POST", fault: { kind: "delay", ms: 300 } });
    const applied = runIn(workplace.folder, "apply --yes", { env });
    await waitUntil(() => posted() === 1);
    rmSync(path());
    const { exit, stderr } = await applied;
    expect([exit, posted(), existsSync(path())]).toEqual([1, 1, false]);
    const unsaved = workplace.read("rollcall-unsaved.jsonl");
    expect(unsaved.trim().split("\n").map(eventOf)).toEqual(["forgotten", "intent", "outcome"]);
    expect(stderr).toContain(unsaved);
  });
});

describe("color output", () => {
  test("uses color only in a terminal, and not with --no-color or NO_COLOR", async () => {
    workplace.write("members.yaml", manyMembers(1));
    const escapes = async (line: string, isTerminal: boolean, extra: Record<string, string> = {}) =>
      (await runIn(workplace.folder, line, { isTerminal, env: extra })).stdout.includes("\u001b[");
    expect(await escapes("plan", true)).toBe(true);
    expect(await escapes("plan", false)).toBe(false);
    expect(await escapes("plan --no-color", true)).toBe(false);
    expect(await escapes("plan", true, { NO_COLOR: "1" })).toBe(false);
    expect(await escapes("plan", true, { TERM: "dumb" })).toBe(false);
    expect(await escapes("plan", true, { TERM: "xterm" })).toBe(true);
    expect(await escapes("plan --format json", true)).toBe(false);
  });
});

function eventOf(line: string): string {
  return (JSON.parse(line) as { event: string }).event;
}

function sentAddress(index: number): string {
  return (JSON.parse(calls()[index]?.body ?? "") as { emails: string }).emails;
}
