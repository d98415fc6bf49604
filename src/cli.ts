#!/usr/bin/env node
import { runProgram } from "./cli/program.ts";
import { nodeIo } from "./io/node/node-io.ts";
import { describeUnexpectedError } from "./render/failure/unexpected-error.ts";

void run().then(exit => {
  process.exitCode ||= exit;
  // All output is written by now, because Node writes to files, pipes, and terminals synchronously; only write errors are reported one
  // turn later. Without this exit, Node would first free the memory of a large plan, which takes a tenth of the time.
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
