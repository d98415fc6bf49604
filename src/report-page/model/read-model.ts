import { findingAbout, isUnwantedAccess } from "../../core/report/findings.ts";
import type { Report, ReportGrant, ReportMember } from "../../core/report/model.ts";
import { groupBy } from "../../core/text/group-by.ts";
import { type Day, daysBetween } from "../../core/values/day.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { findingText } from "../../render/findings/messages.ts";
import { remarksOf } from "../../render/report/messages.ts";
import { type Counts, expiresSoonDays, type Grant, type Member, type Model, type State } from "./model.ts";

/** Returns the data of the page for a report. */
export function readModel(report: Report): Model {
  const columns = new Map(report.workspaces.map(({ id }, column) => [id, column]));
  const members = report.members.map(member => readMember(member, report.day, columns));
  const grants = members.flatMap(member => member.grants);
  const byWorkspace = groupBy(grants, ({ workspaceId }) => workspaceId);
  const workspaces = report.workspaces.map((workspace, column) => ({
    ...workspace,
    ...countGrants(byWorkspace.get(workspace.id) ?? []),
    steps: report.growth[column]?.steps ?? [],
  }));
  return { ...report, ...countGrants(grants), workspaces, members };
}

function readMember(member: ReportMember, day: Day, columns: ReadonlyMap<WorkspaceId, number>): Member {
  const grants = member.grants.map(grant => readGrant(member, grant, day));
  const cells: (Grant | undefined)[] = Array.from(columns, () => undefined);
  for (const grant of grants) cells[columns.get(grant.workspaceId) ?? 0] = grant;
  const remarks = remarksOf(member).join(", ");
  const words = [member.name ?? "", member.email, member.note ?? "", remarks, ...member.groups];
  return {
    ...member,
    grants,
    cells,
    granted: grants.filter(isGranted).length,
    since: grants.flatMap(({ since }) => since ?? []).sort()[0],
    remarks,
    text: words.join("\n").toLowerCase(),
  };
}

function readGrant(member: ReportMember, grant: ReportGrant, day: Day): Grant {
  const finding = findingAbout(member, grant);
  const days = grant.isDesired && grant.expires ? daysBetween(day, grant.expires) : -1;
  const states: readonly State[] = [
    grant.status,
    ...(isUnwantedAccess(finding) ? (["left-over"] as const) : []),
    ...(days >= 0 && days <= expiresSoonDays ? (["soon"] as const) : []),
  ];
  return { ...grant, states, concern: finding && findingText(finding) };
}

function isGranted({ status }: Grant): boolean {
  return status === "joined" || status === "pending" || status === "recorded";
}

function countGrants(grants: readonly Grant[]): Counts {
  const counts = new Map<State, number>();
  for (const { states } of grants) for (const one of states) counts.set(one, (counts.get(one) ?? 0) + 1);
  return { granted: grants.filter(isGranted).length, counts };
}
