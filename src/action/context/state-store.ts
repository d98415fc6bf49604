import { openBranchStore } from "../../commands/store/branch.ts";
import { BranchHead } from "../../github/branch-head.ts";
import { GitHubBranch } from "../../github/state-branch.ts";
import type { StateStore } from "../../reconcile/inputs/store.ts";
import type { GitHubContext } from "./context.ts";
import { statePathOf } from "./files.ts";

/** Opens the head of a branch. If the run is for this branch, the head must contain the commit that started the run. */
export function openBranchHead({ github, io, run: { event } }: GitHubContext, branch: string): BranchHead {
  const known = event.kind === "branch" && event.branch === branch ? event.commit : undefined;
  return new BranchHead(github, branch, io.clock, known);
}

/** Opens the store of the state file, on the branch that the input `state-branch` names or else on `branch` itself. */
export function openStateStore(
  context: GitHubContext,
  branch: string,
  { path = statePathOf(context.inputs), baseHead = openBranchHead(context, branch) } = {},
): StateStore {
  const { github, inputs, runner, io } = context;
  const isOwnBranch = inputs.stateBranch !== undefined;
  const location = { branch: inputs.stateBranch ?? branch, base: branch, path, isOwnBranch };
  const warn = (problem: string) =>
    runner.notice(
      "warning",
      `Couldn't back up the state, so Rollcall won't notice if ${location.branch} is deleted or force-pushed: ${problem}`,
    );
  return openBranchStore(io, new GitHubBranch({ github, location, baseHead, warn }));
}
