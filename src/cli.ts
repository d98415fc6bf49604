#!/usr/bin/env node
import { runProgram } from "./cli/program.ts";
import { nodeIo } from "./io/node/node-io.ts";
import { describeUnexpectedError } from "./render/failure/unexpected-error.ts";

void run().then(exit => {
  process.exitCode ||= exit;
  // All is written by now, since Node writes to files, pipes and terminals at once; only what went wrong with it is said a turn later.
  // Without this, it would take the memory of a large plan apart first, which is a tenth of the time.
  setImmediate(() => process.exit());
});

async function run(): Promise<number> {
  try {
    return await runProgram(process.argv.slice(2), nodeIo(process));
  } catch (error) {
    process.stderr.write(describeUnexpectedError(error));
    return 1;
  }
}
