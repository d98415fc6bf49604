import { readDeclarations } from "../core/config/declarations.ts";
import type { Io } from "../io/io.ts";
import { loadConfig } from "../reconcile/inputs/load-config.ts";

/** The names in members.yaml that a shell offers to complete. */
export interface CompletionNames {
  readonly workspaces: readonly string[];
  readonly groups: readonly string[];
  readonly emails: readonly string[];
}

/** Returns the names that a configuration declares and the email addresses that it lists, or nothing if it isn't valid. */
export async function completionNames(io: Io, path: string): Promise<CompletionNames> {
  try {
    const loaded = await loadConfig(io.files, path);
    const [main] = loaded.ok ? loaded.value.sources : [];
    if (!loaded.ok || !main) return nothing;
    const { workspaces, groups } = readDeclarations(main, loaded.value.sources);
    return {
      workspaces: [...workspaces.keys()].filter(isPlain),
      groups: [...groups.keys()].filter(isPlain),
      emails: loaded.value.config.members.map(one => one.email).filter(isPlain),
    };
  } catch {
    return nothing;
  }
}

const nothing: CompletionNames = { workspaces: [], groups: [], emails: [] };

/** Whether every shell takes a word literally. Other words would need quotes or could run a command, and anyone may have written them. */
function isPlain(word: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}@._+-]*$/u.test(word);
}
