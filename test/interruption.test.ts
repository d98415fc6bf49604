import { rmSync, symlinkSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Plan } from "../src/core/plan/model.ts";
import { type Sandbox, startSandbox } from "../src/sandbox/server.ts";
import { type Finished, finished, manyMembers, TestFolder } from "./support/rollcall.ts";

let sandbox: Sandbox;
/** The requests that change something in Tally. */
const calls = () => sandbox.requests.filter(({ method }) => method !== "GET");
let workplace: TestFolder;
beforeEach(async () => {
  sandbox = await startSandbox({ limit: 10_000 });
  workplace = new TestFolder(sandbox);
});
afterEach(async () => {
  workplace.remove();
  await sandbox.close();
});

const apply = ["apply", "--yes", "--no-live"];
const addressesSent = () => calls().map(({ body }) => (JSON.parse(body) as { emails: string }).emails);
const nextPlan = async (): Promise<Plan> =>
  JSON.parse((await workplace.run("plan --format json")).stdout) as Plan;

async function untilRequests(count: number): Promise<void> {
  while (calls().length < count) await sleep(5);
}

describe("an interrupted apply", () => {
  test("finishes and records the call in flight on the first signal", async () => {
    workplace.write("members.yaml", manyMembers(3));
    sandbox.fault({ method: "POST", nth: 2, fault: { kind: "delay", ms: 600 } });
    const child = workplace.start(apply);
    const ended = finished(child);
    await untilRequests(2);
    child.kill("SIGINT");
    const { exit, stdout, stderr } = await ended;
    expect(exit).toBe(1);
    expect(stdout).toContain(
      "Apply incomplete: 2 invited, 0 canceled, 0 removed.\n\nNot sent yet: 1 person.",
    );
    expect(stderr).toContain("Stopped early. Everything that was sent is recorded.");
    const plan = await nextPlan();
    expect([plan.summary, plan.unconfirmed]).toMatchObject([
      { people: 1, grants: 1, calls: 1, unchanged: 2 },
      [],
    ]);
  });

  test("ends at once on the second signal, and leaves the call in flight unconfirmed", async () => {
    workplace.write("members.yaml", manyMembers(2));
    sandbox.fault({ method: "POST", fault: { kind: "hang", effect: "before" } });
    const child = workplace.start(apply);
    const ended = finished(child);
    await untilRequests(1);
    child.kill("SIGTERM");
    await sleep(200);
    child.kill("SIGTERM");
    expect((await ended).exit).toBe(1);
    const plan = await nextPlan();
    expect(plan.unconfirmed.map(call => call.emails)).toEqual([addressesSent()]);
    expect(plan.people.map(person => person.email)).not.toContain(addressesSent()[0]);
  });

  test("stops waiting for a retry as soon as it gets a signal", async () => {
    workplace.write("members.yaml", manyMembers(1));
    sandbox.fault({
      method: "POST",
      times: 5,
      fault: { kind: "answer", status: 429, headers: { "retry-after": "600" }, effect: "none" },
    });
    const child = workplace.start(apply);
    const ended = finished(child);
    await untilRequests(1);
    await sleep(200);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ exit: 1 });
    const plan = await nextPlan();
    expect([plan.summary.people, plan.unconfirmed]).toEqual([1, []]);
  });

  test("stops at its deadline, and reports what was not sent", async () => {
    workplace.write("members.yaml", manyMembers(3));
    sandbox.fault({ method: "POST", nth: 2, fault: { kind: "delay", ms: 1500 } });
    const cut = await workplace.run("apply --yes --no-live --deadline 1");
    expect(cut).toMatchObject({
      exit: 1,
      stderr: `Stopping: the deadline of 1 second has passed.\nStopped early. Everything that was sent is recorded.\n`,
    });
    expect(cut.stdout).toContain(
      "Apply incomplete: 2 invited, 0 canceled, 0 removed.\n\nNot sent yet: 1 person.",
    );
    sandbox.fault({
      method: "POST",
      fault: { kind: "answer", status: 429, headers: { "retry-after": "600" }, effect: "none" },
    });
    const paused = await workplace.run("apply --yes --no-live --deadline 1");
    expect(paused.stdout).toContain(
      "Apply incomplete: 0 invited, 0 canceled, 0 removed.\n\nRejected by Tally: 1 person.",
    );
    expect((await nextPlan()).summary).toMatchObject({ people: 1, unchanged: 2 });
  });

  test.for(["apply --yes", "plan --live", "drift", "state resolve"])(
    "stops at its deadline while it checks Tally: %s",
    async line => {
      workplace.write("members.yaml", manyMembers(1));
      sandbox.fault({ method: "POST", fault: { kind: "reset", effect: "none" } });
      await workplace.run("apply --yes --no-live");
      const requestsBefore = sandbox.requests.length;
      sandbox.fault({ method: "GET", fault: { kind: "hang", effect: "none" } });
      const cut = await workplace.run(`${line} --deadline 1`);
      expect(cut.exit).toBe(1);
      expect(cut.stderr).toContain("Stopping: the deadline of 1 second has passed.\n");
      if (line.startsWith("apply"))
        expect(cut.stderr).toContain("According to the state file, 0 people still need an invite.");
      expect(sandbox.requests.length).toBe(requestsBefore + 1);
    },
  );

  test.for([40, 90, 140, 190, 240, 290, 340, 390, 440, 540])(
    "plans no invite again that Tally got before a kill after %i ms",
    async milliseconds => {
      workplace.write("members.yaml", manyMembers(40));
      sandbox.fault({ times: 1000, fault: { kind: "delay", ms: 4 } });
      const child = workplace.start(apply);
      const ended = finished(child);
      await sleep(milliseconds + Math.random() * 50);
      child.kill("SIGKILL");
      await ended;
      await sleep(50);

      const plan = await nextPlan();
      const planned = plan.people.map(person => String(person.email));
      const unconfirmed = plan.unconfirmed.flatMap(call => call.emails);
      const done = 40 - planned.length - unconfirmed.length;
      expect(plan.summary.unchanged).toBe(done);
      expect(unconfirmed.length).toBeLessThanOrEqual(1);
      const sent = addressesSent();
      expect(planned.filter(email => sent.includes(email))).toEqual([]);
      expect(new Set(sent).size).toBe(sent.length);
      expect(sent.length).toBeGreaterThanOrEqual(done);
    },
  );
});

describe("the lock of the state file", () => {
  test("prevents two applies at the same time from inviting anyone twice", async () => {
    workplace.write("members.yaml", manyMembers(6));
    sandbox.fault({ times: 1000, fault: { kind: "delay", ms: 100 } });
    const ends: Finished[] = await Promise.all([
      finished(workplace.start(apply)),
      finished(workplace.start(apply)),
    ]);
    expect(ends.map(({ exit }) => exit)).toEqual([0, 0]);
    expect(addressesSent().toSorted()).toEqual(
      Array.from({ length: 6 }, (_, index) => `person${index}@example.com`),
    );
    expect(ends.map(({ stderr }) => stderr).join("")).toContain(
      "Waiting for another rollcall process to finish",
    );
    expect(ends.map(({ stdout }) => stdout).join("")).toContain("No changes.");
  });

  test("reports the process that holds the lock", async () => {
    workplace.write("members.yaml", manyMembers(2));
    sandbox.fault({ method: "POST", fault: { kind: "delay", ms: 20_000 } });
    const first = workplace.start(apply);
    const firstEnded = finished(first);
    await untilRequests(1);
    const second = await workplace.run(apply.join(" "));
    expect(second).toMatchObject({ exit: 1, stdout: "" });
    expect(second.stderr).toContain(
      `Error: Another rollcall process is using this file: process ${first.pid} on ${hostname()} (rollcall apply --yes --no-live), since 20`,
    );
    expect(second.stderr).toContain("The lock file is members.state.jsonl.lock.");
    first.kill("SIGKILL");
    await firstEnded;
  });

  test("ends the run after the call in flight if the lock is lost", async () => {
    workplace.write("members.yaml", manyMembers(2));
    sandbox.fault({ method: "POST", fault: { kind: "delay", ms: 5000 } });
    const child = workplace.start(apply);
    const ended = finished(child);
    await untilRequests(1);
    rmSync(join(workplace.folder, "members.state.jsonl.lock"), { recursive: true });
    const { exit, stdout, stderr } = await ended;
    expect([exit, addressesSent().length]).toEqual([1, 1]);
    expect(stdout).toContain(
      "Apply incomplete: 1 invited, 0 canceled, 0 removed.\n\nNot sent yet: 1 person.",
    );
    expect(stderr).toMatch(/^Lost the lock, .*\nStopped early\. Everything that was sent is recorded\.\n$/);
  });

  test("locks the state file under any path, and reads members.yaml after waiting", async () => {
    workplace.write("members.yaml", manyMembers(2));
    workplace.write(
      "members.state.jsonl",
      `${JSON.stringify({ format: "rollcall-state", version: 1, organization: "kwob3J", lineage: "x" })}\n`,
    );
    const other = `${workplace.folder}-other`;
    symlinkSync(workplace.folder, other);
    onTestFinished(() => rmSync(other));
    sandbox.fault({ method: "POST", fault: { kind: "delay", ms: 2500 } });
    const first = finished(workplace.start(apply));
    await untilRequests(1);
    const second = finished(workplace.start([...apply, "--state", join(other, "members.state.jsonl")]));
    await sleep(1000);
    workplace.write("members.yaml", manyMembers(2).replace("person1@", "person9@"));
    expect((await first).exit).toBe(0);
    expect((await second).exit).toBe(0);
    expect(addressesSent().toSorted()).toEqual([
      "person0@example.com",
      "person1@example.com",
      "person9@example.com",
    ]);
  });

  test("takes over the lock of a killed process, and sends no second email", async () => {
    workplace.write("members.yaml", manyMembers(3));
    sandbox.fault({ method: "POST", nth: 2, fault: { kind: "hang", effect: "before" } });
    const child = workplace.start(apply);
    const ended = finished(child);
    await untilRequests(2);
    child.kill("SIGKILL");
    await ended;
    const again = await workplace.run(apply.join(" "));
    expect(again.exit).toBe(1);
    expect((await workplace.run("state resolve --as sent")).exit).toBe(0);
    expect((await workplace.run(apply.join(" "))).exit).toBe(0);
    expect(sandbox.organization.sentEmails.map(({ email }) => email).toSorted()).toEqual(
      addressesSent().toSorted(),
    );
    expect(new Set(addressesSent()).size).toBe(3);
  });

  test("passes the lock of a killed apply to a waiting one, which sends the rest", async () => {
    workplace.write("members.yaml", manyMembers(3));
    sandbox.fault({ method: "POST", nth: 2, fault: { kind: "hang", effect: "before" } });
    const first = workplace.start(["apply", "--yes"]);
    const firstEnded = finished(first);
    while (sandbox.organization.sentEmails.length < 2) await sleep(5);
    const second = finished(workplace.start(["apply", "--yes"]));
    await sleep(1000);
    first.kill("SIGKILL");
    await firstEnded;
    const { exit, stderr } = await second;
    expect(exit).toBe(0);
    expect(stderr).toContain("Waiting for another rollcall process to finish");
    expect(sandbox.organization.sentEmails.map(({ email }) => email).toSorted()).toEqual(
      [0, 1, 2].map(index => `person${index}@example.com`),
    );
  });

  test("reports a missing folder without a stack trace", async () => {
    workplace.write("members.yaml", manyMembers(1));
    const applied = await workplace.run("apply --yes --no-live --state nowhere/state.jsonl");
    expect(applied).toMatchObject({ exit: 1, stdout: "" });
    expect(applied.stderr).toMatch(/^Error: .*nowhere: no such file or directory \(ENOENT\)/);
    rmSync(join(workplace.folder, "members.yaml"));
  });
});
