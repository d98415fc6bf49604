import { once } from "node:events";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { callSandbox, invite, startForTest, validation } from "./support/call-sandbox.ts";
import { graceHoldsTheKey } from "./support/seeds.ts";

const invites = "/organizations/kwob3J/invites";
const users = "/organizations/kwob3J/users";
const noon = Date.UTC(2026, 7, 1, 12);

describe("sandbox reads", () => {
  test("shows the owner and the time of the previous call in /users/me", async () => {
    let time = noon;
    const sandbox = await startForTest({ seed: graceHoldsTheKey, now: () => time });
    time += 1000;
    const first = await callSandbox(sandbox, "GET", "/users/me");
    expect(first.json).toMatchObject({
      email: "grace@example.com",
      firstName: "Grace",
      lastName: "Brewster Hopper",
      organizationId: "kwob3J",
      isOrganizationOwner: false,
      organizationOwner: { email: "ada@example.com" },
      subscriptionPlan: "PRO",
      createdAt: "2026-08-01T12:00:00.000Z",
      updatedAt: "2026-08-01T12:00:00.000Z",
    });
    time += 1000;
    expect((await callSandbox(sandbox, "GET", "/users/me")).json).toMatchObject({
      updatedAt: "2026-08-01T12:00:01.000Z",
    });
  });

  test("lists users in a bare array, and marks deleted and blocked ones", async () => {
    const people = [
      { email: "gone@example.com", isDeleted: true },
      { email: "stuck@example.com", isBlocked: true },
    ];
    const sandbox = await startForTest({
      seed: { organization: "kwob3J", owner: { email: "ada@example.com" }, people, workspaces: [] },
    });
    const { json } = await callSandbox(sandbox, "GET", users);
    expect(json).toMatchObject([
      { id: "usr001", email: "ada@example.com", isDeleted: false, isBlocked: false, avatarUrl: "" },
      { id: "usr002", email: "gone@example.com", isDeleted: true },
      { id: "usr003", email: "stuck@example.com", isBlocked: true },
    ]);
    expect(JSON.stringify(json)).not.toContain("subscriptionPlan");
  });

  test("shows the workspaces of an invite only in /workspaces", async () => {
    const sandbox = await startForTest({ now: () => noon });
    await invite(sandbox, "ada@example.com", ["npe1DB", "wLDNPp"]);
    const at = "2026-08-01T12:00:00.000Z";
    expect((await callSandbox(sandbox, "GET", invites)).json).toEqual([
      { id: "inv001", organizationId: "kwob3J", email: "ada@example.com", createdAt: at, updatedAt: at },
    ]);
    const embedded = { id: "inv001", email: "ada@example.com", workspaceIds: ["npe1DB", "wLDNPp"] };
    expect((await callSandbox(sandbox, "GET", "/workspaces")).json).toMatchObject({
      items: [
        { id: "wLDNPp", invites: [embedded], folders: [] },
        { id: "npe1DB", invites: [embedded] },
        { id: "31Wy9l", invites: [] },
      ],
    });
  });

  test("lists workspaces in pages of a fixed size", async () => {
    const sandbox = await startForTest({ pageSize: 2 });
    const read = async (query: string) => (await callSandbox(sandbox, "GET", `/workspaces${query}`)).json;
    const envelope = { limit: 2, total: 3 };
    expect(await read("")).toMatchObject({
      ...envelope,
      page: 1,
      hasMore: true,
      items: [{ id: "wLDNPp" }, { id: "npe1DB" }],
    });
    expect(await read("?page=2")).toMatchObject({
      ...envelope,
      page: 2,
      hasMore: false,
      items: [{ id: "31Wy9l" }],
    });
    expect(await read("?page=3")).toEqual({ ...envelope, page: 3, hasMore: false, items: [] });
  });

  test.each([
    ["?limit=10", '"limit" is not allowed'],
    ["?page=two", '"page" must be a number'],
    ["?page=", '"page" must be a number'],
    ["?page=1.5", '"page" must be an integer'],
    ["?page=0", '"page" must be greater than or equal to 1'],
  ])("rejects /workspaces%s", async (query, message) => {
    expect(await callSandbox(await startForTest(), "GET", `/workspaces${query}`)).toMatchObject(
      validation(message),
    );
  });

  test.each(["/users/me", "/workspaces/wLDNPp", invites, users])(
    "rejects a page parameter for %s",
    async path => {
      const answer = await callSandbox(await startForTest(), "GET", `${path}?page=1`);
      expect(answer).toMatchObject(validation('"page" is not allowed'));
    },
  );

  test("returns one workspace by its ID, and 404 for an unknown one", async () => {
    const sandbox = await startForTest();
    expect((await callSandbox(sandbox, "GET", "/workspaces/npe1DB")).json).toMatchObject({
      id: "npe1DB",
      name: "research",
      createdByUserId: "usr001",
      members: [{ email: "owner@example.com" }],
    });
    expect((await callSandbox(sandbox, "GET", "/workspaces/nosuch")).status).toBe(404);
  });

  test("can limit a key to the workspaces of its user", async () => {
    const sandbox = await startForTest({
      seed: graceHoldsTheKey,
      behavior: { visibleWorkspaces: "joined" },
    });
    expect((await callSandbox(sandbox, "GET", "/workspaces")).json).toMatchObject({
      total: 1,
      items: [{ id: "npe1DB" }],
    });
    expect((await callSandbox(sandbox, "GET", "/workspaces/wLDNPp")).status).toBe(404);
    expect((await invite(sandbox, "a@example.com", ["wLDNPp"])).status).toBe(404);
  });
});

describe("authentication and rate limits of the sandbox", () => {
  test.each([
    ["no key", ""],
    ["a wrong key", "Bearer tly-other"],
    ["another authorization scheme", "Basic tly-sandbox-key"],
  ])("returns 401 for %s", async (_what, authorization) => {
    expect(
      (await callSandbox(await startForTest(), "GET", "/users/me", { headers: { authorization } })).status,
    ).toBe(401);
  });

  test.each([
    ["GET", "/organizations/other1/users"],
    ["POST", "/organizations/other1/invites"],
    ["DELETE", "/organizations/other1/users/usr001"],
    ["GET", "/organizations/kwob3J"],
    ["GET", "/me"],
  ])("returns 401 for %s %s, even with a valid key", async (method, path) => {
    expect((await callSandbox(await startForTest(), method, path)).status).toBe(401);
  });

  test.each([
    ["PUT", invites],
    ["POST", "/workspaces"],
    ["GET", "/forms"],
  ])("returns a JSON 404 for the unsupported request %s %s", async (method, path) => {
    expect(await callSandbox(await startForTest(), method, path)).toMatchObject({
      status: 404,
      json: { message: "Not found" },
    });
  });

  test("returns an HTML 403 without User-Agent, and doesn't count the request", async () => {
    const sandbox = await startForTest();
    const client = request(`${sandbox.url}/users/me`, {
      headers: { authorization: `Bearer ${sandbox.key}` },
    });
    client.end();
    const [response] = await once(client, "response");
    expect(response.statusCode).toBe(403);
    expect(response.headers["content-type"]).toContain("text/html");
    expect(await text(response)).toContain("<!DOCTYPE html>");
    expect((await callSandbox(sandbox, "GET", "/users/me")).headers.get("x-ratelimit-remaining")).toBe("99");
  });

  test("counts requests in rate limit windows of 60 seconds that a request starts", async () => {
    let time = noon + 500;
    const sandbox = await startForTest({ limit: 2, now: () => time });
    const read = async (key = sandbox.key) => {
      const headers = { authorization: `Bearer ${key}` };
      const answer = await callSandbox(sandbox, "GET", "/users/me", { headers });
      const counts = ["limit", "remaining", "reset"].map(name =>
        Number(answer.headers.get(`x-ratelimit-${name}`)),
      );
      return [answer.status, ...counts];
    };
    const end = noon / 1000 + 61;
    expect(await read("wrong")).toEqual([401, 2, 1, end]);
    time += 59_999;
    expect(await read()).toEqual([200, 2, 0, end]);
    expect(await read()).toEqual([429, 2, 0, end]);
    time += 1;
    expect(await read()).toEqual([200, 2, 1, end + 60]);
  });

  test("starts a new rate limit window if the clock moves back, but not if it stops", async () => {
    let time = noon;
    const sandbox = await startForTest({ limit: 1, now: () => time });
    const read = async () => {
      const { status, headers } = await callSandbox(sandbox, "GET", "/users/me");
      return [status, Number(headers.get("x-ratelimit-reset"))];
    };
    expect(await read()).toEqual([200, noon / 1000 + 60]);
    expect(await read()).toEqual([429, noon / 1000 + 60]);
    time -= 86_400_000;
    expect(await read()).toEqual([200, time / 1000 + 60]);
  });

  test.each([
    { retryAfter: "absent", value: null },
    { retryAfter: "seconds", value: "60" },
    { retryAfter: "date", value: "Sat, 01 Aug 2026 12:01:00 GMT" },
  ] as const)("can send Retry-After as $retryAfter with a 429", async ({ retryAfter, value }) => {
    const sandbox = await startForTest({ limit: 0, now: () => noon, behavior: { retryAfter } });
    const answer = await invite(sandbox, "ada@example.com");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, value]);
    expect(sandbox.organization.invites).toEqual([]);
  });
});
