import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { readStats } from "../stat.ts";
import { codeOf } from "../system-error.ts";

/**
 * The attributes that make git write other bytes on checkout than the commit has (gitattributes(5)). Line
 * endings don't count.
 */
export const checkoutAttributes = ["ident", "working-tree-encoding", "filter"] as const;

const mention = new RegExp(`^(?![ \\t]*#).*\\b(?:${checkoutAttributes.join("|")})\\b`, "m");

/**
 * Returns the root of the repository that contains the file at a full path, if any attribute file between the file
 * and the root mentions one of these attributes. Only then must git be started. Attributes that are set for the whole
 * machine don't count.
 */
export function findRootWithAttributes(path: string): string | undefined {
  const found: string[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    found.push(textOf(join(folder, ".gitattributes")));
    const gitFolder = join(folder, ".git");
    if (readStats(gitFolder)) {
      found.push(textOf(join(commonFolder(gitFolder), "info", "attributes")));
      return found.some(text => mention.test(text)) ? folder : undefined;
    }
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * Returns the folder that all worktrees of a repository share: `.git`, or the folder that the `.git` file of
 * a worktree or submodule names.
 */
function commonFolder(gitFolder: string): string {
  const [, link] = /^gitdir: (.+)$/m.exec(textOf(gitFolder)) ?? [];
  if (link === undefined) return gitFolder;
  const own = resolve(dirname(gitFolder), link);
  return resolve(own, textOf(join(own, "commondir")).trim());
}

/** Returns the text of a file, empty if there is none. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EISDIR", "ELOOP", "EACCES"].includes(codeOf(error) ?? "")) return "";
    throw error;
  }
}
