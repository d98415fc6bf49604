import { diffArrays } from "diff";
import type { PlannedPerson } from "../../core/plan/model.ts";
import type { PersonNote } from "../../core/review/person-notes.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { diagnosticBlocks } from "../diagnostics/markdown.ts";
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
import { limitMessage } from "../plan/limits.ts";
import { policyBlocks } from "../plan/policy.ts";
import { separatelySkipped, skippedSections } from "../plan/skipped.ts";
import { unconfirmedBlocks } from "../plan/unconfirmed.ts";
import { escapeTerminal } from "../text/escape.ts";
import { namedWorkspaces, noNames } from "../text/names.ts";
import { formatNumber, pluralize } from "../text/plural.ts";
import type { SizeLimit } from "../text/truncate.ts";
import { headlineFor } from "./headline.ts";
import {
  isForDefaultBranch,
  type LineUrl,
  type MergeReport,
  type PlanSource,
  type PullRequestReport,
} from "./model.ts";

/** Formats the body of a comment or a summary, cut after whole rows if it exceeds the limit. */
export function renderPullRequest(
  report: PullRequestReport,
  limit: SizeLimit,
  addressOf: LineUrl,
  source: PlanSource,
): string {
  const { merge } = report;
  const totals = merge && !isEmpty(merge.plan) ? `${summaryText(merge.plan)} ` : "";
  const footer = [totals, sourceText(source)];
  return writeMarkdown({ ...pullRequestDocument(report, addressOf), footer }, limit);
}

/** Builds the document: what happens on a merge, what doesn't happen and why, and details in folds. */
function pullRequestDocument(report: PullRequestReport, addressOf: LineUrl): Document {
  const { merge } = report;
  const rowOf = (person: PlannedPerson): Row => ({
    ...withNotes(personRow(person, merge?.names ?? noNames), merge?.notes.get(person.email) ?? []),
    sources: merge
      ?.linesOf(person.email)
      .map(({ file, line }) => ({ link: addressOf(file, line), text: { value: `${file}:${line}` } })),
  });
  return {
    title: [headlineFor(report)],
    alerts: merge?.plan.blockedBy.map(limitMessage),
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

/** Returns the origin of a comment, for its last line. */
export function sourceText({ digest, commit, run }: PlanSource): Text {
  return [
    ...(digest === undefined ? ["From commit "] : ["Plan ", { value: digest }, " for commit "]),
    { value: commit },
    ", created by ",
    { link: run, text: "this run" },
    ".",
  ];
}

function otherBranchNote(report: PullRequestReport): readonly Block[] {
  if (isForDefaultBranch(report)) return [];
  return paragraph([
    "Merging this into ",
    { value: report.base },
    " sends nothing: Rollcall applies only the default branch, ",
    { value: report.defaultBranch },
    ". The change takes effect when it is merged there.",
  ]);
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

/** Builds the blocks about what happens on a merge, then about what doesn't happen and why. */
function mergeBlocks(
  { plan, added, changes, names, isBaseRead }: MergeReport,
  report: PullRequestReport,
  rowOf: (person: PlannedPerson) => Row,
): readonly Block[] {
  return [
    ...paragraph(
      isBaseRead
        ? undefined
        : ["The branch ", { value: report.base }, " has no valid configuration, so everyone counts as new."],
    ),
    ...peopleBlocks(added.people, rowOf, names),
    ...sectionsBlock(skippedSections(separatelySkipped(added), names)),
    ...unconfirmedBlocks(plan.unconfirmed, report, names),
    ...paragraph(isEmpty(plan) ? emptyPlanSentence(plan, changes.policyChanges) : undefined),
  ];
}

/** Builds a diff of the grants before and after, one grant per line, for the people whose grants or address change. */
function changesBlocks({ changes: { membershipChanges: changes }, names }: MergeReport): readonly Block[] {
  if (changes.length === 0) return [];
  // Person by person, since both lists are sorted by person and a diff of long lists takes quadratic time.
  const lines = changes.flatMap(({ email, previously, before, after }) => {
    const person = previously ? `${email} (previously ${previously.join(", ")})` : email;
    const linesFor = (ids: readonly WorkspaceId[]) =>
      namedWorkspaces(ids, names).map(
        ({ id, name }) => `${person}  ${name === undefined ? id : `${name} (${id})`}`,
      );
    return diffArrays(linesFor(before), linesFor(after)).flatMap(({ added, removed, value }) => {
      const sign = added ? "+" : removed ? "-" : " ";
      return value.map(line => escapeTerminal(`${sign}${line}`));
    });
  });
  const numberOf = (sign: string) => lines.filter(line => line.startsWith(sign)).length;
  const [added, removed] = [numberOf("+"), numberOf("-")];
  const moved = changes.filter(({ previously }) => previously).length;
  const numbers = [
    ...(moved > 0 ? [pluralize(moved, "new address", "new addresses")] : []),
    ...(added > 0 ? [`${formatNumber(added)} added`] : []),
    ...(removed > 0 ? [`${formatNumber(removed)} removed`] : []),
  ];
  return fold(
    [`Grants before and after: ${numbers.join(", ")}`],
    [{ kind: "lines", language: "diff", lines, unit: "grant" }],
  );
}

/** Builds folds of what the base branch already requests, which the next apply also sends. */
function waitingBlocks(
  { existing, names }: MergeReport,
  report: PullRequestReport,
  rowOf: (person: PlannedPerson) => Row,
): readonly Block[] {
  const { people } = existing;
  const skipped = separatelySkipped(existing);
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
