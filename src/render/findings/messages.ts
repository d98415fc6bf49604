import type { Finding, FindingKind } from "../../core/findings/model.ts";
import type { Skipped } from "../../core/plan/model.ts";
import { type HeadedText, headedText } from "../text/headed.ts";
import { pluralize } from "../text/plural.ts";

/** The text for a finding. Another threshold or reason has another head. */
export function findingText(finding: Finding): HeadedText {
  return headedText(findingSentences(finding));
}

function findingSentences(finding: Finding): string {
  switch (finding.kind) {
    case "not-in-members":
      return "Not in members.yaml. members.yaml does not name them, and Tally or the state file lists them. Add them to it, or take them out in Tally; with settings.removals: apply, an apply takes out those that were recorded.";
    case "expired":
      return "Access has ended. Their last day has passed, and they may still have access. Give them a later expires, or take them out in Tally; with settings.removals: apply, an apply takes out those that keep nothing.";
    case "extra-workspace":
      return "A workspace too many. They are in a workspace that members.yaml does not give them. Add it there, or take them out of it in Tally, under workspace settings, members: its API cannot.";
    case "not-invited":
      return finding.reason === undefined
        ? "Not invited yet. members.yaml asks for it, and the next apply sends it."
        : skippedSentences({ action: "invite", reason: finding.reason });
    case "not-recorded":
      return "Not recorded. Tally has what members.yaml asks for, and the record lacks it. The next apply records it, and nobody gets an email.";
    case "lapsed":
      return `Recorded, but gone. ${skippedText({ action: "invite", reason: "lapsed" }).meaning}`;
    case "pending-long":
      return `Not accepted for ${finding.threshold} days or more. Their invite is pending. Ask them, or let resend in members.yaml name a day, and a fresh invite is sent.`;
    case "pending-unknown":
      return `Invited to unknown workspaces. ${skippedText({ action: "invite", reason: "pending-unknown" }).meaning}`;
    case "unknown-workspace":
      return unknownWorkspaceSentences;
    case "blocked":
      return "Blocked. Tally has blocked the account: it counts as a member, and nothing is sent to it. Ask Tally why, or take the person out of members.yaml.";
    case "unconfirmed":
      return "Unconfirmed. A call has no usable response, so they may have it or not. Ten minutes after the call, the next apply checks Tally, as rollcall state resolve does. If Tally does not show enough to tell, look there yourself, and run rollcall state resolve --as sent or --as not-sent. Rollcall sends them nothing more until then.";
    case "expires-soon":
      return `Access ends within ${finding.threshold} days. Give them a later expires, if they are to stay.`;
    case "undeclared-workspace":
      return "Workspaces that members.yaml does not declare. Nobody in them is managed. Declare them under workspaces to change that.";
    case "without-workspace":
      return "In no workspace. They belong to the organization, have no workspace, and members.yaml does not name them.";
    case "without-two-factor":
      return "Without two-factor sign-in. Only they can switch it on, in their own settings in Tally.";
  }
}

const unknownWorkspaceSentences =
  "Workspaces that Tally does not show. members.yaml declares them, and this key does not see them; an apply that would send somebody there is refused. Use the owner's key, or mend the id.";

/** The text for workspaces that Tally does not show. */
export const unknownWorkspaceText: HeadedText = headedText(unknownWorkspaceSentences);

/** What a finding does to who has access: too much of it, too little, or nobody knows. */
export const findingSigns: Readonly<Record<FindingKind, string>> = {
  "not-in-members": "-",
  expired: "-",
  "extra-workspace": "-",
  "not-invited": "+",
  lapsed: "+",
  "not-recorded": "=",
  "pending-unknown": "?",
  "unknown-workspace": "?",
  unconfirmed: "?",
  "pending-long": "~",
  blocked: "~",
  "expires-soon": "~",
  "undeclared-workspace": "~",
  "without-workspace": "~",
  "without-two-factor": "~",
};

/** What else there is to say of one finding; nothing in it comes from outside. It changes only when a finding does. */
export function detailOf(finding: Finding): string | undefined {
  switch (finding.kind) {
    case "not-in-members":
      return finding.recorded ? `${finding.status}, recorded` : finding.status;
    case "expired":
      return `access ended with ${finding.day}, ${finding.status}`;
    case "extra-workspace":
    case "not-recorded":
      return finding.status;
    case "not-invited":
      return finding.resend === undefined ? undefined : `again, by resend: ${finding.resend}`;
    case "lapsed": {
      const later = finding.resend === undefined ? "" : `, sent again from ${finding.resend} on`;
      return `last sent on ${finding.since}${later}`;
    }
    case "pending-long":
      return `since ${finding.since}`;
    case "unconfirmed":
      return `${unconfirmedWords[finding.action]} on ${finding.since}`;
    case "expires-soon":
      return `until ${finding.day}`;
    case "undeclared-workspace":
      return pluralize(finding.people, "person");
    case "pending-unknown":
    case "unknown-workspace":
    case "blocked":
    case "without-workspace":
    case "without-two-factor":
      return undefined;
  }
}

const unconfirmedWords = { invite: "sent", cancel: "to be cancelled", remove: "to be removed" } as const;

/** How a grant can lapse. */
export const lapsedCauses = "declined, left or taken out";

const notAgain = "Not invited again.";
const stays = "No longer asked for, and not removed.";

/** Why the plan skips an action, and what to do. Nothing in it comes from outside. */
export function skippedText(skipped: Pick<Skipped, "reason" | "action">): HeadedText {
  return headedText(skippedSentences(skipped));
}

function skippedSentences({ reason, action }: Pick<Skipped, "reason" | "action">): string {
  const isInvite = action === "invite";
  switch (reason) {
    case "needs-live-data":
      return "Cancel or remove. An apply looks at Tally first, then withdraws their pending invite, or takes them out of the organization.";
    case "manual-step":
      return "To do by hand. Tally's API cannot take a person out of one workspace. Do it in Tally, under workspace settings, members.";
    case "unknown-workspace":
      return "To end by hand. They are recorded in a workspace that Tally does not show. If it was deleted, end this with rollcall state forget EMAIL --workspace ID. If it is there, use a key whose user sees it.";
    case "removals-report":
      return `${stays} They stay in Tally while settings.removals is report.`;
    case "unconfirmed":
      return "Waiting. Nobody knows yet what became of an earlier call to them.";
    case "expired":
      return "Not invited. Their access has ended.";
    case "resend-later":
      return "Later. Resend names a day that is still to come, and they are invited again then.";
    case "lapsed":
      return `${notAgain} They were invited before, and Tally shows them no longer: ${lapsedCauses}. Let resend in members.yaml name a day to invite them again, or take them out of it.`;
    case "attempts-exhausted":
      return `${notAgain} It was tried several times without an answer, and Tally never showed it. Let resend in members.yaml name a day to try again.`;
    case "rejected":
      return `${notAgain} Tally refused their address. Correct it in members.yaml, let resend name a later day, or run rollcall state forget.`;
    case "pending-changes":
      return "Waiting. Their invite is pending, and settings.pendingChanges is report: this is sent once they have accepted.";
    case "pending-unknown":
      return "Waiting. Their invite is pending, and Tally does not show for which workspaces, so nothing more is sent. Ask them to accept, or cancel the invite in Tally.";
    case "blocked":
      return "Not invited. Tally has blocked their account.";
    case "owner":
      return isInvite
        ? "Not invited. The owner of the organization is never sent anything."
        : `${stays} The owner of the organization is never removed.`;
    case "self":
      return isInvite
        ? "Not invited. The key's own user is never sent anything."
        : `${stays} The key's own user is never removed.`;
    case "incomplete-live-data":
      return isInvite
        ? "Not invited. Tally did not show everything, so they may be there already."
        : `${stays} Tally did not show everything, and then nobody is removed.`;
    case "others-invite":
      return isInvite
        ? `${notAgain} Their pending invite was sent by somebody else, who alone can cancel it for a fresh one.`
        : `${stays} Their invite was sent by somebody else, who alone can cancel it.`;
    case "not-owner":
      return `${stays} Only the owner's key can remove members, and this is not the owner's.`;
    case "owner-unknown":
      return `${stays} Tally does not say who the owner is. Name the owner in settings.protected, so that nobody removes them.`;
    case "protected":
      return isInvite
        ? `${notAgain} Their address is in settings.protected, so their pending invite is not cancelled for a fresh one.`
        : `${stays} Their address is in settings.protected.`;
  }
}
