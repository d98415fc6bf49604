import { describe, expect, test } from "vitest";
import { formatDriftMarker } from "../src/core/review/marker.ts";
import { type AccessRepository, membersFile, startRepository } from "./support/access-repository.ts";

const ada = { "ada@example.com": "marketing" };
const grace = { "grace@example.com": "marketing" };
const both = { ...ada, ...grace };
const alan = { "alan@example.com": "marketing" };

/** Returns the author and the title of each comment. */
async function commentsOf({ hub }: AccessRepository, number: number): Promise<string[]> {
  const comments = await hub.comments(number);
  return comments.map(({ user, body }) => `${user.login} ${body.split("\n")[1]}`);
}

/** Makes GitHub return 403 to both requests for the owner of the token. */
function hideViewer({ hub }: AccessRepository): void {
  for (const [method, path] of [["POST", /^\/graphql$/] as const, ["GET", /^\/user$/] as const])
    hub.fail({ method, path, status: 403, times: 99, body: { message: "Resource not accessible" } });
}

describe.concurrent("the token of an app or a person", { timeout: 120_000 }, () => {
  test.for([
    ["an app", "appToken", "access-app[bot]"],
    ["a person", "personalToken", "acme"],
  ] as const)(
    "updates a single comment and a single issue with the token of %s",
    async ([, token, login], context) => {
      const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
      const { hub } = repository;
      const inputs = { "github-token": hub[token] };
      const pull = await repository.propose({ "members.yaml": membersFile(ada) });
      for (const members of [ada, both, { ...both, ...alan }]) {
        await hub.commit("change", { "members.yaml": membersFile(members) });
        const { exit, stdout } = await repository.plan(await hub.synchronize(pull.number), { inputs });
        expect([exit, stdout]).toEqual([0, expect.not.stringContaining("::warning")]);
      }
      expect(await commentsOf(repository, pull.number)).toEqual([
        `${login} ### Rollcall: merging this invites 2 people`,
      ]);
      for (let run = 0; run < 2; run += 1) await repository.drift({ inputs });
      expect((await hub.issues()).map(({ user }) => user.login)).toEqual([login]);
      const applied = await repository.apply(await hub.merge(pull.number), { inputs });
      expect(applied.stdout).not.toContain("::warning");
      expect(await commentsOf(repository, pull.number)).toEqual([`${login} ### Rollcall: invited 3 people`]);
    },
  );

  test("recognizes the comment of an app's token on GitHub Enterprise Server", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const { hub } = repository;
    const pull = await repository.propose({ "members.yaml": membersFile(ada) });
    const options = {
      inputs: { "github-token": hub.appToken },
      env: { GITHUB_API_URL: `${hub.apiUrl}/api/v3` },
    };
    for (let run = 0; run < 2; run += 1) await repository.plan(pull, options);
    expect(await hub.comments(pull.number)).toHaveLength(1);
  });

  test("replaces the plan of the workflow's token with the result of an app's token", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const { hub } = repository;
    const pull = await repository.propose({ "members.yaml": membersFile(ada) });
    await repository.plan(pull);
    const inputs = { "github-token": hub.appToken, "require-reviewed-plan": "true" };
    expect(await repository.apply(await hub.merge(pull.number), { inputs })).toMatchObject({ exit: 0 });
    expect(await commentsOf(repository, pull.number)).toEqual([
      "github-actions[bot] ### Rollcall: invited 1 person",
    ]);
  });
});

describe.concurrent("a comment by another account", { timeout: 120_000 }, () => {
  test("suggests comment-author if GitHub doesn't return the owner of the token", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const { hub } = repository;
    hideViewer(repository);
    const pull = await repository.propose({ "members.yaml": membersFile(both) });
    const inputs = { "github-token": hub.appToken };
    for (let run = 0; run < 2; run += 1) {
      const { exit, stdout } = await repository.plan(pull, { inputs });
      expect(exit).toBe(0);
      expect(stdout.match(/^::warning .*$/gm)).toEqual([
        expect.stringMatching(/add this line to the inputs of the step: comment-author: access-app\[bot\]$/),
      ]);
    }
    const drift = await repository.drift({ inputs });
    expect(drift.stdout).toContain("comment-author: access-app[bot]");

    const before = await hub.comments(pull.number);
    await hub.commit("change", { "members.yaml": membersFile({ ...both, ...alan }) });
    const set = { ...inputs, "comment-author": "access-app[bot]" };
    const { stdout } = await repository.plan(await hub.synchronize(pull.number), { inputs: set });
    expect(stdout).not.toContain("::warning");
    const after = await hub.comments(pull.number);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after[0]?.body).toContain("merging this invites 2 people");
  });

  test("suggests comment-author, but ignores the comment, if another bot wrote it", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const { hub } = repository;
    const pull = await repository.propose({ "members.yaml": membersFile(ada) });
    await repository.plan(pull, { inputs: { "github-token": hub.appToken } });
    const merged = await hub.merge(pull.number);
    const inputs = { "require-reviewed-plan": "true" };
    const rejected = await repository.apply(merged, { inputs });
    expect(rejected.exit).toBe(1);
    expect(rejected.stdout).toContain(
      "To prevent this, add this line to the inputs of the step: comment-author: access-app[bot]",
    );
    const set = { ...inputs, "comment-author": "access-app[bot]" };
    expect(await repository.apply(merged, { inputs: set })).toMatchObject({ exit: 0 });
  });

  test("doesn't suggest comment-author if a person copied the marker", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const { hub } = repository;
    hideViewer(repository);
    await hub.openIssue(`${formatDriftMarker("members.yaml")}\nMine`);
    const { stdout } = await repository.drift();
    expect(stdout).not.toContain("::warning");
  });

  test("fails instead of opening a second issue if it can't get the token's owner", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const { hub } = repository;
    const inputs = { "github-token": hub.appToken };
    await repository.drift({ inputs });
    hub.fail({ method: "POST", path: /^\/graphql$/, status: 502, times: 99 });
    const { exit, stdout } = await repository.drift({ inputs });
    expect([exit, stdout]).toEqual([1, expect.stringContaining("GitHub returned 502 for POST /graphql")]);
    expect(await hub.issues()).toHaveLength(1);
  });
});
