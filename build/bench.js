import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { benchAction } from "./bench-action.js";
import { benchHostile } from "./bench-hostile.js";
import { benchLive } from "./bench-live.js";
import { organizationOf, smallEntriesOf } from "./bench-organization.js";
import { benchForgotten, benchReports, benchState } from "./bench-state.js";
import { benchTerraform } from "./bench-terraform.js";
import { bytesByPackage } from "./build.js";

const root = new URL("..", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "rollcall-bench-"));
const program = join(root, "dist/rollcall.js");
const yaml = join(root, "node_modules/yaml/dist/index.js");
/** A module that prints the peak memory of its process, in MB, to file descriptor 3. */
const meter =
  'import fs from "node:fs"; process.on("exit", () => fs.writeSync(3, String(process.resourceUsage().maxRSS / 1024)));';
const withMeter = ["--import", `data:text/javascript,${encodeURIComponent(meter)}`];

function fileOf(people, maxEmailsPerCall = 50) {
  const path = join(folder, `members-${people}-${maxEmailsPerCall}.yaml`);
  writeFileSync(path, organizationOf(people, maxEmailsPerCall));
  return path;
}

function smallFileOf(people) {
  const path = join(folder, `small-${people}.yaml`);
  writeFileSync(path, smallEntriesOf(people));
  return path;
}

function measure(args) {
  const start = process.hrtime.bigint();
  const { status, stderr, output } = spawnSync(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`${args.join(" ")}\n${stderr}`);
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  return { milliseconds, megabytes: Number(output[3]) || undefined };
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** Returns the times of several rounds. Each round runs every command once, so that a slow moment affects all of them. */
function compare(commands, rounds) {
  const times = commands.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, args] of commands.entries()) {
      const { milliseconds } = measure(args);
      if (round > 0) times[index].push(milliseconds);
    }
  }
  return times;
}

function planOf(file) {
  return [program, "plan", "--quiet", "--config", file, "--state", join(folder, "none.jsonl")];
}

function parseOf(file) {
  const code = `require(${JSON.stringify(yaml)}).parse(require("fs").readFileSync(${JSON.stringify(file)}, "utf8"))`;
  return ["-e", code];
}

function ratio(a, b) {
  return median(a.map((one, index) => one / b[index])).toFixed(2);
}

function benchTimes() {
  console.log("\nplan of people with two workspaces each (new processes; medians; ratios of pairs)");
  console.log("people    plan ms  parse ms  node ms  plan/parse  plan/node  plan MB  parse MB");
  for (const [people, rounds] of [
    [20, 15],
    [1000, 9],
    [10_000, 7],
    [100_000, 3],
    [300_000, 1],
  ]) {
    const file = smallFileOf(people);
    const [plan, parse, node] = compare([planOf(file), parseOf(file), ["-e", "0"]], rounds);
    const memory = [planOf(file), parseOf(file)].map(args => measure([...withMeter, ...args]).megabytes ?? 0);
    const cells = [
      String(people).padEnd(8),
      median(plan).toFixed(0).padStart(8),
      median(parse).toFixed(0).padStart(9),
      median(node).toFixed(0).padStart(8),
      ratio(plan, parse).padStart(11),
      ratio(plan, node).padStart(10),
      ...memory.map(megabytes => megabytes.toFixed(0).padStart(8)),
    ];
    console.log(cells.join(" "));
  }
}

function benchStart() {
  const commands = [["-e", "0"], [program, "--version"], planOf(smallFileOf(20))];
  const [node, version, plan] = compare(commands, 21);
  console.log("\nstart (new processes; medians of pairs)");
  console.log(`--version / node -e 0: ${ratio(version, node)}`);
  console.log(`plan of 20 / node -e 0: ${ratio(plan, node)}`);
}

function benchRendering() {
  console.log("\nplan by format, seconds");
  console.log("people       text  markdown      json");
  for (const people of [10_000, 100_000]) {
    const seconds = ["text", "markdown", "json"].map(format => {
      const [times] = compare([[...planOf(fileOf(people)), "--format", format]], 3);
      return (median(times) / 1000).toFixed(2).padStart(9);
    });
    console.log(`${String(people).padEnd(8)} ${seconds.join(" ")}`);
  }
}

function benchCalls() {
  console.log("\ncalls of the first apply");
  console.log(
    "people  max/call  calls    per person    per grant          per workspace (calls per person, on average)",
  );
  for (const people of [1000, 10_000, 100_000]) {
    for (const cap of [50, 1000]) {
      const args = [...planOf(fileOf(people, cap)), "--format", "json"];
      const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 30 });
      const plan = JSON.parse(stdout);
      const { calls, people: named, grants } = plan.summary;
      const byWorkspace = callsByWorkspace(plan, cap);
      const cells = [
        String(people).padEnd(8),
        ...[cap, calls, named, grants].map((n, i) => String(n).padStart([7, 6, 13, 12][i])),
      ];
      const often = (grants / named).toFixed(1);
      console.log(`${cells.join(" ")} ${String(byWorkspace).padStart(22)} (${often} times)`);
    }
  }
}

/** Returns the number of calls if each workspace had its own calls, so that a person is in one call for each of their workspaces. */
function callsByWorkspace({ people }, cap) {
  const counts = new Map();
  for (const id of people.flatMap(person => person.workspaceIds)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + Math.ceil(count / cap), 0);
}

async function benchPullRequest() {
  const pairs = await benchAction(organizationOf(990, 50), organizationOf(1000, 50), 9);
  const [plan, node] = ["plan", "node"].map(name => pairs.map(pair => pair[name]));
  console.log(
    "\nthe Action's plan of a pull request for 1,000 members, including the comment (GitHub on loopback)",
  );
  console.log(
    `plan ms ${median(plan).toFixed(0)}, node ms ${median(node).toFixed(0)}, plan/node ${ratio(plan, node)}`,
  );
}

async function benchSize() {
  console.log("\nbytes of dist by package, before minification");
  for (const [name, bytes] of await bytesByPackage()) console.log(`${String(bytes).padStart(9)}  ${name}`);
  console.log("\nbytes of dist");
  const entries = readdirSync(join(root, "dist"), { recursive: true })
    .map(String)
    .filter(name => name.endsWith(".js"));
  const sizes = entries.map(name => ({ name, bytes: statSync(join(root, "dist", name)).size }));
  for (const { name, bytes } of sizes.toSorted((a, b) => b.bytes - a.bytes))
    console.log(`${String(bytes).padStart(9)}  ${name}`);
}

try {
  console.log(`Node ${process.version}, ${availableParallelism()} cores`);
  benchStart();
  benchTimes();
  benchRendering();
  benchState({ program, folder, measure, withMeter });
  benchForgotten({ program, folder, measure });
  benchReports({ program, folder, measure, fileOf: smallFileOf });
  await benchLive({ program, folder, file: fileOf(10_000), median });
  benchTerraform({ folder, organizationOf, plan: file => median(compare([planOf(file)], 3)[0]) });
  benchCalls();
  await benchPullRequest();
  benchHostile({ program, folder });
  await benchSize();
} finally {
  rmSync(folder, { recursive: true });
}
