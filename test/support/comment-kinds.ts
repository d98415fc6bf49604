import { commentLimit } from "../../src/action/context/context.ts";
import { type Desired, desiredOn } from "../../src/core/config/desired.ts";
import { readConfig } from "../../src/core/config/read-config.ts";
import { planChanges } from "../../src/core/plan/plan.ts";
import { membershipChanges } from "../../src/core/review/preview.ts";
import type { Day } from "../../src/core/values/day.ts";
import { toAsciiDomain } from "../../src/core/values/idna.ts";
import { renderPullRequest } from "../../src/render/review/pull-request.ts";
import { displayNamesOf } from "../../src/render/text/names.ts";
import { readExpected } from "./scenario.ts";
import { readNow } from "./sources.ts";

/** A kind of comment or issue. */
export interface CommentKind {
  readonly name: string;
  readonly markdown: string;
  /** The first line that people see. */
  readonly head: string;
  /** The maximum number of lines before the first details block, at desktop width and at phone width. */
  readonly lines: { readonly desktop: number; readonly phone: number };
}

/** Returns each kind of comment: from the expected files of scenarios, or rendered here if no scenario has it. */
export function commentKinds(): readonly CommentKind[] {
  const planned = commentsOf("action-plan-comments");
  const incomplete = commentsOf("action-apply-incomplete");
  return [
    kind("no-change", planned[0], "this pull request doesn't change who has access", 2, 4),
    kind("one-invite", planned[1], "merging this invites 1 person", 5, 8),
    kind("40-invites", commentsOf("action-40-invites")[0], "merging this invites 40 people", 1, 1),
    kind(
      "removals",
      summariesOf("action-removals")[1],
      "merging this removes 2 people and changes the policy",
      10,
      14,
    ),
    kind(
      "policy-without-invites",
      commentsOf("action-policy-changes")[0],
      "merging this changes the policy and invites nobody",
      9,
      11,
    ),
    kind(
      "policy-and-invites",
      commentsOf("action-policy-changes")[2],
      "merging this invites 5 people and changes the policy",
      22,
      32,
    ),
    kind("blocked", planned[2], "blocked by maxInvites (4 people, limit 3)", 12, 17),
    kind("config-errors", commentsOf("action-config-errors")[0], "4 errors, nothing planned", 6, 10),
    kind("unconfirmed", incomplete[1], "merging this invites 1 person", 9, 14),
    kind("invites-result", commentsOf("action-invites")[0], "invited 3 people", 1, 1),
    kind(
      "removals-result",
      commentsOf("action-removals")[0],
      "removed 1 person and canceled 1 pending invite",
      5,
      7,
    ),
    kind("blocked-result", commentsOf("action-above-max-invites")[0], "nothing was sent", 3, 5),
    kind("incomplete-result", incomplete[0], "invited 4 of 7 people", 4, 10),
    kind("hostile-text", commentsOf("action-hostile-text")[0], "merging this invites 2 people", 7, 12),
    kind("state-file-changed", commentOf(1, true), "merging this invites 1 person", 8, 13),
    kind(
      "other-branch",
      commentOf(1, false, "release"),
      "once on the default branch, this invites 1 person",
      7,
      12,
    ),
    kind("3000-invites", commentOf(3000, false), "merging this invites 3,000 people", 1, 2),
    { ...kind("drift", driftIssue(), "", 1, 2), head: "Drift in organization kwob3J: 21 differences" },
  ];
}

function kind(
  name: string,
  markdown: string | undefined,
  what: string,
  desktop: number,
  phone: number,
): CommentKind {
  if (markdown === undefined) throw new Error(`no scenario has expected output for ${name}`);
  return { name, markdown, head: `Rollcall: ${what}`, lines: { desktop, phone } };
}

function commentsOf(scenario: string): readonly string[] {
  return (readExpected(scenario).get("comments.md") ?? "").split(/^(?=<!-- rollcall )/m);
}

function summariesOf(scenario: string): readonly string[] {
  return (readExpected(scenario).get("summaries.md") ?? "").split(/^(?=### )/m);
}

function driftIssue(): string | undefined {
  const transcript = readExpected("drift-all-kinds").get("transcript.txt") ?? "";
  const [, shown] = /^\$ rollcall drift --format markdown\n(.*?)^exit code/ms.exec(transcript) ?? [];
  return shown?.replaceAll(/^ {2}/gm, "");
}

/** Returns the comment on a pull request that adds the first members, and perhaps changes the state file. */
function commentOf(newcomers: number, touchesState: boolean, base = "main"): string {
  const members = Array.from({ length: newcomers }, (_, index) => {
    const number = String(index).padStart(4, "0");
    return `  - {email: person${number}@example.com, name: Person ${number}, groups: [${["design", "all"][index % 2]}]}\n`;
  });
  const text = `organization: kwob3J
workspaces: {marketing: wLDNPp, research: npe1DB, support: 31Wy9l}
groups: {design: [marketing, research], all: [marketing, research, support]}
settings: {maxInvites: 5000}
members:
${members.join("")}`;
  const reading = readConfig(
    {
      main: readNow("members.yaml", new TextEncoder().encode(text)),
      included: [],
      diagnostics: [],
    },
    toAsciiDomain,
  );
  if (!reading.ok) throw new Error("the members file has errors");
  const config = reading.value;
  const desired = desiredOn("2026-11-23" as Day, config);
  const nobody: Desired = { ...desired, people: new Map() };
  const recorded = { people: new Map(), unconfirmed: [], failedAttempts: new Map(), rejected: new Map() };
  const basis = { config: "", state: "" };
  const plan = planChanges({ desired, recorded, settings: config.settings, basis });
  const report = {
    subject: "pull request" as const,
    base,
    defaultBranch: "main",
    statePath: "members.state.jsonl",
    stateBranch: undefined,
    touchesState,
    diagnostics: [],
    texts: new Map(),
    merge: {
      plan,
      added: plan,
      existing: { people: [], skipped: [] },
      changes: { policyChanges: [], membershipChanges: membershipChanges(nobody, desired) },
      notes: new Map(),
      isBaseRead: true,
      names: displayNamesOf(config),
      linesOf: (email: string) => [{ file: "members.yaml", line: Number(/\d+/.exec(email)) + 6 }],
    },
  };
  const run = "https://github.example/acme/access/actions/runs/1";
  return renderPullRequest(
    report,
    commentLimit,
    (file, line) => `https://github.example/acme/access/blob/COMMIT-1/${file}#L${line}`,
    { digest: "DIGEST-1", commit: "COMMIT-1", run },
  );
}
