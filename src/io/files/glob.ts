import type { Dirent } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import type { GlobMatch } from "../io.ts";
import { isWithin } from "./contained-path.ts";
import { compilePattern, type Pattern } from "./glob-pattern.ts";
import { readStats } from "./stat.ts";

/** Links to folders that are followed for one pattern: few of them that lead back to each other are endless. */
const maxLinks = 1000;

/** The files under a folder that a pattern names. A link that leads out of the folder is found before anything behind it is read. */
export async function matchFiles(folder: string, pattern: string): Promise<GlobMatch> {
  const walk = new Walk(await realpath(folder), compilePattern(pattern));
  const problem = await walk.visit("");
  return problem ?? walk.found.sort();
}

class Walk {
  readonly found: string[] = [];
  readonly #root: string;
  readonly #pattern: Pattern;
  #links = 0;

  constructor(root: string, pattern: Pattern) {
    this.#root = root;
    this.#pattern = pattern;
  }

  /** What ends the walk, if anything does. */
  async visit(folder: string): Promise<"leaves" | "many-links" | undefined> {
    for (const entry of await readdir(join(this.#root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const kind = await kindOf(join(this.#root, path), entry);
      const isNamed = kind === "file" ? this.#pattern.names(path) : this.#pattern.mayNameIn(path);
      if (kind === "nothing" || !isNamed) continue;
      if (!isWithin(this.#root, await realpath(join(this.#root, path)))) return "leaves";
      if (kind === "file") {
        this.found.push(path);
        continue;
      }
      if (entry.isSymbolicLink()) this.#links += 1;
      const problem = this.#links > maxLinks ? "many-links" : await this.visit(path);
      if (problem) return problem;
    }
    return undefined;
  }
}

async function kindOf(path: string, entry: Dirent): Promise<"file" | "folder" | "nothing"> {
  if (entry.isDirectory()) return "folder";
  if (!entry.isSymbolicLink()) return "file";
  const stats = readStats(path);
  if (!stats) return "nothing";
  return stats.isDirectory() ? "folder" : "file";
}
