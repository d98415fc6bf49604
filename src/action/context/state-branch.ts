import { GitHubBranch } from "../../github/state-branch.ts";
import type { GitHubDesk } from "./context.ts";

/** The state file on the branch that keeps it: that of `state-branch`, or else `branch` itself. */
export function stateBranchAt(
  { github, context, inputs, runner }: GitHubDesk,
  branch: string,
  path: string,
): GitHubBranch {
  const isOwnBranch = inputs.stateBranch !== undefined;
  const place = {
    repository: context.repository,
    branch: inputs.stateBranch ?? branch,
    base: branch,
    path,
    isOwnBranch,
  };
  return new GitHubBranch(github, place, problem =>
    runner.notice("warning", `A deleted ${place.branch} would not be noticed: ${problem}`),
  );
}
