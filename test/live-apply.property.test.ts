import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Drift } from "../src/core/drift/drift.ts";
import type { Plan } from "../src/core/plan/model.ts";
import type { FaultEffect } from "../src/sandbox/http/faults.ts";
import type { Behavior } from "../src/sandbox/organization/behavior.ts";
import type { OrganizationSeed } from "../src/sandbox/organization/seed.ts";
import { type Sandbox, startSandbox } from "../src/sandbox/server.ts";
import { commandTime, runIn, type Written } from "./support/io.ts";
import { pair } from "./support/organizations.ts";

const workspaces = ["wLDNPp", "npe1DB", "31Wy9l"];
const people = Array.from({ length: 7 }, (_, index) => `p${index}@example.com`);
const [owner, colleague] = ["owner@example.com", "colleague@example.com"];

/** A person's status and workspaces in Tally before the first apply. */
interface InitialStatus {
  readonly status: "absent" | "member" | "pending" | "pending-by-other" | "blocked";
  readonly ids: readonly string[];
}
/** What happens to a person between two applies. */
type UserAction = "nothing" | "accept" | "leave" | "leave-one-workspace";
/** The workspaces of each person in members.yaml. */
type Wanted = readonly (readonly string[])[];
interface Story {
  readonly initial: readonly InitialStatus[];
  readonly first: Wanted;
  readonly actions: readonly UserAction[];
  readonly second: Wanted;
  readonly removals: "report" | "apply";
  readonly pendingChanges: "send" | "report";
  readonly isProtected: readonly boolean[];
  readonly keyUser: string;
}

const ids = fc.subarray(workspaces);
const someIds = fc.subarray(workspaces, { minLength: 1 });
const perPerson = <Value>(one: fc.Arbitrary<Value>) =>
  fc.array(one, { minLength: people.length, maxLength: people.length });
const stories: fc.Arbitrary<Story> = fc.record({
  initial: perPerson(
    fc.record({
      status: fc.constantFrom("absent", "absent", "member", "pending", "pending-by-other", "blocked"),
      ids: someIds,
    }),
  ),
  first: perPerson(ids),
  actions: perPerson(
    fc.constantFrom<UserAction>("nothing", "nothing", "accept", "leave", "leave-one-workspace"),
  ),
  second: perPerson(ids),
  removals: fc.constantFrom("report", "apply"),
  pendingChanges: fc.constantFrom("send", "report"),
  isProtected: perPerson(fc.constantFrom(false, false, false, true)),
  keyUser: fc.constantFrom(owner, owner, colleague),
});

function seedOf({ initial, keyUser }: Story): OrganizationSeed {
  const inWorkspace = (id: string, statuses: readonly InitialStatus["status"][]) =>
    people.filter(
      (_, index) => statuses.includes(initial[index]?.status ?? "absent") && initial[index]?.ids.includes(id),
    );
  return {
    organization: "kwob3J",
    owner: { email: owner },
    keyUser,
    people: [
      { email: colleague },
      ...people.flatMap((email, index) =>
        initial[index]?.status === "blocked" ? [{ email, isBlocked: true }] : [],
      ),
    ],
    workspaces: workspaces.map((id, index) => ({
      id,
      name: `workspace ${index}`,
      members: [owner, colleague, ...inWorkspace(id, ["member", "blocked"])],
      invites: [
        ...inWorkspace(id, ["pending"]),
        ...inWorkspace(id, ["pending-by-other"]).map(email => ({
          email,
          createdBy: keyUser === owner ? colleague : owner,
        })),
      ],
    })),
  };
}

function membersFile(wanted: Wanted, { removals, pendingChanges, isProtected }: Story): string {
  const protectedPeople = people.filter((_, index) => isProtected[index]);
  const members = people.flatMap((email, index) => {
    const list = wanted[index] ?? [];
    return list.length > 0 ? [`  - email: ${email}\n    workspaces: [${list.join(", ")}]\n`] : [];
  });
  return `organization: kwob3J
workspaces: {${workspaces.map(id => `${id}: ${id}`).join(", ")}}
settings: {removals: ${removals}, maxRemovals: 100, pendingChanges: ${pendingChanges}, protected: [${protectedPeople.join(", ")}]}
members:${members.length > 0 ? `\n${members.join("")}` : " []\n"}`;
}

class Run {
  readonly sandbox: Sandbox;
  readonly #folder = mkdtempSync(join(tmpdir(), "rollcall-live-apply-"));

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.#folder, file), text);
  }

  removeState(): void {
    rmSync(join(this.#folder, "members.state.jsonl"), { force: true });
  }

  rollcall(line: string): Promise<Written> {
    const env = { TALLY_API_URL: this.sandbox.url, TALLY_API_KEY: this.sandbox.key };
    return runIn(this.#folder, line, { env });
  }

  async plan(line = "plan"): Promise<Plan> {
    return JSON.parse((await this.rollcall(`${line} --format json`)).stdout) as Plan;
  }

  /** Returns the grants in Tally, and the people who are members or invited. */
  current(): { readonly pairs: ReadonlySet<string>; readonly emails: ReadonlySet<string> } {
    const { users, invites } = this.sandbox.organization;
    const pairs = this.sandbox.organization
      .memberships()
      .flatMap(({ id, members, invites: pending }) => [...members, ...pending].map(email => pair(email, id)));
    return { pairs: new Set(pairs), emails: new Set([...users, ...invites].map(one => one.email)) };
  }

  /** Returns the grants that were requested since a request, including in calls that failed. */
  requestedSince(request: number): readonly string[] {
    return this.sandbox.requests.slice(request).flatMap(({ method, body }) => {
      if (method !== "POST") return [];
      const { emails, workspaceIds } = JSON.parse(body) as { emails: string; workspaceIds: string[] };
      return emails.split(",").flatMap(email => workspaceIds.map(id => pair(email, id)));
    });
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    rmSync(this.#folder, { recursive: true });
  }
}

function pairsOf(wanted: Wanted): readonly string[] {
  return people.flatMap((email, index) => (wanted[index] ?? []).map(id => pair(email, id)));
}

function act({ organization }: Sandbox, email: string, action: UserAction): void {
  const isPending = organization.invites.some(invite => invite.email === email);
  if (action === "accept" && isPending) organization.accept(email);
  if (action === "leave") organization.leave(email);
  if (action !== "leave-one-workspace") return;
  const workspace = organization.memberships().find(({ members }) => members.includes(email));
  if (workspace) organization.removeFromWorkspace(email, workspace.id);
}

/** Runs a story, and checks what Rollcall guarantees under any behavior of Tally. */
async function check(
  story: Story,
  behavior: Partial<Behavior>,
  lostEffect: FaultEffect | undefined,
): Promise<void> {
  const run = new Run(
    await startSandbox({ now: commandTime, seed: seedOf(story), behavior, limit: 100_000, pageSize: 2 }),
  );
  try {
    run.write("members.yaml", membersFile(story.first, story));
    await run.rollcall("apply --yes");
    for (const [index, email] of people.entries()) act(run.sandbox, email, story.actions[index] ?? "nothing");
    const recorded = new Set(
      (
        JSON.parse((await run.rollcall("state list --format json")).stdout || '{"people":[]}') as {
          people: { email: string }[];
        }
      ).people.map(one => one.email),
    );
    const before = run.current();
    const [requests, emails] = [run.sandbox.requests.length, run.sandbox.organization.sentEmails.length];
    run.write("members.yaml", membersFile(story.second, story));
    if (lostEffect)
      run.sandbox.fault({ method: "POST", fault: { kind: "answer", status: 502, effect: lostEffect } });
    const applied = await run.rollcall("apply --yes --format json");
    expect(applied.stderr).not.toMatch(/ {4}at /);
    const after = run.current();
    const desired = new Set(pairsOf(story.second));

    // Only desired grants were requested, and none that Tally already had.
    const requested = run.requestedSince(requests);
    expect(requested.filter(one => !desired.has(one) || before.pairs.has(one))).toEqual([]);
    // Nobody got two emails, and people who were already in Tally got one only if `pendingChanges` is send.
    const sent = run.sandbox.organization.sentEmails.slice(emails);
    expect(new Set(sent.map(one => one.email)).size).toBe(sent.length);
    const mayGetEmail = (email: string) => !before.emails.has(email) || story.pendingChanges === "send";
    expect(sent.filter(one => !mayGetEmail(one.email))).toEqual([]);

    // Every removed person was recorded, is no longer in members.yaml, and isn't protected.
    const protectedPeople = new Set([
      owner,
      colleague,
      ...people.filter((_, index) => story.isProtected[index]),
    ]);
    const mayBeRemoved = (email: string) =>
      story.removals === "apply" &&
      recorded.has(email) &&
      !protectedPeople.has(email) &&
      (story.second[people.indexOf(email)] ?? []).length === 0;
    expect([...before.emails].filter(email => !after.emails.has(email) && !mayBeRemoved(email))).toEqual([]);

    // Desired grants that Tally lacks are skipped or still planned.
    const plan = await run.plan("plan --live");
    const open = new Set(
      [...plan.skipped, ...plan.people].flatMap(one => one.workspaceIds.map(id => pair(one.email, id))),
    );
    expect([...desired].filter(one => !after.pairs.has(one) && !open.has(one))).toEqual([]);
    // Another apply repeats only requests that had no effect, and causes no email.
    const again = run.sandbox.requests.length;
    await run.rollcall("apply --yes");
    expect(run.requestedSince(again).filter(one => !requested.includes(one))).toEqual([]);
    expect(run.sandbox.organization.sentEmails).toHaveLength(emails + sent.length);
  } finally {
    await run.close();
  }
}

/** The possible behaviors of Tally for each unknown in tally-api.md that affects live data. */
const unknowns: Readonly<Record<string, readonly Partial<Behavior>[]>> = {
  "U1, one invalid address": [
    { malformedAddress: "skipped", alsoMalformed: ["p1@example.com"] },
    { alsoMalformed: ["p1@example.com"] },
    { malformedAddress: "rejects-one", alsoMalformed: ["p1@example.com", "p4@example.com"] },
  ],
  "U3 and U4, an address with a pending invite": [
    { pendingAgain: "merged-silently" },
    { pendingAgain: "second-invite" },
    { pendingAgain: "rejected" },
    { pendingAgain: "rejected", pendingWithNewWorkspaces: "merged-and-emailed" },
  ],
  "U5, an address in another organization": [{ acceptedButHidden: ["p1@example.com", "p2@example.com"] }],
  "U7, an unknown workspace": [{ unknownWorkspace: 400 }, { unknownWorkspace: 403 }],
  "U8, what the API key can see": [
    { visibleWorkspaces: "joined" },
    { visibleWorkspaces: "joined", total: "all" },
    { listing: "owner-only" },
    { listing: "denied" },
    { invitesEmbedded: false },
  ],
  "U11, who can cancel an invite": [
    { mayCancel: "creator-or-owner" },
    { mayCancel: "creator", embeddedInvites: "with-creator" },
  ],
  "U13, whether the owner is named": [{ ownerShown: false }],
  "U14, the case of email addresses": [{ addressCase: "lower" }],
  "U16, when a change becomes visible": [{ delayedReads: 1 }, { delayedReads: 4 }, { delayedReads: 9 }],
  "U17, the format of the workspace list": [{ workspacesShape: "bare" }],
};

describe("apply with live data", () => {
  test("invites only missing people, removes only those it may, and then has no changes", async () => {
    await fc.assert(
      fc.asyncProperty(stories, story => check(story, {}, undefined)),
      { numRuns: 40 },
    );
  }, 120_000);

  test.each(Object.entries(unknowns))(
    "invites and removes correctly for any answer to %s",
    async (_, behaviors) => {
      await fc.assert(
        fc.asyncProperty(stories, fc.constantFrom(...behaviors), (story, behavior) =>
          check(story, behavior, undefined),
        ),
        {
          numRuns: 8 * behaviors.length,
        },
      );
    },
    120_000,
  );

  test("invites and removes correctly if a 502 response had no, some, or full effect", async () => {
    const effects = fc.constantFrom<FaultEffect>("none", "first-address", "before");
    await fc.assert(
      fc.asyncProperty(stories, effects, (story, lostEffect) =>
        check(story, { delayedReads: 2 }, lostEffect),
      ),
      { numRuns: 20 },
    );
  }, 120_000);

  test("sends no emails after the state was lost if everyone is already in Tally", async () => {
    const property = fc.asyncProperty(stories, async story => {
      const run = new Run(await startSandbox({ now: commandTime, seed: seedOf(story), limit: 100_000 }));
      try {
        run.write("members.yaml", membersFile(story.first, { ...story, pendingChanges: "send" }));
        await run.rollcall("apply --yes");
        const before = run.sandbox.organization.sentEmails.length;
        run.removeState();
        const { exit } = await run.rollcall("apply --yes");
        expect([exit, run.sandbox.organization.sentEmails.length]).toEqual([0, before]);
        const drift = JSON.parse((await run.rollcall("drift --format json")).stdout) as Drift;
        const managed = new Set(people.filter((_, index) => (story.first[index] ?? []).length > 0));
        const ours = drift.findings.filter(one => one.level === "drift" && managed.has(one.email ?? ""));
        // An apply doesn't change extra workspaces and blocked people.
        expect(
          ours.filter(
            one => !["extra-workspace", "blocked"].includes(one.kind) && !isBlocked(story, one.email),
          ),
        ).toEqual([]);
      } finally {
        await run.close();
      }
    });
    await fc.assert(property, { numRuns: 25 });
  }, 120_000);
});

function isBlocked({ initial }: Story, email: string | undefined): boolean {
  return initial[people.indexOf(email ?? "")]?.status === "blocked";
}
