import { realpath } from "node:fs/promises";
import { dirname } from "node:path";
import type { Repository } from "../io.ts";
import { type GitContext, git } from "./run-git.ts";

/** Returns the repository around a folder. Returns undefined if there is none, or if git isn't installed. */
export async function findRepository(context: GitContext): Promise<Repository | undefined> {
  const found = await git(context, ["rev-parse", "--show-cdup", "--show-prefix"]);
  if (!found.ok) return undefined;
  const [up = "", folder = ""] = found.output.split("\n");
  return {
    root: up.replace(/\/$/, "") || ".",
    folder: folder.replace(/\/$/, ""),
    defaultBranch: await findDefaultBranch(context),
    hasCommits: (await git(context, ["rev-parse", "--verify", "--quiet", "HEAD"])).ok,
  };
}

/**
 * Returns the default branch of `origin`, if the clone knows it; otherwise main or master, if one exists;
 * otherwise the only branch.
 */
async function findDefaultBranch(context: GitContext): Promise<string | undefined> {
  const cloned = await git(context, ["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"]);
  if (cloned.ok) return cloned.output.trim().replace(/^origin\//, "");
  const format = "--format=%(refname:lstrip=2)";
  const listed = await git(context, ["for-each-ref", format, "refs/heads", "refs/remotes/origin"]);
  const refs = listed.ok ? listed.output.trim().split("\n") : [];
  const branches = new Set(refs.map(ref => ref.replace(/^origin\//, "")).filter(ref => ref !== ""));
  const defaultBranch = ["main", "master"].find(name => branches.has(name));
  if (defaultBranch !== undefined) return defaultBranch;
  const current = await git(context, ["symbolic-ref", "--quiet", "--short", "HEAD"]);
  return current.ok && branches.size <= 1 ? current.output.trim() : undefined;
}

/**
 * Returns the source of a program in `dist` of a clone, as OWNER/NAME@COMMIT, if `origin` is on GitHub and has the
 * commit. Returns undefined for an installed package, a copy, and a commit that was never pushed.
 */
export async function findSource(program: string, env: GitContext["env"]): Promise<string | undefined> {
  const folder = dirname(await realpath(program));
  const context = { folder, env };
  const top = await git(context, ["rev-parse", "--show-toplevel"]);
  // An installed package is deeper in its user's repository.
  if (!top.ok || (await realpath(top.output.trim())) !== dirname(folder)) return undefined;
  const url = await git(context, ["remote", "get-url", "origin"]);
  const [, repository] =
    /(?:^|[/@])github\.com(?::\d+)?[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?\n$/.exec(url.ok ? url.output : "") ??
    [];
  if (repository === undefined) return undefined;
  const head = await git(context, ["rev-parse", "--verify", "HEAD"]);
  if (!head.ok) return undefined;
  const containing = ["for-each-ref", "--count=1", "--contains", "HEAD"];
  const pushed = await git(context, [...containing, "refs/remotes/origin"]);
  return pushed.ok && pushed.output !== "" ? `${repository}@${head.output.trim()}` : undefined;
}
