import type { EditFailure } from "../../src/core/edit/failure.ts";
import type { Failure } from "../../src/core/failure/failure.ts";
import type { ImportFailure } from "../../src/core/import/failure.ts";
import type { InitFailure } from "../../src/core/init/failure.ts";
import type { ExceededLimit } from "../../src/core/plan/model.ts";
import type { Day } from "../../src/core/values/day.ts";

type Plain = Exclude<Failure, { reason: "guard" | "import" | "init" | "edit" }>;
type Sample<Kinds, Tag extends keyof Kinds> = Omit<Kinds, Tag>;

/** A realistic example of each failure. A kind without an example doesn't compile. */
const plain: { readonly [Kind in Plain["reason"]]: Sample<Extract<Plain, { reason: Kind }>, "reason"> } = {
  "no-config": { path: "members.yaml" },
  "empty-folder": { path: "access" },
  "base-unreadable": { ref: "origin/main", problem: "there is no such commit" },
  unreadable: { path: "plan.json", problem: "there is no such file" },
  unwritable: { path: "nowhere/plan.json", problem: "no such file or directory (ENOENT)" },
  "out-is-input": { path: "members.yaml" },
  "no-key": {},
  "bad-key": { name: "TALLY_API_KEY", problem: "around" },
  "bad-url": { value: "http://api.tally.so", problem: "not-https" },
  "bad-version": { value: "latest" },
  "needs-yes": {},
  "bad-plan": { path: "plan.json", problem: "wrong-shape" },
  "stale-plan": { changed: ["state"] },
  "altered-plan": {},
  "other-count": { what: "invites", stated: 50, count: 51 },
  "plan-exceeded": { people: ["ada@example.com"] },
  "nothing-to-report": { path: "members.state.jsonl" },
  "observe-failed": { problem: "Couldn't list members: Tally returned 502" },
  "observe-denied": { problem: "Couldn't list invites: Tally returned 403 (Forbidden)" },
  "key-rejected": {},
  "foreign-organization": { configured: "kwob3J", actual: "wvBzxD" },
  locked: {
    path: "members.state.jsonl.lock",
    seconds: 12,
    holder: { pid: 4242, host: "laptop", command: "rollcall apply", since: "2026-11-30T12:00:00.000Z" },
  },
  "state-lost": {
    name: "members-state:members.state.jsonl",
    lost: "branch",
    where: "refs/rollcall/members-state (commit 1e2d3c4b5a69)",
    restore:
      "git fetch origin refs/rollcall/members-state && git push origin FETCH_HEAD:refs/heads/members-state",
  },
  "state-shortened": {
    name: "members.state.jsonl",
    events: 2,
    where: "HEAD (commit 1e2d3c4b5a69)",
    restore: "git checkout 1e2d3c4b5a69f0e1d2c3b4a5968778695a4b3c2d -- members.state.jsonl",
  },
  "state-misplaced": {
    name: "members-state:members.state.jsonl",
    where: "members.state.jsonl on main",
  },
  "state-unknown": { name: "members.state.jsonl", isMissing: true, problem: "not a git repository" },
  "state-exists": { name: "members.state.jsonl" },
  "state-file": { problem: { kind: "link", path: "members.state.jsonl", target: "old/state.jsonl" } },
  "state-unreachable": {
    name: "members-state:members.state.jsonl",
    problem: "this repository has no remote named origin; add it with git remote add origin URL",
  },
  "state-denied": {
    name: "members.state.jsonl",
    problem: "GitHub returned 403 for PATCH /repos/acme/access/git/refs/heads/main",
  },
  "state-removed": { name: "members.state.jsonl" },
  "state-moved": { name: "members.state.jsonl" },
  "state-unwritable": { name: "members.state.jsonl", problem: "no space left on device (ENOSPC)" },
  "no-runner": { name: "GITHUB_REPOSITORY" },
  "bad-input": { name: "command", value: "import", expected: "one of validate, plan, apply, drift" },
  "bad-event": { path: "/home/runner/event.json" },
  "no-commit": { sha: "9fceb02d0ae598e95dc970b74767f19372d61af8" },
  github: {
    problem: "GitHub returned 403 for GET /repos/acme/access/git/ref/heads/main",
    permissions: { refused: "contents: read", needed: { contents: "read", "pull-requests": "write" } },
  },
  "issues-off": {
    problem: "GitHub returned 410 for POST /repos/acme/access/issues: Issues are disabled for this repo",
  },
  "wrong-event": { command: "apply", event: { kind: "branch", branch: "topic" }, defaultBranch: "main" },
  "not-reviewed": { grants: 2, people: ["ada@example.com"] },
  "not-an-address": { value: "ada.example.com", problem: "no-at", suggestion: undefined },
  "no-such-workspace": { name: "reserch", suggestion: "research" },
  "not-recorded": { email: "adda@example.com", suggestion: "ada@example.com" },
  "in-flight": { email: "ada@example.com", until: "2026-11-30 21:10:20 UTC" },
  "no-state": { path: "members.state.jsonl" },
  "no-such-call": { call: "4f1c" },
};

const guards: {
  readonly [Kind in ExceededLimit["guard"]]: Sample<Extract<ExceededLimit, { guard: Kind }>, "guard">;
} = {
  maxInvites: { count: 240, limit: 50 },
  maxRemovals: { count: 7, limit: 3, of: 12, setting: "25%" },
  emptyMembers: { count: 2 },
  unknownWorkspaces: { workspaceIds: ["wLDNPq" as never] },
};

const imports: {
  readonly [Kind in ImportFailure["problem"]]: Sample<Extract<ImportFailure, { problem: Kind }>, "problem">;
} = {
  exists: { paths: ["members.yaml", "members.state.jsonl"] },
  folder: { path: "teams" },
  unseen: { why: "Couldn't list members: Tally returned 403 (Forbidden)", denied: true },
  "incomplete-live-data": { missing: [{ data: "workspaces", read: 1, total: 3 }] },
  "no-workspaces": {},
  "needs-csv": { option: "--workspace" },
  "unknown-workspace": {
    name: "Marketign",
    found: { found: "none", suggestion: "Marketing", names: ["Marketing"] },
  },
  "into-outside": { file: "../okta.yaml", config: "members.yaml" },
  "into-folder": { file: "teams" },
  "into-main": { file: "members.yaml" },
  "into-not-included": {
    file: "teams/okta.yaml",
    name: "teams/okta.yaml",
    config: "members.yaml",
    hasInclude: true,
  },
  "lock-lost": {},
};

const inits: {
  readonly [Kind in InitFailure["problem"]]: Sample<Extract<InitFailure, { problem: Kind }>, "problem">;
} = {
  "no-workspace": {},
  "no-organization": {},
  "bad-organization": { value: "kwob 3J" },
  "bad-workspace": { value: "wLDNPp", why: "form" },
  "workspace-twice": { value: "marketing", what: "name" },
  "bad-owner": { value: "people@acme.example" },
  "bad-action": { value: "acme/rollcall@v1", why: "movable" },
  "bad-path": { path: "access files" },
  outside: { path: "../members.yaml" },
  "same-branch": { branch: "main" },
  "forks-without-workflows": {},
  unwritable: { path: ".github/workflows/rollcall-plan.yml", why: "no space left on device (ENOSPC)" },
};

/** The example of a problem. One member of the union may cover two problems. */
type SampleEdit<One, Kind> = One extends { problem: infer Problem }
  ? Kind extends Problem
    ? Omit<One, "problem">
    : never
  : never;
const location = { file: "members.yaml", line: 12, column: 5, endColumn: 30 };
const edits: { readonly [Kind in EditFailure["problem"]]: SampleEdit<EditFailure, Kind> } = {
  "several-people": { count: 2 },
  "no-grants": { email: "ada@example.com", file: "members.yaml" },
  "already-expired": { email: "ada@example.com", expires: "2026-01-31" as Day },
  "unknown-workspace": { name: "reserch", suggestion: "research", isOther: false },
  "unknown-group": { name: "research", suggestion: undefined, isOther: true },
  "different-expiry": { email: "ada@example.com", expires: undefined, asked: "2027-01-31" as Day, location },
  ended: { email: "ada@example.com", expires: "2026-01-31" as Day, location },
  "through-groups": { email: "ada@example.com", workspace: "research", groups: ["design"], location },
  "not-a-member": { email: "adda@example.com", suggestion: "ada@example.com" },
  "not-editable": { location },
  "invalid-result": {
    errors: [
      {
        code: "domain-not-allowed",
        details: { domain: "elsewhere.example", allowed: ["example.com"], omitted: 0, suggestion: undefined },
        location: { file: "members.yaml", line: 7, column: 12, endColumn: 33 },
      },
    ],
  },
  "several-files": { files: ["teams/marketing.yaml", "teams/research.yaml"] },
  "no-such-file": { file: "teams/sales.yaml", files: ["teams/marketing.yaml", "teams/research.yaml"] },
  "file-changed": { file: "members.yaml" },
};

/** At least one failure of each kind. */
export const sampleFailures: readonly Failure[] = [
  ...Object.entries(plain).map(([failure, rest]) => ({ reason: failure, ...rest }) as Failure),
  { reason: "locked", path: "members.state.jsonl.lock", seconds: 12, holder: undefined },
  {
    reason: "github",
    problem:
      "GitHub returned 403 for GET /repos/acme/access/git/ref/heads/main: API rate limit exceeded for installation. The rate limit resets at 2026-12-01 11:30:00 UTC. Run this again after that time",
    permissions: undefined,
  },
  {
    reason: "state-unknown",
    name: "members.state.jsonl",
    isMissing: false,
    problem: "there is no git on this machine; install it",
  },
  ...Object.entries(guards).map(([guard, rest]) => ({ reason: "guard", guard, ...rest }) as Failure),
  ...Object.entries(imports).map(([problem, rest]) => ({ reason: "import", problem, ...rest }) as Failure),
  ...Object.entries(edits).map(([problem, rest]) => ({ reason: "edit", problem, ...rest }) as Failure),
  ...Object.entries(inits).map(([problem, rest]) => ({ reason: "init", problem, ...rest }) as Failure),
];
