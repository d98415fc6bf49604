#!/usr/bin/env node
import { nodeIo } from "./io.ts";
import { runProgram } from "./program.ts";

void runProgram(process.argv.slice(2), nodeIo(process)).then(exit => {
  if (exit !== 0) process.exitCode = exit;
});
