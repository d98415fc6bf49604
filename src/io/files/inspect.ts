import { readlinkSync, type Stats } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import type { IrregularFile } from "../../core/values/file-problem.ts";
import type { FileEntry } from "../io.ts";
import { readLinkStats } from "../stat.ts";

/**
 * Returns what is at a path. Follows no links below `cwd`. The folders of a path outside `cwd` may be links, because
 * they belong to the machine, not to the repository.
 */
export function inspectPath(cwd: string, path: string): FileEntry {
  const full = resolve(cwd, path);
  const inner = relative(cwd, full).split(sep);
  const isBelow = inner[0] !== ".." && !isAbsolute(relative(cwd, full));
  const steps = isBelow ? inner.map((_, index) => join(...inner.slice(0, index + 1))) : [path];
  for (const step of steps) {
    const stats = readLinkStats(resolve(cwd, step));
    if (!stats) return { kind: "nothing" };
    const irregular = irregularIn(stats, resolve(cwd, step), step);
    if (irregular) return irregular;
    if (stats.isFile()) return { kind: step === steps.at(-1) ? "file" : "nothing" };
  }
  return { kind: "folder" };
}

/** Returns what is at `full`, by its `stats`, if it is neither a file nor a folder. `path`: its path in messages. */
export function irregularIn(
  stats: Pick<Stats, "isSymbolicLink" | "isDirectory" | "isFile">,
  full: string,
  path: string,
): IrregularFile | undefined {
  if (stats.isSymbolicLink()) return { kind: "link", path, target: readlinkSync(full) };
  return stats.isDirectory() || stats.isFile() ? undefined : { kind: "special", path };
}
