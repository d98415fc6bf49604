import type { Confirmation } from "../../core/apply/confirm.ts";
import type { ApplySummary } from "../../core/apply/summary.ts";
import type { RunStopReason } from "../../core/failure/failure.ts";
import type { Plan } from "../../core/plan/model.ts";
import type { Outcome } from "../../core/tally/call.ts";
import { plainText } from "../document/plain.ts";
import { renderFailure } from "../failure/failure.ts";
import { skippedText } from "../findings/messages.ts";
import { resolveText } from "../plan/unconfirmed.ts";
import { escapeTerminal } from "../text/escape.ts";
import { type HeadedText, headedText } from "../text/headed.ts";
import { formatList, pluralize } from "../text/plural.ts";
import { defaultColumns, wrapText } from "../text/wrap.ts";

/** The last paragraph of an apply: what happened, what did not and what to do. */
export function renderSummary(summary: ApplySummary): string {
  const { sent, rejected, notSent, unconfirmed, left, cancelled, removed, kept, leftToRemove } = summary;
  const isRemovalOnly =
    sent + rejected + notSent + unconfirmed + left === 0 && cancelled + removed + kept + leftToRemove > 0;
  const lines = [
    sent > 0 && `${pluralize(sent, "person was", "people were")} sent their invite.\n`,
    sent === 0 && !isRemovalOnly && "Nobody was sent an invite.\n",
    cancelled > 0 && `${pluralize(cancelled, "person's invite was", "people's invites were")} cancelled.\n`,
    removed > 0 && `${pluralize(removed, "person was", "people were")} removed from the organization.\n`,
    // Those whom Tally does not show are named in the confirmation.
    ...problemTexts({ ...summary, notShown: 0 }, "apply").map(
      ({ kind, head, meaning }) =>
        said(`${head}.`, meaning) +
        (kind === "unconfirmed" ? wrapText(plainText(resolveText(undefined)), defaultColumns, "  ") : ""),
    ),
  ];
  return lines.filter(line => line !== false).join("");
}

/** What happened, and below it what follows. */
function said(what: string, then: string): string {
  return wrapText(what, defaultColumns) + wrapText(then, defaultColumns, "  ");
}

/** What Tally showed after an apply; empty where it was not looked at. */
export function renderConfirmation(confirmation: Confirmation | undefined): string {
  if (!confirmation) return "";
  if (!confirmation.ok) {
    const why = observeProblem(confirmation.problem);
    return `${escapeTerminal(`Whether Tally shows what it accepted could not be checked: ${why}. What was sent is recorded; rollcall drift compares later.`)}\n`;
  }
  const { notShown, stillThere } = confirmation;
  if (notShown.length + stillThere.length === 0) return "Tally shows all of it.\n";
  const { head, meaning } = headedText(problemSentences("notShown", notShown.length, "apply"));
  const parts = [
    notShown.length > 0 &&
      `${head}:\n${rows(notShown.map(one => one.email))}${wrapText(meaning, defaultColumns, "  ")}`,
    stillThere.length > 0 &&
      `${pluralize(stillThere.length, "person is", "people are")} still shown although Tally accepted the removal:\n${rows(stillThere)}`,
  ];
  return parts.filter(Boolean).join("");
}

function observeProblem(failure: Extract<Confirmation, { ok: false }>["problem"]): string {
  if (failure === "incomplete") return "Tally did not show everything";
  switch (failure.reason) {
    case "observe-failed":
    case "observe-denied":
      return failure.problem;
    case "key-rejected":
      return "Tally answered 401";
    case "foreign-organization":
      return `the key belongs to ${failure.actual} by now`;
  }
}

function rows(emails: readonly string[]): string {
  return emails.map(email => `    ${escapeTerminal(email)}\n`).join("");
}

/** Why an apply ended, where there is more to say than its summary does. */
export function renderStopReason(stopReason: RunStopReason): string {
  switch (stopReason.reason) {
    case "completed":
      return "";
    case "interrupted":
      return "Stopped early; everything sent so far is recorded.\n";
    case "failed": {
      const causes = outcomeProblem(stopReason.by);
      return causes && `\n${causes}\n`;
    }
    case "record-failed":
      if (stopReason.failure.reason === "state-moved")
        return `${escapeTerminal(`members.yaml or ${stopReason.failure.name} was changed by somebody else meanwhile, so the rest was not sent.`)}\n`;
      return renderFailure(stopReason.failure);
    case "not-approved":
      return renderFailure(stopReason.failure);
    case "plan-exceeded":
      return `${escapeTerminal(`Tally or the state file changed, and going on would do more than was approved (${formatList(stopReason.people)}). Nothing more was sent. Run apply again to continue.`)}\n`;
  }
}

/** Whom an apply has given up on after sending without an answer; empty where there is nobody. */
export function renderGivenUp({ skipped }: Plan): string {
  const people = skipped.filter(one => one.reason === "attempts-exhausted");
  if (people.length === 0) return "";
  return `Given up on ${pluralize(people.length, "person")}:\n${rows(people.map(one => one.email))}${people
    .slice(0, 1)
    .map(one => wrapText(skippedText(one).meaning, defaultColumns, "  "))
    .join("")}`;
}

/** The known causes of an answer that ended the run (tally-api.md, section 1), and what to do; empty where there is none. */
function outcomeProblem(outcome: Outcome): string {
  if (outcome.result !== "rejected" && outcome.result !== "split") return "";
  if (outcome.missingWorkspaces)
    return "A workspace was deleted while people were invited, or the key's user can no longer see it, so nothing more was sent. Take it out of workspaces in members.yaml, or use a key whose user sees it, and run apply again.";
  return (
    causes[outcome.status] ??
    `Tally answered ${outcome.status}, for which no cause is known. Nothing more was sent.`
  );
}

const causes: Readonly<Record<number, string>> = {
  400: "Tally answered 400 to one person after the other and accepted nobody, so this is hardly about their addresses. Nothing more was sent.",
  401: "Tally answered 401. Either the key is missing, wrong or dead (its user left the organization), or it belongs to another organization than members.yaml names: check TALLY_API_KEY, and organization in members.yaml.",
  403: "Tally answered 403. Either the key's user may not invite, or the organization has no paid plan (inviting needs Pro or above), or something in front of Tally blocked the request.",
  404: "Tally answered 404. Either a workspace id in members.yaml is wrong or not visible to the key's user, or TALLY_API_URL is not Tally's, or TALLY_API_VERSION names a version without invites.",
  429: "Tally answered 429, too many requests, for longer than is waited for. Run apply again later.",
};

/** The ways in which an apply did not do what was planned, in the order in which they are shown. */
const problemKinds = [
  "rejectedEmails",
  "rejected",
  "unconfirmed",
  "notSent",
  "left",
  "kept",
  "leftToRemove",
  "notShown",
] as const;

export type ProblemKind = (typeof problemKinds)[number];

/** What an apply did not do. `command` is what to run again: `apply`, or `the workflow`. */
export function problemTexts(
  summary: ApplySummary,
  command: string,
): readonly (HeadedText & { readonly kind: ProblemKind })[] {
  const numbers = { ...summary, rejected: summary.rejected - summary.rejectedEmails };
  return problemKinds
    .filter(kind => numbers[kind] > 0)
    .map(kind => ({ kind, ...headedText(problemSentences(kind, numbers[kind], command)) }));
}

/** What was not done for so many people, and what to do or to expect. */
function problemSentences(kind: ProblemKind, number: number, command: string): string {
  const people = pluralize(number, "person");
  const [is, was] = number === 1 ? ["is", "was"] : ["are", "were"];
  const goOn = `Run ${command} again to go on with them.`;
  switch (kind) {
    case "rejectedEmails":
      return `${people} ${was} refused by Tally for the address. Correct it in members.yaml: until then nothing is sent to it again.`;
    case "rejected":
      return `${people} ${was} refused by Tally. The next apply tries again.`;
    case "unconfirmed":
      return `For ${people} nobody knows whether the invite arrived. Nothing more is sent to them until the next apply has looked at Tally, and gone by what it shows.`;
    case "notSent":
      return `${people} ${was} not sent anything, as nothing left this machine. Run ${command} again.`;
    case "left":
      return `${people} ${is} still to be sent. ${goOn}`;
    case "kept":
      return `${people} could not be cancelled or removed as planned. The reason is given for each; do it in Tally where it says so.`;
    case "leftToRemove":
      return `${people} ${is} still to be cancelled or removed. ${goOn}`;
    case "notShown":
      return `${people} ${was} accepted by Tally and ${is} not shown. Tally may need longer, or the address belongs to another organization, which an account cannot leave by itself. Look with rollcall drift; nothing is sent to them again until resend says so.`;
  }
}
