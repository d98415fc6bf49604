import { type BigIntStats, lstatSync, type Stats, statSync } from "node:fs";
import type { FileStamp } from "./io.ts";
import { codeOf } from "./system-error.ts";

/** Returns the stats of what is at a path, or undefined if there is nothing. Follows symbolic links. */
export function readStats(path: string): Stats | undefined {
  return unlessMissing(() => statSync(path));
}

/** Returns the stats of what is at a path, or undefined if there is nothing. Doesn't follow a symbolic link. */
export function readLinkStats(path: string): Stats | undefined {
  return unlessMissing(() => lstatSync(path));
}

/** Returns the stamp of what is at a path, or undefined if there is nothing. Follows symbolic links. */
export function readStamp(path: string): FileStamp | undefined {
  const stats = unlessMissing(() => statSync(path, { bigint: true }));
  return stats && stampFrom(stats);
}

/** Returns the stamp of a file from its stats. */
export function stampFrom({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): FileStamp {
  return { id: `${dev}:${ino}`, size: Number(size), changed: `${mtimeNs}:${ctimeNs}` };
}

function unlessMissing<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes(codeOf(error) ?? "")) return undefined;
    throw error;
  }
}
