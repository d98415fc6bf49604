import { dirname } from "node:path";
import type { Failure } from "../../core/failure/failure.ts";
import type { Io } from "../../io/io.ts";

/** Returns the failure of writing a file whose folder doesn't exist. Undefined if there is one. */
export async function findFolderProblem({ files }: Io, path: string): Promise<Failure | undefined> {
  const folder = dirname(path);
  if ((await files.kindOf(folder)) === "folder") return undefined;
  return { reason: "unwritable", path, problem: `the folder ${folder} does not exist` };
}
