import pc from "picocolors";
import { describe, expect, test } from "vitest";
import schema from "../schemas/plan.schema.json" with { type: "json" };
import type { FinishedCall } from "../src/core/apply/finished-call.ts";
import type { Plan, Skipped, SkipReason } from "../src/core/plan/model.ts";
import { planChanges } from "../src/core/plan/plan.ts";
import type { Outcome } from "../src/core/tally/call.ts";
import type { Email } from "../src/core/values/address.ts";
import type { Day } from "../src/core/values/day.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { resultBlocks } from "../src/render/apply/result.ts";
import { writeTerminal } from "../src/render/document/terminal.ts";
import { planDocument } from "../src/render/plan/document.ts";
import { skippedSections } from "../src/render/plan/skipped.ts";
import type { DisplayNames } from "../src/render/text/names.ts";

const email = "ada@example.com" as Email;
const workspaceIds = ["wLDNPp" as WorkspaceId];
const day = "2026-11-23" as Day;
const reasons = schema.properties.skipped.items.properties.reason.enum as SkipReason[];
const skipped: readonly Skipped[] = reasons.flatMap(reason =>
  (["invite", "remove"] as const).map(action => ({ action, reason, email, workspaceIds, day })),
);

const noNames: DisplayNames = { workspaces: new Map(), people: new Map() };

/** A plan with everything that a plan can contain. */
const everything: Plan = {
  ...planChanges({
    desired: { organization: "kwob3J", workspaces: new Map(), people: new Map() },
    recorded: { people: new Map(), unconfirmed: [], failedAttempts: new Map(), rejected: new Map() },
    settings: {
      allowedDomains: undefined,
      maxInvites: 5,
      maxEmailsPerCall: 50,
      pendingChanges: "send",
      removals: "report",
      maxRemovals: "25%",
      protected: [],
    },
    basis: { config: "", state: "" },
  }),
  skipped,
  missing: [
    { data: "workspaces", read: 100, total: 120 },
    { data: "members", count: 2 },
    { data: "invites", count: 2 },
    { data: "unreadable", count: 1 },
  ],
  people: (["unknown", "email", "access", "second-email"] as const).map(effect => ({
    email,
    workspaceIds,
    effect,
    recorded: true,
  })),
  calls: [{ workspaceIds, emails: [email] }],
  adopt: [{ email, workspaceIds }],
  cancel: (["not-in-members", "expired", "resend"] as const).map(because => ({
    email,
    workspaceIds,
    inviteIds: ["i"],
    because,
    day,
  })),
  remove: [{ email, workspaceIds, userId: "u", because: "not-in-members" }],
  forget: [{ email, workspaceIds }],
  resolved: [{ call: "c1", result: "done", emails: undefined }],
  unconfirmed: [
    { call: "c", action: "invite", at: "2026-11-22T10:00:00.000Z", workspaceIds, emails: [email] },
  ],
  blockedBy: [
    { guard: "maxInvites", count: 240, limit: 50 },
    { guard: "maxRemovals", count: 7, of: 12, setting: "25%", limit: 3 },
    { guard: "emptyMembers", count: 7 },
  ],
};

describe("the width of a terminal", () => {
  test.each([100, 80, 50])("wraps our sentences between words at %i columns", columns => {
    const text = writeTerminal(planDocument(everything, noNames), {
      style: pc.createColors(false),
      width: columns,
    });
    const lines = text.split("\n");
    // A row about a person or a call isn't wrapped.
    const ours = lines.filter(line => !/^ *[-+=~?*>] |^ {2}call /.test(line));
    expect(ours.filter(line => line.length > columns)).toEqual([]);
    expect(lines.filter(line => line.includes(email)).length).toBeGreaterThan(skipped.length);
    expect(ours.some(line => line.length > columns - 15)).toBe(true);
  });

  test("fits the result of an apply into 80 columns", () => {
    const emails = Array.from({ length: 10_000 }, (_, index) => `person${index}@example.com` as Email);
    const problem = "";
    const outcomes: readonly Outcome[] = [
      { result: "done" },
      { result: "rejected", status: 400, problem, fault: "email" },
      { result: "rejected", status: 403, problem },
      { result: "not-sent", problem },
      { result: "unconfirmed", problem },
    ];
    const ended = outcomes.map((outcome, index): FinishedCall => {
      const own = emails.map(one => `${index}${one}`);
      return { id: "c", at: "", outcome, call: { action: "invite", workspaceIds, emails: own } };
    });
    const summary = { ...everything.summary, people: 60_000 };
    const confirmation = { ok: true, notShown: [], notRemoved: emails } as const;
    const applied = {
      plan: { ...everything, cancel: [], remove: [], unconfirmed: [], summary },
      ended,
      confirmation,
      isComplete: false,
    };
    const layout = { style: pc.createColors(false), width: 80 };
    const lines = writeTerminal({ blocks: resultBlocks(applied, "apply") }, layout).split("\n");
    expect(lines.filter(line => line.length > 80)).toEqual([]);
    expect(lines.filter(line => line.includes("10,000"))).toHaveLength(outcomes.length + 3);
  });
});

test("lists every skip reason, with manual steps after what apply still does", () => {
  const heads = skippedSections(skipped.toReversed(), noNames).map(({ head }) => [head].flat()[0]);
  expect(heads).toHaveLength(skipped.length);
  expect(heads.slice(0, 4)).toEqual([
    { strong: "Cancel or remove" },
    { strong: "Cancel or remove" },
    { strong: "Manual step" },
    { strong: "Manual step" },
  ]);
});
