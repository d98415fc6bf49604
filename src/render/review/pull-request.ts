import { diffArrays } from "diff";
import type { ExceededLimit, Plan, PlannedPerson } from "../../core/plan/model.ts";
import type { ConfigChanges } from "../../core/plan/policy-change.ts";
import type { PersonNote } from "../../core/review/person-notes.ts";
import type { PlanPart } from "../../core/review/preview.ts";
import type { Email } from "../../core/values/address.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { diagnosticBlocks, type Findings } from "../diagnostics/markdown.ts";
import { diagnosticCounts } from "../diagnostics/text.ts";
import { writeMarkdown } from "../document/markdown.ts";
import {
  type Block,
  type Document,
  fold,
  joinTexts,
  paragraph,
  type Row,
  sectionsBlock,
  type Text,
  workspacesText,
} from "../document/model.ts";
import {
  emptyPlanSentence,
  isEmpty,
  peopleBlocks,
  personRow,
  replacedIdsBlocks,
  summaryText,
} from "../plan/document.ts";
import { guardText } from "../plan/limits.ts";
import { policyBlocks } from "../plan/policy.ts";
import { isRemovable, skippedSections } from "../plan/skipped.ts";
import { type StateFile, unconfirmedBlocks } from "../plan/unconfirmed.ts";
import { escapeTerminal } from "../text/escape.ts";
import { type DisplayNames, namedWorkspaces, noNames } from "../text/names.ts";
import { formatList, formatNumber, pluralize } from "../text/plural.ts";
import type { SizeLimit } from "../text/truncate.ts";

/** What a pull request would do once it is merged. */
export interface PullRequestReport extends Findings, StateFile {
  readonly subject: "pull request" | "merge group";
  /** The branch that it would be merged into. */
  readonly base: string;
  /** The only branch that an apply reads. */
  readonly defaultBranch: string;
  /** Whether the pull request changes the state file. */
  readonly touchesState: boolean;
  /** Nothing where the files do not read. */
  readonly merge: MergeReport | undefined;
}

/** The plan of the merge, and what of it this pull request brings. */
export interface MergeReport {
  readonly plan: Plan;
  readonly added: PlanPart;
  /** What the base branch alone asks for already. */
  readonly existing: PlanPart;
  readonly changes: ConfigChanges;
  /** False where the base branch has no configuration that reads, so that everything counts as brought. */
  readonly isBaseRead: boolean;
  readonly names: DisplayNames;
  readonly linesOf: (email: Email) => readonly SourceLine[];
  /** What a reviewer should know of people whom the pull request adds. */
  readonly notes: ReadonlyMap<Email, readonly PersonNote[]>;
}

/** A line of a file. */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
}

/** Where a line can be seen. Its parts are encoded. */
export type LineAddress = (file: string, line: number) => string;

/** The body of a comment or a summary, shortened to its limit at whole rows. */
export function renderPullRequest(
  report: PullRequestReport,
  limit: SizeLimit,
  addressOf: LineAddress,
  source: PlanSource,
): string {
  const { merge } = report;
  const totals = merge && !isEmpty(merge.plan) ? `${summaryText(merge.plan)} ` : "";
  const footer = [totals, sourceText(source)];
  return writeMarkdown({ ...pullRequestDocument(report, addressOf), footer }, limit);
}

/** What will happen, what will not and why, and folded what is looked up. */
function pullRequestDocument(report: PullRequestReport, addressOf: LineAddress): Document {
  const { merge } = report;
  const rowOf = (person: PlannedPerson): Row => ({
    ...withNotes(personRow(person, merge?.names ?? noNames), merge?.notes.get(person.email) ?? []),
    sources: merge
      ?.linesOf(person.email)
      .map(({ file, line }) => ({ link: addressOf(file, line), text: { value: `${file}:${line}` } })),
  });
  return {
    title: [headlineFor(report)],
    alerts: merge?.plan.blockedBy.map(guardText),
    blocks: [
      ...otherBranchNote(report),
      ...stateWarning(report),
      ...(merge ? policyBlocks(merge.changes.policyChanges ?? [], merge.names) : []),
      ...(merge ? replacedIdsBlocks(merge.plan, merge.names) : []),
      ...(merge ? mergeBlocks(merge, report, rowOf) : []),
      ...diagnosticBlocks(report),
      ...(merge ? [...changesBlocks(merge), ...waitingBlocks(merge, report, rowOf)] : []),
    ],
  };
}

function withNotes(row: Row, notes: readonly PersonNote[]): Row {
  if (notes.length === 0) return row;
  const texts = notes.map(noteText);
  return { ...row, note: joinTexts([...(row.note === undefined ? [] : [row.note]), ...texts], ", ") };
}

function noteText(note: PersonNote): Text {
  switch (note.kind) {
    case "invited-before":
      return `invited before, last on ${note.day}`;
    case "lookalike":
      return ["looks like ", { value: note.other }];
    case "plus-tag":
    case "dots":
    case "name":
      return ["might be the same person as ", { value: note.other }];
  }
}

/** What a comment was made from. */
export interface PlanSource {
  /** Of the plan, if there is one. */
  readonly digest: string | undefined;
  readonly commit: string;
  /** The URL of the run. */
  readonly run: string;
}

/** What a comment was made from, for its last line. */
export function sourceText({ digest, commit, run }: PlanSource): Text {
  return [
    ...(digest === undefined ? ["From "] : ["Plan ", { value: digest }, " of "]),
    { value: commit },
    ", by ",
    { link: run, text: "this run" },
    ".",
  ];
}

function headlineFor(report: PullRequestReport): string {
  const { merge, diagnostics, subject } = report;
  if (!merge) return `Rollcall: ${diagnosticCounts(diagnostics)}, nothing planned`;
  const { added, plan } = merge;
  const { policyChanges = [], membershipChanges: changes } = merge.changes;
  const invited = added.people.length;
  const removed = added.skipped.filter(isRemovable).length;
  const merging = isForDefaultBranch(report) ? "merging this" : "once on the default branch, this";
  const policy = policyChanges.length > 0 ? ["changes the policy"] : [];
  const does = [
    ...(invited > 0 ? [`invites ${pluralize(invited, "person")}`] : []),
    ...(removed > 0 ? [`removes ${pluralize(removed, "person")}`] : []),
  ];
  const [limit] = plan.blockedBy;
  if (limit && does.length + policy.length + changes.length > 0) return `Rollcall: ${blockedText(limit)}`;
  if (does.length > 0) return `Rollcall: ${merging} ${formatList([...does, ...policy])}`;
  if (changes.length === 0)
    return policy.length > 0
      ? `Rollcall: ${merging} changes the policy and invites nobody`
      : `Rollcall: this ${subject} doesn't change who has access`;
  const people = pluralize(changes.length, "person");
  return changes.every(({ before, after }) => after.every(id => before.includes(id)))
    ? `Rollcall: ${merging} invites and removes nobody; ${people} ${changes.length === 1 ? "loses" : "lose"} grants in members.yaml`
    : `Rollcall: ${merging} invites nobody, and changes what ${people} should have`;
}

function isForDefaultBranch({ base, defaultBranch }: PullRequestReport): boolean {
  return base === defaultBranch;
}

function otherBranchNote(report: PullRequestReport): readonly Block[] {
  if (isForDefaultBranch(report)) return [];
  return paragraph([
    "Merging this into ",
    { value: report.base },
    " sends nothing by itself: Rollcall applies only what is on the default branch, ",
    { value: report.defaultBranch },
    ". It takes effect once it is merged there.",
  ]);
}

function blockedText(limit: ExceededLimit): string {
  switch (limit.guard) {
    case "maxInvites":
    case "maxRemovals":
      return `blocked by ${limit.guard} (${pluralize(limit.count, "person")}, limit ${formatNumber(limit.limit)})`;
    case "emptyMembers":
      return "blocked because members.yaml has no members";
    case "unknownWorkspaces":
      return "blocked because Tally doesn't show a workspace";
  }
}

function stateWarning(report: PullRequestReport): readonly Block[] {
  const { touchesState, statePath, stateBranch, base, subject } = report;
  if (!touchesState) return [];
  const later =
    stateBranch === undefined ? "Once merged, the change takes effect." : "Merging doesn't change that.";
  const text = [
    `This ${subject} changes `,
    { value: statePath },
    ", the state file. The plan uses the state on ",
    { value: stateBranch ?? base },
    ` instead. ${later} Only Rollcall should change this file.`,
  ];
  return [{ kind: "paragraph", sentences: [text], isWarning: true }];
}

/** What will happen, then what will not and why. */
function mergeBlocks(
  { plan, added, names, isBaseRead }: MergeReport,
  report: PullRequestReport,
  rowOf: (person: PlannedPerson) => Row,
): readonly Block[] {
  return [
    ...paragraph(
      isBaseRead
        ? undefined
        : [
            "The branch ",
            { value: report.base },
            " has no valid configuration, so all of this counts as new.",
          ],
    ),
    ...peopleBlocks(added.people, rowOf, names),
    ...sectionsBlock(skippedSections(added.skipped, names)),
    ...unconfirmedBlocks(plan.unconfirmed, report, names),
    ...paragraph(isEmpty(plan) ? emptyPlanSentence(plan) : undefined),
  ];
}

/** The membership before and after, of those for whom it changes, one grant a line. */
function changesBlocks({ changes: { membershipChanges: changes }, names }: MergeReport): readonly Block[] {
  if (changes.length === 0) return [];
  // Person by person, since both lists are sorted by person and a diff of long lists takes quadratic time.
  const lines = changes.flatMap(({ email, before, after }) => {
    const linesFor = (ids: readonly WorkspaceId[]) =>
      namedWorkspaces(ids, names).map(
        ({ id, name }) => `${email}  ${name === undefined ? id : `${name} (${id})`}`,
      );
    return diffArrays(linesFor(before), linesFor(after)).flatMap(({ added, removed, value }) => {
      const sign = added ? "+" : removed ? "-" : " ";
      return value.map(line => escapeTerminal(`${sign}${line}`));
    });
  });
  const numberOf = (sign: string) => lines.filter(line => line.startsWith(sign)).length;
  const [added, taken] = [numberOf("+"), numberOf("-")];
  const numbers = [
    ...(added > 0 ? [`${formatNumber(added)} added`] : []),
    ...(taken > 0 ? [`${formatNumber(taken)} removed`] : []),
  ];
  return fold(
    [`Grants before and after: ${numbers.join(", ")}`],
    [{ kind: "lines", language: "diff", lines, unit: "grant" }],
  );
}

/** What was pending before, folded: the next apply takes it along. */
function waitingBlocks(
  { existing: { people, skipped }, names }: MergeReport,
  report: PullRequestReport,
  rowOf: (person: PlannedPerson) => Row,
): readonly Block[] {
  return [
    ...sectionsBlock([
      {
        head: [
          { strong: "Already pending" },
          " from earlier merges into ",
          { value: report.base },
          `: ${pluralize(people.length, "person")}${isForDefaultBranch(report) ? `, invited by the next apply with or without this ${report.subject}` : ""}`,
        ],
        rows: people.map(person => ({
          ...rowOf(person),
          workspaces: workspacesText(person.workspaceIds, names),
        })),
        unit: "person",
        isFolded: true,
      },
    ]),
    ...fold(
      [{ strong: "Skipped" }, ` before this ${report.subject}: ${pluralize(skipped.length, "action")}`],
      sectionsBlock(skippedSections(skipped, names)),
    ),
  ];
}
