import { compareText } from "../text/compare.ts";
import type { Email } from "../values/address.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { Plan } from "./model.ts";

/**
 * The people to whom a plan does more than somebody has agreed to. What the agreed plan could not know stands in what it
 * skipped: people of unconfirmed calls, and those whom only a look tells to be cancelled or removed.
 */
export function exceedsApproval(plan: Plan, agreed: Plan): readonly Email[] {
  const invited = new Map<Email, Set<WorkspaceId>>();
  const cancelled = new Set<Email>(
    agreed.cancel.filter(one => one.because !== "resend").map(one => one.email),
  );
  const removed = new Set<Email>(agreed.remove.map(one => one.email));
  const allow = (email: Email, ids: readonly WorkspaceId[]) => {
    invited.set(email, new Set([...(invited.get(email) ?? []), ...ids]));
  };
  for (const { email, workspaceIds } of agreed.people) allow(email, workspaceIds);
  for (const { email, workspaceIds, action, reason } of agreed.skipped) {
    if (action === "invite" && reason === "unconfirmed") allow(email, workspaceIds);
    if (action === "remove" && reason === "needs-live-data") removed.add(email);
  }
  const people = plan.people.filter(
    ({ email, workspaceIds }) => !workspaceIds.every(id => invited.get(email)?.has(id)),
  );
  // To withdraw an invite is not to take a member out, but somebody who may be taken out may be cancelled too.
  const removals = [
    ...plan.cancel.filter(
      ({ because, email }) => because !== "resend" && !cancelled.has(email) && !removed.has(email),
    ),
    ...plan.remove.filter(({ email }) => !removed.has(email)),
  ];
  return [...new Set([...people, ...removals].map(one => one.email))].sort(compareText);
}
