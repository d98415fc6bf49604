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

/** The ways in which an apply did not do what was planned, in the order in which they are shown. */
const problemKinds = [
  "rejectedEmails",
  "rejected",
  "unconfirmed",
  "notSent",
  "left",
  "kept",
  "leftToRemove",
] as const;

type ProblemKind = (typeof problemKinds)[number];

/** What of an apply was not done, and what follows: a paragraph for each way in which it was not. `command` is what to run again. */
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

/** What a check showed that is not as it should be: each person in a row. */
export function confirmationBlocks(confirmation: Confirmation | undefined): readonly Block[] {
  if (!confirmation) return [];
  if (!confirmation.ok)
    return paragraph([
      "Whether Tally shows what it accepted could not be checked: ",
      { value: observeProblem(confirmation.problem) },
      ". What was sent is recorded; rollcall drift compares later.",
    ]);
  const { notShown, stillThere } = confirmation;
  const [is, was] = notShown.length === 1 ? ["is", "was"] : ["are", "were"];
  return sectionsBlock([
    peopleSection(
      `${pluralize(notShown.length, "person")} ${was} accepted by Tally and ${is} not shown`,
      notShown.map(one => one.email),
      "Tally may need longer, or the address belongs to another organization, which an account cannot leave by itself. Look with rollcall drift; nothing is sent to them again until resend says so.",
    ),
    peopleSection(
      `${pluralize(stillThere.length, "person is", "people are")} still shown although Tally accepted the removal`,
      stillThere,
    ),
  ]);
}

/** People under a heading, each in a row. */
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
    ...(confirmation?.ok && { kept: confirmation.stillThere }),
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

/** `: a, b, c and 4 more` */
function namesText(people: readonly string[]): Text {
  if (people.length === 0) return [];
  const rest = people.length - maxNamesListed;
  const first = people.slice(0, maxNamesListed).map(value => ({ value, max: maxNameLength }));
  return [": ", joinTexts(first, ", "), rest > 0 ? ` and ${rest} more, listed below` : ""];
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

/** What was not done for so many people, and what to do or to expect. */
function problemSentences(
  kind: ProblemKind,
  number: number,
  command: string,
  retryAt: string | undefined,
): string {
  const people = pluralize(number, "person");
  const [is, was] = number === 1 ? ["is", "was"] : ["are", "were"];
  const goOn = `Run ${command} again to go on with them.`;
  switch (kind) {
    case "rejectedEmails":
      return `${people} ${was} refused by Tally for the address. Correct it in members.yaml: until then nothing is sent to it again.`;
    case "rejected":
      return `${people} ${was} refused by Tally. The next apply tries again.`;
    case "unconfirmed":
      return `For ${people}, the result of a call is unknown. ${retryAt === undefined ? `Run ${command} again` : `Run ${command} again after ${timeText(retryAt)}`}: Rollcall checks Tally, and sends again only what it does not show.`;
    case "notSent":
      return `${people} ${was} not sent anything, as nothing left this machine. Run ${command} again.`;
    case "left":
      return `${people} ${is} still to be sent. ${goOn}`;
    case "kept":
      return `${people} could not be cancelled or removed as planned. The reason is given for each; do it in Tally where it says so.`;
    case "leftToRemove":
      return `${people} ${is} still to be cancelled or removed. ${goOn}`;
  }
}
