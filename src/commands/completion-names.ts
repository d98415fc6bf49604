import { readDeclarations } from "../core/config/declarations.ts";
import type { Io } from "../io/io.ts";
import { loadConfig } from "../reconcile/inputs/load-config.ts";

/** What a shell may offer of members.yaml. */
export interface CompletionNames {
  readonly workspaces: readonly string[];
  readonly groups: readonly string[];
  readonly emails: readonly string[];
}

/** The names that a configuration declares, where it reads, and the addresses that it lists; nothing where it does not. */
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

/** Whether a word stands for itself in any shell. A stranger may have written it, and the others would need quotes or do something. */
function isPlain(word: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}@._+-]*$/u.test(word);
}
