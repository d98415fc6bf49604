import type { Io, StateBranch } from "../../io/io.ts";
import { BranchStore } from "../../reconcile/stores/branch.ts";
import { renderCommitMessage } from "../../render/state/commit-message.ts";
import { printUnsaved } from "./unsaved.ts";

/** Opens the store of a state on a branch. Prints lines that can't be pushed. */
export function openBranchStore(io: Io, branch: StateBranch, startsOver = false): BranchStore {
  return new BranchStore({
    io,
    branch,
    startsOver,
    messageFor: renderCommitMessage,
    onUnsaved: (lines, isSaved) => printUnsaved(io, branch.name, lines, isSaved),
  });
}
