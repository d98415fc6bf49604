import type { ExceededLimit } from "../../core/plan/model.ts";
import { diagnosticCounts } from "../diagnostics/text.ts";
import { isRemovable } from "../plan/skipped.ts";
import { formatList, formatNumber, pluralize } from "../text/plural.ts";
import { isForDefaultBranch, type PullRequestReport } from "./model.ts";

/** Returns the first line of a comment: the effect of a merge. */
export function headlineFor(report: PullRequestReport): string {
  const { merge, diagnostics, subject } = report;
  if (!merge) return `Rollcall: ${diagnosticCounts(diagnostics)}, nothing planned`;
  const { added, plan } = merge;
  const { policyChanges = [], membershipChanges: changes } = merge.changes;
  const invited = added.people.length;
  const removed = added.skipped.filter(isRemovable).length;
  const merging = isForDefaultBranch(report) ? "merging this" : "once on the default branch, this";
  const policy = policyChanges.length > 0 ? ["changes the policy"] : [];
  const does = [
    ...(invited > 0 ? [`invites ${pluralize(invited, "person")}`] : []),
    ...(removed > 0 ? [`removes ${pluralize(removed, "person")}`] : []),
  ];
  const [limit] = plan.blockedBy;
  if (limit && does.length + policy.length + changes.length > 0) return `Rollcall: ${blockedText(limit)}`;
  if (does.length > 0) return `Rollcall: ${merging} ${formatList([...does, ...policy])}`;
  if (changes.length === 0)
    return policy.length > 0
      ? `Rollcall: ${merging} changes the policy and invites nobody`
      : `Rollcall: this ${subject} doesn't change who has access`;
  const people = pluralize(changes.length, "person");
  if (changes.every(({ previously }) => previously))
    return `Rollcall: ${merging} invites nobody, and changes the email address of ${people}`;
  return changes.every(
    ({ previously, before, after }) => !previously && after.every(id => before.includes(id)),
  )
    ? `Rollcall: ${merging} invites and removes nobody; ${people} ${changes.length === 1 ? "loses" : "lose"} grants in members.yaml`
    : `Rollcall: ${merging} invites nobody, and changes what ${people} should have`;
}

function blockedText(limit: ExceededLimit): string {
  switch (limit.guard) {
    case "maxInvites":
    case "maxRemovals":
      return `blocked by ${limit.guard} (${pluralize(limit.count, "person")}, limit ${formatNumber(limit.limit)})`;
    case "emptyMembers":
      return "blocked because members.yaml has no members";
    case "unknownWorkspaces":
      return "blocked because Tally doesn't show a workspace";
  }
}
