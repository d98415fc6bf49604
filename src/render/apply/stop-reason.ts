import type { RunStopReason } from "../../core/failure/failure.ts";
import type { Skipped } from "../../core/plan/model.ts";
import type { Outcome } from "../../core/tally/call.ts";
import { type Block, joinTexts, paragraph, sectionsBlock } from "../document/model.ts";
import { failureBlocks } from "../failure/failure.ts";
import { skippedText } from "../findings/messages.ts";
import { pluralize } from "../text/plural.ts";
import { peopleSection } from "./problems.ts";

/** Explains why an apply ended, if its result doesn't show that. */
export function stopReasonBlocks(stopReason: RunStopReason): readonly Block[] {
  switch (stopReason.reason) {
    case "completed":
      return [];
    case "interrupted":
      return paragraph("Stopped early. Everything that was sent is recorded.");
    case "failed":
      return paragraph(outcomeProblem(stopReason.by));
    case "expired":
      return paragraph(
        "A call couldn't be sent within five minutes of being recorded, so Rollcall withdrew it. Run apply again.",
      );
    case "record-failed":
    case "not-approved": {
      const { failure } = stopReason;
      return failure.reason === "state-moved"
        ? paragraph([
            "members.yaml or ",
            { value: failure.name },
            " changed during this run, so the rest was not sent.",
          ])
        : failureBlocks(failure);
    }
    case "not-planned":
      return stopReason.failure
        ? failureBlocks(stopReason.failure)
        : paragraph("members.yaml or the state file has errors. For a list, see the log of this run.");
    case "plan-exceeded": {
      const people = stopReason.people.map(value => ({ value }));
      return paragraph([
        "Tally or the state file changed, and continuing would do more than was approved (",
        joinTexts(people, ", "),
        "). Nothing more was sent. Run apply again to continue.",
      ]);
    }
  }
}

/** Lists the people that Rollcall no longer invites after several attempts without a response. */
export function attemptsExhaustedBlocks(people: readonly Skipped[]): readonly Block[] {
  const [first] = people;
  if (!first) return [];
  const head = `Gave up on ${pluralize(people.length, "person")}`;
  const emails = people.map(one => one.email);
  return sectionsBlock([peopleSection(head, emails, skippedText(first).meaning)]);
}

/** Returns the known causes of a response that ended the run (tally-api.md, section 1), and what to do. */
function outcomeProblem(outcome: Outcome): string | undefined {
  if (outcome.result === "unconfirmed")
    return "Tally gave no usable response to three calls in a row. Nothing more was sent.";
  if (outcome.result !== "rejected" && outcome.result !== "split") return undefined;
  if (outcome.missingWorkspaces)
    return "A workspace was deleted during this run, or the API key's user can no longer see it, so nothing more was sent. Remove it from workspaces in members.yaml, or use an API key whose user can see it. Then run apply again.";
  return (
    causes[outcome.status] ?? `Tally returned ${outcome.status}, which is unexpected. Nothing more was sent.`
  );
}

const causes: Readonly<Record<number, string>> = {
  400: "Tally returned 400 for each person and accepted nobody, so the email addresses are probably not the cause. Nothing more was sent.",
  401: "Tally returned 401. The API key is missing or invalid, its user left the organization, or it belongs to a different organization than members.yaml. Check TALLY_API_KEY, and organization in members.yaml.",
  403: "Tally returned 403. Possible causes: the API key's user can't invite people, the organization isn't on a Pro plan or above, or a proxy blocked the request.",
  404: "Tally returned 404. Possible causes: a workspace ID in members.yaml is wrong or not visible to the API key's user, TALLY_API_URL isn't Tally's URL, or TALLY_API_VERSION is a version without invites.",
  429: "Tally returned 429 (too many requests) for longer than Rollcall waits. Run apply again later.",
};
