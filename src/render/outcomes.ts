import type { Colors } from "picocolors/types.js";
import type { ApplySummary } from "../core/apply-summary.ts";
import type { Confirmation } from "../core/confirm.ts";
import type { ActionCall, Outcome } from "../core/outcome.ts";
import type { Plan } from "../core/plan.ts";
import type { Refusal } from "../core/refusal.ts";
import { forTerminal } from "./escape.ts";
import { count, listed } from "./numbers.ts";
import { type Legend, withheldReason } from "./plan-parts.ts";
import { timeText, workspacesText } from "./plan-text.ts";
import { renderRefusal } from "./refusals.ts";

const mostNamed = 3;

/** Why an apply ended, as its caller knows it. */
export type RunEnding =
  | { readonly ending: "all-sent" | "interrupted" }
  | { readonly ending: "stopped"; readonly by: Outcome }
  | { readonly ending: "unkept"; readonly refusal: Refusal };

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
  return question.slice(0, 1).toUpperCase() + question.slice(1);
}

/** One line for a call that has ended. */
export function renderOutcome(
  position: { readonly number: number; readonly of: number; readonly at: string },
  call: ActionCall,
  outcome: Outcome,
  legend: Legend,
  paint: Colors,
): string {
  const head = `[${position.number}/${position.of}] ${timeText(position.at)}`;
  const isAnswer = outcome.result === "halved" || (outcome.result === "refused" && call.action === "invite");
  const speaker = isAnswer && !outcome.gone ? "Tally says: " : "";
  return `${head} ${resultText(outcome, paint)} ${whatText(call, legend)}\n${problemText(outcome, speaker)}`;
}

function whatText({ action, emails, workspaceIds }: ActionCall, legend: Legend): string {
  const named = emails.slice(0, mostNamed).map(forTerminal).join(", ");
  switch (action) {
    case "invite": {
      const more = emails.length > mostNamed ? ` and ${emails.length - mostNamed} more` : "";
      return `${count(emails.length, "person", "people")} to ${workspacesText(workspaceIds, legend)}: ${named}${more}`;
    }
    case "cancel":
      return `cancel the invite of ${named}`;
    case "remove":
      return `remove ${named} from the organization`;
  }
}

/** The last paragraph of an apply: what happened, what did not and what to do. */
export function renderSummary(summary: ApplySummary): string {
  const { sent, refused, atFault, notSent, unconfirmed, left, cancelled, removed, kept, leftToRemove } =
    summary;
  const isRemovalOnly =
    sent + refused + notSent + unconfirmed + left === 0 && cancelled + removed + kept + leftToRemove > 0;
  const lines = [
    sent > 0 && `${count(sent, "person was", "people were")} sent their invite.`,
    sent === 0 && !isRemovalOnly && "Nobody was sent an invite.",
    cancelled > 0 && `The invites of ${count(cancelled, "person", "people")} were cancelled.`,
    removed > 0 && `${count(removed, "person was", "people were")} removed from the organization.`,
    kept > 0 &&
      `${count(kept, "person", "people")} could not be cancelled or removed as planned.\n  The reason stands beside each call above; do it in Tally where it says so.`,
    refused > atFault &&
      `${count(refused - atFault, "person was", "people were")} refused by Tally.\n  The next apply tries again.`,
    atFault > 0 &&
      `${count(atFault, "person was", "people were")} refused by Tally for the address.\n  Correct it in members.yaml: until then nothing is sent to it again.`,
    notSent > 0 &&
      `${count(notSent, "person was", "people were")} not sent anything: nothing left this machine.\n  Run apply again.`,
    unconfirmed > 0 &&
      `For ${count(unconfirmed, "person", "people")} nobody knows whether the invite arrived.\n  The next apply looks at Tally and goes by what it shows. With a key that cannot look, look in Tally\n  yourself, under members and invites; then run one of\n    rollcall state settle --as sent\n    rollcall state settle --as not-sent\n  Nothing more is sent to them until then.`,
    left > 0 &&
      `${count(left, "person is", "people are")} still to be sent.\n  Run apply again to go on with them.`,
    leftToRemove > 0 &&
      `${count(leftToRemove, "person is", "people are")} still to be cancelled or removed.\n  Run apply again to go on with them.`,
  ];
  return `${lines.filter(line => line !== false).join("\n")}\n`;
}

/** What Tally showed after an apply; empty where it was not looked at. */
export function renderConfirmation(confirmation: Confirmation | undefined): string {
  if (!confirmation) return "";
  if (!confirmation.ok) {
    const why =
      confirmation.refusal === "incomplete"
        ? "Tally did not show everything"
        : lookProblem(confirmation.refusal);
    return `${forTerminal(`Whether Tally shows what it accepted could not be checked: ${why}. What was sent is recorded; rollcall drift compares later.`)}\n`;
  }
  const { notShown, stillThere } = confirmation;
  if (notShown.length + stillThere.length === 0) return "Tally shows all of it.\n";
  const missing =
    notShown.length === 0
      ? ""
      : `${count(notShown.length, "person was", "people were")} accepted by Tally and ${notShown.length === 1 ? "is" : "are"} not shown:\n${rows(notShown.map(one => one.email))}  Tally may need longer, or the address belongs to another organization, which an account cannot leave by\n  itself. Look with rollcall drift; nothing is sent to them again until resend says so.\n`;
  const there =
    stillThere.length === 0
      ? ""
      : `${count(stillThere.length, "person is", "people are")} still shown although Tally accepted the removal:\n${rows(stillThere)}`;
  return missing + there;
}

function lookProblem(
  refusal: Exclude<Extract<Confirmation, { ok: false }>["refusal"], "incomplete">,
): string {
  switch (refusal.refusal) {
    case "look-failed":
    case "look-denied":
      return refusal.problem;
    case "key-refused":
      return "Tally answered 401";
    case "foreign-organization":
      return `the key belongs to ${refusal.actual} by now`;
  }
}

function rows(emails: readonly string[]): string {
  return emails.map(email => `    ${forTerminal(email)}\n`).join("");
}

/** Why an apply ended, where there is more to say than its summary does. */
export function renderEnding(ending: RunEnding, plan: Plan): string {
  switch (ending.ending) {
    case "all-sent":
      return "";
    case "interrupted":
      return "Stopped early; everything sent so far is recorded.\n";
    case "stopped":
      return renderCauses(ending.by, plan);
    case "unkept":
      if (ending.refusal.refusal === "state-moved")
        return `${forTerminal(`members.yaml or ${ending.refusal.name} was changed by somebody else meanwhile, so the rest was not sent.`)}\n`;
      return renderRefusal(ending.refusal);
  }
}

/** Whom an apply has given up on after sending without an answer; empty where there is nobody. */
export function renderGivenUp({ withheld }: Plan): string {
  const people = withheld.filter(one => one.reason === "in-vain");
  if (people.length === 0) return "";
  return `Given up on ${count(people.length, "person", "people")}:\n${people.map(one => `    ${forTerminal(one.email)}: ${withheldReason(one)}\n`).join("")}`;
}

/** The known causes of an answer that ended the run (tally-api.md, section 1), and what to do. */
function renderCauses(outcome: Outcome, plan: Plan): string {
  if (outcome.result !== "refused" && outcome.result !== "halved") return "";
  if (outcome.gone) return `\n${goneCause}\n`;
  const causes = causesOf(outcome.status, forTerminal(plan.organization));
  return causes && `\n${causes}\n`;
}

const goneCause =
  "A workspace was deleted while people were invited, or the key's user can no longer see it, so nothing more was sent. Take it out of workspaces in members.yaml, or use a key whose user sees it, and run apply again.";

function causesOf(status: number, organization: string): string {
  switch (status) {
    case 400:
      return "Tally answered 400 to one person after the other and accepted nobody, so this is hardly about their addresses. Nothing more was sent.";
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
    case "halved":
      return paint.yellow(`halved (${outcome.status})`);
    case "not-sent":
      return paint.red("not sent");
    case "unconfirmed":
      return paint.yellow("unconfirmed");
  }
}

function problemText(outcome: Outcome, speaker: string): string {
  if (outcome.result === "done") return "";
  const said = outcome.problem === "" ? "" : `      ${speaker}${forTerminal(outcome.problem)}\n`;
  return outcome.result === "halved" ? `${said}      ${halvedSentence(outcome)}\n` : said;
}

function halvedSentence({ doneFor, gone }: Extract<Outcome, { result: "halved" }>): string {
  const there =
    doneFor.length === 0
      ? ""
      : `${count(doneFor.length, "person has", "people have")} their invite all the same. `;
  if (gone) return there.trimEnd();
  return `${there}Some address is at fault; smaller calls find out which.`;
}
