import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { ActionCall, Outcome } from "../src/core/tally/call.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import type { Clock } from "../src/io/clock.ts";
import { type Sandbox, startSandbox } from "../src/sandbox/server.ts";
import { TallyClient } from "../src/tally/client.ts";
import { sendRequest } from "../src/tally/http.ts";
import { createWriter } from "../src/tally/write.ts";
import { after } from "./support/clock.ts";

let sandbox: Sandbox;
let now: number;
let waits: { reason: string; milliseconds: number | undefined }[];
beforeEach(async () => {
  now = Date.parse("2026-11-23T12:00:00Z");
  waits = [];
  sandbox = await startSandbox({ now: () => now });
});
afterEach(() => sandbox.close());

const clock: Clock = {
  now: () => now,
  elapsed: () => now,
  sleep: async milliseconds => {
    now += milliseconds;
  },
  after,
};
const call: ActionCall = {
  action: "invite",
  workspaceIds: ["npe1DB" as WorkspaceId],
  emails: ["ada@example.com"],
};
const never = new AbortController().signal;

function clientOf(url: string, timeout = 2000): TallyClient {
  return new TallyClient({
    url: new URL(url),
    key: sandbox.key,
    userAgent: "test",
    tallyVersion: undefined,
    timeouts: { connect: 2000, headers: timeout, body: timeout },
    send: sendRequest,
    clock,
    onWait: (reason, milliseconds) => waits.push({ reason, milliseconds }),
  });
}

function invite(client: TallyClient, organization = "kwob3J"): Promise<Outcome> {
  return createWriter(client, organization).send(call, never, () => false);
}

describe("TallyClient", () => {
  test("waits for the next window when only a fifth of the rate limit is left", async () => {
    const client = clientOf(sandbox.url);
    for (let sent = 0; sent < 79; sent += 1) {
      await fetch(`${sandbox.url}/users/me`, { headers: { authorization: `Bearer ${sandbox.key}` } });
    }
    await invite(client);
    expect(waits).toEqual([]);
    await invite(client);
    expect(waits).toEqual([{ reason: "rate-limit", milliseconds: undefined }]);
    expect(now).toBeGreaterThanOrEqual(Date.parse("2026-11-23T12:01:00Z"));
  });

  test("sends at most 80 requests in any minute", async () => {
    const client = clientOf(sandbox.url);
    const turns: number[] = [];
    await Promise.all(Array.from({ length: 200 }, () => client.ready(never).then(() => turns.push(now))));
    const most = Math.max(
      ...turns.map(start => turns.filter(turn => turn >= start && turn < start + 60_000).length),
    );
    expect(most).toBe(80);
  });

  test("distinguishes a refused connection from a lost response", async () => {
    const unreachable = clientOf("http://127.0.0.1:9");
    expect(await invite(unreachable)).toMatchObject({ result: "not-sent" });
    expect(waits.map(({ reason }) => reason)).toEqual(["no-connection", "no-connection", "no-connection"]);
    sandbox.fault({ fault: { kind: "reset", effect: "before" } });
    expect(await invite(clientOf(sandbox.url))).toMatchObject({ result: "unconfirmed" });
  });

  test("waits after a 429 for Retry-After, the window's end, or longer each time", async () => {
    const times: readonly Record<string, string>[] = [
      { "retry-after": "7", "x-ratelimit-reset": "1" },
      { "retry-after": new Date(now + 20_000).toUTCString() },
      { "x-ratelimit-reset": String((now + 60_000) / 1000) },
      {},
      {},
    ];
    for (const [index, headers] of times.entries()) {
      sandbox.fault({ nth: index + 1, fault: { kind: "answer", status: 429, headers, effect: "none" } });
    }
    expect(await invite(clientOf(sandbox.url))).toEqual({ result: "done" });
    expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([7250, 13_000, 40_000, 16_000, 32_000]);
  });

  test("gives up after twelve responses with status 429", async () => {
    sandbox.fault({ times: 50, fault: { kind: "answer", status: 429, effect: "none" } });
    expect(await invite(clientOf(sandbox.url))).toMatchObject({ result: "rejected", status: 429 });
    expect(sandbox.requests).toHaveLength(12);
    expect(sandbox.organization.sentEmails).toEqual([]);
  });

  test("reports a call as not sent if the host name doesn't resolve", async () => {
    expect(await invite(clientOf("https://tally.invalid"))).toMatchObject({ result: "not-sent" });
  });

  test("reports a call as unconfirmed if the response headers never come or never end", async () => {
    for (const start of ["", "HTTP/1.1 204 No Content\r\n"]) {
      const url = await listen(socket => drip(socket, start, "x-more: 1\r\n"));
      const outcome = await invite(clientOf(`http://${url}`, 300));
      expect(outcome).toEqual({ result: "unconfirmed", problem: "no response within 0.3 seconds" });
    }
  });

  test("reports a call as not sent if connecting, including TLS, takes too long", async () => {
    const url = await listen(() => {});
    const client = new TallyClient({ ...optionsFor(sandbox), url: new URL(`https://${url}`) });
    const outcome = await invite(client);
    expect(outcome).toEqual({ result: "not-sent", problem: "no connection within 0.3 seconds" });
  });

  test("uses the status of a response whose body never ends", async () => {
    const head = "HTTP/1.1 403 Forbidden\r\ncontent-length: 100000\r\n\r\n";
    const url = await listen(socket => drip(socket, head, "x"));
    expect(await invite(clientOf(`http://${url}`, 300))).toMatchObject({ result: "rejected", status: 403 });
  });

  test("uses the status of a response whose body is cut off", async () => {
    sandbox.fault({ fault: { kind: "partial", cut: "body" } });
    const client = new TallyClient(optionsFor(sandbox));
    expect(await invite(client, "other")).toMatchObject({ result: "rejected", status: 401 });
  });

  test("keeps the path of TALLY_API_URL, and escapes IDs in paths", async () => {
    const client = new TallyClient({
      ...optionsFor(sandbox),
      url: new URL(`${sandbox.url}/proxy/`),
    });
    await invite(client, "a/../b");
    expect(sandbox.requests.at(-1)?.path).toBe("/proxy/organizations/a%2F..%2Fb/invites");
  });
});

/** Starts a server for one test. Returns its host and port. */
async function listen(onConnection: (socket: Socket) => void): Promise<string> {
  const server = createServer(socket => {
    socket.on("error", () => {});
    onConnection(socket);
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Sends a text, and then, unless it is empty, more every 100 ms until the connection closes. */
function drip(socket: Socket, start: string, more: string): void {
  socket.write(start);
  const timer = setInterval(() => socket.write(start && more), 100);
  socket.on("close", () => clearInterval(timer));
}

test("rejects an ID that is empty, a dot, or two dots without sending a request", async () => {
  for (const userId of ["", ".", ".."]) {
    const removal = { ...call, action: "remove", userId } as const;
    const writer = createWriter(clientOf(sandbox.url), "kwob3J");
    await expect(writer.send(removal, never, () => false)).rejects.toThrow("invalid segment");
  }
  expect(sandbox.requests).toEqual([]);
});

function optionsFor({ url, key }: Sandbox) {
  return {
    url: new URL(url),
    key,
    userAgent: "test",
    tallyVersion: undefined,
    timeouts: { connect: 300, headers: 2000, body: 2000 },
    send: sendRequest,
    clock,
    onWait: () => {},
  };
}
