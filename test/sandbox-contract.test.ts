import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RecordedRequest } from "../src/sandbox/http/recorder.ts";
import type { Behavior } from "../src/sandbox/organization/behavior.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../src/sandbox/server.ts";
import { type CallOptions, callSandbox } from "./support/call-sandbox.ts";
import { readContract } from "./support/openapi.ts";

const contract = readContract(readFileSync(new URL("./support/tally.openapi.yaml", import.meta.url), "utf8"));
const organization = "/organizations/kwob3J";
const validInvite = { workspaceIds: ["wLDNPp", "npe1DB"], emails: "ada@example.com;grace@example.com" };
const seed = {
  organization: "kwob3J",
  owner: { email: "owner@example.com" },
  people: [{ email: "gone@example.com", isDeleted: true }],
  workspaces: [
    {
      id: "wLDNPp",
      name: "marketing",
      members: ["owner@example.com", "alan@example.com"],
      invites: ["pending@example.com"],
    },
    { id: "npe1DB", name: "research", invites: ["pending@example.com"] },
  ],
};

let sandbox: Sandbox;
const start = async (options: SandboxOptions = {}) => {
  sandbox = await startSandbox({ seed, ...options });
};
beforeEach(() => start());
afterEach(() => sandbox.close());

/** Sends a request and returns what the sandbox recorded of it. */
async function exchange(method: string, path: string, options?: CallOptions): Promise<RecordedRequest> {
  await callSandbox(sandbox, method, path, options);
  const recorded = sandbox.requests.at(-1);
  if (!recorded) throw new Error("the sandbox recorded no request");
  return recorded;
}

/** For each operation, a valid request, and by status the other path or body that causes each error. */
const operations: readonly {
  readonly operation: string;
  readonly path: string;
  readonly json?: unknown;
  readonly success: number;
  readonly errors: Readonly<Record<number, string | { readonly json: unknown }>>;
}[] = [
  { operation: "GET /users/me", path: "/users/me", success: 200, errors: { 400: "/users/me?timezone=UTC" } },
  {
    operation: "GET /organizations/{organizationId}/invites",
    path: `${organization}/invites`,
    success: 200,
    errors: { 400: `${organization}/invites?page=1` },
  },
  {
    operation: "POST /organizations/{organizationId}/invites",
    path: `${organization}/invites`,
    json: validInvite,
    success: 204,
    errors: {
      400: { json: { ...validInvite, emails: ["ada@example.com"] } },
      404: { json: { ...validInvite, workspaceIds: ["nosuch"] } },
    },
  },
  {
    operation: "DELETE /organizations/{organizationId}/invites/{inviteId}",
    path: `${organization}/invites/inv001`,
    success: 204,
    errors: { 400: `${organization}/invites/inv001?force=1`, 403: `${organization}/invites/nosuch` },
  },
  {
    operation: "GET /organizations/{organizationId}/users",
    path: `${organization}/users`,
    success: 200,
    errors: { 400: `${organization}/users?page=1` },
  },
  {
    operation: "DELETE /organizations/{organizationId}/users/{userId}",
    path: `${organization}/users/usr003`,
    success: 204,
    errors: { 400: `${organization}/users/usr003?force=1`, 403: `${organization}/users/nosuch` },
  },
  {
    operation: "GET /workspaces",
    path: "/workspaces?page=1",
    success: 200,
    errors: { 400: "/workspaces?limit=1" },
  },
  {
    operation: "GET /workspaces/{workspaceId}",
    path: "/workspaces/wLDNPp",
    success: 200,
    errors: { 400: "/workspaces/wLDNPp?page=1", 404: "/workspaces/nosuch" },
  },
];

describe("the sandbox and the OpenAPI document of Tally", () => {
  test("covers every operation in the OpenAPI document", () => {
    const documented = contract.operations.map(({ method, template }) => `${method} ${template}`);
    expect(operations.map(({ operation }) => operation).sort()).toEqual(documented.sort());
  });

  for (const { operation, path, json, success } of operations) {
    test(`follows the OpenAPI document when ${operation} succeeds`, async () => {
      const recorded = await exchange(methodOf(operation), path, { json });
      expect(recorded.status).toBe(success);
      expect(templateOf(recorded)).toBe(operation);
      expect([...contract.checkRequest(recorded), ...contract.checkResponse(recorded)]).toEqual([]);
    });
  }

  const failures = operations.flatMap(({ operation, path, json, errors }) =>
    Object.entries(errors).map(([status, how]) => ({
      operation,
      status: Number(status),
      path: typeof how === "string" ? how : path,
      json: typeof how === "string" ? json : how.json,
    })),
  );
  for (const { operation, status, path, json } of failures) {
    test(`follows the OpenAPI document when ${operation} returns ${status}`, async () => {
      const recorded = await exchange(methodOf(operation), path, { json });
      expect(recorded.status).toBe(status);
      expect(templateOf(recorded)).toBe(operation);
      expect(contract.checkResponse(recorded)).toEqual([]);
    });
  }

  for (const { operation, path, json } of operations) {
    test(`follows the OpenAPI document when ${operation} returns 401 for an invalid key`, async () => {
      const recorded = await exchange(methodOf(operation), path, {
        json,
        headers: { authorization: "Bearer wrong" },
      });
      expect(recorded.status).toBe(401);
      expect(contract.checkResponse(recorded)).toEqual([]);
    });
  }

  for (const { operation, path, json } of operations) {
    test(`follows the OpenAPI document when ${operation} returns 429`, async () => {
      await sandbox.close();
      await start({ limit: 0, behavior: { retryAfter: "seconds" } });
      const recorded = await exchange(methodOf(operation), path, { json });
      expect(recorded.status).toBe(429);
      expect(contract.checkResponse(recorded)).toEqual([]);
    });
  }

  test.each(["GET /organizations/{organizationId}/users", "GET /organizations/{organizationId}/invites"])(
    "follows the OpenAPI document when %s returns 403 because listing is denied",
    async operation => {
      await sandbox.close();
      await start({ behavior: { listing: "denied" } });
      const recorded = await exchange("GET", operation.slice(4).replace("{organizationId}", "kwob3J"));
      expect(recorded.status).toBe(403);
      expect(templateOf(recorded)).toBe(operation);
      expect(contract.checkResponse(recorded)).toEqual([]);
    },
  );

  const behaviors: readonly Partial<Behavior>[] = [
    { ownerShown: false },
    { embeddedInvites: "with-creator" },
    { invitesEmbedded: false },
    { invitesListed: "own" },
    { addressCase: "lower" },
    { visibleWorkspaces: "joined", total: "all" },
    { delayedReads: 1 },
  ];
  test.each(behaviors)("follows the OpenAPI document in every read with the behavior %j", async behavior => {
    await sandbox.close();
    await start({ behavior });
    await exchange("POST", `${organization}/invites`, { json: { ...validInvite, workspaceIds: ["wLDNPp"] } });
    for (const { operation, path } of operations.filter(one => one.operation.startsWith("GET "))) {
      const recorded = await exchange("GET", path);
      expect([operation, recorded.status, ...contract.checkResponse(recorded)]).toEqual([operation, 200]);
    }
  });

  test("follows the OpenAPI document when an invite on the free plan returns 403", async () => {
    await sandbox.close();
    await start({ seed: { ...seed, plan: "FREE" } });
    const recorded = await exchange("POST", `${organization}/invites`, { json: validInvite });
    expect(recorded.status).toBe(403);
    expect(contract.checkResponse(recorded)).toEqual([]);
  });
});

function methodOf(operation: string): string {
  return operation.split(" ", 1).join("");
}

function templateOf(recorded: RecordedRequest): string {
  const found = contract.operationOf(recorded);
  return `${found?.method} ${found?.template}`;
}
