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

/** A response arrives, by a Tally whose clock is so many milliseconds ahead of this machine's. */
const respond = (ahead: number) => clock.recordHeaders({ date: new Date(local + ahead).toUTCString() });
const pass = (milliseconds: number) => {
  local += milliseconds;
  elapsed += milliseconds;
};

describe("Tally's clock", () => {
  test("is this machine's before a response, and is not certain", () => {
    expect([clock.now(), clock.skew, clock.isCertain]).toEqual([begin, undefined, false]);
  });

  test.for([0, 59_000, -60_000])("is this machine's if it is %i milliseconds ahead of it", ahead => {
    respond(ahead);
    pass(minute);
    expect([clock.now(), clock.skew, clock.isCertain]).toEqual([begin + minute, undefined, true]);
  });

  test.for([61_000, -61_000, 11 * minute, -86_400_000])(
    "is from the newest response if it is %i milliseconds ahead of this machine's",
    ahead => {
      respond(0);
      respond(ahead);
      pass(minute);
      expect([clock.now(), clock.skew]).toEqual([begin + ahead + minute, -ahead]);
    },
  );

  test("is not early after the machine slept, when only its time of day went on", () => {
    respond(0);
    local += 180 * minute;
    expect([clock.now(), clock.isCertain]).toEqual([begin + 180 * minute, false]);
    respond(0);
    expect([clock.now(), clock.isCertain]).toEqual([local, true]);
  });

  test("is not early after this machine's time was set back", () => {
    respond(0);
    pass(minute);
    local -= 60 * minute;
    expect([clock.now(), clock.isCertain]).toEqual([begin + minute, false]);
  });

  test("ignores a header that is no date", () => {
    for (const date of [undefined, "yesterday", [new Date(begin).toUTCString()]])
      clock.recordHeaders({ date });
    expect([clock.now(), clock.isCertain]).toEqual([begin, false]);
  });
});
