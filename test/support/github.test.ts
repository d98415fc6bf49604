import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startHub } from "./github.ts";
import type { Hub } from "./github-model.ts";
import { checkout, readOutputs } from "./run-action.ts";

const hubs: Hub[] = [];
afterEach(async () => {
  await Promise.all(hubs.splice(0).map(hub => hub.close()));
});

async function start(options?: Parameters<typeof startHub>[0]): Promise<Hub> {
  const hub = await startHub(options);
  hubs.push(hub);
  return hub;
}

/** Sends a request as the Action does: through the proxy, with the workflow's token. */
function send(hub: Hub, method: string, path: string, body?: object, root = ""): Promise<Response> {
  return fetch(`${hub.apiUrl}${root}/repos/${hub.owner}/${hub.repo}${path}`, {
    method,
    headers: { authorization: `token ${hub.token}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
}

/** Creates a commit on top of a branch without moving the branch. */
async function addChild(hub: Hub, branch: string, message: string): Promise<string> {
  const parent = await hub.tip(branch);
  const commit = await send(hub, "GET", `/git/commits/${parent}`);
  const { tree } = (await commit.json()) as { tree: { sha: string } };
  const created = await send(hub, "POST", "/git/commits", { message, tree: tree.sha, parents: [parent] });
  return ((await created.json()) as { sha: string }).sha;
}

test("returns 422 to the second of two requests that move a ref from the same commit", async () => {
  const hub = await start();
  const [first, second] = [await addChild(hub, "main", "first"), await addChild(hub, "main", "second")];
  hub.before({ method: "PATCH", path: /git\/refs/ }, async () => {
    await send(hub, "PATCH", "/git/refs/heads/main", { sha: first, force: false });
  });
  const response = await send(hub, "PATCH", "/git/refs/heads%2Fmain", { sha: second, force: false });
  expect(response.status).toBe(422);
  expect(await hub.tip("main")).toBe(first);
});

test("returns 401 to an unknown token", async () => {
  const hub = await start();
  const authorization = `token ${hub.token}x`;
  const response = await fetch(`${hub.apiUrl}/repos/acme/access`, { headers: { authorization } });
  expect(response.status).toBe(401);
});

test("returns the user of any token by GraphQL, and by REST only of a personal token", async () => {
  const hub = await start();
  const responses = [hub.token, hub.appToken, hub.personalToken].map(async token => {
    const headers = { authorization: `token ${token}` };
    const viewer = await fetch(`${hub.apiUrl}/graphql`, { method: "POST", headers, body: "{}" });
    const user = await fetch(`${hub.apiUrl}/user`, { headers });
    return [await viewer.json(), user.status];
  });
  const viewerNamed = (login: string) => ({ data: { viewer: { login } } });
  expect(await Promise.all(responses)).toEqual([
    [viewerNamed("github-actions[bot]"), 403],
    [viewerNamed("access-app[bot]"), 403],
    [viewerNamed("acme"), 200],
  ]);
});

test("requires the permissions that GitHub documents", async () => {
  const hub = await start();
  const { number } = await hub.openPullRequest(await branch(hub));
  hub.grant({ contents: "read", "pull-requests": "write" });
  const statuses = [
    ["GET", "/git/ref/heads/main"],
    ["POST", "/git/refs"],
    ["GET", "/pulls"],
    ["POST", `/issues/${number}/comments`],
    ["GET", "/issues"],
  ].map(
    async ([method = "", path = ""]) =>
      (await send(hub, method, path, method === "POST" ? { body: "x" } : undefined)).status,
  );
  expect(await Promise.all(statuses)).toEqual([200, 403, 200, 201, 403]);
});

test("rejects the bot's push to a protected branch with 409, but not the maintainer's", async () => {
  const hub = await start();
  await hub.protect("main");
  const sha = await addChild(hub, "main", "by the bot");
  expect((await send(hub, "PATCH", "/git/refs/heads/main", { sha })).status).toBe(409);
  expect(await hub.commit("main", { "a.txt": "a" })).toBe(await hub.tip("main"));
});

test("returns 403 to changes while read-only, as to a fork's token", async () => {
  const hub = await start();
  const { number } = await hub.openPullRequest(await branch(hub));
  hub.readOnly(true);
  const rejected = await send(hub, "POST", `/issues/${number}/comments`, { body: "x" });
  expect(rejected.status).toBe(403);
  expect(await rejected.json()).toMatchObject({ message: "Resource not accessible by integration" });
  expect((await send(hub, "GET", `/issues/${number}/comments`)).status).toBe(200);
  expect(await hub.comments(number)).toEqual([]);
});

test("returns scheduled failures after skipped requests, in place of or after GitHub", async () => {
  const hub = await start();
  const { number } = await hub.openPullRequest(await branch(hub));
  const path = `/issues/${number}/comments`;
  hub.fail({ method: "POST", path: /comments$/, skip: 1, reset: true, after: true });
  expect((await send(hub, "POST", path, { body: "one" })).status).toBe(201);
  await expect(send(hub, "POST", path, { body: "two" })).rejects.toThrow("fetch failed");
  hub.fail({ method: "POST", path: /comments$/, times: 2, status: 502, body: { message: "Server Error" } });
  expect((await send(hub, "POST", path, { body: "three" })).status).toBe(502);
  expect((await send(hub, "POST", path, { body: "three" })).status).toBe(502);
  expect((await send(hub, "POST", path, { body: "three" })).status).toBe(201);
  const comments = await hub.comments(number);
  expect(comments.map(comment => comment.body)).toEqual(["one", "two", "three"]);
  expect(comments[0]?.user.login).toBe("github-actions[bot]");
  expect(hub.requests.map(request => request.status)).toEqual([201, 0, 502, 502, 201]);
});

test("keeps the Enterprise prefix in links to other pages, and accepts two slashes", async () => {
  const hub = await start();
  const { number } = await hub.openPullRequest(await branch(hub));
  for (const body of ["one", "two"]) await hub.comment(number, body, "bot");
  const page = await send(hub, "GET", `/issues/${number}/comments?per_page=1`, undefined, "/api/v3");
  const next = /<([^>]+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
  expect(next).toBe(`${hub.apiUrl}/api/v3/repos/acme/access/issues/${number}/comments?per_page=1&page=2`);
  expect((await send(hub, "GET", "", undefined, "/")).status).toBe(200);
});

test.for(["merge", "squash", "rebase"] as const)("keeps the changes of both sides in a %s", async method => {
  const hub = await start();
  const event = await hub.openPullRequest(await branch(hub));
  await hub.commit("main", { "c.txt": "c" });
  const head = await hub.commit("feature", { "README.md": null, "d/d.txt": "d" });
  expect((await hub.synchronize(event.number)).pull_request.head.sha).toBe(head);
  expect(await hub.files(await hub.testMerge(event.number))).toEqual({
    "b.txt": "b",
    "c.txt": "c",
    "d/d.txt": "d",
  });
  const sha = await hub.merge(event.number, method);
  expect(await hub.tip("main")).toBe(sha);
  expect(await hub.files("main")).toEqual({ "b.txt": "b", "c.txt": "c", "d/d.txt": "d" });
  const pulls = await send(hub, "GET", "/pulls?state=closed");
  expect(await pulls.json()).toMatchObject([
    { number: event.number, merge_commit_sha: sha, head: { sha: head } },
  ]);
});

test("has a fork's commit in the base repository only after the merge", async () => {
  const hub = await start();
  await hub.commit("main", { "a.txt": "a" });
  const { number, pull_request: pull } = await hub.openPullRequest(await branch(hub), { fromFork: true });
  expect(pull.head.repo).toMatchObject({ full_name: "contributor/access", fork: true });
  expect(pull.base.repo).toMatchObject({ full_name: "acme/access", fork: false });
  expect((await send(hub, "GET", `/git/commits/${pull.head.sha}`)).status).toBe(404);
  expect(await hub.read(pull.head.sha, "b.txt")).toBe("b");
  const sha = await hub.commit("feature", { "b.txt": "more" });
  expect((await hub.synchronize(number)).pull_request.head.sha).toBe(sha);
  await hub.merge(number);
  expect(await hub.read("main", "b.txt")).toBe("more");
  expect((await send(hub, "GET", `/git/commits/${pull.head.sha}`)).status).toBe(200);
});

test("reports through Prism only requests that violate GitHub's document", async () => {
  const hub = await start({ prism: true });
  const { number } = await hub.openPullRequest(await branch(hub));
  const sha = await addChild(hub, "main", "by the bot");
  const id = await hub.comment(number, "one", "bot");
  const valid: [string, string, object?][] = [
    ["GET", ""],
    ["GET", "/git/ref/heads/main"],
    ["GET", "/git/ref/heads/none"],
    ["GET", "/git/matching-refs/heads/roll"],
    ["POST", "/git/refs", { ref: "refs/heads/rollcall/state", sha }],
    ["PATCH", "/git/refs/heads/rollcall/state", { sha, force: false }],
    ["GET", `/git/trees/${sha}?recursive=1`],
    ["POST", "/git/blobs", { content: "eA==", encoding: "base64" }],
    ["POST", "/git/trees", { tree: [{ path: "x", mode: "100644", type: "blob", content: "x" }] }],
    ["GET", "/commits?sha=main&path=README.md"],
    ["GET", "/compare/main...rollcall/state"],
    ["GET", "/pulls?state=all"],
    ["GET", `/pulls/${number}`],
    ["GET", `/issues/${number}/comments?per_page=100`],
    ["POST", `/issues/${number}/comments`, { body: "two" }],
    ["GET", `/issues/comments/${id}`],
    ["PATCH", `/issues/comments/${id}`, { body: "three" }],
    ["PATCH", "/issues/comments/999", { body: "four" }],
  ];
  for (const [method, path, body] of valid) await send(hub, method, path, body);
  const { tree } = (await (await send(hub, "GET", `/git/trees/${sha}`)).json()) as {
    tree: { sha: string }[];
  };
  await send(hub, "GET", `/git/blobs/${tree[0]?.sha}`);
  expect(hub.violations).toEqual([]);
  expect(hub.requests.filter(request => request.status >= 300).map(request => request.path)).toEqual([
    "/repos/acme/access/git/ref/heads/none",
    "/repos/acme/access/issues/comments/999",
  ]);

  await send(hub, "PATCH", "/git/refs/heads/rollcall/state", { sah: sha });
  await send(hub, "PATCH", "/git/refs/heads/rollcall/state", { sha, forse: false });
  await send(hub, "GET", `/commits/${sha}/statuses`);
  expect(hub.violations).toHaveLength(3);
  expect(hub.violations[0]).toContain("must have required property 'sha'");
  expect(hub.violations[1]).toContain("forse");
  expect(hub.violations[2]).toContain("NO_PATH_MATCHED");
});

test("checks out the files of a commit into a clean git repository", async () => {
  const hub = await start();
  const sha = await hub.commit("main", { "d/a.txt": "ä\n", "README.md": null, ".gitignore": "d\n" });
  const folder = mkdtempSync(join(tmpdir(), "rollcall-checkout-"));
  await checkout(hub, sha, folder);
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" });
  expect(readFileSync(join(folder, "d", "a.txt"), "utf8")).toBe("ä\n");
  expect(git("ls-files")).toBe(".gitignore\nd/a.txt\n");
  expect(git("status", "--porcelain")).toBe("");
  rmSync(folder, { recursive: true });
});

test("reads outputs as GitHub's runner does", () => {
  expect(readOutputs("a=1=2\nb<<X\none\n\ntwo=2\nX\n\nc=\n")).toEqual({ a: "1=2", b: "one\n\ntwo=2", c: "" });
  expect(readOutputs("d<<X\nX\n")).toEqual({ d: "" });
  expect(() => readOutputs("nothing\n")).toThrow("invalid line: nothing");
  expect(() => readOutputs("=1\n")).toThrow("invalid line");
  expect(() => readOutputs("b<<X\none\n")).toThrow("no end of b: X");
});

/** Creates a branch that adds a file, and returns its name. */
async function branch(hub: Hub): Promise<string> {
  await hub.commit("feature", { "b.txt": "b" });
  return "feature";
}
