import { openBranchStore } from "../../commands/store/branch.ts";
import { BranchHead } from "../../github/branch-head.ts";
import type { Commit } from "../../github/commits.ts";
import { GitHubBranch } from "../../github/state-branch.ts";
import type { StateStore } from "../../reconcile/inputs/store.ts";
import type { GitHubContext } from "./context.ts";
import { statePathOf } from "./files.ts";

/** Opens the head of a branch. If the run is for this branch, the head must contain the commit that started the run. */
export function openBranchHead({ github, io, run: { event } }: GitHubContext, branch: string): BranchHead {
  const known = event.kind === "branch" && event.branch === branch ? event.commit : undefined;
  return new BranchHead(github, branch, io.clock, known);
}

/** What the caller knows of the state file. */
interface StateStoreOptions {
  /** Default: the path in the inputs. */
  readonly path?: string;
  /** The head of `branch`, if the caller shares it. */
  readonly baseHead?: BranchHead;
  /** The commit at the head of `branch` for the first read, which then begins at once. */
  readonly tip?: Promise<Commit | undefined>;
}

/** Opens the store of the state file, on the branch that the input `state-branch` names or else on `branch` itself. */
export function openStateStore(
  context: GitHubContext,
  branch: string,
  {
    path = statePathOf(context.inputs),
    baseHead = openBranchHead(context, branch),
    tip,
  }: StateStoreOptions = {},
): StateStore {
  const { github, inputs, runner, io } = context;
  const isOwnBranch = inputs.stateBranch !== undefined;
  const location = { branch: inputs.stateBranch ?? branch, base: branch, path, isOwnBranch };
  const warn = (problem: string) =>
    runner.notice(
      "warning",
      `Couldn't back up the state, so Rollcall won't notice if ${location.branch} is deleted or force-pushed: ${problem}`,
    );
  const state = new GitHubBranch({ github, location, baseHead, warn });
  if (tip) state.readAhead(tip);
  return openBranchStore(io, state);
}
