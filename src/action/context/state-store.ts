import { openBranchStore } from "../../commands/store/branch.ts";
import { GitHubBranch } from "../../github/state-branch.ts";
import type { StateStore } from "../../reconcile/inputs/store.ts";
import type { GitHubContext } from "./context.ts";

/** The store of the state file at a path: on the branch of the input `state-branch`, or else on `branch` itself. */
export function openStateStore(
  { github, inputs, runner, io }: GitHubContext,
  branch: string,
  path: string,
): StateStore {
  const isOwnBranch = inputs.stateBranch !== undefined;
  const location = { branch: inputs.stateBranch ?? branch, base: branch, path, isOwnBranch };
  const warn = (problem: string) =>
    runner.notice("warning", `A deleted ${location.branch} would not be noticed: ${problem}`);
  return openBranchStore(io, new GitHubBranch(github, location, warn));
}
