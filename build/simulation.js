import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { rolldown } from "rolldown";
import configs from "../rolldown.config.js";

const root = new URL("..", import.meta.url).pathname;

/** The kinds of schedules in test/simulation/campaign.ts. Each has a worker, so a seed gives the same run on every machine. */
const kinds = ["external", "machine", "two-machines"];

/**
 * Plays simulated schedules, without the cost of a test runner and of loading modules one by one. Resolves to the reports, one of each
 * kind, and calls `onReport` with each as soon as it is there. The kinds share the number of schedules.
 */
export async function simulate({ schedules, seed, replay, onReport = () => {} }) {
  const script = await bundle();
  const [replayedKind, replayed] = replay?.split(":", 2) ?? [];
  const share = replay === undefined ? Math.ceil(schedules / kinds.length) : 1;
  const workers = kinds
    .map((kind, index) => ({ kind, schedules: share, seed: seed + index, replay: replayed }))
    .filter(({ kind }) => replay === undefined || kind === replayedKind)
    .map(async input => {
      const report = await runWorker(script, input);
      onReport(report);
      return report;
    });
  return await Promise.all(workers);
}

/** Returns a report as text. */
export function renderReport({ kind, schedules, counts, coverage, digest, failure }) {
  const rows = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const lines = rows.map(([what, count]) => `${String(count).padStart(9)}  ${what}\n`);
  const { pairs, lastNewAt } = coverage;
  const text = `${kind}: ${schedules} schedules, digest ${digest.slice(0, 16)}
${lines.join("")}${String(pairs).padStart(9)}  pairs of a step and a fault, the last new one in schedule ${lastNewAt}
`;
  return failure === undefined ? text : `${text}\n${failure}`;
}

/** Returns the simulation and the program as one script. */
async function bundle() {
  const [{ resolve, plugins }] = configs;
  const input = join(root, "test/simulation/worker.ts");
  const simulation = await rolldown({ input, cwd: root, platform: "node", resolve, plugins });
  const { output } = await simulation.generate({ format: "cjs", codeSplitting: false });
  await simulation.close();
  return output[0].code;
}

function runWorker(script, input) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { eval: true, workerData: input });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
