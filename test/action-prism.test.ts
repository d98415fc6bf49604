import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AccessRepository, membersFile } from "./support/access-repository.ts";
import { changeRequests } from "./support/call-sandbox.ts";

const github = join(import.meta.dirname, "..", "src", "github");

/** The GitHub API operations in the Action's source, such as `GET /repos/{owner}/{repo}`. */
const operations = new Set(
  readdirSync(github).flatMap(file =>
    [...readFileSync(join(github, file), "utf8").matchAll(/"((?:GET|POST|PATCH|PUT|DELETE) \/[^"]*)"/g)].map(
      ([, operation]) => operation ?? "",
    ),
  ),
);

/** Returns the operation that a request calls, if the source contains it. */
function operationOf({
  method,
  path,
}: {
  readonly method: string;
  readonly path: string;
}): string | undefined {
  const request = `${method} ${path.split("?")[0]}`;
  return [...operations].find(operation =>
    new RegExp(`^${operation.replaceAll(/\{[^}]*\}/g, "[^/]+")}$`).test(request),
  );
}

test("sends only requests that match GitHub's OpenAPI description", async () => {
  const ada = membersFile({ "ada@example.com": "marketing" });
  const repository = await AccessRepository.start(
    { "members.yaml": membersFile({}) },
    { prism: true, isBuilt: true },
  );
  try {
    const { hub, tally } = repository;
    const pull = await repository.propose({ "members.yaml": ada });
    expect(await repository.plan(pull)).toMatchObject({ exit: 0, stderr: "" });
    const [ours] = await hub.comments(pull.number);
    await hub.comment(pull.number, ours?.body ?? "", "maintainer");
    await hub.deleteComment(ours?.id ?? 0);
    expect(await repository.plan(pull)).toMatchObject({ exit: 0, stderr: "" });
    // If GraphQL returns 403, the Action reads the token's owner through the REST API.
    hub.fail({ method: "POST", path: /\/graphql$/, status: 403 });
    const personal = { "github-token": hub.personalToken, "comment-author": "someone-else" };
    expect(await repository.plan(pull, { inputs: personal })).toMatchObject({ exit: 0, stderr: "" });

    const lagging = await repository.propose({ "notes.md": "hello" }, { branch: "lagging" });
    const merged = await hub.merge(pull.number, "squash");
    expect(await repository.planFork(lagging)).toMatchObject({ exit: 0, stderr: "" });
    const inputs = { "state-branch": "members-state" };
    expect(await repository.drift({ inputs })).toMatchObject({ exit: 0, stderr: "" });
    // A schedule's payload lacks the default branch, so the Action has to read it.
    expect(await repository.apply(merged, { inputs, payload: {} })).toMatchObject({ exit: 0, stderr: "" });

    const second = await repository.propose(
      { "members.yaml": membersFile({ "ada@example.com": "marketing, research" }) },
      { branch: "second" },
    );
    expect(await repository.plan(second, { inputs })).toMatchObject({ exit: 0, stderr: "" });
    expect(await repository.apply(await hub.merge(second.number), { inputs })).toMatchObject({
      exit: 0,
      stderr: "",
    });
    expect(changeRequests(tally)).toHaveLength(2);
    expect(await repository.drift({ inputs })).toMatchObject({ exit: 0, stderr: "" });
    expect((await hub.issues()).map(({ state }) => state)).toEqual(["closed"]);

    expect(hub.violations).toEqual([]);
    const called = hub.requests.map(operationOf);
    expect(hub.requests.filter((_, index) => called[index] === undefined)).toEqual([]);
    expect([...operations].filter(operation => !called.includes(operation))).toEqual([]);
  } finally {
    await repository.close();
  }
}, 120_000);
