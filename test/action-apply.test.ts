import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readState } from "../src/core/state/read-state.ts";
import type { State } from "../src/core/state/state.ts";
import { type AccessRepository, membersFile, startRepository } from "./support/access-repository.ts";
import { changeRequests } from "./support/call-sandbox.ts";
import { readMarkdown, textIn } from "./support/markdown.ts";

const ada = { "ada@example.com": "marketing" };
const both = { ...ada, "grace@example.com": "research" };
/** The path of a request that pushes to a branch. */
const pushPath = /\/git\/refs\/heads%2F/;

/** Returns the recipients of the emails that Tally sent, sorted. */
function recipients({ tally }: AccessRepository): string[] {
  return tally.organization.sentEmails.map(({ email }) => email).sort();
}

/** Returns the state on a branch, or throws if it's invalid. */
async function stateOf(repository: AccessRepository, branch = "main"): Promise<State> {
  const reading = readState("state", (await repository.state(branch)) ?? "", "kwob3J");
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  return reading.value;
}

async function tipOf({ hub }: AccessRepository, branch = "main"): Promise<string> {
  return (await hub.tip(branch)) ?? "";
}

/** Returns members for `membersFile`, each in one workspace. */
function people(count: number): Record<string, string> {
  const workspaces = ["marketing", "research", "support"];
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`p${n}@example.com`, workspaces[n % 3] ?? ""]),
  );
}

describe.concurrent("the apply command of the Action", { timeout: 120_000 }, () => {
  test.for(["main is protected", "the token is read-only"])(
    "sends nothing and names the fixes if %s",
    async (obstacle, context) => {
      const repository = await startRepository(context, { "members.yaml": membersFile(both) });
      if (obstacle === "main is protected") await repository.hub.protect("main");
      else repository.hub.readOnly(true);
      const { exit, stdout, summary } = await repository.apply(await tipOf(repository));
      expect(exit).toBe(1);
      expect(changeRequests(repository.tally)).toEqual([]);
      for (const text of [stdout, textIn(readMarkdown(summary))]) {
        expect(text).toContain("Couldn't write members.state.jsonl: GitHub returned");
        expect(text).toContain("permissions: { contents: write, pull-requests: write }");
        expect(text).toContain("state-branch");
      }
      expect(summary).toContain("### Rollcall: nothing was sent\n");
    },
  );

  test("stores state on state-branch if main is protected, and fails if it's deleted", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(both), "notes.md": "" });
    const inputs = { "state-branch": "members-state" };
    await repository.hub.protect("main");
    const main = await tipOf(repository);
    expect(await repository.apply(main, { inputs })).toMatchObject({ exit: 0, stderr: "" });
    expect(Object.keys(await repository.hub.files("members-state"))).toEqual(["members.state.jsonl"]);
    expect(await tipOf(repository)).toBe(main);
    expect(await repository.apply(main, { inputs })).toMatchObject({ exit: 0 });
    expect(recipients(repository)).toEqual(["ada@example.com", "grace@example.com"]);

    await repository.hub.deleteBranch("members-state");
    const { exit, stdout } = await repository.apply(main, { inputs });
    expect(exit).toBe(1);
    expect(stdout).toContain("members-state:members.state.jsonl is missing, but ");
    expect(stdout).toContain("git fetch origin refs/rollcall/members-state");
    expect(changeRequests(repository.tally)).toHaveLength(2);
  });

  test("rejects a new state-branch if the state is on the previous one", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    await repository.apply(await tipOf(repository), { inputs: { "state-branch": "members-state" } });
    const inputs = { "state-branch": "states" };
    const { exit, stdout } = await repository.apply(await tipOf(repository), { inputs });
    expect([exit, stdout]).toEqual([
      1,
      expect.stringContaining(
        "states:members.state.jsonl doesn't exist, but members.state.jsonl on members-state has",
      ),
    ]);
    expect(changeRequests(repository.tally)).toHaveLength(1);
  });

  test("rejects a new state path if the state is at the previous one", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    await repository.apply(await tipOf(repository), { inputs: { state: "access.jsonl" } });
    const { exit, stdout } = await repository.apply(await tipOf(repository));
    expect([exit, stdout]).toEqual([
      1,
      expect.stringContaining("members.state.jsonl doesn't exist, but access.jsonl has the state"),
    ]);
    expect(changeRequests(repository.tally)).toHaveLength(1);
  });

  test("fails if the state file was deleted from the state branch", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const inputs = { "state-branch": "members-state" };
    await repository.apply(await tipOf(repository), { inputs });
    const deletion = await repository.hub.commit("members-state", {
      "members.state.jsonl": null,
      "notes.md": "",
    });
    const { exit, stdout } = await repository.apply(await tipOf(repository), { inputs });
    expect(exit).toBe(1);
    expect(stdout).toContain("members-state:members.state.jsonl is missing, but ");
    expect(stdout).toContain(`git commit-tree ${deletion}^^{tree} -p FETCH_HEAD`);
    expect(changeRequests(repository.tally)).toHaveLength(1);
  });

  test("fails if the state file was deleted from main", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    await repository.apply(await tipOf(repository));
    await repository.hub.commit("main", { "members.state.jsonl": null });
    const { exit, stdout } = await repository.apply(await tipOf(repository));
    expect(exit).toBe(1);
    expect(stdout).toMatch(
      /members\.state\.jsonl is missing.*git checkout [0-9a-f]{40}\^ -- members\.state\.jsonl/,
    );
    expect(changeRequests(repository.tally)).toHaveLength(1);
  });

  test("invites each person once and keeps every event if two runs are concurrent", async context => {
    const repository = await startRepository(context, {
      "members.yaml": membersFile(people(6), "settings: {maxEmailsPerCall: 1}\n"),
    });
    const sha = await tipOf(repository);
    const runs = await Promise.all([1, 2].map(runId => repository.apply(sha, { runId })));
    expect(runs.map(({ exit }) => exit).filter(exit => exit !== 0).length).toBeLessThan(2);
    expect(recipients(repository)).toEqual(Object.keys(people(6)));
    const { events, recorded } = await stateOf(repository);
    expect(recorded.people.size + recorded.unconfirmed.length).toBe(6);
    expect(events.filter(({ event }) => event === "intent")).toHaveLength(6);
  });

  test("completes despite an unrelated commit during the run", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    repository.hub.before({ method: "PATCH", path: pushPath }, async () => {
      await repository.hub.commit("main", { "notes.md": "hello" });
    });
    expect(await repository.apply(await tipOf(repository))).toMatchObject({ exit: 0 });
    expect(recipients(repository)).toEqual(["ada@example.com"]);
    expect(await repository.hub.read("main", "notes.md")).toBe("hello");
    expect((await stateOf(repository)).recorded.people.size).toBe(1);
  });

  test("doesn't invite a person if a commit removes them before the first call", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(both) });
    repository.hub.before({ method: "PATCH", path: pushPath }, async () => {
      await repository.hub.commit("main", { "members.yaml": membersFile(ada) });
    });
    const { exit, stderr } = await repository.apply(await tipOf(repository));
    expect([exit, stderr]).toEqual([
      0,
      "members.yaml or the state file changed during this run. Planning again.\n",
    ]);
    expect(recipients(repository)).toEqual(["ada@example.com"]);
  });

  test("doesn't invite people if a commit removes them in the middle of a long run", async context => {
    const settings = "settings: {maxEmailsPerCall: 1}\n";
    const repository = await startRepository(context, { "members.yaml": membersFile(people(25), settings) });
    repository.hub.before({ method: "PATCH", path: pushPath, skip: 1 }, async () => {
      await repository.hub.commit("main", { "members.yaml": membersFile(people(5), settings) });
    });
    const { exit, summary } = await repository.apply(await tipOf(repository));
    expect(exit).toBe(0);
    const sent = repository.tally.organization.sentEmails.map(({ email }) => email);
    expect(sent.length).toBeGreaterThan(19);
    expect(sent.slice(20).filter(email => !(email in people(5)))).toEqual([]);
    expect(summary).toContain(`### Rollcall: invited ${sent.length} people\n`);
    expect((await stateOf(repository)).recorded).toMatchObject({ unconfirmed: [] });
  });

  test("keeps events that a laptop pushed during the run, and repeats none of its calls", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(both) });
    const laptop = `{"format":"rollcall-state","version":1,"organization":"kwob3J","lineage":"laptop"}
{"event":"intent","at":"2026-11-01T10:00:00.000Z","call":"laptop-1","action":"invite","workspaceIds":["wLDNPp"],"emails":["ada@example.com"]}
{"event":"outcome","at":"2026-11-01T10:00:01.000Z","call":"laptop-1","result":"done"}
`;
    repository.hub.before({ method: "PATCH", path: pushPath }, async () => {
      await repository.hub.commit("main", { "members.state.jsonl": laptop });
    });
    expect(await repository.apply(await tipOf(repository))).toMatchObject({ exit: 0 });
    expect(recipients(repository)).toEqual(["grace@example.com"]);
    expect((await repository.state())?.startsWith(laptop)).toBe(true);
    expect((await stateOf(repository)).recorded.people.size).toBe(2);
  });

  test("invites nobody twice if it's killed between recording intents and outcomes", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(both) });
    const killed = await repository.apply(await tipOf(repository), {
      onStart: child => {
        repository.hub.before({ method: "PATCH", path: pushPath, skip: 1 }, async () => {
          child.kill("SIGKILL");
        });
        repository.hub.fail({ method: "PATCH", path: pushPath, skip: 1, reset: true });
      },
    });
    expect(killed.exit).toBe(null);
    expect(recipients(repository)).toHaveLength(2);
    const inputs = { live: "false" };
    const { exit, stdout, summary } = await repository.apply(await tipOf(repository), { inputs });
    expect(exit).toBe(1);
    expect(recipients(repository)).toHaveLength(2);
    expect(stdout).toContain("Unconfirmed: 2 people.");
    expect(summary).toContain("rollcall state resolve --as sent");

    expect(await repository.apply(await tipOf(repository))).toMatchObject({ exit: 0 });
    expect(recipients(repository)).toHaveLength(2);
    const { recorded } = await stateOf(repository);
    expect([recorded.people.size, recorded.unconfirmed]).toEqual([2, []]);
  });

  test("records every result if it's stopped, and the next run sends the rest", async context => {
    const settings = "settings: {maxEmailsPerCall: 1}\n";
    const repository = await startRepository(context, { "members.yaml": membersFile(people(12), settings) });
    repository.tally.fault({ times: 100, fault: { kind: "delay", ms: 250 } });
    const stopped = await repository.apply(await tipOf(repository), {
      onStart: child => {
        const timer = setInterval(() => {
          if (changeRequests(repository.tally).length >= 3) {
            clearInterval(timer);
            // GitHub's runner cancels a step with these two signals.
            child.kill("SIGINT");
            setTimeout(() => child.kill("SIGTERM"), 100);
          }
        }, 20);
        child.on("close", () => clearInterval(timer));
      },
    });
    expect(stopped.exit).toBe(1);
    const { recorded } = await stateOf(repository);
    expect(recorded.unconfirmed).toEqual([]);
    expect([...recorded.people.keys()].sort()).toEqual(recipients(repository));
    expect(recorded.people.size).toBeLessThan(12);
    expect(stopped.summary).toContain("Not sent yet: 9 people");
    expect(await repository.apply(await tipOf(repository))).toMatchObject({ exit: 0 });
    expect(recipients(repository)).toEqual(Object.keys(people(12)).sort());
  });

  test.for([
    [
      "rejects the last push",
      { status: 409, body: { message: "Changes must be made through a pull request." } },
    ],
    ["returns 502 for the last push", { status: 502 }],
  ] as const)("prints and saves the unpushed events if GitHub %s", async ([, response], context) => {
    const repository = await startRepository(context, { "members.yaml": membersFile(both) });
    repository.hub.fail({ method: "PATCH", path: pushPath, skip: 1, times: 100, ...response });
    const run = await repository.apply(await tipOf(repository));
    expect(run.exit).toBe(1);
    const saved = readFileSync(join(repository.workspaces.at(-1) ?? "", "rollcall-unsaved.jsonl"), "utf8");
    expect(saved.match(/"result":"done"/g)).toHaveLength(2);
    expect(run.stderr).toContain(saved);
    expect(run.stdout).toContain("Apply incomplete: 2 invited, 0 canceled, 0 removed.");
    expect(run.stdout).toMatch(/Couldn't (?:write|reach) members\.state\.jsonl: /);
    const restored = `${await repository.state()}${saved}`;
    expect(readState("state", restored, "kwob3J")).toMatchObject({
      ok: true,
      value: { recorded: { unconfirmed: [] } },
    });
    expect((await stateOf(repository)).recorded.unconfirmed).toHaveLength(2);
  });

  test("continues without duplicates if the response to a successful push is lost", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(both) });
    repository.hub.fail({ method: "PATCH", path: pushPath, times: 2, reset: true, after: true });
    expect(await repository.apply(await tipOf(repository))).toMatchObject({ exit: 0 });
    expect(recipients(repository)).toEqual(["ada@example.com", "grace@example.com"]);
    expect((await stateOf(repository)).events).toHaveLength(4);
    expect(existsSync(join(repository.workspaces.at(-1) ?? "", "rollcall-unsaved.jsonl"))).toBe(false);
  });

  test("applies the tip of main, not the old commit, if an old run is rerun", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const first = await repository.propose({ "members.yaml": membersFile(both) });
    await repository.plan(first);
    const old = await repository.hub.merge(first.number, "squash");
    const second = await repository.propose({ "members.yaml": membersFile(ada) }, { branch: "second" });
    await repository.hub.merge(second.number, "rebase");
    expect(await repository.apply(old)).toMatchObject({ exit: 0 });
    expect(recipients(repository)).toEqual(["ada@example.com"]);
  });

  test("attributes each grant to the pull request that showed it, and comments on each", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const first = await repository.propose({ "members.yaml": membersFile(both) });
    await repository.plan(first);
    await repository.hub.merge(first.number);
    await repository.hub.commit("main", {
      "members.yaml": membersFile({ ...both, "eve@example.com": "support" }),
    });
    const second = await repository.propose(
      {
        "members.yaml": membersFile({ ...both, "eve@example.com": "support", "alan@example.com": "support" }),
      },
      { branch: "second" },
    );
    await repository.plan(second);
    const merged = await repository.hub.merge(second.number);
    await repository.hub.commit("main", {
      "members.yaml": membersFile({
        ...both,
        ...{ "eve@example.com": "support", "alan@example.com": "support", "mallory@example.com": "support" },
      }),
    });

    const unreviewed = await repository.apply(merged, { inputs: { "require-reviewed-plan": "true" } });
    expect(unreviewed.exit).toBe(1);
    expect(unreviewed.stdout).toContain("Not reviewed: 1 grant\n  mallory@example.com  31Wy9l\n");
    expect(unreviewed.stdout).toContain(
      "No merged pull request showed 1 grant of this plan (mallory@example.com)",
    );
    expect(recipients(repository)).toEqual([]);

    const applied = await repository.apply(merged);
    expect(applied.exit).toBe(0);
    expect(applied.stdout).toContain("From #2: 1 grant\n  alan@example.com");
    expect(applied.stdout).toContain("From #1, an earlier merge: 1 grant\n  grace@example.com");
    expect(applied.stdout).toContain("Without a pull request: 3 grants\n");
    expect(recipients(repository)).toHaveLength(5);
    const bodies = await Promise.all(
      [1, 2].map(async number => (await repository.hub.comments(number))[0]?.body),
    );
    expect(bodies[0]).toContain("### Rollcall: invited 1 person\n");
    expect(bodies[1]).toContain("### Rollcall: invited 5 people\n");
    expect(await repository.state()).toMatch(/"grace@example.com"\].*"pullRequest":1\}/);
  });

  test("posts the result on an earlier pull request whose grants it sends", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const first = await repository.propose({ "members.yaml": membersFile(ada) });
    await repository.plan(first);
    const second = await repository.propose({ "notes.md": "hello" }, { branch: "second" });
    await repository.plan(second);
    await repository.hub.merge(first.number);
    const applied = await repository.apply(await repository.hub.merge(second.number));
    expect(applied.stdout).toContain("From #1, an earlier merge: 1 grant\n");
    const bodies = await Promise.all(
      [1, 2].map(async number => (await repository.hub.comments(number))[0]?.body),
    );
    for (const body of bodies) expect(body).toContain("### Rollcall: invited 1 person\n");
    expect(await repository.state()).toContain('"pullRequest":1');
  });

  test("finds the one grant among 3,001 that no pull request showed", async context => {
    const many = people(3000);
    const settings = "settings: {maxInvites: 5000, maxEmailsPerCall: 1000}\n";
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const pull = await repository.propose({ "members.yaml": membersFile(many, settings) });
    await repository.plan(pull);
    const [comment] = await repository.hub.comments(pull.number);
    expect(comment?.body.length).toBeLessThan(60_000);
    const merged = await repository.hub.merge(pull.number);
    const inputs = { "require-reviewed-plan": "true" };
    await repository.hub.commit("main", { "members.yaml": membersFile({ ...many, ...ada }, settings) });
    const unreviewed = await repository.apply(merged, { inputs });
    expect(unreviewed.stdout).toContain("Not reviewed: 1 grant\n  ada@example.com");
    expect(recipients(repository)).toEqual([]);
    await repository.hub.commit("main", { "members.yaml": `# a comment\n${membersFile(many, settings)}` });
    const applied = await repository.apply(merged, { inputs });
    expect(applied.stdout).toContain("From #1: 3,000 grants\n");
    expect(applied.stdout).not.toContain("Not reviewed");
    expect(applied.exit).toBe(0);
    expect(recipients(repository)).toHaveLength(3000);
  });

  test("sends the other invites if Tally rejects an address, and never retries that one", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const pull = await repository.propose({ "members.yaml": membersFile(both) });
    await repository.plan(pull);
    const merged = await repository.hub.merge(pull.number);
    const body = JSON.stringify({ message: "Invalid email" });
    repository.tally.fault({ method: "POST", fault: { kind: "answer", status: 400, body, effect: "none" } });
    const partial = await repository.apply(merged);
    expect(partial.exit).toBe(1);
    const [comment] = await repository.hub.comments(pull.number);
    expect(comment?.body).toContain("rejected (400), Tally reported <code>Invalid email</code>");
    expect((await stateOf(repository)).recorded.people.size).toBe(1);
    const callsBefore = changeRequests(repository.tally).length;
    expect(await repository.apply(merged)).toMatchObject({ exit: 0 });
    expect(changeRequests(repository.tally)).toHaveLength(callsBefore);
    expect(recipients(repository)).toHaveLength(1);
  });

  test.for([
    [
      "a run on an open pull request",
      { event: "pull_request" },
      "Pull request #1 started this run and isn't merged",
    ],
    [
      "a run on a non-default branch",
      { ref: "refs/heads/feature" },
      "This run is on the branch feature, but apply sends only what was merged into the default branch, main,",
    ],
    ["a run on a tag", { ref: "refs/tags/v1" }, "This run is on the tag v1"],
    [
      "a run without an API key",
      { inputs: { "api-key": "" } },
      "The input api-key is empty, but it must be a Tally API key",
    ],
  ] as const)("rejects %s and sends nothing", async ([run, options, message], context) => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const pull = await repository.propose({ "members.yaml": membersFile(both) });
    const payload =
      run === "a run on an open pull request" ? pull : { repository: { default_branch: "main" } };
    const { exit, stdout } = await repository.apply(await tipOf(repository), { ...options, payload });
    expect(exit).toBe(1);
    expect(stdout).toContain(message);
    expect(changeRequests(repository.tally)).toEqual([]);
  });

  test.for([
    ["from main to a state branch", {}, { "state-branch": "members-state" }, "members.state.jsonl on main"],
    [
      "from a state branch to main",
      { "state-branch": "members-state" },
      {},
      "members.state.jsonl on members-state",
    ],
  ] as const)(
    "sends nothing after a switch %s without moving the state",
    async ([, first, second, location], context) => {
      const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
      const pull = await repository.propose({ "members.yaml": membersFile(both) });
      expect(await repository.apply(await tipOf(repository), { inputs: first })).toMatchObject({ exit: 0 });
      const planned = await repository.plan(pull, { inputs: second });
      const applied = await repository.apply(await tipOf(repository), { inputs: second });
      for (const { exit, stdout } of [planned, applied]) {
        expect(exit).toBe(1);
        expect(stdout).toContain(`doesn't exist, but ${location} has the state`);
      }
      expect(recipients(repository)).toEqual(["ada@example.com"]);
    },
  );

  test("doesn't accept a plan comment from after the merge as a review", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const pull = await repository.propose({ "members.yaml": membersFile(ada) });
    const merged = await repository.hub.merge(pull.number);
    await new Promise(resolve => setTimeout(resolve, 1100));
    await repository.plan(pull, { inputs: { comment: "true" } });
    const inputs = { "require-reviewed-plan": "true" };
    const { exit, stdout } = await repository.apply(merged, { inputs });
    expect(exit).toBe(1);
    expect(stdout).toContain("Not reviewed: 1 grant\n");
    expect(recipients(repository)).toEqual([]);
  });

  test("keeps its result in the comment if an old plan is rerun", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const pull = await repository.propose({ "members.yaml": membersFile(ada) });
    await repository.plan(pull);
    await repository.apply(await repository.hub.merge(pull.number));
    await repository.hub.commit("main", { "members.yaml": membersFile(both) });
    await repository.planFork(pull);
    const [comment] = await repository.hub.comments(pull.number);
    expect(comment?.body).toContain("### Rollcall: invited 1 person\n");
    const inputs = { "require-reviewed-plan": "true" };
    const { exit, stdout } = await repository.apply(await tipOf(repository), { inputs });
    expect(exit).toBe(1);
    expect(stdout).toContain("Not reviewed: 1 grant\n  grace@example.com");
  });

  test("requires a new review to send the same invite again", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const pull = await repository.propose({ "members.yaml": membersFile(ada) });
    await repository.plan(pull);
    const merged = await repository.hub.merge(pull.number);
    const inputs = { "require-reviewed-plan": "true" };
    expect(await repository.apply(merged, { inputs })).toMatchObject({ exit: 0 });
    const forgotten = JSON.stringify({
      event: "forgotten",
      at: new Date().toISOString(),
      email: "ada@example.com",
    });
    await repository.hub.commit("main", {
      "members.state.jsonl": `${await repository.state()}${forgotten}\n`,
    });
    // With live data, Rollcall would find the invite in Tally and adopt it.
    const withoutLiveData = { inputs: { ...inputs, live: "false" } };
    const { exit, stdout } = await repository.apply(merged, withoutLiveData);
    expect(exit).toBe(1);
    expect(stdout).toContain("Not reviewed: 1 grant\n  ada@example.com");
    expect(changeRequests(repository.tally)).toHaveLength(1);
  });

  test("saves unpushed events if GitHub even rejects reads at the end of the run", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    repository.hub.before({ method: "PATCH", path: pushPath, skip: 1 }, async () => {
      repository.hub.fail({ method: "GET", path: /\/commits\/heads/, times: 100, status: 403 });
    });
    repository.hub.fail({ method: "PATCH", path: pushPath, skip: 1, times: 100, status: 502 });
    const { exit, summary } = await repository.apply(await tipOf(repository));
    expect(exit).toBe(1);
    expect(
      readFileSync(join(repository.workspaces.at(-1) ?? "", "rollcall-unsaved.jsonl"), "utf8"),
    ).toContain('"result":"done"');
    expect(summary).toContain("### Rollcall: invited 1 person\n");
  });

  test("reports what it sent if it has to stop midway", async context => {
    const settings = "settings: {maxEmailsPerCall: 1}\n";
    const repository = await startRepository(context, { "members.yaml": membersFile(people(25), settings) });
    repository.tally.fault({ method: "POST", nth: 20, fault: { kind: "delay", ms: 1 } });
    // A run reads the branch once after the first push and once before the second.
    repository.hub.before({ method: "PATCH", path: pushPath }, async () => {
      repository.hub.fail({ method: "GET", path: /\/commits\/heads/, skip: 1, times: 100, status: 403 });
    });
    const { exit, summary } = await repository.apply(await tipOf(repository));
    expect(exit).toBe(1);
    expect(recipients(repository)).toHaveLength(20);
    expect((await stateOf(repository)).recorded.people.size).toBe(20);
    expect(summary).toContain("### Rollcall: invited 20 of 25 people\n");
    expect(summary).toContain("### Rollcall: this run failed\n");
    expect(summary).not.toContain("nothing was");
  });

  test("masks the API key, and doesn't print it even if Tally returns it", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const body = JSON.stringify({ message: `The key ${repository.tally.key} is not known` });
    repository.tally.fault({ method: "POST", fault: { kind: "answer", status: 401, body, effect: "none" } });
    const run = await repository.apply(await tipOf(repository));
    expect(run.exit).toBe(1);
    const [mask, ...rest] = run.stdout.split("\n");
    expect(mask).toBe(`::add-mask::${repository.tally.key}`);
    const all = [
      ...rest,
      run.stderr,
      run.summary,
      JSON.stringify(run.outputs),
      run.plan,
      await repository.state(),
    ];
    expect(all.join("\n")).not.toContain(repository.tally.key);
  });
});
