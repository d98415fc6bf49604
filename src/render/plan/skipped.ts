import type { Skipped, SkipReason } from "../../core/plan/model.ts";
import { groupBy } from "../../core/text/group-by.ts";
import { grantsRow, maxUnfoldedRows, type Section } from "../document/model.ts";
import { skippedText } from "../findings/messages.ts";
import type { DisplayNames } from "../text/names.ts";
import { pluralize } from "../text/plural.ts";

/** What an apply does once it has looked at Tally first, then what is left to people, then what waits or stays. */
const order: readonly SkipReason[] = [
  "needs-live-data",
  "manual-step",
  "unknown-workspace",
  "unconfirmed",
  "rejected",
  "lapsed",
  "attempts-exhausted",
  "blocked",
  "pending-unknown",
  "pending-changes",
  "resend-later",
  "expired",
  "others-invite",
  "not-owner",
  "owner-unknown",
  "incomplete-live-data",
  "protected",
  "owner",
  "self",
  "removals-report",
];

/** What a plan considers and does not do, by the reason. All are folded in Markdown if there are many. */
export function skippedSections(skipped: readonly Skipped[], names: DisplayNames): readonly Section[] {
  const groups = groupBy(skipped, one => `${one.reason} ${one.action}`);
  const sorted = [...groups.values()].sort(([a], [b]) => rankOf(a) - rankOf(b));
  return sorted.map((rows): Section => {
    const [first] = rows;
    const { head, meaning } = skippedText(first);
    return {
      head: [{ strong: head }, `: ${pluralize(rows.length, "person")}`],
      sentence: [meaning],
      rows: rows.map(one => ({
        sign: one.action === "remove" ? "-" : "+",
        ...grantsRow(one, names, dayText(one)),
      })),
      unit: "action",
      isFolded: skipped.length > maxUnfoldedRows,
      isWarning: true,
      isDetailed: first.reason === "manual-step" || first.reason === "unknown-workspace",
    };
  });
}

/** Whether an apply cancels or removes it once it has looked at Tally. */
export function isRemovable({ reason }: Skipped): boolean {
  return reason === "needs-live-data";
}

function rankOf(one: Skipped): number {
  return 2 * order.indexOf(one.reason) + (one.action === "invite" ? 0 : 1);
}

function dayText({ reason, action, day }: Skipped): string | undefined {
  if (day === undefined) return undefined;
  if (reason === "resend-later") return `from ${day} on`;
  if (action === "remove" || reason === "expired") return `access ended with ${day}`;
  return `refused on ${day}`;
}
