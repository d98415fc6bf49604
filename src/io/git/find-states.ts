import { organizationOf } from "../../core/state/continuity.ts";
import { headerPart } from "../../core/state/events.ts";
import { type GitContext, git } from "./run-git.ts";

/** A file with a state. */
export interface FoundState {
  /** From the root of the repository with `--full-name`, otherwise from the folder. */
  readonly path: string;
  /** Undefined if the file is in the working tree. */
  readonly commit: string | undefined;
}

/** Overrides settings in the user's git configuration that change the output. */
const outputOptions = ["--no-line-number", "--no-column", "--no-color", "-z"];

/**
 * Returns the state files of an organization that `git grep` finds with the options and commits in
 * `searched`. Returns none if git can't tell.
 */
export async function findStates(
  context: GitContext,
  organization: string,
  searched: readonly string[],
): Promise<readonly FoundState[]> {
  const pattern = ["-F", "-e", headerPart, ...searched, "--", ":(top,glob)**/*.jsonl"];
  const found = await git(context, ["grep", ...outputOptions, ...pattern]);
  return (found.ok ? found.output : "").split("\n").flatMap((line): readonly FoundState[] => {
    const [name = "", text = ""] = line.split("\0");
    const [, commit, path = name] = /^([0-9a-f]{40,64}):(.*)$/s.exec(name) ?? [];
    return organizationOf(text) === organization ? [{ path, commit }] : [];
  });
}

/** The maximum number of branches to search, those with the newest commits. */
const maxBranches = 100;

/**
 * Finds a state file of an organization on another branch in this clone. Returns undefined if there is none,
 * or if git can't tell.
 */
export async function findStateOnBranch(
  context: GitContext,
  organization: string,
  isOther: (ref: string) => boolean = () => true,
): Promise<{ readonly branch: string; readonly path: string } | undefined> {
  const options = [`--count=${maxBranches}`, "--sort=-committerdate", "--format=%(objectname) %(refname)"];
  const listed = await git(context, ["for-each-ref", ...options, "refs/heads", "refs/remotes"]);
  const refs = (listed.ok ? listed.output : "").split("\n").map(line => line.split(" "));
  const branches = new Map(refs.flatMap(([id = "", ref = ""]) => (ref && isOther(ref) ? [[id, ref]] : [])));
  if (branches.size === 0) return undefined;
  const [found] = await findStates(context, organization, ["--full-name", ...branches.keys()]);
  const ref = branches.get(found?.commit ?? "");
  return found && ref
    ? { branch: ref.replace(/^refs\/(?:heads|remotes\/[^/]+)\//, ""), path: found.path }
    : undefined;
}
