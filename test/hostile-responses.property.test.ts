import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertyTimeout, times } from "./support/chaos.ts";
import { runIn, type Written } from "./support/io.ts";
import { applyMutation, mutations } from "./support/mutations.ts";

const members = `organization: kwob3J
workspaces: {marketing: wLDNPp, research: npe1DB}
settings: {removals: apply}
members:
  - {email: ada@example.com, workspaces: [marketing]}
  - {email: grace@example.com, workspaces: [marketing, research]}
`;
const desired = ["ada@example.com", "grace@example.com"];

const user = (id: string, email: string) => ({ id, email, fullName: email, organizationId: "kwob3J" });
const owner = user("usr001", "owner@example.com");
/** Valid responses to the requests of a check, with the fields that Rollcall uses. */
const validBodies: Readonly<Record<string, unknown>> = {
  "/users/me": { ...owner, isOrganizationOwner: true, organizationOwner: owner },
  "/workspaces": {
    items: ["wLDNPp", "npe1DB"].map(id => ({
      id,
      name: `name of ${id}`,
      members: [owner, user("usr002", "member@example.com")],
      invites: [{ id: "inv001", email: "pending@example.com", workspaceIds: [id] }],
    })),
    page: 1,
    limit: 50,
    total: 2,
    hasMore: false,
  },
  "/organizations/kwob3J/invites": [{ id: "inv001", organizationId: "kwob3J", email: "pending@example.com" }],
  "/organizations/kwob3J/users": [owner, user("usr002", "member@example.com")],
};

interface RawResponse {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Returns the bytes of a response. */
type Respond = (request: ReceivedRequest) => Buffer;

/** Starts a Tally server that sends raw bytes. */
async function startHostile(
  respond: Respond,
): Promise<{ readonly url: string; readonly requests: readonly ReceivedRequest[]; close(): void }> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    let text = "";
    let hasResponded = false;
    socket.on("error", () => {});
    socket.on("data", chunk => {
      text += chunk.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (hasResponded || end < 0 || text.length < end + 4 + length) return;
      hasResponded = true;
      const [method = "", target = ""] = text.split(" ", 2);
      const request = { method, path: target.split("?")[0] ?? "", body: text.slice(end + 4) };
      requests.push(request);
      socket.end(respond(request));
    });
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, close };
}

function bytesOf({ status, headers, body }: RawResponse): Buffer {
  const head = [`HTTP/1.1 ${status} Words`, ...headers].join("\r\n");
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, "latin1"), body]);
}

function plain(status: number, body: Buffer): RawResponse {
  return { status, headers: [`content-length: ${body.length}`], body };
}

const statuses = fc.constantFrom(200, 200, 200, 100, 103, 204, 206, 304, 400, 401, 404, 418, 500, 599, 999);
const framings: fc.Arbitrary<(response: RawResponse) => RawResponse> = fc.constantFrom(
  (response: RawResponse) => response,
  (response: RawResponse) => ({ ...response, headers: ["content-length: 3"] }),
  (response: RawResponse) => ({ ...response, headers: [`content-length: ${response.body.length + 100}`] }),
  (response: RawResponse) => ({ ...response, headers: ["transfer-encoding: chunked"] }),
  (response: RawResponse) => ({ ...response, headers: ["content-length: 1", "content-length: 2"] }),
  (response: RawResponse) => ({ ...response, headers: [] }),
  (response: RawResponse) => {
    const body = gzipSync(response.body);
    return { ...response, headers: ["content-encoding: gzip", `content-length: ${body.length}`], body };
  },
  (response: RawResponse) => ({ ...response, headers: [...response.headers, `x: ${"y".repeat(100_000)}`] }),
);

/** Ways to respond: with parts of a valid response replaced, with an odd status or framing, or with any bytes. */
const responders: fc.Arbitrary<Respond> = fc.oneof(
  {
    weight: 6,
    arbitrary: mutations.map(list => ({ method, path }: ReceivedRequest) => {
      if (method !== "GET") return bytesOf({ status: 204, headers: [], body: Buffer.alloc(0) });
      const value = list.reduce(applyMutation, validBodies[path] ?? {});
      return bytesOf(plain(200, Buffer.from(JSON.stringify(value) ?? "")));
    }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(statuses, framings, fc.oneof(fc.json(), fc.string({ unit: "binary" }))).map(
      ([status, framing, body]) =>
        () =>
          bytesOf(framing(plain(status, Buffer.from(body, "latin1")))),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 400 }).map(bytes => () => Buffer.from(bytes)),
  },
);

function checkOutput({ exit, stdout, stderr }: Written): void {
  expect([0, 1, 2]).toContain(exit);
  expect(stdout + stderr).not.toMatch(/\n {4}at |This is a bug in Rollcall/);
  expect(stdout + stderr).not.toMatch(/(?!\n)\p{Cc}/u);
}

describe("hostile responses from Tally", () => {
  test(
    "doesn't crash on hostile responses, and invites only people in members.yaml",
    async () => {
      const property = fc.asyncProperty(fc.array(responders, { minLength: 1, maxLength: 8 }), async list => {
        const folder = mkdtempSync(join(tmpdir(), "rollcall-hostile-"));
        let turn = 0;
        const tally = await startHostile(request => {
          turn += 1;
          return list[(turn - 1) % list.length]?.(request) ?? Buffer.alloc(0);
        });
        const env = { TALLY_API_URL: tally.url, TALLY_API_KEY: "tly-hostile-key" };
        try {
          writeFileSync(join(folder, "members.yaml"), members);
          for (const line of ["drift", "apply --yes", "plan --live"])
            checkOutput(await runIn(folder, line, { env }));
          checkOutput(await runIn(folder, "import --config other.yaml --state other.jsonl", { env }));
          const invited = tally.requests.flatMap(({ method, body }) =>
            method === "POST" ? (JSON.parse(body) as { emails: string }).emails.split(/[,;]/) : [],
          );
          expect(invited.filter(email => !desired.includes(email))).toEqual([]);
          // Every change is to members or invites of the organization.
          const changes = tally.requests.filter(({ method }) => method !== "GET").map(({ path }) => path);
          const ours = /^\/organizations\/kwob3J\/(invites|users)(\/[A-Za-z0-9._~%-]+)?$/;
          expect(changes.filter(path => !ours.test(path))).toEqual([]);
        } finally {
          tally.close();
          rmSync(folder, { recursive: true });
        }
      });
      await fc.assert(property, { numRuns: times(60) });
    },
    propertyTimeout,
  );

  test("stops after 64 MiB of endless workspace pages, and names the limit", async () => {
    let pages = 0;
    const padding = "x".repeat(20 * 1024 * 1024);
    const tally = await startHostile(({ path }) => {
      const isPage = path.startsWith("/workspaces");
      pages += isPage ? 1 : 0;
      const items = [{ id: `w${pages}`, name: padding, members: [], invites: [] }];
      const body = isPage
        ? { items, page: pages, limit: 50, total: 999_999, hasMore: true }
        : validBodies[path];
      return bytesOf(plain(200, Buffer.from(JSON.stringify(body))));
    });
    const folder = mkdtempSync(join(tmpdir(), "rollcall-hostile-"));
    writeFileSync(join(folder, "members.yaml"), members);
    const env = { TALLY_API_URL: tally.url, TALLY_API_KEY: "tly-hostile-key" };
    const applied = await runIn(folder, "apply --yes", { env });
    expect([applied.exit, pages]).toEqual([1, 4]);
    expect(applied.stderr).toContain(
      "Tally returned more than 64 MiB in 5 responses, which is more than any organization has. The last one was page 4 of workspaces",
    );
    tally.close();
    rmSync(folder, { recursive: true });
  });

  test("stops checking Tally if the pages of a list never end or repeat", async () => {
    for (const items of [[], [{ id: "wLDNPp", name: "a", members: [], invites: [] }]]) {
      const page = { items, page: 1, limit: 50, total: 999_999, hasMore: true };
      const tally = await startHostile(({ path }) =>
        bytesOf(plain(200, Buffer.from(JSON.stringify(path === "/workspaces" ? page : validBodies[path])))),
      );
      const folder = mkdtempSync(join(tmpdir(), "rollcall-hostile-"));
      writeFileSync(join(folder, "members.yaml"), members);
      const env = { TALLY_API_URL: tally.url, TALLY_API_KEY: "tly-hostile-key" };
      const applied = await runIn(folder, "apply --yes", { env });
      checkOutput(applied);
      expect(tally.requests.length).toBeLessThan(20);
      expect(tally.requests.filter(({ method }) => method !== "GET")).toEqual([]);
      expect(readFileSync(join(folder, "members.yaml"), "utf8")).toBe(members);
      tally.close();
      rmSync(folder, { recursive: true });
    }
  });
});
