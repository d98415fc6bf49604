#!/usr/bin/env node
import { nodeIo } from "./io.ts";
import { runProgram } from "./program.ts";

void runProgram(process.argv.slice(2), nodeIo(process)).then(exit => {
  if (exit !== 0) process.exitCode = exit;
  // All is written by now, since Node writes to files, pipes and terminals at once. Else it would take the memory of a large plan
  // apart first, which is a tenth of the time.
  process.exit();
});
