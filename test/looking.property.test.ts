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

/** How a person stands in Tally before Rollcall comes. */
interface Standing {
  readonly as: "absent" | "member" | "pending" | "pending-by-other" | "blocked";
  readonly ids: readonly string[];
}
/** What happens to a person between two applies. */
type HistoryEntry = "nothing" | "accept" | "leave" | "take-out";
/** The grants that a members.yaml asks for, by person. */
type Wanted = readonly (readonly string[])[];
interface Story {
  readonly standings: readonly Standing[];
  readonly first: Wanted;
  readonly deeds: readonly HistoryEntry[];
  readonly second: Wanted;
  readonly removals: "report" | "apply";
  readonly pendingChanges: "send" | "report";
  readonly isProtected: readonly boolean[];
  readonly keyUser: string;
}

const ids = fc.subarray(workspaces);
const some = fc.subarray(workspaces, { minLength: 1 });
const ofEach = <Value>(one: fc.Arbitrary<Value>) =>
  fc.array(one, { minLength: people.length, maxLength: people.length });
const stories: fc.Arbitrary<Story> = fc.record({
  standings: ofEach(
    fc.record({
      as: fc.constantFrom("absent", "absent", "member", "pending", "pending-by-other", "blocked"),
      ids: some,
    }),
  ),
  first: ofEach(ids),
  deeds: ofEach(fc.constantFrom<HistoryEntry>("nothing", "nothing", "accept", "leave", "take-out")),
  second: ofEach(ids),
  removals: fc.constantFrom("report", "apply"),
  pendingChanges: fc.constantFrom("send", "report"),
  isProtected: ofEach(fc.constantFrom(false, false, false, true)),
  keyUser: fc.constantFrom(owner, owner, colleague),
});

function seedOf({ standings, keyUser }: Story): OrganizationSeed {
  const inWorkspace = (id: string, as: readonly Standing["as"][]) =>
    people.filter(
      (_, index) => as.includes(standings[index]?.as ?? "absent") && standings[index]?.ids.includes(id),
    );
  return {
    organization: "kwob3J",
    owner: { email: owner },
    keyUser,
    people: [
      { email: colleague },
      ...people.flatMap((email, index) =>
        standings[index]?.as === "blocked" ? [{ email, isBlocked: true }] : [],
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
  const kept = people.filter((_, index) => isProtected[index]);
  const members = people.flatMap((email, index) => {
    const list = wanted[index] ?? [];
    return list.length > 0 ? [`  - email: ${email}\n    workspaces: [${list.join(", ")}]\n`] : [];
  });
  return `organization: kwob3J
workspaces: {${workspaces.map(id => `${id}: ${id}`).join(", ")}}
settings: {removals: ${removals}, maxRemovals: 100, pendingChanges: ${pendingChanges}, protected: [${kept.join(", ")}]}
members:${members.length > 0 ? `\n${members.join("")}` : " []\n"}`;
}

class Run {
  readonly sandbox: Sandbox;
  readonly #folder = mkdtempSync(join(tmpdir(), "rollcall-looking-"));

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.#folder, file), text);
  }

  forget(): void {
    rmSync(join(this.#folder, "members.state.jsonl"), { force: true });
  }

  rollcall(line: string): Promise<Written> {
    const env = { TALLY_API_URL: this.sandbox.url, TALLY_API_KEY: this.sandbox.key };
    return runIn(this.#folder, line, { env });
  }

  async plan(line = "plan"): Promise<Plan> {
    return JSON.parse((await this.rollcall(`${line} --format json`)).stdout) as Plan;
  }

  /** The pairs that Tally holds, and the people who are in it or invited to it. */
  held(): { readonly pairs: ReadonlySet<string>; readonly emails: ReadonlySet<string> } {
    const { users, invites } = this.sandbox.organization;
    const pairs = this.sandbox.organization
      .memberships()
      .flatMap(({ id, members, invites: pending }) => [...members, ...pending].map(email => pair(email, id)));
    return { pairs: new Set(pairs), emails: new Set([...users, ...invites].map(one => one.email)) };
  }

  /** The pairs that were asked for since some request, whatever became of it. */
  askedSince(request: number): readonly string[] {
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

function act({ organization }: Sandbox, email: string, deed: HistoryEntry): void {
  const isPending = organization.invites.some(invite => invite.email === email);
  if (deed === "accept" && isPending) organization.accept(email);
  if (deed === "leave") organization.leave(email);
  if (deed !== "take-out") return;
  const inside = organization.memberships().find(({ members }) => members.includes(email));
  if (inside) organization.takeOut(email, inside.id);
}

/** Plays a story and checks what must hold whatever Tally is like. */
async function check(
  story: Story,
  behavior: Partial<Behavior>,
  lost: FaultEffect | undefined,
): Promise<void> {
  const run = new Run(
    await startSandbox({ now: commandTime, seed: seedOf(story), behavior, limit: 100_000, pageSize: 2 }),
  );
  try {
    run.write("members.yaml", membersFile(story.first, story));
    await run.rollcall("apply --yes");
    for (const [index, email] of people.entries()) act(run.sandbox, email, story.deeds[index] ?? "nothing");
    const recorded = new Set(
      (
        JSON.parse((await run.rollcall("state list --format json")).stdout || '{"people":[]}') as {
          people: { email: string }[];
        }
      ).people.map(one => one.email),
    );
    const before = run.held();
    const [requests, emails] = [run.sandbox.requests.length, run.sandbox.organization.sentEmails.length];
    run.write("members.yaml", membersFile(story.second, story));
    if (lost) run.sandbox.fault({ method: "POST", fault: { kind: "answer", status: 502, effect: lost } });
    const applied = await run.rollcall("apply --yes --format json");
    expect(applied.stderr).not.toMatch(/ {4}at /);
    const after = run.held();
    const desired = new Set(pairsOf(story.second));

    // Nobody outside desired was invited, and nothing was asked for that Tally showed already.
    const asked = run.askedSince(requests);
    expect(asked.filter(one => !desired.has(one) || before.pairs.has(one))).toEqual([]);
    // One person, one email; and to people who were there, only a further workspace for a pending invite.
    const sent = run.sandbox.organization.sentEmails.slice(emails);
    expect(new Set(sent.map(one => one.email)).size).toBe(sent.length);
    const isMember = (email: string) => !before.emails.has(email) || story.pendingChanges === "send";
    expect(sent.filter(one => !isMember(one.email))).toEqual([]);

    // Whoever is gone was recorded, is gone from members.yaml, and might be removed.
    const kept = new Set([owner, colleague, ...people.filter((_, index) => story.isProtected[index])]);
    const mayGo = (email: string) =>
      story.removals === "apply" &&
      recorded.has(email) &&
      !kept.has(email) &&
      (story.second[people.indexOf(email)] ?? []).length === 0;
    expect([...before.emails].filter(email => !after.emails.has(email) && !mayGo(email))).toEqual([]);

    // What is desired and not there is withheld, or refused as the apply has said.
    const plan = await run.plan("plan --live");
    const open = new Set(
      [...plan.skipped, ...plan.people].flatMap(one => one.workspaceIds.map(id => pair(one.email, id))),
    );
    expect([...desired].filter(one => !after.pairs.has(one) && !open.has(one))).toEqual([]);
    // Applying again asks for nothing that was not asked for in vain.
    const again = run.sandbox.requests.length;
    await run.rollcall("apply --yes");
    expect(run.askedSince(again).filter(one => !asked.includes(one))).toEqual([]);
    expect(run.sandbox.organization.sentEmails).toHaveLength(emails + sent.length);
  } finally {
    await run.close();
  }
}

/** Both answers, or all, to each unknown of tally-api.md that bears on looking. */
const answers: Readonly<Record<string, readonly Partial<Behavior>[]>> = {
  "U1, one bad address": [
    { malformedAddress: "skipped", alsoMalformed: ["p1@example.com"] },
    { alsoMalformed: ["p1@example.com"] },
    { malformedAddress: "refuses-it", alsoMalformed: ["p1@example.com", "p4@example.com"] },
  ],
  "U3 and U4, a pending address": [
    { pendingAgain: "merged-silently" },
    { pendingAgain: "second-invite" },
    { pendingAgain: "rejected" },
    { pendingAgain: "rejected", pendingMore: "merged-and-emailed" },
  ],
  "U5, an address in another organization": [{ notTakenUp: ["p1@example.com", "p2@example.com"] }],
  "U7, an unknown workspace": [{ unknownWorkspace: 400 }, { unknownWorkspace: 403 }],
  "U8, what the key sees": [
    { visibleWorkspaces: "joined" },
    { visibleWorkspaces: "joined", total: "all" },
    { listing: "owner-only" },
    { listing: "denied" },
    { invitesEmbedded: false },
  ],
  "U11, who may cancel": [
    { mayCancel: "creator-or-owner" },
    { mayCancel: "creator", embeddedInvites: "with-creator" },
  ],
  "U13, whether the owner is shown": [{ ownerShown: false }],
  "U14, the case of addresses": [{ caseOfAddresses: "lower" }],
  "U16, when an effect is shown": [{ readsBehind: 1 }, { readsBehind: 4 }, { readsBehind: 9 }],
  "U17, the shape of the list": [{ workspacesShape: "bare" }],
};

describe("apply with a look", () => {
  test("invites only who is desired and not there, removes only who may go, and comes to rest", async () => {
    await fc.assert(
      fc.asyncProperty(stories, story => check(story, {}, undefined)),
      { numRuns: 40 },
    );
  }, 120_000);

  test.each(Object.entries(answers))(
    "the same whatever Tally answers to %s",
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

  test("the same whatever U10 leaves behind a 5xx: nothing, part of the call, or all of it", async () => {
    const effects = fc.constantFrom<FaultEffect>("none", "first-address", "before");
    await fc.assert(
      fc.asyncProperty(stories, effects, (story, lost) => check(story, { readsBehind: 2 }, lost)),
      { numRuns: 20 },
    );
  }, 120_000);

  test("over an organization that has everybody sends nobody anything, whatever became of the state file", async () => {
    const property = fc.asyncProperty(stories, async story => {
      const run = new Run(await startSandbox({ now: commandTime, seed: seedOf(story), limit: 100_000 }));
      try {
        run.write("members.yaml", membersFile(story.first, { ...story, pendingChanges: "send" }));
        await run.rollcall("apply --yes");
        const before = run.sandbox.organization.sentEmails.length;
        run.forget();
        const { exit } = await run.rollcall("apply --yes");
        expect([exit, run.sandbox.organization.sentEmails.length]).toEqual([0, before]);
        const drift = JSON.parse((await run.rollcall("drift --format json")).stdout) as Drift;
        const managed = new Set(people.filter((_, index) => (story.first[index] ?? []).length > 0));
        const ours = drift.findings.filter(one => one.level === "drift" && managed.has(one.email ?? ""));
        // What Tally had beside members.yaml, and whom it has blocked, stays as it is.
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

function isBlocked({ standings }: Story, email: string | undefined): boolean {
  return standings[people.indexOf(email ?? "")]?.as === "blocked";
}
