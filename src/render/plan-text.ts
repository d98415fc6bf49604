import type { Colors } from "picocolors/types.js";
import type { WorkspaceId } from "../core/config.ts";
import { hasCalls, type Plan, type PlannedPerson, type Unconfirmed, type Withheld } from "../core/plan.ts";
import { inColumns } from "./columns.ts";
import { forTerminal } from "./escape.ts";
import { guardReason, refusedLine } from "./guards.ts";
import { count } from "./numbers.ts";
import { gapsSentence, notesOf, type PlanNote, settledSentence } from "./plan-notes.ts";
import {
  blocksOf,
  callCounts,
  countsBeside,
  effectSentences,
  emptyPlanSentence,
  headlineOf,
  isEmpty,
  type Legend,
  namedWorkspaces,
  type PeopleBlock,
  withheldReason,
} from "./plan-parts.ts";

/** How a text is laid out for the place where it is read. */
export interface Layout {
  readonly paint: Colors;
  /** Columns. */
  readonly width: number;
}

const mostWithNames = 20;

/** A plan for a person at a terminal: what will happen first, then what will not and why. */
export function renderPlanText(plan: Plan, legend: Legend, layout: Layout): string {
  if (isEmpty(plan)) return `${emptyPlanSentence(plan)}\n`;
  const { paint } = layout;
  const parts = [
    `${paint.bold(`Plan for organization ${plan.organization}`)}\n`,
    plan.calls.length > 0 ? renderInvites(plan, legend, layout) : nothingSent(plan),
    ...notesOf(plan).map(note => renderNote(note, legend, layout)),
    headed("Settled", settledSentence(plan), paint),
    headed("The look was not whole", gapsSentence(plan.gaps), paint),
    renderWithheld(plan.withheld, legend, paint),
    renderUnconfirmed(plan.unconfirmed, legend, paint),
    plan.refused.map(guard => refusedLine(guardReason(guard))).join(""),
    summaryLine(plan),
  ];
  return parts.filter(part => part !== "").join("\n");
}

/** Workspace names first, ids in brackets. */
export function workspacesText(ids: readonly WorkspaceId[], legend: Legend): string {
  const texts = namedWorkspaces(ids, legend).map(({ id, name }) =>
    name === undefined ? id : `${name} (${id})`,
  );
  return texts.map(forTerminal).join(", ");
}

/** Calls of which nobody knows what became, and how to find out. */
export function renderUnconfirmed(calls: readonly Unconfirmed[], legend: Legend, paint: Colors): string {
  if (calls.length === 0) return "";
  const rows = calls.map(({ call, at, action, workspaceIds, emails }) => {
    const what = {
      invite: `${count(emails.length, "person", "people")} to ${workspacesText(workspaceIds, legend)}`,
      cancel: "cancel the invite of",
      remove: "remove from the organization",
    }[action];
    const head = `  call ${call}, ${timeText(at)}: ${what}\n`;
    return head + emails.map(email => `    ? ${forTerminal(email)}\n`).join("");
  });
  return `${paint.yellow("Unconfirmed")}: sent, and nobody knows whether it arrived.\nNothing more goes to these people.\n${rows.join("")}  The next apply looks at Tally and settles it, as rollcall state settle does by itself. With a key that\n  cannot look, look in Tally yourself, under members and invites, and run one of\n    rollcall state settle --as sent      (it was done: they are there, or gone where they were to be removed)\n    rollcall state settle --as not-sent  (it was not: the next apply does it again)\n`;
}

/** `2026-11-23 10:00:00 UTC`. */
export function timeText(timestamp: string): string {
  return `${timestamp.slice(0, 10)} ${timestamp.slice(11, 19)} UTC`;
}

function renderInvites(plan: Plan, legend: Legend, layout: Layout): string {
  const calls = callCounts(plan);
  const blocks = blocksOf(plan).map(block =>
    renderBlock(block, calls.get(block.workspaceIds.join(" ")) ?? 0, legend, layout),
  );
  const used = [...new Set(plan.people.map(signOf))].sort();
  const marks = used.length === 1 && used[0] === "+" ? "" : marksText(used, plan.live);
  const effect = effectSentences(plan.people).join("\n");
  return `${headlineOf(plan)}\n\n${blocks.join("\n")}${marks && `\n${marks}`}\n${effect}\n`;
}

function renderBlock(
  { workspaceIds, people }: PeopleBlock,
  calls: number,
  legend: Legend,
  layout: Layout,
): string {
  const inCalls = calls > 1 ? `, ${count(calls, "call")}` : "";
  const head = `${layout.paint.bold(workspacesText(workspaceIds, legend))}: ${count(people.length, "person", "people")}${inCalls}\n`;
  const cells = people.map(person => `${signOf(person)} ${forTerminal(person.email)}`);
  if (people.length > mostWithNames) return head + inColumns(cells, layout.width - 2);
  return head + people.map((person, index) => `  ${cells[index]}${nameText(person, legend)}\n`).join("");
}

/** What stands before a person: by the record, or by what Tally showed. */
function signOf({ effect, recorded }: PlannedPerson): "+" | "*" | ">" | "?" {
  switch (effect) {
    case "unknown":
      return recorded ? "*" : "+";
    case "email":
      return "+";
    case "access":
      return ">";
    case "second-email":
      return "?";
  }
}

function marksText(used: readonly string[], live: boolean): string {
  const words: Readonly<Record<string, string>> = live
    ? { "+": "gets an email", ">": "gets access at once", "?": "is pending: perhaps a second email" }
    : { "+": "never sent anything before", "*": "was sent something before" };
  const shown = live ? used : ["+", "*"];
  return `  ${shown.map(sign => `${sign} ${words[sign]}`).join("   ")}\n`;
}

function nothingSent(plan: Plan): string {
  return hasCalls(plan) ? "" : "Nothing is sent.\n";
}

function headed(head: string, sentence: string | undefined, paint: Colors): string {
  return sentence === undefined ? "" : `${paint.yellow(head)}: ${forTerminal(sentence)}\n`;
}

/** People with what they lose or keep; many of them in columns. */
function renderNote({ head, sentence, rows }: PlanNote, legend: Legend, { paint, width }: Layout): string {
  const title = `${paint.bold(head)}: ${sentence}\n`;
  if (rows.length > mostWithNames) {
    return (
      title +
      inColumns(
        rows.map(({ sign, email }) => `${sign} ${forTerminal(email)}`),
        width - 2,
      )
    );
  }
  const lines = rows.map(({ sign, email, workspaceIds, more }) => {
    const where = workspaceIds.length > 0 ? `: ${workspacesText(workspaceIds, legend)}` : "";
    return `  ${sign} ${forTerminal(email)}${where}${more === undefined ? "" : ` (${forTerminal(more)})`}\n`;
  });
  return title + lines.join("");
}

function nameText({ email }: PlannedPerson, legend: Legend): string {
  const name = legend.people.get(email);
  return name === undefined ? "" : `  ${forTerminal(name)}`;
}

function renderWithheld(withheld: readonly Withheld[], legend: Legend, paint: Colors): string {
  if (withheld.length === 0) return "";
  const rows = withheld.map(one => {
    const sign = one.action === "remove" ? "-" : "+";
    return `  ${sign} ${forTerminal(one.email)}: ${workspacesText(one.workspaceIds, legend)}\n      ${withheldReason(one)}\n`;
  });
  return `${paint.yellow("Withheld")}: seen, and not done.\n${rows.join("")}`;
}

function summaryLine({ summary }: Plan): string {
  const parts = [
    count(summary.people, "person", "people"),
    count(summary.grants, "grant"),
    count(summary.calls, "call"),
  ];
  return `Summary: ${parts.join(", ")}; ${countsBeside(summary).join(", ")}.\n`;
}
