import { dirname, posix } from "node:path";
import type { Failure } from "../../core/failure/failure.ts";
import type { Result } from "../../core/values/result.ts";
import type { Commit, CommitFiles } from "../../github/commits.ts";
import type { PullRequest } from "../../github/context.ts";
import { isInside } from "../../io/files/contained-path.ts";
import type { ReadableFiles } from "../../io/io.ts";
import type { GitHubContext } from "./context.ts";
import type { ActionInputs } from "./inputs.ts";

/** The files of the commit that the event is about: the head of a pull request, or of a branch. */
export async function filesOfCommit({ github, run }: GitHubContext): Promise<Result<CommitFiles, Failure>> {
  const { CommitFiles, findCommit } = await import("../../github/commits.ts");
  const { event, sha } = run;
  const isPull = event.kind === "pull-request";
  const commit = isPull ? await findPullHead(event, github) : await findCommit(github, sha);
  if (!commit) return { ok: false, problem: { reason: "no-commit", sha: isPull ? event.head.sha : sha } };
  return { ok: true, value: new CommitFiles(github, commit) };
}

/** The head of a pull request. GitHub shows a fork's commits through the base repository too, as long as the fork is there. */
export async function findPullHead(
  { head }: PullRequest,
  github: GitHubContext["github"],
): Promise<Commit | undefined> {
  const { findCommit } = await import("../../github/commits.ts");
  const found = await findCommit(github, head.sha);
  return found ?? (head.repository && findCommit(github, head.sha, head.repository));
}

/** Files of which those that lead out of the repository are not there: a pull request may bring links to anywhere. */
export function containedFiles(files: ReadableFiles): ReadableFiles {
  return {
    read: async path => {
      const isFile = (await isInside(files, path)) && (await files.kindOf(path)) === "file";
      return isFile ? files.read(path) : undefined;
    },
    kindOf: async path => ((await isInside(files, path)) ? files.kindOf(path) : "nothing"),
    sizeOf: async path => ((await isInside(files, path)) ? files.sizeOf(path) : 0),
    list: path => files.list(path),
    match: (folder, pattern) => files.match(folder, pattern),
    resolveLinks: path => files.resolveLinks(path),
  };
}

/** Where the state file stands, from the root of the repository. */
export async function statePathIn(files: ReadableFiles, { config, state }: ActionInputs): Promise<string> {
  if (state !== undefined) return state;
  const folder = (await files.kindOf(config)) === "folder" ? config : dirname(config);
  return posix.join(folder, "members.state.jsonl");
}
