import type { WorkspaceMatch } from "../diagnostics/details.ts";
import { suggest } from "../text/suggest.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** Finds workspaces by ID, or by their names in Tally and in members.yaml. Names aren't case-sensitive. */
export class WorkspaceNames {
  readonly #ids: ReadonlySet<WorkspaceId>;
  readonly #byName = new Map<string, Set<WorkspaceId>>();
  readonly #names: readonly string[];
  readonly #found = new Map<string, WorkspaceMatch>();

  constructor(shown: ReadonlyMap<WorkspaceId, string>, declared: ReadonlyMap<WorkspaceId, string>) {
    this.#ids = new Set(shown.keys());
    this.#names = [...declared.values()];
    for (const [id, name] of [...shown, ...declared]) {
      const key = keyOf(name);
      this.#byName.set(key, (this.#byName.get(key) ?? new Set()).add(id));
    }
  }

  find(text: string): WorkspaceMatch {
    const known = this.#found.get(text) ?? this.#search(text);
    this.#found.set(text, known);
    return known;
  }

  #search(text: string): WorkspaceMatch {
    if (this.#ids.has(text as WorkspaceId)) return { found: "one", id: text as WorkspaceId };
    const ids = [...(this.#byName.get(keyOf(text)) ?? [])].sort();
    const [first, second] = ids;
    if (first === undefined)
      return { found: "none", suggestion: suggest(text, this.#names), names: this.#names };
    return second === undefined ? { found: "one", id: first } : { found: "several", ids };
  }
}

function keyOf(name: string): string {
  return name.normalize("NFC").trim().toLowerCase();
}
