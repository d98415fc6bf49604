import { describe, expect, type TestContext, test } from "vitest";
import { type AccessRepository, membersFile, startRepository } from "./support/access-repository.ts";
import { changeRequests } from "./support/call-sandbox.ts";
import type { ChangedFiles } from "./support/github-model.ts";

const ada = { "ada@example.com": "marketing" };
const both = { ...ada, "grace@example.com": "marketing" };
const state = `{"format":"rollcall-state","version":1,"organization":"kwob3J","lineage":"one"}
{"event":"intent","at":"2026-11-01T10:00:00.000Z","call":"c1","action":"invite","workspaceIds":["wLDNPp"],"emails":["ada@example.com"]}
{"event":"outcome","at":"2026-11-01T10:00:01.000Z","call":"c1","result":"done"}
`;

/** Returns the requests that changed something on GitHub, as method and path. */
function writesOf({ hub }: AccessRepository): string[] {
  return hub.requests.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);
}

/** Starts a repository whose steps run the built Action. */
const startBuilt = (context: Pick<TestContext, "onTestFinished">, files: ChangedFiles) =>
  startRepository(context, files, {}, { isBuilt: true });

describe.concurrent("the plan of a merge group", { timeout: 120_000 }, () => {
  test("plans a merge group with the state of its base branch, without a comment", async context => {
    const repository = await startBuilt(context, {
      "members.yaml": membersFile(ada),
      "members.state.jsonl": state,
    });
    const pull = await repository.propose({ "members.yaml": membersFile(both) });
    const group = await repository.hub.queue(pull.number);
    const { exit, stdout, summary, outputs } = await repository.planGroup(group);
    expect(exit).toBe(0);
    expect(stdout).toContain(
      `Read ${group.merge_group.head_sha.slice(0, 12)}, which the merge queue would merge into main.`,
    );
    expect(summary).toContain("### Rollcall: merging this invites 1 person\n");
    expect(summary).toContain(`/blob/${group.merge_group.head_sha}/members.yaml#L`);
    expect(outputs).toMatchObject({ people: "1", "has-changes": "true", "comment-url": "" });
    expect(repository.hub.requests.filter(({ path }) => path.includes("/issues"))).toEqual([]);
    expect(writesOf(repository)).toEqual([]);
  });

  test("includes pull requests ahead in the merge queue in the plan", async context => {
    const repository = await startBuilt(context, {
      "members.yaml": membersFile({}, "include: [teams/*.yaml]\n"),
      "teams/none.yaml": "members: []\n",
    });
    const team = (email: string) => `members: [{email: ${email}, workspaces: [marketing]}]\n`;
    const first = await repository.propose({ "teams/a.yaml": team("ada@example.com") }, { branch: "a" });
    const second = await repository.propose({ "teams/b.yaml": team("bob@example.com") }, { branch: "b" });
    const ahead = await repository.hub.queue(first.number);
    const { exit, summary } = await repository.planGroup(await repository.hub.queue(second.number, ahead));
    expect([exit, summary]).toEqual([0, expect.stringContaining("merging this invites 2 people")]);
  });

  test("reports that a merge group doesn't change who has access", async context => {
    const repository = await startBuilt(context, { "members.yaml": membersFile({}) });
    const pull = await repository.propose({ "notes.md": "hello" });
    const { exit, summary } = await repository.planGroup(await repository.hub.queue(pull.number));
    const title = "### Rollcall: this merge group doesn't change who has access\n";
    expect([exit, summary]).toEqual([0, expect.stringContaining(title)]);
  });

  test("fails on a merge group if its plan is blocked or its files are invalid", async context => {
    const repository = await startBuilt(context, { "members.yaml": membersFile({}) });
    const settings = "settings: {maxInvites: 1}\n";
    const above = await repository.propose({ "members.yaml": membersFile(both, settings) }, { branch: "a" });
    const blocked = await repository.planGroup(await repository.hub.queue(above.number));
    expect([blocked.exit, blocked.stdout]).toEqual([
      1,
      expect.stringContaining("This plan invites 2 people, but maxInvites is 1"),
    ]);
    const wrong = membersFile({ "ada@example.com": "reserch" });
    const invalid = await repository.propose({ "members.yaml": wrong }, { branch: "b" });
    const group = await repository.hub.queue(invalid.number);
    for (const command of ["plan", "validate"]) {
      const { exit, stdout } = await repository.planGroup(group, { inputs: { command } });
      expect([exit, stdout]).toEqual([1, expect.stringContaining("::error file=members.yaml,line=5,")]);
    }
    expect(writesOf(repository)).toEqual([]);
  });
});

describe.concurrent("a pull request into a non-default branch", { timeout: 60_000 }, () => {
  test("explains that merging into a non-default branch sends nothing", async context => {
    const repository = await startBuilt(context, { "members.yaml": membersFile(ada) });
    await repository.hub.commit("release", { "notes.md": "hello" });
    const pull = await repository.propose({ "members.yaml": membersFile(both) }, { base: "release" });
    const { exit, summary } = await repository.plan(pull);
    const [comment] = await repository.hub.comments(pull.number);
    expect(exit).toBe(0);
    for (const text of [summary, comment?.body]) {
      expect(text).toContain("### Rollcall: once on the default branch, this invites 1 person\n");
      expect(text).toContain("from earlier merges into <code>release</code>: 1 person</summary>");
      expect(text).toContain(
        "Merging this into <code>release</code> sends nothing: Rollcall applies only the default branch, <code>main</code>.",
      );
    }
  });
});

describe.concurrent("an event that a command doesn't support", { timeout: 120_000 }, () => {
  const tag = { event: "push", ref: "refs/tags/v1.0.0", payload: { ref: "refs/tags/v1.0.0" } };
  const unknown = { event: "check_run", ref: "", payload: {} };
  test.for([
    [
      "plan",
      "a tag",
      tag,
      "This run is on the tag v1.0.0, but plan is for pull requests, merge groups, and branches, so nothing was planned. Run it on pull_request, merge_group, or push to a branch. To only check the files, set command: validate.",
    ],
    [
      "plan",
      "an unknown event",
      unknown,
      "The event check_run, which isn't for a branch, started this run, but plan is for pull requests, merge groups, and branches, so nothing was planned.",
    ],
    [
      "apply",
      "a tag",
      tag,
      "This run is on the tag v1.0.0, but apply sends only what was merged into the default branch, so nothing was sent. Start it with on: push: branches: [main], on a schedule, or manually.",
    ],
    [
      "apply",
      "an unknown event",
      unknown,
      "The event check_run, which isn't for a branch, started this run, but apply sends only what was merged into the default branch, so nothing was sent.",
    ],
    [
      "drift",
      "a tag",
      tag,
      "This run is on the tag v1.0.0, but drift compares only what was merged into the default branch, so nothing was compared. Start it on a schedule, or manually on that branch.",
    ],
  ] as const)("rejects %s on %s and explains why", async ([command, , step, message], context) => {
    const repository = await startBuilt(context, { "members.yaml": membersFile(ada) });
    const { exit, stdout, summary } = await repository.drift({ ...step, inputs: { command } });
    expect(exit).toBe(1);
    expect(stdout).toContain(`::error title=Rollcall::Error: ${message}`);
    expect(summary).toContain(message.slice(0, 60));
    expect(changeRequests(repository.tally)).toEqual([]);
  });

  test.for(["plan", "apply", "drift"])(
    "rejects %s on a pull request that was closed without being merged",
    async (command, context) => {
      const repository = await startBuilt(context, { "members.yaml": membersFile(ada) });
      const pull = await repository.propose({ "members.yaml": membersFile(both) });
      const payload = { ...pull, action: "closed", pull_request: { ...pull.pull_request, merged: false } };
      const { exit, stdout } = await repository.drift({
        event: "pull_request",
        ref: "refs/heads/main",
        payload,
        inputs: { command },
      });
      expect(exit).toBe(1);
      expect(stdout).toContain(`Error: Pull request #1 was closed without being merged, but ${command} `);
      expect(stdout).toContain("add this line to the job: if: github.event.pull_request.merged");
    },
  );

  test.for(["apply", "drift"])("rejects %s on a merge group", async (command, context) => {
    const repository = await startBuilt(context, { "members.yaml": membersFile(ada) });
    const pull = await repository.propose({ "members.yaml": membersFile(both) });
    const payload = await repository.hub.queue(pull.number);
    const { exit, stdout } = await repository.planGroup(payload, {
      inputs: { command, "api-key": repository.tally.key },
    });
    expect(exit).toBe(1);
    expect(stdout).toContain("A merge queue started this run for pull requests that aren't merged yet, but");
    expect(stdout).toContain("what was merged into the default branch, main, so nothing was");
    expect(changeRequests(repository.tally)).toEqual([]);
  });
});
