import { diffArrays } from "diff";
import type { Email } from "../core/address.ts";
import type { WorkspaceId } from "../core/config.ts";
import { type Diagnostic, severityOf } from "../core/diagnostic.ts";
import type { MembershipChange, PlanPart } from "../core/membership.ts";
import type { Plan, PlannedPerson } from "../core/plan.ts";
import { cutBlock, cutRows, type Room, shareOf } from "./cut.ts";
import { renderEachDiagnostic, renderTally, type Texts } from "./diagnostics.ts";
import { forMarkdown, forTerminal } from "./escape.ts";
import { fenced, folded, linked } from "./markdown.ts";
import { count } from "./numbers.ts";
import { noPaint } from "./paint.ts";
import {
  guardSentence,
  mostUnfolded,
  peopleBlocks,
  personRow,
  settleSentence,
  summarySentence,
  unconfirmedRow,
  unconfirmedSentence,
  withheldHead,
  withheldRow,
} from "./plan-markdown.ts";
import { emptyPlanSentence, isEmpty, type Legend, namedWorkspaces } from "./plan-parts.ts";

/** What a pull request would do once it is merged. */
export interface PullRequestReport {
  /** The branch that it would be merged into. */
  readonly base: string;
  readonly statePath: string;
  /** The branch that holds only the state, where there is one. */
  readonly stateBranch: string | undefined;
  /** Whether the pull request changes the state file. */
  readonly touchesState: boolean;
  /** The files' warnings, or all that is wrong with them. */
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: Texts;
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
  ];
  return `${parts.join("\n\n")}\n`;
}

/** What checking the files found, for a summary. `members` is their number where the files read. */
export function renderFindings(
  {
    diagnostics,
    texts,
    members,
  }: Pick<PullRequestReport, "diagnostics" | "texts"> & { readonly members: number | undefined },
  room: Room,
): string {
  const wrong = diagnostics.length > 0 ? renderTally(diagnostics) : "nothing wrong";
  const head = members === undefined ? wrong : `${count(members, "member")}, ${wrong}`;
  const parts = [`### Rollcall: ${head}`, ...diagnosticsPart({ diagnostics, texts }, shareOf(room, 0.95))];
  return `${parts.join("\n\n")}\n`;
}

function headlineFor({ merge, diagnostics }: PullRequestReport): string {
  if (!merge) return `Rollcall: ${renderTally(diagnostics)}, so nothing can be planned`;
  const { brought, changes, plan } = merge;
  if (brought.people.length > 0) {
    const people = count(brought.people.length, "person", "people");
    return plan.refused.length > 0
      ? `Rollcall: the invites to ${people} would be refused`
      : `Rollcall: merging this invites ${people}`;
  }
  if (changes.length === 0) return "Rollcall: this pull request does not change who has access";
  const people = count(changes.length, "person", "people");
  return changes.every(({ before, after }) => after.every(id => before.includes(id)))
    ? `Rollcall: merging this invites nobody; ${people} ${changes.length === 1 ? "loses" : "lose"} grants in members.yaml`
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

function mergeParts(
  merge: MergeReport,
  { base, statePath, stateBranch }: PullRequestReport,
  room: Room,
  addressOf: LineAddress,
): string[] {
  const { plan, brought, waiting, legend, changes } = merge;
  const rowOf = (person: PlannedPerson) =>
    personRow(person, legend) + linesBehind(person.email, merge, addressOf);
  return [
    ...(merge.isBaseRead
      ? []
      : [`There is no configuration on ${forMarkdown(base)} that reads, so all of this counts as new.`]),
    ...peopleBlocks(brought.people, rowOf, legend, shareOf(room, 0.35)),
    ...plan.refused.map(guardSentence),
    ...changesPart(changes, legend, shareOf(room, 0.2)),
    ...withheldPart(brought, "because of this pull request", legend, shareOf(room, 0.12)),
    ...unconfirmedPart(plan, legend, settleSentence(statePath, stateBranch), shareOf(room, 0.05)),
    ...waitingParts(waiting, rowOf, legend, base, shareOf(room, 0.1)),
    isEmpty(plan) ? emptyPlanSentence(plan) : `In all: ${summarySentence(plan)}`,
  ];
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
  const head = `Grants before and after: ${numberOf("+")} added, ${numberOf("-")} taken away`;
  const { shown, rest } = cutRows(lines, room, "grant");
  const block = fenced("diff", [...shown, ...rest].join("\n"));
  return lines.length > mostUnfolded ? [folded(head, block)] : [`${head}\n\n${block}`];
}

function withheldPart({ withheld }: PlanPart, why: string, legend: Legend, room: Room): string[] {
  if (withheld.length === 0) return [];
  const rows = withheld.map(one => withheldRow(one, legend));
  const table = cutBlock(withheldHead, rows, room, "action");
  const head = `<b>Withheld</b> ${why}: ${count(rows.length, "action")} seen, and not done.`;
  return rows.length > mostUnfolded ? [folded(head, table)] : [head, table];
}

function unconfirmedPart({ unconfirmed }: Plan, legend: Legend, wayOut: string, room: Room): string[] {
  if (unconfirmed.length === 0) return [];
  const rows = unconfirmed.map(one => unconfirmedRow(one, legend));
  return [unconfirmedSentence, cutBlock([], rows, room, "call"), wayOut];
}

/** What was pending before, folded: the next apply takes it along. */
function waitingParts(
  { people, withheld }: PlanPart,
  rowOf: (person: PlannedPerson) => string,
  legend: Legend,
  base: string,
  room: Room,
): string[] {
  const rows = people.map(rowOf);
  const head = `<b>Pending already</b> from earlier merges into ${forMarkdown(base)}: ${count(people.length, "person", "people")}, sent by the next apply with or without this pull request.`;
  const list = cutBlock([], rows, shareOf(room, 0.5), "person");
  const sent = people.length > 0 ? [folded(head, list)] : [];
  const [withheldHeadText, ...table] = withheldPart(
    { people, withheld },
    "before this pull request",
    legend,
    shareOf(room, 0.5),
  );
  if (withheldHeadText === undefined) return sent;
  const isFolded = table.length === 0;
  return [...sent, isFolded ? withheldHeadText : folded(withheldHeadText, table.join("\n\n"))];
}

/** One message can quote a text of any length, and must not push the others out. */
const tooLong = /^(.{240}).+(.{60})$/gmu;

function diagnosticsPart(
  { diagnostics, texts }: Pick<PullRequestReport, "diagnostics" | "texts">,
  room: Room,
): string[] {
  if (diagnostics.length === 0) return [];
  const blocks = renderEachDiagnostic(diagnostics, texts, noPaint).map(block =>
    block.trimEnd().replace(tooLong, "$1…$2"),
  );
  const isRefused = diagnostics.some(one => severityOf(one.code) === "error");
  const block = fenced("text", cutBlock([], blocks, room, "diagnostic"));
  return isRefused ? [block] : [`**${renderTally(diagnostics)}**`, block];
}
