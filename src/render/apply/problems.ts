import { invitesByPerson, summarizeApply } from "../../core/apply/summary.ts";
import type { Outcome } from "../../core/tally/call.ts";
import type { Email } from "../../core/values/address.ts";
import { guardSentence } from "../plan/markdown.ts";
import { forMarkdown } from "../text/escape.ts";
import { count } from "../text/plural.ts";
import type { ApplyReport } from "./model.ts";
import { causeOf, notShownHint, renderConfirmation, renderEnding } from "./summary.ts";

const mostNamed = 3;
const longestNamed = 60;
const longestReason = 800;

/** What of an apply was not done, and what follows: a paragraph for each way in which it was not. */
export function resultParts(report: ApplyReport): string[] {
  const { plan, ended, ending, confirmation } = report;
  const { atFault, kept, leftToRemove, left, unconfirmed } = summarizeApply(report, confirmation);
  const became = invitesByPerson(ended);
  const peopleThat = (isMeant: (outcome: Outcome | undefined) => boolean) =>
    plan.people.filter(({ email }) => isMeant(became.get(email))).map(({ email }) => email);
  const atFaultPeople = peopleThat(one => one?.result === "refused" && one.fault === "address");
  const refused = peopleThat(one => one?.result === "refused" && one.fault !== "address");
  const notSent = peopleThat(one => one?.result === "not-sent");
  const unknown = [
    ...peopleThat(one => one?.result === "unconfirmed"),
    ...plan.unconfirmed.flatMap(call => call.emails),
  ];
  const notShown = confirmation?.ok ? confirmation.notShown.map(one => one.email) : [];
  const stillThere = confirmation?.ok ? confirmation.stillThere : [];
  const parts = [
    atFault > 0 &&
      `<b>${count(atFault, "person was", "people were")} refused by Tally for the address</b>${named(atFaultPeople)}. Correct it in members.yaml: until then nothing is sent to it again.`,
    refused.length > 0 &&
      `<b>${count(refused.length, "person was", "people were")} refused by Tally</b>${named(refused)}. The next run tries again.`,
    unconfirmed > 0 &&
      `<b>For ${count(unconfirmed, "person", "people")} nobody knows whether the invite arrived</b>${named(unknown)}. Nothing more is sent to them until the next run has looked at Tally.`,
    notSent.length > 0 &&
      `<b>${count(notSent.length, "person was", "people were")} not sent anything</b>, as nothing left the runner${named(notSent)}. Run the workflow again.`,
    left > 0 &&
      `<b>${count(left, "person is", "people are")} still to be sent</b>${named(peopleThat(one => one === undefined || one.result === "halved"))}. Run the workflow again to go on with them.`,
    kept > 0 &&
      `<b>${count(kept, "person", "people")} could not be cancelled or removed as planned</b>${named(stillThere)}. The reasons are below; do it in Tally where they say so.`,
    leftToRemove > 0 &&
      `<b>${count(leftToRemove, "person is", "people are")} still to be cancelled or removed</b>. Run the workflow again to go on with them.`,
    notShown.length > 0 &&
      `<b>${count(notShown.length, "person was", "people were")} accepted by Tally and ${notShown.length === 1 ? "is" : "are"} not shown</b>${named(notShown)}. ${notShownHint}`,
  ].filter(part => part !== false);
  const unchecked = confirmation?.ok === false ? [inCode(renderConfirmation(confirmation))] : [];
  const reasons = [...endingParts(report), ...unchecked];
  const isUntried = ended.length === 0 && ending.ending === "unkept";
  return isUntried ? reasons : [...reasons, ...parts];
}

/** Why the run ended before it had sent everything. */
function endingParts({ ending }: ApplyReport): string[] {
  switch (ending.ending) {
    case "all-sent":
      return [];
    case "stopped": {
      const cause = causeOf(ending.by);
      return cause === "" ? [] : [cause];
    }
    case "unkept":
      return [
        ending.refusal.refusal === "guard" ? guardSentence(ending.refusal) : inCode(renderEnding(ending)),
      ];
    case "plan-exceeded":
      return [inCode(renderEnding(ending))];
    case "interrupted":
      return [renderEnding(ending).trim()];
  }
}

/** Sentences with text from outside in them. */
function inCode(text: string): string {
  return forMarkdown(text.replaceAll("\n", " "), longestReason);
}

/** `: a, b, c and 4 more` */
function named(people: readonly (Email | string)[]): string {
  if (people.length === 0) return "";
  const rest = people.length - mostNamed;
  const first = people.slice(0, mostNamed).map(email => forMarkdown(email, longestNamed));
  return `: ${first.join(", ")}${rest > 0 ? ` and ${rest} more, listed below` : ""}`;
}
