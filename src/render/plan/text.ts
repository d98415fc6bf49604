import type { GuardRefusal, Plan, PlannedPerson, Unconfirmed } from "../../core/plan/model.ts";
import { hasCalls } from "../../core/plan/plan.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { inColumns } from "../text/columns.ts";
import { forTerminal } from "../text/escape.ts";
import { type Layout, timeText } from "../text/layout.ts";
import { type Legend, namedWorkspaces } from "../text/names.ts";
import { count } from "../text/plural.ts";
import { wrapped } from "../text/wrap.ts";
import { guardReason, refusedLine } from "./limits.ts";
import {
  blocksOf,
  callCounts,
  effectSentences,
  emptyPlanSentence,
  headlineOf,
  isEmpty,
  type PeopleBlock,
  summaryText,
} from "./parts.ts";
import { gapsSentence, notesOf, type PlanNote, settledSentence } from "./sections.ts";
import { withheldNotes } from "./skipped.ts";

const mostWithNames = 20;

/** A plan for a person at a terminal: what will happen first, then what will not and why. */
export function renderPlanText(plan: Plan, legend: Legend, layout: Layout): string {
  const { paint, width } = layout;
  if (isEmpty(plan)) return wrapped(emptyPlanSentence(plan), width);
  const parts = [
    `${paint.bold(`Plan for organization ${plan.organization}`)}\n`,
    plan.calls.length > 0 ? renderInvites(plan, legend, layout) : nothingSent(plan),
    ...notesOf(plan).map(note => renderNote(note, legend, layout, paint.bold)),
    headed("Settled", settledSentence(plan), layout),
    headed("The look was not whole", gapsSentence(plan.gaps), layout),
    ...withheldNotes(plan.withheld).map(note => renderNote(note, legend, layout, paint.yellow)),
    renderUnconfirmed(plan.unconfirmed, legend, layout),
    plan.refused.map(guard => renderGuard(guard, width)).join(""),
    wrapped(`Summary: ${summaryText(plan)}`, width),
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
export function renderUnconfirmed(
  calls: readonly Unconfirmed[],
  legend: Legend,
  { paint, width }: Layout,
): string {
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
  return [
    titled("Unconfirmed", paint.yellow, "sent, and nobody knows whether it arrived.", width),
    wrapped("Nothing more goes to these people.", width),
    ...rows,
    ...settleHints.map(([indent, hint]) => wrapped(hint, width, indent)),
  ].join("");
}

const settleHints = [
  [
    "  ",
    "The next apply looks at Tally and settles it, as rollcall state settle does by itself. With a key that cannot look, look in Tally yourself, under members and invites, and run one of",
  ],
  ["    ", "rollcall state settle --as sent"],
  ["      ", "if it was done: they are there, or gone where they were to be removed"],
  ["    ", "rollcall state settle --as not-sent"],
  ["      ", "if it was not: the next apply does it again"],
] as const;

function renderInvites(plan: Plan, legend: Legend, layout: Layout): string {
  const calls = callCounts(plan);
  const blocks = blocksOf(plan).map(block =>
    renderBlock(block, calls.get(block.workspaceIds.join(" ")) ?? 0, legend, layout),
  );
  const used = [...new Set(plan.people.map(signOf))].sort();
  const marks = used.length === 1 && used[0] === "+" ? "" : marksText(used, plan.live);
  const effect = effectSentences(plan.people).map(sentence => wrapped(sentence, layout.width));
  const head = wrapped(headlineOf(plan), layout.width);
  return `${head}\n${blocks.join("\n")}${marks && `\n${marks}`}\n${effect.join("")}`;
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
  return hasCalls(plan) ? "" : "Nobody is invited.\n";
}

function renderGuard(guard: GuardRefusal, width: number): string {
  const line = refusedLine(guardReason(guard));
  return guard.guard === "unknownWorkspaces" ? line : wrapped(line.trimEnd(), width);
}

function headed(head: string, sentence: string | undefined, { paint, width }: Layout): string {
  return sentence === undefined ? "" : titled(head, paint.yellow, forTerminal(sentence), width);
}

/** A sentence behind its head, which is shorter than a line. */
export function titled(
  head: string,
  painted: (text: string) => string,
  sentence: string,
  width: number,
): string {
  return painted(head) + wrapped(`${head}: ${sentence}`, width).slice(head.length);
}

/** People with what they lose, keep or wait for; very many of them in columns, but for those whose workspaces matter. */
function renderNote(
  note: PlanNote,
  legend: Legend,
  { width }: Layout,
  painted: (text: string) => string,
): string {
  const { head, sentence, rows, needsWorkspaces } = note;
  const title = titled(head, painted, `${count(rows.length, "person", "people")}. ${sentence}`, width);
  if (rows.length > mostWithNames && !needsWorkspaces) {
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
