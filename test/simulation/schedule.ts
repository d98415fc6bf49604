import fc from "fast-check";
import type { Fault } from "../../src/sandbox/http/faults.ts";
import type { Behavior } from "../../src/sandbox/organization/behavior.ts";

/** The workspaces of the organization that a schedule plays in. */
export const workspaceIds = ["wLDNPp", "npe1DB", "31Wy9l"] as const;

/** Faults of Tally's responses, by name. */
export const wireFaults = {
  "reset before the effect": { kind: "reset", effect: "none" },
  "reset after the effect": { kind: "reset", effect: "before" },
  "reset after part of the effect": { kind: "reset", effect: "first-address" },
  "hang before the effect": { kind: "hang", effect: "none" },
  "hang after the effect": { kind: "hang", effect: "before" },
  "half of the head": { kind: "partial", cut: "head" },
  "half of the body": { kind: "partial", cut: "body" },
  "429 without a time": answer(429),
  "429 with Retry-After": answer(429, { headers: { "retry-after": "3" } }),
  "429 with a Retry-After of years": answer(429, { headers: { "retry-after": "999999999999" } }),
  "429 with a Retry-After before 1970": answer(429, {
    headers: { "retry-after": "Thu, 01 Jan 1960 00:00:00 GMT" },
  }),
  "429 with an invalid Retry-After": answer(429, {
    headers: { "retry-after": "-5 soon", "x-ratelimit-reset": "1e400" },
  }),
  "500": answer(500, { body: '{"message":"Internal","errorType":"INTERNAL"}' }),
  "502 in HTML before the effect": answer(502, { body: "<html><h1>Bad Gateway</h1></html>" }),
  "502 in HTML after the effect": answer(502, { body: "<html></html>", effect: "before" }),
  "502 in HTML after part of the effect": answer(502, { body: "<html></html>", effect: "first-address" }),
  "200 with a page of HTML": answer(200, { body: "<html>Sign in</html>", effect: "none" }),
  "204 with a body": {
    kind: "raw",
    effect: "before",
    bytes: "HTTP/1.1 204 No Content\r\ncontent-length: 20\r\n\r\nthis should not be so",
  },
  "bytes that are not HTTP": { kind: "raw", effect: "before", bytes: "\u0000\u0001\r\nSSH-2.0-x\r\n\r\n" },
  "400 without a reason": answer(400, { body: '{"message":"Bad Request","errorType":"VALIDATION"}' }),
  "504, and delivered 20 seconds later": { kind: "late", status: 504, ms: 20_000 },
  "504, and delivered 9 minutes later": { kind: "late", status: 504, ms: 9 * 60_000 },
  redirect: answer(307, { headers: { location: "/trap" } }),
  "redirect after the effect": answer(302, { headers: { location: "/trap" }, effect: "before" }),
} satisfies Readonly<Record<string, Fault>>;

function answer(
  status: number,
  more: Partial<Omit<Extract<Fault, { kind: "answer" }>, "kind" | "status">> = {},
): Fault {
  return { kind: "answer", status, effect: "none", ...more };
}

/** What happens to people in Tally during a run, by their own action or that of another user. */
export const userActions = [
  "accepts",
  "leaves or declines",
  "is canceled by another user",
  "is invited by another user",
] as const;

/** What the disk does at a write. None of these loses what was written before. */
export const diskFaults = [
  "disk full",
  "disk full in the middle of a line",
  "sync fails",
  "read-only folder",
] as const;

/** What happens to a request that writes to GitHub. */
export const githubFaults = [
  "a write to GitHub does not arrive",
  "the response to a write to GitHub is lost",
  "no write to GitHub arrives from then on",
] as const;

/** The process is suspended for longer than its lock and intents are valid, and continues after another apply. */
export const suspended = "suspended after a line while another process applies";

/** How a process dies at a write. */
export const deaths = [
  "killed before a line",
  "killed in the middle of a line",
  "killed after a line",
  "power loss leaves zeros in a line",
] as const;

/** Something that happens at the nth request of a run, from 1. If `onPost`, only requests that can change something count. */
export type Incident = { readonly nth: number; readonly onPost: boolean } & (
  | { readonly type: "wire"; readonly name: keyof typeof wireFaults; readonly times: number }
  | { readonly type: "connection refused"; readonly sleeps: number }
  | { readonly type: "user action"; readonly action: (typeof userActions)[number]; readonly person: number }
  | { readonly type: "workspace deleted"; readonly workspace: number }
  | { readonly type: "clock"; readonly by: number }
  | { readonly type: "SIGTERM" }
  /** `nth` counts the pauses of the run. */
  | { readonly type: "SIGTERM in a pause" }
  | { readonly type: "killed during a request" }
  /** The process or the network is suspended before the request arrives, while another process applies. */
  | { readonly type: "suspended during a request" }
  /** `nth` counts the operations of the runs on files and on the branch. */
  | { readonly type: "foreign write" }
);

/** What happens at the nth write of a run, from 1. */
export type WriteIncident = {
  readonly nth: number;
  readonly what:
    | (typeof diskFaults)[number]
    | (typeof githubFaults)[number]
    | (typeof deaths)[number]
    | typeof suspended;
};

export interface RunSchedule {
  /** How long nothing happens before the run, in milliseconds. */
  readonly pause: number;
  readonly incidents: readonly Incident[];
  readonly write: WriteIncident | undefined;
  /** Whether a second apply runs at the same time. */
  readonly twice: boolean;
  /** Whether the run waits until unconfirmed calls can be sent again. */
  readonly wait: boolean;
}

export interface PersonSchedule {
  /** The numbers of the workspaces that members.yaml gives the person. */
  readonly wanted: readonly number[];
  readonly initialStatus: "absent" | "member" | "pending";
  /** The numbers of the workspaces that a member or pending person has at first. */
  readonly has: readonly number[];
  /** Whether Tally rejects the email address as malformed. */
  readonly isMalformed: boolean;
  /** Whether Tally accepts the email address and never shows it. */
  readonly isNeverShown: boolean;
}

/** A scenario: an organization, a members.yaml, and applies of it with everything that goes wrong. */
export interface Schedule {
  /** Determines all delays, and so the order of everything that happens at the same time. */
  readonly seed: number;
  readonly people: readonly PersonSchedule[];
  readonly maxEmailsPerCall: number;
  readonly behavior: Partial<Behavior>;
  /** Whether the runs check Tally. */
  readonly live: boolean;
  /** Where the state is stored: in a file on one machine, or on a branch that two machines share. */
  readonly store: "file" | "branch";
  /** How many reads of a ref return the previous commit after it was moved. */
  readonly staleReads: number;
  /** How far the clock of the second machine is ahead, in milliseconds. */
  readonly skew: number;
  readonly runs: readonly RunSchedule[];
}

const some = fc.subarray([0, 1, 2], { minLength: 1 });
const rarely = fc.integer({ min: 0, max: 9 }).map(number => number === 9);

const person: fc.Arbitrary<PersonSchedule> = fc.record({
  wanted: some,
  initialStatus: fc.constantFrom("absent", "absent", "absent", "member", "pending"),
  has: some,
  isMalformed: rarely,
  isNeverShown: rarely,
});

const position = { nth: fc.integer({ min: 1, max: 12 }), onPost: fc.boolean() };
const wire = fc.record({
  ...position,
  type: fc.constant("wire" as const),
  name: fc.constantFrom(...(Object.keys(wireFaults) as (keyof typeof wireFaults)[])),
  times: fc.constantFrom(1, 1, 1, 2, 5),
});
/** Incidents of Tally, the network, and other users. */
const externalIncident: fc.Arbitrary<Incident> = fc.oneof(
  { weight: 6, arbitrary: wire },
  {
    weight: 1,
    arbitrary: fc.record({
      ...position,
      type: fc.constant("connection refused" as const),
      sleeps: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...position,
      type: fc.constant("user action" as const),
      action: fc.constantFrom(...userActions),
      person: fc.nat({ max: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...position,
      type: fc.constant("workspace deleted" as const),
      workspace: fc.nat({ max: 2 }),
    }),
  },
);

/** Incidents of the process, the clock of its machine, and other writers of the state. */
const localIncident: fc.Arbitrary<Incident> = fc.oneof(
  fc.record({
    ...position,
    type: fc.constant("clock" as const),
    by: fc.constantFrom(-86_400_000, -3_600_000, -1000, 3_600_000, 86_400_000, 40 * 86_400_000),
  }),
  fc.record({ ...position, type: fc.constant("SIGTERM" as const) }),
  fc.record({
    nth: fc.integer({ min: 1, max: 4 }),
    onPost: fc.constant(false),
    type: fc.constant("SIGTERM in a pause" as const),
  }),
  fc.record({ ...position, type: fc.constant("killed during a request" as const) }),
  fc.record({ ...position, type: fc.constant("suspended during a request" as const) }),
  fc.record({
    nth: fc.integer({ min: 1, max: 60 }),
    onPost: fc.constant(false),
    type: fc.constant("foreign write" as const),
  }),
);

function writesWith(
  whats: readonly WriteIncident["what"][],
  maxNth: number,
): fc.Arbitrary<WriteIncident | undefined> {
  const write = fc.record({ nth: fc.integer({ min: 1, max: maxNth }), what: fc.constantFrom(...whats) });
  return fc.option(write, { nil: undefined, freq: 2 });
}

const behavior: fc.Arbitrary<Partial<Behavior>> = fc.record({
  malformedAddress: fc.constantFrom("rejects-all", "rejects-one", "skipped"),
  pendingAgain: fc.constantFrom("merged-and-emailed", "merged-silently", "second-invite", "rejected"),
  unknownWorkspace: fc.constantFrom(400, 403, 404),
  retryAfter: fc.constantFrom("absent", "seconds", "date"),
  addressCase: fc.constantFrom("as-sent", "lower"),
  delayedReads: fc.constantFrom(0, 0, 0, 0, 0, 1, 4, 9, 30),
});

function schedulesWith(
  run: fc.Arbitrary<RunSchedule>,
  store: fc.Arbitrary<Pick<Schedule, "store" | "staleReads" | "skew">>,
): fc.Arbitrary<Schedule> {
  const schedule = fc.record({
    seed: fc.nat(),
    people: fc.array(person, { minLength: 1, maxLength: 6 }),
    maxEmailsPerCall: fc.constantFrom(1, 2, 3, 50),
    behavior,
    live: fc.constantFrom(true, true, true, true, false),
    runs: fc.array(run, { minLength: 1, maxLength: 3 }),
  });
  return fc.tuple(schedule, store).map(([rest, storage]) => withinTenMinutes({ ...rest, ...storage }));
}

/**
 * Shortens a schedule's delays so that nothing is delivered or shown later than the ten minutes that Rollcall waits after an intent
 * (SECURITY.md). A late delivery adds to a late display, and to the time before the request is sent.
 */
function withinTenMinutes(schedule: Schedule): Schedule {
  const { store, runs, behavior } = schedule;
  const incidents = runs.flatMap(run => run.incidents);
  const isSuspended = incidents.some(({ type }) => type === "suspended during a request");
  const isLate = incidents.some(one => one.type === "wire" && wireFaults[one.name].kind === "late");
  if (!isLate && !isSuspended) return schedule;
  const mayBeSentLate = store === "branch" || isSuspended;
  const shorten = (one: Incident): Incident =>
    mayBeSentLate && one.type === "wire" && one.name === "504, and delivered 9 minutes later"
      ? { ...one, name: "504, and delivered 20 seconds later" }
      : one;
  return {
    ...schedule,
    behavior: { ...behavior, delayedReads: 0 },
    runs: runs.map(run => ({ ...run, incidents: run.incidents.map(shorten) })),
  };
}

/** Pauses shorter and longer than the time in which a call can still be delivered. */
const pause = fc.constantFrom(0, 0, 60_000, 9 * 60_000, 11 * 60_000);

const file = fc.constant({ store: "file", staleReads: 0, skew: 0 } as const);
const branch = fc.record({
  store: fc.constant("branch" as const),
  staleReads: fc.constantFrom(0, 0, 1, 3, 9),
  skew: fc.constantFrom(0, 30_000, -59_000, 3_600_000, -86_400_000),
});

/** Schedules with faults of Tally and the network, and actions of other users. */
export const externalSchedules = schedulesWith(
  fc.record({
    pause,
    incidents: fc.array(externalIncident, { maxLength: 4 }),
    write: fc.constant(undefined),
    twice: fc.constant(false),
    wait: rarely,
  }),
  file,
);

/** Schedules that add faults of the disk, the clock, and the processes of one machine. */
export const machineSchedules = schedulesWith(
  fc.record({
    pause,
    incidents: fc.array(fc.oneof(externalIncident, localIncident), { maxLength: 4 }),
    write: writesWith([...diskFaults, ...deaths, ...deaths, suspended, suspended, suspended], 10),
    twice: rarely,
    wait: rarely,
  }),
  file,
);

/** Schedules with the faults of two machines that share a state branch. */
export const twoMachineSchedules = schedulesWith(
  fc.record({
    pause,
    incidents: fc.array(fc.oneof(externalIncident, localIncident), { maxLength: 4 }),
    write: writesWith([...githubFaults, "killed before a line", "killed after a line", suspended], 24),
    twice: fc.boolean(),
    wait: rarely,
  }),
  branch,
);
