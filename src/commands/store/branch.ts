import type { Io, StateBranch } from "../../io/io.ts";
import { BranchStore, unsavedPath } from "../../reconcile/stores/branch.ts";
import { renderCommitMessage } from "../../render/state/commit-message.ts";

/** The store of a state on a branch. Lines that can't be pushed are printed. */
export function openBranchStore(io: Io, branch: StateBranch): BranchStore {
  return new BranchStore({
    io,
    branch,
    messageFor: renderCommitMessage,
    onUnsaved: lines =>
      io.stderr.write(
        `These lines could not be added to ${branch.name}. They are in ${unsavedPath}: append those that the file does not hold yet and push it, or let the next run report the calls as unconfirmed.\n${lines}`,
      ),
  });
}
