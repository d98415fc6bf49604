import type { Finding } from "../../core/drift/findings.ts";
import { withheldWords } from "../plan/skipped.ts";
import { count } from "../text/plural.ts";

/** What stands above findings of one kind: a head, and a sentence of what they mean and what to do. */
export interface FindingWords {
  readonly head: string;
  readonly meaning: string;
}

/** The words for a finding. Those of the same kind that are named by another number of days have another head. */
export function wordsFor(finding: Finding): FindingWords {
  switch (finding.kind) {
    case "not-in-members":
      return {
        head: "Not in members.yaml",
        meaning:
          "Tally shows them, and members.yaml does not name them. Add them to it, or take them out in Tally; with settings.removals: apply, an apply takes out those that were recorded.",
      };
    case "expired":
      return {
        head: "Access has ended",
        meaning:
          "Their last day has passed, and Tally still shows them. Give them a later expires, or take them out in Tally; with settings.removals: apply, an apply takes out those that keep nothing.",
      };
    case "extra-workspace":
      return {
        head: "A workspace too many",
        meaning:
          "Tally shows them in a workspace that members.yaml does not give them. Add it there, or take them out of it in Tally, under workspace settings, members: its API cannot.",
      };
    case "not-invited":
      return finding.reason === undefined
        ? { head: "Not invited yet", meaning: "members.yaml asks for it, and the next apply sends it." }
        : {
            head: "Not invited, and held back",
            meaning: "members.yaml asks for it, and no apply sends it, for the reason given.",
          };
    case "not-recorded":
      return {
        head: "Not recorded",
        meaning:
          "Tally has what members.yaml asks for, and the record lacks it. The next apply records it, and nobody gets an email.",
      };
    case "recorded-but-gone":
      return {
        head: "Recorded, but gone",
        meaning:
          "It was sent, and Tally shows it no longer: declined, left or taken out. Nothing is sent again until resend in members.yaml names a day; or take them out of members.yaml.",
      };
    case "pending-long":
      return {
        head: `Not accepted for ${finding.threshold} days or more`,
        meaning:
          "Their invite is pending. Ask them, or let resend in members.yaml name a day, and a fresh invite is sent.",
      };
    case "pending-unknown":
      return {
        head: "Invited to unknown workspaces",
        meaning:
          "An invite is pending, and Tally does not show for which workspaces, so nothing more is sent. Ask them to accept, or cancel the invite in Tally.",
      };
    case "unknown-workspace":
      return {
        head: "Workspaces that Tally does not show",
        meaning:
          "members.yaml declares them, and this key does not see them; an apply that would send somebody there is refused. Use the owner's key, or mend the id.",
      };
    case "blocked":
      return {
        head: "Blocked",
        meaning:
          "Tally has blocked the account: it counts as a member, and nothing is sent to it. Ask Tally why, or take the person out of members.yaml.",
      };
    case "unconfirmed":
      return {
        head: "Unconfirmed",
        meaning:
          "A call was not answered, and Tally does not show enough to tell what became of it. Look in Tally, and run rollcall state settle --as sent, or --as not-sent; nothing more goes to them until then.",
      };
    case "expires-soon":
      return {
        head: `Access ends within ${finding.threshold} days`,
        meaning: "Give them a later expires, if they are to stay.",
      };
    case "undeclared-workspace":
      return {
        head: "Workspaces that members.yaml does not declare",
        meaning: "Nobody in them is managed. Declare them under workspaces to change that.",
      };
    case "without-workspace":
      return {
        head: "In no workspace",
        meaning: "They belong to the organization, have no workspace, and members.yaml does not name them.",
      };
    case "without-two-factor":
      return {
        head: "Without two-factor sign-in",
        meaning: "Only they can switch it on, in their own settings in Tally.",
      };
  }
}

/** What a finding does to who has access: too much of it, too little, or nobody knows. */
export function signOf({ kind }: Finding): "-" | "+" | "=" | "?" | "~" {
  switch (kind) {
    case "not-in-members":
    case "expired":
    case "extra-workspace":
      return "-";
    case "not-invited":
    case "recorded-but-gone":
      return "+";
    case "not-recorded":
      return "=";
    case "pending-unknown":
    case "unknown-workspace":
    case "unconfirmed":
      return "?";
    case "pending-long":
    case "blocked":
    case "expires-soon":
    case "undeclared-workspace":
    case "without-workspace":
    case "without-two-factor":
      return "~";
  }
}

/** What else there is to say of one finding; nothing in it comes from outside. It changes only when a finding does. */
export function detailOf(finding: Finding): string | undefined {
  switch (finding.kind) {
    case "not-in-members":
      return finding.recorded ? `${finding.standing}, recorded` : finding.standing;
    case "expired":
      return `access ended with ${finding.day}, ${finding.standing}`;
    case "extra-workspace":
    case "not-recorded":
      return finding.standing;
    case "not-invited":
      if (finding.reason !== undefined)
        return withheldWords({ action: "invite", reason: finding.reason }).why;
      return finding.resend === undefined ? undefined : `again, by resend: ${finding.resend}`;
    case "recorded-but-gone": {
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
      return count(finding.people, "person", "people");
    case "pending-unknown":
    case "unknown-workspace":
    case "blocked":
    case "without-workspace":
    case "without-two-factor":
      return undefined;
  }
}

const unconfirmedWords = { invite: "sent", cancel: "to be cancelled", remove: "to be removed" } as const;
