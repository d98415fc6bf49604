import { describe, expect, test } from "vitest";
import { type AccessRepository, membersFile, startRepository } from "./support/access-repository.ts";
import type { PullRequestEvent } from "./support/github-model.ts";
import type { ActionRun } from "./support/run-action.ts";

const ada = { "ada@example.com": "marketing" };
const grace = { "grace@example.com": "marketing" };

type Run = (repository: AccessRepository, pull: PullRequestEvent, inputs: object) => Promise<ActionRun>;

/** Runs each command on the event of its example workflow. */
const runs: Readonly<Record<"validate" | "plan" | "apply" | "drift", Run>> = {
  validate: (repository, pull, inputs) =>
    repository.plan(pull, { inputs: { command: "validate", ...inputs } }),
  plan: (repository, pull, inputs) => repository.plan(pull, { inputs: { ...inputs } }),
  apply: async (repository, _, inputs) =>
    repository.apply((await repository.hub.tip("main")) ?? "", { inputs: { ...inputs } }),
  drift: (repository, _, inputs) => repository.drift({ inputs: { ...inputs } }),
};

/** Starts a repository with a pull request that replaces its only member. */
async function propose(context: Parameters<typeof startRepository>[0]) {
  const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
  const pull = await repository.propose({ "members.yaml": membersFile(grace) });
  return { repository, pull };
}

describe.concurrent("the permissions of the GitHub token", { timeout: 120_000 }, () => {
  test.for([
    ["validate", {}, "contents: read", "{ contents: read }"],
    ["plan", {}, "contents: read", "{ contents: read, pull-requests: write }"],
    ["plan", { comment: "false" }, "contents: read", "{ contents: read }"],
    ["apply", {}, "contents: read", "{ contents: write, pull-requests: write }"],
    ["apply", { comment: "false" }, "contents: read", "{ contents: write }"],
    [
      "apply",
      { comment: "false", "require-reviewed-plan": "true" },
      "contents: read",
      "{ contents: write, pull-requests: read }",
    ],
    ["drift", {}, "contents: read", "{ contents: read, issues: write }"],
    ["drift", { comment: "false" }, "contents: read", "{ contents: read }"],
  ] as const)(
    "names all permissions that %s needs with the inputs %o",
    async ([command, inputs, lacks, needs], context) => {
      const { repository, pull } = await propose(context);
      repository.hub.grant({});
      const { exit, stdout } = await runs[command](repository, pull, inputs);
      expect(exit).toBe(1);
      expect(stdout).toContain(`The token lacks ${lacks}. Add this line to the job: permissions: ${needs}\n`);
    },
  );

  test("fails and names all permissions that plan needs if it can't comment", async context => {
    const { repository, pull } = await propose(context);
    repository.hub.grant({ contents: "read", "pull-requests": "read" });
    const { exit, stdout } = await repository.plan(pull);
    expect(exit).toBe(1);
    expect(stdout).toMatch(
      /^::error title=Rollcall::Error: Couldn't write the comment on #1: GitHub returned 403 .*The token lacks pull-requests: write\. Add this line to the job: permissions: \{ contents: read, pull-requests: write \}$/m,
    );
  });

  test("fails and names all permissions that apply needs if it can't push the state", async context => {
    const { repository, pull } = await propose(context);
    repository.hub.grant({ contents: "read", "pull-requests": "read" });
    const { exit, stdout } = await runs.apply(repository, pull, {});
    expect(exit).toBe(1);
    expect(stdout).toContain("permissions: { contents: write, pull-requests: write }");
    expect(repository.tally.organization.sentEmails).toEqual([]);
  });

  test.for(["validate", "plan", "drift"] as const)(
    "needs only contents: read to run %s with comment: false",
    async (command, context) => {
      const { repository, pull } = await propose(context);
      repository.hub.grant({ contents: "read" });
      const { exit, stdout } = await runs[command](repository, pull, { comment: "false" });
      expect([exit, stdout]).toEqual([0, expect.not.stringMatching(/^::(warning|error)/m)]);
      expect(repository.hub.requests.filter(({ status }) => status >= 400 && status !== 404)).toEqual([]);
    },
  );

  test("doesn't mention permissions if GitHub returns 403 for another reason", async context => {
    const { repository, pull } = await propose(context);
    const message =
      "Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled";
    repository.hub.fail({ method: "GET", path: /\/git\//, status: 403, times: 99, body: { message } });
    const { exit, stdout } = await repository.plan(pull);
    expect([exit, stdout]).toEqual([1, expect.stringContaining("IP allow list enabled")]);
    expect(stdout).not.toContain("permissions:");
  });

  test("reports an invalid token instead of missing permissions", async context => {
    const { repository, pull } = await propose(context);
    const { exit, stdout } = await repository.plan(pull, { inputs: { "github-token": "ghs_expired" } });
    expect(exit).toBe(1);
    expect(stdout).toContain("Bad credentials; the token in the input github-token is invalid or expired.");
    expect(stdout).not.toContain("permissions:");
  });
});
