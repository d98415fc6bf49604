import type { Failure } from "../../core/failure/failure.ts";
import type { FileProblem } from "../../core/values/file-problem.ts";
import type { ReadableFiles } from "../../io/io.ts";

/**
 * Finds files whose bytes here may differ from those in a commit, such as links or files that git changes on checkout. Returns the
 * problems by path. A file that doesn't exist has no problem.
 */
export async function findFileProblems(
  files: ReadableFiles,
  paths: readonly string[],
): Promise<ReadonlyMap<string, FileProblem>> {
  const problems = new Map<string, FileProblem>();
  const regular: string[] = [];
  for (const path of paths) {
    const entry = await files.inspect(path);
    if (entry.kind === "folder") problems.set(path, { kind: "folder", path });
    else if (entry.kind === "file") regular.push(path);
    else if ("path" in entry) problems.set(path, entry);
  }
  for (const problem of await files.findChangedOnCheckout(regular)) problems.set(problem.path, problem);
  return problems;
}

/** The same for a state file. Returns a failure if it has a problem. */
export async function findStateFileProblem(files: ReadableFiles, path: string): Promise<Failure | undefined> {
  const problem = (await findFileProblems(files, [path])).get(path);
  return problem && { reason: "state-file", problem };
}
