import type { Finding, FindingKind } from "../findings/model.ts";
import type { GrantStatus, ReportGrant, ReportMember } from "./model.ts";

/** The kinds that an access review lists. It shows pending invites and the end of access in columns instead. */
const reviewed: ReadonlySet<FindingKind> = new Set<FindingKind>([
  "not-in-members",
  "expired",
  "extra-workspace",
  "not-invited",
  "not-recorded",
  "lapsed",
  "pending-unknown",
  "blocked",
  "unconfirmed",
  "previous-address",
  "without-workspace",
  "without-two-factor",
]);

/** Returns the findings of a member that an access review lists. */
export function reviewFindings({ findings }: ReportMember): readonly Finding[] {
  return findings.filter(one => reviewed.has(one.kind));
}

/** Returns the first finding about a grant, except `unconfirmed` and `blocked` if Tally shows the grant. */
export function findingAbout(
  member: ReportMember,
  { workspaceId, status }: ReportGrant,
): Finding | undefined {
  const isShown = status === "joined" || status === "pending";
  return reviewFindings(member).find(
    one =>
      "workspaceIds" in one &&
      one.workspaceIds.includes(workspaceId) &&
      !(isShown && (one.kind === "unconfirmed" || one.kind === "blocked")),
  );
}

/** Whether a finding is about access that members.yaml does not give. */
export function isUnwantedAccess(finding: Finding | undefined): boolean {
  return finding !== undefined && ["not-in-members", "expired", "extra-workspace"].includes(finding.kind);
}

/** Whether a person has a grant, is invited to it, or may have it. */
export function hasAccess(status: GrantStatus): boolean {
  switch (status) {
    case "joined":
    case "pending":
    case "recorded":
    case "unconfirmed":
      return true;
    case "lapsed":
    case "rejected":
    case "not-sent":
      return false;
  }
}
