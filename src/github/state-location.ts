import { organizationOf } from "../core/state/continuity.ts";
import type { OtherState, ReadableFiles } from "../io/io.ts";
import type { GitHub } from "./client.ts";
import { findFiles, findTip } from "./commits.ts";
import { requireItems, requireSha, requireString } from "./response.ts";

/** Maximum number of files to read when looking for a state at another path. Each takes a request. */
const maxOthers = 20;

/** The location of a state file on GitHub. */
export interface StateLocation {
  readonly branch: string;
  /** From the root of the repository. */
  readonly path: string;
  /** The branch that pull requests go to. */
  readonly base: string;
  /** Whether the branch has only the state. Rollcall creates such a branch if needed, and reports an error if it was deleted. */
  readonly isOwnBranch: boolean;
}

/** Finds the state on another branch or at another path. `head` is the head of the branch, if there is one. */
export async function findMisplacedState(
  github: GitHub,
  { isOwnBranch, base, branch, path }: StateLocation,
  head: string | undefined,
  organization: string | undefined,
): Promise<OtherState | undefined> {
  const baseHead = isOwnBranch ? (await findTip(github, base))?.sha : head;
  const others = [...(isOwnBranch ? [{ branch: base, sha: baseHead }] : []), ...(await findBackups(github))];
  for (const one of others.filter(other => other.branch !== branch)) {
    const files = await findFiles(github, one.sha);
    if (files && (await hasState(files, path, organization)))
      return { where: `${path} on ${one.branch}`, head };
  }
  const other = await findOtherPath(github, head, path, organization);
  if (other !== undefined)
    return isOwnBranch
      ? { where: `${branch}:${other}`, head }
      : { where: other, path: other, move: `git mv ${other} ${path}`, head };
  const onBase = isOwnBranch ? await findOtherPath(github, baseHead, path, organization) : undefined;
  return onBase === undefined ? undefined : { where: `${onBase} on ${base}`, head };
}

async function findBackups(github: GitHub): Promise<readonly { branch: string; sha: string }[]> {
  const { data } = await github.request("GET /repos/{owner}/{repo}/git/matching-refs/{ref}", {
    ...github.repository,
    ref: "rollcall",
  });
  return requireItems(data).map(one => ({
    branch: requireString(one, "ref").slice("refs/rollcall/".length),
    sha: requireSha(one, "object.sha"),
  }));
}

/** Finds another state file of the organization in a commit. */
async function findOtherPath(
  github: GitHub,
  sha: string | undefined,
  path: string,
  organization: string | undefined,
): Promise<string | undefined> {
  const files = organization === undefined ? undefined : await findFiles(github, sha);
  if (!files) return undefined;
  const { paths } = await files.match(".", "**/*.jsonl");
  const others = paths.filter(one => one !== path);
  const isNamed = (one: string) => one.endsWith(".state.jsonl");
  const likelyFirst = [...others.filter(isNamed), ...others.filter(one => !isNamed(one))];
  for (const other of likelyFirst.slice(0, maxOthers)) {
    if (await hasState(files, other, organization)) return other;
  }
  return undefined;
}

/** Whether there is a state of the organization at a path, or any file if the organization isn't known. */
async function hasState(
  files: ReadableFiles,
  path: string,
  organization: string | undefined,
): Promise<boolean> {
  if ((await files.inspect(path)).kind !== "file") return false;
  const text = new TextDecoder("utf-8").decode(await files.read(path));
  return organization === undefined || organizationOf(text) === organization;
}
