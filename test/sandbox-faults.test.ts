import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fault } from "../src/sandbox/http/faults.ts";
import { type Sandbox, startSandbox } from "../src/sandbox/server.ts";
import { callSandbox, invite } from "./support/call-sandbox.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const pending = () => sandbox.organization.invites.map(({ email }) => email);
const lastStatus = () => sandbox.requests.at(-1)?.status;
/** Returns the status of a complete response, or the code of the error that ended the request. */
const outcomeOf = (request: Promise<{ status: number }>): Promise<unknown> =>
  request.then(
    ({ status }) => status,
    (error: Error) => (error.cause as { code?: string } | undefined)?.code ?? error.name,
  );

describe("a sandbox fault", () => {
  test("applies a fault only to requests that match its method, path, nth, and times", async () => {
    sandbox.fault({
      method: "POST",
      path: /invites$/,
      nth: 2,
      times: 2,
      fault: { kind: "answer", status: 503, effect: "none" },
    });
    const statuses = [];
    for (const name of ["a", "b", "c", "d"]) {
      statuses.push((await callSandbox(sandbox, "GET", "/organizations/kwob3J/invites?")).status);
      statuses.push((await invite(sandbox, `${name}@example.com`)).status);
    }
    expect(statuses).toEqual([200, 204, 200, 503, 200, 503, 200, 204]);
    expect(pending()).toEqual(["a@example.com", "d@example.com"]);
  });

  test("accepts the path of a fault as text, and applies it to the next match only", async () => {
    await callSandbox(sandbox, "GET", "/users/me");
    sandbox.fault({ path: "^/users/me$", fault: { kind: "answer", status: 500, effect: "none" } });
    expect((await callSandbox(sandbox, "GET", "/workspaces")).status).toBe(200);
    expect((await callSandbox(sandbox, "GET", "/users/me")).status).toBe(500);
    expect((await callSandbox(sandbox, "GET", "/users/me")).status).toBe(200);
  });

  test("carries out a late request after its response, by the sandbox's clock", async () => {
    let now = Date.now();
    const late = await startSandbox({ now: () => now });
    try {
      late.fault({ method: "POST", fault: { kind: "late", status: 504, ms: 20_000 } });
      expect((await invite(late, "ada@example.com")).status).toBe(504);
      await callSandbox(late, "GET", "/users/me");
      expect(late.organization.sentEmails).toEqual([]);
      now += 20_000;
      await callSandbox(late, "GET", "/users/me");
      expect(late.organization.sentEmails.map(({ email }) => email)).toEqual(["ada@example.com"]);
    } finally {
      await late.close();
    }
  });

  test("applies the oldest of several faults, and counts each request for all of them", async () => {
    for (const status of [501, 502])
      sandbox.fault({ times: 2, fault: { kind: "answer", status, effect: "none" } });
    sandbox.fault({ nth: 3, fault: { kind: "answer", status: 503, effect: "none" } });
    const statuses = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await callSandbox(sandbox, "GET", "/users/me")).status);
    expect(statuses).toEqual([501, 501, 503, 200]);
  });

  test("returns a fault's own status, body, and headers, and no rate limit headers", async () => {
    sandbox.fault({
      fault: {
        kind: "answer",
        status: 502,
        body: "<html>",
        headers: { "Retry-After": "7" },
        effect: "before",
      },
    });
    const answer = await invite(sandbox, "ada@example.com");
    expect([answer.status, answer.text, answer.headers.get("retry-after")]).toEqual([502, "<html>", "7"]);
    expect(answer.headers.get("x-ratelimit-limit")).toBeNull();
    expect(pending()).toEqual(["ada@example.com"]);
  });

  const kinds: readonly {
    readonly make: (effect: "none" | "before" | "first-address") => Fault;
    readonly outcome: unknown;
    readonly recorded: unknown;
  }[] = [
    { make: effect => ({ kind: "answer", status: 500, effect }), outcome: 500, recorded: 500 },
    { make: effect => ({ kind: "reset", effect }), outcome: "ECONNRESET", recorded: "reset" },
    { make: effect => ({ kind: "hang", effect }), outcome: "TimeoutError", recorded: "hang" },
  ];
  const effects = [
    { effect: "none", invited: [] },
    { effect: "before", invited: ["ada@example.com", "grace@example.com"] },
    { effect: "first-address", invited: ["ada@example.com"] },
  ] as const;
  test.each(
    kinds.flatMap(kind => effects.map(effect => ({ ...kind, ...effect, kind: kind.make("none").kind }))),
  )(
    "applies a fault of kind $kind with effect $effect",
    async ({ make, outcome, recorded, effect, invited }) => {
      sandbox.fault({ fault: make(effect) });
      const json = { workspaceIds: ["wLDNPp"], emails: "ada@example.com,grace@example.com" };
      const signal = AbortSignal.timeout(300);
      expect(
        await outcomeOf(callSandbox(sandbox, "POST", "/organizations/kwob3J/invites", { json, signal })),
      ).toBe(outcome);
      expect(pending()).toEqual(invited);
      expect(lastStatus()).toBe(recorded);
    },
  );

  test("delays a request by a fault, and then handles it as usual", async () => {
    sandbox.fault({ fault: { kind: "delay", ms: 120 } });
    const start = performance.now();
    const request = invite(sandbox, "ada@example.com");
    await expect.poll(lastStatus).toBe("pending");
    expect(pending()).toEqual([]);
    expect((await request).status).toBe(204);
    expect(performance.now() - start).toBeGreaterThan(100);
    expect(pending()).toEqual(["ada@example.com"]);
  });

  test("carries out a request whose response breaks off before the status", async () => {
    sandbox.fault({ fault: { kind: "partial", cut: "head" } });
    expect(await outcomeOf(invite(sandbox, "ada@example.com"))).toBe("UND_ERR_SOCKET");
    expect(pending()).toEqual(["ada@example.com"]);
    expect(lastStatus()).toBe("partial");
  });

  test("sends the status and headers of a response that breaks off in its body", async () => {
    sandbox.fault({ fault: { kind: "partial", cut: "body" } });
    const response = await fetch(`${sandbox.url}/workspaces`, {
      headers: { authorization: `Bearer ${sandbox.key}` },
    });
    expect([response.status, response.headers.get("x-ratelimit-remaining")]).toEqual([200, "99"]);
    await expect(response.text()).rejects.toThrow("terminated");
  });
});

describe("recorded requests", () => {
  test("records every request in order, with selected headers and the response", async () => {
    const json = { workspaceIds: ["nosuch"], emails: "ada@example.com" };
    const headers = { "user-agent": "rollcall-test", "tally-version": "2025-02-01", "x-other": "1" };
    await callSandbox(sandbox, "POST", "/organizations/kwob3J/invites", { json, headers });
    await callSandbox(sandbox, "GET", "/workspaces?limit=1", { headers: { "user-agent": "rollcall-test" } });
    expect(sandbox.requests).toMatchObject([
      {
        method: "POST",
        path: "/organizations/kwob3J/invites",
        body: JSON.stringify(json),
        status: 404,
        response: { body: '{"message":"Workspace not found"}', headers: { "x-ratelimit-remaining": "99" } },
      },
      { method: "GET", path: "/workspaces?limit=1", body: "", status: 400 },
    ]);
    expect(sandbox.requests.map(request => request.headers)).toEqual([
      {
        authorization: `Bearer ${sandbox.key}`,
        "user-agent": "rollcall-test",
        "tally-version": "2025-02-01",
        "content-type": "application/json",
      },
      { authorization: `Bearer ${sandbox.key}`, "user-agent": "rollcall-test" },
    ]);
  });
});

describe("the sandbox server", () => {
  test("closes the sandbox immediately while a request hangs, even twice", async () => {
    sandbox.fault({ fault: { kind: "hang", effect: "none" } });
    const request = outcomeOf(callSandbox(sandbox, "GET", "/users/me"));
    await expect.poll(lastStatus).toBe("hang");
    const start = performance.now();
    await sandbox.close();
    await sandbox.close();
    expect(performance.now() - start).toBeLessThan(500);
    expect(await request).toBe("UND_ERR_SOCKET");
    expect(await outcomeOf(callSandbox(sandbox, "GET", "/users/me"))).toBe("ECONNREFUSED");
  });

  test("starts the sandbox with a given port and key, unless the port is in use", async () => {
    const port = Number(new URL(sandbox.url).port);
    await expect(startSandbox({ port })).rejects.toThrow("EADDRINUSE");
    await sandbox.close();
    const other = await startSandbox({ port, key: "tly-mine" });
    expect([other.url, (await callSandbox(other, "GET", "/users/me")).status]).toEqual([sandbox.url, 200]);
    await other.close();
  });
});
