/**
 * Loaded into a child process with `node --import`: the milliseconds in the file that MACHINE_CLOCK names are added to the time of
 * day and to the monotonic clock, as if so much more time had passed on its machine.
 */
import { readFileSync } from "node:fs";
import process from "node:process";

const added = () => Number(readFileSync(process.env["MACHINE_CLOCK"] ?? "", "utf8"));
const now = Date.now.bind(Date);
const elapsed = performance.now.bind(performance);
Date.now = () => now() + added();
performance.now = () => elapsed() + added();
