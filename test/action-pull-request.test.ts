import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPlan } from "../src/core/plan/read-plan.ts";
import { type AccessRepository, membersFile, startRepository } from "./support/access-repository.ts";
import { changeRequests } from "./support/call-sandbox.ts";
import { node24 } from "./support/run-action.ts";

const ada = { "ada@example.com": "marketing" };
const both = { ...ada, "grace@example.com": "marketing, research" };

/** Returns the requests that changed something on GitHub, as method and path. */
function writesOf({ hub }: AccessRepository): string[] {
  return hub.requests.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);
}

describe.concurrent("the plan of a pull request", { timeout: 120_000 }, () => {
  test.for(["the current Node", "Node 24"])(
    "posts the plan, applies it after the merge, and posts the result on %s",
    async (version, context) => {
      const node = version === "Node 24" ? node24() : process.execPath;
      const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
      const { hub, tally } = repository;
      const pull = await repository.propose({ "members.yaml": membersFile(both) });

      const first = await repository.plan(pull, { node });
      expect(first).toMatchObject({ exit: 0, stderr: "" });
      expect(first.outputs).toMatchObject({ "has-changes": "true", people: "2", grants: "3", calls: "2" });
      expect(readPlan(first.plan ?? "")).toHaveProperty("plan.summary.people", 2);
      const [comment] = await hub.comments(pull.number);
      expect(comment?.body).toContain("### Rollcall: merging this invites 1 person\n");
      expect(comment?.body).toContain("+grace@example.com  marketing (wLDNPp)\n");
      expect(comment?.body).toContain("/blob/");
      expect(first.outputs["comment-url"]).toMatch(/#issuecomment-1$/);
      expect(first.summary).toContain("### Rollcall: merging this invites 1 person\n");

      await repository.plan(await hub.synchronize(pull.number), { node, runId: 2 });
      expect(writesOf(repository)).toEqual(["POST /repos/acme/access/issues/1/comments"]);

      await hub.commit("change", {
        "members.yaml": membersFile({ ...both, "alan@example.com": "research" }),
      });
      await repository.plan(await hub.synchronize(pull.number), { node, runId: 3 });
      expect(writesOf(repository).slice(1)).toEqual(["PATCH /repos/acme/access/issues/comments/1"]);

      const merged = await hub.merge(pull.number);
      const applied = await repository.apply(merged, { node, runId: 4 });
      expect(applied).toMatchObject({ exit: 0, stderr: "" });
      expect(applied.stdout).toContain("From #1: 3 grants\n");
      expect(tally.organization.sentEmails.map(({ email }) => email).sort()).toEqual([
        "ada@example.com",
        "alan@example.com",
        "grace@example.com",
      ]);
      const state = await repository.state();
      expect(state?.match(/"result":"done"/g)).toHaveLength(3);
      expect(state).toContain(`"commit":"${merged}"`);
      expect(state).toContain('"run":"https://github.example/acme/access/actions/runs/4","pullRequest":1');
      const comments = await hub.comments(pull.number);
      expect(comments).toHaveLength(1);
      expect(comments[0]?.body).toContain("### Rollcall: invited 3 people\n");
      expect(applied.summary).toContain("### Rollcall: invited 3 people\n");

      const again = await repository.apply(merged, { node, runId: 5 });
      expect(again).toMatchObject({ exit: 0 });
      expect(again.summary).toContain("### Rollcall: nothing to send\n");
      expect((await hub.comments(pull.number))[0]?.body).toBe(comments[0]?.body);
      expect(changeRequests(tally)).toHaveLength(3);
    },
  );

  test("lists the changes of the pull request separately from pending ones", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const pull = await repository.propose({
      "members.yaml": membersFile({ "ada@example.com": "marketing, research" }),
    });
    await repository.plan(pull);
    const body = (await repository.hub.comments(pull.number))[0]?.body ?? "";
    const [added, pending] = body.split("<b>Already pending</b>");
    expect(added).toContain("<b>1 person</b> to <code>research (npe1DB)</code>");
    expect(pending).toContain("from earlier merges into <code>main</code>: 1 person");
    expect(body).toContain(
      "Plan: 1 to invite, 0 to cancel, 0 to remove. 2 grants in 1 API call. 0 grants unchanged.",
    );
  });

  test("doesn't attribute newer changes on main to a pull request that is behind", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}), "notes.md": "" });
    const pull = await repository.propose({ "notes.md": "hello" });
    await repository.hub.commit("main", { "members.yaml": membersFile(ada) });
    for (const run of [() => repository.plan(pull), () => repository.planFork(pull)]) {
      const { summary } = await run();
      expect(summary).toContain("### Rollcall: this pull request doesn't change who has access\n");
      expect(summary).toContain(
        "<b>Already pending</b> from earlier merges into <code>main</code>: 1 person",
      );
    }
  });

  test("posts no comment with comment: changes if access doesn't change", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const pull = await repository.propose({ "notes.md": "hello" });
    const quiet = await repository.plan(pull, { inputs: { comment: "changes" } });
    expect(quiet).toMatchObject({ exit: 0 });
    expect(await repository.hub.comments(pull.number)).toEqual([]);
    await repository.plan(pull);
    const [comment] = await repository.hub.comments(pull.number);
    expect(comment?.body).toContain("### Rollcall: this pull request doesn't change who has access\n");
    const none = await repository.plan(pull, { inputs: { comment: "false" } });
    expect(none.outputs["comment-url"]).toBe("");
  });

  test("flags a changed state file, and plans with that of the base branch", async context => {
    const recorded = `{"format":"rollcall-state","version":1,"organization":"kwob3J","lineage":"one"}
{"event":"intent","at":"2026-11-01T10:00:00.000Z","call":"c1","action":"invite","workspaceIds":["wLDNPp"],"emails":["ada@example.com"]}
{"event":"outcome","at":"2026-11-01T10:00:01.000Z","call":"c1","result":"done"}
`;
    const repository = await startRepository(context, {
      "members.yaml": membersFile(ada),
      "members.state.jsonl": recorded,
    });
    const pull = await repository.propose({
      "members.yaml": membersFile(both),
      "members.state.jsonl": recorded.split("\n", 1).concat("").join("\n"),
    });
    for (const run of [() => repository.plan(pull), () => repository.planFork(pull)]) {
      const { summary, outputs } = await run();
      expect(summary).toContain("[!WARNING]\n> This pull request changes <code>members.state.jsonl</code>");
      expect(outputs).toMatchObject({ people: "1" });
    }
    const other = await repository.propose({ "members.yaml": membersFile(both) }, { branch: "other" });
    expect((await repository.plan(other)).summary).not.toContain("WARNING");
  });

  test("annotates 9 of 13 errors, and lists all 13 in the summary and the comment", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const wrong = Object.fromEntries(Array.from({ length: 13 }, (_, n) => [`p${n}@example.com`, "reserch"]));
    const pull = await repository.propose({ "members.yaml": membersFile(wrong) });
    const { exit, stdout, summary, outputs } = await repository.plan(pull);
    expect(exit).toBe(1);
    expect(stdout.match(/^::error file=members\.yaml,line=/gm)).toHaveLength(9);
    expect(stdout).toContain("::error title=Rollcall::and 4 more");
    expect(outputs).toEqual({ "pull-request-number": "1" });
    const [comment] = await repository.hub.comments(pull.number);
    for (const text of [summary, comment?.body ?? ""]) {
      expect(text).toContain("### Rollcall: 13 errors, nothing planned\n");
      expect(text.match(/\[unknown-workspace\]/g)).toHaveLength(13);
    }
  });

  test("replaces the plan in the comment with an error if members.yaml is deleted", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const pull = await repository.propose({ "members.yaml": membersFile(ada) });
    await repository.plan(pull);
    await repository.hub.commit("change", { "members.yaml": null });
    const { exit, summary } = await repository.plan(await repository.hub.synchronize(pull.number));
    expect(exit).toBe(1);
    const comments = await repository.hub.comments(pull.number);
    expect(comments).toHaveLength(1);
    for (const text of [summary, comments[0]?.body]) {
      expect(text).toContain("### Rollcall: this run failed\n");
      expect(text).toContain("members.yaml not found.");
    }
    expect(comments[0]?.body).not.toMatch(/\bada\b/);
    expect(comments[0]?.body).not.toContain('"shown"');
  });

  test("fails instead of planning if GitHub's list of files is truncated", async context => {
    const main = membersFile({}, "include: [teams/*.yaml]\n");
    const repository = await startRepository(context, {
      "members.yaml": main,
      "teams/one.yaml": "members: []\n",
    });
    const pull = await repository.propose({ "teams/one.yaml": "members: []\ngroups: {}\n" });
    const body = { sha: "0".repeat(40), url: "https://github.example", tree: [], truncated: true };
    repository.hub.fail({ method: "GET", path: /recursive=1/, times: 9, status: 200, body });
    const { exit, stdout } = await repository.planFork(pull);
    expect(exit).toBe(1);
    expect(stdout).toContain("Error: GitHub can't list all files in the folder of the configuration");
  });

  test("comments on a fork's pull request only from pull_request_target", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const pull = await repository.propose({ "members.yaml": membersFile(both) }, { fromFork: true });
    repository.hub.readOnly(true);
    const own = await repository.plan(pull);
    expect(own).toMatchObject({ exit: 0 });
    expect(own.stdout).toContain(
      "::notice title=Rollcall::The token of a fork's pull request can't post a comment.",
    );
    expect(own.summary).toContain("### Rollcall: merging this invites 1 person\n");
    expect(await repository.hub.comments(pull.number)).toEqual([]);

    repository.hub.readOnly(false);
    const second = await repository.planFork(pull);
    expect(second).toMatchObject({ exit: 0, stderr: "" });
    const [comment] = await repository.hub.comments(pull.number);
    expect(comment?.body).toContain("### Rollcall: merging this invites 1 person\n");
    expect(second.outputs).toMatchObject(
      Object.fromEntries(["people", "grants", "calls"].map(name => [name, own.outputs[name]])),
    );
  });

  test("finds its comment among 130 others, and ignores ones that copy its marker", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const { hub } = repository;
    const pull = await repository.propose({ "members.yaml": membersFile(both) });
    for (let number = 0; number < 130; number += 1) await hub.comment(pull.number, `Comment ${number}`);
    await repository.plan(pull);
    const ours = (await hub.comments(pull.number)).at(-1);
    const marker = ours?.body.split("\n", 1)[0] ?? "";
    expect(marker).toMatch(/^<!-- rollcall \{.*\} -->$/);
    const forged = await hub.comment(pull.number, `${marker}\nMine`, "maintainer");
    const quoted = await hub.comment(pull.number, `> ${marker}\nIndeed`, "bot");

    await hub.deleteComment(ours?.id ?? 0);
    await repository.plan(pull);
    const created = (await hub.comments(pull.number)).filter(({ body }) =>
      body.includes("merging this invites"),
    );
    expect(created.map(({ id }) => id)).toEqual([quoted + 1]);
    await repository.plan(pull, { inputs: { comment: "true" }, runId: 9 });
    expect((await hub.comments(pull.number)).filter(({ id }) => id > quoted)).toEqual(created);
    expect((await hub.comments(pull.number)).find(({ id }) => id === forged)?.body).toBe(`${marker}\nMine`);
  });

  test("posts one comment for each configuration of a repository", async context => {
    const repository = await startRepository(context, {
      "a/members.yaml": membersFile(ada),
      "b/members.yaml": membersFile({}),
    });
    const pull = await repository.propose({ "b/members.yaml": membersFile(both) });
    for (const folder of ["a", "b", "a", "b"])
      await repository.plan(pull, { inputs: { "working-directory": folder } });
    const heads = (await repository.hub.comments(pull.number)).map(({ body }) => body.split("\n")[1]);
    expect(heads).toEqual([
      "### Rollcall: this pull request doesn't change who has access",
      "### Rollcall: merging this invites 2 people",
    ]);
  });

  test("accepts GitHub Enterprise URLs that end in a slash", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const pull = await repository.propose({ "members.yaml": membersFile(both) });
    const urls = {
      GITHUB_API_URL: `${repository.hub.apiUrl}/api/v3/`,
      GITHUB_SERVER_URL: "https://git.example.com/",
    };
    const { exit, summary } = await repository.plan(pull, { env: urls });
    expect(exit).toBe(0);
    expect(summary).toContain('href="https://git.example.com/acme/access/blob/');
    expect(await repository.hub.comments(pull.number)).toHaveLength(1);
  });

  test("reads included files on both pull_request and pull_request_target", async context => {
    const main = membersFile({}, "include: [teams/*.yaml]\n");
    const team = "members:\n  - email: ada@example.com\n    workspaces: [marketing]\n";
    const repository = await startRepository(context, {
      "access/members.yaml": main,
      "access/teams/one.yaml": "members: []\n",
    });
    const pull = await repository.propose({ "access/teams/two.yaml": team, "access/other/three.yaml": "!" });
    const inputs = { "working-directory": "access" };
    const [local, remote] = [
      await repository.plan(pull, { inputs }),
      await repository.planFork(pull, { inputs }),
    ];
    for (const { exit, summary } of [local, remote]) {
      expect(exit).toBe(0);
      expect(summary).toContain("access/teams/two.yaml&#58;2");
      expect(summary).toContain("merging this invites 1 person");
    }
  });
});

describe.concurrent("the validate command of the Action", { timeout: 60_000 }, () => {
  test("annotates errors that validate finds, without a comment or an API key", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const pull = await repository.propose({ "members.yaml": membersFile({ "ada@example.com": "reserch" }) });
    const { exit, stdout, summary } = await repository.plan(pull, { inputs: { command: "validate" } });
    expect(exit).toBe(1);
    expect(stdout).toContain("::error file=members.yaml,line=5,");
    expect(summary).toContain("### Rollcall: 1 error\n");
    expect(writesOf(repository)).toEqual([]);
  });

  test("validates a fork's files through the API", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const pull = await repository.propose({ "members.yaml": membersFile(both) }, { fromFork: true });
    const { exit, summary } = await repository.planFork(pull, { inputs: { command: "validate" } });
    expect(exit).toBe(0);
    expect(summary).toContain("### Rollcall: 2 members, no problems found\n");
  });
});

test("reports a missing or invalid event without a stack trace", () => {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-event-"));
  const event = join(folder, "event.json");
  writeFileSync(event, "not JSON");
  const action = join(import.meta.dirname, "..", "dist", "action.js");
  const run = (env: Record<string, string>) =>
    spawnSync(process.execPath, [action], { cwd: folder, env, encoding: "utf8" });
  const outside = run({});
  const broken = run({ GITHUB_REPOSITORY: "acme/access", GITHUB_EVENT_PATH: event });
  const folderAsEvent = run({ GITHUB_REPOSITORY: "acme/access", GITHUB_EVENT_PATH: folder });
  rmSync(folder, { recursive: true });
  expect([outside, broken, folderAsEvent].map(({ status }) => status)).toEqual([1, 1, 1]);
  expect(outside.stdout).toContain("::error title=Rollcall::Error: GITHUB_REPOSITORY is not set");
  expect(broken.stdout).toContain("(GITHUB_EVENT_PATH) isn't a valid event");
  expect(folderAsEvent.stdout).toMatch(
    /^::error title=Rollcall::Error: .*: a folder where a file should be/m,
  );
  for (const { stderr } of [outside, broken, folderAsEvent]) expect(stderr).not.toContain("    at ");
});

describe.concurrent("the inputs of the Action", { timeout: 60_000 }, () => {
  test.for([
    [{ comment: "yes" }, 'The input comment is "yes", but it must be one of true, changes, false.'],
    [
      { command: "import" },
      'The input command is "import", but it must be one of validate, plan, apply, drift.',
    ],
    [
      { config: "/etc/passwd" },
      'The input config is "/etc/passwd", but it must be a path inside the repository',
    ],
    [
      { "working-directory": ".." },
      'The input working-directory is "..", but it must be a path inside the repository',
    ],
    [
      { "state-branch": "a..b" },
      'The input state-branch is "a..b", but it must be empty, or the name of a branch',
    ],
    [{ "github-token": "" }, "The input github-token is empty, but it must be a GitHub token"],
  ] as const)("rejects the invalid input %o before any request", async ([inputs, message], context) => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const pull = await repository.propose({ "members.yaml": membersFile(both) });
    const { exit, stdout } = await repository.plan(pull, { inputs });
    expect(exit).toBe(1);
    expect(stdout).toContain(`::error title=Rollcall::Error: ${message}`);
    expect(repository.hub.requests).toEqual([]);
  });
});
