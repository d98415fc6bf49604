import { createHash } from "node:crypto";
import fc from "fast-check";
import { Coverage } from "./coverage.ts";
import { type Played, playSchedule } from "./play.ts";
import { externalSchedules, machineSchedules, type Schedule, twoMachineSchedules } from "./schedule.ts";
import { randomFrom } from "./scheduler.ts";

/** Kinds of schedules, by name. */
const kinds = {
  external: externalSchedules,
  machine: machineSchedules,
  "two-machines": twoMachineSchedules,
} satisfies Readonly<Record<string, fc.Arbitrary<Schedule>>>;

type Kind = keyof typeof kinds;

/** The schedules that one worker plays. */
export interface CampaignInput {
  readonly kind: Kind;
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
  /** How many pairs of a step of the program and a fault occurred, and the schedule with the last new one, counted from 1. */
  readonly coverage: { readonly pairs: number; readonly lastNewAt: number };
  /** A digest of everything that could be seen of the worlds. */
  readonly digest: string;
  /** What must never happen but did, and how to replay it. The campaign ends with the first failure. */
  readonly failure: string | undefined;
}

/** Of two schedules, one is chosen among this many, for a pair of a step and a fault that is rare. */
const candidates = 8;

/** Plays schedules of one kind until one fails. */
export async function playCampaign({
  kind,
  schedules,
  seed,
  replay,
}: CampaignInput): Promise<CampaignReport> {
  const coverage = new Coverage();
  const counts: Record<string, number> = {};
  const digest = createHash("sha256");
  const random = randomFrom(seed);
  const draw = () => drawSchedule(kind, Math.floor(random() * 2 ** 31));
  let lastNewAt = 0;
  let failure: string | undefined;
  let played = 0;
  for (; played < schedules && failure === undefined; played += 1) {
    const isSteered = played % 2 === 1;
    const drawn = replay === undefined ? draw() : drawSchedule(kind, Number(replay));
    const { schedule, seed: scheduleSeed } = isSteered
      ? coverage.rarest([drawn, ...Array.from({ length: candidates - 1 }, draw)])
      : drawn;
    const { trace, observation, violations } = await playSchedule(schedule);
    if (coverage.add(trace)) lastNewAt = played + 1;
    for (const [what, count] of trace.counts) counts[what] = (counts[what] ?? 0) + count;
    for (const part of Object.values(observation)) digest.update(String(part));
    if (violations.length > 0) failure = await describeFailure(kind, scheduleSeed, violations);
  }
  const { pairs } = coverage;
  return {
    kind,
    schedules: played,
    counts,
    coverage: { pairs, lastNewAt },
    digest: digest.digest("hex"),
    failure,
  };
}

function drawSchedule(kind: Kind, seed: number): { readonly schedule: Schedule; readonly seed: number } {
  const [schedule] = fc.sample(kinds[kind], { seed, numRuns: 1, unbiased: true });
  if (!schedule) throw new Error("fast-check returned no schedule");
  return { schedule, seed };
}

/** Finds the smallest schedule with a violation. Returns what happens in it, and the command that replays it. */
async function describeFailure(kind: Kind, seed: number, violations: readonly string[]): Promise<string> {
  let smallest: Played | undefined;
  const property = fc.asyncProperty(kinds[kind], async schedule => {
    const played = await playSchedule(schedule);
    if (played.violations.length === 0) return true;
    smallest = played;
    return false;
  });
  await fc.check(property, { seed, numRuns: 1, unbiased: true });
  const sentences = [
    ...violations,
    "",
    "The smallest schedule with a violation:",
    ...(smallest?.violations ?? []),
  ];
  return `${sentences.join("\n")}
${JSON.stringify(smallest?.schedule)}

To replay it, run npm run chaos -- --replay ${kind}:${seed}
`;
}
