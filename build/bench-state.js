import { writeFileSync } from "node:fs";
import { join } from "node:path";

const at = "2026-11-24T12:00:00.000Z";

/** Writes a state file of calls, each with fifty people and two workspaces. */
function writeState(file, grants) {
  const lines = [{ format: "rollcall-state", version: 1, organization: "kwob3J", lineage: "bench" }];
  for (let call = 0; call < grants / 100; call += 1) {
    const emails = Array.from({ length: 50 }, (_, index) => `person${call * 50 + index}@example.com`);
    const workspaceIds = [`id${call % 40}`, `id${(call + 1) % 40}`];
    lines.push({ event: "intent", at, call: `c${call}`, action: "invite", emails, workspaceIds });
    lines.push({ event: "outcome", at, call: `c${call}`, result: "done", status: 204 });
  }
  writeFileSync(file, lines.map(line => `${JSON.stringify(line)}\n`).join(""));
}

/** Measures `rollcall state show` for one person in state files of several sizes. `measure` returns milliseconds and megabytes. */
export function benchState({ program, folder, measure, withMeter }) {
  const config = join(folder, "nobody.yaml");
  writeFileSync(config, "organization: kwob3J\nworkspaces: {marketing: wLDNPp}\nmembers: []\n");
  console.log("\nstate show of one person (new processes)");
  console.log("grants      seconds       MB");
  for (const grants of [1000, 100_000, 1_000_000]) {
    const state = join(folder, `state-${grants}.jsonl`);
    writeState(state, grants);
    const args = [program, "state", "show", "person7@example.com", "--config", config, "--state", state];
    const { milliseconds, megabytes = 0 } = measure([...withMeter, ...args]);
    const cells = [
      String(grants).padEnd(9),
      (milliseconds / 1000).toFixed(2).padStart(9),
      megabytes.toFixed(0).padStart(8),
    ];
    console.log(cells.join(" "));
  }
}

/** Writes a state file of calls without an outcome, and as many events that forget their people. */
function writeForgotten(file, calls) {
  const lines = [{ format: "rollcall-state", version: 1, organization: "kwob3J", lineage: "bench" }];
  const email = index => `person${index}@example.com`;
  for (let call = 0; call < calls; call += 1)
    lines.push({
      event: "intent",
      at,
      call: `c${call}`,
      action: "invite",
      emails: [email(call)],
      workspaceIds: ["wLDNPp"],
    });
  for (let call = 0; call < calls; call += 1) lines.push({ event: "forgotten", at, email: email(call) });
  writeFileSync(file, lines.map(line => `${JSON.stringify(line)}\n`).join(""));
}

/** Measures the plan of state files that are designed to take long, by the number of open calls and of forgotten people. */
export function benchForgotten({ program, folder, measure }) {
  const config = join(folder, "nobody.yaml");
  console.log("\nplan with open calls and as many forgotten people (new processes)");
  console.log("calls       seconds");
  for (const calls of [5000, 20_000]) {
    const state = join(folder, `forgotten-${calls}.jsonl`);
    writeForgotten(state, calls);
    const { milliseconds } = measure([program, "plan", "--quiet", "--config", config, "--state", state]);
    console.log(`${String(calls).padEnd(9)} ${(milliseconds / 1000).toFixed(2).padStart(9)}`);
  }
}

/** Measures the access review in each format, in new processes. Everyone is recorded with two workspaces. */
export function benchReports({ program, folder, measure, fileOf }) {
  console.log("\nreport by format, seconds");
  console.log("people    markdown       csv      json      html");
  for (const people of [10_000, 100_000]) {
    const state = join(folder, `recorded-${people}.jsonl`);
    writeState(state, people * 2);
    const seconds = ["markdown", "csv", "json", "html"].map(format => {
      const args = [program, "report", "--format", format, "--config", fileOf(people), "--state", state];
      return (measure(args).milliseconds / 1000).toFixed(2).padStart(9);
    });
    console.log(`${String(people).padEnd(8)} ${seconds.join(" ")}`);
  }
}
