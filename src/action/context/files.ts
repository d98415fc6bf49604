import { dirname, posix } from "node:path";
import type { Failure } from "../../core/failure/failure.ts";
import type { Result } from "../../core/values/result.ts";
import { CommitFiles, findCommit } from "../../github/commits.ts";
import type { ReadableFiles } from "../../io/io.ts";
import type { GitHubContext } from "./context.ts";
import type { ActionInputs } from "./inputs.ts";

/** The files of the commit that started the run. */
export async function filesOfRun({ github, run }: GitHubContext): Promise<Result<CommitFiles, Failure>> {
  const commit = await findCommit(github, run.sha);
  if (!commit) return { ok: false, problem: { reason: "no-commit", sha: run.sha } };
  return { ok: true, value: new CommitFiles(github, commit) };
}

/** The path of the state file, from the root of the repository. */
export async function statePathIn(files: ReadableFiles, { config, state }: ActionInputs): Promise<string> {
  if (state !== undefined) return state;
  const folder = (await files.inspect(config)).kind === "folder" ? config : dirname(config);
  return posix.join(folder, "members.state.jsonl");
}
