import type { DesiredPerson } from "../config/desired.ts";
import type { Call } from "../tally/call.ts";
import { compareText } from "../text/compare.ts";
import { groupBy } from "../text/group-by.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/**
 * Groups people who need the same set of workspaces into calls. Any other grouping would name a person twice or send a
 * grant that nobody requested, so this is the minimum number of calls with each person in one call.
 */
export function groupIntoCalls(
  plans: readonly {
    readonly person: Pick<DesiredPerson, "address">;
    readonly send: readonly WorkspaceId[];
  }[],
  maxEmailsPerCall: number,
): readonly Call[] {
  const keyOf = workspaceKeys();
  return [...groupBy(plans, one => keyOf(one.send))]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, group]) =>
      chunksOf(
        group.map(one => one.person.address),
        maxEmailsPerCall,
      ).map(emails => ({ workspaceIds: group[0].send, emails })),
    );
}

/** Returns a function that gives each set of workspaces a key. A list object that people share is joined only once. */
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
