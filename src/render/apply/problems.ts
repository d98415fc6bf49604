import { type ApplySummary, invitesByPerson, summarizeApply } from "../../core/apply/summary.ts";
import type { Outcome } from "../../core/tally/call.ts";
import { type Block, joinTexts, paragraph, type Text } from "../document/model.ts";
import type { ApplyReport } from "./model.ts";
import { outcomeProblem, renderConfirmation, renderStopReason } from "./summary.ts";
import { type ProblemKind, problemTexts } from "./texts.ts";

const maxNamesListed = 3;
const maxNameLength = 60;
const maxReasonLength = 800;

/** What of an apply was not done, and what follows: a paragraph for each way in which it was not. */
export function problemBlocks(report: ApplyReport): readonly Block[] {
  const { ended, stopReason, confirmation } = report;
  const summary: ApplySummary = summarizeApply(report, confirmation);
  const problems = problemTexts(summary, "the workflow").flatMap(({ kind, head, meaning }) =>
    paragraph([{ strong: head }, ...named(peopleOf(kind, report)), `. ${meaning}`]),
  );
  const unchecked = confirmation?.ok === false ? paragraph(inCode(renderConfirmation(confirmation))) : [];
  const reasons = [...endingBlocks(report), ...unchecked];
  const isUntried = ended.length === 0 && stopReason.reason === "record-failed";
  return isUntried ? reasons : [...reasons, ...problems];
}

function peopleOf(kind: ProblemKind, { plan, ended, confirmation }: ApplyReport): readonly string[] {
  const outcomes = invitesByPerson(ended);
  const peopleThat = (isMeant: (outcome: Outcome | undefined) => boolean) =>
    plan.people.filter(({ email }) => isMeant(outcomes.get(email))).map(({ email }) => email);
  switch (kind) {
    case "rejectedEmails":
      return peopleThat(one => one?.result === "rejected" && one.fault === "email");
    case "rejected":
      return peopleThat(one => one?.result === "rejected" && one.fault !== "email");
    case "unconfirmed":
      return [
        ...peopleThat(one => one?.result === "unconfirmed"),
        ...plan.unconfirmed.flatMap(call => call.emails),
      ];
    case "notSent":
      return peopleThat(one => one?.result === "not-sent");
    case "left":
      return peopleThat(one => one === undefined || one.result === "split");
    case "kept":
      return confirmation?.ok ? confirmation.stillThere : [];
    case "leftToRemove":
      return [];
    case "notShown":
      return confirmation?.ok ? confirmation.notShown.map(one => one.email) : [];
  }
}

/** Why the run ended before it had sent everything. A guard is an alert of the document. */
function endingBlocks({ stopReason }: ApplyReport): readonly Block[] {
  switch (stopReason.reason) {
    case "completed":
      return [];
    case "failed":
      return paragraph(outcomeProblem(stopReason.by) || undefined);
    case "record-failed":
      return stopReason.failure.reason === "guard" ? [] : paragraph(inCode(renderStopReason(stopReason)));
    case "plan-exceeded":
      return paragraph(inCode(renderStopReason(stopReason)));
    case "interrupted":
      return paragraph(renderStopReason(stopReason).trim());
  }
}

/** Sentences with text from outside in them. */
function inCode(text: string): Text {
  return [{ value: text.replaceAll("\n", " "), max: maxReasonLength }];
}

/** `: a, b, c and 4 more` */
function named(people: readonly string[]): Text {
  if (people.length === 0) return [];
  const rest = people.length - maxNamesListed;
  const first = people.slice(0, maxNamesListed).map((value): Text => [{ value, max: maxNameLength }]);
  return [": ", ...joinTexts(first, ", "), ...(rest > 0 ? [` and ${rest} more, listed below`] : [])];
}
