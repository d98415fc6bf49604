import { clearTimeout, setTimeout } from "node:timers";
import type { Clock } from "../../src/io/clock.ts";

/** Timeouts in real time, for clocks that only pretend to sleep. They don't use the timers that machine-clock.cjs replaces. */
export const after: Clock["after"] = (milliseconds, callback) => {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
};
