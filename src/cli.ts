#!/usr/bin/env node
import { nodeIo } from "./io.ts";
import { runProgram } from "./program.ts";

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
void runProgram(process.argv.slice(2), nodeIo(process)).then(exit => {
  process.exitCode = exit;
});
