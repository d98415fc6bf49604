import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Plan } from "../src/core/plan/model.ts";
import type { RecordedRequest } from "../src/sandbox/http/recorder.ts";
import type { Behavior } from "../src/sandbox/organization/behavior.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../src/sandbox/server.ts";
import { commandTime, type MembersContext, runIn, type Written } from "./support/io.ts";

interface Case {
  readonly people: number;
  /** The numbers of the people whose email address Tally rejects. */
  readonly invalid: readonly number[];
  readonly maxEmailsPerCall: number;
}

const cases = (malformed: fc.Arbitrary<number>): fc.Arbitrary<Case> =>
  fc.record({
    people: fc.integer({ min: 2, max: 60 }),
    // With more, the run would reach the rate limit and have to wait a minute.
    invalid: fc.uniqueArray(malformed, { minLength: 1, maxLength: 3 }),
    maxEmailsPerCall: fc.constantFrom(50, 50, 20),
  });

const addressOf = (index: number) => `person${String(index).padStart(3, "0")}@example.com`;
const addresses = (count: number) => Array.from({ length: count }, (_, index) => addressOf(index));

interface Applied extends Written {
  readonly sandbox: Sandbox;
  readonly again: (line: string, more?: MembersContext) => Promise<Written>;
  /** The email addresses of each call so far. */
  readonly calls: () => readonly (readonly string[])[];
}

/** Applies a members.yaml with this many new people. `onTallyRequest` is called at each request. */
async function applied(
  { people, maxEmailsPerCall }: Omit<Case, "invalid">,
  options: SandboxOptions,
  onTallyRequest: (sandbox: Sandbox, request: RecordedRequest) => void = () => {},
): Promise<Applied & { close(): Promise<void> }> {
  const seed = {
    organization: "kwob3J",
    owner: { email: "owner@example.com" },
    workspaces: [{ id: "wLDNPp", name: "marketing", members: ["owner@example.com"] }],
  };
  const onRequest: SandboxOptions["onRequest"] = request => onTallyRequest(sandbox, request);
  const sandbox = await startSandbox({ now: commandTime, seed, limit: 100_000, ...options, onRequest });
  const folder = mkdtempSync(join(tmpdir(), "rollcall-split-"));
  const members = addresses(people).map(email => `  - {email: ${email}, workspaces: [marketing]}\n`);
  writeFileSync(
    join(folder, "members.yaml"),
    `organization: kwob3J\nworkspaces: {marketing: wLDNPp}\nsettings: {maxInvites: 1000, maxEmailsPerCall: ${maxEmailsPerCall}}\nmembers:\n${members.join("")}`,
  );
  const env = { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key };
  const again = (line: string, more: MembersContext = {}) => runIn(folder, line, { env, ...more });
  const calls = () =>
    sandbox.requests
      .filter(({ method }) => method === "POST")
      .map(({ body }) => (JSON.parse(body) as { emails: string }).emails.split(","));
  const close = async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  };
  return { ...(await again("apply --yes")), sandbox, again, calls, close };
}

/** Possible behaviors for U1 in tally-api.md: the people whom Tally invites although it rejects a call. */
const rejections: Readonly<Record<string, Behavior["malformedAddress"]>> = {
  nobody: "rejects-all",
  "everyone with a valid address": "rejects-one",
};

describe.each(Object.entries(rejections))("a rejected call that invited %s", (_, malformedAddress) => {
  test("invites the others of a rejected call once, and names each invalid address", async () => {
    const property = fc.asyncProperty(cases(fc.nat({ max: 59 })), async given => {
      const invalid = given.invalid
        .filter(index => index < given.people)
        .map(addressOf)
        .sort();
      const run = await applied(given, { behavior: { malformedAddress, alsoMalformed: invalid } });
      try {
        const others = addresses(given.people).filter(email => !invalid.includes(email));
        const emails = run.sandbox.organization.sentEmails.map(({ email }) => email);
        expect(emails.toSorted()).toEqual(others);
        expect(run.exit).toBe(invalid.length > 0 ? 1 : 0);
        const named = [...run.stderr.matchAll(/^members\.yaml:(\d+):13 error: Tally rejected (\S+) /gm)];
        // The first member is on line 5.
        const locations = invalid.map(email => `${5 + Number(/\d+/.exec(email))} ${email}`);
        expect(named.map(([, line, email]) => `${line} ${email}`)).toEqual(locations);
        for (const email of invalid)
          expect(run.calls().filter(call => call.join() === email)).toHaveLength(1);

        const before = run.calls().length;
        expect((await run.again("apply --yes")).exit).toBe(0);
        expect(run.calls()).toHaveLength(before);
        const plan = JSON.parse((await run.again("plan --format json")).stdout) as Plan;
        expect(plan.skipped.map(one => `${one.email} ${one.reason}`)).toEqual(
          invalid.map(email => `${email} rejected`),
        );
      } finally {
        await run.close();
      }
    });
    await fc.assert(property, { numRuns: 25 });
  }, 60_000);
});

describe("splitting a rejected call", () => {
  test("finds one invalid address among 50 with at most two calls per split", async () => {
    const counts: number[] = [];
    for (const index of [0, 1, 6, 12, 24, 25, 26, 37, 43, 48, 49]) {
      const behavior = { alsoMalformed: [addressOf(index)] };
      const run = await applied({ people: 50, maxEmailsPerCall: 50 }, { behavior });
      counts.push(run.calls().length);
      await run.close();
    }
    expect(Math.max(...counts)).toBeLessThanOrEqual(1 + 2 * Math.ceil(Math.log2(50)));
    const average = counts.reduce((sum, one) => sum + one, 0) / counts.length;
    expect(average).toBeLessThan(1 + 1.6 * Math.log2(50));
  }, 60_000);

  test("sends only one more call if Tally shows that all others were invited", async () => {
    const behavior = { malformedAddress: "rejects-one", alsoMalformed: [addressOf(20)] } as const;
    const run = await applied({ people: 50, maxEmailsPerCall: 50 }, { behavior });
    onTestFinished(run.close);
    expect(run.calls().map(call => call.length)).toEqual([50, 1]);
  });

  test("waits for invites that Tally shows late before it resends any", async () => {
    const behavior = {
      malformedAddress: "rejects-one",
      alsoMalformed: [addressOf(3)],
      delayedReads: 4,
    } as const;
    const run = await applied({ people: 10, maxEmailsPerCall: 50 }, { behavior });
    onTestFinished(run.close);
    expect(run.calls().map(call => call.length)).toEqual([10, 1]);
    expect(run.sandbox.organization.sentEmails).toHaveLength(9);
  });

  test("doesn't invite someone again who declines while Rollcall checks the call", async () => {
    const behavior = { malformedAddress: "rejects-one", alsoMalformed: [addressOf(3)] } as const;
    let checks = 0;
    const decline = ({ organization }: Sandbox, { path }: RecordedRequest) => {
      const isInvited = organization.invites.some(({ email }) => email === addressOf(0));
      if (isInvited && path === "/users/me") checks += 1;
      if (checks === 2) organization.leave(addressOf(0));
    };
    const run = await applied({ people: 5, maxEmailsPerCall: 50 }, { behavior }, decline);
    onTestFinished(run.close);
    expect(run.calls().map(call => call.length)).toEqual([5, 1]);
    await run.again("apply --yes");
    expect(run.sandbox.organization.sentEmails).toHaveLength(4);
  });

  test("checks Tally after each of several rejected calls", async () => {
    const behavior = {
      malformedAddress: "rejects-one",
      alsoMalformed: [addressOf(0), addressOf(3)],
      acceptedButHidden: [addressOf(1)],
    } as const;
    const run = await applied({ people: 4, maxEmailsPerCall: 2 }, { behavior });
    onTestFinished(run.close);
    expect(run.sandbox.organization.sentEmails.map(({ email }) => email)).toEqual([addressOf(2)]);
  });

  test("names a rejected address even if a later call gets no usable response", async () => {
    let posts = 0;
    const fail = (sandbox: Sandbox, { method }: RecordedRequest) => {
      if (method !== "POST") return;
      posts += 1;
      if (posts === 2) sandbox.fault({ fault: { kind: "answer", status: 500, effect: "none" } });
    };
    const behavior = { alsoMalformed: [addressOf(0)] };
    const run = await applied({ people: 2, maxEmailsPerCall: 1 }, { behavior }, fail);
    onTestFinished(run.close);
    expect([run.exit, run.stderr]).toEqual([1, expect.stringContaining("[email-rejected]")]);
    expect(run.stdout).toContain(
      "Apply incomplete: 0 invited, 0 canceled, 0 removed.\n\nRejected by Tally: 1 email address.",
    );
    expect(run.stdout).toContain("Unconfirmed: 1 person.");
    expect(run.calls()).toEqual([[addressOf(0)], [addressOf(1)]]);
    const later = { now: commandTime() + 11 * 60_000 };
    expect(await run.again("apply --yes", later)).toMatchObject({ exit: 0 });
    expect(run.calls()).toEqual([[addressOf(0)], [addressOf(1)], [addressOf(1)]]);
  });

  test("doesn't blame the address of a person who is already invited, and retries", async () => {
    const inviteFirst = ({ organization }: Sandbox, { path }: RecordedRequest) => {
      if (path === "/users/me" && !organization.userByEmail(addressOf(0)))
        organization.invite({ emails: addressOf(0), workspaceIds: ["npe1DB"] }, organization.owner);
    };
    const seed = {
      organization: "kwob3J",
      owner: { email: "owner@example.com" },
      workspaces: ["wLDNPp", "npe1DB"].map(id => ({ id, name: id, members: ["owner@example.com"] })),
    };
    const behavior = { pendingAgain: "rejected" } as const;
    const run = await applied({ people: 1, maxEmailsPerCall: 50 }, { seed, behavior }, inviteFirst);
    onTestFinished(run.close);
    expect(run.exit).toBe(1);
    expect(run.stderr).not.toContain("[email-rejected]");
    run.sandbox.organization.accept(addressOf(0));
    expect((await run.again("apply --yes")).exit).toBe(0);
    expect(run.sandbox.organization.memberships()[0]?.members).toContain(addressOf(0));
  });

  test("stops without blaming anyone if the workspace was deleted during the run", async () => {
    const deleteWorkspace = ({ organization }: Sandbox, { method }: RecordedRequest) => {
      if (method === "POST" && organization.workspaces.length > 0) organization.deleteWorkspace("wLDNPp");
    };
    const behavior = { unknownWorkspace: 400 } as const;
    const run = await applied({ people: 4, maxEmailsPerCall: 50 }, { behavior }, deleteWorkspace);
    onTestFinished(run.close);
    expect(run.exit).toBe(1);
    expect(run.stdout).toContain("Tally no longer shows workspace wLDNPp");
    expect(run.stderr).not.toContain("email-rejected");
    expect(run.stderr).not.toMatch(/probably\snot\sthe\scause/);
    expect(run.stdout).not.toContain("Tally reported: Tally no longer");
    expect(run.stderr).toMatch(/Remove it from workspaces in members\.yaml,/);
    expect(run.calls()).toHaveLength(1);
    const plan = JSON.parse((await run.again("plan --format json")).stdout) as Plan;
    expect([plan.summary.people, plan.skipped]).toEqual([4, []]);
  });

  test("stops after ten people are rejected one by one and nobody is accepted", async () => {
    const behavior = { alsoMalformed: addresses(40) };
    const run = await applied({ people: 40, maxEmailsPerCall: 1 }, { behavior });
    onTestFinished(run.close);
    expect(run.calls()).toHaveLength(10);
    expect(run.stderr).toMatch(/probably\snot\sthe\scause\.\sNothing\smore\swas\ssent/);
  });
});
