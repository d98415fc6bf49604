import type { Colors } from "picocolors/types.js";
import type { Plan } from "../../core/plan/model.ts";
import type { ActionCall, Outcome } from "../../core/tally/call.ts";
import { plainWorkspaces } from "../document/plain.ts";
import { escapeTerminal } from "../text/escape.ts";
import { timeText } from "../text/layout.ts";
import type { DisplayNames } from "../text/names.ts";
import { capitalize, formatFirst, formatList, pluralize } from "../text/plural.ts";
import { defaultColumns, wrapText } from "../text/wrap.ts";

const maxNamesListed = 3;

/** Returns the question before an apply at a terminal. */
export function confirmationQuestion({ summary, remove, cancel }: Plan): string {
  const canceled = new Set(cancel.filter(one => one.because !== "resend").map(one => one.email));
  for (const { email } of remove) canceled.delete(email);
  const parts = [
    summary.people > 0 && `invite ${pluralize(summary.people, "person")}`,
    canceled.size > 0 && `cancel ${pluralize(canceled.size, "invite")}`,
    remove.length > 0 && `remove ${pluralize(remove.length, "member")} from the organization`,
  ].filter(part => part !== false);
  const question = parts.length > 0 ? `${formatList(parts)}?` : "Continue?";
  return capitalize(question);
}

const indent = "      ";

/** Formats the result of a call. If the call has several people, they are on a second line. */
export function renderOutcome(
  position: { readonly number: number; readonly of: number; readonly at: string },
  call: ActionCall,
  outcome: Outcome,
  names: DisplayNames,
  style: Colors,
): string {
  const head = `[${position.number}/${position.of}] ${timeText(position.at).slice(11)}`;
  const isInvited = outcome.result === "done" && call.action === "invite";
  const result = isInvited ? "sent" : resultText(outcome);
  const styled = style[colors[outcome.result]](result);
  const isResponse =
    outcome.result === "split" || (outcome.result === "rejected" && call.action === "invite");
  const source = isResponse && !outcome.missingWorkspaces ? "Tally reported: " : "";
  return `${head} ${styled}: ${whatText(call, names)}\n${namesText(call)}${problemText(outcome, source)}`;
}

function whatText({ action, emails, workspaceIds }: ActionCall, names: DisplayNames): string {
  const [first = ""] = emails;
  switch (action) {
    case "invite": {
      const people = emails.length === 1 ? escapeTerminal(first) : pluralize(emails.length, "person");
      return `${people} to ${plainWorkspaces(workspaceIds, names)}`;
    }
    case "cancel":
      return `cancel the invite of ${escapeTerminal(first)}`;
    case "remove":
      return `remove ${escapeTerminal(first)} from the organization`;
  }
}

function namesText({ emails }: ActionCall): string {
  if (emails.length < 2) return "";
  return `${indent}${formatFirst(emails.map(escapeTerminal), maxNamesListed)}\n`;
}

const colors = {
  done: "green",
  rejected: "red",
  split: "yellow",
  "not-sent": "red",
  unconfirmed: "yellow",
} as const;

function resultText(outcome: Outcome): string {
  const isResponse = outcome.result === "rejected" || outcome.result === "split";
  return isResponse ? `${outcome.result} (${outcome.status})` : outcome.result.replace("-", " ");
}

function problemText(outcome: Outcome, source: string): string {
  if (outcome.result === "done") return "";
  const problem = outcome.problem === "" ? "" : `${indent}${source}${escapeTerminal(outcome.problem)}\n`;
  const then = outcome.result === "split" ? splitSentence(outcome) : "";
  return then === "" ? problem : problem + wrapText(then, defaultColumns, indent);
}

function splitSentence({ appliedTo, missingWorkspaces }: Extract<Outcome, { result: "split" }>): string {
  const sentences = [
    appliedTo.length > 0 && `${pluralize(appliedTo.length, "person was", "people were")} invited anyway.`,
    !missingWorkspaces && "One or more email addresses are invalid. Splitting the call to find them.",
  ];
  return sentences.filter(Boolean).join(" ");
}
