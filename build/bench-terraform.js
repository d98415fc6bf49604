import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a user might use instead: one resource for each member, from the same file, with a state that is already applied. */
const resources = `locals {
  members = { for member in yamldecode(file("\${path.module}/members.yaml")).members : member.email => member }
}
resource "terraform_data" "member" {
  for_each = local.members
  input    = each.value
}
`;
/** Seconds with terraform 1.11.4 on 2026-11-23, on two cores. Used on a machine without terraform, and for plans that take too long. */
const measuredBefore = new Map([
  [100, 0.23],
  [1000, 6.5],
  [2000, 22],
  [5000, 161],
  [10_000, 988],
]);
const maxPeopleToRun = 1000;

/**
 * Compares `rollcall plan` with `terraform plan`. `organizationOf` returns a members.yaml, and `plan` the milliseconds that its
 * plan takes.
 */
export function benchTerraform({ folder, organizationOf, plan }) {
  const env = { ...process.env, TF_CLI_CONFIG_FILE: "/dev/null", CHECKPOINT_DISABLE: "1" };
  const hasTerraform = spawnSync("terraform", ["version"], { env }).status === 0;
  console.log(
    `\nplan compared with terraform plan${hasTerraform ? "" : " (terraform not installed; times from 2026-11-23)"}`,
  );
  console.log("people   terraform s  rollcall s  terraform/rollcall");
  for (const [people, before] of measuredBefore) {
    const text = organizationOf(people, 50);
    const file = join(folder, `terraform-${people}.yaml`);
    writeFileSync(file, text);
    const isRun = hasTerraform && people <= maxPeopleToRun;
    const terraform = isRun ? timeTerraform(join(folder, `terraform-${people}`), text, env) : before;
    const rollcall = plan(file) / 1000;
    const cells = [
      String(people).padEnd(7),
      `${terraform.toFixed(2)}${isRun ? "" : "*"}`.padStart(12),
      rollcall.toFixed(2).padStart(11),
      (terraform / rollcall).toFixed(0).padStart(19),
    ];
    console.log(cells.join(" "));
  }
  console.log("* measured with terraform 1.11.4 on 2026-11-23");
}

function timeTerraform(folder, text, env) {
  mkdirSync(folder);
  writeFileSync(join(folder, "members.yaml"), text);
  writeFileSync(join(folder, "main.tf"), resources);
  const run = (...args) => {
    const { status, stderr } = spawnSync("terraform", args, { cwd: folder, env, encoding: "utf8" });
    if (status !== 0) throw new Error(`terraform ${args[0]}: ${stderr}`);
  };
  run("init", "-input=false");
  run("apply", "-auto-approve", "-input=false");
  const start = process.hrtime.bigint();
  run("plan", "-input=false");
  return Number(process.hrtime.bigint() - start) / 1e9;
}
