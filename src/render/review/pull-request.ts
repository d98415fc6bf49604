import { diffArrays } from "diff";
import type { Plan, PlannedPerson } from "../../core/plan/model.ts";
import type { MembershipChange, PlanPart } from "../../core/review/preview.ts";
import type { Email } from "../../core/values/address.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { diagnosticBlocks, type Findings } from "../diagnostics/markdown.ts";
import { renderTally } from "../diagnostics/text.ts";
import { writeMarkdown } from "../document/markdown.ts";
import { type Block, type Document, fold, paragraph, type Row, sectionsBlock } from "../document/model.ts";
import { emptyPlanSentence, isEmpty, peopleBlocks, personRow, summaryText } from "../plan/document.ts";
import { guardText } from "../plan/limits.ts";
import { isRemovedByApply, skippedSections } from "../plan/skipped.ts";
import { type StateFile, unconfirmedBlocks } from "../plan/unconfirmed.ts";
import { forTerminal } from "../text/escape.ts";
import { type Legend, namedWorkspaces } from "../text/names.ts";
import { count, grouped } from "../text/plural.ts";
import type { Room } from "../text/truncate.ts";

/** What a pull request would do once it is merged. */
export interface PullRequestReport extends Findings, StateFile {
  /** The branch that it would be merged into. */
  readonly base: string;
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
  return writeMarkdown(pullRequestDocument(report, addressOf), room);
}

/** What will happen, what will not and why, and folded what is looked up. */
function pullRequestDocument(report: PullRequestReport, addressOf: LineAddress): Document {
  const { merge } = report;
  const rowOf = (person: PlannedPerson): Row => ({
    ...personRow(person, merge?.legend ?? noNames),
    sources: merge
      ?.linesOf(person.email)
      .map(({ file, line }) => [{ link: addressOf(file, line), text: { value: `${file}:${line}` } }]),
  });
  return {
    title: [headlineFor(report)],
    alerts: merge?.plan.refused.map(guardText),
    blocks: [
      ...stateWarning(report),
      ...(merge ? mergeBlocks(merge, report, rowOf) : []),
      ...diagnosticBlocks(report),
      ...(merge ? [...changesBlocks(merge), ...waitingBlocks(merge, report.base, rowOf)] : []),
    ],
  };
}

const noNames: Legend = { workspaces: new Map(), people: new Map() };

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

function stateWarning({ touchesState, statePath, stateBranch, base }: PullRequestReport): readonly Block[] {
  if (!touchesState) return [];
  const later =
    stateBranch === undefined
      ? "once merged, the change would count"
      : "once merged, it would not count either";
  const text = [
    "This pull request changes ",
    { value: statePath },
    ", the record of what was sent. The plan goes by the record on ",
    { value: stateBranch ?? base },
    ` instead; ${later}. Only Rollcall should write that file.`,
  ];
  return [{ kind: "paragraph", sentences: [text], isWarning: true }];
}

/** What will happen, then what will not and why. */
function mergeBlocks(
  { plan, brought, legend, isBaseRead }: MergeReport,
  report: PullRequestReport,
  rowOf: (person: PlannedPerson) => Row,
): readonly Block[] {
  return [
    ...paragraph(
      isBaseRead
        ? undefined
        : [
            "There is no configuration on ",
            { value: report.base },
            " that reads, so all of this counts as new.",
          ],
    ),
    ...peopleBlocks(brought.people, rowOf, legend),
    ...sectionsBlock(skippedSections(brought.withheld, legend)),
    ...unconfirmedBlocks(plan.unconfirmed, report, legend),
    ...paragraph(isEmpty(plan) ? emptyPlanSentence(plan) : undefined),
  ];
}

/** The membership before and after, of those for whom it changes, one grant a line. */
function changesBlocks({ changes, legend }: MergeReport): readonly Block[] {
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
  return fold(
    [`Grants before and after: ${numbers.join(", ")}`],
    [{ kind: "lines", language: "diff", lines, unit: "grant" }],
  );
}

/** What was pending before, folded: the next apply takes it along. */
function waitingBlocks(
  { waiting: { people, withheld }, legend }: MergeReport,
  base: string,
  rowOf: (person: PlannedPerson) => Row,
): readonly Block[] {
  return [
    ...sectionsBlock(
      people.length === 0
        ? []
        : [
            {
              head: [
                { strong: "Pending already" },
                " from earlier merges into ",
                { value: base },
                `: ${count(people.length, "person", "people")}, sent by the next apply with or without this pull request`,
              ],
              rows: people.map(rowOf),
              unit: "person",
              isFolded: true,
            },
          ],
    ),
    ...fold(
      [{ strong: "Withheld" }, ` before this pull request: ${count(withheld.length, "action")}`],
      sectionsBlock(skippedSections(withheld, legend)),
    ),
  ];
}
