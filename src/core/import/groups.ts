import type { WorkspaceId } from "../values/workspace-id.ts";
import { groupLine, groupsHead, membersGroupLine, membersWorkspacesLine } from "./format.ts";
import type { ImportedGroup } from "./model.ts";

const maxJoinedNameLength = 40;

/** Returns a group for each set of workspaces that several people share, if that makes the file shorter. */
export function groupMembers(
  members: readonly { readonly workspaceIds: readonly WorkspaceId[] }[],
  workspaces: ReadonlyMap<WorkspaceId, string>,
): readonly ImportedGroup[] {
  const namer = new GroupNamer(workspaces);
  let saved = -bytesOf(groupsHead);
  const groups = sharedSets(members).flatMap(({ workspaceIds, people }): ImportedGroup[] => {
    const names = workspaceIds.map(id => workspaces.get(id) ?? id);
    const name = namer.nameFor(names);
    const each = bytesOf(membersWorkspacesLine(names)) - bytesOf(membersGroupLine(name));
    const gain = people * each - bytesOf(groupLine(name, names));
    if (gain <= 0) return [];
    saved += gain;
    namer.take(name);
    return [{ name, workspaceIds }];
  });
  return saved > 0 ? groups : [];
}

interface SharedSet {
  readonly workspaceIds: readonly WorkspaceId[];
  people: number;
}

/**
 * Returns the sets of two or more workspaces that several people share, the most common first, so that those
 * get the simplest names.
 */
function sharedSets(
  members: readonly { readonly workspaceIds: readonly WorkspaceId[] }[],
): readonly SharedSet[] {
  const sets = new Map<string, SharedSet>();
  for (const { workspaceIds } of members) {
    if (workspaceIds.length < 2) continue;
    const key = workspaceIds.join(" ");
    const set = sets.get(key) ?? { workspaceIds, people: 0 };
    set.people += 1;
    sets.set(key, set);
  }
  const keyed = [...sets].filter(([, { people }]) => people > 1);
  return keyed
    .sort(([a, one], [b, other]) => other.people - one.people || (a < b ? -1 : 1))
    .map(([, set]) => set);
}

/**
 * Chooses names for groups. They differ from all names of workspaces, even in another case, so that readers
 * can tell them apart.
 */
class GroupNamer {
  readonly #taken: Set<string>;
  readonly #workspaces: number;
  #number = 1;

  constructor(workspaces: ReadonlyMap<WorkspaceId, string>) {
    this.#workspaces = workspaces.size;
    this.#taken = new Set([...workspaces.values()].map(name => name.toLowerCase()));
  }

  nameFor(names: readonly string[]): string {
    const joined = names.join("-");
    const preferred = names.length === this.#workspaces ? "everything" : joined;
    if (preferred.length <= maxJoinedNameLength && !this.#taken.has(preferred.toLowerCase()))
      return preferred;
    while (this.#taken.has(`group-${this.#number}`)) this.#number += 1;
    return `group-${this.#number}`;
  }

  take(name: string): void {
    this.#taken.add(name.toLowerCase());
  }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
