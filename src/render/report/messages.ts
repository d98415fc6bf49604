import type { Concern } from "../../core/report/concerns.ts";
import type { Counted, Remark, ReportApply, Standing } from "../../core/report/model.ts";
import { count } from "../text/plural.ts";

/** What stands above the grants of one concern: a head, and a sentence of what they mean and what to do. */
export function wordsForConcern(concern: Concern, live: boolean): readonly [head: string, meaning: string] {
  switch (concern) {
    case "ended":
      return [
        "Access has ended, and they may still have it",
        `Their last day has passed, and ${live ? "Tally still shows them" : "no removal is recorded"}. Give them a later expires, or take them out in Tally; with settings.removals: apply, an apply takes out those that keep nothing.`,
      ];
    case "not-asked-for":
      return [
        "Access that members.yaml does not ask for",
        "Add it to members.yaml, or take it away in Tally; with settings.removals: apply, an apply takes out those that were recorded and keep nothing.",
      ];
    case "unconfirmed":
      return [
        "Unconfirmed",
        "A call was not answered, so they may have it or not. The next apply looks at Tally, as rollcall state settle does.",
      ];
    case "gone":
      return [
        "Asked for, and gone",
        "It was sent, and Tally shows it no longer: declined, left or taken out. Let resend in members.yaml name a day, or take them out of it.",
      ];
    case "refused":
      return ["Refused", "Tally refused the address. Correct it in members.yaml, or take it out."];
    case "not-recorded":
      return [
        "Not recorded",
        "Tally has what members.yaml asks for, and since when, and by whom, is not known. The next apply records it.",
      ];
    case "not-sent":
      return [
        "Not sent",
        "members.yaml asks for it, and nothing is recorded. rollcall plan says what the next apply does.",
      ];
  }
}

/** The remarks that somebody should look at, what presses most first. */
export const pressingRemarks = [
  "blocked",
  "unknown-invite",
  "without-workspace",
  "without-two-factor",
] as const satisfies readonly Remark[];

/** What stands above the people of one remark. */
export function wordsForRemark(
  remark: (typeof pressingRemarks)[number],
): readonly [head: string, meaning: string] {
  switch (remark) {
    case "blocked":
      return ["Blocked", "Tally has blocked the account; it counts as a member."];
    case "unknown-invite":
      return [
        "Invited to unknown workspaces",
        "An invite is pending, and Tally does not show for which workspaces.",
      ];
    case "without-workspace":
      return ["In no workspace", "They belong to the organization, and Tally shows them in no workspace."];
    case "without-two-factor":
      return ["Without two-factor sign-in", "Only they can switch it on, in their own settings in Tally."];
  }
}

/** What is known of a grant. */
export function standingText(standing: Standing): string {
  return standing === "not-sent" ? "not sent" : standing;
}

/** What there is to say of a person beside their grants. */
export function remarkText(remark: Remark): string {
  switch (remark) {
    case "owner":
      return "owner";
    case "key":
      return "the key's user";
    case "protected":
      return "protected";
    case "blocked":
      return "blocked";
    case "unknown-invite":
      return "invited to unknown workspaces";
    case "without-workspace":
      return "in no workspace";
    case "without-two-factor":
      return "no two-factor sign-in";
  }
}

/** What an apply did. */
export function applyText(apply: ReportApply): string {
  const person = (number: number) => count(number, "person", "people");
  const grants = (verb: string, counted: Counted, to: string) =>
    counted.people > 0 && `${verb} ${count(counted.grants, "grant")} ${to} ${person(counted.people)}`;
  const parts = [
    grants("sent", apply.sent, "to"),
    grants("adopted", apply.adopted, "of"),
    apply.cancelled > 0 && `cancelled the invite of ${person(apply.cancelled)}`,
    apply.removed > 0 && `removed ${person(apply.removed)}`,
    apply.forgotten > 0 && `forgot ${person(apply.forgotten)}`,
    apply.lapsed > 0 && `found ${person(apply.lapsed)} gone`,
    apply.refused > 0 && `${count(apply.refused, "call")} refused`,
    apply.unconfirmed > 0 && `${count(apply.unconfirmed, "call")} unconfirmed`,
  ];
  return parts.filter(part => part !== false).join("; ");
}
