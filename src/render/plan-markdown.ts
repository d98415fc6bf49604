import type { GuardRefusal } from "../core/guards.ts";
import {
  type Effect,
  hasCalls,
  type Plan,
  type PlannedPerson,
  type Unconfirmed,
  type Withheld,
} from "../core/plan.ts";
import { cutBlock, fitting, type Room, restLine, shareOf, sizeOf } from "./cut.ts";
import { forMarkdown } from "./escape.ts";
import { guardReason } from "./guards.ts";
import { folded, workspacesMarkdown } from "./markdown.ts";
import { count } from "./numbers.ts";
import { gapsSentence, notesOf, type PlanNote, settledSentence } from "./plan-notes.ts";
import {
  blocksOf,
  countsBeside,
  effectSentences,
  emptyPlanSentence,
  headlineOf,
  isEmpty,
  type Legend,
  type PeopleBlock,
  withheldReason,
} from "./plan-parts.ts";
import { timeText } from "./plan-text.ts";

/** Lists of more rows are folded. */
export const mostUnfolded = 10;

/** A plan as Markdown. Whatever members.yaml holds is shown as text; where there is little room, lists are cut. */
export function renderPlanMarkdown(plan: Plan, legend: Legend, room: Room = anyRoom): string {
  if (isEmpty(plan)) return `${emptyPlanSentence(plan)}\n`;
  const parts = [
    `### Plan for organization ${forMarkdown(plan.organization)}`,
    ...renderInvites(plan, legend, shareOf(room, 0.6)),
    ...notesOf(plan).flatMap(note => renderNote(note, legend, shareOf(room, 0.15))),
    ...sentencesOf(plan),
    ...plan.refused.map(guardSentence),
    ...renderWithheld(plan, legend, shareOf(room, 0.25)),
    ...renderUnconfirmed(plan, legend, shareOf(room, 0.1)),
    summarySentence(plan),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** `2 people, 3 grants, 1 call; 7 grants unchanged.` */
export function summarySentence({ summary }: Plan): string {
  const { people, grants, calls } = summary;
  return `${count(people, "person", "people")}, ${count(grants, "grant")}, ${count(calls, "call")}; ${countsBeside(summary).join(", ")}.`;
}

/** What stands above the people who get the same workspaces. */
export function blockHead({ people, workspaceIds }: PeopleBlock, legend: Legend): string {
  return `<b>${count(people.length, "person", "people")}</b> to ${workspacesMarkdown(workspaceIds, legend)}`;
}

/** One person of a plan. */
export function personRow({ email, effect, recorded }: PlannedPerson, legend: Legend): string {
  const name = legend.people.get(email);
  return `- ${forMarkdown(email)}${name === undefined ? "" : ` ${forMarkdown(name)}`}${effectText(effect, recorded)}`;
}

function effectText(effect: Effect, recorded: boolean): string {
  switch (effect) {
    case "unknown":
      return recorded ? ", sent something before" : "";
    case "email":
      return "";
    case "access":
      return ", gets access at once";
    case "second-email":
      return ", is pending: this may be a second email";
  }
}

/** Why an apply would refuse the plan, and the way out. */
export function guardSentence(guard: GuardRefusal): string {
  if (guard.guard === "maxInvites")
    return `**An apply refuses this plan**: it invites ${count(guard.count, "person", "people")}, more than <code>settings.maxInvites</code> (${guard.limit}). Raise it in members.yaml if this is meant.`;
  return `**An apply refuses this plan**: ${forMarkdown(guardReason(guard), 500)}`;
}

/** The head of a table of withheld actions, and its rows. */
export const withheldHead = ["| Person | Workspaces | Why |", "| --- | --- | --- |"] as const;

export function withheldRow(one: Withheld, legend: Legend): string {
  return `| ${forMarkdown(one.email)} | ${workspacesMarkdown(one.workspaceIds, legend)} | ${withheldReason(one)} |`;
}

/** What stands above the unconfirmed calls. */
export const unconfirmedSentence =
  "**Unconfirmed**: sent, and nobody knows whether it was done. Nothing more goes to these people until a look at Tally, by the next apply or by <code>rollcall state settle</code>, shows what became of it.";

/** How somebody with a clone settles the calls of a state that a repository keeps. */
export function settleSentence(statePath: string, stateBranch: string | undefined): string {
  const option = stateBranch === undefined ? "" : ` --state-branch ${stateBranch}`;
  const around =
    stateBranch === undefined
      ? `, in a clone that is up to date, and push ${forMarkdown(statePath)} afterwards`
      : ", in a clone";
  return `Where the key cannot look, look in Tally yourself, under members and invites, and run ${forMarkdown(`rollcall state settle${option} --as sent`)} or ${forMarkdown("--as not-sent")}${around}.`;
}

/** One unconfirmed call. */
export function unconfirmedRow(
  { call, at, action, workspaceIds, emails }: Unconfirmed,
  legend: Legend,
): string {
  const people = emails.map(email => forMarkdown(email)).join(" ");
  const what = {
    invite: `to ${workspacesMarkdown(workspaceIds, legend)}`,
    cancel: "cancel the invite of",
    remove: "remove from the organization",
  }[action];
  return `- call ${forMarkdown(call)}, ${timeText(at)}, ${what}: ${people}`;
}

/** People by workspace set, and what an invite means to them. */
export function peopleBlocks(
  people: readonly PlannedPerson[],
  rowOf: (person: PlannedPerson) => string,
  legend: Legend,
  room: Room,
): string[] {
  if (people.length === 0) return [];
  const parts: string[] = [];
  let left = room.bytes;
  let hidden = people.length;
  for (const block of blocksOf({ people })) {
    const rows = block.people.map(rowOf);
    const head = blockHead(block, legend);
    left -= sizeOf(head) + 60;
    const shown = rows.slice(0, fitting(rows, { ...room, bytes: left }));
    if (shown.length === 0) break;
    const list = shown.join("\n");
    left -= sizeOf(list);
    hidden -= shown.length;
    parts.push(rows.length > mostUnfolded ? folded(head, list) : `${head}\n\n${list}`);
    if (shown.length < rows.length) break;
  }
  const rest = hidden > 0 ? [restLine(hidden, "person", room)] : [];
  return [...parts, ...rest, effectSentences(people).join(" ")];
}

function renderInvites(plan: Plan, legend: Legend, room: Room): string[] {
  if (plan.calls.length === 0) return hasCalls(plan) ? [] : ["Nothing is sent."];
  const rowOf = (person: PlannedPerson) => personRow(person, legend);
  return [headlineOf(plan), ...peopleBlocks(plan.people, rowOf, legend, room)];
}

function renderNote({ head, sentence, rows }: PlanNote, legend: Legend, room: Room): string[] {
  const title = `<b>${head}</b>: ${sentence}`;
  const lines = rows.map(({ email, workspaceIds, more }) => {
    const where = workspaceIds.length > 0 ? `: ${workspacesMarkdown(workspaceIds, legend)}` : "";
    return `- ${forMarkdown(email)}${where}${more === undefined ? "" : ` (${more})`}`;
  });
  const list = cutBlock([], lines, room, "person");
  return rows.length > mostUnfolded
    ? [folded(`${title} ${count(rows.length, "person", "people")}`, list)]
    : [title, list];
}

function sentencesOf(plan: Plan): string[] {
  const settled = settledSentence(plan);
  const gaps = gapsSentence(plan.gaps);
  return [
    ...(settled === undefined ? [] : [`<b>Settled</b>: ${settled}`]),
    ...(gaps === undefined ? [] : [`<b>The look was not whole</b>: ${gaps}`]),
  ];
}

function renderWithheld({ withheld }: Plan, legend: Legend, room: Room): string[] {
  if (withheld.length === 0) return [];
  const rows = withheld.map(one => withheldRow(one, legend));
  const table = cutBlock(withheldHead, rows, room, "action");
  const head = `<b>Withheld</b>: ${count(withheld.length, "action")} seen, and not done.`;
  return withheld.length > mostUnfolded ? [folded(head, table)] : [head, table];
}

function renderUnconfirmed({ unconfirmed }: Plan, legend: Legend, room: Room): string[] {
  if (unconfirmed.length === 0) return [];
  const rows = unconfirmed.map(one => unconfirmedRow(one, legend));
  return [unconfirmedSentence, cutBlock([], rows, room, "call")];
}

/** Room without end. */
export const anyRoom: Room = { bytes: Number.POSITIVE_INFINITY, restAt: "" };
