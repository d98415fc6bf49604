import type { PlannedGrants } from "../plan/model.ts";
import type { Recorded } from "../state/recorded.ts";
import { grantsInTally, isComplete, type Observed, type ObserveFailure } from "../tally/observed.ts";
import { compareText } from "../text/compare.ts";
import { type Email, emailOf } from "../values/address.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import { appliedPart, type FinishedCall } from "./finished-call.ts";

/** Whether a check after an apply showed what Tally had accepted, or why that can't be determined. */
export type Confirmation =
  | {
      readonly ok: true;
      /** Grants that Tally accepted (204) but doesn't show. */
      readonly notShown: readonly PlannedGrants[];
      /** People whose invite was canceled or who were removed, but who are still there. */
      readonly notRemoved: readonly Email[];
    }
  | { readonly ok: false; readonly problem: ObserveFailure | "incomplete" };

/** Compares what Tally accepted with live data. Concludes nothing from what incomplete live data doesn't show. */
export function confirmApplied(ended: readonly FinishedCall[], observed: Observed): Confirmation {
  const done = ended.flatMap(appliedPart);
  const invites = done.filter(({ call }) => call.action === "invite");
  const notShown = invites
    .flatMap(({ call }) =>
      call.emails.flatMap(email => missingOf(emailOf(email), call.workspaceIds, observed)),
    )
    .sort((a, b) => compareText(a.email, b.email));
  const sent = new Set(invites.flatMap(({ call }) => call.emails.map(emailOf)));
  const notRemoved = done.flatMap(({ call }) =>
    call.emails.filter(email => isStillThere(email, call, observed)),
  );
  const emails = [...new Set(notRemoved.map(emailOf))].filter(email => !sent.has(email)).sort(compareText);
  const isSure = isComplete(observed);
  if (notShown.length > 0 && emails.length === 0 && !isSure) return { ok: false, problem: "incomplete" };
  return { ok: true, notShown: isSure ? notShown : [], notRemoved: emails };
}

/** Whether Tally shows everything that it accepted, so that another check would change nothing. */
export function isConfirmed(confirmation: Confirmation): boolean {
  return confirmation.ok && confirmation.notShown.length + confirmation.notRemoved.length === 0;
}

/** Whether live data shows every grant that was recorded as sent after `since` (ISO 8601, UTC). */
export function showsRecentGrants({ people }: Recorded, observed: Observed, since: string): boolean {
  return [...people.values()].every(({ email, grants }) => {
    const shown = grantsInTally(observed.people.get(email));
    return [...grants].every(
      ([id, { lastSent, lapsed, adopted }]) =>
        shown.has(id) || adopted || lapsed !== undefined || lastSent <= since,
    );
  });
}

function missingOf(email: Email, ids: readonly WorkspaceId[], observed: Observed): PlannedGrants[] {
  const person = observed.people.get(email);
  if (person?.hasUnknownInvite) return [];
  const shown = grantsInTally(person);
  const workspaceIds = ids.filter(id => !shown.has(id));
  return workspaceIds.length > 0 ? [{ email, workspaceIds }] : [];
}

function isStillThere(
  email: string,
  { action, inviteId, userId }: FinishedCall["call"],
  observed: Observed,
): boolean {
  const person = observed.people.get(emailOf(email));
  switch (action) {
    case "invite":
      return false;
    case "cancel":
      return person?.invites.some(invite => invite.id === inviteId) ?? false;
    case "remove":
      return person?.userId === userId && userId !== undefined;
  }
}
