import { organizationOf } from "../../core/state/continuity.ts";
import { headerPart } from "../../core/state/events.ts";
import { type GitContext, git } from "./run-git.ts";

/** A file with a state. */
export interface FoundState {
  /** From the root of the repository with `--full-name`, else from the folder. */
  readonly path: string;
  /** Undefined in the working tree. */
  readonly commit: string | undefined;
}

/** The configuration of a user may add to what git prints. */
const plain = ["--no-line-number", "--no-column", "--no-color", "-z"];

/** The files with a state of an organization, in what `git grep` searches with these options and commits. None if git can't tell. */
export async function findStates(
  context: GitContext,
  organization: string,
  searched: readonly string[],
): Promise<readonly FoundState[]> {
  const pattern = ["-F", "-e", headerPart, ...searched, "--", ":(top,glob)**/*.jsonl"];
  const found = await git(context, ["grep", ...plain, ...pattern]);
  return (found.ok ? found.output : "").split("\n").flatMap((line): readonly FoundState[] => {
    const [name = "", text = ""] = line.split("\0");
    const [, commit, path = name] = /^([0-9a-f]{40,64}):(.*)$/s.exec(name) ?? [];
    return organizationOf(text) === organization ? [{ path, commit }] : [];
  });
}
