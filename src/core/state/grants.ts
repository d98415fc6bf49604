import { compareTimes } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { EventOf } from "./events.ts";
import type { RecordedGrant } from "./recorded.ts";

/** The grants of a person, by workspace. */
export type Grants = ReadonlyMap<WorkspaceId, RecordedGrant>;

/** Returns the grants that a call gives to a person without any recorded grants. */
export function freshGrants({ at, commit, pullRequest, run, workspaceIds }: EventOf<"intent">): Grants {
  const grant: RecordedGrant = { since: at, lastSent: at, commit, pullRequest, run };
  return new Map(workspaceIds.map(id => [id, grant]));
}

/** Returns a grant after another call for it. `at`: when the call was sent. */
export function sentAgain({ lapsed: _, adopted: __, ...before }: RecordedGrant, at: string): RecordedGrant {
  return { ...before, lastSent: compareTimes(at, before.lastSent) > 0 ? at : before.lastSent };
}
