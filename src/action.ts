import { runAction } from "./action/main.ts";
import { nodeIo } from "./io/node/node-io.ts";
import { openTally } from "./tally/open.ts";

// Paths are relative to the repository, wherever the runner has started the step.
if (process.env["GITHUB_WORKSPACE"]) process.chdir(process.env["GITHUB_WORKSPACE"]);
const io = nodeIo(process, "patient");
void runAction(io, openTally(io.clock)).then(exit => {
  if (exit !== 0) process.exitCode = exit;
});
