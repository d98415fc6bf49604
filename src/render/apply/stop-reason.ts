import type { RunStopReason } from "../../core/failure/failure.ts";
import type { Skipped } from "../../core/plan/model.ts";
import type { Outcome } from "../../core/tally/call.ts";
import { type Block, joinTexts, paragraph, sectionsBlock } from "../document/model.ts";
import { failureBlocks } from "../failure/failure.ts";
import { skippedText } from "../findings/messages.ts";
import { pluralize } from "../text/plural.ts";
import { peopleSection } from "./problems.ts";

/** Why an apply ended, if there is more to tell than its result. */
export function stopReasonBlocks(stopReason: RunStopReason): readonly Block[] {
  switch (stopReason.reason) {
    case "completed":
      return [];
    case "interrupted":
      return paragraph("Stopped early; everything sent so far is recorded.");
    case "failed":
      return paragraph(outcomeProblem(stopReason.by));
    case "expired":
      return paragraph(
        "A call could not be sent within five minutes of being recorded, so it was withdrawn. Run apply again.",
      );
    case "record-failed":
    case "not-approved": {
      const { failure } = stopReason;
      return failure.reason === "state-moved"
        ? paragraph([
            "members.yaml or ",
            { value: failure.name },
            " was changed by somebody else meanwhile, so the rest was not sent.",
          ])
        : failureBlocks(failure);
    }
    case "not-planned":
      return stopReason.failure
        ? failureBlocks(stopReason.failure)
        : paragraph("members.yaml or the state file has errors, which the run lists.");
    case "plan-exceeded": {
      const people = stopReason.people.map(value => ({ value }));
      return paragraph([
        "Tally or the state file changed, and going on would do more than was approved (",
        joinTexts(people, ", "),
        "). Nothing more was sent. Run apply again to continue.",
      ]);
    }
  }
}

/** The people whom an apply has given up on after sending without an answer. */
export function givenUpBlocks(people: readonly Skipped[]): readonly Block[] {
  const [first] = people;
  if (!first) return [];
  const head = `Given up on ${pluralize(people.length, "person")}`;
  const emails = people.map(one => one.email);
  return sectionsBlock([peopleSection(head, emails, skippedText(first).meaning)]);
}

/** The known causes of an answer that ended the run (tally-api.md, section 1), and what to do. */
function outcomeProblem(outcome: Outcome): string | undefined {
  if (outcome.result === "unconfirmed")
    return "Tally gave no usable response to three calls in a row. Nothing more was sent.";
  if (outcome.result !== "rejected" && outcome.result !== "split") return undefined;
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
