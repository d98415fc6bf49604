import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { judge } from "./oracle.ts";
import { type Schedule, schedules } from "./schedule.ts";
import { World } from "./world.ts";

const counts = new Map<string, number>();
const excuses = new Map<string, number>();
let played = 0;

const nothing = { incidents: [], write: undefined, twice: false };

/** Applies until nothing is sent and nothing recorded any more. */
async function comeToRest(world: World): Promise<string> {
  world.writeMembers();
  const said: string[] = [];
  for (let run = 0; run < 10; run += 1) {
    await world.waitForTally();
    world.pass(11 * 60_000);
    const before = world.stateText();
    const { exit, output } = await world.play({ ...nothing, line: "apply --yes" });
    said.push(output);
    if (exit[0] === 0 && world.stateText() === before) return "";
    if (output.includes("Unconfirmed:") && world.deleted.size > 0 && world.stateText() === before) {
      // What a workspace that is gone would show only a person can find out.
      await world.play({ ...nothing, line: "state settle --as not-sent" });
      world.count("settled by a person, because the workspace was deleted meanwhile");
    }
  }
  return `it does not come to rest:\n${said.slice(-2).join("----\n")}`;
}

async function playSchedule(schedule: Schedule): Promise<readonly string[]> {
  const world = new World(schedule);
  try {
    await world.begin();
    for (const run of schedule.runs) {
      const line = run.live ? "apply --yes" : "apply --yes --no-live";
      const { exit, output } = await world.play({ ...run, line });
      if (output.includes("\n    at ")) return [`a stack trace:\n${output}`];
      if (exit.some(one => one !== undefined && one !== 0 && one !== 1)) return [`exit codes ${exit.join()}`];
    }
    const restless = await comeToRest(world);
    const { wrong, excused } = judge(world);
    played += 1;
    for (const [what, count] of world.counts) counts.set(what, (counts.get(what) ?? 0) + count);
    for (const reason of excused) excuses.set(reason, (excuses.get(reason) ?? 0) + 1);
    return [...(restless ? [restless] : []), ...wrong];
  } finally {
    await world.end();
  }
}

const numRuns = Number(process.env["CHAOS_SCHEDULES"] ?? 200);

test("whatever goes wrong, applying again brings every desired grant, and nobody anything else", async () => {
  const property = fc.asyncProperty(schedules, async schedule => {
    expect(await playSchedule(schedule)).toEqual([]);
  });
  await fc.assert(property, {
    numRuns,
    ...(process.env["CHAOS_SEED"] && { seed: Number(process.env["CHAOS_SEED"]) }),
  });
}, 0);

afterAll(() => {
  const rows = [...counts].sort(([, a], [, b]) => b - a).map(([what, count]) => `  ${count}  ${what}\n`);
  const more = [...excuses].map(([why, count]) => `  ${count}  second emails: ${why}\n`);
  process.stdout.write(`${played} schedules\n${rows.join("")}${more.join("")}`);
});
