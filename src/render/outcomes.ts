import type { Colors } from "picocolors/types.js";
import type { ApplySummary } from "../core/apply-summary.ts";
import type { Call, Outcome } from "../core/outcome.ts";
import type { Plan } from "../core/plan.ts";
import type { Refusal } from "../core/refusal.ts";
import { forTerminal } from "./escape.ts";
import { count } from "./numbers.ts";
import type { Legend } from "./plan-parts.ts";
import { timeText, workspacesText } from "./plan-text.ts";
import { renderRefusal } from "./refusals.ts";

const mostNamed = 3;

/** Why an apply ended, as its caller knows it. */
export type RunEnding =
  | { readonly ending: "all-sent" | "interrupted" }
  | { readonly ending: "stopped"; readonly by: Outcome }
  | { readonly ending: "unkept"; readonly refusal: Refusal };

/** One line for a call that has ended. */
export function renderOutcome(
  position: { readonly number: number; readonly of: number; readonly at: string },
  call: Call,
  outcome: Outcome,
  legend: Legend,
  paint: Colors,
): string {
  const named = call.emails.slice(0, mostNamed).map(forTerminal).join(", ");
  const more = call.emails.length > mostNamed ? ` and ${call.emails.length - mostNamed} more` : "";
  const head = `[${position.number}/${position.of}] ${timeText(position.at)}`;
  const people = count(call.emails.length, "person", "people");
  const what = `${people} to ${workspacesText(call.workspaceIds, legend)}: ${named}${more}`;
  return `${head} ${resultText(outcome, paint)} ${what}\n${problemText(outcome)}`;
}

/** The last paragraph of an apply: what happened, what did not and what to do. */
export function renderSummary(summary: ApplySummary): string {
  const { sent, refused, notSent, unconfirmed, left } = summary;
  const lines = [
    sent === 0
      ? "Nobody was sent an invite."
      : `${count(sent, "person was", "people were")} sent their invite.`,
    refused > 0 &&
      `${count(refused, "person was", "people were")} refused by Tally.\n  The next apply tries again.`,
    notSent > 0 &&
      `${count(notSent, "person was", "people were")} not sent anything: nothing left this machine.\n  Run apply again.`,
    unconfirmed > 0 &&
      `For ${count(unconfirmed, "person", "people")} nobody knows whether the invite arrived.\n  Look in Tally, under members and invites; then run one of\n    rollcall state settle --as sent\n    rollcall state settle --as not-sent\n  Nothing more is sent to them until then.`,
    left > 0 &&
      `${count(left, "person is", "people are")} still to be sent.\n  Run apply again to go on with them.`,
  ];
  return `${lines.filter(line => line !== false).join("\n")}\n`;
}

/** Why an apply ended, where there is more to say than its summary does. */
export function renderEnding(ending: RunEnding, plan: Plan): string {
  switch (ending.ending) {
    case "all-sent":
      return "";
    case "interrupted":
      return "Stopped as asked; everything sent so far is recorded.\n";
    case "stopped":
      return renderCauses(ending.by, plan);
    case "unkept":
      if (ending.refusal.refusal === "state-moved")
        return `${forTerminal(`members.yaml or ${ending.refusal.name} was changed by somebody else meanwhile, so the rest was not sent.`)}\n`;
      return renderRefusal(ending.refusal);
  }
}

/** The known causes of an answer that ended the run (tally-api.md, section 1), and what to do. */
function renderCauses(outcome: Outcome, plan: Plan): string {
  if (outcome.result !== "refused") return "";
  const causes = causesOf(outcome.status, forTerminal(plan.organization));
  return causes && `\n${causes}\n`;
}

function causesOf(status: number, organization: string): string {
  switch (status) {
    case 401:
      return `Tally answered 401. Either the key is missing, wrong or dead (its user left the organization), or it belongs to another organization than ${organization}: check TALLY_API_KEY, and organization in members.yaml.`;
    case 403:
      return "Tally answered 403. Either the key's user may not invite, or the organization has no paid plan (inviting needs Pro or above), or something in front of Tally blocked the request.";
    case 404:
      return `Tally answered 404. Either a workspace id in members.yaml is wrong or not visible to the key's user, or TALLY_API_URL is not Tally's, or TALLY_API_VERSION names a version without invites.`;
    case 429:
      return "Tally answered 429, too many requests, for longer than is waited for. Run apply again later.";
    default:
      return `Tally answered ${status}, for which no cause is known. Nothing more was sent.`;
  }
}

function resultText(outcome: Outcome, paint: Colors): string {
  switch (outcome.result) {
    case "done":
      return paint.green("done");
    case "refused":
      return paint.red(`refused (${outcome.status})`);
    case "not-sent":
      return paint.red("not sent");
    case "unconfirmed":
      return paint.yellow("unconfirmed");
  }
}

function problemText(outcome: Outcome): string {
  if (outcome.result === "done" || outcome.problem === "") return "";
  const speaker = outcome.result === "refused" ? "Tally says: " : "";
  return `      ${speaker}${forTerminal(outcome.problem)}\n`;
}
