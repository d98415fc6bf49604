import { beforeEach, describe, expect, test } from "vitest";
import { ResponseClock } from "../src/tally/clock.ts";
import { after } from "./support/clock.ts";

const minute = 60_000;
const begin = Date.parse("2026-11-23T12:00:00Z");
let [local, elapsed] = [begin, 0];
let clock: ResponseClock;
beforeEach(() => {
  [local, elapsed] = [begin, 0];
  clock = new ResponseClock({ now: () => local, elapsed: () => elapsed, sleep: async () => {}, after });
});

/** Records a response from Tally with its clock this many milliseconds ahead of this machine's. */
const respond = (ahead: number) => clock.recordHeaders({ date: new Date(local + ahead).toUTCString() });
const pass = (milliseconds: number) => {
  local += milliseconds;
  elapsed += milliseconds;
};

describe("ResponseClock", () => {
  test("uses this machine's time before a response, and isn't certain", () => {
    expect([clock.now(), clock.skew, clock.isCertain]).toEqual([begin, undefined, false]);
  });

  test.for([0, 59_000, -60_000])("uses this machine's time if Tally's clock is %i ms ahead", ahead => {
    respond(ahead);
    pass(minute);
    expect([clock.now(), clock.skew, clock.isCertain]).toEqual([begin + minute, undefined, true]);
  });

  test.for([61_000, -61_000, 11 * minute, -86_400_000])(
    "uses the time of the newest response if Tally's clock is %i ms ahead",
    ahead => {
      respond(0);
      respond(ahead);
      pass(minute);
      expect([clock.now(), clock.skew]).toEqual([begin + ahead + minute, -ahead]);
    },
  );

  test("doesn't fall behind after the machine slept, when only its wall clock advanced", () => {
    respond(0);
    local += 180 * minute;
    expect([clock.now(), clock.isCertain]).toEqual([begin + 180 * minute, false]);
    respond(0);
    expect([clock.now(), clock.isCertain]).toEqual([local, true]);
  });

  test("doesn't go back if this machine's clock is set back", () => {
    respond(0);
    pass(minute);
    local -= 60 * minute;
    expect([clock.now(), clock.isCertain]).toEqual([begin + minute, false]);
  });

  test("ignores a Date header that isn't a date", () => {
    for (const date of [undefined, "yesterday", [new Date(begin).toUTCString()]])
      clock.recordHeaders({ date });
    expect([clock.now(), clock.isCertain]).toEqual([begin, false]);
  });
});
