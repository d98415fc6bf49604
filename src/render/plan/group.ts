import { workspaceKeys } from "../../core/plan/group-calls.ts";
import type { PlannedPerson } from "../../core/plan/model.ts";
import { compareText } from "../../core/text/compare.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";

/** The people who get the same workspaces, in the order in which they are sent. */
interface PeopleGroup {
  readonly workspaceIds: readonly WorkspaceId[];
  readonly people: readonly PlannedPerson[];
}

/** People by workspace set, the sets in the order of the calls. */
export function groupByWorkspaces(people: readonly PlannedPerson[]): readonly PeopleGroup[] {
  const groups = new Map<string, { workspaceIds: readonly WorkspaceId[]; people: PlannedPerson[] }>();
  const keyOf = workspaceKeys();
  for (const person of people) {
    const key = keyOf(person.workspaceIds);
    const group = groups.get(key) ?? { workspaceIds: person.workspaceIds, people: [] };
    group.people.push(person);
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b)).map(([, group]) => group);
}
