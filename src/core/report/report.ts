import { readDeclarations } from "../config/declarations.ts";
import { compareText } from "../text/compare.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import { memberCountsOf } from "./growth.ts";
import { readApplies } from "./history.ts";
import { type MembersInput, reportMembers } from "./members.ts";
import type { CountStep, Report, ReportGroup, ReportMember, ReportWorkspace } from "./model.ts";

/**
 * Compiles who has access to what on a day, from members.yaml, the state file, and, if available, live data. Takes time
 * in proportion to the grants and events.
 */
export function compileReport(input: MembersInput): Report {
  const { desired, state, observed, day } = input;
  const members = reportMembers(input);
  const growth = memberCountsOf(state.events);
  const workspaces = workspacesOf(input, members, growth);
  const ranks = new Map(workspaces.map(({ id }, index) => [id, index]));
  const rank = (id: WorkspaceId) => ranks.get(id) ?? 0;
  return {
    organization: desired.organization,
    day,
    live: observed !== undefined,
    missing: observed?.missing ?? [],
    workspaces,
    groups: groupsOf(input, rank),
    members: members.map(member => ({
      ...member,
      grants: member.grants.toSorted((a, b) => rank(a.workspaceId) - rank(b.workspaceId)),
    })),
    applies: readApplies(state.events),
    growth: workspaces.map(({ id }) => ({ workspaceId: id, steps: growth.get(id) ?? [] })),
  };
}

/** Returns the workspaces that are declared, and those that anyone has or had access to. */
function workspacesOf(
  { config, observed }: MembersInput,
  members: readonly ReportMember[],
  growth: ReadonlyMap<WorkspaceId, readonly CountStep[]>,
): readonly ReportWorkspace[] {
  const ids = new Set([...config.workspaces.keys(), ...growth.keys()]);
  for (const { grants } of members) for (const { workspaceId } of grants) ids.add(workspaceId);
  const nameOf = (id: WorkspaceId) => config.workspaces.get(id) || observed?.workspaces.get(id) || id;
  return [...ids]
    .map(id => ({ id, name: nameOf(id), isDeclared: config.workspaces.has(id) }))
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id));
}

function groupsOf({ sources }: MembersInput, rank: (id: WorkspaceId) => number): readonly ReportGroup[] {
  const [main] = sources;
  if (!main) return [];
  const { groups } = readDeclarations(main, sources);
  return [...groups]
    .map(([name, ids]) => ({ name, workspaceIds: [...new Set(ids)].sort((a, b) => rank(a) - rank(b)) }))
    .sort((a, b) => compareText(a.name, b.name));
}
