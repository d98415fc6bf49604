// Tests Rollcall with many schedules of faults and with hostile input:
// npm run chaos -- [--schedules 100000] [--seed N] [--replay KIND:SEED]
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { renderReport, simulate } from "./simulation.js";

/** The number of schedules that `npm cit` plays. */
const schedulesPerRun = 10_000;
const { values } = parseArgs({
  options: {
    schedules: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    replay: { type: "string" },
  },
});
const { replay } = values;
const schedules = wholeNumber("schedules");
const seed = wholeNumber("seed");

if (replay === undefined) process.stdout.write(`--schedules ${schedules} --seed ${seed}\n`);
const onReport = report => process.stdout.write(`${renderReport(report)}\n`);
const reports = await simulate({ schedules, seed, replay, onReport });
if (reports.length === 0)
  throw new Error(`--replay is ${replay}; it must be KIND:SEED, as a failure names it`);
if (reports.some(({ failure }) => failure !== undefined)) process.exitCode = 1;
if (replay === undefined) runProperties();

function wholeNumber(name) {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new Error(`--${name} is ${values[name]}; it must be a whole number above 0`);
}

/** Runs the properties for hostile files and for plain YAML as many times more often. */
function runProperties() {
  const runs = Math.max(1, schedules / schedulesPerRun);
  const env = { ...process.env, CHAOS_RUNS: String(runs), CHAOS_SEED: String(seed) };
  const files = ["test/simulation/fidelity", "test/hostile", "test/plain-yaml"];
  const vitest = spawn("npx", ["vitest", "run", ...files], { env, stdio: "inherit" });
  vitest.on("exit", code => {
    process.exitCode ||= code ?? 1;
  });
}
