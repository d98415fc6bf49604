import { type SentPlan, summarizeApply } from "../../core/apply/summary.ts";
import { grantsOf } from "../../core/review/marker.ts";
import { type Block, paragraph } from "../document/model.ts";
import { resolveText } from "../plan/unconfirmed.ts";
import { formatNumber, pluralize } from "../text/plural.ts";
import { type Confirmed, confirmationBlocks, problemBlocks } from "./problems.ts";

interface Applied extends SentPlan, Confirmed {
  /** Whether the apply did everything it had to, so that the run succeeds. */
  readonly isComplete: boolean;
}

/** Describes what an apply did and didn't do, for a terminal or a log. `command` is the command to run again. */
export function resultBlocks(applied: Applied, command: string): readonly Block[] {
  const { confirmation, isComplete } = applied;
  const summary = summarizeApply(applied, confirmation);
  const { sent, unconfirmed, canceled, removed } = summary;
  const changes = sent + canceled + removed;
  const adopted = grantsOf(applied.plan.adopt).length;
  const isConfirmed =
    confirmation?.ok &&
    confirmation.notShown.length + confirmation.notRemoved.length === 0 &&
    changes > 0 &&
    unconfirmed === 0;
  const sentences = [
    isComplete && changes === 0
      ? "Apply complete: no invites needed."
      : `Apply ${isComplete ? "complete" : "incomplete"}: ${formatNumber(sent)} invited, ${formatNumber(canceled)} canceled, ${formatNumber(removed)} removed.`,
    adopted > 0 && `Added ${pluralize(adopted, "existing grant")} to the state file.`,
    isConfirmed && "Verified: Tally shows every change.",
  ];
  return [
    ...paragraph(...sentences.filter(sentence => sentence !== false)),
    ...problemBlocks(applied, command),
    ...paragraph(unconfirmed > 0 ? resolveText(undefined) : undefined),
    ...confirmationBlocks(confirmation),
  ];
}
