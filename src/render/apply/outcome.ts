import type { Colors } from "picocolors/types.js";
import type { Plan } from "../../core/plan/model.ts";
import type { ActionCall, Outcome } from "../../core/tally/call.ts";
import { plainWorkspaces } from "../document/plain.ts";
import { forTerminal } from "../text/escape.ts";
import { timeText } from "../text/layout.ts";
import type { Legend } from "../text/names.ts";
import { capitalized, count, listed } from "../text/plural.ts";
import { usualColumns, wrapped } from "../text/wrap.ts";

const mostNamed = 3;

/** What somebody at a terminal is asked before an apply. */
export function questionFor({ summary, remove, cancel }: Plan): string {
  const cancelled = new Set(cancel.filter(one => one.because !== "resend").map(one => one.email));
  for (const { email } of remove) cancelled.delete(email);
  const parts = [
    summary.people > 0 && `send ${count(summary.people, "invite")}`,
    cancelled.size > 0 && `cancel ${count(cancelled.size, "invite")}`,
    remove.length > 0 && `remove ${count(remove.length, "member")} from the organization`,
  ].filter(part => part !== false);
  const question = parts.length > 0 ? `${listed(parts)} now?` : "Go on?";
  return capitalized(question);
}

const indent = "      ";

/** What became of a call, the people on a line of their own where there are several. */
export function renderOutcome(
  position: { readonly number: number; readonly of: number; readonly at: string },
  call: ActionCall,
  outcome: Outcome,
  legend: Legend,
  paint: Colors,
): string {
  const head = `[${position.number}/${position.of}] ${timeText(position.at).slice(11)}`;
  const result = resultText(outcome);
  const painted = paint[colours[outcome.result]](result);
  const isAnswer = outcome.result === "halved" || (outcome.result === "refused" && call.action === "invite");
  const speaker = isAnswer && !outcome.gone ? "Tally says: " : "";
  return `${head} ${painted}: ${whatText(call, legend)}\n${namesText(call)}${problemText(outcome, speaker)}`;
}

function whatText({ action, emails, workspaceIds }: ActionCall, legend: Legend): string {
  const [first = ""] = emails;
  switch (action) {
    case "invite": {
      const people = emails.length === 1 ? forTerminal(first) : count(emails.length, "person", "people");
      return `${people} to ${plainWorkspaces(workspaceIds, legend)}`;
    }
    case "cancel":
      return `cancel the invite of ${forTerminal(first)}`;
    case "remove":
      return `remove ${forTerminal(first)} from the organization`;
  }
}

function namesText({ emails }: ActionCall): string {
  if (emails.length < 2) return "";
  const more = emails.length > mostNamed ? ` and ${emails.length - mostNamed} more` : "";
  return `${indent}${emails.slice(0, mostNamed).map(forTerminal).join(", ")}${more}\n`;
}

const colours = {
  done: "green",
  refused: "red",
  halved: "yellow",
  "not-sent": "red",
  unconfirmed: "yellow",
} as const;

function resultText(outcome: Outcome): string {
  switch (outcome.result) {
    case "done":
    case "unconfirmed":
      return outcome.result;
    case "refused":
    case "halved":
      return `${outcome.result} (${outcome.status})`;
    case "not-sent":
      return "not sent";
  }
}

function problemText(outcome: Outcome, speaker: string): string {
  if (outcome.result === "done") return "";
  const problem = outcome.problem === "" ? "" : `${indent}${speaker}${forTerminal(outcome.problem)}\n`;
  const then = outcome.result === "halved" ? halvedSentence(outcome) : "";
  return then === "" ? problem : problem + wrapped(then, usualColumns, indent);
}

function halvedSentence({ doneFor, gone }: Extract<Outcome, { result: "halved" }>): string {
  const there =
    doneFor.length === 0
      ? ""
      : `${count(doneFor.length, "person has", "people have")} their invite all the same. `;
  if (gone) return there.trimEnd();
  return `${there}Some address is at fault; smaller calls find out which.`;
}
