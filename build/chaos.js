// Plays schedules of faults and hostile input against Rollcall for as long as anybody likes: npm run chaos -- [--schedules 100000] [--seed N]
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";

const usual = 550;
const { values } = parseArgs({
  options: { schedules: { type: "string", default: "100000" }, seed: { type: "string" } },
});
const schedules = Number(values.schedules);
if (!Number.isSafeInteger(schedules) || schedules < 1)
  throw new Error(`--schedules is ${values.schedules}; it must be a whole number`);

const env = {
  ...process.env,
  CHAOS_RUNS: String(schedules / usual),
  ...(values.seed !== undefined && { CHAOS_SEED: values.seed }),
};
const vitest = spawn("npx", ["vitest", "run", "test/chaos", "test/hostile", "test/plain-yaml"], {
  env,
  stdio: "inherit",
});
vitest.on("exit", code => {
  process.exitCode = code ?? 1;
});
