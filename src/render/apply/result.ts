import { type SentPlan, summarizeApply } from "../../core/apply/summary.ts";
import { type Block, paragraph } from "../document/model.ts";
import { resolveText } from "../plan/unconfirmed.ts";
import { pluralize } from "../text/plural.ts";
import { type Confirmed, confirmationBlocks, problemBlocks } from "./problems.ts";

/** What an apply did and what it did not do, for a terminal or a log. `command` is what to run again. */
export function resultBlocks(applied: SentPlan & Confirmed, command: string): readonly Block[] {
  const { confirmation } = applied;
  const summary = summarizeApply(applied, confirmation);
  const { sent, rejected, notSent, unconfirmed, left, cancelled, removed, kept, leftToRemove } = summary;
  const isRemovalOnly =
    sent + rejected + notSent + unconfirmed + left === 0 && cancelled + removed + kept + leftToRemove > 0;
  const isConfirmed =
    confirmation?.ok &&
    confirmation.notShown.length + confirmation.stillThere.length === 0 &&
    sent + cancelled + removed > 0 &&
    unconfirmed === 0;
  const sentences = [
    sent > 0 && `${pluralize(sent, "person was", "people were")} sent their invite.`,
    sent === 0 && !isRemovalOnly && "Nobody was sent an invite.",
    cancelled > 0 && `${pluralize(cancelled, "person's invite was", "people's invites were")} cancelled.`,
    removed > 0 && `${pluralize(removed, "person was", "people were")} removed from the organization.`,
    isConfirmed && "Tally shows all of it.",
  ];
  return [
    ...paragraph(...sentences.filter(sentence => sentence !== false)),
    ...problemBlocks(applied, command),
    ...paragraph(unconfirmed > 0 ? resolveText(undefined) : undefined),
    ...confirmationBlocks(confirmation),
  ];
}
