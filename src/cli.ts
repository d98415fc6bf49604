#!/usr/bin/env node
import { describeFailure } from "./failure.ts";
import { nodeIo } from "./io.ts";
import { runProgram } from "./program.ts";

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
    process.stderr.write(describeFailure(error));
    return 1;
  }
}
