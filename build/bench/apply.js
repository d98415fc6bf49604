import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compare, table } from "./measure.js";

/** A script that sends as many invites as its argument says, and nothing else. */
const sendOnly = `
const url = process.env.TALLY_API_URL + "/organizations/kwob3J/invites";
const headers = { authorization: "Bearer " + process.env.TALLY_API_KEY, "content-type": "application/json", "user-agent": "bench" };
(async () => {
  for (let index = 0; index < Number(process.argv[2]); index += 1) {
    const body = JSON.stringify({ workspaceIds: ["wLDNPp"], emails: "person" + index + "@example.com" });
    const response = await fetch(url, { method: "POST", headers, body });
    if (response.status !== 204) throw new Error(await response.text());
  }
})();`;

/** Measures applies on a new mock Tally each time, with one call a person. All stay below Tally's limit of 100 requests a minute. */
export async function benchApply({ program, folder }) {
  const config = join(folder, "apply.yaml");
  const state = join(folder, "apply.jsonl");
  const script = join(folder, "send-only.cjs");
  writeFileSync(script, sendOnly);
  let sandbox;
  const env = {};
  const prepare = async () => {
    sandbox?.kill("SIGTERM");
    rmSync(state, { force: true });
    sandbox = spawn(process.execPath, [program, "sandbox"], { stdio: ["ignore", "pipe", "ignore"] });
    const [text] = await once(sandbox.stdout.setEncoding("utf8"), "data");
    for (const [, name, value] of text.matchAll(/export (\w+)=(\S+)/g)) env[name] = value;
  };
  const applyOf = calls => ({
    args: [program, "apply", "--yes", "--config", config, "--state", state],
    env,
    prepare: async () => {
      writeFileSync(config, organizationOf(calls));
      await prepare();
    },
  });
  const sendOf = calls => ({ args: [script, String(calls)], env, prepare });
  table("apply to a mock Tally, one call a person");
  const medians = [];
  for (const calls of [10, 60])
    medians.push(await compare(`apply of ${calls} calls / only sending`, applyOf(calls), sendOf(calls)));
  const each = [0, 1].map(index => ((medians[1][index] - medians[0][index]) / 50).toFixed(1));
  console.log(`per call, without the start: apply ${each[0]} ms, only sending ${each[1]} ms`);
  sandbox.kill("SIGTERM");
}

function organizationOf(people) {
  const members = Array.from({ length: people }, (_, index) => `person${index}@example.com`);
  return `organization: kwob3J
workspaces: {marketing: wLDNPp}
settings: {maxInvites: 1000, maxEmailsPerCall: 1}
members:
${members.map(email => `  - {email: ${email}, workspaces: [marketing]}\n`).join("")}`;
}
