import { dirname, join, resolve } from "node:path";
import type { FileHistory } from "../io.ts";
import { readStats } from "../stat.ts";

/**
 * Opens the history of a file in git. `path` is relative to the folder, or absolute. Returns undefined if it
 * isn't in a repository.
 */
export async function openHistory(
  context: { readonly folder: string; readonly env: Readonly<Record<string, string | undefined>> },
  path: string,
): Promise<FileHistory | undefined> {
  const root = findWorkingTree(resolve(context.folder, path));
  if (root === undefined) return undefined;
  const { GitFileHistory } = await import("./file-history.ts");
  return new GitFileHistory(context, root, path);
}

/**
 * Returns the top folder of the working tree that contains a path. Doesn't start git, which would take as
 * long as a plan.
 */
function findWorkingTree(path: string): string | undefined {
  const folder = dirname(path);
  if (folder === path) return undefined;
  return isWorkingTree(folder) ? folder : findWorkingTree(folder);
}

/** `.git` is a file in a linked working tree and in a submodule. */
function isWorkingTree(folder: string): boolean {
  const repository = join(folder, ".git");
  return readStats(repository)?.isFile() === true || readStats(join(repository, "HEAD")) !== undefined;
}
