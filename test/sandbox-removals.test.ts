import { describe, expect, test } from "vitest";
import { callSandbox, invite, startForTest } from "./support/call-sandbox.ts";
import { graceHoldsTheKey } from "./support/seeds.ts";

const invites = "/organizations/kwob3J/invites";
const users = "/organizations/kwob3J/users";

describe("removals in the sandbox", () => {
  test("lets only the creator cancel an invite, and returns 403 for an unknown one", async () => {
    const sandbox = await startForTest({ seed: graceHoldsTheKey });
    const [byAda, byGrace] = sandbox.organization.invites;
    expect((await callSandbox(sandbox, "DELETE", `${invites}/${byAda?.id}`)).status).toBe(403);
    expect(await callSandbox(sandbox, "DELETE", `${invites}/${byGrace?.id}`)).toMatchObject({
      status: 204,
      text: "",
    });
    expect((await callSandbox(sandbox, "DELETE", `${invites}/${byGrace?.id}`)).status).toBe(403);
    expect(sandbox.organization.invites).toEqual([byAda]);
  });

  test.each([
    { mayCancel: "creator", status: 403 },
    { mayCancel: "creator-or-owner", status: 204 },
  ] as const)(
    "returns $status if the owner cancels another user's invite: $mayCancel",
    async ({ mayCancel, status }) => {
      const sandbox = await startForTest({
        seed: {
          ...graceHoldsTheKey,
          keyUser: "ada@example.com",
          workspaces: [
            {
              id: "wLDNPp",
              name: "marketing",
              invites: [{ email: "alan@example.com", createdBy: "grace@example.com" }],
            },
          ],
        },
        behavior: { mayCancel },
      });
      expect((await callSandbox(sandbox, "DELETE", `${invites}/inv001`)).status).toBe(status);
    },
  );

  test("lets the owner remove a user, and returns 403 for an unknown one", async () => {
    const sandbox = await startForTest({ seed: { ...graceHoldsTheKey, keyUser: "ada@example.com" } });
    const grace = sandbox.organization.userByEmail("grace@example.com");
    expect(await callSandbox(sandbox, "DELETE", `${users}/${grace?.id}`)).toMatchObject({
      status: 204,
      text: "",
    });
    expect((await callSandbox(sandbox, "DELETE", `${users}/${grace?.id}`)).status).toBe(403);
    expect(sandbox.organization.memberships().map(({ members }) => members)).toEqual([
      ["ada@example.com"],
      ["ada@example.com"],
    ]);
    expect(sandbox.organization.workspaces.map(({ memberIds }) => memberIds.size)).toEqual([1, 1]);
  });

  test("lets other users remove only themselves, which invalidates their key", async () => {
    const sandbox = await startForTest({ seed: graceHoldsTheKey });
    const { owner } = sandbox.organization;
    const grace = sandbox.organization.keyUser();
    expect((await callSandbox(sandbox, "DELETE", `${users}/${owner.id}`)).status).toBe(403);
    expect((await callSandbox(sandbox, "DELETE", `${users}/${grace?.id}`)).status).toBe(204);
    expect((await callSandbox(sandbox, "GET", "/users/me")).status).toBe(401);
  });

  test("deletes the memberships and invites of a person who leaves", async () => {
    const { organization } = await startForTest({ seed: graceHoldsTheKey });
    organization.leave("GRACE@example.com");
    organization.leave("alan@example.com");
    expect(organization.memberships()).toEqual([
      { id: "wLDNPp", members: ["ada@example.com"], invites: [] },
      { id: "npe1DB", members: ["ada@example.com"], invites: ["barbara@example.com"] },
    ]);
  });

  test("removes a person from one workspace, but not from the others", async () => {
    const { organization } = await startForTest({ seed: graceHoldsTheKey });
    organization.removeFromWorkspace("ADA@example.com", "npe1DB");
    expect(organization.memberships().map(({ members }) => members)).toEqual([
      ["ada@example.com"],
      ["grace@example.com"],
    ]);
    expect(() => organization.removeFromWorkspace("ada@example.com", "npe1DB")).toThrow(
      "ada@example.com is not in npe1DB",
    );
  });

  test("removes a deleted workspace from every list, but not from invites", async () => {
    const sandbox = await startForTest();
    await invite(sandbox, "ada@example.com", ["wLDNPp", "npe1DB"]);
    sandbox.organization.deleteWorkspace("npe1DB");
    const { json } = await callSandbox(sandbox, "GET", "/workspaces");
    expect(json).toMatchObject({
      total: 2,
      items: [{ id: "wLDNPp", invites: [{ workspaceIds: ["wLDNPp", "npe1DB"] }] }, { id: "31Wy9l" }],
    });
    expect((await callSandbox(sandbox, "GET", "/workspaces/npe1DB")).status).toBe(404);
    expect((await invite(sandbox, "grace@example.com", ["npe1DB"])).status).toBe(404);
    expect(() => sandbox.organization.deleteWorkspace("npe1DB")).toThrow("there is no workspace npe1DB");
  });
});
