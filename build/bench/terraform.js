import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compare, table } from "./measure.js";

/** What a user might use instead: one resource for each member, from the same file, with a state that is already applied. */
const resources = `locals {
  members = { for member in yamldecode(file("\${path.module}/members.yaml")).members : member.email => member }
}
resource "terraform_data" "member" {
  for_each = local.members
  input    = each.value
}
`;
const env = { TF_CLI_CONFIG_FILE: "/dev/null", CHECKPOINT_DISABLE: "1" };

/** Compares `rollcall plan` with `terraform plan`, if terraform is installed. `planOf` returns the plan of a file. */
export async function benchTerraform({ folder, textOf, planOf }) {
  table("plan compared with terraform");
  if (spawnSync("terraform", ["version"]).status !== 0)
    return console.log("terraform is not installed, so this is not measured");
  for (const people of [100, 1000]) {
    const cwd = join(folder, `terraform-${people}`);
    mkdirSync(cwd);
    writeFileSync(join(cwd, "members.yaml"), textOf(people));
    writeFileSync(join(cwd, "main.tf"), resources);
    const run = args => spawnSync("terraform", args, { cwd, env: { PATH: process.env.PATH, ...env } });
    run(["init", "-input=false"]);
    run(["apply", "-auto-approve", "-input=false"]);
    const terraform = { command: "terraform", args: ["plan", "-input=false"], env, cwd };
    const plan = planOf(join(cwd, "members.yaml"));
    await compare(`terraform plan of ${people} / rollcall plan`, terraform, plan, { rounds: 3 });
  }
}
