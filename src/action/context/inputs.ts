import { posix } from "node:path";
import type { Failure } from "../../core/failure/failure.ts";
import type { AllowedCounts } from "../../core/plan/check-plan.ts";
import { isBranchName } from "../../core/values/branch-name.ts";
import type { Result } from "../../core/values/result.ts";
import type { Io } from "../../io/io.ts";

/** The inputs that action.yml declares. Paths are relative to the root of the repository. */
export interface ActionInputs {
  readonly command: "validate" | "plan" | "apply" | "drift";
  readonly config: string;
  /** If undefined, the state file is next to the configuration. */
  readonly state: string | undefined;
  /** If undefined, the state file is on the branch itself. */
  readonly stateBranch: string | undefined;
  readonly key: string;
  readonly token: string;
  /** Whether to comment on every pull request, only on those that change members, the policy, or the state file, or on none. */
  readonly comment: "true" | "changes" | "false";
  readonly commentAuthor: string;
  readonly requireReviewedPlan: boolean;
  /** Whether an apply checks Tally. */
  readonly live: boolean;
  /** The exact counts that one apply may reach even if they exceed a limit. */
  readonly allowed: AllowedCounts;
}

/** Reads the inputs as the runner passes them: names in upper case with spaces as underscores, and all values as strings. */
export function readInputs(env: Io["env"]): Result<ActionInputs, Failure> {
  const input = (name: string, fallback = "") =>
    (env[`INPUT_${name.toUpperCase().replaceAll(" ", "_")}`] ?? "").trim() || fallback;
  const choices = {
    command: ["validate", "plan", "apply", "drift"],
    comment: ["true", "changes", "false"],
    "require-reviewed-plan": ["true", "false"],
    live: ["true", "false"],
  } as const;
  const defaults = {
    command: "plan",
    comment: "true",
    "require-reviewed-plan": "false",
    live: "true",
  };
  const chosen: Record<string, string> = {};
  for (const [name, allowed] of Object.entries(choices)) {
    const value = input(name, defaults[name as keyof typeof defaults]);
    const choice = allowed.find(one => one === value || (isBoolean(one) && one === value.toLowerCase()));
    if (choice === undefined) return badInput(name, value, `one of ${allowed.join(", ")}`);
    chosen[name] = choice;
  }
  const folder = input("working-directory", ".");
  const paths = { config: input("config", "members.yaml"), state: input("state") };
  for (const [name, path] of Object.entries({ "working-directory": folder, ...paths })) {
    if (leavesRepository(folder, name === "working-directory" ? "." : path))
      return badInput(name, path, "a path inside the repository, relative to its root");
  }
  const stateBranch = input("state-branch");
  if (stateBranch !== "" && !isBranchName(stateBranch))
    return badInput("state-branch", stateBranch, "empty, or the name of a branch such as members-state");
  const counts = new Map<string, number>();
  for (const name of ["allow-invites", "allow-removals"]) {
    const value = input(name);
    if (value === "") continue;
    if (!/^\d{1,7}$/.test(value)) return badInput(name, value, "empty, or the exact number of people");
    counts.set(name, Number(value));
  }
  const value: ActionInputs = {
    command: chosen["command"] as ActionInputs["command"],
    config: posix.join(folder, paths.config),
    state: paths.state === "" ? undefined : posix.join(folder, paths.state),
    stateBranch: stateBranch === "" ? undefined : stateBranch,
    key: input("api-key"),
    token: input("github-token"),
    comment: chosen["comment"] as ActionInputs["comment"],
    commentAuthor: input("comment-author", "github-actions[bot]"),
    requireReviewedPlan: chosen["require-reviewed-plan"] === "true",
    live: chosen["live"] === "true",
    allowed: { invites: counts.get("allow-invites"), removals: counts.get("allow-removals") },
  };
  return { ok: true, value };
}

function badInput(name: string, value: string, expected: string): Result<ActionInputs, Failure> {
  return { ok: false, problem: { reason: "bad-input", name, value, expected } };
}

function isBoolean(text: string): boolean {
  return text === "true" || text === "false";
}

function leavesRepository(folder: string, path: string): boolean {
  const joined = posix.join(folder, path);
  return (
    [folder, path, joined].some(one => posix.isAbsolute(one)) ||
    joined.split("/").some(step => step === ".." || step === ".git")
  );
}
