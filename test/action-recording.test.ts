import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, type TestContext, test } from "vitest";
import { readState } from "../src/core/state/read-state.ts";
import type { State } from "../src/core/state/state.ts";
import { escapeMarkdown } from "../src/render/text/escape.ts";
import type { SandboxOptions } from "../src/sandbox/server.ts";
import { AccessRepository, membersFile, startRepository } from "./support/access-repository.ts";
import { changeRequests } from "./support/call-sandbox.ts";
import { readMarkdown, textIn } from "./support/markdown.ts";

const ada = { "ada@example.com": "marketing" };
const both = { ...ada, "grace@example.com": "research" };
const ownBranch = { "state-branch": "members-state" };
const branchPush = { method: "PATCH", path: /\/git\/refs\/heads%2F/ };
const branchCreation = { method: "POST", path: /\/git\/refs$/ };

/** Starts a repository with these members. Closes it after the test. */
async function start(
  { onTestFinished }: Pick<TestContext, "onTestFinished">,
  members: Readonly<Record<string, string>>,
  settings = "",
  onRequest: SandboxOptions["onRequest"] = () => {},
): Promise<AccessRepository> {
  const files = { "members.yaml": membersFile(members, settings) };
  const repository = await AccessRepository.start(files, { tally: { onRequest } });
  onTestFinished(() => repository.close());
  return repository;
}

/** Settings that put each person into a separate call. */
const oneACall = "settings: {maxEmailsPerCall: 1}\n";

/** Returns members for `membersFile`, each in one workspace. */
function people(count: number): Record<string, string> {
  const workspaces = ["marketing", "research", "support"];
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`p${n}@example.com`, workspaces[n % 3] ?? ""]),
  );
}

/** Returns the recipients of the emails that Tally sent, sorted. */
function recipients({ tally }: AccessRepository): string[] {
  return tally.organization.sentEmails.map(({ email }) => email).sort();
}

function stateIn(text: string | undefined): State {
  const reading = readState("state", text ?? "", "kwob3J");
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  return reading.value;
}

async function stateOf(repository: AccessRepository, branch = "main"): Promise<State> {
  return stateIn(await repository.state(branch));
}

function resultsIn({ events }: State): string[] {
  return events.flatMap(event => (event.event === "outcome" ? [event.result] : []));
}

async function tipOf({ hub }: AccessRepository): Promise<string> {
  return (await hub.tip("main")) ?? "";
}

/** Resolves once Tally has received this number of calls that change something. */
async function untilCalls({ tally }: AccessRepository, count: number): Promise<void> {
  while (changeRequests(tally).length < count) await new Promise(resolve => setTimeout(resolve, 10));
}

/** Makes waits take real time, for a run that is stopped during one. */
const realWaits = { NODE_OPTIONS: "" };

/**
 * Resolves half a second after Rollcall has checked Tally this number of times. A check requests the members last, and
 * then the run waits.
 */
async function untilChecks({ tally }: AccessRepository, count: number): Promise<void> {
  const checks = () => tally.requests.filter(({ path }) => path.endsWith("/users")).length;
  while (checks() < count) await new Promise(resolve => setTimeout(resolve, 10));
  await new Promise(resolve => setTimeout(resolve, 500));
}

describe.concurrent("an apply without a response from Tally", { timeout: 90_000 }, () => {
  const same = { "ada@example.com": "marketing", "grace@example.com": "marketing" };

  test("records invites that Tally shows when it's stopped, and doesn't repeat them", async context => {
    const repository = await start(context, same);
    const { tally } = repository;
    tally.fault({ method: "POST", fault: { kind: "reset", effect: "first-address" } });
    const stopped = await repository.apply(await tipOf(repository), {
      env: realWaits,
      onStart: child => void untilChecks(repository, 2).then(() => child.kill("SIGTERM")),
    });
    expect(stopped.exit).toBe(1);
    expect(recipients(repository)).toEqual(["ada@example.com"]);
    const { recorded } = await stateOf(repository);
    expect([...recorded.people.keys()]).toEqual(["ada@example.com"]);
    expect(recorded.unconfirmed).toHaveLength(1);
    tally.organization.leave("ada@example.com");
    repository.machine.pass(11);
    await repository.apply(await tipOf(repository), { runId: 2 });
    expect(recipients(repository)).toEqual(Object.keys(same));
  });

  test("records invites that a check after the calls shows, and doesn't repeat them", async context => {
    const repository = await start(context, both, oneACall);
    const { tally } = repository;
    tally.fault({ method: "POST", nth: 2, fault: { kind: "partial", cut: "head" } });
    tally.fault({ path: /^\/users\/me/, nth: 2, fault: { kind: "answer", status: 403, effect: "none" } });
    expect((await repository.apply(await tipOf(repository))).exit).toBe(1);
    const { recorded } = await stateOf(repository);
    expect([...recorded.people.keys()].sort()).toEqual(Object.keys(both));
    for (const email of Object.keys(both)) tally.organization.leave(email);
    await repository.apply(await tipOf(repository), { runId: 2 });
    expect(recipients(repository)).toEqual(Object.keys(both));
  });

  test("repeats a call once Tally shows that it had no effect", async context => {
    const repository = await start(context, both, oneACall);
    repository.tally.fault({ method: "POST", fault: { kind: "reset", effect: "none" } });
    expect((await repository.apply(await tipOf(repository))).exit).toBe(0);
    expect(recipients(repository)).toEqual(Object.keys(both));
    expect(resultsIn(await stateOf(repository)).sort()).toEqual(["done", "done", "not-sent", "unconfirmed"]);
  });
});

describe.concurrent("an apply that is killed", { timeout: 90_000 }, () => {
  test.for([
    ["before", false],
    ["right after", true],
  ] as const)("sends nothing if it's killed %s it pushes its intents", async ([, arrives], context) => {
    const repository = await start(context, both);
    const killed = await repository.apply(await tipOf(repository), {
      onStart: child => {
        repository.hub.before(branchPush, async () => {
          child.kill("SIGKILL");
        });
        repository.hub.fail({ ...branchPush, reset: true, after: arrives });
      },
    });
    expect(killed.exit).toBe(null);
    expect(changeRequests(repository.tally)).toEqual([]);
    if (arrives) {
      const withoutLiveData = { runId: 2, inputs: { live: "false" } };
      const { exit, stdout } = await repository.apply(await tipOf(repository), withoutLiveData);
      expect(exit).toBe(1);
      expect(changeRequests(repository.tally)).toEqual([]);
      expect(stdout).toContain("Unconfirmed: 2 people.");
    }
    repository.machine.pass(11);
    expect(await repository.apply(await tipOf(repository), { runId: 3 })).toMatchObject({ exit: 0 });
    expect(recipients(repository)).toEqual(Object.keys(both));
  });

  test.for([
    ["takes effect", "before"],
    ["has no effect", "none"],
  ] as const)("emails nobody twice if it's killed during a call that %s", async ([, effect], context) => {
    const repository = await start(context, {});
    const pull = await repository.propose({ "members.yaml": membersFile(both) });
    await repository.plan(pull);
    const merged = await repository.hub.merge(pull.number);
    repository.tally.fault({ method: "POST", nth: 2, fault: { kind: "hang", effect } });
    const killed = await repository.apply(merged, {
      onStart: child => void untilCalls(repository, 2).then(() => child.kill("SIGKILL")),
    });
    expect(killed.exit).toBe(null);
    const before = recipients(repository);
    expect(before).toHaveLength(effect === "before" ? 2 : 1);
    const next = await repository.apply(merged, { runId: 2, inputs: { live: "false" } });
    expect(next.exit).toBe(1);
    expect(recipients(repository)).toEqual(before);
    expect(changeRequests(repository.tally)).toHaveLength(2);
    const [comment] = await repository.hub.comments(pull.number);
    for (const text of [next.summary, comment?.body]) {
      for (const email of Object.keys(both)) expect(text).toContain(escapeMarkdown(email));
      expect(text).toContain("run <code>rollcall state resolve --as sent</code> if the call took effect");
    }
    repository.machine.pass(11);
    expect(await repository.apply(merged, { runId: 3 })).toMatchObject({ exit: 0 });
    expect(recipients(repository)).toEqual(Object.keys(both));
  });
});

describe.concurrent("an apply that receives SIGTERM", { timeout: 90_000 }, () => {
  test.for([
    ["in the first batch", 3, 20],
    ["in the last batch", 22, 25],
  ] as const)(
    "records every call if it's stopped %s, and the next run sends the rest",
    async ([, after, intents], context) => {
      const repository = await start(context, people(25), oneACall);
      repository.tally.fault({ times: 100, fault: { kind: "delay", ms: 200 } });
      const stopped = await repository.apply(await tipOf(repository), {
        onStart: child => void untilCalls(repository, after).then(() => child.kill("SIGTERM")),
      });
      expect(stopped.exit).toBe(1);
      expect(changeRequests(repository.tally)).toHaveLength(after);
      const state = await stateOf(repository);
      const counted = { done: after, "not-sent": intents - after };
      for (const [result, count] of Object.entries(counted))
        expect(resultsIn(state).filter(one => one === result)).toHaveLength(count);
      expect(state.recorded.unconfirmed).toEqual([]);
      expect([...state.recorded.people.keys()].sort()).toEqual(recipients(repository));

      expect(await repository.apply(await tipOf(repository), { runId: 2 })).toMatchObject({ exit: 0 });
      expect(recipients(repository)).toEqual(Object.keys(people(25)).sort());
      expect((await stateOf(repository)).recorded.people.size).toBe(25);
    },
  );

  test("starts no call if it's stopped while it pushes its intents", async context => {
    const repository = await start(context, both);
    const stopWhilePushing = (child: ChildProcess) =>
      repository.hub.before(branchPush, async () => {
        child.kill("SIGTERM");
        await new Promise(resolve => setTimeout(resolve, 300));
      });
    const stopped = await repository.apply(await tipOf(repository), { onStart: stopWhilePushing });
    expect(stopped.exit).toBe(1);
    expect(changeRequests(repository.tally)).toEqual([]);
    expect(resultsIn(await stateOf(repository))).toEqual(["not-sent", "not-sent"]);
    expect(await repository.apply(await tipOf(repository), { runId: 2 })).toMatchObject({ exit: 0 });
    expect(recipients(repository)).toEqual(Object.keys(both));
  });
});

describe.concurrent("two concurrent applies", { timeout: 90_000 }, () => {
  test("sends only invites that another run's call in flight doesn't contain", async context => {
    const repository = await start(context, ada);
    repository.tally.fault({ method: "POST", fault: { kind: "delay", ms: 8000 } });
    const first = repository.apply(await tipOf(repository), { runId: 1 });
    await untilCalls(repository, 1);
    const sha = await repository.hub.commit("main", { "members.yaml": membersFile(both) });
    const withoutLiveData = { runId: 2, inputs: { live: "false" } };
    const [one, two] = await Promise.all([first, repository.apply(sha, withoutLiveData)]);
    // The second run treats the first run's call in flight as unconfirmed.
    expect([one.exit, two.exit]).toEqual([0, 1]);
    expect(recipients(repository)).toEqual(Object.keys(both));
    const { events, recorded } = await stateOf(repository);
    const runs = events.flatMap(event => (event.event === "intent" ? [event.run?.split("/").at(-1)] : []));
    expect(runs.sort()).toEqual(["1", "2"]);
    expect(recorded.people.size).toBe(2);
    expect(recorded.unconfirmed).toEqual([]);
  });

  test.for([
    ["at the same time", false],
    ["during the first", true],
  ] as const)(
    "invites each person once if Tally is slow and a second run starts %s",
    async ([, isLater], context) => {
      const repository = await start(context, people(24), oneACall, ({ method }) => {
        if (method === "POST") repository.machine.pass(1 / 60);
      });
      repository.tally.fault({ method: "POST", times: 100, fault: { kind: "delay", ms: 100 } });
      const sha = await tipOf(repository);
      // In one process, the waits of one run would take no time for the other.
      const first = repository.apply(sha, { runId: 1, isBuilt: true });
      if (isLater) await untilCalls(repository, 1);
      const runs = await Promise.all([first, repository.apply(sha, { runId: 2, isBuilt: true })]);
      expect(runs.map(({ exit }) => exit)).toEqual([0, 0]);
      expect(recipients(repository)).toEqual(Object.keys(people(24)).sort());
      const { recorded } = await stateOf(repository);
      expect([recorded.people.size, recorded.unconfirmed]).toEqual([24, []]);
    },
  );

  test("doesn't invite people in intents that another run pushed first", async context => {
    const repository = await start(context, both);
    const others = `{"format":"rollcall-state","version":1,"organization":"kwob3J","lineage":"other"}
{"event":"intent","at":"2026-11-01T10:00:00.000Z","call":"other-1","action":"invite","workspaceIds":["wLDNPp"],"emails":["ada@example.com"]}
`;
    repository.hub.before(branchPush, async () => {
      await repository.hub.commit("main", { "members.state.jsonl": others });
    });
    const inputs = { live: "false" };
    const { exit, stdout } = await repository.apply(await tipOf(repository), { inputs });
    expect(exit).toBe(1);
    expect(recipients(repository)).toEqual(["grace@example.com"]);
    expect(stdout).toContain("Unconfirmed: 1 person.");
    expect((await repository.state())?.startsWith(others)).toBe(true);
    expect((await stateOf(repository)).recorded.unconfirmed).toMatchObject([{ call: "other-1" }]);
  });

  test("gives up after ten plans if another run always pushes first", async context => {
    const repository = await start(context, ada);
    const header = `{"format":"rollcall-state","version":1,"organization":"kwob3J","lineage":"other"}\n`;
    const adopted = `{"event":"adopted","at":"2026-11-01T10:00:00.000Z","email":"someone@example.com","workspaceIds":["wLDNPp"]}\n`;
    let pushes = 0;
    const overtake = () =>
      repository.hub.before(branchPush, async () => {
        pushes += 1;
        await repository.hub.commit("main", { "members.state.jsonl": header + adopted.repeat(pushes) });
        overtake();
      });
    overtake();
    const { exit, stdout, stderr } = await repository.apply(await tipOf(repository), {
      inputs: { live: "false" },
    });
    expect(exit).toBe(1);
    expect(stderr.match(/Planning again/g)).toHaveLength(9);
    expect(stdout).toContain("changed during this run, so the rest was not sent.");
    expect(recipients(repository)).toEqual([]);
  });

  test("doesn't exceed the approved plan when it plans again", async context => {
    const repository = await start(context, ada);
    expect((await repository.apply(await tipOf(repository))).exit).toBe(0);
    const state = (await repository.state()) ?? "";
    const forgotten = `{"event":"forgotten","at":"2026-11-01T10:00:00.000Z","email":"ada@example.com"}\n`;
    const sha = await repository.hub.commit("main", { "members.yaml": membersFile(both) });
    repository.hub.before(branchPush, async () => {
      await repository.hub.commit("main", { "members.state.jsonl": state + forgotten });
    });
    const { exit, stdout } = await repository.apply(sha, { inputs: { live: "false" } });
    expect(exit).toBe(1);
    expect(stdout).toContain("continuing would do more than was approved (ada@example.com)");
    expect(recipients(repository)).toEqual(["ada@example.com"]);
  });

  test("stops if the plan exceeds maxInvites only with newer state", async context => {
    const repository = await start(context, ada);
    const inputs = { live: "false" };
    repository.tally.fault({ method: "POST", fault: { kind: "reset", effect: "none" } });
    expect((await repository.apply(await tipOf(repository), { inputs })).exit).toBe(1);
    const state = (await repository.state()) ?? "";
    const [call] = (await stateOf(repository)).recorded.unconfirmed;
    const resolved = `{"event":"outcome","at":"2026-11-01T10:00:00.000Z","call":"${call?.call}","result":"not-sent","problem":"no email"}\n`;
    const members = membersFile(both, "settings: {maxInvites: 1}\n");
    const sha = await repository.hub.commit("main", { "members.yaml": members });
    repository.hub.before(branchPush, async () => {
      await repository.hub.commit("main", { "members.state.jsonl": state + resolved });
    });
    const { exit, stdout } = await repository.apply(sha, { inputs });
    expect(exit).toBe(1);
    expect(stdout).toContain("This plan invites 2 people, but maxInvites is 1");
    expect(recipients(repository)).toEqual([]);
    expect(await repository.state()).toBe(state + resolved);
  });

  test("invites each person once if two runs create the state branch at once", async context => {
    const repository = await start(context, people(4), oneACall);
    const sha = await tipOf(repository);
    await Promise.all([1, 2].map(runId => repository.apply(sha, { runId, inputs: ownBranch })));
    expect(recipients(repository)).toEqual(Object.keys(people(4)));
    const { events, recorded } = await stateOf(repository, "members-state");
    expect(events.filter(({ event }) => event === "intent")).toHaveLength(4);
    expect([recorded.people.size, recorded.unconfirmed]).toEqual([4, []]);
    expect(await tipOf(repository)).toBe(sha);
  });

  test.for(["creates", "updates"] as const)(
    "doesn't invite a person removed from main while it %s the state branch",
    async (action, context) => {
      const repository = await start(context, action === "creates" ? both : { "eve@example.com": "support" });
      if (action === "updates") {
        await repository.apply(await tipOf(repository), { inputs: ownBranch });
        await repository.hub.commit("main", { "members.yaml": membersFile(both) });
      }
      const earlier = recipients(repository);
      repository.hub.before(action === "creates" ? branchCreation : branchPush, async () => {
        await repository.hub.commit("main", { "members.yaml": membersFile(ada) });
      });
      const { exit } = await repository.apply(await tipOf(repository), { inputs: ownBranch, runId: 2 });
      expect(recipients(repository)).toEqual(["ada@example.com", ...earlier]);
      expect(exit).toBe(0);
      const { recorded } = await stateOf(repository, "members-state");
      expect([recorded.people.has("grace@example.com" as never), recorded.unconfirmed]).toEqual([false, []]);
    },
  );
});

describe.concurrent("an apply with failing requests to GitHub", { timeout: 90_000 }, () => {
  const limited = { message: "You have exceeded a secondary rate limit." };
  const read = { method: "GET", path: /\/git\/ref\// };
  const exhausted = (reset: number) => ({
    status: 403,
    body: { message: "API rate limit exceeded for installation." },
    headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) },
  });
  test.for([
    ["the push of its intents is lost", {}, { ...branchPush, reset: true }],
    [
      "GitHub creates a tree but returns 502",
      {},
      { method: "POST", path: /\/git\/trees$/, status: 502, after: true },
    ],
    [
      "two requests for a commit are lost",
      {},
      { method: "POST", path: /\/git\/commits$/, reset: true, times: 2 },
    ],
    ["GitHub rejects a push once", {}, { ...branchPush, status: 409 }],
    ["GitHub asks for a pause", {}, { ...branchPush, status: 403, body: limited }],
    [
      "the response to creating the state branch is lost",
      ownBranch,
      { ...branchCreation, reset: true, after: true },
    ],
  ] as const)("invites each person once if %s", async ([, inputs, failure], context) => {
    const repository = await start(context, both);
    repository.hub.fail(failure);
    const { exit } = await repository.apply(await tipOf(repository), { inputs });
    expect(exit).toBe(0);
    expect(recipients(repository)).toEqual(Object.keys(both));
    const state = await stateOf(repository, "state-branch" in inputs ? "members-state" : "main");
    expect(state.events.map(({ event }) => event)).toEqual(["intent", "intent", "outcome", "outcome"]);
    expect(resultsIn(state)).toEqual(["done", "done"]);
  });

  test("waits if GitHub's rate limit resets soon", async context => {
    const repository = await start(context, both);
    const reset = Math.ceil(repository.machine.now() / 1000) + 5;
    repository.hub.fail({ ...read, ...exhausted(reset) });
    const { exit, stderr } = await repository.apply(await tipOf(repository));
    expect([exit, stderr]).toEqual([
      0,
      expect.stringMatching(/^Waiting \d+ seconds because of GitHub's rate limit\.\n$/),
    ]);
    expect(recipients(repository)).toEqual(Object.keys(both));
  });

  test.for([
    ["the rate limit resets in more than five minutes", (reset: number) => exhausted(reset)],
    [
      "GitHub asks for a pause of more than five minutes",
      (reset: number) => ({
        status: 403,
        body: limited,
        headers: { "retry-after": "310", date: new Date((reset - 310) * 1000).toUTCString() },
      }),
    ],
  ] as const)("reports when to run again if %s", async ([, failure], context) => {
    const repository = await start(context, both);
    const reset = Math.ceil(repository.machine.now() / 1000) + 310;
    repository.hub.fail({ ...read, ...failure(reset) });
    const { exit, stdout, stderr } = await repository.apply(await tipOf(repository));
    expect([exit, stderr]).toEqual([1, ""]);
    const at = new Date(reset * 1000).toISOString().slice(0, 19).replace("T", " ");
    expect(stdout).toContain(`The rate limit resets at ${at} UTC. Run this again after that time.`);
    expect(recipients(repository)).toEqual([]);
  });

  test("retries every kind of read request that returns 502", async context => {
    const repository = await start(context, {});
    const pull = await repository.propose({ "members.yaml": membersFile(both) });
    await repository.plan(pull);
    const merged = await repository.hub.merge(pull.number);
    const kinds = [
      "git/ref/",
      "git/commits/",
      "git/trees/",
      "git/blobs/",
      "commits/[0-9a-f]+/pulls",
      "commits\\?sha=[0-9a-f]+&per_page",
      "issues/1/comments",
    ];
    for (const kind of kinds)
      repository.hub.fail({ method: "GET", path: new RegExp(`/${kind}`), status: 502 });
    expect(await repository.apply(merged)).toMatchObject({ exit: 0, stderr: "" });
    const failed = repository.hub.requests.filter(({ status }) => status === 502);
    expect(failed).toHaveLength(kinds.length);
    expect(recipients(repository)).toEqual(Object.keys(both));
  });

  test("saves the outcomes of sent calls if it can't push them between two batches", async context => {
    const repository = await start(context, people(25), oneACall);
    repository.hub.fail({ ...branchPush, skip: 1, times: 100, status: 409 });
    const run = await repository.apply(await tipOf(repository));
    expect(run.exit).toBe(1);
    expect(recipients(repository)).toHaveLength(20);
    const saved = readFileSync(join(repository.workspaces.at(-1) ?? "", "rollcall-unsaved.jsonl"), "utf8");
    expect(run.stderr).toContain(saved);
    const restored = stateIn(`${await repository.state()}${saved}`);
    expect(resultsIn(restored)).toEqual(Array.from({ length: 20 }, () => "done"));
    expect(restored.recorded.unconfirmed).toEqual([]);
    expect([...restored.recorded.people.keys()].sort()).toEqual(recipients(repository));
    expect(run.summary).toContain("### Rollcall: invited 20 of 25 people\n");
  });
});

describe.concurrent("the apply command of the Action", { timeout: 90_000 }, () => {
  test("continues after the state branch is restored as the error suggests", async context => {
    const repository = await start(context, ada);
    const { hub } = repository;
    const run = async () => repository.apply(await tipOf(repository), { inputs: ownBranch });
    await run();
    await hub.deleteBranch("members-state");
    const { exit, stdout, summary } = await run();
    expect(exit).toBe(1);
    const [, savedRef] =
      /git fetch origin (\S+) && git push origin FETCH_HEAD:refs\/heads\/members-state/.exec(stdout) ?? [
        stdout,
      ];
    expect(summary).toContain(`git fetch origin ${savedRef}`);
    const requestGit = async (path: string, body?: object) => {
      const headers = { authorization: `token ${hub.token}`, "content-type": "application/json" };
      const post = body ? { method: "POST", body: JSON.stringify(body) } : {};
      const response = await fetch(`${hub.apiUrl}/repos/${hub.owner}/${hub.repo}/git/${path}`, {
        headers,
        ...post,
      });
      return (await response.json()) as { readonly object: { readonly sha: string } };
    };
    const { object } = await requestGit(savedRef?.replace("refs/", "ref/") ?? "");
    await requestGit("refs", { ref: "refs/heads/members-state", sha: object.sha });
    expect(await run()).toMatchObject({ exit: 0 });
    expect(recipients(repository)).toEqual(["ada@example.com"]);
  });

  test("doesn't report a state as lost that another run creates while this run reads", async context => {
    const repository = await start(context, ada);
    const inputs = ownBranch;
    // The head of the branch is read before the other run creates it, and the backup afterward.
    repository.hub.before({ method: "GET", path: /\/git\/ref\/rollcall/ }, async () => {
      expect(await repository.apply(await tipOf(repository), { inputs, runId: 2 })).toMatchObject({
        exit: 0,
      });
    });
    expect(await repository.apply(await tipOf(repository), { inputs })).toMatchObject({ exit: 0 });
    expect(recipients(repository)).toEqual(["ada@example.com"]);
  });

  test("names the pull request and the run in each commit of the state", async context => {
    const repository = await start(context, {});
    const { hub, tally } = repository;
    const pull = await repository.propose({ "members.yaml": membersFile(both, oneACall) });
    await repository.plan(pull);
    tally.fault({ method: "POST", nth: 2, fault: { kind: "reset", effect: "before" } });
    tally.fault({ path: /^\/users\/me/, nth: 2, fault: { kind: "answer", status: 403, effect: "none" } });
    expect((await repository.apply(await hub.merge(pull.number), { runId: 7 })).exit).toBe(1);
    await repository.apply(await tipOf(repository), { runId: 8 });
    const commits = hub.requests.filter(
      ({ method, path }) => method === "POST" && /\/git\/commits$/.test(path),
    );
    const trailers = `Pull-Request: #${pull.number}\nRun: https://github.example/acme/access/actions/runs/7`;
    expect(commits.map(({ body }) => JSON.parse(body).message)).toEqual([
      `Record 2 calls to send\n\n${trailers}`,
      `Record results of 2 calls\n\n${trailers}`,
      `Record the result of 1 call\n\n${trailers}`,
    ]);
  });

  test("sends and records nothing above maxInvites, and comments with both numbers", async context => {
    const repository = await start(context, {});
    const settings = "settings: {maxInvites: 3}\n";
    const pull = await repository.propose({ "members.yaml": membersFile(people(4), settings) });
    await repository.plan(pull);
    const { exit, stdout, summary } = await repository.apply(await repository.hub.merge(pull.number));
    expect(exit).toBe(1);
    expect(changeRequests(repository.tally)).toEqual([]);
    expect(await repository.state()).toBe(undefined);
    const [comment] = await repository.hub.comments(pull.number);
    for (const text of [stdout, textIn(readMarkdown(summary)), textIn(readMarkdown(comment?.body ?? ""))])
      expect(text).toContain("This plan invites 4 people, but maxInvites is 3");
    expect(comment?.body).toContain("### Rollcall: nothing was sent\n");
  });

  test("splits a call if Tally rejects one address, and records every step in order", async context => {
    const names = ["a", "b", "c", "d", "e"].map(name => `${name}@example.com`);
    const members = Object.fromEntries(names.map(email => [email, "marketing"]));
    const behavior = { alsoMalformed: ["c@example.com"] };
    const repository = await startRepository(context, { "members.yaml": membersFile({}) }, { behavior });
    const pull = await repository.propose({ "members.yaml": membersFile(members) });
    await repository.plan(pull);
    const merged = await repository.hub.merge(pull.number);
    const { exit, stdout } = await repository.apply(merged);
    expect(exit).toBe(1);
    expect(stdout).toMatch(
      /^::error file=members\.yaml,.*title=email-rejected::Tally rejected c@example\.com/m,
    );
    expect(recipients(repository)).toEqual(names.filter(email => email !== "c@example.com"));
    const { events, recorded } = await stateOf(repository);
    expect(events.map(one => (one.event === "outcome" ? one.result : one.event))).toEqual([
      "intent",
      "split",
      ...["intent", "done", "intent", "rejected", "intent", "done"],
    ]);
    expect([...recorded.rejected.keys()]).toEqual(["c@example.com"]);
    const [comment] = await repository.hub.comments(pull.number);
    expect(comment?.body).toContain("### Rollcall: invited 4 of 5 people");
  });

  test("names the address that Tally rejects, and never sends to it again", async context => {
    const repository = await start(context, {});
    const { hub, tally } = repository;
    const pull = await repository.propose({ "members.yaml": membersFile(people(3)) });
    await repository.plan(pull);
    const merged = await hub.merge(pull.number);
    const body = JSON.stringify({ message: "Invalid email" });
    tally.fault({
      method: "POST",
      nth: 2,
      fault: { kind: "answer", status: 400, body, effect: "none" },
    });
    const partial = await repository.apply(merged);
    expect(partial.exit).toBe(1);
    const bodies = changeRequests(tally).map(({ body }) => JSON.parse(body));
    const rejected: string = bodies[1].emails;
    expect(bodies).toHaveLength(3);
    expect(recipients(repository)).toEqual(Object.keys(people(3)).filter(email => email !== rejected));
    const [comment] = await hub.comments(pull.number);
    const row = `| ${escapeMarkdown(rejected)} | <code>research (npe1DB)</code> | rejected (400), Tally reported <code>Invalid email</code> |`;
    for (const text of [partial.summary, comment?.body]) {
      expect(text?.match(/rejected \(400\)/g)).toHaveLength(1);
      expect(text).toContain(row);
    }
    expect(resultsIn(await stateOf(repository)).sort()).toEqual(["done", "done", "rejected"]);
    const paths = hub.requests.filter(({ method }) => method === "PATCH").map(({ path }) => path);
    const writes = paths.filter(path => !path.includes("/refs/rollcall%2F"));
    expect(writes.at(-2)).toMatch(branchPush.path);
    expect(writes.at(-1)).toContain("/issues/comments/");

    expect(await repository.apply(merged, { runId: 2 })).toMatchObject({ exit: 0 });
    expect(changeRequests(tally)).toHaveLength(3);
    expect(partial.stdout).toMatch(/^::error file=members\.yaml,.*title=email-rejected::/m);
  });
});
