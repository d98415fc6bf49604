import { describe, expect, test } from "vitest";
import type { Sandbox } from "../src/sandbox/server.ts";
import { callSandbox, invite, startForTest } from "./support/call-sandbox.ts";
import { graceHoldsTheKey } from "./support/seeds.ts";

const invites = "/organizations/kwob3J/invites";
const users = "/organizations/kwob3J/users";
const twoEach = {
  ...graceHoldsTheKey,
  workspaces: [
    {
      id: "wLDNPp",
      name: "marketing",
      invites: ["New@example.com", { email: "old@example.com", createdBy: "ada@example.com" }],
    },
    { id: "npe1DB", name: "research", members: ["grace@example.com"] },
  ],
};

/** Returns the email addresses in a list, in its order. */
async function listed(sandbox: Sandbox, path: string): Promise<readonly string[]> {
  const { json } = await callSandbox(sandbox, "GET", path);
  return (json as { email: string }[]).map(({ email }) => email);
}

/** Returns the invites that are embedded in a workspace. */
async function embedded(sandbox: Sandbox, id = "wLDNPp"): Promise<readonly { email: string }[]> {
  const { json } = await callSandbox(sandbox, "GET", `/workspaces/${id}`);
  return (json as { invites: { email: string }[] }).invites;
}

describe("delayed lists of the sandbox", () => {
  test("shows an invite only after delayedReads reads, but sends its email immediately", async () => {
    const sandbox = await startForTest({ pageSize: 2, behavior: { delayedReads: 4 } });
    await invite(sandbox, "ada@example.com");
    expect(sandbox.organization.sentEmails).toHaveLength(1);
    expect(await listed(sandbox, invites)).toEqual([]);
    expect(await embedded(sandbox)).toEqual([]);
    expect((await callSandbox(sandbox, "GET", "/workspaces?page=1")).text).not.toContain("ada@");
    await callSandbox(sandbox, "GET", "/workspaces?page=2");
    expect(await listed(sandbox, invites)).toEqual(["ada@example.com"]);
    expect(await embedded(sandbox)).toMatchObject([{ email: "ada@example.com" }]);
  });

  test("shows cancellations, removals, and added members with the same delay", async () => {
    const seed = { ...twoEach, keyUser: "ada@example.com" };
    const sandbox = await startForTest({ seed, behavior: { delayedReads: 1 } });
    const { organization } = sandbox;
    await callSandbox(sandbox, "DELETE", `${invites}/${organization.invites[1]?.id}`);
    expect(await listed(sandbox, invites)).toEqual(["New@example.com", "old@example.com"]);
    expect(await listed(sandbox, invites)).toEqual(["New@example.com"]);
    await invite(sandbox, "grace@example.com");
    const inMarketing = async () => (await callSandbox(sandbox, "GET", "/workspaces/wLDNPp")).text;
    expect(await inMarketing()).not.toContain("grace@");
    expect(await inMarketing()).toContain("grace@");
    await callSandbox(sandbox, "DELETE", `${users}/${organization.userByEmail("grace@example.com")?.id}`);
    expect(await listed(sandbox, users)).toEqual(["ada@example.com", "grace@example.com"]);
    expect(await listed(sandbox, users)).toEqual(["ada@example.com"]);
  });

  test("delays each write to the sandbox separately", async () => {
    const sandbox = await startForTest({ behavior: { delayedReads: 2 } });
    await invite(sandbox, "ada@example.com");
    expect(await listed(sandbox, invites)).toEqual([]);
    await invite(sandbox, "grace@example.com");
    expect(await listed(sandbox, invites)).toEqual([]);
    expect(await listed(sandbox, invites)).toEqual(["ada@example.com"]);
    expect(await listed(sandbox, invites)).toEqual(["ada@example.com", "grace@example.com"]);
  });

  test("shows manual changes immediately unless an earlier write is still delayed", async () => {
    const sandbox = await startForTest({ seed: graceHoldsTheKey, behavior: { delayedReads: 1 } });
    await invite(sandbox, "nobody");
    sandbox.organization.accept("alan@example.com");
    expect(await listed(sandbox, invites)).toEqual(["barbara@example.com"]);
    await invite(sandbox, "new@example.com", ["npe1DB"]);
    sandbox.organization.accept("barbara@example.com");
    expect(await listed(sandbox, invites)).toEqual(["barbara@example.com"]);
    expect(await listed(sandbox, invites)).toEqual(["new@example.com"]);
  });

  test("lets a write see earlier writes that the lists don't show yet", async () => {
    const behavior = { delayedReads: 9, pendingAgain: "rejected" } as const;
    const sandbox = await startForTest({ behavior });
    await invite(sandbox, "ada@example.com");
    expect((await invite(sandbox, "ada@example.com")).status).toBe(400);
    const id = sandbox.organization.invites[0]?.id;
    expect((await callSandbox(sandbox, "DELETE", `${invites}/${id}`)).status).toBe(204);
    expect((await callSandbox(sandbox, "DELETE", `${invites}/${id}`)).status).toBe(403);
  });

  test("shows a write in the lists immediately by default", async () => {
    const sandbox = await startForTest();
    await invite(sandbox, "ada@example.com");
    expect(await listed(sandbox, invites)).toEqual(["ada@example.com"]);
  });
});

describe("configurable reads of the sandbox", () => {
  test.each([
    { ownerShown: true, shown: ["isOrganizationOwner", "organizationOwner"] },
    { ownerShown: false, shown: [] },
  ])("applies ownerShown $ownerShown to the current user", async ({ ownerShown, shown }) => {
    const sandbox = await startForTest({ behavior: { ownerShown } });
    const { json } = await callSandbox(sandbox, "GET", "/users/me");
    expect(Object.keys(json as object).filter(key => /OrganizationOwner/i.test(key))).toEqual(shown);
  });

  test("can list all workspaces in a bare array, regardless of the page size", async () => {
    const sandbox = await startForTest({ pageSize: 2, behavior: { workspacesShape: "bare" } });
    const all = [{ id: "wLDNPp", folders: [] }, { id: "npe1DB" }, { id: "31Wy9l" }];
    expect((await callSandbox(sandbox, "GET", "/workspaces")).json).toMatchObject(all);
    expect((await callSandbox(sandbox, "GET", "/workspaces?page=2")).json).toMatchObject(all);
  });

  test.each([
    { total: "seen", count: 1 },
    { total: "all", count: 2 },
  ] as const)(
    "counts $total workspaces in the total if the key sees one of two",
    async ({ total, count }) => {
      const behavior = { visibleWorkspaces: "joined", total } as const;
      const sandbox = await startForTest({ seed: graceHoldsTheKey, behavior });
      expect((await callSandbox(sandbox, "GET", "/workspaces")).json).toMatchObject({
        total: count,
        items: [{ id: "npe1DB" }],
        hasMore: false,
      });
    },
  );

  test.each([
    { listing: "allowed", owner: 200, other: 200 },
    { listing: "owner-only", owner: 200, other: 403 },
    { listing: "denied", owner: 403, other: 403 },
  ] as const)(
    "returns $owner to the owner and $other to others if listing is $listing",
    async ({ listing, owner, other }) => {
      for (const [keyUser, status] of [
        ["ada@example.com", owner],
        ["grace@example.com", other],
      ] as const) {
        const sandbox = await startForTest({ seed: { ...twoEach, keyUser }, behavior: { listing } });
        expect((await callSandbox(sandbox, "GET", users)).status).toBe(status);
        expect((await callSandbox(sandbox, "GET", invites)).status).toBe(status);
        expect((await callSandbox(sandbox, "GET", "/workspaces")).status).toBe(200);
        expect((await invite(sandbox, "new@example.com")).status).toBe(204);
      }
    },
  );

  test.each([
    { invitesListed: "all", shown: ["New@example.com", "old@example.com"] },
    { invitesListed: "own", shown: ["New@example.com"] },
  ] as const)("lists $invitesListed invites", async ({ invitesListed, shown }) => {
    const sandbox = await startForTest({ seed: twoEach, behavior: { invitesListed } });
    expect(await listed(sandbox, invites)).toEqual(shown);
    expect((await embedded(sandbox)).map(({ email }) => email)).toEqual(shown);
  });

  test.each([
    { embeddedInvites: "documented", keys: ["id", "email", "workspaceIds"] },
    {
      embeddedInvites: "with-creator",
      keys: ["id", "email", "workspaceIds", "createdByUserId", "createdAt", "updatedAt"],
    },
  ] as const)("embeds invites with the keys of $embeddedInvites", async ({ embeddedInvites, keys }) => {
    const sandbox = await startForTest({ seed: twoEach, behavior: { embeddedInvites } });
    const [byGrace, byAda] = await embedded(sandbox);
    expect(Object.keys(byGrace ?? {})).toEqual(keys);
    if (embeddedInvites === "documented") return;
    expect([byGrace, byAda]).toMatchObject([{ createdByUserId: "usr002" }, { createdByUserId: "usr001" }]);
  });

  test("can hide invites in workspaces but list them for the organization", async () => {
    const sandbox = await startForTest({ seed: twoEach, behavior: { invitesEmbedded: false } });
    expect(await embedded(sandbox)).toEqual([]);
    const { json } = await callSandbox(sandbox, "GET", "/workspaces");
    expect(json).toMatchObject({ items: [{ invites: [] }, { invites: [], members: [{}] }] });
    expect(await listed(sandbox, invites)).toHaveLength(2);
  });

  test.each([
    { addressCase: "as-sent", pending: "New@Example.com", member: "Ada@Example.com" },
    { addressCase: "lower", pending: "new@example.com", member: "ada@example.com" },
  ] as const)(
    "shows email addresses in the configured case: $addressCase",
    async ({ addressCase, pending, member }) => {
      const seed = {
        organization: "kwob3J",
        owner: { email: "Ada@Example.com" },
        workspaces: [{ id: "wLDNPp", name: "marketing", members: ["Ada@Example.com"] }],
      };
      const sandbox = await startForTest({ seed, behavior: { addressCase } });
      await invite(sandbox, "New@Example.com");
      expect(await listed(sandbox, invites)).toEqual([pending]);
      expect(await listed(sandbox, users)).toEqual([member]);
      expect((await callSandbox(sandbox, "GET", "/workspaces")).json).toMatchObject({
        items: [{ members: [{ email: member }], invites: [{ email: pending }] }],
      });
      expect((await callSandbox(sandbox, "GET", "/users/me")).json).toMatchObject({
        email: member,
        organizationOwner: { email: member },
      });
      expect(sandbox.organization.sentEmails).toMatchObject([{ email: "New@Example.com" }]);
    },
  );
});
