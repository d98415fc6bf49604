import type { Finding, FindingKind } from "../../core/findings/model.ts";
import type { Skipped } from "../../core/plan/model.ts";
import type { Text } from "../document/model.ts";
import { type HeadedText, headedText } from "../text/headed.ts";
import { pluralize } from "../text/plural.ts";
import { newAddressNote } from "./addresses.ts";

/** Returns the text for a finding. The heading depends on the threshold and the reason. */
export function findingText(finding: Finding): HeadedText {
  return headedText(findingSentences(finding));
}

function findingSentences(finding: Finding): string {
  switch (finding.kind) {
    case "not-in-members":
      if (finding.newAddress !== undefined)
        return "Previous address. Their new email address has joined, but the previous one still has access. Remove it in Tally. If removals is apply, the next apply removes those that the state file lists.";
      if (finding.samePerson !== undefined)
        return "Maybe a previous address. They aren't in members.yaml, but a member might be the same person with a new email address. If so, add the old address to previously in that entry. If not, add them to members.yaml, or remove them in Tally.";
      return "Not in members.yaml. Tally or the state file lists them, but members.yaml doesn't. Add them to members.yaml, or remove them in Tally. If removals is set to apply, the next apply removes those in the state file.";
    case "expired":
      return "Access expired. Their last day has passed, but they might still have access. Set expires to a later date, or remove them in Tally. If removals is set to apply, the next apply removes those with no other access.";
    case "extra-workspace":
      return "Extra workspace. They have access that members.yaml doesn't grant. Add the workspace to members.yaml, or remove them in Tally, in the workspace's Settings > Members.";
    case "not-invited":
      return finding.reason === undefined
        ? "Not invited yet. The next apply sends the invite."
        : skippedSentences({ action: "invite", reason: finding.reason });
    case "not-recorded":
      return "Not in the state file. Tally already shows this access. The next apply adds it to the state file and sends no email.";
    case "lapsed":
      return `No longer in Tally. ${skippedText({ action: "invite", reason: "lapsed" }).meaning}`;
    case "pending-long":
      return `Not accepted for ${finding.threshold} days or more. Their invite is still pending. Remind them. To send a new invite, set resend to a date.`;
    case "pending-unknown":
      return `Invited to unknown workspaces. ${skippedText({ action: "invite", reason: "pending-unknown" }).meaning}`;
    case "unknown-workspace":
      return unknownWorkspaceSentences;
    case "blocked":
      return "Blocked. Tally blocked their account. They still count as members, but Rollcall sends them nothing. Ask Tally for the reason, or remove them from members.yaml.";
    case "unconfirmed":
      return "Unconfirmed. A call got no usable response, so it might or might not have taken effect. Until the result is known, Rollcall sends them nothing. Ten minutes after the call, rollcall apply and rollcall state resolve can determine the result. If Tally doesn't show enough to tell, check there yourself, and then run rollcall state resolve --as sent or --as not-sent.";
    case "previous-address":
      return `Previous address, still needed. ${skippedText({ action: "remove", reason: "new-address" }).meaning}`;
    case "expires-soon":
      return `Access ends within ${finding.threshold} days. To extend it, set expires to a later date.`;
    case "undeclared-workspace":
      return "Workspaces that members.yaml doesn't declare. Rollcall doesn't manage the people in them. To change that, declare the workspaces in members.yaml.";
    case "without-workspace":
      return "Not in any workspace. They belong to the organization but to none of its workspaces, and members.yaml doesn't list them.";
    case "without-two-factor":
      return "No two-factor authentication. Only they can turn it on, in their Tally settings.";
  }
}

const unknownWorkspaceSentences =
  "Workspaces not found in Tally. members.yaml declares them, but the API key's user can't see them. An apply that would invite anyone to them is blocked. Use the owner's key, or correct the ID.";

/** The text for workspaces that Tally doesn't show. */
export const unknownWorkspaceText: HeadedText = headedText(unknownWorkspaceSentences);

/** The sign for what a finding means: too much access, too little, unknown, or something else. */
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
  "previous-address": "~",
  "expires-soon": "~",
  "undeclared-workspace": "~",
  "without-workspace": "~",
  "without-two-factor": "~",
};

/** Returns details of one finding, without text from a file or Tally. They change only if the finding changes. */
export function detailOf(finding: Finding): string | undefined {
  switch (finding.kind) {
    case "not-in-members":
    case "previous-address":
      return finding.recorded ? `${finding.status}, in the state file` : finding.status;
    case "expired":
      return `last day ${finding.day}, ${finding.status}`;
    case "extra-workspace":
    case "not-recorded":
      return finding.status;
    case "not-invited":
      return finding.resend === undefined ? undefined : `again, because resend is ${finding.resend}`;
    case "lapsed": {
      const later = finding.resend === undefined ? "" : `, resend is ${finding.resend}`;
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

/** Returns the email address that the person in a finding has now, or might have now, if known. */
export function otherAddressText(finding: Finding): Text | undefined {
  if ("newAddress" in finding && finding.newAddress !== undefined) return newAddressNote(finding.newAddress);
  if ("samePerson" in finding && finding.samePerson !== undefined)
    return ["maybe now ", { value: finding.samePerson }];
  return undefined;
}

const unconfirmedWords = { invite: "invited", cancel: "canceled", remove: "removed" } as const;

/** The ways in which a grant can lapse, after "they". */
export const lapsedCauses = "declined, left, or were removed";

const notAgain = "Not invited again.";
const notRemoved = "Not removed.";

/** Returns why the plan skips an action, and what to do, without text from a file or Tally. */
export function skippedText(skipped: Pick<Skipped, "reason" | "action">): HeadedText {
  return headedText(skippedSentences(skipped));
}

function skippedSentences({ reason, action }: Pick<Skipped, "reason" | "action">): string {
  const isInvite = action === "invite";
  switch (reason) {
    case "needs-live-data":
      return "Cancel or remove. The next apply checks Tally, and then cancels their pending invite or removes them from the organization.";
    case "manual-step":
      return "Manual step. Remove them from the workspace in Tally, under Settings > Members. Tally's API can't do this.";
    case "unknown-workspace":
      return "Manual step (workspace not in Tally). The state file lists them in a workspace that Tally doesn't show. If it was deleted, run rollcall state forget EMAIL --workspace ID. If it exists, use an API key whose user can see it.";
    case "removals-report":
      return `${notRemoved} They are no longer in members.yaml but keep access because removals is set to report.`;
    case "new-address":
      return "Waiting for the new address. members.yaml has a new email address for them. Until it has joined, the old one keeps its access.";
    case "unconfirmed":
      return "Waiting. An earlier call to them is unconfirmed.";
    case "expired":
      return "Not invited. Their access expired.";
    case "resend-later":
      return "Invited later. Their resend date is in the future. Rollcall invites them again on that day.";
    case "lapsed":
      return `${notAgain} They were invited before but are no longer in Tally (${lapsedCauses}). To invite them again, set resend to a date. Otherwise, remove them from members.yaml.`;
    case "attempts-exhausted":
      return "Gave up. Several attempts got no usable response, and Tally never showed the invite. To try again, set resend to a date.";
    case "rejected":
      return `${notAgain} Tally rejected their email address. Correct it in members.yaml, set resend to a later date, or run rollcall state forget.`;
    case "pending-changes":
      return "Waiting. Their invite is pending, and pendingChanges is set to report, so Rollcall sends this after they accept.";
    case "pending-unknown":
      return "Waiting. Their invite is pending, but Tally doesn't show for which workspaces, so Rollcall sends nothing more. Ask them to accept, or cancel the invite in Tally.";
    case "blocked":
      return "Not invited. Tally blocked their account.";
    case "owner":
      return isInvite
        ? "Not invited. Rollcall never invites the owner of the organization."
        : `${notRemoved} Rollcall never removes the owner of the organization.`;
    case "self":
      return isInvite
        ? "Not invited. Rollcall never invites the API key's user."
        : `${notRemoved} Rollcall never removes the API key's user.`;
    case "incomplete-live-data":
      return isInvite
        ? "Not invited. Tally returned an incomplete response, so they might already have access."
        : `${notRemoved} Tally returned an incomplete response, so Rollcall removes nobody.`;
    case "others-invite":
      return isInvite
        ? `${notAgain} Another user sent their pending invite, and only that user can cancel it.`
        : `${notRemoved} Another user sent their invite, and no other API key can cancel it.`;
    case "not-owner":
      return `${notRemoved} Only the owner's API key can remove members.`;
    case "owner-unknown":
      return `${notRemoved} Tally doesn't show who the owner is. To let Rollcall remove people, add the owner's email address to the protected setting.`;
    case "protected":
      return isInvite
        ? `${notAgain} They are protected, so Rollcall doesn't cancel their pending invite to send a new one.`
        : `${notRemoved} They are protected.`;
  }
}
