import { describe, expect, test } from "vitest";
import { startSandbox } from "../src/sandbox/server.ts";
import { callSandbox, startForTest } from "./support/call-sandbox.ts";
import { graceHoldsTheKey, readTally } from "./support/seeds.ts";

const noon = Date.UTC(2026, 7, 1, 12);

describe("a sandbox seed", () => {
  test("creates one invite for an address in two workspaces, and sends no email", async () => {
    const [first, second] = graceHoldsTheKey.workspaces;
    const workspaces = [first, second].map(workspace => ({
      id: "",
      name: "",
      ...workspace,
      invites: ["alan@example.com"],
    }));
    const { organization } = await startForTest({
      seed: { ...graceHoldsTheKey, workspaces },
      behavior: { pendingAgain: "second-invite" },
    });
    expect(organization.invites.map(({ workspaceIds }) => [...workspaceIds])).toEqual([["wLDNPp", "npe1DB"]]);
    expect(organization.sentEmails).toEqual([]);
  });

  test("rejects a seed that gives the key to a non-member", async () => {
    const seed = { ...graceHoldsTheKey, keyUser: "stranger@example.com" };
    await expect(startSandbox({ seed })).rejects.toThrow(
      "the seed names stranger@example.com, who is not a member of the organization",
    );
  });

  test("sets join times, two-factor status, invite times, and invite creators", async () => {
    const sandbox = await startForTest({
      now: () => noon,
      seed: {
        organization: "kwob3J",
        owner: { email: "ada@example.com" },
        people: [
          { email: "grace@example.com", hasTwoFactor: true, joinedAt: "2025-03-01T08:00:00Z" },
          { email: "edsger@example.com" },
        ],
        workspaces: [
          {
            id: "wLDNPp",
            name: "marketing",
            invites: [
              { email: "new@example.com", invitedAt: "2026-07-01T08:00:00Z" },
              { email: "other@example.com", createdBy: "grace@example.com" },
            ],
          },
          { id: "npe1DB", name: "research", invites: ["new@example.com"] },
        ],
      },
    });
    const now = "2026-08-01T12:00:00.000Z";
    expect((await callSandbox(sandbox, "GET", "/organizations/kwob3J/users")).json).toMatchObject([
      { email: "ada@example.com", hasTwoFactorEnabled: false, createdAt: now },
      { email: "grace@example.com", hasTwoFactorEnabled: true, createdAt: "2025-03-01T08:00:00.000Z" },
      { email: "edsger@example.com", hasTwoFactorEnabled: false, createdAt: now },
    ]);
    const invitedAt = "2026-07-01T08:00:00.000Z";
    expect((await callSandbox(sandbox, "GET", "/organizations/kwob3J/invites")).json).toMatchObject([
      { email: "new@example.com", createdAt: invitedAt, updatedAt: invitedAt },
      { email: "other@example.com", createdAt: now, updatedAt: now },
    ]);
    const creators = sandbox.organization.invites.map(({ createdByUserId }) => createdByUserId);
    expect(creators).toEqual(["usr001", "usr002"]);
  });

  test("rejects a seed with an invalid time", async () => {
    const seed = { ...graceHoldsTheKey, people: [{ email: "grace@example.com", joinedAt: "yesterday" }] };
    await expect(startSandbox({ seed })).rejects.toThrow("the seed has the invalid time yesterday");
  });

  test("creates three workspaces and an owner with the key by default", async () => {
    const { organization, key, url } = await startForTest();
    const members = ["owner@example.com"];
    expect(organization.memberships()).toEqual(
      ["wLDNPp", "npe1DB", "31Wy9l"].map(id => ({ id, members, invites: [] })),
    );
    expect(organization.keyUser()).toBe(organization.owner);
    expect([organization.id, key]).toEqual(["kwob3J", "tly-sandbox-key"]);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe("tally.json", () => {
  const smallest = { organization: "kwob3J", owner: { email: "ada@example.com" }, workspaces: [] };

  test("reads the seed and the sandbox options from tally.json", () => {
    expect(readTally(JSON.stringify(smallest))).toEqual({ seed: smallest, behavior: {} });
    const around = {
      behavior: { delayedReads: 3, pendingWithNewWorkspaces: "rejected" },
      pageSize: 2,
      limit: 9,
    };
    expect(readTally(JSON.stringify({ ...smallest, ...around }))).toEqual({ seed: smallest, ...around });
  });

  test.each([
    [{ ...smallest, pagesize: 2 }, "tally.json: unknown keys pagesize"],
    [{ ...smallest, behavior: { readBehind: 3 } }, "tally.json: unknown keys readBehind"],
    [{ organization: "kwob3J" }, "tally.json: missing keys owner, workspaces"],
  ])("rejects a tally.json with unknown or missing keys: %j", (json, message) => {
    expect(() => readTally(JSON.stringify(json))).toThrow(message);
  });
});
