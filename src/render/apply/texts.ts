import type { ApplySummary } from "../../core/apply/summary.ts";
import { type HeadedText, headedText } from "../text/headed.ts";
import { pluralize } from "../text/plural.ts";

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
    .map(kind => ({ kind, ...problemText(kind, numbers[kind], command) }));
}

/** What was not done for so many people, and what to do or to expect. */
export function problemText(kind: ProblemKind, number: number, command: string): HeadedText {
  return headedText(problemSentences(kind, number, command));
}

function problemSentences(kind: ProblemKind, number: number, command: string): string {
  const people = pluralize(number, "person", "people");
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
