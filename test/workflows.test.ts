import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NoOperationTraceWriter } from "@actions/workflow-parser";
import { parseAction } from "@actions/workflow-parser/actions/action-parser";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readInputs } from "../src/action/context/inputs.ts";
import { unsavedPath } from "../src/reconcile/stores/recorder.ts";
import { shownWorkflows } from "./support/documents.ts";
import {
  action,
  isTheAction,
  lintErrors,
  parserErrors,
  safetyProblemsOf,
  type Workflow,
} from "./support/workflow-rules.ts";

const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const own = ".github/workflows";
const examples = "examples/workflows";
const workflows = [own, examples].flatMap(folder =>
  readdirSync(join(root, folder)).map(name => `${folder}/${name}`),
);
/** The workflows of the repository, the examples, and the complete ones in the docs. */
const contents = [...workflows.map(file => [file, read(file)] as const), ...shownWorkflows];

describe("the workflows", () => {
  test.for(contents)(
    "finds no errors in %s with GitHub's parser and actionlint",
    async ([file, content], { expect }) => {
      expect(parserErrors(file, content)).toEqual([]);
      expect(await lintErrors(file, content)).toEqual([]);
    },
  );

  test.for(contents)("finds no unsafe setting in %s", ([, content], { expect }) => {
    expect(safetyProblemsOf(parse(content))).toEqual([]);
  });

  test("rejects invalid workflows with GitHub's parser and actionlint", async () => {
    const broken = `on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: 'echo \${{ github.nothing }}'}]}}`;
    expect(parserErrors("x", "on: pusch\njobs: {}")).not.toEqual([]);
    expect(await lintErrors("broken.yml", broken)).not.toEqual([]);
  });

  const good = read(`${examples}/rollcall-apply.yml`);
  const forks = read(`${examples}/rollcall-plan-forks.yml`);
  const plan = read(`${examples}/rollcall-plan.yml`);
  const check = read(`${own}/check.yml`);
  test.for([
    ["an action with a version tag", "an action isn't pinned to a full SHA", good, /@0{40}/, "@v1"],
    [
      "permissions for the whole workflow",
      "the top-level permissions aren't empty",
      good,
      "permissions: {}",
      "permissions: read-all",
    ],
    [
      "a job without permissions",
      "a job doesn't set its own permissions",
      forks,
      / {4}permissions:\n( {6}.*\n)+/,
      "",
    ],
    [
      "a job with all permissions",
      "a job doesn't set its own permissions",
      forks,
      / {4}permissions:\n( {6}.*\n)+/,
      "    permissions: write-all\n",
    ],
    ["a job without a time limit", "a job has no time limit", good, / {4}timeout-minutes.*\n/, ""],
    [
      "a checkout that saves the token",
      "a checkout saves the token",
      check,
      "persist-credentials: false",
      "persist-credentials: true",
    ],
    [
      "a plan limited to some paths",
      "a pull request can skip the check",
      plan,
      "  pull_request:",
      "  pull_request: {paths: [a]}",
    ],
    [
      "a plan that skips some paths",
      "a pull request can skip the check",
      plan,
      "  pull_request:",
      "  pull_request: {paths-ignore: [a]}",
    ],
    [
      "a required plan that doesn't run in a merge queue",
      "a merge queue waits forever for the plan",
      plan,
      "  merge_group:\n",
      "",
    ],
    [
      "a concurrency group that is empty in a merge queue",
      "a concurrency group is empty in a merge queue",
      plan,
      " || github.ref",
      "",
    ],
    [
      "an expression in a script",
      "a script contains an expression",
      good,
      "- uses: roll",
      `- run: echo \${{ github.actor }}\n      - uses: roll`,
    ],
    [
      "an apply that can be canceled",
      "an apply can be canceled",
      good,
      "cancel-in-progress: false",
      "cancel-in-progress: true",
    ],
    [
      "an apply of another owner's Action that can be canceled",
      "an apply can be canceled",
      good.replace("rollcall-dev/", "another-owner/"),
      "cancel-in-progress: false",
      "cancel-in-progress: true",
    ],
    [
      "a privileged workflow with a script",
      "a privileged workflow runs more than the Action, or has a secret",
      forks,
      "- uses: roll",
      "- run: ls\n      - uses: roll",
    ],
    [
      "a privileged workflow with a secret",
      "a privileged workflow runs more than the Action, or has a secret",
      forks,
      "command: plan",
      `command: plan\n          api-key: \${{ secrets.KEY }}`,
    ],
    [
      "a privileged workflow with a quoted secret",
      "a privileged workflow runs more than the Action, or has a secret",
      forks,
      "command: plan",
      `command: plan\n          api-key: \${{ secrets['KEY'] }}`,
    ],
    [
      "a privileged workflow with a checkout",
      "a privileged workflow runs more than the Action, or has a secret",
      forks,
      "- uses: roll",
      `- uses: actions/checkout@${"0".repeat(40)}\n      - uses: roll`,
    ],
    [
      "a privileged workflow with a script and other triggers",
      "a privileged workflow runs more than the Action, or has a secret",
      forks.replace("on: pull_request_target", "on: [push, pull_request_target]"),
      "- uses: roll",
      "- run: ls\n      - uses: roll",
    ],
    [
      "an input that the Action doesn't have",
      "an input doesn't exist in the Action",
      good,
      "api-key:",
      "key:",
    ],
    [
      "an input value that the Action rejects",
      "the Action rejects the value of an input",
      good,
      "command: apply",
      "command: import",
    ],
  ] as const)("reports %s as unsafe", ([, problem, text, from, to], { expect }) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(safetyProblemsOf(parse(changed))).toContain(problem);
  });

  test("runs one command of the Action in each example", () => {
    const commands = workflows.flatMap(file => {
      const { jobs }: Workflow = parse(read(file));
      const steps = Object.values(jobs).flatMap(job => job.steps.filter(isTheAction));
      return steps.map(step => `${file} ${step.with?.["command"]}`);
    });
    expect(commands.sort()).toEqual([
      `${examples}/rollcall-apply.yml apply`,
      `${examples}/rollcall-drift.yml drift`,
      `${examples}/rollcall-plan-forks.yml plan`,
      `${examples}/rollcall-plan.yml plan`,
    ]);
  });

  test("has no checkout in workflows that use the Action", () => {
    // The Action reads through the API.
    for (const [, content] of contents.filter(([, text]) => text.includes("rollcall-dev/rollcall@")))
      expect(content).not.toContain("actions/checkout@");
  });

  test("finds workflows in the docs, each with one step that runs Rollcall", () => {
    expect(shownWorkflows.size).toBeGreaterThan(2);
    for (const content of shownWorkflows.values()) {
      const { jobs }: Workflow = parse(content);
      const steps = Object.values(jobs).flatMap(job => job.steps);
      const runs = steps.filter(step => isTheAction(step) || step.run?.startsWith("npx --yes rollcall@"));
      expect(runs).toHaveLength(1);
    }
  });

  test.for(contents.filter(([, content]) => content.includes("command: apply")))(
    "uploads the events that couldn't be pushed in %s if the run fails",
    ([, content], { expect }) => {
      const { jobs }: Workflow = parse(content);
      const steps = Object.values(jobs).flatMap(job => job.steps);
      expect(steps[steps.findIndex(isTheAction) + 1]).toMatchObject({
        if: `\${{ !success() }}`,
        with: { path: unsavedPath, "if-no-files-found": "ignore" },
      });
    },
  );
});

describe("action.yml", () => {
  const text = read("action.yml");
  const errorsOf = (content: string) =>
    parseAction({ name: "action.yml", content }, new NoOperationTraceWriter()).context.errors.getErrors();

  test("passes GitHub's parser as an action that runs on Node 24", () => {
    expect(errorsOf(text).map(String)).toEqual([]);
    expect(action.runs).toEqual({ using: "node24", main: "dist/action.js" });
  });

  test("gives the Action a name that contains a space", () => {
    // The Marketplace reserves account names for their owners, and no account name contains a space.
    expect(action.name).toMatch(/^Rollcall [\w ]+$/);
  });

  test.for([
    ["an icon that GitHub doesn't offer", "user-check", "smile"],
    ["a color that GitHub doesn't offer", "purple", "magenta"],
    ["a misspelled main", "main: dist", "mian: dist"],
  ] as const)("fails GitHub's parser with %s", ([, from, to], { expect }) => {
    expect(text).toContain(from);
    expect(errorsOf(text.replace(from, to))).not.toEqual([]);
  });

  test("declares exactly the inputs that the program reads", () => {
    const readNames = new Set<string>();
    readInputs(new Proxy<Record<string, string>>({}, { get: (_, name) => void readNames.add(String(name)) }));
    const declared = Object.keys(action.inputs).map(name => `INPUT_${name.toUpperCase()}`);
    expect([...readNames].sort()).toEqual(declared.sort());
  });

  test("declares the same defaults as the program", () => {
    const inputs = Object.entries(action.inputs).map(([name, { default: value }]) => [
      `INPUT_${name.toUpperCase()}`,
      String(value).replace(`\${{ github.token }}`, ""),
    ]);
    expect(readInputs(Object.fromEntries(inputs))).toEqual(readInputs({}));
  });
});
