import { invitesByPerson, isComplete, summarizeApply } from "../../core/apply/summary.ts";
import type { Plan, PlannedPerson } from "../../core/plan/model.ts";
import { hasCalls } from "../../core/plan/plan.ts";
import { grantsOf } from "../../core/review/marker.ts";
import type { Outcome } from "../../core/tally/call.ts";
import { settleSentence, unconfirmedFold, withheldParts } from "../plan/markdown.ts";
import { forMarkdown } from "../text/escape.ts";
import { timeText } from "../text/layout.ts";
import { folded, linked, workspacesMarkdown } from "../text/markdown.ts";
import type { Legend } from "../text/names.ts";
import { count, grouped, listed } from "../text/plural.ts";
import { cutBlock, type Room, shareOf } from "../text/truncate.ts";
import type { ApplyReport, SentEarlier } from "./model.ts";
import { resultParts } from "./problems.ts";
import { renderConfirmation, renderEnding, renderSummary } from "./summary.ts";

/** The result of an apply, for the summary of the run and for the comment on the pull request. */
export function renderApplyReport(report: ApplyReport, room: Room): string {
  const { plan, legend } = report;
  const adopted = plan.adopt.length;
  const settling = settleSentence(report.statePath, report.stateBranch);
  const isUnknown = summarizeApply(report).unconfirmed > 0;
  const parts = [
    `### ${headlineFor(report)}`,
    ...(isAllDone(report) ? [] : resultParts(report)),
    ...(adopted > 0
      ? [
          `${count(adopted, "person has", "people have")} in Tally already what members.yaml asks for: recorded, without an email.`,
        ]
      : []),
    ...withheldPart(report, shareOf(room, 0.25)),
    ...peopleTable(report, shareOf(room, 0.45)),
    ...removalTable(report, shareOf(room, 0.1)),
    ...(isUnknown ? [unconfirmedPart(plan, settling, legend, shareOf(room, 0.1))] : []),
    `<sub>By ${linked("this run", report.runUrl)}, ${timeText(report.at)}, from ${forMarkdown(report.commit.slice(0, 12))}.</sub>`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function unconfirmedPart({ unconfirmed }: Plan, settling: string, legend: Legend, room: Room): string {
  return unconfirmed.length > 0
    ? unconfirmedFold(unconfirmed, settling, legend, room)
    : folded("What to do where the key cannot look", settling);
}

/** What a run came to, as text for its log; empty where there was nothing to do. */
export function renderRunSummary(report: ApplyReport): string {
  const { plan, ended, ending, confirmation } = report;
  const why = renderEnding(ending) + renderConfirmation(confirmation);
  const isUntried = ended.length === 0 && ending.ending === "unkept";
  if (isUntried || (!hasCalls(plan) && plan.unconfirmed.length === 0)) return why;
  return renderSummary(summarizeApply(report, confirmation)) + why;
}

function isAllDone(report: ApplyReport): boolean {
  const isConfirmed = report.confirmation?.ok !== false;
  return (
    report.ending.ending === "all-sent" &&
    isConfirmed &&
    isComplete(summarizeApply(report, report.confirmation))
  );
}

/** Where each grant that is about to be sent was shown to somebody, for the log. */
export function renderReviewed(
  plan: Plan,
  shownBy: ApplyReport["shownBy"],
  current: number | undefined,
): string {
  const groups = new Map<number | undefined, string[]>();
  for (const { email, workspaceId } of grantsOf(plan.people)) {
    const number = shownBy({ email, workspaceId });
    const lines = groups.get(number) ?? [];
    lines.push(`  ${email}  ${workspaceId}\n`);
    groups.set(number, lines);
  }
  const headFor = (number: number | undefined) => {
    if (number === undefined) return "Shown by no merged pull request";
    return number === current ? `Shown by #${number}` : `Shown by #${number}, an earlier merge`;
  };
  const blocks = [...groups].map(([number, lines]) => {
    return `${headFor(number)}: ${count(lines.length, "grant")}\n${lines.join("")}`;
  });
  return blocks.join("");
}

function headlineFor(report: ApplyReport): string {
  const { plan, ended, ending, earlier } = report;
  const { unconfirmed, cancelled, removed } = summarizeApply(report);
  const done = [...invitesByPerson(ended)].flatMap(([email, { result }]) => (result === "done" ? email : []));
  const sent = new Set([...done, ...earlier.map(one => one.email)]).size;
  const all = new Set([...plan.people, ...earlier].map(one => one.email)).size;
  const gone = [
    ...(removed > 0 ? [count(removed, "person was removed", "people were removed")] : []),
    ...(cancelled > 0
      ? [count(cancelled, "pending invite was cancelled", "pending invites were cancelled")]
      : []),
  ];
  const invited = count(all, "person was sent their invite", "people were sent their invite");
  if (sent > 0)
    return `Rollcall: ${listed([sent < all ? `${grouped(sent)} of ${invited}` : invited, ...gone])}`;
  if (ending.ending === "unkept") return "Rollcall: nothing was sent";
  if (unconfirmed > 0)
    return `Rollcall: for ${count(unconfirmed, "person", "people")} nobody knows whether the invite arrived`;
  if (gone.length > 0) return `Rollcall: ${listed(gone)}`;
  return plan.calls.length === 0 ? "Rollcall: nothing was left to send" : "Rollcall: nothing was sent";
}

const badness: Readonly<Record<Outcome["result"], number>> = {
  done: 0,
  "not-sent": 1,
  halved: 2,
  refused: 3,
  unconfirmed: 4,
};

/** Who was to be cancelled or removed, and what became of it. */
function removalTable({ plan, ended, legend }: ApplyReport, room: Room): string[] {
  const outcomes = new Map<string, Outcome>();
  for (const { call, outcome } of ended) {
    if (call.action === "invite") continue;
    // Of several calls about a person, the worst counts.
    for (const email of call.emails) {
      const known = outcomes.get(email);
      if (!known || badness[outcome.result] > badness[known.result]) outcomes.set(email, outcome);
    }
  }
  const people = [
    ...plan.cancel
      .filter(one => one.because !== "resend")
      .map(one => ({ ...one, done: "invite cancelled", open: "invite not cancelled" })),
    ...plan.remove.map(one => ({ ...one, done: "removed from the organization", open: "not removed" })),
  ];
  if (people.length === 0) return [];
  const rows = people.map(({ email, workspaceIds, done, open }) => {
    const outcome = outcomes.get(email);
    const isKnown = outcome?.result !== "unconfirmed";
    const became =
      outcome?.result === "done" ? done : `${isKnown ? `${open}: ` : ""}${outcomeText(outcome, "")}`;
    return `| ${forMarkdown(email)} | ${workspacesMarkdown(workspaceIds, legend)} | ${became} |`;
  });
  const head = ["| Person | Workspaces | Removal |", "| --- | --- | --- |"];
  return [
    folded(
      `Who was to be cancelled or removed: ${count(rows.length, "person", "people")}`,
      cutBlock(head, rows, room, "person"),
    ),
  ];
}

function peopleTable(report: ApplyReport, room: Room): string[] {
  const { plan, ended, legend, shownBy, earlier } = report;
  const outcomes = invitesByPerson(ended);
  const rows = [
    ...plan.people.map(person => personRow(person, outcomes.get(person.email), legend, shownBy)),
    ...earlier.map(one => earlierRow(one, legend)),
  ];
  if (rows.length === 0) return [];
  const head = ["| Person | Workspaces | Invite | Shown in |", "| --- | --- | --- | --- |"];
  const people = count(rows.length, "person", "people");
  const who = isAllDone(report) ? "Who was invited" : "Who was to be invited";
  return [folded(`${who}: ${people}`, cutBlock(head, rows, room, "person"))];
}

function personRow(
  { email, workspaceIds }: PlannedPerson,
  outcome: Outcome | undefined,
  legend: Legend,
  shownBy: ApplyReport["shownBy"],
): string {
  const numbers = new Set(workspaceIds.map(workspaceId => shownBy({ email, workspaceId })));
  const shown = [...numbers].map(number => (number === undefined ? "no merged pull request" : `#${number}`));
  return `| ${forMarkdown(email)} | ${workspacesMarkdown(workspaceIds, legend)} | ${outcomeText(outcome)} | ${shown.join(", ")} |`;
}

function earlierRow({ email, workspaceIds, runUrl, pullRequest }: SentEarlier, legend: Legend): string {
  // The address stands in the state file, which anybody with a merge could have written.
  const isAddress = runUrl !== undefined && URL.canParse(runUrl) && runUrl.startsWith("https://");
  const by = isAddress ? linked("an earlier run", new URL(runUrl).href) : "an earlier run";
  return `| ${forMarkdown(email)} | ${workspacesMarkdown(workspaceIds, legend)} | sent by ${by} | #${pullRequest} |`;
}

function outcomeText(outcome: Outcome | undefined, speaker = "Tally says "): string {
  switch (outcome?.result) {
    case undefined:
      return "not sent yet";
    case "done":
      return "sent";
    case "halved":
      return "not sent yet";
    case "refused":
      return `refused (${outcome.status})${outcome.problem === "" ? "" : `, ${outcome.gone ? "" : speaker}${forMarkdown(outcome.problem)}`}`;
    case "not-sent":
      return `not sent: ${forMarkdown(outcome.problem)}`;
    case "unconfirmed":
      return `unconfirmed: ${forMarkdown(outcome.problem)}`;
  }
}

/** What is left to people is shown; the rest was known before the merge. */
function withheldPart({ plan, legend }: ApplyReport, room: Room): string[] {
  const byHand = plan.withheld.filter(one => one.reason === "manual-step");
  const others = plan.withheld.filter(one => one.reason !== "manual-step");
  const parts = withheldParts(others, legend, shareOf(room, 0.5)).join("\n\n");
  const head = `<b>Withheld</b>: ${count(others.length, "action")} seen, and not done`;
  return [
    ...withheldParts(byHand, legend, shareOf(room, 0.5)),
    ...(others.length > 0 ? [folded(head, parts)] : []),
  ];
}
