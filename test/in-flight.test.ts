import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { formatEvent } from "../src/core/state/events.ts";
import { readState } from "../src/core/state/read-state.ts";
import type { State } from "../src/core/state/state.ts";
import type { Clock } from "../src/io/clock.ts";
import type { Files } from "../src/io/io.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../src/sandbox/server.ts";
import { after } from "./support/clock.ts";
import { runIn, type Written } from "./support/io.ts";
import { Machine } from "./support/machine.ts";
import { bundle, finished, manyMembers } from "./support/rollcall.ts";

const begin = Date.parse("2026-11-23T12:00:00Z");
const stateFile = "members.state.jsonl";
const person = (index: number) => `person${index}@example.com`;
const people = (count: number) => Array.from({ length: count }, (_, index) => person(index));

let time = begin;
/** A clock that advances only while the program sleeps. */
const clock: Clock = {
  now: () => time,
  elapsed: () => time,
  sleep: async milliseconds => {
    time += milliseconds;
  },
  after,
};
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-in-flight-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function start(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox({ limit: 10_000, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

const callsTo = ({ requests }: Sandbox) => requests.filter(({ method }) => method === "POST");
const emailed = ({ organization }: Sandbox) => organization.sentEmails.map(({ email }) => email).toSorted();
const envOf = ({ url, key }: Sandbox) => ({ TALLY_API_URL: url, TALLY_API_KEY: key });

function stateIn(text: string): State {
  const reading = readState(stateFile, text, "kwob3J");
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  return reading.value;
}
const stateIs = () => stateIn(readFileSync(join(folder, stateFile), "utf8"));
const resultsIn = ({ events }: State) =>
  events.map(event => (event.event === "outcome" ? event.result : event.event));

describe("a call without a usable response", () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    time = begin;
    sandbox = await start({ now: () => time });
  });

  /** Runs a command line this many minutes after the start of the test. */
  const runAt = async (minutes: number, line: string): Promise<Written> => {
    time = Math.max(time, begin + minutes * 60_000);
    const { stdout, ...rest } = await runIn(folder, line, { env: envOf(sandbox), clock });
    return { ...rest, stdout: stdout.replaceAll(/\s+/g, " ") };
  };

  test.for([
    [20_000, 1],
    [9 * 60_000, 11],
  ] as const)(
    "sends a call once if a gateway returns 504 and delivers it %i ms later",
    async ([ms, minutes]) => {
      writeFileSync(join(folder, "members.yaml"), manyMembers(1));
      sandbox.fault({ method: "POST", fault: { kind: "late", status: 504, ms } });
      const first = await runAt(0, "apply --yes");
      expect(first.exit).toBe(1);
      expect(first.stdout).toMatch(/Run apply again after 2026-11-23 12:10:\d\d UTC\. Rollcall checks Tally/);
      expect([callsTo(sandbox).length, emailed(sandbox)]).toEqual([1, []]);
      await runAt(1, "apply --yes");
      expect(callsTo(sandbox)).toHaveLength(1);
      expect((await runAt(minutes, "apply --yes")).exit).toBe(0);
      expect([callsTo(sandbox).length, emailed(sandbox)]).toEqual([1, [person(0)]]);
      expect(resultsIn(stateIs())).toEqual(["intent", "unconfirmed", "done"]);
    },
  );

  test("doesn't resend, resolve, or forget a call until ten minutes have passed", async () => {
    writeFileSync(join(folder, "members.yaml"), manyMembers(1));
    sandbox.fault({ method: "POST", fault: { kind: "reset", effect: "none" } });
    expect((await runAt(0, "apply --yes")).exit).toBe(1);
    for (const minutes of [1, 5, 9]) {
      const again = await runAt(minutes, "apply --yes");
      expect([again.exit, callsTo(sandbox).length]).toEqual([1, 1]);
      expect(again.stdout).toContain("after 2026-11-23 12:10:");
      for (const line of ["state resolve", `state forget ${person(0)}`]) {
        const { exit, stdout, stderr } = await runAt(minutes, line);
        expect([exit, stdout + stderr]).toEqual([
          1,
          expect.stringMatching(
            /might still be delivered.* Run (this|the command) again after 2026-11-23 12:10:\d\d UTC\./,
          ),
        ]);
      }
    }
    expect(resultsIn(stateIs())).toEqual(["intent", "unconfirmed"]);
    expect((await runAt(11, "apply --yes")).exit).toBe(0);
    expect(emailed(sandbox)).toEqual([person(0)]);
  });

  test("ends a run after three unusable responses in a row, and invites everyone later", async () => {
    writeFileSync(join(folder, "members.yaml"), manyMembers(5));
    sandbox.fault({ method: "POST", times: 3, fault: { kind: "reset", effect: "none" } });
    const first = await runAt(0, "apply --yes");
    expect([first.exit, callsTo(sandbox).length]).toEqual([1, 3]);
    expect(first.stderr).toContain("Tally gave no usable response to three calls in a row.");
    const second = await runAt(1, "apply --yes");
    expect([second.exit, callsTo(sandbox).length, emailed(sandbox).length]).toEqual([1, 5, 2]);
    expect((await runAt(11, "apply --yes")).exit).toBe(0);
    expect(emailed(sandbox)).toEqual(people(5));
    expect(stateIs().recorded.unconfirmed).toEqual([]);
  });

  test("continues the run if a response follows two unusable ones", async () => {
    writeFileSync(join(folder, "members.yaml"), manyMembers(6));
    for (const nth of [1, 2, 4, 5])
      sandbox.fault({ method: "POST", nth, fault: { kind: "reset", effect: "none" } });
    const { exit, stdout } = await runAt(0, "apply --yes");
    expect([exit, callsTo(sandbox).length, emailed(sandbox).length]).toEqual([1, 6, 2]);
    expect(stdout).toContain("Apply incomplete: 2 invited, 0 canceled, 0 removed.");
    expect((await runAt(11, "apply --yes")).exit).toBe(0);
    expect(emailed(sandbox)).toEqual(people(6));
  });

  test("attempts a call three times over all runs, and once more if resend is set", async () => {
    writeFileSync(join(folder, "members.yaml"), manyMembers(1));
    sandbox.fault({ method: "POST", times: 3, fault: { kind: "reset", effect: "none" } });
    for (const minutes of [0, 11, 22]) expect((await runAt(minutes, "apply --yes")).exit).toBe(1);
    const given = await runAt(33, "apply --yes");
    expect(given.stdout).toContain("resend");
    expect(callsTo(sandbox)).toHaveLength(3);
    await runAt(44, "apply --yes");
    expect(callsTo(sandbox)).toHaveLength(3);
    writeFileSync(
      join(folder, "members.yaml"),
      `${manyMembers(1)}    resend: ${new Date(begin).toISOString().slice(0, 10)}\n`,
    );
    expect((await runAt(55, "apply --yes")).exit).toBe(0);
    expect(emailed(sandbox)).toEqual([person(0)]);
  });

  test("withdraws an intent and records a new one if its call waits five minutes", async () => {
    writeFileSync(join(folder, "members.yaml"), manyMembers(1));
    const headers = { "retry-after": "360" };
    sandbox.fault({ method: "POST", fault: { kind: "answer", status: 429, headers, effect: "none" } });
    const { exit, stderr } = await runAt(0, "apply --yes");
    expect(exit).toBe(0);
    expect(stderr).toContain("A call wasn't sent within five minutes of being recorded. Planning again.");
    expect(resultsIn(stateIs())).toEqual(["intent", "not-sent", "intent", "done"]);
    expect(emailed(sandbox)).toEqual([person(0)]);
  });
});

describe("a call that Tally shows only at the end of a run", () => {
  /** Disturbs the state file. Returns the error that later reads of it fail with, if any. */
  type Disturb = (path: string, text: string) => Error | undefined;

  /** Runs an apply whose call gets no usable response, and disturbs the state once Tally shows the call. */
  async function applyDisturbed(disturb: Disturb) {
    time = begin;
    const path = join(folder, stateFile);
    let kept: string | undefined;
    let error: Error | undefined;
    const onRequest = () => {
      if (kept !== undefined || time < begin + 5000) return;
      kept = readFileSync(path, "utf8");
      error = disturb(path, kept);
    };
    const read = (files: Files) => async (name: string) => {
      if (error && name === stateFile) throw error;
      return files.read(name);
    };
    const sandbox = await start({ now: () => time, onRequest });
    writeFileSync(join(folder, "members.yaml"), manyMembers(1));
    sandbox.fault({ method: "POST", fault: { kind: "late", status: 504, ms: 5000 } });
    const files = (own: Files): Files => ({ ...own, read: read(own) });
    const options = { env: envOf(sandbox), clock };
    const applied = await runIn(folder, "apply --yes", { ...options, files });
    /** Restores the state, and applies again. */
    const applyAgain = async () => {
      writeFileSync(path, kept ?? "");
      return runIn(folder, "apply --yes", options);
    };
    return { sandbox, applied, applyAgain };
  }

  test("records a call as done if Tally shows it at the end of the run", async () => {
    const { applied } = await applyDisturbed(() => undefined);
    expect(applied.exit).toBe(0);
    expect(resultsIn(stateIs())).toEqual(["intent", "unconfirmed", "done"]);
  });

  const disturbances: readonly (readonly [string, string, Disturb])[] = [
    [
      "was truncated",
      "it lacks 2 events that this run read or wrote before. It is out of date, or someone changed it. Run this again",
      (path, text) => void writeFileSync(path, text.split("\n").slice(0, 1).join("\n")),
    ],
    [
      "was merged with conflicts",
      "it is no longer valid. To see why, run rollcall validate",
      path => void appendFileSync(path, "<<<<<<< ours\n{}\n"),
    ],
    ["was removed", "members.state.jsonl was removed during this run", path => void rmSync(path)],
    [
      "can't be read",
      "members.state.jsonl: i/o error (EIO)",
      path => Object.assign(new Error("EIO: i/o error, read"), { code: "EIO", syscall: "read", path }),
    ],
  ];
  test.for(disturbances)(
    "reports an invite, and records it in the next run, if the state %s",
    async ([, message, disturb]) => {
      const { sandbox, applied, applyAgain } = await applyDisturbed(disturb);
      expect([applied.exit, applied.stderr]).toEqual([1, expect.stringContaining(message)]);
      expect(applied.stdout).toContain(
        "Apply incomplete: 1 invited, 0 canceled, 0 removed.\nVerified: Tally shows every change.\n",
      );
      expect((await applyAgain()).exit).toBe(0);
      expect(resultsIn(stateIs())).toEqual(["intent", "unconfirmed", "done"]);
      expect([callsTo(sandbox).length, emailed(sandbox)]).toEqual([1, [person(0)]]);
    },
  );
});

describe("apply --wait", () => {
  test("checks Tally at once, waits until a call can be sent again, and sends it", async () => {
    const sandbox = await start({ now: () => time });
    writeFileSync(join(folder, "members.yaml"), manyMembers(2));
    sandbox.fault({ method: "POST", fault: { kind: "reset", effect: "none" } });
    sandbox.fault({ method: "POST", nth: 2, fault: { kind: "reset", effect: "before" } });
    const { exit, stdout, stderr } = await runIn(folder, "apply --yes --wait", {
      env: envOf(sandbox),
      clock,
    });
    expect(exit).toBe(0);
    expect(stdout).toContain(
      "Apply complete: 2 invited, 0 canceled, 0 removed.\nVerified: Tally shows every change.",
    );
    expect(stderr).toContain(
      "Waiting 10 minutes: a call got no usable response and might still be delivered",
    );
    expect(emailed(sandbox)).toEqual(people(2));
    const [intent] = stateIs().events;
    const resent = stateIs().events.findLast(({ event }) => event === "intent");
    expect(Date.parse(resent?.at ?? "") - Date.parse(intent?.at ?? "")).toBeGreaterThanOrEqual(10 * 60_000);
  });

  test("continues after three calls in a row without a usable response", async () => {
    time = begin;
    const sandbox = await start({ now: () => time });
    writeFileSync(join(folder, "members.yaml"), manyMembers(5));
    sandbox.fault({ method: "POST", times: 3, fault: { kind: "reset", effect: "none" } });
    const { exit } = await runIn(folder, "apply --yes --wait", { env: envOf(sandbox), clock });
    expect([exit, emailed(sandbox)]).toEqual([0, people(5)]);
  });

  test.for(["can be read", "can't be read at first"])(
    "continues once another writer has resolved the call, if the state %s",
    async state => {
      time = begin;
      const sandbox = await start({ now: () => time });
      writeFileSync(join(folder, "members.yaml"), manyMembers(1));
      sandbox.fault({ method: "POST", fault: { kind: "late", status: 504, ms: 150_000 } });
      const path = join(folder, stateFile);
      let text = "";
      const steps = [
        { from: 1, act: () => (text = readFileSync(path, "utf8")) },
        { from: 1, act: () => state === "can be read" || appendFileSync(path, "<<<<<<< ours\n{}\n") },
        { from: 30_000, act: () => writeFileSync(path, text) },
        {
          from: 120_000,
          act: () => {
            const [intent] = stateIs().events;
            const call = intent && "call" in intent ? intent.call : "";
            const at = new Date(time).toISOString();
            appendFileSync(
              path,
              formatEvent({ event: "outcome", at, call, result: "done", resolvedBy: "person" }),
            );
          },
        },
      ];
      const sleep = async (milliseconds: number) => {
        time += milliseconds;
        while (steps[0] && time >= begin + steps[0].from) steps.shift()?.act();
      };
      const options = { env: envOf(sandbox), clock: { ...clock, sleep } };
      const { exit, stderr } = await runIn(folder, "apply --yes --wait", options);
      expect([exit, callsTo(sandbox).length, emailed(sandbox)]).toEqual([0, 1, [person(0)]]);
      expect(stderr.match(/Waiting \d+ minutes/g)).toHaveLength(1);
      expect(time - begin).toBeLessThan(5 * 60_000);
    },
  );

  test("doesn't wait for a call that was resolved after the plan was created", async () => {
    time = begin;
    const resolve = () => {
      const [intent] = stateIs().events;
      const call = intent && "call" in intent ? intent.call : "";
      const outcome = { event: "outcome", at: new Date(time).toISOString(), call } as const;
      appendFileSync(
        join(folder, stateFile),
        formatEvent({ ...outcome, result: "not-sent", resolvedBy: "person" }),
      );
    };
    const sandbox = await start({
      now: () => time,
      onRequest: ({ method, body }) => {
        if (method === "POST" && body.includes(person(1))) resolve();
      },
    });
    const options = { env: envOf(sandbox), clock };
    writeFileSync(join(folder, "members.yaml"), manyMembers(1));
    sandbox.fault({ method: "POST", fault: { kind: "reset", effect: "none" } });
    expect((await runIn(folder, "apply --yes", options)).exit).toBe(1);
    writeFileSync(join(folder, "members.yaml"), manyMembers(2));
    const { exit, stderr } = await runIn(folder, "apply --yes --wait", options);
    expect([exit, emailed(sandbox)]).toEqual([0, people(2)]);
    expect(stderr).not.toContain("Waiting 10 minutes");
  });

  test("resends a call whose ten minutes ended while others were sent", async () => {
    time = begin;
    const sandbox = await start({ now: () => time });
    const options = { env: envOf(sandbox), clock };
    writeFileSync(join(folder, "members.yaml"), manyMembers(1));
    sandbox.fault({ method: "POST", fault: { kind: "reset", effect: "none" } });
    expect((await runIn(folder, "apply --yes", options)).exit).toBe(1);
    time = begin + 9 * 60_000 + 40_000;
    writeFileSync(join(folder, "members.yaml"), manyMembers(2));
    const headers = { "retry-after": "30" };
    sandbox.fault({ method: "POST", fault: { kind: "answer", status: 429, headers, effect: "none" } });
    expect((await runIn(folder, "apply --yes --wait", options)).exit).toBe(0);
    expect(emailed(sandbox)).toEqual(people(2));
  });

  test("ends if Tally doesn't show after ten minutes whether a call was done", async () => {
    time = begin;
    const sandbox = await start({ now: () => time });
    writeFileSync(join(folder, "members.yaml"), manyMembers(1));
    sandbox.fault({ method: "POST", fault: { kind: "reset", effect: "none" } });
    const sleep = async (milliseconds: number) => {
      time += milliseconds;
      if (sandbox.organization.invites.length > 0) return;
      const invite = { id: "invite", email: person(0), workspaceIds: new Set<string>() };
      sandbox.organization.invites.push({ ...invite, createdByUserId: "", createdAt: time, updatedAt: time });
    };
    const options = { env: envOf(sandbox), clock: { ...clock, sleep } };
    const { exit, stderr } = await runIn(folder, "apply --yes --wait", options);
    const checks = sandbox.requests.filter(({ path }) => path === "/users/me").length;

    expect([exit, callsTo(sandbox).length]).toEqual([1, 1]);
    // One check before the call, four after it, and one after the wait.
    expect([stderr.match(/Waiting \d+ minutes/g)?.length, checks]).toEqual([1, 6]);
  });

  test("doesn't wait with --no-live", async () => {
    time = begin;
    const sandbox = await start({ now: () => time });
    writeFileSync(join(folder, "members.yaml"), manyMembers(1));
    sandbox.fault({ method: "POST", fault: { kind: "reset", effect: "none" } });
    const options = { env: envOf(sandbox), clock };
    const { exit, stderr } = await runIn(folder, "apply --yes --wait --no-live", options);
    expect([exit, stderr, callsTo(sandbox).length]).toEqual([1, "", 1]);
  });

  test("stops waiting on SIGTERM", async () => {
    const sandbox = await start({});
    writeFileSync(join(folder, "members.yaml"), manyMembers(1));
    sandbox.fault({ method: "POST", fault: { kind: "reset", effect: "none" } });
    const child = spawn(process.execPath, [bundle, "apply", "--yes", "--wait"], {
      cwd: folder,
      env: envOf(sandbox),
    });
    const ended = finished(child);
    child.stderr.on("data", chunk => {
      if (String(chunk).includes("Waiting 10 minutes")) child.kill("SIGTERM");
    });
    const { exit, stdout, stderr } = await ended;
    expect([exit, callsTo(sandbox).length]).toEqual([1, 1]);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain("Run apply again after");
    expect(stderr).toMatch(
      /\nStopping after the current API call\. To stop at once, press Ctrl-C again\.\n$/,
    );
  });
});

describe("the clocks of machines", () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => machine.remove());

  const startIn = (sandbox: Sandbox, cwd: string, args: readonly string[]): ChildProcess =>
    spawn(process.execPath, [bundle, ...args], {
      cwd,
      env: { PATH: process.env["PATH"], ...envOf(sandbox), ...machine.env },
    });

  test("uses Tally's clock after a crash if this machine's clock is 11 minutes ahead", async () => {
    const sandbox = await start({ behavior: { delayedReads: 4 } });
    writeFileSync(join(folder, "members.yaml"), manyMembers(1));
    sandbox.fault({ method: "POST", fault: { kind: "hang", effect: "before" } });
    const killed = startIn(sandbox, folder, ["apply", "--yes"]);
    const killedEnded = finished(killed);
    while (emailed(sandbox).length < 1) await sleep(5);
    killed.kill("SIGKILL");
    await killedEnded;
    machine.pass(11);
    const { exit, stderr } = await finished(startIn(sandbox, folder, ["apply", "--yes"]));
    expect([exit, emailed(sandbox)]).toEqual([0, [person(0)]]);
    expect(stderr).toContain(
      "This machine's clock is 11 minutes ahead of Tally's, so Rollcall uses Tally's.",
    );
    expect(resultsIn(stateIs())).toEqual(["intent", "done"]);
  });

  test("withdraws the calls of a process that was suspended before its first request", async () => {
    const sandbox = await start({ now: machine.now });
    const git = (cwd: string, ...args: readonly string[]) =>
      execFileSync("git", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git");
    const origin = join(folder, "origin.git");
    const [laptop, desktop] = ["laptop", "desktop"].map(name => {
      git(folder, "clone", "--quiet", `file://${origin}`, name);
      const clone = join(folder, name);
      git(clone, "config", "user.name", "Ada");
      git(clone, "config", "user.email", "ada@example.com");
      writeFileSync(join(clone, "members.yaml"), manyMembers(3));
      return clone;
    }) as [string, string];
    const [pid, stopped] = [join(folder, "pid"), join(folder, "stopped")];
    const hook = join(origin, "hooks", "post-receive");
    writeFileSync(
      hook,
      `#!/bin/sh\ntest -e "${stopped}" && exit\nkill -STOP $(cat "${pid}") && touch "${stopped}"\n`,
    );
    chmodSync(hook, 0o755);
    const apply = ["apply", "--yes", "--state-branch", "members-state"];
    const first = startIn(sandbox, laptop, apply);
    const firstEnded = finished(first);
    writeFileSync(pid, String(first.pid));
    while (!existsSync(stopped)) await sleep(5);
    expect(callsTo(sandbox)).toEqual([]);
    machine.pass(11);
    expect((await finished(startIn(sandbox, desktop, apply))).exit).toBe(0);
    expect(emailed(sandbox)).toEqual(people(3));
    first.kill("SIGCONT");
    expect((await firstEnded).stderr).toContain("A call wasn't sent within five minutes");
    expect(emailed(sandbox)).toEqual(people(3));
    const { recorded } = stateIn(git(origin, "show", `members-state:${stateFile}`));
    expect([recorded.people.size, recorded.unconfirmed]).toEqual([3, []]);
    expect((await finished(startIn(sandbox, laptop, apply))).exit).toBe(0);
    expect(emailed(sandbox)).toEqual(people(3));
  });

  test("records the invite of a process that was suspended after its request", async () => {
    let isStopped = false;
    let first: ChildProcess | undefined;
    const sandbox = await start({
      now: machine.now,
      behavior: { delayedReads: 1000 },
      onRequest: ({ method }) => {
        if (method === "POST" && !isStopped) isStopped = first?.kill("SIGSTOP") ?? false;
      },
    });
    writeFileSync(join(folder, "members.yaml"), manyMembers(1));
    first = startIn(sandbox, folder, ["apply", "--yes"]);
    const firstEnded = finished(first);
    while (emailed(sandbox).length < 1) await sleep(5);
    machine.pass(11);
    // A lock that its process stops refreshing is taken over.
    const second = await finished(startIn(sandbox, folder, ["state", "resolve", "--as", "not-sent"]));
    expect(second.exit).toBe(0);
    first.kill("SIGCONT");
    await firstEnded;
    expect([...stateIs().recorded.people.keys()]).toEqual([person(0)]);
    expect(stateIs().recorded.unconfirmed).toEqual([]);
    await finished(startIn(sandbox, folder, ["apply", "--yes", "--no-live"]));
    expect(emailed(sandbox)).toEqual([person(0)]);
  });
});
