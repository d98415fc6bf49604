import type { Colors } from "picocolors/types.js";
import type { WorkspaceId } from "../core/config.ts";
import type { Plan, PlannedPerson, Unconfirmed, Withheld } from "../core/plan.ts";
import { forTerminal } from "./escape.ts";
import { count } from "./numbers.ts";
import {
  blocksOf,
  callCounts,
  effectSentences,
  emptyPlanSentence,
  headlineOf,
  isEmpty,
  type Legend,
  namedWorkspaces,
  type PeopleBlock,
  withheldReason,
} from "./plan-parts.ts";
import { renderRefusal } from "./refusals.ts";

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
    plan.calls.length > 0 ? renderInvites(plan, legend, layout) : "Nothing is sent.\n",
    renderWithheld(plan.withheld, legend, paint),
    renderUnconfirmed(plan.unconfirmed, legend, paint),
    plan.refused.map(({ count, limit }) => renderRefusal({ refusal: "max-invites", count, limit })).join(""),
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
  const rows = calls.map(({ call, at, workspaceIds, emails }) => {
    const head = `  call ${call}, ${timeText(at)}: ${count(emails.length, "person", "people")} to ${workspacesText(workspaceIds, legend)}\n`;
    return head + emails.map(email => `    ? ${forTerminal(email)}\n`).join("");
  });
  return `${paint.yellow("Unconfirmed")}: sent, and nobody knows whether it arrived.\nNothing more goes to these people.\n${rows.join("")}  Look in Tally, under members and invites, whether they are there. Then run one of\n    rollcall state settle --as sent      (they are there)\n    rollcall state settle --as not-sent  (they are not: the next apply sends again)\n`;
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
  const known = plan.people.filter(person => person.recorded).length;
  const marks = known > 0 ? "  + never sent anything before   * was sent something before\n" : "";
  const effect = effectSentences(plan.summary.people).join("\n");
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
  const cells = people.map(person => `${person.recorded ? "*" : "+"} ${forTerminal(person.email)}`);
  if (people.length > mostWithNames) return head + inColumns(cells, layout.width - 2);
  return head + people.map((person, index) => `  ${cells[index]}${nameText(person, legend)}\n`).join("");
}

function nameText({ email }: PlannedPerson, legend: Legend): string {
  const name = legend.people.get(email);
  return name === undefined ? "" : `  ${forTerminal(name)}`;
}

/** Cells in as many columns as fit, read downwards. They hold addresses, so each character is one column wide. */
function inColumns(cells: readonly string[], width: number): string {
  const cellWidth = cells.reduce((widest, cell) => Math.max(widest, cell.length), 0) + 2;
  const columns = Math.max(1, Math.floor(width / cellWidth));
  const rows = Math.ceil(cells.length / columns);
  return Array.from({ length: rows }, (_, row) => {
    const line = Array.from({ length: columns }, (_, column) => cells[column * rows + row] ?? "");
    return `  ${line
      .map(cell => cell.padEnd(cellWidth))
      .join("")
      .trimEnd()}\n`;
  }).join("");
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
  return `Summary: ${parts.join(", ")}; ${count(summary.unchanged, "grant")} unchanged.\n`;
}
