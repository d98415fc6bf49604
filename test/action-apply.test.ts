import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readState } from "../src/core/state/read-state.ts";
import type { State } from "../src/core/state/state.ts";
import { type AccessRepository, membersFile, startRepository } from "./support/access-repository.ts";
import { changesAt } from "./support/call-sandbox.ts";
import { readMarkdown, textIn } from "./support/markdown.ts";

const ada = { "ada@example.com": "marketing" };
const both = { ...ada, "grace@example.com": "research" };
const pushOfRef = /\/git\/refs\/heads%2F/;

function mailed({ tally }: AccessRepository): string[] {
  return tally.organization.sentEmails.map(({ email }) => email).sort();
}

/** The state on a branch, which must read. */
async function stateOf(repository: AccessRepository, branch = "main"): Promise<State> {
  const reading = readState("state", (await repository.state(branch)) ?? "", "kwob3J");
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  return reading.value;
}

async function tipOf({ hub }: AccessRepository, branch = "main"): Promise<string> {
  return (await hub.tip(branch)) ?? "";
}

function people(count: number): Record<string, string> {
  const workspaces = ["marketing", "research", "support"];
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`p${n}@example.com`, workspaces[n % 3] ?? ""]),
  );
}

describe.concurrent("an apply", { timeout: 120_000 }, () => {
  test.for(["a protected main", "a token that may only read"])(
    "that meets %s sends nothing, and names the setting to change",
    async (what, context) => {
      const repository = await startRepository(context, { "members.yaml": membersFile(both) });
      if (what === "a protected main") await repository.hub.protect("main");
      else repository.hub.readOnly(true);
      const { exit, stdout, summary } = await repository.apply(await tipOf(repository));
      expect(exit).toBe(1);
      expect(changesAt(repository.tally)).toEqual([]);
      for (const text of [stdout, textIn(readMarkdown(summary))]) {
        expect(text).toContain("Couldn't write members.state.jsonl: GitHub returned");
        expect(text).toContain("permissions: { contents: write, pull-requests: write }");
        expect(text).toContain("state-branch");
      }
      expect(summary).toContain("### Rollcall: nothing was sent\n");
    },
  );

  test("keeps the state on a branch of its own where main is protected, and misses that branch when it is gone", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(both), "notes.md": "" });
    const inputs = { "state-branch": "members-state" };
    await repository.hub.protect("main");
    const main = await tipOf(repository);
    expect(await repository.apply(main, { inputs })).toMatchObject({ exit: 0, stderr: "" });
    expect(Object.keys(await repository.hub.files("members-state"))).toEqual(["members.state.jsonl"]);
    expect(await tipOf(repository)).toBe(main);
    expect(await repository.apply(main, { inputs })).toMatchObject({ exit: 0 });
    expect(mailed(repository)).toEqual(["ada@example.com", "grace@example.com"]);

    await repository.hub.deleteBranch("members-state");
    const { exit, stdout } = await repository.apply(main, { inputs });
    expect(exit).toBe(1);
    expect(stdout).toContain("members-state:members.state.jsonl is missing, but ");
    expect(stdout).toContain("git fetch origin refs/rollcall/members-state");
    expect(changesAt(repository.tally)).toHaveLength(2);
  });

  test("does not leave the state of an earlier state-branch behind", async context => {
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
    expect(changesAt(repository.tally)).toHaveLength(1);
  });

  test("does not leave the state at the path of an earlier state input behind", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    await repository.apply(await tipOf(repository), { inputs: { state: "access.jsonl" } });
    const { exit, stdout } = await repository.apply(await tipOf(repository));
    expect([exit, stdout]).toEqual([
      1,
      expect.stringContaining("members.state.jsonl doesn't exist, but access.jsonl has the state"),
    ]);
    expect(changesAt(repository.tally)).toHaveLength(1);
  });

  test("misses a state file that was taken out of a branch of its own", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const inputs = { "state-branch": "members-state" };
    await repository.apply(await tipOf(repository), { inputs });
    const gone = await repository.hub.commit("members-state", {
      "members.state.jsonl": null,
      "notes.md": "",
    });
    const { exit, stdout } = await repository.apply(await tipOf(repository), { inputs });
    expect(exit).toBe(1);
    expect(stdout).toContain("members-state:members.state.jsonl is missing, but ");
    expect(stdout).toContain(`git commit-tree ${gone}^^{tree} -p FETCH_HEAD`);
    expect(changesAt(repository.tally)).toHaveLength(1);
  });

  test("misses a state file that was taken out of main", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    await repository.apply(await tipOf(repository));
    await repository.hub.commit("main", { "members.state.jsonl": null });
    const { exit, stdout } = await repository.apply(await tipOf(repository));
    expect(exit).toBe(1);
    expect(stdout).toMatch(
      /members\.state\.jsonl is missing.*git checkout [0-9a-f]{40}\^ -- members\.state\.jsonl/,
    );
    expect(changesAt(repository.tally)).toHaveLength(1);
  });

  test("at the same time as another mails everybody once, and no line of either is lost", async context => {
    const repository = await startRepository(context, {
      "members.yaml": membersFile(people(6), "settings: {maxEmailsPerCall: 1}\n"),
    });
    const sha = await tipOf(repository);
    const runs = await Promise.all([1, 2].map(runId => repository.apply(sha, { runId })));
    expect(runs.map(({ exit }) => exit).filter(exit => exit !== 0).length).toBeLessThan(2);
    expect(mailed(repository)).toEqual(Object.keys(people(6)));
    const { events, recorded } = await stateOf(repository);
    expect(recorded.people.size + recorded.unconfirmed.length).toBe(6);
    expect(events.filter(({ event }) => event === "intent")).toHaveLength(6);
  });

  test("is not held up by a commit that has nothing to do with it", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    repository.hub.before({ method: "PATCH", path: pushOfRef }, async () => {
      await repository.hub.commit("main", { "notes.md": "hello" });
    });
    expect(await repository.apply(await tipOf(repository))).toMatchObject({ exit: 0 });
    expect(mailed(repository)).toEqual(["ada@example.com"]);
    expect(await repository.hub.read("main", "notes.md")).toBe("hello");
    expect((await stateOf(repository)).recorded.people.size).toBe(1);
  });

  test("does not invite whom a commit takes out of members.yaml before the first call", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(both) });
    repository.hub.before({ method: "PATCH", path: pushOfRef }, async () => {
      await repository.hub.commit("main", { "members.yaml": membersFile(ada) });
    });
    const { exit, stderr } = await repository.apply(await tipOf(repository));
    expect([exit, stderr]).toEqual([
      0,
      "members.yaml or the state file changed during this run. Planning again.\n",
    ]);
    expect(mailed(repository)).toEqual(["ada@example.com"]);
  });

  test("does not invite whom a commit takes out of members.yaml between two pushes of a long run", async context => {
    const settings = "settings: {maxEmailsPerCall: 1}\n";
    const repository = await startRepository(context, { "members.yaml": membersFile(people(25), settings) });
    repository.hub.before({ method: "PATCH", path: pushOfRef, skip: 1 }, async () => {
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

  test("does not send again what a laptop has recorded meanwhile, and keeps the laptop's lines", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(both) });
    const laptop = `{"format":"rollcall-state","version":1,"organization":"kwob3J","lineage":"laptop"}
{"event":"intent","at":"2026-11-01T10:00:00.000Z","call":"laptop-1","action":"invite","workspaceIds":["wLDNPp"],"emails":["ada@example.com"]}
{"event":"outcome","at":"2026-11-01T10:00:01.000Z","call":"laptop-1","result":"done"}
`;
    repository.hub.before({ method: "PATCH", path: pushOfRef }, async () => {
      await repository.hub.commit("main", { "members.state.jsonl": laptop });
    });
    expect(await repository.apply(await tipOf(repository))).toMatchObject({ exit: 0 });
    expect(mailed(repository)).toEqual(["grace@example.com"]);
    expect((await repository.state())?.startsWith(laptop)).toBe(true);
    expect((await stateOf(repository)).recorded.people.size).toBe(2);
  });

  test("that is killed between the intents and the outcomes leaves them to a person without a look, and to the next look, and nobody is mailed twice", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(both) });
    const killed = await repository.apply(await tipOf(repository), {
      onStart: child => {
        repository.hub.before({ method: "PATCH", path: pushOfRef, skip: 1 }, async () => {
          child.kill("SIGKILL");
        });
        repository.hub.fail({ method: "PATCH", path: pushOfRef, skip: 1, reset: true });
      },
    });
    expect(killed.exit).toBe(null);
    expect(mailed(repository)).toHaveLength(2);
    const inputs = { live: "false" };
    const { exit, stdout, summary } = await repository.apply(await tipOf(repository), { inputs });
    expect(exit).toBe(1);
    expect(mailed(repository)).toHaveLength(2);
    expect(stdout).toContain("Unconfirmed: 2 people.");
    expect(summary).toContain("rollcall state resolve --as sent");

    expect(await repository.apply(await tipOf(repository))).toMatchObject({ exit: 0 });
    expect(mailed(repository)).toHaveLength(2);
    const { recorded } = await stateOf(repository);
    expect([recorded.people.size, recorded.unconfirmed]).toEqual([2, []]);
  });

  test("that is asked to stop records what was sent and what was not, and the next goes on", async context => {
    const settings = "settings: {maxEmailsPerCall: 1}\n";
    const repository = await startRepository(context, { "members.yaml": membersFile(people(12), settings) });
    repository.tally.fault({ times: 100, fault: { kind: "delay", ms: 250 } });
    const stopped = await repository.apply(await tipOf(repository), {
      onStart: child => {
        const timer = setInterval(() => {
          if (changesAt(repository.tally).length >= 3) {
            clearInterval(timer);
            // As the runner does it: twice.
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
    expect([...recorded.people.keys()].sort()).toEqual(mailed(repository));
    expect(recorded.people.size).toBeLessThan(12);
    expect(stopped.summary).toContain("Not sent yet: 9 people");
    expect(await repository.apply(await tipOf(repository))).toMatchObject({ exit: 0 });
    expect(mailed(repository)).toEqual(Object.keys(people(12)).sort());
  });

  test.for([
    ["rejected", { status: 409, body: { message: "Changes must be made through a pull request." } }],
    ["unanswered", { status: 502 }],
  ] as const)(
    "whose last push is %s for good prints the lines, keeps them in a file, and fails",
    async ([, answer], context) => {
      const repository = await startRepository(context, { "members.yaml": membersFile(both) });
      repository.hub.fail({ method: "PATCH", path: pushOfRef, skip: 1, times: 100, ...answer });
      const run = await repository.apply(await tipOf(repository));
      expect(run.exit).toBe(1);
      const kept = readFileSync(join(repository.workspaces.at(-1) ?? "", "rollcall-unsaved.jsonl"), "utf8");
      expect(kept.match(/"result":"done"/g)).toHaveLength(2);
      expect(run.stderr).toContain(kept);
      expect(run.stdout).toContain("Apply incomplete: 2 invited, 0 canceled, 0 removed.");
      expect(run.stdout).toMatch(/Couldn't (?:write|reach) members\.state\.jsonl: /);
      const mended = `${await repository.state()}${kept}`;
      expect(readState("state", mended, "kwob3J")).toMatchObject({
        ok: true,
        value: { recorded: { unconfirmed: [] } },
      });
      expect((await stateOf(repository)).recorded.unconfirmed).toHaveLength(2);
    },
  );

  test("whose push arrived although its answer was lost goes on, and doubles nothing", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(both) });
    repository.hub.fail({ method: "PATCH", path: pushOfRef, times: 2, reset: true, after: true });
    expect(await repository.apply(await tipOf(repository))).toMatchObject({ exit: 0 });
    expect(mailed(repository)).toEqual(["ada@example.com", "grace@example.com"]);
    expect((await stateOf(repository)).events).toHaveLength(4);
    expect(existsSync(join(repository.workspaces.at(-1) ?? "", "rollcall-unsaved.jsonl"))).toBe(false);
  });

  test("goes by the tip: an old run started again invites nobody who was taken out since", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const first = await repository.propose({ "members.yaml": membersFile(both) });
    await repository.plan(first);
    const old = await repository.hub.merge(first.number, "squash");
    const second = await repository.propose({ "members.yaml": membersFile(ada) }, { branch: "second" });
    await repository.hub.merge(second.number, "rebase");
    expect(await repository.apply(old)).toMatchObject({ exit: 0 });
    expect(mailed(repository)).toEqual(["ada@example.com"]);
  });

  test("says who showed each grant: this merge, an earlier one, or nobody, and tells each of its pull requests", async context => {
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

    const refused = await repository.apply(merged, { inputs: { "require-reviewed-plan": "true" } });
    expect(refused.exit).toBe(1);
    expect(refused.stdout).toContain("Not reviewed: 1 grant\n  mallory@example.com  31Wy9l\n");
    expect(refused.stdout).toContain(
      "No merged pull request showed 1 grant of this plan (mallory@example.com)",
    );
    expect(mailed(repository)).toEqual([]);

    const applied = await repository.apply(merged);
    expect(applied.exit).toBe(0);
    expect(applied.stdout).toContain("From #2: 1 grant\n  alan@example.com");
    expect(applied.stdout).toContain("From #1, an earlier merge: 1 grant\n  grace@example.com");
    expect(applied.stdout).toContain("From no pull request: 3 grants\n");
    expect(mailed(repository)).toHaveLength(5);
    const bodies = await Promise.all(
      [1, 2].map(async number => (await repository.hub.comments(number))[0]?.body),
    );
    expect(bodies[0]).toContain("### Rollcall: invited 1 person\n");
    expect(bodies[1]).toContain("### Rollcall: invited 5 people\n");
    expect(await repository.state()).toMatch(/"grace@example.com"\].*"pullRequest":1\}/);
  });

  test("says what an earlier merge showed, and makes its comment the result", async context => {
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

  test("knows what was shown of 3,000 grants, and what was not", async context => {
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
    const refused = await repository.apply(merged, { inputs });
    expect(refused.stdout).toContain("Not reviewed: 1 grant\n  ada@example.com");
    expect(mailed(repository)).toEqual([]);
    await repository.hub.commit("main", { "members.yaml": `# a comment\n${membersFile(many, settings)}` });
    const applied = await repository.apply(merged, { inputs });
    expect(applied.stdout).toContain("From #1: 3,000 grants\n");
    expect(applied.stdout).not.toContain("Not reviewed");
    expect(applied.exit).toBe(0);
    expect(mailed(repository)).toHaveLength(3000);
  });

  test("that Tally refuses an address of sends the others, and the next asks for nothing more", async context => {
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
    const asked = changesAt(repository.tally).length;
    expect(await repository.apply(merged)).toMatchObject({ exit: 0 });
    expect(changesAt(repository.tally)).toHaveLength(asked);
    expect(mailed(repository)).toHaveLength(1);
  });

  test.for([
    ["an open pull request", { event: "pull_request" }, "Pull request #1 started this run and isn't merged"],
    [
      "another branch than the default one",
      { ref: "refs/heads/feature" },
      "This run is on the branch feature, but apply sends only what was merged into the default branch, main,",
    ],
    ["a tag", { ref: "refs/tags/v1" }, "This run is on the tag v1"],
    [
      "a run without a key",
      { inputs: { "api-key": "" } },
      "The input api-key is empty, but it must be a Tally API key",
    ],
  ] as const)("on %s is refused, and asks Tally nothing", async ([what, options, sentence], context) => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const pull = await repository.propose({ "members.yaml": membersFile(both) });
    const payload = what === "an open pull request" ? pull : { repository: { default_branch: "main" } };
    const { exit, stdout } = await repository.apply(await tipOf(repository), { ...options, payload });
    expect(exit).toBe(1);
    expect(stdout).toContain(sentence);
    expect(changesAt(repository.tally)).toEqual([]);
  });

  test.for([
    [
      "from main to a branch of its own",
      {},
      { "state-branch": "members-state" },
      "members.state.jsonl on main",
    ],
    [
      "from a branch of its own to main",
      { "state-branch": "members-state" },
      {},
      "members.state.jsonl on members-state",
    ],
  ] as const)(
    "whose record was not moved along %s sends nothing",
    async ([, first, second, where], context) => {
      const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
      const pull = await repository.propose({ "members.yaml": membersFile(both) });
      expect(await repository.apply(await tipOf(repository), { inputs: first })).toMatchObject({ exit: 0 });
      const planned = await repository.plan(pull, { inputs: second });
      const applied = await repository.apply(await tipOf(repository), { inputs: second });
      for (const { exit, stdout } of [planned, applied]) {
        expect(exit).toBe(1);
        expect(stdout).toContain(`doesn't exist, but ${where} has the state`);
      }
      expect(mailed(repository)).toEqual(["ada@example.com"]);
    },
  );

  test("does not take what a plan wrote after the merge for reviewed", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const pull = await repository.propose({ "members.yaml": membersFile(ada) });
    const merged = await repository.hub.merge(pull.number);
    await new Promise(resolve => setTimeout(resolve, 1100));
    await repository.plan(pull, { inputs: { comment: "true" } });
    const inputs = { "require-reviewed-plan": "true" };
    const { exit, stdout } = await repository.apply(merged, { inputs });
    expect(exit).toBe(1);
    expect(stdout).toContain("Not reviewed: 1 grant\n");
    expect(mailed(repository)).toEqual([]);
  });

  test("keeps its result where an old plan is run again", async context => {
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

  test("takes one review for one sending", async context => {
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
    // A look would find her invited, and adopt.
    const unseen = { inputs: { ...inputs, live: "false" } };
    const { exit, stdout } = await repository.apply(merged, unseen);
    expect(exit).toBe(1);
    expect(stdout).toContain("Not reviewed: 1 grant\n  ada@example.com");
    expect(changesAt(repository.tally)).toHaveLength(1);
  });

  test("keeps the lines where GitHub refuses even to be read at the end", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    repository.hub.before({ method: "PATCH", path: pushOfRef, skip: 1 }, async () => {
      repository.hub.fail({ method: "GET", path: /\/git\/ref\/heads/, times: 100, status: 403 });
    });
    repository.hub.fail({ method: "PATCH", path: pushOfRef, skip: 1, times: 100, status: 502 });
    const { exit, summary } = await repository.apply(await tipOf(repository));
    expect(exit).toBe(1);
    expect(
      readFileSync(join(repository.workspaces.at(-1) ?? "", "rollcall-unsaved.jsonl"), "utf8"),
    ).toContain('"result":"done"');
    expect(summary).toContain("### Rollcall: invited 1 person\n");
  });

  test("that cannot go on in the middle says what was sent until then", async context => {
    const settings = "settings: {maxEmailsPerCall: 1}\n";
    const repository = await startRepository(context, { "members.yaml": membersFile(people(25), settings) });
    repository.tally.fault({ method: "POST", nth: 20, fault: { kind: "delay", ms: 1 } });
    // There is one look at the branch behind the first push, and one before the second.
    repository.hub.before({ method: "PATCH", path: pushOfRef }, async () => {
      repository.hub.fail({ method: "GET", path: /\/git\/ref\/heads/, skip: 1, times: 100, status: 403 });
    });
    const { exit, summary } = await repository.apply(await tipOf(repository));
    expect(exit).toBe(1);
    expect(mailed(repository)).toHaveLength(20);
    expect((await stateOf(repository)).recorded.people.size).toBe(20);
    expect(summary).toContain("### Rollcall: invited 20 of 25 people\n");
    expect(summary).toContain("### Rollcall: this run failed\n");
    expect(summary).not.toContain("nothing was");
  });

  test("never shows the key, whatever it prints", async context => {
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
