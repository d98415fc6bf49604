import { expect, test } from "vitest";
import { Coverage } from "./coverage.ts";
import type { Schedule } from "./schedule.ts";
import { Trace } from "./trace.ts";

/** Returns a schedule with one fault at the nth request. */
function faultAt(nth: number): { readonly schedule: Schedule } {
  const incident = { type: "SIGTERM", onPost: false, nth } as const;
  const run = { pause: 0, incidents: [incident], write: undefined, twice: false, wait: false };
  const world = { seed: 1, people: [], maxEmailsPerCall: 1, behavior: {}, live: true } as const;
  return { schedule: { ...world, store: "file", staleReads: 0, skew: 0, runs: [run] } };
}

test("chooses the schedule whose fault meets a step that it met least often", () => {
  const coverage = new Coverage();
  const trace = new Trace();
  trace.reach(1, "request", 1, "GET users");
  trace.reach(1, "request", 2, "GET users");
  trace.reach(1, "request", 2, "POST invites");
  trace.meet("SIGTERM", "GET users");

  expect(coverage.add(trace)).toBe(true);
  expect(coverage.add(trace)).toBe(false);
  expect(coverage.pairs).toBe(1);
  // Nothing was ever seen at the third request.
  const [first, second, third] = [faultAt(1), faultAt(2), faultAt(3)];
  expect(coverage.rarest([first, second, third])).toBe(second);
});
