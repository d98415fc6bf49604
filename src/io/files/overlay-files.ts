import { normalize, relative } from "node:path";
import type { Files } from "../io.ts";

/** Returns a file system in which some files, by their paths, have other bytes or are added. Nothing is written. */
export function overlayFiles(base: Files, given: ReadonlyMap<string, Uint8Array>): Files {
  const files = new Map([...given].map(([path, bytes]) => [normalize(path), bytes]));
  const bytesAt = (path: string) => files.get(normalize(path));
  /** The paths of the files in a folder or below it, relative to it and with slashes. */
  const under = (folder: string) =>
    [...files.keys()]
      .map(path => relative(folder, path).replaceAll("\\", "/"))
      .filter(path => !/^(?:\.\.)?(?:\/|$)/.test(path));
  return {
    ...base,
    read: async path => bytesAt(path) ?? base.read(path),
    sizeOf: async path => bytesAt(path)?.byteLength ?? base.sizeOf(path),
    kindOf: async path => (bytesAt(path) ? "file" : base.kindOf(path)),
    inspect: async path => (bytesAt(path) ? { kind: "file" } : base.inspect(path)),
    list: async folder => {
      const names = under(folder).filter(path => !path.includes("/"));
      return [...new Set([...(await base.list(folder)), ...names])].sort();
    },
    match: async (folder, pattern) => {
      const { compilePattern } = await import("../tree/glob-pattern.ts");
      const found = await base.match(folder, pattern);
      const names = under(folder).filter(compilePattern(pattern).names);
      return { ...found, paths: [...new Set([...found.paths, ...names])].sort() };
    },
  };
}
