import type { Confirmation } from "../../core/apply/confirm.ts";
import {
  type ApplySummary,
  invitesByPerson,
  type SentPlan,
  summarizeApply,
} from "../../core/apply/summary.ts";
import type { Outcome } from "../../core/tally/call.ts";
import {
  type Block,
  joinTexts,
  paragraph,
  type Section,
  sectionsBlock,
  type Text,
} from "../document/model.ts";
import { headedText } from "../text/headed.ts";
import { timeText } from "../text/layout.ts";
import { pluralize } from "../text/plural.ts";

const maxNamesListed = 3;
const maxNameLength = 60;

/** What a check after an apply showed, if there was one. */
export interface Confirmed {
  readonly confirmation: Confirmation | undefined;
  /** When unconfirmed calls can be sent again, as ISO 8601 in UTC; undefined if there are none. */
  readonly retryAt?: string | undefined;
}

/** What an apply can leave undone, in display order. */
const problemKinds = [
  "rejectedEmails",
  "rejected",
  "unconfirmed",
  "notSent",
  "left",
  "kept",
  "removalsNotStarted",
] as const;

type ProblemKind = (typeof problemKinds)[number];

/** Describes what an apply left undone and what to do about it, one paragraph for each kind. `command` is the command to run again. */
export function problemBlocks(applied: SentPlan & Confirmed, command: string): readonly Block[] {
  const summary: ApplySummary = summarizeApply(applied, applied.confirmation);
  const numbers = { ...summary, rejected: summary.rejected - summary.rejectedEmails };
  return problemKinds
    .filter(kind => numbers[kind] > 0)
    .flatMap(kind => {
      const { head, meaning } = headedText(problemSentences(kind, numbers[kind], command, applied.retryAt));
      return paragraph([
        { strong: head },
        { inMarkdown: namesText(peopleOf(kind, applied)) },
        `. ${meaning}`,
      ]);
    });
}

/** Lists the people whose accepted invite or removal Tally doesn't show. */
export function confirmationBlocks(confirmation: Confirmation | undefined): readonly Block[] {
  if (!confirmation) return [];
  if (!confirmation.ok)
    return paragraph([
      "Rollcall couldn't check whether Tally shows every change: ",
      { value: observeProblem(confirmation.problem) },
      ". Everything sent is recorded. To check later, run rollcall drift.",
    ]);
  const { notShown, notRemoved } = confirmation;
  return sectionsBlock([
    peopleSection(
      `Tally accepted ${pluralize(notShown.length, "invite")} but doesn't list ${notShown.length === 1 ? "it" : "them"}`,
      notShown.map(one => one.email),
      "Tally might need more time, or the person belongs to another paid organization. Check again later with rollcall drift. To send another invite, set resend.",
    ),
    peopleSection(
      `Tally accepted the removal of ${pluralize(notRemoved.length, "person")} but still lists them`,
      notRemoved,
    ),
  ]);
}

/** Builds a section with one row for each person. */
export function peopleSection(head: string, people: readonly string[], meaning?: string): Section {
  return {
    head: [{ strong: head }],
    sentence: meaning === undefined ? undefined : [meaning],
    rows: people.map(value => ({ subject: { value } })),
    unit: "person",
    isWarning: true,
  };
}

function peopleOf(kind: ProblemKind, { plan, ended, confirmation }: SentPlan & Confirmed): readonly string[] {
  const outcomes = invitesByPerson(ended);
  const invited = plan.people.filter(({ email }) => kindFor(outcomes.get(email)) === kind);
  const others: { readonly [Kind in ProblemKind]?: readonly string[] } = {
    unconfirmed: plan.unconfirmed.flatMap(call => call.emails),
    ...(confirmation?.ok && { kept: confirmation.notRemoved }),
  };
  return [...invited.map(one => one.email), ...(others[kind] ?? [])];
}

function kindFor(outcome: Outcome | undefined): ProblemKind | undefined {
  switch (outcome?.result) {
    case undefined:
    case "split":
      return "left";
    case "done":
      return undefined;
    case "not-sent":
      return "notSent";
    case "rejected":
      return outcome.fault === "email" ? "rejectedEmails" : "rejected";
    case "unconfirmed":
      return "unconfirmed";
  }
}

/** Formats names: `: a, b, c, and 4 more, listed below`. */
function namesText(people: readonly string[]): Text {
  if (people.length === 0) return [];
  const rest = people.length - maxNamesListed;
  const first = people.slice(0, maxNamesListed).map(value => ({ value, max: maxNameLength }));
  return [": ", joinTexts(first, ", "), rest > 0 ? `, and ${rest} more, listed below` : ""];
}

function observeProblem(failure: Extract<Confirmation, { ok: false }>["problem"]): string {
  if (failure === "incomplete") return "Tally returned an incomplete response";
  switch (failure.reason) {
    case "observe-failed":
    case "observe-denied":
      return failure.problem;
    case "key-rejected":
      return "Tally returned 401";
    case "foreign-organization":
      return `the API key now belongs to organization ${failure.actual}`;
  }
}

/** Returns what was not done for a number of people, and what to do. */
function problemSentences(
  kind: ProblemKind,
  number: number,
  command: string,
  retryAt: string | undefined,
): string {
  const people = pluralize(number, "person");
  const again = `Run ${command} again to continue.`;
  switch (kind) {
    case "rejectedEmails":
      return `Rejected by Tally: ${pluralize(number, "email address", "email addresses")}. Correct ${number === 1 ? "it" : "them"} in members.yaml. Rollcall doesn't retry until you do.`;
    case "rejected":
      return `Rejected by Tally: ${people}. The next apply tries again.`;
    case "unconfirmed":
      return `Unconfirmed: ${people}. Tally gave no usable response, so a call might or might not have taken effect. Run ${command} again${retryAt === undefined ? "" : ` after ${timeText(retryAt)}`}. Rollcall checks Tally and repeats only what Tally doesn't show.`;
    case "notSent":
      return `Not sent: ${people}. Rollcall couldn't connect to Tally. Run ${command} again.`;
    case "left":
      return `Not sent yet: ${people}. ${again}`;
    case "kept":
      return `Not canceled or removed: ${people}. For the reason, see the results. If the API key isn't allowed to do this, remove them in Tally.`;
    case "removalsNotStarted":
      return `Not canceled or removed yet: ${people}. ${again}`;
  }
}
