import { describe, expect, test } from "vitest";
import { callSandbox, invite, startForTest, validation } from "./support/call-sandbox.ts";
import { graceHoldsTheKey } from "./support/seeds.ts";

const invites = "/organizations/kwob3J/invites";
const users = "/organizations/kwob3J/users";

describe("an invite", () => {
  test("gives every address every workspace: members at once, everybody else as pending and by email", async () => {
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
  ])("with the body %j is refused, as Joi words it", async (json, message) => {
    const sandbox = await startForTest();
    expect(await callSandbox(sandbox, "POST", invites, { json })).toMatchObject(validation(message));
    expect(sandbox.organization.sentEmails).toEqual([]);
  });

  test("whose body is no JSON, is not declared as JSON or is above 1 MiB is refused", async () => {
    const sandbox = await startForTest();
    const whole = JSON.stringify({ workspaceIds: ["wLDNPp"], emails: "a@example.com" });
    const torn = await callSandbox(sandbox, "POST", invites, { text: whole.slice(0, -1) });
    expect(torn).toMatchObject(validation("Unexpected token in JSON"));
    const undeclared = await callSandbox(sandbox, "POST", invites, {
      text: whole,
      headers: { "content-type": "text/plain" },
    });
    expect(undeclared).toMatchObject(validation('"workspaceIds" is required'));
    const long = await callSandbox(sandbox, "POST", invites, { text: whole + " ".repeat(1024 * 1024) });
    expect(long).toMatchObject(validation("request entity too large"));
    expect(sandbox.organization.invites).toEqual([]);
  });

  test.each(["nobody", "a@b", "a@example.com,", "a@example.com, b@example.com", "a@@example.com"])(
    "of %j is refused whole, because an address is malformed",
    async emails => {
      const sandbox = await startForTest();
      expect(await invite(sandbox, `good@example.com,${emails}`)).toMatchObject(
        validation('"emails" must contain valid email addresses'),
      );
      expect(sandbox.organization.invites).toEqual([]);
    },
  );

  test("can be played so that only the malformed address is left out, and so that a good-looking one is malformed", async () => {
    const behavior = { malformedAddress: "skipped", alsoMalformed: ["Odd@example.com"] } as const;
    const sandbox = await startForTest({ behavior });
    expect((await invite(sandbox, "a@example.com,odd@example.com,nobody")).status).toBe(204);
    expect(sandbox.organization.sentEmails.map(({ email }) => email)).toEqual(["a@example.com"]);
  });

  test("can be played so that an address is accepted and shown nowhere", async () => {
    const sandbox = await startForTest({ behavior: { notTakenUp: ["elsewhere@example.com"] } });
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
    "for a pending address can be played as $pendingAgain",
    async ({ pendingAgain, status, emails, pending }) => {
      const sandbox = await startForTest({ behavior: { pendingAgain } });
      await invite(sandbox, "ada@example.com", ["wLDNPp"]);
      expect((await invite(sandbox, "ADA@example.com", ["npe1DB"])).status).toBe(status);
      expect(sandbox.organization.sentEmails).toHaveLength(emails);
      expect(sandbox.organization.invites.map(({ workspaceIds }) => [...workspaceIds])).toEqual(pending);
    },
  );

  test.each([
    { pendingMore: undefined, more: 204, emailed: 1 },
    { pendingMore: "merged-and-emailed", more: 204, emailed: 2 },
    { pendingMore: "second-invite", more: 204, emailed: 2 },
    { pendingMore: "rejected", more: 400, emailed: 1 },
  ] as const)(
    "for a pending address can be played as $pendingMore where it asks for more, and otherwise where it does not",
    async ({ pendingMore, more, emailed }) => {
      const behavior = { pendingAgain: "merged-silently", ...(pendingMore && { pendingMore }) } as const;
      const sandbox = await startForTest({ behavior });
      await invite(sandbox, "ada@example.com", ["wLDNPp", "npe1DB"]);
      expect((await invite(sandbox, "ada@example.com", ["npe1DB"])).status).toBe(204);
      expect(sandbox.organization.sentEmails).toHaveLength(1);
      expect((await invite(sandbox, "ada@example.com", ["npe1DB", "31Wy9l"])).status).toBe(more);
      expect(sandbox.organization.sentEmails).toHaveLength(emailed);
      expect(sandbox.organization.invites).toHaveLength(pendingMore === "second-invite" ? 2 : 1);
    },
  );

  test("for a pending address can be refused although it would not be where it asks for more", async () => {
    const behavior = { pendingAgain: "rejected", pendingMore: "merged-silently" } as const;
    const sandbox = await startForTest({ behavior });
    await invite(sandbox, "ada@example.com", ["wLDNPp"]);
    expect((await invite(sandbox, "ada@example.com", ["wLDNPp"])).status).toBe(400);
    expect((await invite(sandbox, "ada@example.com", ["npe1DB"])).status).toBe(204);
    expect(sandbox.organization.sentEmails).toHaveLength(1);
  });

  test.each([undefined, 400, 403, 404] as const)(
    "to an unknown workspace is refused with %s, 404 by default",
    async status => {
      const sandbox = await startForTest({ behavior: status ? { unknownWorkspace: status } : {} });
      expect((await invite(sandbox, "a@example.com", ["wLDNPp", "nosuch"])).status).toBe(status ?? 404);
      expect(sandbox.organization.invites).toEqual([]);
    },
  );

  test("is refused with 403 on the free plan", async () => {
    const sandbox = await startForTest({ seed: { ...graceHoldsTheKey, plan: "FREE" } });
    expect((await invite(sandbox, "a@example.com", ["npe1DB"])).status).toBe(403);
  });

  test("that is accepted makes a member of all its workspaces and is pending no more", async () => {
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
