import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BranchHead } from "../src/github/branch-head.ts";
import { type GitHub, isRequestProblem, openGitHub, problemOfRequest } from "../src/github/client.ts";
import { findComment, saveComment } from "../src/github/comments.ts";
import { commitFiles, findCommit, findDefaultBranch, findTip } from "../src/github/commits.ts";
import { readContext } from "../src/github/context.ts";
import { firstParents } from "../src/github/first-parents.ts";
import { closeIssue, findOpenIssue, saveIssue } from "../src/github/issues.ts";
import { findLivePull, findMergeBase, findMergedPull } from "../src/github/pulls.ts";
import { GitHubBranch } from "../src/github/state-branch.ts";
import type { Clock } from "../src/io/clock.ts";
import { times } from "./support/chaos.ts";
import { after } from "./support/clock.ts";
import { applyMutation, mutations } from "./support/mutations.ts";

const repository = { owner: "acme", repo: "access" };
const token = "ghs_0123456789/abcdef";
const sha = (digit: string) => digit.repeat(40);
const note = {
  id: 7,
  body: "ours",
  html_url: "https://github.example/7",
  updated_at: "2026-11-23T12:00:00Z",
};
const user = { login: "github-actions[bot]" };
const file = (path: string) => ({ path, mode: "100644", type: "blob", sha: sha("d"), size: 3 });
const pull = {
  number: 3,
  state: "closed",
  merged_at: "2026-11-23T12:00:00Z",
  merge_commit_sha: sha("a"),
  head: { sha: sha("c") },
  base: { ref: "main" },
};
const listed = { sha: sha("a"), commit: { tree: { sha: sha("b") } }, parents: [{ sha: sha("c") }] };
/** A valid response to each request, reduced to the parts that Rollcall uses. The first matching pattern counts. */
const good: readonly (readonly [RegExp, unknown])[] = [
  [/^GET .*\/git\/ref\//, { ref: "refs/heads/main", object: { sha: sha("a"), type: "commit" } }],
  [/^GET .*\/matching-refs\//, [{ ref: "refs/rollcall/members-state", object: { sha: sha("a") } }]],
  [/\/git\/commits/, { sha: sha("a"), tree: { sha: sha("b") }, parents: [{ sha: sha("c") }] }],
  [/\/git\/trees/, { sha: sha("b"), truncated: false, tree: [file("members.yaml"), file("notes.md")] }],
  [/\/git\/blobs/, { sha: sha("d"), encoding: "base64", content: "YWJj", size: 3 }],
  [/\/compare\//, { merge_base_commit: { sha: sha("c") } }],
  [/\/commits\/[0-9a-f]+\/pulls/, [pull]],
  [/\/commits\/heads/, listed],
  [/GET .*\/commits/, [listed]],
  [/\/pulls/, pull],
  [/GET .*\/issues\/\d+\/comments/, [{ ...note, user }]],
  [/\/comments/, note],
  [/GET .*\/issues/, [{ ...note, number: 4, user }]],
  [/\/issues/, { ...note, number: 4 }],
  [/\/user/, user],
  [/\/git\/refs/, {}],
  [/\/repos\/acme\/access$/, { default_branch: "main" }],
];

/** Changes each valid response before the server sends it. */
let change: (response: unknown) => unknown = response => response;

function openClient(): GitHub {
  return openGitHub({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    repository,
    userAgent: "rollcall-test",
    env: {},
    clock,
    onWait: () => {},
    onOtherAuthor: () => {},
  });
}

/** Sets `change`, and opens a new client, because a client reads each commit, tree, and blob once. */
function changeResponses(by: (response: unknown) => unknown): void {
  change = by;
  github = openClient();
}

let headers: Readonly<Record<string, string>> = {};
let server: Server;
let github: GitHub;
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    const line = `${request.method} ${(request.url ?? "").split("?")[0]}`;
    const [, body] = good.find(([pattern]) => pattern.test(line)) ?? [];
    response.writeHead(200, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(change(body)));
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void server.close());

const identity = { author: user.login, isOurs: (body: string) => body.startsWith("ours") };
const state = {
  branch: "members-state",
  path: "members.yaml",
  base: "main",
  isOwnBranch: true,
};
const clock: Clock = { now: () => 0, elapsed: () => 0, sleep: async () => {}, after };
const branch = () => {
  const baseHead = new BranchHead(github, "main", clock, undefined);
  return new GitHubBranch({ github, location: state, baseHead, warn: () => {} });
};
const commit = { repository, sha: sha("a"), tree: sha("b"), parents: [] };
/** Each function that reads from GitHub, and its result for a valid response. */
const readers: Readonly<Record<string, readonly [read: () => Promise<unknown>, result: unknown]>> = {
  findTip: [() => findTip(github, "main"), { ...commit, parents: [sha("c")] }],
  findCommit: [() => findCommit(github, sha("a")), { ...commit, parents: [sha("c")] }],
  findDefaultBranch: [() => findDefaultBranch(github), "main"],
  list: [() => commitFiles(github, commit).list("."), ["members.yaml", "notes.md"]],
  match: [() => commitFiles(github, commit).match(".", "*.md"), { paths: ["notes.md"], irregular: [] }],
  read: [() => commitFiles(github, commit).read("members.yaml"), Buffer.from("abc")],
  findMergedPull: [
    () => findMergedPull(github, "main", sha("a")),
    { number: 3, mergedAt: "2026-11-23T12:00:00Z" },
  ],
  findLivePull: [
    () => findLivePull(github, 3),
    { head: sha("c"), isOpen: false, mergedAt: "2026-11-23T12:00:00Z" },
  ],
  firstParents: [
    async () => (await firstParents(github, sha("a")).next()).value,
    { repository, sha: sha("a"), tree: sha("b"), parents: [sha("c")] },
  ],
  findMergeBase: [() => findMergeBase(github, "main", "change"), sha("c")],
  findComment: [
    () => findComment(github, { ...identity, number: 4 }),
    { id: 7, body: "ours", url: note.html_url, updatedAt: note.updated_at },
  ],
  findOpenIssue: [() => findOpenIssue(github, identity), { number: 4, body: "ours", url: note.html_url }],
};

/** Returns the problem that a request to GitHub ends with, or "accepted". Any other error fails the test. */
async function outcomeOf(request: () => Promise<unknown>): Promise<string> {
  try {
    await request();
    return "accepted";
  } catch (error) {
    expect(isRequestProblem(error), String((error as Error).stack)).toBe(true);
    return problemOfRequest(error);
  }
}

describe("responses from GitHub", { timeout: 120_000 }, () => {
  test.each(Object.entries(readers))("reads a valid response in %s", async (_, [read, expected]) => {
    changeResponses(response => response);
    expect(await read()).toEqual(expected);
  });

  test.each(Object.entries(readers))("accepts or explains an arbitrary response in %s", async (_, [read]) => {
    const seen = new Set<string>();
    const property = fc.asyncProperty(fc.oneof(mutations, fc.json()), async made => {
      changeResponses(
        typeof made === "string" ? () => JSON.parse(made) : response => made.reduce(applyMutation, response),
      );
      seen.add((await outcomeOf(read)).slice(0, 30));
    });
    await fc.assert(property, { numRuns: times(40) });
    expect([...seen].sort()).toContain("GitHub returned an invalid res");
  });

  test("doesn't treat a state file as missing because of a malformed response", async () => {
    const property = fc.asyncProperty(fc.oneof(mutations, fc.json()), async made => {
      const isMalformed = typeof made === "string" || made.length > 0;
      changeResponses(response => {
        if (response !== listed) return response;
        return typeof made === "string" ? JSON.parse(made) : made.reduce(applyMutation, response);
      });
      const { found } = await branch().read();
      expect(isMalformed ? ["file", "unreachable"] : ["file"]).toContain(found);
    });
    await fc.assert(property, { numRuns: times(60) });
  });

  test("reports an incomplete response to a write instead of treating it as done", async () => {
    changeResponses(() => ({}));
    const put = await branch().put("text", sha("a"), "message");
    expect(put).toEqual({
      put: "unreachable",
      problem: expect.stringContaining("GitHub returned an invalid response: "),
    });
    const found = { id: 7, body: "ours", url: "", updatedAt: "" };
    const text = { title: "title", body: "ours, changed" };
    for (const save of [
      () => saveComment(github, clock, { ...identity, number: 4 }, found, text.body),
      () => saveIssue(github, clock, identity, undefined, text),
    ])
      expect(await outcomeOf(save)).toContain("GitHub returned an invalid response: ");
    await closeIssue(github, { number: 4, body: "", url: "" }, "closed");
  });

  test("rejects a next page on another server, and masks the token in errors", async () => {
    changeResponses(response => response);
    headers = { link: '<https://elsewhere.example/repos?page=2>; rel="next"' };
    const otherAuthor = { ...identity, number: 4, author: "nobody" };
    expect(await outcomeOf(() => findComment(github, otherAuthor))).toContain(
      "a link to another server. Rollcall doesn't send the token there",
    );
    headers = {};
    const rejecting = createServer((_, response) => {
      response.writeHead(422, { "content-type": "application/json" });
      response.end(JSON.stringify({ message: `no such token: ${token}, ${encodeURIComponent(token)}` }));
    });
    await new Promise<void>(resolve => rejecting.listen(0, "127.0.0.1", resolve));
    const apiUrl = `http://127.0.0.1:${(rejecting.address() as AddressInfo).port}`;
    const other = openGitHub({
      apiUrl,
      token,
      repository,
      userAgent: "rollcall-test",
      env: {},
      clock,
      onWait: () => {},
      onOtherAuthor: () => {},
    });
    const problem = await outcomeOf(() => findDefaultBranch(other));
    rejecting.close();
    expect(problem).toContain("no such token: ***, ***");
  });
});

describe("the event of a workflow run", () => {
  const env = { GITHUB_REPOSITORY: "acme/access", GITHUB_EVENT_PATH: "event.json", GITHUB_SHA: sha("a") };
  const side = (digit: string) => ({ ref: "main", sha: sha(digit), repo: { full_name: "acme/access" } });
  const event = {
    action: "opened",
    number: 7,
    pull_request: { number: 7, base: side("a"), head: side("b") },
  };

  test("reads an arbitrary event, or rejects it with the path of its file", () => {
    const seen = new Set<string>();
    const property = fc.property(
      fc.oneof(
        mutations.map(list => list.reduce(applyMutation, event as unknown)),
        fc.jsonValue(),
      ),
      payload => {
        const read = readContext(env, payload);
        if (!read.ok) {
          expect(read.problem).toEqual({ reason: "bad-event", path: "event.json" });
          return void seen.add("rejected");
        }
        const { event: parsed } = read.value;
        seen.add(parsed.kind);
        if (parsed.kind !== "pull-request") return;
        expect(parsed).toMatchObject({
          number: expect.any(Number),
          base: { ref: expect.any(String), sha: expect.any(String) },
          head: { sha: expect.any(String) },
          isFork: expect.any(Boolean),
        });
      },
    );
    fc.assert(property, { numRuns: times(300) });
    expect(seen).toContain("rejected");
    expect(seen).toContain("pull-request");
  });
});
