import type { Config } from "../../core/config/model.ts";
import { isObject } from "../../core/values/untyped.ts";
import { type GitHub, UnusableResponse } from "../../github/client.ts";
import { type Commit, commitFiles } from "../../github/commits.ts";
import type { TreeFiles } from "../../io/tree/tree-files.ts";
import { loadConfig } from "../../reconcile/inputs/load-config.ts";

/** Loads the configuration of a commit. Returns undefined if there is no valid one. */
export type OpenConfig = (commit: Commit) => Promise<Config | undefined>;

/** Returns a loader for the configurations of many commits. It reads a configuration that several commits share only once. */
export function openConfigs(github: GitHub, path: string): OpenConfig {
  const loaded = new Map<string, Promise<LoadedFile>>();
  return async commit => {
    const files = commitFiles(github, commit);
    const [file, folder] = [await files.idOf(path), await files.idOf(folderOf(path))];
    // Included files are always in the folder of the file, so the ID of the folder covers them.
    const standalone = await loaded.get(`file ${file}`);
    if (standalone && !standalone.hasIncludes) return standalone.config;
    const key = `folder ${file} ${folder}`;
    const known = loaded.get(key) ?? load(files, path);
    loaded.set(key, known);
    loaded.set(`file ${file}`, known);
    return (await known).config;
  };
}

interface LoadedFile {
  readonly config: Config | undefined;
  /** Whether the configuration depends on more than the file or folder at its path. */
  readonly hasIncludes: boolean;
}

async function load(files: TreeFiles, path: string): Promise<LoadedFile> {
  try {
    const loaded = await loadConfig(files, path);
    if (!loaded.ok) return { config: undefined, hasIncludes: true };
    const { config, sources } = loaded.value;
    const hasIncludes = sources.some(({ value }) => isObject(value) && "include" in value);
    return { config, hasIncludes };
  } catch (error) {
    // GitHub doesn't list a folder that has too many files.
    if (error instanceof UnusableResponse) return { config: undefined, hasIncludes: true };
    throw error;
  }
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
}
