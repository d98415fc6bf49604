import { clearTimeout, setTimeout } from "node:timers";
import type { Clock } from "../../src/io/clock.ts";

/** Time-outs as the machine's clock has them, for clocks that only pretend to sleep. They are not those of machine-clock.js. */
export const after: Clock["after"] = (milliseconds, callback) => {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
};
