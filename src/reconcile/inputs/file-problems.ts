import type { Failure } from "../../core/failure/failure.ts";
import type { FileProblem } from "../../core/values/file-problem.ts";
import type { ReadableFiles } from "../../io/io.ts";

/** Why files can't be read as the bytes that a commit has, by their paths. Files that can be, or that don't exist, are left out. */
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

/** Why a state file can't be read as the bytes that a commit has. */
export async function findStateFileProblem(files: ReadableFiles, path: string): Promise<Failure | undefined> {
  const problem = (await findFileProblems(files, [path])).get(path);
  return problem && { reason: "state-file", problem };
}
