import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { configuration } from "../build/biome.js";
import { coreFolders, layers } from "../build/layers.js";

const root = join(import.meta.dirname, "..");
const source = join(root, "src");

/** The paths of the TypeScript files in `src`, relative to it. */
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(path => path.endsWith(".ts"));

/** Returns the folders that the files of a folder import from, including type imports and dynamic imports. */
function importedFolders(folder: string): readonly string[] {
  const own = files.filter(path => dirname(path) === folder);
  const imported = own.flatMap(path =>
    [...readFileSync(join(source, path), "utf8").matchAll(/\b(?:from|import) ?\(?"(\.[^"]+\.ts)"/g)].map(
      match => dirname(join(dirname(path), match[1] ?? "")),
    ),
  );
  return [...new Set(imported)].filter(other => other !== folder);
}

/** Returns the folders of an import cycle that starts and ends at a folder, or undefined if there is none. */
function cycleFrom(
  start: string,
  graph: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const seen = new Set<string>();
  const search = (folder: string, path: readonly string[]): readonly string[] | undefined => {
    for (const next of graph.get(folder) ?? []) {
      if (next === start) return [...path, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = search(next, [...path, next]);
      if (found) return found;
    }
    return undefined;
  };
  return search(start, [start]);
}

describe("the layers", () => {
  test("has the rules of build/layers.js in biome.json (npm run fix generates them)", () => {
    const written: unknown = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
    expect(written).toEqual(configuration);
  });

  test("lists every folder of src and of src/core in build/layers.js", () => {
    const foldersIn = (path: string) =>
      readdirSync(path, { withFileTypes: true })
        .filter(entry => entry.isDirectory())
        .map(entry => entry.name)
        .sort();
    expect(layers.map(layer => layer.name).sort()).toEqual(foldersIn(source));
    expect([...coreFolders].sort()).toEqual(foldersIn(join(source, "core")));
  });

  test("lets each layer use only the layers listed before it", () => {
    const names = layers.map(layer => layer.name);
    for (const [index, { uses }] of layers.entries())
      expect(uses.filter(name => !names.slice(0, index).includes(name))).toEqual([]);
  });

  test("has no import cycles between folders", () => {
    const folders = [...new Set(files.map(path => dirname(path)))];
    const graph = new Map(folders.map(folder => [folder, importedFolders(folder)]));
    const cycles = folders.flatMap(folder => cycleFrom(folder, graph)?.join(" > ") ?? []);
    expect(cycles).toEqual([]);
  });
});
