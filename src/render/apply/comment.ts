import { invitesByPerson, summarizeApply } from "../../core/apply/summary.ts";
import type { Plan } from "../../core/plan/model.ts";
import { hasCalls } from "../../core/plan/plan.ts";
import { grantsOf } from "../../core/review/marker.ts";
import type { Outcome } from "../../core/tally/call.ts";
import { groupBy } from "../../core/text/group-by.ts";
import { writeMarkdown } from "../document/markdown.ts";
import {
  type Block,
  type Document,
  fold,
  grantsRow,
  joinNotes,
  paragraph,
  type Row,
  type Section,
  sectionsBlock,
  type Text,
} from "../document/model.ts";
import { newAddressNote, previousNotes } from "../findings/addresses.ts";
import { unknownWorkspacesBlock } from "../plan/document.ts";
import { limitMessage } from "../plan/limits.ts";
import { separatelySkipped, skippedSections } from "../plan/skipped.ts";
import { unconfirmedFold } from "../plan/unconfirmed.ts";
import { timeText } from "../text/layout.ts";
import type { DisplayNames } from "../text/names.ts";
import { formatList, formatNumber, pluralize } from "../text/plural.ts";
import type { SizeLimit } from "../text/truncate.ts";
import type { ApplyReport, ReviewedGrants, SentEarlier } from "./model.ts";
import { confirmationBlocks, problemBlocks } from "./problems.ts";
import { resultBlocks } from "./result.ts";
import { stopReasonBlocks } from "./stop-reason.ts";

/** Formats the result of an apply, for the job summary and for the comment on the pull request. */
export function renderApplyReport(report: ApplyReport, limit: SizeLimit): string {
  return writeMarkdown(resultDocument(report), limit);
}

function resultDocument(report: ApplyReport): Document {
  const { plan, names, stopReason } = report;
  const adopted = plan.adopt.length;
  const isUnknown = summarizeApply(report).unconfirmed > 0;
  const isBlocked = stopReason.reason === "not-approved" && stopReason.failure.reason === "guard";
  return {
    title: [headlineFor(report)],
    alerts: isBlocked ? [limitMessage(stopReason.failure)] : [],
    blocks: [
      ...(isBlocked ? [] : stopReasonBlocks(stopReason)),
      ...(isUntried(report) ? [] : problemBlocks(report, "the workflow")),
      ...confirmationBlocks(report.confirmation),
      ...paragraph(
        adopted > 0
          ? `${pluralize(adopted, "person", "people")} already had this access in Tally. Rollcall added it to the state file and sent no email.`
          : undefined,
      ),
      ...unknownWorkspacesBlock(plan, names),
      ...skippedBlocks(report),
      ...sectionsBlock([invitedSection(report), removalSection(report)]),
      ...(isUnknown ? unconfirmedFold(plan.unconfirmed, report, names) : []),
    ],
    footer: [
      "Applied by ",
      { link: report.runUrl, text: "this run" },
      ` at ${timeText(report.at)} from `,
      { value: report.commit.slice(0, 12) },
      ".",
    ],
  };
}

/** Builds the result of a run for its log. Empty if there was nothing to do. */
export function runLogDocument(report: ApplyReport, isComplete: boolean): Document {
  const { plan, stopReason } = report;
  const isEmpty = isUntried(report) || (!hasCalls(plan) && plan.adopt.length + plan.unconfirmed.length === 0);
  return {
    blocks: [
      ...(isEmpty ? [] : resultBlocks({ ...report, isComplete }, "apply")),
      ...stopReasonBlocks(stopReason),
    ],
  };
}

/** Whether a run ended before its first call, for a reason other than a call. */
function isUntried({ ended, stopReason: { reason } }: ApplyReport): boolean {
  return ended.length === 0 && ["record-failed", "not-approved", "not-planned"].includes(reason);
}

/** Lists the planned grants by pull request, and those that weren't reviewed, for the log. */
export function renderReviews({ people }: Plan, { creditedTo, unreviewed, current }: ReviewedGrants): string {
  const grants = grantsOf(people);
  const headFor = (number: number | undefined) => {
    if (number === undefined) return "Without a pull request";
    return current.has(number) ? `From #${number}` : `From #${number}, an earlier merge`;
  };
  const groups = [...groupBy(grants, creditedTo)].map(([number, all]) => [headFor(number), all] as const);
  return [...groups, ...(unreviewed.length > 0 ? [["Not reviewed", unreviewed] as const] : [])]
    .map(([head, all]) => {
      const lines = all.map(({ email, workspaceId }) => `  ${email}  ${workspaceId}\n`);
      return `${head}: ${pluralize(lines.length, "grant")}\n${lines.join("")}`;
    })
    .join("");
}

function headlineFor(report: ApplyReport): string {
  const { plan, ended, earlier } = report;
  const { unconfirmed, canceled, removed } = summarizeApply(report);
  const done = [...invitesByPerson(ended)].flatMap(([email, { result }]) => (result === "done" ? email : []));
  const sent = new Set([...done, ...earlier.map(one => one.email)]).size;
  const all = new Set([...plan.people, ...earlier].map(one => one.email)).size;
  const removals = [
    ...(removed > 0 ? [`removed ${pluralize(removed, "person")}`] : []),
    ...(canceled > 0 ? [`canceled ${pluralize(canceled, "pending invite")}`] : []),
  ];
  const invited = pluralize(all, "person");
  if (sent > 0)
    return `Rollcall: ${formatList([`invited ${sent < all ? `${formatNumber(sent)} of ` : ""}${invited}`, ...removals])}`;
  if (isUntried(report)) return "Rollcall: nothing was sent";
  if (unconfirmed > 0) return `Rollcall: ${pluralize(unconfirmed, "person")} unconfirmed`;
  if (removals.length > 0) return `Rollcall: ${formatList(removals)}`;
  return plan.calls.length === 0 ? "Rollcall: nothing to send" : "Rollcall: nothing was sent";
}

/** The results of a call, from best to worst. */
const results: readonly Outcome["result"][] = ["done", "not-sent", "split", "rejected", "unconfirmed"];

/** Lists the planned cancellations and removals with their results. */
function removalSection({ plan, ended, names }: ApplyReport): Section {
  // If several calls are about a person, the worst result counts.
  const outcomes = new Map(
    ended
      .filter(({ call }) => call.action !== "invite")
      .toReversed()
      .toSorted((a, b) => results.indexOf(a.outcome.result) - results.indexOf(b.outcome.result))
      .flatMap(({ call, outcome }) => call.emails.map(email => [email, outcome] as const)),
  );
  const people = [
    ...plan.cancel
      .filter(one => one.because !== "resend")
      .map(one => ({ ...one, done: "invite canceled", open: "invite not canceled" })),
    ...plan.remove.map(one => ({ ...one, done: "removed from the organization", open: "not removed" })),
  ];
  const rows = people.map(({ email, workspaceIds, newAddress, done, open }): Row => {
    const outcome = outcomes.get(email);
    const before = outcome?.result === "unconfirmed" ? "" : `${open}: `;
    const note = outcome?.result === "done" ? done : [before, outcomeText(outcome, "")];
    return grantsRow({ email, workspaceIds }, names, joinNotes(note, newAddressNote(newAddress)));
  });
  return table("Removals", rows, ["Person", "Workspaces", "Result"]);
}

function invitedSection(report: ApplyReport): Section {
  const { plan, ended, names, creditedTo, earlier } = report;
  const outcomes = invitesByPerson(ended);
  const rows = [
    ...plan.people.map(({ email, workspaceIds, previously }): Row => {
      const numbers = new Set(workspaceIds.map(workspaceId => creditedTo({ email, workspaceId })));
      return {
        ...grantsRow(
          { email, workspaceIds },
          names,
          joinNotes(outcomeText(outcomes.get(email)), ...previousNotes(previously)),
        ),
        sources: [...numbers].map(number => (number === undefined ? "no pull request" : `#${number}`)),
      };
    }),
    ...earlier.map(one => earlierRow(one, names)),
  ];
  return table("Results", rows, ["Person", "Workspaces", "Result", "Pull request"]);
}

function table(title: string, rows: readonly Row[], columns: readonly string[]): Section {
  const head = `${title}: ${pluralize(rows.length, "person")}`;
  return { head, rows, columns, unit: "person", isFolded: true };
}

function earlierRow(one: SentEarlier, names: DisplayNames): Row {
  const { runUrl, pullRequest } = one;
  // The URL comes from the state file, which anyone who can merge could have written.
  const isHttps = runUrl !== undefined && URL.canParse(runUrl) && runUrl.startsWith("https://");
  const run: Text = isHttps ? { link: new URL(runUrl).href, text: "an earlier run" } : "an earlier run";
  return { ...grantsRow(one, names, ["sent by ", run]), sources: [`#${pullRequest}`] };
}

function outcomeText(outcome: Outcome | undefined, source = "Tally reported "): Text {
  switch (outcome?.result) {
    case undefined:
    case "split":
      return "not sent yet";
    case "done":
      return "sent";
    case "rejected": {
      const separator = outcome.missingWorkspaces ? ", " : `, ${source}`;
      return [
        `rejected (${outcome.status})`,
        outcome.problem === "" ? "" : [separator, { value: outcome.problem }],
      ];
    }
    case "not-sent":
      return ["not sent: ", { value: outcome.problem }];
    case "unconfirmed":
      return ["unconfirmed: ", { value: outcome.problem }];
  }
}

/** Shows the manual steps, and folds the other skipped actions, which were known before the merge. */
function skippedBlocks({ plan, names }: ApplyReport): readonly Block[] {
  const skipped = separatelySkipped(plan);
  const manual = skipped.filter(one => one.reason === "manual-step");
  const others = skipped.filter(one => one.reason !== "manual-step");
  return [
    ...sectionsBlock(skippedSections(manual, names)),
    ...fold(
      [{ strong: "Skipped" }, `: ${pluralize(others.length, "action")}`],
      sectionsBlock(skippedSections(others, names)),
    ),
  ];
}
