import type { Result } from "../../core/values/result.ts";
import { type GitContext, git } from "./run-git.ts";

/** Returns the last commit that wrote a file named by a pathspec, undefined if none did, or why git can't tell. */
export async function findLastWrite(
  context: GitContext,
  revisions: readonly string[],
  pathspec: string,
): Promise<Result<string | undefined, string>> {
  const log = ["log", "-1", "--full-history", "--diff-filter=AM", "--format=%H"];
  const written = await git(context, [...log, ...revisions, "--", pathspec]);
  if (!written.ok) return written;
  const commit = written.output.trim();
  if (commit !== "") return { ok: true, value: commit };
  const shallow = await git(context, ["rev-parse", "--is-shallow-repository"]);
  if (!shallow.ok) return shallow;
  if (shallow.output.trim() !== "true") return { ok: true, value: undefined };
  const problem = "the clone is shallow and lacks older commits; fetch them with git fetch --unshallow";
  return { ok: false, problem };
}
