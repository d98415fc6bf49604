import { posix } from "node:path";
import type { ReadableFiles } from "../io.ts";
import { compilePattern } from "../tree/glob-pattern.ts";

/** Files that somebody holds already, by their paths with `/`. A path that leads up leads to none of them but by its own name. */
export function memoryFiles(given: ReadonlyMap<string, Uint8Array>): ReadableFiles {
  const files = new Map([...given].map(([path, bytes]) => [posix.normalize(path), bytes]));
  const read = (path: string) => files.get(posix.normalize(path));
  /** The paths of what is under a folder, from there. */
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
