/**
 * Loaded into a process with `node --import`, or imported: the machine's clock, for the time of day and the monotonic clock. Time
 * passes by itself, and is added to it in milliseconds, one number a line of the file that MACHINE_CLOCK names, for all processes
 * of the machine. Without that file, the process has a machine of its own.
 *
 * A wait of at least half a second ends after a hundredth of it, and the rest is added to the clock. Shorter timers are the ticks
 * of Node's `fetch`. A timer with a callback of at least ten seconds is no wait, but limits how long a connection or a response may
 * take.
 */
import { appendFileSync, readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import process from "node:process";
import timers from "node:timers/promises";

const file = process.env["MACHINE_CLOCK"];
const passed = [];
const now = Date.now.bind(Date);
const elapsed = performance.now.bind(performance);
Date.now = () => now() + added();
performance.now = () => elapsed() + added();

function added() {
  const all = file === undefined ? passed : readFileSync(file, "utf8").split("\n");
  return all.reduce((sum, milliseconds) => sum + Number(milliseconds), 0);
}

/** How long a timer really takes, and what adds the rest to the clock when it has ended. */
function shorten(milliseconds, limit) {
  if (!(milliseconds >= 500 && milliseconds < limit)) return { delay: milliseconds, end: () => {} };
  const due = performance.now() + milliseconds;
  const end = () => {
    const rest = Math.ceil(due - performance.now());
    if (rest <= 0) return;
    if (file === undefined) passed.push(rest);
    else appendFileSync(file, `${rest}\n`);
  };
  return { delay: milliseconds / 100, end };
}

const { setTimeout: startTimer } = globalThis;
globalThis.setTimeout = (callback, milliseconds, ...values) => {
  // Node's `fetch` gives the timer that ends an idle connection a value, and nobody else does.
  if (values.length > 0) return startTimer(callback, milliseconds, ...values);
  const { delay, end } = shorten(milliseconds, 10_000);
  return startTimer(() => {
    end();
    callback();
  }, delay);
};

// The sleep of a test's own process is that of its sandbox: the clock of an Io there is the test's.
if (file !== undefined) {
  const { setTimeout: sleep } = timers;
  timers.setTimeout = async (milliseconds, value, options) => {
    const { delay, end } = shorten(milliseconds, Number.POSITIVE_INFINITY);
    await sleep(delay, undefined, options);
    end();
    return value;
  };
  syncBuiltinESMExports();
}
