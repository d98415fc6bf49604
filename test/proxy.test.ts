import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, type TestContext, test } from "vitest";
import type { ActionCall } from "../src/core/tally/call.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { openGitHub, problemOfRequest } from "../src/github/client.ts";
import type { Clock } from "../src/io/clock.ts";
import { proxyFor } from "../src/io/proxy.ts";
import { connectTally } from "../src/tally/connect.ts";
import { membersFile, startRepository } from "./support/access-repository.ts";
import { after } from "./support/clock.ts";
import { certificate, listen, startProxy, startTls, type TestProxy } from "./support/http-proxy.ts";
import { leaksOf } from "./support/leaks.ts";
import { bundle, finished } from "./support/rollcall.ts";
import { node24 } from "./support/run-action.ts";

const proxy = "http://proxy.example:3128";
const password = "p@ss/wörd:1";
const credentials = `ada:${encodeURIComponent(password)}`;
const clock: Clock = { now: Date.now, elapsed: Date.now, sleep: async () => {}, after };
const call: ActionCall = {
  action: "invite",
  workspaceIds: ["npe1DB" as WorkspaceId],
  emails: ["ada@example.com"],
};
const never = new AbortController().signal;

test.for<[url: string, env: Readonly<Record<string, string>>, variable: string | undefined]>([
  ["https://api.tally.so", {}, undefined],
  ["https://api.tally.so", { HTTPS_PROXY: proxy }, "HTTPS_PROXY"],
  ["https://api.tally.so", { https_proxy: proxy, HTTPS_PROXY: "http://other" }, "https_proxy"],
  ["https://api.tally.so", { https_proxy: "", HTTPS_PROXY: proxy }, "HTTPS_PROXY"],
  ["https://api.tally.so", { HTTP_PROXY: proxy }, undefined],
  ["http://github.example", { HTTP_PROXY: proxy }, "HTTP_PROXY"],
  ["http://github.example", { http_proxy: proxy }, "http_proxy"],
  ["http://github.example", { HTTPS_PROXY: proxy }, undefined],
  ["https://api.tally.so", { HTTPS_PROXY: proxy, NO_PROXY: "*" }, undefined],
  ["https://api.tally.so", { HTTPS_PROXY: proxy, NO_PROXY: "a.example, API.tally.so" }, undefined],
  ["https://api.tally.so", { HTTPS_PROXY: proxy, no_proxy: "tally.so" }, undefined],
  ["https://api.tally.so", { HTTPS_PROXY: proxy, no_proxy: "a.example .tally.so" }, undefined],
  ["https://api.tally.so", { HTTPS_PROXY: proxy, NO_PROXY: "*.tally.so" }, undefined],
  ["https://api.tally.so", { HTTPS_PROXY: proxy, NO_PROXY: "api.tally.so:443" }, undefined],
  ["https://api.tally.so", { HTTPS_PROXY: proxy, NO_PROXY: "api.tally.so:8443" }, "HTTPS_PROXY"],
  ["https://api.tally.so", { HTTPS_PROXY: proxy, NO_PROXY: "ally.so,,api.tally.so.example" }, "HTTPS_PROXY"],
  ["https://10.0.0.1", { HTTPS_PROXY: proxy, NO_PROXY: "10.0.0.1" }, undefined],
  ["https://[fd00::1]", { HTTPS_PROXY: proxy, NO_PROXY: "[fd00::1]:443" }, undefined],
  ["https://[fd00::1]", { HTTPS_PROXY: proxy, NO_PROXY: "[fd00::1]" }, undefined],
  ["http://127.0.0.1:4010", { HTTP_PROXY: proxy }, undefined],
  ["http://localhost:4010", { HTTP_PROXY: proxy }, undefined],
  ["https://[::1]", { HTTPS_PROXY: proxy }, undefined],
])("finds the proxy for %s with %j: %s", ([url, env, variable]) => {
  expect(proxyFor(new URL(url), env)?.variable).toBe(variable);
});

function gitHubAt(apiUrl: string, env: Readonly<Record<string, string>>) {
  const repository = { owner: "acme", repo: "access" };
  return openGitHub({
    apiUrl,
    token: "ghs_of_the_test",
    repository,
    userAgent: "test",
    env,
    clock,
    onWait: () => {},
    onOtherAuthor: () => {},
  });
}

/** Sends a call to Tally and a request to GitHub through a proxy. Returns the result of the call, and the error of each. */
async function fail(proxyUrl: string): Promise<readonly string[]> {
  const env = { HTTPS_PROXY: proxyUrl };
  const access = { url: new URL("https://tally.example"), key: "tly-of-the-test", tallyVersion: undefined };
  const options = { timeout: 300, stop: never, onWait: () => {}, onOtherAuthor: () => {} };
  const outcome = await connectTally({ clock, env })(access, options)
    .writer("kwob3J")
    .send(call, never, () => false);
  const github = gitHubAt("https://github.example", env);
  // A write is sent only once.
  const problem = await github.request("POST /zen").then(String, problemOfRequest);
  return [outcome.result, "problem" in outcome ? outcome.problem : "", problem];
}

test("names a proxy that rejects a tunnel, and reports that nothing was sent", async context => {
  for (const [status, fix] of [
    [403, "correct HTTPS_PROXY, have the proxy allow this host, or add HOST to NO_PROXY"],
    [407, "set HTTPS_PROXY to http://USER:PASSWORD@HOST:PORT"],
  ] as const) {
    const { host } = await started(context, startProxy({}, status));
    const errorFor = (target: string) =>
      `the proxy http://${host} (HTTPS_PROXY) returned ${status} for CONNECT ${target}:443; ${fix.replace("add HOST", `add ${target}`)}`;
    expect(await fail(`http://${credentials}@${host}`)).toEqual([
      "not-sent",
      errorFor("tally.example"),
      `GitHub didn't respond to POST /zen: ${errorFor("github.example")}`,
    ]);
  }
});

test("names a proxy that is unreachable, hangs up, or doesn't speak HTTP", async () => {
  const cases = [
    ["127.0.0.1:9", "failed: the connection was refused (ECONNREFUSED);"],
    ["proxy.invalid", "failed: the host name "],
    [await serve(socket => socket.destroy()), "failed: "],
    [await serve(socket => socket.end("220 mail.example ESMTP\r\n")), "failed: "],
  ] as const;
  for (const [host, problem] of cases) {
    const expected = expect.stringContaining(`the proxy http://${host} (HTTPS_PROXY) ${problem}`);
    expect(await fail(`${credentials}@${host}`)).toEqual(["not-sent", expected, expected]);
  }
});

test("names a proxy that doesn't respond within the connection timeout", async () => {
  const host = await serve(() => {});
  expect(await fail(`http://${credentials}@${host}`)).toEqual([
    "not-sent",
    expect.stringContaining(`the proxy http://${host} (HTTPS_PROXY) made no connection within 0.3 seconds;`),
    expect.stringContaining(`the proxy http://${host} (HTTPS_PROXY) timed out;`),
  ]);
}, 30_000);

test("names a proxy that replaces TLS certificates, and reports that nothing was sent", async context => {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-proxy-"));
  context.onTestFinished(() => rmSync(folder, { recursive: true }));
  const { port } = await started(context, startTls(certificate, "http://127.0.0.1:9"));
  const { host } = await started(
    context,
    startProxy({ "tally.example:443": port, "github.example:443": port }),
  );
  const errorFor = (target: string) =>
    `the proxy http://${host} (HTTPS_PROXY) opened a tunnel, but TLS with ${target} failed: self-signed certificate; if it replaces certificates, set NODE_EXTRA_CA_CERTS to a file with the certificate of its CA`;
  expect(await fail(`http://${credentials}@${host}`)).toEqual([
    "not-sent",
    errorFor("tally.example"),
    `GitHub didn't respond to POST /zen: ${errorFor("github.example")}`,
  ]);
});

test("uses HTTP_PROXY for http requests to GitHub, except redirects to localhost", async context => {
  const paths: string[] = [];
  const server = createHttpServer(({ url = "" }, response) => {
    paths.push(url);
    const location = url === "/moved" ? `http://127.0.0.1:${port}/here` : "/moved";
    response.writeHead(url === "/here" ? 200 : 301, { location, "content-type": "application/json" });
    response.end("{}");
  });
  const port = await listen(server);
  onTestFinished(() => void server.close());
  const { host, tunnels } = await started(context, startProxy({ "github.example:8080": port }));
  const github = gitHubAt("http://github.example:8080", { http_proxy: host });
  expect(await github.request("POST /zen")).toMatchObject({ status: 200 });
  expect(paths).toEqual(["/zen", "/moved", "/here"]);
  expect(new Set(tunnels.map(({ request }) => request))).toEqual(new Set(["CONNECT github.example:8080"]));
});

test("doesn't print the URL of a proxy that isn't an HTTP proxy", async () => {
  for (const value of [`socks5://${credentials}@127.0.0.1:9`, `http://${credentials}@:x`]) {
    const expected = expect.stringMatching(
      /HTTPS_PROXY is not the URL of an HTTP or HTTPS proxy; write http:\/\/HOST:PORT$/,
    );
    const shown = await fail(value);
    expect(shown).toEqual(["not-sent", expected, expected]);
    expect(leaksOf(password, [["shown", shown.join()]])).toEqual([]);
  }
});

test.for<[scheme: string, version: string]>([
  ["http", "this version of Node"],
  ["https", "this version of Node"],
  ["http", "Node 24"],
])(
  "tunnels every request of the Action through an %s proxy, on %s",
  { timeout: 240_000 },
  async ([scheme, version], context) => {
    const node = version === "Node 24" ? node24() : process.execPath;
    const repository = await startRepository(
      context,
      { "members.yaml": membersFile({}) },
      {},
      { isBuilt: true },
    );
    const { hub, tally } = repository;
    const sha = await hub.commit("main", { "members.yaml": membersFile({ "ada@example.com": "marketing" }) });
    const servers = [tally.url, hub.apiUrl].map(url => started(context, startTls(certificate, url)));
    const [forTally, forGitHub] = await Promise.all(servers);
    const { host, tunnels } = await started(
      context,
      startProxy({ "tally.example:443": forTally?.port ?? 0, "github.example:443": forGitHub?.port ?? 0 }),
    );
    const secured = await started(context, startTls(certificate, `http://${host}`));
    const authority = scheme === "http" ? host : `127.0.0.1:${secured.port}`;
    const env = {
      TALLY_API_URL: "https://tally.example",
      GITHUB_API_URL: `https://github.example${new URL(hub.apiUrl).pathname.replace(/\/$/, "")}`,
      https_proxy: `${scheme}://${credentials}@${authority}`,
      NODE_EXTRA_CA_CERTS: certificate.path,
    };
    const { exit, stdout, stderr, summary } = await repository.apply(sha, { node, env });
    expect([exit, tally.organization.sentEmails.map(({ email }) => email)]).toEqual([0, ["ada@example.com"]]);

    const authorization = `Basic ${Buffer.from(`ada:${password}`).toString("base64")}`;
    const requests = tunnels.map(({ request, headers }) => [request, headers["proxy-authorization"]]);
    expect(new Set(requests.map(String))).toEqual(
      new Set(["github.example", "tally.example"].map(target => `CONNECT ${target}:443,${authorization}`)),
    );
    const toTally = requests.filter(([request]) => request === "CONNECT tally.example:443");
    expect(toTally).toHaveLength(tally.requests.length);
    // GitHub's connection is kept alive.
    expect(requests.length - toTally.length).toBeLessThan(hub.requests.length / 2);
    const seen = tunnels.map(
      tunnel => [tunnel.request, Buffer.concat(tunnel.seen).toString("latin1")] as const,
    );
    const shown = Object.entries({ stdout, stderr, summary });
    for (const secret of [tally.key, hub.token, password])
      expect(leaksOf(secret, [...seen, ...shown])).toEqual([]);
  },
);

test("records a call as unconfirmed if its connection breaks in a tunnel", async context => {
  const repository = await startRepository(context, {}, {}, { isBuilt: true });
  const { tally } = repository;
  const folder = repository.folder();
  writeFileSync(join(folder, "members.yaml"), membersFile({ "ada@example.com": "marketing" }));
  const { port } = await started(context, startTls(certificate, tally.url));
  const { host } = await started(context, startProxy({ "tally.example:443": port }));
  tally.fault({ method: "POST", fault: { kind: "reset", effect: "none" } });
  const env = {
    PATH: process.env["PATH"],
    HTTPS_PROXY: host,
    NODE_EXTRA_CA_CERTS: certificate.path,
    TALLY_API_URL: "https://tally.example",
    TALLY_API_KEY: tally.key,
  };
  const { exit } = await finished(spawn(process.execPath, [bundle, "apply", "--yes"], { cwd: folder, env }));
  expect(exit).toBe(1);
  expect(readFileSync(join(folder, "members.state.jsonl"), "utf8")).toContain('"unconfirmed"');
  expect(tally.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
});

test.for(["this version of Node", "Node 24"])(
  "connects directly to localhost and to the hosts in NO_PROXY, on %s",
  { timeout: 240_000 },
  async (version, context) => {
    const node = version === "Node 24" ? node24() : process.execPath;
    const { host, tunnels } = await started(context, startProxy({}, 403));
    const repository = await startRepository(context, {
      "members.yaml": membersFile({ "ada@example.com": "marketing" }),
    });
    const { url, key } = repository.tally;
    const env = {
      PATH: process.env["PATH"],
      HTTP_PROXY: `http://${host}`,
      HTTPS_PROXY: `http://${host}`,
      TALLY_API_KEY: key,
    };
    const importFrom = async (more: NodeJS.ProcessEnv) => {
      const args = [bundle, "import", "--timeout", "2"];
      return finished(spawn(node, args, { cwd: repository.folder(), env: { ...env, ...more } }));
    };
    expect(await importFrom({ TALLY_API_URL: url })).toMatchObject({ exit: 0 });
    const direct = await importFrom({ TALLY_API_URL: "https://tally.invalid", NO_PROXY: "tally.invalid" });
    expect(direct).toMatchObject({ exit: 1, stderr: expect.not.stringContaining("the proxy") });
    expect(tunnels).toEqual([]);
    const proxied = await importFrom({ TALLY_API_URL: "https://tally.invalid" });
    expect(proxied).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining(`the proxy http://${host} (HTTPS_PROXY)`),
    });
    expect(tunnels.length).toBeGreaterThan(0);
  },
);

/** Closes a server at the end of the test. */
async function started<Started extends Pick<TestProxy, "close">>(
  { onTestFinished: onFinished }: Pick<TestContext, "onTestFinished">,
  starting: Promise<Started>,
): Promise<Started> {
  const running = await starting;
  onFinished(() => running.close());
  return running;
}

/** Starts a server that isn't a proxy. Returns its host and port. */
async function serve(onConnection: Parameters<typeof createServer>[1] & object): Promise<string> {
  const server = createServer(socket => {
    socket.on("error", () => {});
    onConnection(socket);
  });
  const port = await listen(server);
  onTestFinished(() => void server.close());
  return `127.0.0.1:${port}`;
}
