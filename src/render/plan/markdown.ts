import type {
  Effect,
  GuardRefusal,
  Plan,
  PlannedPerson,
  Unconfirmed,
  Withheld,
} from "../../core/plan/model.ts";
import { hasCalls } from "../../core/plan/plan.ts";
import { forMarkdown } from "../text/escape.ts";
import { timeText } from "../text/layout.ts";
import { folded, mostUnfolded, workspacesMarkdown } from "../text/markdown.ts";
import type { Legend } from "../text/names.ts";
import { count } from "../text/plural.ts";
import { anyRoom, cutBlock, fitting, type Room, restLine, shareOf, sizeOf } from "../text/truncate.ts";
import { guardReason } from "./limits.ts";
import {
  blocksOf,
  effectSentences,
  emptyPlanSentence,
  headlineOf,
  isEmpty,
  type PeopleBlock,
  summaryText,
} from "./parts.ts";
import { gapsSentence, notesOf, type PlanNote, settledSentence } from "./sections.ts";
import { withheldNotes } from "./skipped.ts";

/** A plan as Markdown. Whatever members.yaml holds is shown as text; where there is little room, lists are cut. */
export function renderPlanMarkdown(plan: Plan, legend: Legend, room: Room = anyRoom): string {
  if (isEmpty(plan)) return `${emptyPlanSentence(plan)}\n`;
  const parts = [
    `### Plan for organization ${forMarkdown(plan.organization)}`,
    ...plan.refused.map(guardSentence),
    ...renderInvites(plan, legend, shareOf(room, 0.6)),
    ...notesOf(plan).map(note => renderNote(note, legend, shareOf(room, 0.15), "person")),
    ...sentencesOf(plan),
    ...withheldParts(plan.withheld, legend, shareOf(room, 0.25)),
    ...renderUnconfirmed(plan, legend, shareOf(room, 0.1)),
    `In all: ${summaryText(plan)}`,
  ];
  return `${parts.join("\n\n")}\n`;
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

/** A head and its sentence, in bytes. */
const longestHead = 300;

/** What is withheld, by the reason; folded where it is much. */
export function withheldParts(withheld: readonly Withheld[], legend: Legend, room: Room): string[] {
  const notes = withheldNotes(withheld);
  const most = withheld.length > mostUnfolded ? 0 : mostUnfolded;
  const forRows = { ...room, bytes: room.bytes - notes.length * longestHead };
  return notes.map(note => {
    const share = shareOf(forRows, note.rows.length / withheld.length);
    return renderNote(note, legend, share, "action", most);
  });
}

/** What unconfirmed calls mean to their people. */
export function unconfirmedSentence(calls: readonly Unconfirmed[]): string {
  const people = calls.reduce((sum, call) => sum + call.emails.length, 0);
  const was = calls.length === 1 ? "was" : "were";
  return `<b>Unconfirmed</b>: ${count(calls.length, "earlier call")} to ${count(people, "person", "people")} ${was} not answered. Nothing more goes to them until the next apply, or <code>rollcall state settle</code>, has looked at Tally.`;
}

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
  const people = emails.map(email => forMarkdown(email)).join(", ");
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
  const blocks = blocksOf({ people }).map(block => ({
    head: blockHead(block, legend),
    rows: block.people.map(rowOf),
  }));
  const bytes = blocks.reduce((sum, { head, rows }) => sum + sizeOf(head) + sizeOf(rows.join("\n")) + 60, 0);
  return [
    ...(bytes > room.bytes ? cutBlocks(blocks, people.length, room) : blocks.map(wholeBlock)),
    effectSentences(people).join(" "),
  ];
}

/** The people of one workspace set, as Markdown. */
interface RowsBlock {
  readonly head: string;
  readonly rows: readonly string[];
}

function wholeBlock({ head, rows }: RowsBlock): string {
  const list = rows.join("\n");
  return rows.length > mostUnfolded ? folded(head, list) : `${head}\n\n${list}`;
}

/** As many sets as half of the room has heads for, each with its share of the rows in the other half. */
function cutBlocks(blocks: readonly RowsBlock[], people: number, room: Room): string[] {
  const heads = blocks.map(({ head }) => head + " ".repeat(longestRest));
  const shown = blocks.slice(0, fitting(heads, shareOf(room, 0.5)));
  const left = room.bytes - heads.slice(0, shown.length).reduce((sum, head) => sum + sizeOf(head), 0);
  const inShown = shown.reduce((sum, { rows }) => sum + rows.length, 0);
  const parts = shown.map(({ head, rows }) => {
    const own = { ...room, bytes: Math.floor((left * rows.length) / inShown) };
    const fit = fitting(rows, own);
    const isCut = fit > 0 && fit < rows.length;
    return folded(isCut ? `${head}, the first ${fit} here` : head, cutBlock([], rows, own, "person"));
  });
  return people > inShown ? [...parts, restLine(people - inShown, "person", room)] : parts;
}

/** What a set takes beside its head and its rows, in bytes: the tags, and the line that says how many are left out. */
const longestRest = 160;

function renderInvites(plan: Plan, legend: Legend, room: Room): string[] {
  if (plan.calls.length === 0) return hasCalls(plan) ? [] : ["Nobody is invited."];
  const rowOf = (person: PlannedPerson) => personRow(person, legend);
  return [headlineOf(plan), ...peopleBlocks(plan.people, rowOf, legend, room)];
}

/** People with what they lose, keep or wait for; folded where there are more than so many. */
function renderNote(
  { head, sentence, rows }: PlanNote,
  legend: Legend,
  room: Room,
  what: string,
  most = mostUnfolded,
): string {
  const title = `<b>${head}</b>: ${count(rows.length, "person", "people")}`;
  const lines = rows.map(({ email, workspaceIds, more }) => {
    const where = workspaceIds.length > 0 ? `: ${workspacesMarkdown(workspaceIds, legend)}` : "";
    return `- ${forMarkdown(email)}${where}${more === undefined ? "" : ` (${more})`}`;
  });
  const list = cutBlock([], lines, room, what);
  return rows.length > most ? folded(title, `${sentence}\n\n${list}`) : `${title}. ${sentence}\n\n${list}`;
}

function sentencesOf(plan: Plan): string[] {
  const settled = settledSentence(plan);
  const gaps = gapsSentence(plan.gaps);
  return [
    ...(settled === undefined ? [] : [`<b>Settled</b>: ${settled}`]),
    ...(gaps === undefined ? [] : [`<b>The look was not whole</b>: ${gaps}`]),
  ];
}

function renderUnconfirmed({ unconfirmed }: Plan, legend: Legend, room: Room): string[] {
  return unconfirmed.length === 0
    ? []
    : [unconfirmedSentence(unconfirmed), unconfirmedFold(unconfirmed, undefined, legend, room)];
}

/** The unconfirmed calls, and how to settle them by hand where that is known. */
export function unconfirmedFold(
  calls: readonly Unconfirmed[],
  wayOut: string | undefined,
  legend: Legend,
  room: Room,
): string {
  const rows = calls.map(one => unconfirmedRow(one, legend));
  const list = cutBlock([], rows, room, "call");
  const head = calls.length === 1 ? "The call" : "The calls";
  return wayOut === undefined
    ? folded(head, list)
    : folded(`${head}, and what to do where the key cannot look`, `${list}\n\n${wayOut}`);
}
