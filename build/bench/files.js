import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { compare, table } from "./measure.js";
import { manyGrantsOf, organizationOf, smallEntriesOf, unusual } from "./organization.js";
import { writeState } from "./state.js";

const require = createRequire(import.meta.url);
const packages = {
  yaml: require.resolve("yaml"),
  jsYaml: require.resolve("js-yaml"),
  csvParse: require.resolve("csv-parse/sync"),
};

/** Returns a command that loads a module and runs an expression on the text of a file. */
function runOn(file, module, expression) {
  const code = `const made = require(${JSON.stringify(module)}), text = require("fs").readFileSync(${JSON.stringify(file)}, "utf8"); ${expression}`;
  return { args: ["-e", code] };
}
const yamlOf = file => runOn(file, packages.yaml, "made.parse(text)");
const jsonLinesOf = file =>
  runOn(file, "node:fs", 'for (const line of text.split("\\n")) if (line) JSON.parse(line)');

/** Returns functions that make commands of `program` and files in `folder`. */
function tools({ program, folder }) {
  const write = (name, text) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const on = (file, ...args) => ({ args: [program, ...args, "--config", file], statuses: [0, 1] });
  return { write, on };
}

/** Measures the start of the program, and plans compared with parsing the same file. */
export async function benchPlans({ program, folder }) {
  const { write, on } = tools({ program, folder });
  const small = people => write(`small-${people}.yaml`, smallEntriesOf(people));
  table("start");
  const node = { args: ["-e", "0"] };
  await compare("--version / node -e 0", { args: [program, "--version"] }, node, { rounds: 21, target: 1.3 });
  await compare("plan of 20 / node -e 0", on(small(20), "plan"), node, { rounds: 21, target: 1.7 });

  table("plan / parsing the same file with yaml");
  for (const [people, limits] of [
    [1000, { rounds: 9 }],
    [10_000, { rounds: 7, target: 0.35 }],
    [100_000, { rounds: 3, target: 0.2 }],
    [300_000, { rounds: 1 }],
  ])
    await compare(`plan of ${people}`, on(small(people), "plan"), yamlOf(small(people)), limits);
  for (const [people, rounds, target] of [
    [10_000, 7, 0.35],
    [100_000, 3, 0.2],
  ]) {
    const file = small(people);
    const many = write(`many-${people}.yaml`, manyGrantsOf(people));
    const asJson = ["plan", "--format", "json"];
    await compare(`plan of ${people} as JSON`, on(file, ...asJson), yamlOf(file), { rounds, target });
    await compare(`plan of ${people}, 12 grants a person`, on(many, "plan"), yamlOf(many), {
      rounds,
      target,
    });
    const jsYaml = runOn(file, packages.jsYaml, "made.load(text)");
    await compare(`(js-yaml, ${people})`, jsYaml, yamlOf(file), { rounds });
  }
  const groups = write("groups.yaml", organizationOf(100_000, 50));
  const out = join(folder, "plan.json");
  for (const args of [[], ["--format", "markdown"], ["--format", "json"], ["--out", out]]) {
    const name = `plan of 100000 with groups ${args.slice(-1).join("").replace(folder, "--out ")}`;
    const plan = { ...on(groups, "plan", ...args), prepare: () => rmSync(out, { force: true }) };
    await compare(name.trim(), plan, yamlOf(groups), { rounds: 3, mebibytes: 250 });
  }

  table("plan of 100000 in which something is unusual / plan of the plain file");
  for (const [name, change] of Object.entries(unusual)) {
    const file = write("unusual.yaml", change(smallEntriesOf(100_000)));
    await compare(name, on(file, "plan"), on(small(100_000), "plan"), { rounds: 3, target: 1.5 });
  }
}

/** Measures the commands that read or write members.yaml and do not plan. */
export async function benchEdits({ program, folder }) {
  const { write, on } = tools({ program, folder });
  for (const [people, limits] of [
    [10_000, { fmt: {}, check: {}, edit: {} }],
    [
      100_000,
      { fmt: { seconds: 3, mebibytes: 400 }, check: { seconds: 1 }, edit: { seconds: 2, mebibytes: 400 } },
    ],
  ]) {
    const plain = write("plain.yaml", smallEntriesOf(people));
    const untidy = write("untidy.yaml", smallEntriesOf(people).replaceAll("[", "[ "));
    const file = join(folder, "edited.yaml");
    const edit = (from, ...args) => ({ ...on(file, ...args), prepare: () => copyFileSync(from, file) });
    const rewrite = runOn(plain, packages.yaml, "String(made.parseDocument(text))");
    const rounds = { rounds: 3 };
    const add = ["add", "new@example.com", "--workspace", "team1"];
    table(`editing a file of ${people} / parsing and writing it with yaml`);
    await compare("validate", on(plain, "validate"), rewrite, rounds);
    await compare("fmt --check", on(plain, "fmt", "--check"), rewrite, { ...rounds, ...limits.check });
    await compare("fmt", edit(untidy, "fmt"), rewrite, { ...rounds, ...limits.fmt });
    await compare("add", edit(plain, ...add), rewrite, { ...rounds, ...limits.edit });
    await compare("remove", edit(plain, "remove", "person7@example.com"), rewrite, {
      ...rounds,
      ...limits.edit,
    });
  }

  table("import --csv of 10000 / parsing the file with csv-parse");
  const csv = write(
    "people.csv",
    `email,name\n${Array.from({ length: 10_000 }, (_, index) => `person${index}@example.com,Person ${index}\n`).join("")}`,
  );
  const target = join(folder, "imported.yaml");
  const config = "organization: kwob3J\nworkspaces: {marketing: wLDNPp}\nmembers: []\n";
  const load = { ...on(target, "import", "--csv", csv, "--workspace", "marketing", "--force") };
  const prepare = () => writeFileSync(target, config);
  await compare("import --csv", { ...load, prepare }, runOn(csv, packages.csvParse, "made.parse(text)"));
}

/** Measures the commands that read or write the state file. */
export async function benchStates({ program, folder }) {
  const { write, on } = tools({ program, folder });
  const config = write("one.yaml", "organization: kwob3J\nworkspaces: {team0: id0}\nmembers: []\n");
  for (const grants of [1000, 100_000, 1_000_000]) {
    const state = join(folder, `state-${grants}.jsonl`);
    const copy = join(folder, "compacted.jsonl");
    writeState(state, grants);
    const show = ["state", "show", "person7@example.com", "--state", state];
    const compact = on(config, "state", "compact", "--state", copy);
    const prepare = () => copyFileSync(state, copy);
    table(`state file of ${grants} grants / parsing its lines with JSON.parse`);
    await compare("state show of one person", on(config, ...show), jsonLinesOf(state), { rounds: 3 });
    await compare("state compact", { ...compact, prepare }, jsonLinesOf(state), { rounds: 3 });
    const jq = { command: "jq", args: ["-c", ".event", state], statuses: [0, 127] };
    await compare("(jq)", jq, jsonLinesOf(state), { rounds: 3 });
  }
  for (const people of [10_000, 100_000]) {
    const file = write("small.yaml", smallEntriesOf(people));
    const state = join(folder, "recorded.jsonl");
    writeState(state, people * 2);
    table(`report of ${people} / parsing members.yaml with yaml`);
    for (const format of ["markdown", "csv", "json", "html"]) {
      const limits = people === 100_000 && ["csv", "json"].includes(format) ? { mebibytes: 400 } : {};
      const report = on(file, "report", "--format", format, "--state", state);
      await compare(format, report, yamlOf(file), { rounds: 3, ...limits });
    }
  }
}

/** Compares the plan of a pull request's branch with a diff of the same commits. */
export async function benchBase({ program, folder }, git) {
  const { on } = tools({ program, folder });
  const cwd = join(folder, "repository");
  git(["init", "-q", cwd]);
  const commit = text => {
    writeFileSync(join(cwd, "members.yaml"), text);
    git(["-C", cwd, "add", "."]);
    git(["-C", cwd, "-c", "user.name=bench", "-c", "user.email=bench@example.com", "commit", "-qm", "Edit"]);
  };
  const text = smallEntriesOf(10_000);
  commit(text);
  commit(text.replaceAll(/team(\d+)\]\n(?=.*person\d+00@)/g, "team$1, team39]\n"));
  table("comparison of two commits of 10000, 100 members changed");
  const plan = { ...on("members.yaml", "plan", "--base", "HEAD~1"), cwd };
  const diff = { command: "git", args: ["diff", "HEAD~1", "--", "members.yaml"], cwd };
  await compare("plan --base / git diff", plan, diff);
}
