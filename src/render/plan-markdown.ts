import type { WorkspaceId } from "../core/config.ts";
import type { Plan, PlannedPerson } from "../core/plan.ts";
import { forMarkdown } from "./escape.ts";
import { count } from "./numbers.ts";
import {
  blocksOf,
  effectSentences,
  emptyPlanSentence,
  headlineOf,
  isEmpty,
  type Legend,
  namedWorkspaces,
  withheldReason,
} from "./plan-parts.ts";
import { timeText } from "./plan-text.ts";

const mostUnfolded = 10;

/** A plan for a comment. Whatever members.yaml holds is shown as text. */
export function renderPlanMarkdown(plan: Plan, legend: Legend): string {
  if (isEmpty(plan)) return `${emptyPlanSentence(plan)}\n`;
  const parts = [
    `### Plan for organization ${forMarkdown(plan.organization)}`,
    ...renderInvites(plan, legend),
    ...renderRefused(plan),
    ...renderWithheld(plan, legend),
    ...renderUnconfirmed(plan, legend),
    `${count(plan.summary.people, "person", "people")}, ${count(plan.summary.grants, "grant")}, ${count(plan.summary.calls, "call")}; ${count(plan.summary.unchanged, "grant")} unchanged.`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function renderInvites(plan: Plan, legend: Legend): string[] {
  if (plan.calls.length === 0) return ["Nothing is sent."];
  const blocks = blocksOf(plan).map(({ workspaceIds, people }) => {
    const head = `**${count(people.length, "person", "people")}** to ${workspacesMarkdown(workspaceIds, legend)}`;
    const list = people.map(person => personRow(person, legend)).join("\n");
    return people.length > mostUnfolded ? folded(head, list) : `${head}\n\n${list}`;
  });
  return [headlineOf(plan), ...blocks, effectSentences(plan).join(" ")];
}

function personRow({ email, recorded }: PlannedPerson, legend: Legend): string {
  const name = legend.people.get(email);
  return `- ${forMarkdown(email)}${name === undefined ? "" : ` ${forMarkdown(name)}`}${recorded ? ", sent something before" : ""}`;
}

function folded(head: string, body: string): string {
  const summary = head.replace(/\*\*(.*?)\*\*/, "<b>$1</b>");
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

function renderRefused(plan: Plan): string[] {
  return plan.refused.map(
    ({ count: people, limit }) =>
      `**An apply refuses this plan**: it invites ${count(people, "person", "people")}, more than <code>settings.maxInvites</code> (${limit}). Raise it in members.yaml if this is meant, or apply with <code>--allow-invites ${people}</code>.`,
  );
}

function renderWithheld(plan: Plan, legend: Legend): string[] {
  if (plan.withheld.length === 0) return [];
  const rows = plan.withheld.map(
    one =>
      `| ${forMarkdown(one.email)} | ${workspacesMarkdown(one.workspaceIds, legend)} | ${withheldReason(one)} |`,
  );
  const table = ["| Person | Workspaces | Why |", "| --- | --- | --- |", ...rows].join("\n");
  const head = `**Withheld**: ${count(rows.length, "action")} seen, and not done.`;
  return rows.length > mostUnfolded ? [folded(head, table)] : [head, table];
}

function renderUnconfirmed(plan: Plan, legend: Legend): string[] {
  if (plan.unconfirmed.length === 0) return [];
  const rows = plan.unconfirmed.map(({ call, at, workspaceIds, emails }) => {
    const people = emails.map(email => forMarkdown(email)).join(" ");
    return `- call ${forMarkdown(call)}, ${timeText(at)}, to ${workspacesMarkdown(workspaceIds, legend)}: ${people}`;
  });
  return [
    "**Unconfirmed**: sent, and nobody knows whether it arrived. Nothing more goes to these people until <code>rollcall state settle</code> says what became of it.",
    rows.join("\n"),
  ];
}

function workspacesMarkdown(ids: readonly WorkspaceId[], legend: Legend): string {
  return namedWorkspaces(ids, legend)
    .map(({ id, name }) =>
      name === undefined ? forMarkdown(id) : `${forMarkdown(name)} (${forMarkdown(id)})`,
    )
    .join(", ");
}
