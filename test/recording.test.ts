import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Files } from "../src/io/io.ts";
import { type Sandbox, startSandbox } from "../src/sandbox/server.ts";
import { commandTime, runIn, type Written } from "./support/io.ts";
import { manyMembers, Workplace } from "./support/rollcall.ts";

let sandbox: Sandbox;
/** The requests that change something. */
const calls = () => sandbox.requests.filter(({ method }) => method !== "GET");
let place: Workplace;
let env: Record<string, string>;
beforeEach(async () => {
  sandbox = await startSandbox({ now: commandTime });
  place = new Workplace();
  env = { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key };
});
afterEach(async () => {
  place.remove();
  await sandbox.close();
});

const apply = "apply --yes --no-live";

/** A disk that is full from the nth write to the state file on. */
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

/** Counts what is done with files: bytes appended, and how often one is read or written whole. */
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

/** A state file of so many calls, each to a person whom members.yaml does not name. */
function recordOf(calls: number): string {
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
  test("costs the same however long the file is: only the lines of this apply are written, and nothing is read again", async () => {
    place.write("members.yaml", manyMembers(3));
    const costs = [];
    for (const calls of [1, 5000]) {
      place.write("members.state.jsonl", recordOf(calls));
      const counts = { appended: 0, read: 0, replaced: 0 };
      const { exit } = await runIn(place.folder, apply, { env, files: counted(counts) });
      expect(exit).toBe(0);
      costs.push(counts);
    }
    expect(costs[1]).toEqual(costs[0]);
    expect([costs[0]?.read, costs[0]?.replaced]).toEqual([2, 0]);
    expect(costs[0]?.appended).toBeLessThan(3000);
  });

  test("has the intent on disk before its call arrives, and the outcome before the next call", async () => {
    place.write("members.yaml", manyMembers(3));
    const seen: string[] = [];
    const state = () => readFileSync(join(place.folder, "members.state.jsonl"), "utf8");
    const recordAtRequest = () => seen.push(state().trim().split("\n").slice(1).map(eventOf).join(" "));
    const timer = setInterval(() => {
      if (calls().length > seen.length) recordAtRequest();
    }, 5);
    sandbox.fault({ method: "POST", times: 3, fault: { kind: "delay", ms: 120 } });
    await runIn(place.folder, apply, { env });
    clearInterval(timer);
    expect(seen).toEqual(["intent", "intent outcome intent", "intent outcome intent outcome intent"]);
  });

  test("sends nothing when the intent cannot be written", async () => {
    place.write("members.yaml", manyMembers(3));
    const applied = await runIn(place.folder, apply, { env, files: fullFrom(1) });
    expect([applied.exit, calls()]).toEqual([1, []]);
    expect(applied.stderr).toBe(
      "Error: Couldn't write members.state.jsonl: no space left on device (ENOSPC). Rollcall stopped sending. Earlier results are saved, and the next apply checks Tally for the rest.\n",
    );
    expect(applied.stdout).toContain(
      "Apply incomplete: 0 invited, 0 canceled, 0 removed.\n\nNot sent yet: 3 people.",
    );
    const planned = await runIn(place.folder, "plan --format json");
    expect(JSON.parse(planned.stdout)).toMatchObject({ summary: { people: 3 }, unconfirmed: [] });
  });

  test("cuts a torn last line off even where nothing has to be recorded", async () => {
    place.write("members.yaml", manyMembers(2));
    await runIn(place.folder, apply, { env });
    const whole = place.read("members.state.jsonl");
    place.write("members.state.jsonl", `${whole}{"event":"int`);
    const applied = await runIn(place.folder, apply, { env });
    expect(applied).toMatchObject({ exit: 0 });
    expect(applied.stderr).toContain("[state-torn-line]");
    expect(place.read("members.state.jsonl")).toBe(whole);
  });

  test("is refused in words where the folder is read-only, before anything is asked of Tally", async () => {
    place.write("members.yaml", manyMembers(3));
    const lock = async () => {
      const error = new Error("EROFS: read-only file system, mkdir");
      throw Object.assign(error, { code: "EROFS", syscall: "mkdir", path: "members.state.jsonl.lock" });
    };
    const applied = await runIn(place.folder, apply, { env, files: files => ({ ...files, lock }) });
    expect([applied.exit, applied.stdout, calls()]).toEqual([1, "", []]);
    expect(applied.stderr).toBe(
      "Stopped: members.state.jsonl.lock: read-only file system (EROFS). What was recorded before stays. Let whoever runs this read and write there, and run this again.\n",
    );
  });

  test("stops when an outcome cannot be written, and the next plan shows the call as unconfirmed", async () => {
    place.write("members.yaml", manyMembers(3));
    const applied = await runIn(place.folder, apply, { env, files: fullFrom(4) });
    expect([applied.exit, calls().length]).toEqual([1, 2]);
    expect(applied.stdout).toContain(
      "Apply incomplete: 2 invited, 0 canceled, 0 removed.\n\nNot sent yet: 1 person.",
    );
    const plan = JSON.parse((await runIn(place.folder, "plan --format json")).stdout);
    expect(plan).toMatchObject({
      summary: { people: 1, unchanged: 1 },
      unconfirmed: [{ emails: [sentAddress(1)] }],
    });
  });
});

describe("a state file that somebody else changes during an apply", () => {
  const planningAgain = "members.yaml or the state file changed during this run. Planning again.\n";
  const path = () => join(place.folder, "members.state.jsonl");
  /** A line by which a person was invited before: they have left since, and are not invited again. */
  const invitedBefore = (index: number) =>
    `${JSON.stringify({ event: "adopted", at: "2026-11-01T12:00:00.000Z", email: `person${index}@example.com`, workspaceIds: [["wLDNPp", "npe1DB", "31Wy9l"][index % 3]] })}\n`;
  const changes = {
    "appends to it": (text: string) => appendFileSync(path(), text),
    "renames another file onto it": (text: string) => {
      writeFileSync(`${path()}.new`, place.read("members.state.jsonl") + text);
      renameSync(`${path()}.new`, path());
    },
  };
  const posted = () => sandbox.requests.filter(({ method }) => method === "POST").length;
  async function untilAsked(isAsked: () => boolean): Promise<void> {
    while (!isAsked()) await new Promise(resolve => setTimeout(resolve, 5));
  }
  beforeEach(() => {
    place.write("members.yaml", manyMembers(3));
    place.write("members.state.jsonl", recordOf(1));
  });

  async function expectInvited(people: readonly number[], applied: Promise<Written>): Promise<void> {
    const { exit, stderr } = await applied;
    expect([exit, stderr]).toEqual([0, expect.stringContaining(planningAgain)]);
    const emails = sandbox.organization.sentEmails.map(({ email }) => email).sort();
    expect(emails).toEqual(people.map(index => `person${index}@example.com`));
    expect(place.read("members.state.jsonl")).toContain(invitedBefore(1));
    expect((await runIn(place.folder, "validate")).exit).toBe(0);
  }

  test.each(Object.entries(changes))("while it checks Tally: %s", async (_, change) => {
    sandbox.fault({ method: "GET", fault: { kind: "delay", ms: 300 } });
    const applied = runIn(place.folder, "apply --yes", { env });
    await untilAsked(() => sandbox.requests.length > 0);
    change(invitedBefore(1));
    await expectInvited([0, 2], applied);
  });

  test.each(Object.entries(changes))("while it waits for an answer: %s", async (_, change) => {
    const confirm = async () => {
      change(invitedBefore(1));
      return true;
    };
    await expectInvited([0, 2], runIn(place.folder, "apply", { env, confirm }));
  });

  test.each(Object.entries(changes))("while it sends a call: %s", async (_, change) => {
    sandbox.fault({ method: "POST", fault: { kind: "delay", ms: 300 } });
    const applied = runIn(place.folder, "apply --yes", { env });
    await untilAsked(() => posted() === 1);
    change(invitedBefore(1));
    await expectInvited([0, 2], applied);
    const lines = place.read("members.state.jsonl").trim().split("\n");
    expect(new Set(lines).size).toBe(lines.length);
  });

  test("removes it: nothing is sent, and no other is begun", async () => {
    const confirm = async () => {
      rmSync(path());
      return true;
    };
    const { exit, stderr } = await runIn(place.folder, "apply", { env, confirm });
    expect([exit, posted(), existsSync(path())]).toEqual([1, 0, false]);
    expect(stderr).toContain("members.state.jsonl was removed during this run");
  });

  test("removes it while it sends a call: the lines of the run are printed and put aside", async () => {
    sandbox.fault({ method: "POST", fault: { kind: "delay", ms: 300 } });
    const applied = runIn(place.folder, "apply --yes", { env });
    await untilAsked(() => posted() === 1);
    rmSync(path());
    const { exit, stderr } = await applied;
    expect([exit, posted(), existsSync(path())]).toEqual([1, 1, false]);
    const unsaved = place.read("rollcall-unsaved.jsonl");
    expect(unsaved.trim().split("\n").map(eventOf)).toEqual(["forgotten", "intent", "outcome"]);
    expect(stderr).toContain(unsaved);
  });
});

describe("colour", () => {
  test("is used at a terminal only, and not against --no-color or NO_COLOR", async () => {
    place.write("members.yaml", manyMembers(1));
    const escapes = async (line: string, isTerminal: boolean, extra: Record<string, string> = {}) =>
      (await runIn(place.folder, line, { isTerminal, env: extra })).stdout.includes("\u001b[");
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
