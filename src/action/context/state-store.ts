import { openBranchStore } from "../../commands/store/branch.ts";
import { BranchHead } from "../../github/branch-head.ts";
import { GitHubBranch } from "../../github/state-branch.ts";
import type { StateStore } from "../../reconcile/inputs/store.ts";
import type { GitHubContext } from "./context.ts";
import { statePathOf } from "./files.ts";

/** The head of a branch, which contains the commit that started the run if the run is about that branch. */
export function openBranchHead({ github, io, run: { event } }: GitHubContext, branch: string): BranchHead {
  const known = event.kind === "branch" && event.branch === branch ? event.commit : undefined;
  return new BranchHead(github, branch, io.clock, known);
}

/** The store of the state file: on the branch of the input `state-branch`, or else on `branch` itself. */
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
      `If ${location.branch} were deleted or force-pushed, Rollcall wouldn't notice: ${problem}`,
    );
  return openBranchStore(io, new GitHubBranch({ github, location, baseHead, warn }));
}
