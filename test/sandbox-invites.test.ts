import { describe, expect, test } from "vitest";
import { callSandbox, invite, startForTest, validation } from "./support/call-sandbox.ts";
import { graceHoldsTheKey } from "./support/seeds.ts";

const invites = "/organizations/kwob3J/invites";
const users = "/organizations/kwob3J/users";

describe("invites to the sandbox", () => {
  test("adds members to each workspace immediately, and sends others one invite each", async () => {
    const sandbox = await startForTest({ seed: graceHoldsTheKey });
    const answer = await invite(sandbox, "Ada@example.com,new@example.com;other@example.com", [
      "npe1DB",
      "wLDNPp",
    ]);
    expect(answer).toMatchObject({ status: 204, text: "" });
    expect((await invite(sandbox, "grace@example.com")).status).toBe(204);
    expect(sandbox.organization.memberships()).toEqual([
      {
        id: "wLDNPp",
        members: ["ada@example.com", "grace@example.com"],
        invites: ["alan@example.com", "new@example.com", "other@example.com"],
      },
      {
        id: "npe1DB",
        members: ["ada@example.com", "grace@example.com"],
        invites: ["barbara@example.com", "new@example.com", "other@example.com"],
      },
    ]);
    expect(sandbox.organization.sentEmails).toEqual([
      { email: "new@example.com", workspaceIds: ["npe1DB", "wLDNPp"] },
      { email: "other@example.com", workspaceIds: ["npe1DB", "wLDNPp"] },
    ]);
  });

  test.each([
    [{ emails: "a@example.com" }, '"workspaceIds" is required'],
    [{ workspaceIds: "wLDNPp", emails: "a@example.com" }, '"workspaceIds" must be an array'],
    [{ workspaceIds: [], emails: "a@example.com" }, '"workspaceIds" must contain at least 1 items'],
    [{ workspaceIds: ["wLDNPp", 1], emails: "a@example.com" }, '"workspaceIds[1]" must be a string'],
    [{ workspaceIds: ["wLDNPp"] }, '"emails" is required'],
    [{ workspaceIds: ["wLDNPp"], emails: ["a@example.com"] }, '"emails" must be a string'],
    [{ workspaceIds: ["wLDNPp"], emails: "" }, '"emails" is not allowed to be empty'],
    [{ workspaceIds: ["wLDNPp"], emails: "a@example.com", role: "admin" }, '"role" is not allowed'],
    [[], '"value" must be of type object'],
  ])("rejects the invite body %j with Joi's message", async (json, message) => {
    const sandbox = await startForTest();
    expect(await callSandbox(sandbox, "POST", invites, { json })).toMatchObject(validation(message));
    expect(sandbox.organization.sentEmails).toEqual([]);
  });

  test("rejects an invite body that isn't JSON, isn't declared as JSON, or exceeds 1 MiB", async () => {
    const sandbox = await startForTest();
    const valid = JSON.stringify({ workspaceIds: ["wLDNPp"], emails: "a@example.com" });
    const truncated = await callSandbox(sandbox, "POST", invites, { text: valid.slice(0, -1) });
    expect(truncated).toMatchObject(validation("Unexpected token in JSON"));
    const undeclared = await callSandbox(sandbox, "POST", invites, {
      text: valid,
      headers: { "content-type": "text/plain" },
    });
    expect(undeclared).toMatchObject(validation('"workspaceIds" is required'));
    const tooLong = await callSandbox(sandbox, "POST", invites, { text: valid + " ".repeat(1024 * 1024) });
    expect(tooLong).toMatchObject(validation("request entity too large"));
    expect(sandbox.organization.invites).toEqual([]);
  });

  test.each(["nobody", "a@b", "a@example.com,", "a@example.com, b@example.com", "a@@example.com"])(
    "rejects an entire invite because of the malformed address in %j",
    async emails => {
      const sandbox = await startForTest();
      expect(await invite(sandbox, `good@example.com,${emails}`)).toMatchObject(
        validation('"emails" must contain valid email addresses'),
      );
      expect(sandbox.organization.invites).toEqual([]);
    },
  );

  test("can skip malformed addresses, and treat well-formed ones as malformed", async () => {
    const behavior = { malformedAddress: "skipped", alsoMalformed: ["Odd@example.com"] } as const;
    const sandbox = await startForTest({ behavior });
    expect((await invite(sandbox, "a@example.com,odd@example.com,nobody")).status).toBe(204);
    expect(sandbox.organization.sentEmails.map(({ email }) => email)).toEqual(["a@example.com"]);
  });

  test("can accept an invite and never show it", async () => {
    const sandbox = await startForTest({ behavior: { acceptedButHidden: ["elsewhere@example.com"] } });
    expect((await invite(sandbox, "elsewhere@example.com")).status).toBe(204);
    expect(sandbox.organization.invites).toEqual([]);
    expect(sandbox.organization.sentEmails).toEqual([]);
  });

  test.each([
    { pendingAgain: "merged-and-emailed", status: 204, emails: 2, pending: [["wLDNPp", "npe1DB"]] },
    { pendingAgain: "merged-silently", status: 204, emails: 1, pending: [["wLDNPp", "npe1DB"]] },
    { pendingAgain: "second-invite", status: 204, emails: 2, pending: [["wLDNPp"], ["npe1DB"]] },
    { pendingAgain: "rejected", status: 400, emails: 1, pending: [["wLDNPp"]] },
  ] as const)(
    "can treat a second invite for a pending address as $pendingAgain",
    async ({ pendingAgain, status, emails, pending }) => {
      const sandbox = await startForTest({ behavior: { pendingAgain } });
      await invite(sandbox, "ada@example.com", ["wLDNPp"]);
      expect((await invite(sandbox, "ADA@example.com", ["npe1DB"])).status).toBe(status);
      expect(sandbox.organization.sentEmails).toHaveLength(emails);
      expect(sandbox.organization.invites.map(({ workspaceIds }) => [...workspaceIds])).toEqual(pending);
    },
  );

  test.each([
    { pendingWithNewWorkspaces: undefined, more: 204, emailed: 1 },
    { pendingWithNewWorkspaces: "merged-and-emailed", more: 204, emailed: 2 },
    { pendingWithNewWorkspaces: "second-invite", more: 204, emailed: 2 },
    { pendingWithNewWorkspaces: "rejected", more: 400, emailed: 1 },
  ] as const)(
    "applies $pendingWithNewWorkspaces only if a second invite adds a workspace",
    async ({ pendingWithNewWorkspaces, more, emailed }) => {
      const behavior = {
        pendingAgain: "merged-silently",
        ...(pendingWithNewWorkspaces && { pendingWithNewWorkspaces }),
      } as const;
      const sandbox = await startForTest({ behavior });
      await invite(sandbox, "ada@example.com", ["wLDNPp", "npe1DB"]);
      expect((await invite(sandbox, "ada@example.com", ["npe1DB"])).status).toBe(204);
      expect(sandbox.organization.sentEmails).toHaveLength(1);
      expect((await invite(sandbox, "ada@example.com", ["npe1DB", "31Wy9l"])).status).toBe(more);
      expect(sandbox.organization.sentEmails).toHaveLength(emailed);
      expect(sandbox.organization.invites).toHaveLength(pendingWithNewWorkspaces === "second-invite" ? 2 : 1);
    },
  );

  test("can reject a repeated invite, and merge one that adds a workspace", async () => {
    const behavior = { pendingAgain: "rejected", pendingWithNewWorkspaces: "merged-silently" } as const;
    const sandbox = await startForTest({ behavior });
    await invite(sandbox, "ada@example.com", ["wLDNPp"]);
    expect((await invite(sandbox, "ada@example.com", ["wLDNPp"])).status).toBe(400);
    expect((await invite(sandbox, "ada@example.com", ["npe1DB"])).status).toBe(204);
    expect(sandbox.organization.sentEmails).toHaveLength(1);
  });

  test.each([undefined, 400, 403, 404] as const)(
    "rejects an invite to an unknown workspace if unknownWorkspace is %s",
    async status => {
      const sandbox = await startForTest({ behavior: status ? { unknownWorkspace: status } : {} });
      expect((await invite(sandbox, "a@example.com", ["wLDNPp", "nosuch"])).status).toBe(status ?? 404);
      expect(sandbox.organization.invites).toEqual([]);
    },
  );

  test("rejects invites with 403 on the free plan", async () => {
    const sandbox = await startForTest({ seed: { ...graceHoldsTheKey, plan: "FREE" } });
    expect((await invite(sandbox, "a@example.com", ["npe1DB"])).status).toBe(403);
  });

  test("turns an accepted invite into membership of all its workspaces", async () => {
    const sandbox = await startForTest();
    await invite(sandbox, "ada.lovelace@example.com", ["wLDNPp", "npe1DB"]);
    sandbox.organization.accept("Ada.Lovelace@example.com");
    expect(sandbox.organization.memberships().map(({ members }) => members.length)).toEqual([2, 2, 1]);
    expect((await callSandbox(sandbox, "GET", invites)).json).toEqual([]);
    expect((await callSandbox(sandbox, "GET", users)).json).toMatchObject([
      { email: "owner@example.com" },
      { email: "ada.lovelace@example.com", firstName: "Ada", lastName: "Lovelace", fullName: "Ada Lovelace" },
    ]);
    expect(() => sandbox.organization.accept("nobody@example.com")).toThrow(
      "nothing is pending for nobody@example.com",
    );
  });
});
