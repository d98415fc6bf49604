import { judge, judgeResult } from "./oracle.ts";
import type { Schedule } from "./schedule.ts";
import type { Trace } from "./trace.ts";
import { World } from "./world.ts";

/** What can be seen of a world from outside. */
export interface Observation {
  readonly state: string;
  readonly exits: readonly (readonly (number | undefined)[])[];
  readonly outputs: readonly string[];
  readonly requests: readonly string[];
}

/** The result of a schedule. */
export interface Played {
  readonly schedule: Schedule;
  /** What must never happen but did, in sentences. */
  readonly violations: readonly string[];
  /** Counts faults, and second emails that Rollcall couldn't have avoided. */
  readonly trace: Trace;
  readonly observation: Observation;
}

const nothing = { pause: 0, incidents: [], write: undefined, twice: false };
const applyAgain = { name: "apply", live: true, wait: false, format: "text" } as const;

/** Plays a schedule in memory, and applies after it until nothing changes. */
export async function playSchedule(schedule: Schedule): Promise<Played> {
  const world = new World(schedule);
  let violations: readonly string[];
  try {
    await world.begin();
    violations = await findViolations(world);
  } catch (error) {
    violations = [error instanceof Error ? String(error.stack) : String(error)];
  } finally {
    await world.end();
  }
  return { schedule, violations, trace: world.trace, observation: observe(world) };
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
    return observe(world);
  } finally {
    await world.end();
  }
}

function observe(world: World): Observation {
  return {
    state: world.stateText(),
    exits: world.runs.map(one => one.exit),
    outputs: world.runs.map(one => one.output),
    requests: world.sandbox.requests.map(
      ({ method, path, body, status }) => `${method} ${path} ${body} ${status}`,
    ),
  };
}

async function findViolations(world: World): Promise<readonly string[]> {
  const { schedule } = world;
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
  for (const reason of excused) world.trace.count(`a second email: ${reason}`);
  return [...endless, ...violations];
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
    world.trace.count("resolved by a person, because the workspace was deleted");
  }
  return [`it still changes something after ten applies:\n${outputs.slice(-2).join("----\n")}`];
}
