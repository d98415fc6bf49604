import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { IrregularFile } from "../../core/values/file-problem.ts";
import type { GlobMatch } from "../io.ts";
import { compilePattern, type Pattern } from "../tree/glob-pattern.ts";
import { irregularIn } from "./inspect.ts";

/** Returns the files under a folder that match a pattern. Follows no links, and enters no other repository. */
export async function matchFiles(folder: string, pattern: string): Promise<GlobMatch> {
  const walk = new Walk(folder, compilePattern(pattern));
  await walk.visit("");
  return { paths: walk.found.sort(), irregular: walk.irregular };
}

class Walk {
  readonly found: string[] = [];
  readonly irregular: IrregularFile[] = [];
  readonly #root: string;
  readonly #pattern: Pattern;

  constructor(root: string, pattern: Pattern) {
    this.#root = root;
    this.#pattern = pattern;
  }

  async visit(folder: string): Promise<void> {
    const entries = await readdir(join(this.#root, folder), { withFileTypes: true });
    if (folder !== "" && entries.some(entry => entry.name === ".git")) {
      this.irregular.push({ kind: "submodule", path: folder });
      return;
    }
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const isNamed = this.#pattern.names(path);
      const mayMatchIn = this.#pattern.mayMatchIn(path);
      const irregular = irregularIn(entry, join(this.#root, path), path);
      if (irregular) {
        if (isNamed || (mayMatchIn && irregular.kind === "link")) this.irregular.push(irregular);
      } else if (entry.isDirectory()) {
        if (mayMatchIn && entry.name !== ".git") await this.visit(path);
      } else if (isNamed) {
        this.found.push(path);
      }
    }
  }
}
