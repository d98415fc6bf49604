import fc from "fast-check";
import { expect } from "vitest";
import { times } from "../support/chaos.ts";
import { judge, judgeResult } from "./oracle.ts";
import type { Schedule } from "./schedule.ts";
import { World } from "./world.ts";

/** Counts the faults in the schedules of a file, and the second emails that Rollcall couldn't have avoided. */
class Statistics {
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
    return `${this.#schedules} schedules with these faults:\n${lines.join("")}`;
  }

  #count(what: string, count: number): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + count);
  }
}

const nothing = { pause: 0, incidents: [], write: undefined, twice: false };
const applyAgain = { name: "apply", live: true, wait: false, format: "text" } as const;

/**
 * Plays schedules, and applies after each until nothing changes. Prints a violation with its seed and the smallest schedule that
 * causes it, and the number of times that each fault occurred.
 */
export async function playSchedules(schedules: fc.Arbitrary<Schedule>, runs: number): Promise<void> {
  const statistics = new Statistics();
  const property = fc.asyncProperty(schedules, async schedule => {
    expect(await playSchedule(schedule, statistics)).toEqual([]);
  });
  try {
    await fc.assert(property, { numRuns: times(runs) });
  } catch (error) {
    // Printed at once, because the other files of a long run might take hours.
    process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
    throw error;
  } finally {
    process.stdout.write(statistics.toString());
  }
}

/** Plays one schedule. Returns what must never happen but did, in sentences. */
export function playOne(schedule: Schedule): Promise<readonly string[]> {
  return playSchedule(schedule, new Statistics());
}

/** What can be seen of a world from outside after its schedule. */
export interface Observation {
  readonly state: string;
  readonly exits: readonly (readonly (number | undefined)[])[];
  readonly outputs: readonly string[];
  readonly requests: readonly string[];
}

/** Plays the runs of a schedule, and returns what can be seen of it. `isReal`: with real files and sockets. */
export async function observeSchedule(schedule: Schedule, isReal: boolean): Promise<Observation> {
  const world = new World(schedule, isReal);
  try {
    await world.begin();
    for (const run of schedule.runs)
      await world.play({
        ...run,
        command: { name: "apply", live: schedule.live, wait: run.wait, format: "text" },
      });
    return {
      state: world.stateText(),
      exits: world.runs.map(one => one.exit),
      outputs: world.runs.map(one => one.output),
      requests: world.sandbox.requests.map(
        ({ method, path, body, status }) => `${method} ${path} ${body} ${status}`,
      ),
    };
  } finally {
    await world.end();
  }
}

async function playSchedule(schedule: Schedule, statistics: Statistics): Promise<readonly string[]> {
  const world = new World(schedule);
  try {
    await world.begin();
    for (const [index, run] of schedule.runs.entries()) {
      const format = index % 2 === 0 ? "text" : "json";
      const command = { name: "apply", live: schedule.live, wait: run.wait, format } as const;
      const played = await world.play({ ...run, command });
      const { exit, output } = played;
      const violations = judgeResult(world, played);
      if (violations.length > 0) return violations;
      if (output.includes("\n    at ")) return [`a stack trace:\n${output}`];
      if (exit.some(one => one !== undefined && one !== 0 && one !== 1)) return [`exit codes ${exit.join()}`];
    }
    const endless = await applyUntilUnchanged(world);
    const { violations, excused } = judge(world);
    statistics.add(world, excused);
    return [...endless, ...violations];
  } finally {
    await world.end();
  }
}

/** Applies until nothing more is sent or recorded. Returns a sentence if that never happens. */
async function applyUntilUnchanged(world: World): Promise<readonly string[]> {
  world.writeMembers();
  const outputs: string[] = [];
  for (let run = 0; run < 10; run += 1) {
    await world.waitForTally(11 * 60_000);
    const before = world.stateText();
    const { exit, output } = await world.play({ ...nothing, command: applyAgain });
    outputs.push(output);
    const isUnchanged = world.stateText() === before;
    if (exit[0] === 0 && isUnchanged) return [];
    // If Tally rejects another invite to people with a pending one, they must accept that first.
    if (output.includes("An invitation is pending already")) world.acceptAllInvites();
    if (!isUnchanged || !output.includes("Unconfirmed:") || world.deleted.size === 0) continue;
    // Only a person can find out the result of a call to a deleted workspace.
    await world.play({ ...nothing, command: { name: "state resolve --as not-sent" } });
    world.count("resolved by a person, because the workspace was deleted");
  }
  return [`it still changes something after ten applies:\n${outputs.slice(-2).join("----\n")}`];
}
