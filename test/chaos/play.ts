import fc from "fast-check";
import { expect } from "vitest";
import { times } from "../support/chaos.ts";
import { judge, judgeResult } from "./oracle.ts";
import type { Schedule } from "./schedule.ts";
import { World } from "./world.ts";

/** How often each thing went wrong in the schedules of a file, and each second email that nobody could have known of. */
class Tally {
  readonly #counts = new Map<string, number>();
  #schedules = 0;

  add(world: World, excused: readonly string[]): void {
    this.#schedules += 1;
    for (const [what, count] of world.counts) this.#count(what, count);
    for (const reason of excused) this.#count(`a second email: ${reason}`, 1);
  }

  toString(): string {
    const rows = [...this.#counts].sort(([, a], [, b]) => b - a);
    const lines = rows.map(([what, count]) => `${String(count).padStart(9)}  ${what}\n`);
    return `${this.#schedules} schedules, in which these went wrong so often:\n${lines.join("")}`;
  }

  #count(what: string, count: number): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + count);
  }
}

const nothing = { pause: 0, incidents: [], write: undefined, twice: false, wait: false };

/**
 * Plays schedules, and after each applies until it is quiet. What must not be is printed with its seed and the smallest schedule
 * that brings it about; what went wrong on the way is counted and printed.
 */
export async function playSchedules(schedules: fc.Arbitrary<Schedule>, runs: number): Promise<void> {
  const tally = new Tally();
  const property = fc.asyncProperty(schedules, async schedule => {
    expect(await playSchedule(schedule, tally)).toEqual([]);
  });
  const seed = process.env["CHAOS_SEED"];
  try {
    await fc.assert(property, { numRuns: times(runs), ...(seed !== undefined && { seed: Number(seed) }) });
  } catch (error) {
    // At once: a run of many schedules may go on in other files for a long time.
    process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
    throw error;
  } finally {
    process.stdout.write(tally.toString());
  }
}

/** Plays one schedule, and gives what must not be, in sentences. */
export function playOne(schedule: Schedule): Promise<readonly string[]> {
  return playSchedule(schedule, new Tally());
}

async function playSchedule(schedule: Schedule, tally: Tally): Promise<readonly string[]> {
  const world = new World(schedule);
  try {
    await world.begin();
    for (const [index, run] of schedule.runs.entries()) {
      const line = `apply --yes${run.wait ? " --wait" : ""}${schedule.live ? "" : " --no-live"}${index % 2 === 0 ? "" : " --format json"}`;
      const played = await world.play({ ...run, line });
      const { exit, output } = played;
      const lies = judgeResult(world, played);
      if (lies.length > 0) return lies;
      if (output.includes("\n    at ")) return [`a stack trace:\n${output}`];
      if (exit.some(one => one !== undefined && one !== 0 && one !== 1)) return [`exit codes ${exit.join()}`];
    }
    const restless = await comeToRest(world);
    const { wrong, excused } = judge(world);
    tally.add(world, excused);
    return [...restless, ...wrong];
  } finally {
    await world.end();
  }
}

/** Applies until nothing is sent and nothing recorded any more. */
async function comeToRest(world: World): Promise<readonly string[]> {
  world.writeMembers();
  const said: string[] = [];
  for (let run = 0; run < 10; run += 1) {
    await world.waitForTally(11 * 60_000);
    const before = world.stateText();
    const { exit, output } = await world.play({ ...nothing, line: "apply --yes" });
    said.push(output);
    const isUnchanged = world.stateText() === before;
    if (exit[0] === 0 && isUnchanged) return [];
    // Who is refused for what is pending already gets more only once it is accepted.
    if (output.includes("An invitation is pending already")) world.everybodyAccepts();
    if (!isUnchanged || !output.includes("Unconfirmed:") || world.deleted.size === 0) continue;
    // What a workspace that is gone would show only a person can find out.
    await world.play({ ...nothing, line: "state resolve --as not-sent" });
    world.count("settled by a person, because the workspace was deleted meanwhile");
  }
  return [`it does not come to rest:\n${said.slice(-2).join("----\n")}`];
}
