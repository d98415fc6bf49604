import { posix } from "node:path";
import type { ReadableFiles } from "../io.ts";
import { compilePattern } from "../tree/glob-pattern.ts";

/**
 * Returns files that are already in memory, by their paths with `/`. A path with `..` names only a file that
 * was given with that path.
 */
export function memoryFiles(given: ReadonlyMap<string, Uint8Array>): ReadableFiles {
  const files = new Map([...given].map(([path, bytes]) => [posix.normalize(path), bytes]));
  const read = (path: string) => files.get(posix.normalize(path));
  /** Returns the paths of the files under a folder, relative to it. */
  const under = (folder: string) => {
    const root = posix.normalize(folder).replace(/\/$/, "");
    if (root === ".") return [...files.keys()].filter(path => !/^(?:\.\.)?\//.test(path));
    const start = `${root}/`;
    return [...files.keys()].filter(path => path.startsWith(start)).map(path => path.slice(start.length));
  };
  return {
    read: async path => read(path),
    inspect: async path => ({ kind: read(path) ? "file" : under(path).length > 0 ? "folder" : "nothing" }),
    findChangedOnCheckout: async () => [],
    sizeOf: async path => read(path)?.byteLength ?? 0,
    list: async path => [...new Set(under(path).map(inner => inner.split("/", 1).join()))].sort(),
    match: async (folder, pattern) => {
      const { names } = compilePattern(pattern);
      return { paths: under(folder).filter(names).sort(), irregular: [] };
    },
  };
}
