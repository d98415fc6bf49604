import { compareText } from "../text/compare.ts";
import type { Email } from "../values/address.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { Plan } from "./model.ts";

/**
 * Returns the people who get more from a plan than the approved plan shows. Skipped actions of the approved plan count
 * as approved if only live data could decide them: invites in unconfirmed calls, and removals that needed live data or
 * wait for a new address.
 */
export function exceedsApproval(plan: Plan, approved: Plan): readonly Email[] {
  const invited = new Map<Email, Set<WorkspaceId>>();
  const canceled = new Set<Email>(
    approved.cancel.filter(one => one.because !== "resend").map(one => one.email),
  );
  const removed = new Set<Email>(approved.remove.map(one => one.email));
  const allow = (email: Email, ids: readonly WorkspaceId[]) => {
    invited.set(email, new Set([...(invited.get(email) ?? []), ...ids]));
  };
  for (const { email, workspaceIds } of approved.people) allow(email, workspaceIds);
  for (const { email, workspaceIds, action, reason } of approved.skipped) {
    if (action === "invite" && reason === "unconfirmed") allow(email, workspaceIds);
    if (action === "remove" && (reason === "needs-live-data" || reason === "new-address")) removed.add(email);
  }
  const people = plan.people.filter(
    ({ email, workspaceIds }) => !workspaceIds.every(id => invited.get(email)?.has(id)),
  );
  // Approval to remove a person includes canceling their invites, but not the other way around.
  const removals = [
    ...plan.cancel.filter(
      ({ because, email }) => because !== "resend" && !canceled.has(email) && !removed.has(email),
    ),
    ...plan.remove.filter(({ email }) => !removed.has(email)),
  ];
  return [...new Set([...people, ...removals].map(one => one.email))].sort(compareText);
}
