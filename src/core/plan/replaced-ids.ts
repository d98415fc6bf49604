import type { Desired } from "../config/desired.ts";
import type { Recorded } from "../state/recorded.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { PlannedPerson, ReplacedId } from "./model.ts";

/**
 * Finds workspaces without any recorded grants, most of whose people are recorded in a workspace that is no longer
 * declared: the ID was replaced, on purpose or by a typo. `people`: the people that the plan invites. The result is
 * sorted.
 */
export function replacedIds(
  people: readonly PlannedPerson[],
  desired: Desired,
  recorded: Recorded,
): readonly ReplacedId[] {
  if (!people.some(person => person.recorded)) return [];
  const wanted = new Map<WorkspaceId, number>();
  for (const { workspaceIds } of desired.people.values())
    for (const id of workspaceIds) wanted.set(id, (wanted.get(id) ?? 0) + 1);
  const recordedIds = new Set<WorkspaceId>();
  for (const { grants } of recorded.people.values()) for (const id of grants.keys()) recordedIds.add(id);
  const fresh = [...wanted.keys()].filter(id => !recordedIds.has(id));
  if (fresh.length === 0) return [];
  const dropped = [...recordedIds].filter(id => !desired.workspaces.has(id));
  const found = fresh.flatMap(id =>
    dropped.map(before => ({
      workspaceId: id,
      recorded: before,
      people: countBoth(id, before, desired, recorded),
    })),
  );
  return found
    .filter(({ workspaceId, people }) => people * 2 > (wanted.get(workspaceId) ?? 0))
    .sort((a, b) => (a.workspaceId + a.recorded < b.workspaceId + b.recorded ? -1 : 1));
}

/** Counts the people who should have one workspace and are recorded in another. */
function countBoth(id: WorkspaceId, before: WorkspaceId, desired: Desired, { people }: Recorded): number {
  return [...desired.people.values()].filter(
    ({ email, workspaceIds }) => workspaceIds.includes(id) && people.get(email)?.grants.has(before),
  ).length;
}
