/**
 * The clock of a test machine, for the time of day and the monotonic clock. Import it, or load it into a process with
 * `node --require`. The clock runs in real time, plus the milliseconds in the file that MACHINE_CLOCK names (one number per line),
 * which all processes of the machine share. Without that file, each process has its own clock.
 *
 * A wait of at least half a second takes only a hundredth of its time, and the rest is added to the clock. Shorter timers are the
 * ticks of Node's `fetch`. A timer of at least ten seconds with a callback isn't a wait, but the timeout of a connection or response.
 */
const { appendFileSync, readFileSync } = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");
const process = require("node:process");
const timers = require("node:timers/promises");

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

/** Returns the real delay of a timer, and a function that adds the rest to the clock when the timer ends. */
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
  // Only Node's `fetch` passes a value to a timer: the one that closes an idle connection.
  if (values.length > 0) return startTimer(callback, milliseconds, ...values);
  const { delay, end } = shorten(milliseconds, 10_000);
  return startTimer(() => {
    end();
    callback();
  }, delay);
};

// Without the file, this is the process of a test. Only the sandbox sleeps in this way there, because commands get a clock from the test.
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
