import { type ApplySummary, invitesByPerson, summarizeApply } from "../../core/apply/summary.ts";
import type { Outcome } from "../../core/tally/call.ts";
import { type Block, joinTexts, paragraph, type Text } from "../document/model.ts";
import type { ApplyReport } from "./model.ts";
import { type ProblemKind, problemTexts, renderConfirmation, renderStopReason } from "./summary.ts";

const maxNamesListed = 3;
const maxNameLength = 60;
const maxReasonLength = 800;

/** What of an apply was not done, and what follows: a paragraph for each way in which it was not. */
export function problemBlocks(report: ApplyReport): readonly Block[] {
  const { confirmation } = report;
  const summary: ApplySummary = summarizeApply(report, confirmation);
  const problems = problemTexts(summary, "the workflow").flatMap(({ kind, head, meaning }) =>
    paragraph([{ strong: head }, ...named(peopleOf(kind, report)), `. ${meaning}`]),
  );
  const unchecked = confirmation?.ok === false ? paragraph(inCode(renderConfirmation(confirmation))) : [];
  const reasons = [...endingBlocks(report), ...unchecked];
  return isUntried(report) ? reasons : [...reasons, ...problems];
}

/** Whether the run ended before its first call, for a reason other than a call. */
export function isUntried({ ended, stopReason: { reason } }: ApplyReport): boolean {
  return ended.length === 0 && (reason === "record-failed" || reason === "not-approved");
}

function peopleOf(kind: ProblemKind, { plan, ended, confirmation }: ApplyReport): readonly string[] {
  const outcomes = invitesByPerson(ended);
  const invited = plan.people.filter(({ email }) => kindFor(outcomes.get(email)) === kind);
  const others: { readonly [Kind in ProblemKind]?: readonly string[] } = {
    unconfirmed: plan.unconfirmed.flatMap(call => call.emails),
    ...(confirmation?.ok && {
      kept: confirmation.stillThere,
      notShown: confirmation.notShown.map(one => one.email),
    }),
  };
  return [...invited.map(one => one.email), ...(others[kind] ?? [])];
}

function kindFor(outcome: Outcome | undefined): ProblemKind | undefined {
  switch (outcome?.result) {
    case undefined:
    case "split":
      return "left";
    case "done":
      return undefined;
    case "not-sent":
      return "notSent";
    case "rejected":
      return outcome.fault === "email" ? "rejectedEmails" : "rejected";
    case "unconfirmed":
      return "unconfirmed";
  }
}

/** Why the run ended before it had sent everything. A guard is an alert of the document. */
function endingBlocks({ stopReason }: ApplyReport): readonly Block[] {
  if (stopReason.reason === "not-approved" && stopReason.failure.reason === "guard") return [];
  const text = renderStopReason(stopReason).trim();
  if (text === "") return [];
  const isOurs = stopReason.reason === "failed" || stopReason.reason === "interrupted";
  return paragraph(isOurs ? text : inCode(text));
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
