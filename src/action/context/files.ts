import { posix } from "node:path";
import type { Failure } from "../../core/failure/failure.ts";
import type { Result } from "../../core/values/result.ts";
import { commitFiles, findCommit } from "../../github/commits.ts";
import type { ReadableFiles } from "../../io/io.ts";
import { defaultStatePath } from "../../reconcile/inputs/state-path.ts";
import type { GitHubContext } from "./context.ts";
import type { ActionInputs } from "./inputs.ts";

/** Returns the files of the commit that started the run. */
export async function filesOfRun({ github, run }: GitHubContext): Promise<Result<ReadableFiles, Failure>> {
  const commit = await findCommit(github, run.sha);
  if (!commit) return { ok: false, problem: { reason: "no-commit", sha: run.sha } };
  return { ok: true, value: commitFiles(github, commit) };
}

/** Returns the path of the state file, relative to the root of the repository. */
export function statePathOf({ config, state }: ActionInputs): string {
  return state ?? defaultStatePath(config, posix);
}
