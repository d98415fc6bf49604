import { diffArrays } from "diff";
import type { Plan, PlannedPerson } from "../../core/plan/model.ts";
import type { MembershipChange, PlanPart } from "../../core/review/preview.ts";
import type { Email } from "../../core/values/address.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { diagnosticsPart, type Findings } from "../diagnostics/markdown.ts";
import { renderTally } from "../diagnostics/text.ts";
import {
  guardSentence,
  peopleBlocks,
  personRow,
  settleSentence,
  unconfirmedFold,
  unconfirmedSentence,
  withheldParts,
} from "../plan/markdown.ts";
import { emptyPlanSentence, isEmpty, summaryText } from "../plan/parts.ts";
import { isRemovedByApply } from "../plan/skipped.ts";
import { forMarkdown, forTerminal } from "../text/escape.ts";
import { fenced, folded, linked } from "../text/markdown.ts";
import { type Legend, namedWorkspaces } from "../text/names.ts";
import { count, grouped } from "../text/plural.ts";
import { cutBlock, cutRows, type Room, shareOf } from "../text/truncate.ts";

/** What a pull request would do once it is merged. */
export interface PullRequestReport extends Findings {
  /** The branch that it would be merged into. */
  readonly base: string;
  readonly statePath: string;
  /** The branch that holds only the state, where there is one. */
  readonly stateBranch: string | undefined;
  /** Whether the pull request changes the state file. */
  readonly touchesState: boolean;
  /** Nothing where the files do not read. */
  readonly merge: MergeReport | undefined;
}

/** The plan of the merge, and what of it this pull request brings. */
export interface MergeReport {
  readonly plan: Plan;
  readonly brought: PlanPart;
  /** What the base branch alone asks for already. */
  readonly waiting: PlanPart;
  readonly changes: readonly MembershipChange[];
  /** False where the base branch has no configuration that reads, so that everything counts as brought. */
  readonly isBaseRead: boolean;
  readonly legend: Legend;
  readonly linesOf: (email: Email) => readonly SourceLine[];
}

/** A line of a file. */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
}

/** Where a line can be seen. Its parts are encoded. */
export type LineAddress = (file: string, line: number) => string;

/** The body of a comment or a summary, cut to its room on whole rows. */
export function renderPullRequest(report: PullRequestReport, room: Room, addressOf: LineAddress): string {
  const { merge } = report;
  const parts = [
    `### ${headlineFor(report)}`,
    ...stateWarning(report),
    ...(merge ? mergeParts(merge, report, room, addressOf) : []),
    ...diagnosticsPart(report, shareOf(room, 0.15)),
    ...(merge ? foldedParts(merge, report, room, addressOf) : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** What all of the plan comes to, what was pending before included; nothing where the headline says it. */
export function renderInAll({ merge }: PullRequestReport): string {
  return merge && !isEmpty(merge.plan) ? `In all: ${summaryText(merge.plan)} ` : "";
}

function headlineFor({ merge, diagnostics }: PullRequestReport): string {
  if (!merge) return `Rollcall: ${renderTally(diagnostics)}, so nothing can be planned`;
  const { brought, changes, plan } = merge;
  const invited = brought.people.length;
  const removed = brought.withheld.filter(isRemovedByApply).length;
  if (invited > 0 && plan.refused.length > 0)
    return `Rollcall: the invites to ${count(invited, "person", "people")} would be refused`;
  const does = [
    ...(invited > 0 ? [`invites ${count(invited, "person", "people")}`] : []),
    ...(removed > 0 ? [`removes ${count(removed, "person", "people")}`] : []),
  ];
  if (does.length > 0) return `Rollcall: merging this ${does.join(" and ")}`;
  if (changes.length === 0) return "Rollcall: this pull request does not change who has access";
  const people = count(changes.length, "person", "people");
  return changes.every(({ before, after }) => after.every(id => before.includes(id)))
    ? `Rollcall: merging this invites and removes nobody; ${people} ${changes.length === 1 ? "loses" : "lose"} grants in members.yaml`
    : `Rollcall: merging this invites nobody, and changes what ${people} should have`;
}

function stateWarning({ touchesState, statePath, stateBranch, base }: PullRequestReport): string[] {
  if (!touchesState) return [];
  const where = forMarkdown(stateBranch ?? base);
  const later =
    stateBranch === undefined
      ? "once merged, the change would count"
      : "once merged, it would not count either";
  return [
    `> [!WARNING]\n> This pull request changes ${forMarkdown(statePath)}, the record of what was sent. The plan goes by the record on ${where} instead; ${later}. Only Rollcall should write that file.`,
  ];
}

/** What will happen, then what will not and why. */
function mergeParts(
  merge: MergeReport,
  { base, statePath, stateBranch }: PullRequestReport,
  room: Room,
  addressOf: LineAddress,
): string[] {
  const { plan, brought, legend } = merge;
  const { unconfirmed } = plan;
  const settling = settleSentence(statePath, stateBranch);
  return [
    ...(merge.isBaseRead
      ? []
      : [`There is no configuration on ${forMarkdown(base)} that reads, so all of this counts as new.`]),
    ...plan.refused.map(guardSentence),
    ...peopleBlocks(brought.people, rowsOf(merge, addressOf), legend, shareOf(room, 0.35)),
    ...withheldParts(brought.withheld, legend, shareOf(room, 0.12)),
    ...(unconfirmed.length === 0
      ? []
      : [
          unconfirmedSentence(unconfirmed),
          unconfirmedFold(unconfirmed, settling, legend, shareOf(room, 0.05)),
        ]),
    ...(isEmpty(plan) ? [emptyPlanSentence(plan)] : []),
  ];
}

/** What is looked up: the grants before and after, and what was pending before this pull request. */
function foldedParts(
  merge: MergeReport,
  { base }: PullRequestReport,
  room: Room,
  addressOf: LineAddress,
): string[] {
  const { waiting, legend, changes } = merge;
  return [
    ...changesPart(changes, legend, shareOf(room, 0.2)),
    ...waitingParts(waiting, rowsOf(merge, addressOf), legend, base, shareOf(room, 0.1)),
  ];
}

function rowsOf(merge: MergeReport, addressOf: LineAddress): (person: PlannedPerson) => string {
  return person => personRow(person, merge.legend) + linesBehind(person.email, merge, addressOf);
}

function linesBehind(email: Email, { linesOf }: MergeReport, addressOf: LineAddress): string {
  const links = linesOf(email).map(({ file, line }) =>
    linked(forMarkdown(`${file}:${line}`), addressOf(file, line)),
  );
  return links.length > 0 ? `, ${links.join(" and ")}` : "";
}

/** The membership before and after, of those for whom it changes, one grant a line. */
function changesPart(changes: readonly MembershipChange[], legend: Legend, room: Room): string[] {
  if (changes.length === 0) return [];
  // Person by person, since both lists are sorted by person and a diff of long lists takes quadratic time.
  const lines = changes.flatMap(({ email, before, after }) => {
    const linesFor = (ids: readonly WorkspaceId[]) =>
      namedWorkspaces(ids, legend).map(({ id, name }) => `${email}  ${name ?? id}`);
    return diffArrays(linesFor(before), linesFor(after)).flatMap(({ added, removed, value }) => {
      const sign = added ? "+" : removed ? "-" : " ";
      return value.map(line => forTerminal(`${sign}${line}`));
    });
  });
  const numberOf = (sign: string) => lines.filter(line => line.startsWith(sign)).length;
  const [added, taken] = [numberOf("+"), numberOf("-")];
  const numbers = [
    ...(added > 0 ? [`${grouped(added)} added`] : []),
    ...(taken > 0 ? [`${grouped(taken)} taken away`] : []),
  ];
  const head = `Grants before and after: ${numbers.join(", ")}`;
  const { shown, rest } = cutRows(lines, room, "grant");
  return [folded(head, fenced("diff", [...shown, ...rest].join("\n")))];
}

/** What was pending before, folded: the next apply takes it along. */
function waitingParts(
  { people, withheld }: PlanPart,
  rowOf: (person: PlannedPerson) => string,
  legend: Legend,
  base: string,
  room: Room,
): string[] {
  const half = shareOf(room, 0.5);
  const sentHead = `<b>Pending already</b> from earlier merges into ${forMarkdown(base)}: ${count(people.length, "person", "people")}, sent by the next apply with or without this pull request`;
  const withheldHead = `<b>Withheld</b> before this pull request: ${count(withheld.length, "action")}`;
  return [
    ...(people.length > 0 ? [folded(sentHead, cutBlock([], people.map(rowOf), half, "person"))] : []),
    ...(withheld.length > 0
      ? [folded(withheldHead, withheldParts(withheld, legend, half).join("\n\n"))]
      : []),
  ];
}
