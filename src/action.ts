import { runAction } from "./action/main.ts";
import { nodeIo } from "./io/node/node-io.ts";
import { connectTally } from "./tally/connect.ts";

// The paths in the inputs are relative to the repository, but the runner may start the step in another folder.
if (process.env["GITHUB_WORKSPACE"]) process.chdir(process.env["GITHUB_WORKSPACE"]);
const io = nodeIo(process, { exitOnSecondSignal: false });
void runAction(io, connectTally(io)).then(exit => {
  if (exit !== 0) process.exitCode = exit;
});
