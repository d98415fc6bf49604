import { describe, expect, test } from "vitest";
import { type AccessRepository, membersFile, startRepository } from "./support/access-repository.ts";
import { changeRequests } from "./support/call-sandbox.ts";

const ada = { "ada@example.com": "marketing" };
const both = { ...ada, "grace@example.com": "research" };
const four = { ...both, "eve@example.com": "support", "alan@example.com": "support" };
/** Settings that put each person into a separate call. */
const oneACall = "settings: {maxEmailsPerCall: 1}\n";
const commentWrite = { method: "PATCH", path: /\/issues\/comments\// };
const requireReview = { "require-reviewed-plan": "true" };

/** Returns the body of the only comment on a pull request, or an empty string. */
async function commentOn({ hub }: AccessRepository, number: number): Promise<string> {
  const bodies = (await hub.comments(number)).map(({ body }) => body);
  expect(bodies.length).toBeLessThan(2);
  return bodies[0] ?? "";
}

/** Returns the title of the comment on each pull request. */
function titlesOn(repository: AccessRepository, numbers: readonly number[]): Promise<readonly string[]> {
  return Promise.all(numbers.map(async number => (await commentOn(repository, number)).split("\n")[1] ?? ""));
}

/** Starts a repository in which #1 adds Ada and #2 adds Grace. Both are planned and merged, but not applied. */
async function startWithTwoMerges(context: Parameters<typeof startRepository>[0], settings = "") {
  const repository = await startRepository(context, { "members.yaml": membersFile({}, settings) });
  const first = await repository.propose({ "members.yaml": membersFile(ada, settings) });
  await repository.plan(first);
  const firstMerge = await repository.hub.merge(first.number);
  const second = await repository.propose(
    { "members.yaml": membersFile(both, settings) },
    { branch: "second" },
  );
  await repository.plan(second);
  const secondMerge = await repository.hub.merge(second.number);
  return { repository, first, firstMerge, second, secondMerge };
}

describe.concurrent("the pull request that a grant is attributed to", { timeout: 180_000 }, () => {
  test("finds the pull request of a grant despite 51 later merges", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const first = await repository.propose({ "members.yaml": membersFile(ada) });
    await repository.plan(first);
    let merged = await repository.hub.merge(first.number);
    for (let number = 1; number <= 51; number += 1) {
      const text = `${membersFile(ada)}# ${number}\n`;
      const pull = await repository.propose({ "members.yaml": text }, { branch: `change-${number}` });
      merged = await repository.hub.merge(pull.number, (["merge", "squash", "rebase"] as const)[number % 3]);
    }
    const applied = await repository.apply(merged, { inputs: requireReview });
    expect(applied.stdout).toContain("From #1, an earlier merge: 1 grant\n");
    expect(applied.exit).toBe(0);
    expect(await repository.state()).toContain('"pullRequest":1');
    expect(await titlesOn(repository, [1])).toEqual(["### Rollcall: invited 1 person"]);
  });

  test("attributes a grant to the pull request that added it, not to a later one", async context => {
    const { repository, secondMerge } = await startWithTwoMerges(context, oneACall);
    const applied = await repository.apply(secondMerge, { inputs: requireReview });
    expect(applied.exit).toBe(0);
    const state = (await repository.state()) ?? "";
    expect(state).toMatch(/"ada@example.com"\].*"pullRequest":1\}/);
    expect(state).toMatch(/"grace@example.com"\].*"pullRequest":2\}/);
    const [own, current] = [await commentOn(repository, 1), await commentOn(repository, 2)];
    expect(own).toContain("### Rollcall: invited 1 person\n");
    expect(own).not.toContain("grace");
    expect(current).toContain("### Rollcall: invited 2 people\n");
  });

  test("attributes a grant to the pull request that added it again or set resend", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const contents = [ada, {}, ada].map(members => membersFile(members));
    let merged = "";
    for (const [index, text] of contents.entries()) {
      const pull = await repository.propose({ "members.yaml": text }, { branch: `change-${index}` });
      merged = await repository.hub.merge(pull.number, "squash");
    }
    const applied = await repository.apply(merged);
    expect(applied.stdout).toContain("From #3: 1 grant\n");
    repository.tally.organization.leave("ada@example.com");
    repository.machine.pass(3 * 24 * 60);
    const day = new Date(repository.machine.now()).toISOString().slice(0, 10);
    const again = membersFile({}).replace(
      "members: []",
      `members:\n  - {email: ada@example.com, workspaces: [marketing], resend: ${day}}`,
    );
    const pull = await repository.propose({ "members.yaml": again }, { branch: "again" });
    const resent = await repository.apply(await repository.hub.merge(pull.number, "rebase"));
    expect(resent.stdout).toContain("From #4: 1 grant\n");
    expect(await titlesOn(repository, [3, 4])).toEqual([
      "### Rollcall: invited 1 person",
      "### Rollcall: invited 1 person",
    ]);
  });

  test("needs no permission for pull requests with comment: false", async context => {
    const { repository, secondMerge } = await startWithTwoMerges(context);
    for (const path of [/\/pulls/, /\/issues/])
      repository.hub.fail({ method: "GET", path, status: 403, times: 100 });
    const applied = await repository.apply(secondMerge, { inputs: { comment: "false" } });
    expect(applied.exit).toBe(0);
    expect(applied.stdout).not.toContain("Not reviewed");
    expect(changeRequests(repository.tally)).toHaveLength(2);
    const rejected = await repository.apply(secondMerge, { inputs: { comment: "false", ...requireReview } });
    expect([rejected.exit, rejected.stdout]).toEqual([1, expect.stringContaining("pull-requests: read")]);
  });
});

describe.concurrent("the result of an apply", { timeout: 180_000 }, () => {
  test("comments on every pull request of a blocked plan", async context => {
    const { repository, secondMerge } = await startWithTwoMerges(context);
    await repository.hub.commit("main", { "members.yaml": membersFile(both, "settings: {maxInvites: 1}\n") });
    expect((await repository.apply(secondMerge)).exit).toBe(1);
    for (const number of [1, 2]) {
      const body = await commentOn(repository, number);
      expect(body).toContain("### Rollcall: nothing was sent\n");
      expect(body).toContain("This plan invites 2 people, but maxInvites is 1");
    }
    await repository.hub.commit("main", { "members.yaml": membersFile(both) });
    expect((await repository.apply(secondMerge, { runId: 2 })).exit).toBe(0);
    expect(await titlesOn(repository, [1, 2])).toEqual([
      "### Rollcall: invited 1 person",
      "### Rollcall: invited 2 people",
    ]);
  });

  test("comments on every pull request of a plan if it can't check Tally", async context => {
    const { repository, secondMerge } = await startWithTwoMerges(context);
    repository.tally.fault({
      path: /^\/users\/me/,
      times: 100,
      fault: { kind: "answer", status: 401, effect: "none" },
    });
    expect((await repository.apply(secondMerge)).exit).toBe(1);
    for (const number of [1, 2]) {
      const body = await commentOn(repository, number);
      expect(body).toContain("### Rollcall: nothing was sent\n");
      expect(body).toContain("Tally returned 401");
    }
  });

  test.for([
    ["has no API key", { "api-key": "" }, "The input api-key is empty"],
    ["reads an invalid file", {}, "[unknown-workspace]"],
    ["can't find the state file", {}, "members.state.jsonl is missing"],
  ] as const)(
    "comments only on the pull request just merged if the run %s",
    async ([failure, inputs, text], context) => {
      const { repository, secondMerge } = await startWithTwoMerges(context);
      if (failure === "can't find the state file") {
        await repository.apply(secondMerge, { inputs: { comment: "false" } });
        await repository.hub.commit("main", { "members.state.jsonl": null });
      }
      if (failure === "reads an invalid file")
        await repository.hub.commit("main", {
          "members.yaml": membersFile({ "ada@example.com": "reserch" }),
        });
      expect((await repository.apply(secondMerge, { inputs })).exit).toBe(1);
      expect(await commentOn(repository, 2)).toContain(text);
      expect(await commentOn(repository, 1)).toContain("### Rollcall: merging this invites 1 person\n");
    },
  );

  test("keeps an earlier result in the comments if a later run sends nothing", async context => {
    const { repository, firstMerge, secondMerge } = await startWithTwoMerges(context);
    await repository.apply(secondMerge);
    const results = [await commentOn(repository, 1), await commentOn(repository, 2)];
    await repository.apply(secondMerge, { runId: 2, inputs: { "api-key": "" } });
    await repository.apply(firstMerge, { runId: 3 });
    await repository.hub.commit("main", {
      "members.yaml": membersFile(four, "settings: {maxInvites: 1}\n"),
    });
    await repository.apply(firstMerge, { runId: 4 });
    expect([await commentOn(repository, 1), await commentOn(repository, 2)]).toEqual(results);
  });

  test("doesn't overwrite the result of a run that started later", async context => {
    const { repository, secondMerge } = await startWithTwoMerges(context, oneACall);
    const late = await repository.apply(secondMerge, {
      runId: 1,
      inputs: { live: "false", "allow-invites": "7" },
      onStart: () => {
        // The late run has its plan when it requests comments. It writes its own after the other run ends.
        repository.hub.before({ method: "GET", path: /\/issues\/1\/comments/, skip: 1 }, async () => {
          expect((await repository.apply(secondMerge, { runId: 2 })).exit).toBe(0);
        });
      },
    });
    expect(late.exit).toBe(1);
    expect(await titlesOn(repository, [1, 2])).toEqual([
      "### Rollcall: invited 1 person",
      "### Rollcall: invited 2 people",
    ]);
  });

  test("updates the result when a later run resolves an unconfirmed call", async context => {
    const { repository, firstMerge } = await startWithTwoMerges(context);
    await repository.hub.commit("main", { "members.yaml": membersFile(ada) });
    repository.tally.fault({ method: "POST", fault: { kind: "reset", effect: "before" } });
    await repository.apply(firstMerge, { inputs: { live: "false" } });
    expect(await commentOn(repository, 1)).toContain("### Rollcall: 1 person unconfirmed\n");
    const tip = (await repository.hub.tip("main")) ?? "";
    expect((await repository.apply(tip, { runId: 2 })).exit).toBe(0);
    expect(await titlesOn(repository, [1])).toEqual(["### Rollcall: invited 1 person"]);
  });
});

describe.concurrent("a plan in a comment", { timeout: 180_000 }, () => {
  test("doesn't update the plan comment if the pull request is already merged", async context => {
    const { repository, second, secondMerge } = await startWithTwoMerges(context);
    const before = await commentOn(repository, 2);
    const late = await repository.planFork(second, { runId: 9 });
    expect([late.exit, late.stdout]).toEqual([
      0,
      expect.stringContaining("::notice title=Rollcall::#2 is merged"),
    ]);
    expect(await commentOn(repository, 2)).toBe(before);
    expect((await repository.apply(secondMerge, { inputs: requireReview })).exit).toBe(0);
  });

  test("doesn't update the plan comment if the pull request has newer commits", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const old = await repository.propose({ "members.yaml": membersFile(ada) });
    const oldMerge = await repository.hub.testMerge(old.number);
    await repository.hub.commit("change", { "members.yaml": membersFile(both) });
    await repository.plan(await repository.hub.synchronize(old.number));
    const newer = await commentOn(repository, 1);
    const late = await repository.plan(old, { sha: oldMerge, runId: 9 });
    expect(late.stdout).toContain("::notice title=Rollcall::#1 has newer commits");
    expect(late.summary).toContain("### Rollcall: merging this invites 1 person\n");
    expect(await commentOn(repository, 1)).toBe(newer);
    expect(newer).toContain("### Rollcall: merging this invites 2 people\n");
  });

  test("updates the plan in the comments of open pull requests after an apply", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const open = await repository.propose({ "members.yaml": membersFile(both) }, { branch: "open" });
    await repository.plan(open);
    const unplanned = await repository.propose({ "members.yaml": membersFile(both) }, { branch: "quiet" });
    expect(await titlesOn(repository, [open.number])).toEqual([
      "### Rollcall: merging this invites 2 people",
    ]);
    const first = await repository.propose({ "members.yaml": membersFile(ada) }, { branch: "first" });
    await repository.plan(first);
    const merged = await repository.hub.merge(first.number);
    const applied = await repository.apply(merged);
    expect(applied.exit).toBe(0);
    expect(applied.stdout).toContain(`Updating the plan in the comment on #${open.number}.\n`);
    expect(await titlesOn(repository, [open.number, first.number])).toEqual([
      "### Rollcall: merging this invites 1 person",
      "### Rollcall: invited 1 person",
    ]);
    expect(await commentOn(repository, unplanned.number)).toBe("");
    const { outputs } = applied;
    const [result] = await repository.hub.comments(first.number);
    expect(outputs).toMatchObject({ complete: "true", sent: "1", "comment-id": String(result?.id) });
    expect((await repository.apply(merged, { runId: 2 })).stdout).not.toContain("Updating the plan");
  });

  test("recreates the reviewed plan from the head if the test merge no longer exists", async context => {
    const { repository, secondMerge } = await startWithTwoMerges(context);
    const read = [1, 2].map(
      async number => /"commit":"([0-9a-f]{40})"/.exec(await commentOn(repository, number))?.[1],
    );
    for (const commit of await Promise.all(read))
      repository.hub.fail({
        method: "GET",
        path: new RegExp(`/git/commits/${commit}`),
        status: 404,
        times: 100,
      });
    expect((await repository.apply(secondMerge, { inputs: requireReview })).exit).toBe(0);
  });

  test.for([
    ["its commits no longer exist", "the files that it was planned from can't be read anymore"],
    ["its digest differs", "planning again gives a different result"],
    ["its state has another lineage", "the state file was replaced or shortened since"],
    ["it was written after the merge", undefined],
  ] as const)("doesn't accept a plan comment as a review if %s", async ([reason, problem], context) => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const { hub } = repository;
    const pull = await repository.propose({ "members.yaml": membersFile(ada) });
    await repository.plan(pull);
    const [comment] = await hub.comments(pull.number);
    const body = comment?.body ?? "";
    const replace = async (text: string) => {
      await hub.deleteComment(comment?.id ?? 0);
      await hub.comment(pull.number, text, "bot");
    };
    if (reason === "its digest differs")
      await replace(body.replace(/"grants":"sha256:./, '"grants":"sha256:_'));
    if (reason === "its state has another lineage")
      await replace(body.replace('"state":{', '"state":{"lineage":"another",'));
    const merged = await hub.merge(pull.number);
    if (reason === "its commits no longer exist") {
      for (const commit of [pull.pull_request.head.sha, /"commit":"([0-9a-f]{40})"/.exec(body)?.[1]])
        hub.fail({ method: "GET", path: new RegExp(`/git/commits/${commit}`), status: 404, times: 100 });
    }
    if (reason === "it was written after the merge") {
      await new Promise(resolve => setTimeout(resolve, 1100));
      await replace(body);
    }
    const { exit, stdout } = await repository.apply(merged, { inputs: requireReview });
    expect(exit).toBe(1);
    if (problem !== undefined) expect(stdout).toContain(`#1 don't count as reviewed: ${problem}.\n`);
    expect(stdout).toContain("Not reviewed: 1 grant\n  ada@example.com");
    expect(changeRequests(repository.tally)).toEqual([]);
  });
});

describe.concurrent("the comment on a pull request", { timeout: 180_000 }, () => {
  test.for([
    ["returns 502 twice", { status: 502, times: 2 }],
    ["asks for a pause", { status: 403, body: { message: "You have exceeded a secondary rate limit." } }],
    ["closes the connection", { reset: true }],
    ["saves it and closes the connection", { reset: true, after: true }],
  ] as const)("writes the comment if GitHub %s", async ([, failure], context) => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const pull = await repository.propose({ "members.yaml": membersFile(ada) });
    repository.hub.fail({ method: "POST", path: /\/issues\/1\/comments/, ...failure });
    expect((await repository.plan(pull)).exit).toBe(0);
    expect(await titlesOn(repository, [1])).toEqual(["### Rollcall: merging this invites 1 person"]);
    const merged = await repository.hub.merge(pull.number);
    repository.hub.fail({ ...commentWrite, ...failure });
    expect((await repository.apply(merged)).exit).toBe(0);
    expect(await titlesOn(repository, [1])).toEqual(["### Rollcall: invited 1 person"]);
  });

  test("fails and names the permission if GitHub rejects the comment", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const pull = await repository.propose({ "members.yaml": membersFile(ada) });
    repository.hub.readOnly(true);
    const planned = await repository.plan(pull);
    repository.hub.readOnly(false);
    await repository.plan(pull);
    const merged = await repository.hub.merge(pull.number);
    repository.hub.fail({ ...commentWrite, status: 403, times: 100 });
    const applied = await repository.apply(merged);
    for (const { exit, stdout } of [planned, applied]) {
      expect(exit).toBe(1);
      expect(stdout).toMatch(
        /^::error title=Rollcall::Error: Couldn't write the comment on #1: GitHub returned 403.*permissions: \{.*pull-requests: write \}$/m,
      );
    }
    expect(changeRequests(repository.tally)).toHaveLength(1);
  });
});
