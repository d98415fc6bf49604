import type { ApplySummary } from "../../core/apply/summary.ts";
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

/** What was not done, without a period, and what to do or to expect. */
export interface ProblemText {
  readonly what: string;
  readonly next: string;
}

/** What an apply did not do. `command` is what to run again: `apply`, or `the workflow`. */
export function problemTexts(
  summary: ApplySummary,
  command: string,
): readonly (ProblemText & { readonly kind: ProblemKind })[] {
  const numbers = { ...summary, rejected: summary.rejected - summary.rejectedEmails };
  return problemKinds
    .filter(kind => numbers[kind] > 0)
    .map(kind => ({ kind, ...problemText(kind, numbers[kind], command) }));
}

/** What it means for so many people. */
export function problemText(kind: ProblemKind, number: number, command: string): ProblemText {
  const people = pluralize(number, "person", "people");
  const [is, was] = number === 1 ? ["is", "was"] : ["are", "were"];
  const goOn = `Run ${command} again to go on with them.`;
  switch (kind) {
    case "rejectedEmails":
      return {
        what: `${people} ${was} refused by Tally for the address`,
        next: "Correct it in members.yaml: until then nothing is sent to it again.",
      };
    case "rejected":
      return { what: `${people} ${was} refused by Tally`, next: "The next apply tries again." };
    case "unconfirmed":
      return {
        what: `For ${people} nobody knows whether the invite arrived`,
        next: "Nothing more is sent to them until the next apply has looked at Tally, and gone by what it shows.",
      };
    case "notSent":
      return {
        what: `${people} ${was} not sent anything, as nothing left this machine`,
        next: `Run ${command} again.`,
      };
    case "left":
      return { what: `${people} ${is} still to be sent`, next: goOn };
    case "kept":
      return {
        what: `${people} could not be cancelled or removed as planned`,
        next: "The reason is given for each; do it in Tally where it says so.",
      };
    case "leftToRemove":
      return { what: `${people} ${is} still to be cancelled or removed`, next: goOn };
    case "notShown":
      return {
        what: `${people} ${was} accepted by Tally and ${is} not shown`,
        next: "Tally may need longer, or the address belongs to another organization, which an account cannot leave by itself. Look with rollcall drift; nothing is sent to them again until resend says so.",
      };
  }
}
