import { describe, expect, type TestContext, test } from "vitest";
import { type AccessRepository, membersFile, startRepository } from "./support/access-repository.ts";
import type { ChangedFiles, PullRequestEvent } from "./support/github-model.ts";
import { readMarkdown, textIn } from "./support/markdown.ts";
import { type ActionRun, checkout } from "./support/run-action.ts";

const ada = { "ada@example.com": "marketing" };
const both = { ...ada, "grace@example.com": "marketing" };
const state = `{"format":"rollcall-state","version":1,"organization":"kwob3J","lineage":"one"}\n`;

type Plan = (repository: AccessRepository, pull: PullRequestEvent) => Promise<ActionRun>;

/** Runs a command on `pull_request`. Unlike the examples, the workflow checks out the test merge first. */
const onPullRequest =
  (command: string): Plan =>
  async (repository, pull) => {
    const sha = await repository.hub.testMerge(pull.number);
    const workspace = repository.folder();
    await checkout(repository.hub, sha, workspace);
    return repository.plan(pull, { sha, workspace, inputs: { command } });
  };

/** Runs a command on `pull_request_target`. */
const onTarget =
  (command: string, { hasTestMerge }: { readonly hasTestMerge: boolean }): Plan =>
  async (repository, pull) => {
    if (hasTestMerge) await repository.hub.testMerge(pull.number);
    return repository.planFork(pull, { inputs: { command } });
  };

const events: readonly (readonly [string, Plan])[] = [
  ["pull_request_target without a test merge", onTarget("plan", { hasTestMerge: false })],
  ["pull_request_target with a test merge", onTarget("plan", { hasTestMerge: true })],
  ["pull_request", onPullRequest("plan")],
];

/** Proposes files, plans on each kind of event, and merges. */
async function planAndMerge(context: TestContext, files: ChangedFiles, before: ChangedFiles = {}) {
  const repository = await startRepository(context, { "members.yaml": membersFile({}), ...before });
  const pull = await repository.propose(files);
  const plans: ActionRun[] = [];
  const comments: string[] = [];
  for (const [, plan] of events) {
    plans.push(await plan(repository, pull));
    comments.push((await repository.hub.comments(pull.number)).at(-1)?.body ?? "");
  }
  const merged = await repository.hub.merge(pull.number);
  return { repository, pull, plans, comments, merged };
}

describe.concurrent("a file that git changes on checkout", { timeout: 120_000 }, () => {
  test.for([
    ["ident", "*.yaml ident", "ada.$Id$@example.com"],
    ["working-tree-encoding", "*.yaml working-tree-encoding=UTF-7", "ada+forms@example.com"],
  ] as const)(
    "plans and applies the same content despite the git attribute %s",
    async ([, attributes, email], context) => {
      const { repository, plans, comments, merged } = await planAndMerge(context, {
        ".gitattributes": `${attributes}\n`,
        "members.yaml": membersFile({ [email]: "marketing" }),
      });
      for (const { exit, outputs } of plans) expect([exit, outputs["people"]]).toEqual([0, "1"]);
      for (const comment of comments)
        expect(comment).toContain(`+${email.toLowerCase()}  marketing (wLDNPp)\n`);
      expect(await repository.apply(merged)).toMatchObject({ exit: 0 });
      const sent = repository.tally.organization.sentEmails.map(one => one.email);
      expect(sent).toEqual([email]);
    },
  );
});

describe.concurrent("a symbolic link", { timeout: 120_000 }, () => {
  test.for([
    [
      "as members.yaml",
      { "members.yaml": { link: "people/all.yaml" }, "people/all.yaml": membersFile(both) },
      "members.yaml is a symbolic link to people/all.yaml",
    ],
    [
      "as an included file",
      {
        "members.yaml": membersFile(ada, "include: [teams/*.yaml]\n"),
        "teams/more.yaml": { link: "../more.yaml" },
        "more.yaml": "members: [{email: grace@example.com, workspaces: [marketing]}]\n",
      },
      "teams/more.yaml is a symbolic link to ../more.yaml",
    ],
    [
      "as the folder of an included file",
      {
        "members.yaml": membersFile(ada, "include: [teams/more.yaml]\n"),
        teams: { link: "people" },
        "people/more.yaml": "members: [{email: grace@example.com, workspaces: [marketing]}]\n",
      },
      "teams is a symbolic link to people",
    ],
    [
      "to a file outside the repository",
      { "members.yaml": { link: "/proc/self/environ" } },
      "members.yaml is a symbolic link to /proc/self/environ",
    ],
    [
      "as the state file",
      {
        "members.yaml": membersFile(ada),
        "members.state.jsonl": { link: "old/state.jsonl" },
        "old/state.jsonl": state,
      },
      "members.state.jsonl is a symbolic link to old/state.jsonl",
    ],
  ] as const satisfies readonly (readonly [string, ChangedFiles, string])[])(
    "rejects a symbolic link %s and names the fix",
    async ([, files, message], context) => {
      const { repository, plans, comments, merged, pull } = await planAndMerge(context, files);
      const fix = "Replace the link with the file or folder itself";
      for (const { exit, stdout } of plans) {
        expect(exit).toBe(1);
        expect(stdout).toContain(message);
        expect(stdout).toContain(fix);
      }
      for (const comment of comments) expect(textIn(readMarkdown(comment))).toContain(message);
      const validated = await onPullRequest("validate")(repository, pull);
      const applied = await repository.apply(merged);
      for (const { exit, stdout } of [validated, applied]) {
        expect(exit).toBe(1);
        expect(stdout).toContain(message);
        expect(stdout).toContain(fix);
      }
      expect(repository.tally.organization.sentEmails).toEqual([]);
    },
  );

  test("rejects a configuration folder that is or contains a symbolic link", async context => {
    const repository = await startRepository(context, { "access/members.yaml": membersFile({}) });
    const more = "members: [{email: grace@example.com, workspaces: [marketing]}]\n";
    const pull = await repository.propose({
      "access/more.yaml": { link: "../more.yaml" },
      "more.yaml": more,
      people: { link: "access" },
    });
    for (const [config, name] of [
      ["access", "access/more.yaml is a symbolic link to ../more.yaml"],
      ["people", "people is a symbolic link to access"],
      ["people/members.yaml", "people is a symbolic link to access"],
    ] as const) {
      const { exit, stdout } = await repository.planFork(pull, { inputs: { config } });
      expect([exit, stdout]).toEqual([1, expect.stringContaining(name)]);
    }
  });
});

test("rejects a pull request that adds a folder at the path of the state file", {
  timeout: 60_000,
}, async context => {
  const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
  const pull = await repository.propose({ "members.state.jsonl/one": state });
  const { exit, stdout } = await repository.plan(pull);
  expect(exit).toBe(1);
  expect(stdout).toContain("members.state.jsonl is a folder, but Rollcall expects a regular file here");
  const [comment] = await repository.hub.comments(pull.number);
  expect(comment?.body).toContain("members.state.jsonl is a folder");
});

describe.concurrent("the planned commit", { timeout: 60_000 }, () => {
  test("plans GitHub's test merge if it's current, and logs that", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}), "notes.md": "" });
    const pull = await repository.propose({ "members.yaml": membersFile(ada) });
    const sha = await repository.hub.testMerge(pull.number);
    const logLine = `Read GitHub's test merge ${sha.slice(0, 12)}`;
    const own = await repository.plan(pull, { sha });
    const target = await repository.planFork(pull);
    for (const { stdout, summary } of [own, target]) {
      expect(stdout).toContain(logLine);
      expect(summary).toContain(`/blob/${sha}/members.yaml#L`);
    }
  });

  test.for([
    ["doesn't exist", async () => {}],
    [
      "has an old base",
      async ({ hub }: AccessRepository, { number }: PullRequestEvent) => {
        await hub.testMerge(number);
        await hub.commit("main", { "notes.md": "moved on" });
      },
    ],
    [
      "has an old head",
      async ({ hub }: AccessRepository, { number }: PullRequestEvent) => {
        await hub.testMerge(number);
        await hub.commit("change", { "notes.md": "one more" });
      },
    ],
  ] as const)("plans the head on pull_request_target if the test merge %s", async ([, prepare], context) => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}), "notes.md": "" });
    const pull = await repository.propose({ "members.yaml": membersFile(ada) });
    await prepare(repository, pull);
    const latest = await repository.hub.synchronize(pull.number);
    const { exit, stdout, summary } = await repository.planFork(latest);
    expect(exit).toBe(0);
    expect(stdout).toContain("because GitHub has no current test merge of it");
    expect(summary).toContain(`/blob/${latest.pull_request.head.sha}/members.yaml#L`);
    expect(summary).toContain("merging this invites 1 person");
  });

  test("plans the head on pull_request if the event's commit is an old test merge", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const pull = await repository.propose({ "members.yaml": membersFile(ada) });
    const sha = await repository.hub.testMerge(pull.number);
    await repository.hub.commit("change", { "members.yaml": membersFile(both) });
    const { stdout, outputs } = await repository.plan(await repository.hub.synchronize(pull.number), { sha });
    expect(stdout).toContain("because GitHub has no current test merge of it");
    expect(outputs).toMatchObject({ people: "2" });
  });
});
