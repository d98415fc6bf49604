import type { Call } from "../tally/call.ts";
import { compareText } from "../text/compare.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/**
 * People who need the same set of workspaces share calls. Any other split would name a person twice or send a grant that
 * nobody asked for, so under "one person in one call" the number of calls is the least possible.
 */
export function groupIntoCalls(
  people: readonly { readonly address: string; readonly workspaceIds: readonly WorkspaceId[] }[],
  maxEmailsPerCall: number,
): readonly Call[] {
  const groups = new Map<string, { workspaceIds: readonly WorkspaceId[]; emails: string[] }>();
  const keyOf = workspaceKeys();
  for (const { address, workspaceIds } of people) {
    const key = keyOf(workspaceIds);
    const group = groups.get(key) ?? { workspaceIds, emails: [] };
    group.emails.push(address);
    groups.set(key, group);
  }
  const sorted = [...groups].sort(([a], [b]) => compareText(a, b)).map(([, group]) => group);
  return sorted.flatMap(({ workspaceIds, emails }) =>
    chunksOf(emails, maxEmailsPerCall).map(chunk => ({ workspaceIds, emails: chunk })),
  );
}

/** Gives a text for each set of workspaces. A list that many people share is joined once. */
export function workspaceKeys(): (workspaceIds: readonly WorkspaceId[]) => string {
  const keys = new Map<readonly WorkspaceId[], string>();
  return workspaceIds => {
    const key = keys.get(workspaceIds) ?? workspaceIds.join(" ");
    keys.set(workspaceIds, key);
    return key;
  };
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
