import { createHash } from "node:crypto";
import fc from "fast-check";
import { type Played, playSchedule } from "./play.ts";
import { externalSchedules, machineSchedules, type Schedule, twoMachineSchedules } from "./schedule.ts";
import { randomFrom } from "./scheduler.ts";

/** Kinds of schedules, by name. */
const kinds = {
  external: externalSchedules,
  machine: machineSchedules,
  "two-machines": twoMachineSchedules,
} satisfies Readonly<Record<string, fc.Arbitrary<Schedule>>>;

/** The schedules that one worker plays. */
export interface CampaignInput {
  readonly kind: keyof typeof kinds;
  readonly schedules: number;
  /** Determines all schedules. */
  readonly seed: number;
  /** A schedule to play instead, as a failure names it. */
  readonly replay: string | undefined;
}

/** The result of a campaign. The same input gives the same report. */
export interface CampaignReport {
  readonly kind: string;
  /** The number of schedules played. */
  readonly schedules: number;
  /** The number of times that each fault occurred, and of second emails that Rollcall couldn't have avoided. */
  readonly counts: Readonly<Record<string, number>>;
  /** A digest of everything that could be seen of the worlds. */
  readonly digest: string;
  /** What must never happen but did, and how to replay it. The campaign ends with the first failure. */
  readonly failure: string | undefined;
}

/** Plays schedules of one kind until one fails. */
export async function playCampaign(input: CampaignInput): Promise<CampaignReport> {
  const { kind, seed, replay } = input;
  const arbitrary = kinds[kind];
  const random = randomFrom(seed);
  const counts: Record<string, number> = {};
  const digest = createHash("sha256");
  let failure: string | undefined;
  let schedules = 0;
  const total = replay === undefined ? input.schedules : 1;
  while (schedules < total && failure === undefined) {
    const scheduleSeed = replay === undefined ? Math.floor(random() * 2 ** 31) : Number(replay);
    const [schedule] = fc.sample(arbitrary, { seed: scheduleSeed, numRuns: 1 });
    if (!schedule) throw new Error("fast-check returned no schedule");
    const played = await playSchedule(schedule);
    schedules += 1;
    for (const [what, count] of played.counts) counts[what] = (counts[what] ?? 0) + count;
    digest.update(JSON.stringify(played.observation));
    if (played.violations.length > 0) failure = await describeFailure(kind, scheduleSeed, played);
  }
  return { kind, schedules, counts, digest: digest.digest("hex"), failure };
}

/** Finds the smallest schedule with a violation, and returns it with the violations and with the command that replays it. */
async function describeFailure(kind: keyof typeof kinds, seed: number, first: Played): Promise<string> {
  let smallest = first;
  const property = fc.asyncProperty(kinds[kind], async schedule => {
    const played = await playSchedule(schedule);
    const isViolated = played.violations.length > 0;
    if (isViolated) smallest = played;
    return !isViolated;
  });
  await fc.check(property, { seed, numRuns: 1 });
  return `${first.violations.join("\n")}

After shrinking:
${smallest.violations.join("\n")}
${JSON.stringify(smallest.schedule)}

To replay it, run: npm run chaos -- --replay ${kind}:${seed}
`;
}
