import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { bytesByPackage } from "../build.js";
import { benchAction } from "./action.js";
import { benchApply } from "./apply.js";
import { benchBase, benchEdits, benchPlans, benchStates } from "./files.js";
import { benchHostile } from "./hostile.js";
import { benchLive } from "./live.js";
import { organizationOf } from "./organization.js";
import { benchTerraform } from "./terraform.js";

const root = new URL("../..", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "rollcall-bench-"));
const program = join(root, "dist/rollcall.js");

function fileOf(people, maxEmailsPerCall = 50) {
  const path = join(folder, `members-${people}-${maxEmailsPerCall}.yaml`);
  writeFileSync(path, organizationOf(people, maxEmailsPerCall));
  return path;
}

function planOf(file) {
  return { args: [program, "plan", "--quiet", "--config", file, "--state", join(folder, "none.jsonl")] };
}

function benchCalls() {
  console.log("\ncalls of the first apply");
  console.log(
    "people  max/call  calls    per person    per grant          per workspace (calls per person, on average)",
  );
  for (const people of [1000, 10_000, 100_000]) {
    for (const cap of [50, 1000]) {
      const args = [...planOf(fileOf(people, cap)).args, "--format", "json"];
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

const where = { program, folder };
/** The parts of the benchmark, by name. Each prints its own tables. */
const parts = {
  plans: () => benchPlans(where),
  edits: () => benchEdits(where),
  states: () => benchStates(where),
  base: () => benchBase(where, args => spawnSync("git", args)),
  live: () => benchLive({ ...where, file: fileOf(5000), people: 5000 }),
  apply: () => benchApply(where),
  action: () => benchAction(organizationOf(990, 50), organizationOf(1000, 50)),
  terraform: () => benchTerraform({ folder, textOf: people => organizationOf(people, 50), planOf }),
  hostile: () => benchHostile(where),
  calls: benchCalls,
  size: benchSize,
};

const chosen = process.argv.slice(2);
const unknown = chosen.find(name => !(name in parts));
if (unknown !== undefined)
  throw new Error(`There is no part ${unknown}; the parts are ${Object.keys(parts).join(", ")}`);
try {
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores. CPU times in an empty environment, medians of pairs.`,
  );
  for (const [name, bench] of Object.entries(parts))
    if (chosen.length === 0 || chosen.includes(name)) await bench();
} finally {
  rmSync(folder, { recursive: true });
}
