import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { readStats } from "../stat.ts";
import { codeOf } from "../system-error.ts";

/** The attributes with which git writes other bytes on checkout than the commit has (gitattributes(5)). Line endings don't count. */
export const checkoutAttributes = ["ident", "working-tree-encoding", "filter"] as const;

const mention = new RegExp(`^(?![ \\t]*#).*\\b(?:${checkoutAttributes.join("|")})\\b`, "m");

/**
 * The root of the repository of a file, if something that git reads attributes from, between the file at a full path and the root,
 * mentions one of these attributes. Only then does git have to be asked. Attributes set for the whole machine don't count.
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

/** Where a repository keeps what its worktrees share: `.git`, or what the file `.git` of a worktree or submodule leads to. */
function commonFolder(gitFolder: string): string {
  const [, link] = /^gitdir: (.+)$/m.exec(textOf(gitFolder)) ?? [];
  if (link === undefined) return gitFolder;
  const own = resolve(dirname(gitFolder), link);
  return resolve(own, textOf(join(own, "commondir")).trim());
}

/** The text of a file; empty if there is none. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EISDIR", "ELOOP", "EACCES"].includes(codeOf(error) ?? "")) return "";
    throw error;
  }
}
