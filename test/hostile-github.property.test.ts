import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BranchHead } from "../src/github/branch-head.ts";
import { type GitHub, isRequestProblem, openGitHub, problemOfRequest } from "../src/github/client.ts";
import { findComment, saveComment } from "../src/github/comments.ts";
import { commitFiles, findCommit, findDefaultBranch, findHead } from "../src/github/commits.ts";
import { readContext } from "../src/github/context.ts";
import { firstParents } from "../src/github/first-parents.ts";
import { closeIssue, findOpenIssue, saveIssue } from "../src/github/issues.ts";
import { findLivePull, findMergeBase, findMergedPull } from "../src/github/pulls.ts";
import { GitHubBranch } from "../src/github/state-branch.ts";
import type { Clock } from "../src/io/clock.ts";
import { times } from "./support/chaos.ts";
import { after } from "./support/clock.ts";
import { wounded, wounds } from "./support/wounds.ts";

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
/** What GitHub says to each request, as far as it bears on anything; the first pattern that fits counts. */
const good: readonly (readonly [RegExp, unknown])[] = [
  [/^GET .*\/git\/ref\//, { ref: "refs/heads/main", object: { sha: sha("a"), type: "commit" } }],
  [/^GET .*\/matching-refs\//, [{ ref: "refs/rollcall/members-state", object: { sha: sha("a") } }]],
  [/\/git\/commits/, { sha: sha("a"), tree: { sha: sha("b") }, parents: [{ sha: sha("c") }] }],
  [/\/git\/trees/, { sha: sha("b"), truncated: false, tree: [file("members.yaml"), file("notes.md")] }],
  [/\/git\/blobs/, { sha: sha("d"), encoding: "base64", content: "YWJj", size: 3 }],
  [/\/compare\//, { merge_base_commit: { sha: sha("c") } }],
  [/\/commits\/[0-9a-f]+\/pulls/, [pull]],
  [/GET .*\/commits/, [{ sha: sha("a"), commit: { tree: { sha: sha("b") } }, parents: [{ sha: sha("c") }] }]],
  [/\/pulls/, pull],
  [/GET .*\/issues\/\d+\/comments/, [{ ...note, user }]],
  [/\/comments/, note],
  [/GET .*\/issues/, [{ ...note, number: 4, user }]],
  [/\/issues/, { ...note, number: 4 }],
  [/\/user/, user],
  [/\/git\/refs/, {}],
  [/\/repos\/acme\/access$/, { default_branch: "main" }],
];

/** What is made of a good answer. */
let change: (answer: unknown) => unknown = answer => answer;
let headers: Readonly<Record<string, string>> = {};
let server: Server;
let github: GitHub;
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    const asked = `${request.method} ${(request.url ?? "").split("?")[0]}`;
    const [, answer] = good.find(([pattern]) => pattern.test(asked)) ?? [];
    response.writeHead(200, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(change(answer)));
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  github = openGitHub({
    apiUrl,
    token,
    repository,
    userAgent: "rollcall-test",
    env: {},
    onWait: () => {},
    onOtherAuthor: () => {},
  });
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
/** Everything that is read of GitHub, and what comes of a good answer. */
const reading: Readonly<Record<string, readonly [ask: () => Promise<unknown>, good: unknown]>> = {
  findHead: [() => findHead(github, "main"), sha("a")],
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

async function outcomeOf(ask: () => Promise<unknown>): Promise<string> {
  try {
    await ask();
    return "given";
  } catch (error) {
    expect(isRequestProblem(error), String((error as Error).stack)).toBe(true);
    return problemOfRequest(error);
  }
}

describe("GitHub's answers", { timeout: 120_000 }, () => {
  test.each(Object.entries(reading))("are read: %s", async (_, [ask, expected]) => {
    change = answer => answer;
    expect(await ask()).toEqual(expected);
  });

  test.each(Object.entries(reading))(
    "are given or refused in a sentence, whatever they are: %s",
    async (_, [ask]) => {
      const seen = new Set<string>();
      const property = fc.asyncProperty(fc.oneof(wounds, fc.json()), async made => {
        change = typeof made === "string" ? () => JSON.parse(made) : answer => made.reduce(wounded, answer);
        seen.add((await outcomeOf(ask)).slice(0, 30));
      });
      await fc.assert(property, { numRuns: times(40) });
      expect([...seen].sort()).toContain("GitHub returned an incomplete ");
    },
  );

  test("never make a state file of which nothing is known into one that never was", async () => {
    const property = fc.asyncProperty(fc.oneof(wounds, fc.json()), async made => {
      const isWounded = typeof made === "string" || made.length > 0;
      change = answer => {
        const isAboutRef = JSON.stringify(answer)?.includes("refs/heads/main");
        if (!isAboutRef) return answer;
        return typeof made === "string" ? JSON.parse(made) : made.reduce(wounded, answer);
      };
      const { found } = await branch().read();
      expect(isWounded ? ["file", "unreachable"] : ["file"]).toContain(found);
    });
    await fc.assert(property, { numRuns: times(60) });
  });

  test("that miss what a change should bring are no stack trace, and no state that was put", async () => {
    change = () => ({});
    const put = await branch().put("text", sha("a"), "message");
    expect(put).toEqual({
      put: "unreachable",
      problem: expect.stringContaining("incomplete response (without "),
    });
    const found = { id: 7, body: "ours", url: "", updatedAt: "" };
    const text = { title: "title", body: "ours, changed" };
    for (const ask of [
      () => saveComment(github, clock, { ...identity, number: 4 }, found, text.body),
      () => saveIssue(github, clock, identity, undefined, text),
    ])
      expect(await outcomeOf(ask)).toContain("incomplete response (without ");
    await closeIssue(github, { number: 4, body: "", url: "" }, "closed");
  });

  test("do not lead to another server for the next page, and never show the token", async () => {
    change = answer => answer;
    headers = { link: '<https://elsewhere.example/repos?page=2>; rel="next"' };
    const seekOthers = { ...identity, number: 4, author: "nobody" };
    expect(await outcomeOf(() => findComment(github, seekOthers))).toContain(
      "a link to another server, to which Rollcall never sends the token",
    );
    headers = {};
    const refused = createServer((_, response) => {
      response.writeHead(422, { "content-type": "application/json" });
      response.end(JSON.stringify({ message: `no such token: ${token}, ${encodeURIComponent(token)}` }));
    });
    await new Promise<void>(resolve => refused.listen(0, "127.0.0.1", resolve));
    const apiUrl = `http://127.0.0.1:${(refused.address() as AddressInfo).port}`;
    const other = openGitHub({
      apiUrl,
      token,
      repository,
      userAgent: "rollcall-test",
      env: {},
      onWait: () => {},
      onOtherAuthor: () => {},
    });
    const said = await outcomeOf(() => findHead(other, "main"));
    refused.close();
    expect(said).toContain("no such token: ***, ***");
  });
});

describe("the event of a run", () => {
  const env = { GITHUB_REPOSITORY: "acme/access", GITHUB_EVENT_PATH: "event.json", GITHUB_SHA: sha("a") };
  const side = (digit: string) => ({ ref: "main", sha: sha(digit), repo: { full_name: "acme/access" } });
  const event = {
    action: "opened",
    number: 7,
    pull_request: { number: 7, base: side("a"), head: side("b") },
  };

  test("is read, or refused with the file that tells it, whatever it holds", () => {
    const seen = new Set<string>();
    const property = fc.property(
      fc.oneof(
        wounds.map(list => list.reduce(wounded, event as unknown)),
        fc.jsonValue(),
      ),
      payload => {
        const read = readContext(env, payload);
        if (!read.ok) {
          expect(read.problem).toEqual({ reason: "bad-event", path: "event.json" });
          return void seen.add("rejected");
        }
        const told = read.value.event;
        seen.add(told.kind);
        if (told.kind !== "pull-request") return;
        expect(told).toMatchObject({
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
