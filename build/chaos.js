// Tests Rollcall with many schedules of faults and with hostile input: npm run chaos -- [--schedules 100000] [--seed N]
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";

/** The number of schedules that CHAOS_RUNS=1 plays. */
const schedulesPerRun = 900;
const { values } = parseArgs({
  options: { schedules: { type: "string", default: "100000" }, seed: { type: "string" } },
});
const schedules = Number(values.schedules);
if (!Number.isSafeInteger(schedules) || schedules < 1)
  throw new Error(`--schedules is ${values.schedules}; it must be a whole number`);

const seed = values.seed ?? String(Date.now() % 2 ** 31);
process.stdout.write(`--schedules ${schedules} --seed ${seed}\n`);
const env = { ...process.env, CHAOS_RUNS: String(schedules / schedulesPerRun), CHAOS_SEED: seed };
const vitest = spawn("npx", ["vitest", "run", "test/simulation", "test/hostile", "test/plain-yaml"], {
  env,
  stdio: "inherit",
});
vitest.on("exit", code => {
  process.exitCode = code ?? 1;
});
