import type { Plan, ResendStatus, Skipped, SkipReason } from "../../core/plan/model.ts";
import { groupBy } from "../../core/text/group-by.ts";
import type { Email } from "../../core/values/address.ts";
import { grantsRow, joinNotes, maxUnfoldedRows, type Section } from "../document/model.ts";
import { newAddressNote } from "../findings/addresses.ts";
import { skippedText } from "../findings/messages.ts";
import type { DisplayNames } from "../text/names.ts";
import { pluralize } from "../text/plural.ts";

/** The display order: actions that need live data, manual steps, and then actions that wait or aren't done. */
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
  "new-address",
  "removals-report",
];

/** Builds a section for each reason to skip an action. If there are many actions, all sections are folded in Markdown. */
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
        ...grantsRow(one, names, joinNotes(dayText(one), newAddressNote(one.newAddress))),
      })),
      unit: "action",
      isFolded: skipped.length > maxUnfoldedRows,
      isWarning: true,
      isDetailed: first.reason === "manual-step" || first.reason === "unknown-workspace",
    };
  });
}

/**
 * Returns the skipped actions of a part of a plan, except those of previous addresses whose new ones it invites: they are
 * shown together, as one change.
 */
export function separatelySkipped({ people, skipped }: Pick<Plan, "people" | "skipped">): readonly Skipped[] {
  const invited = new Set<Email | undefined>(people.map(({ email }) => email));
  return skipped.filter(({ reason, newAddress }) => reason !== "new-address" || !invited.has(newAddress));
}

/** Whether an apply, which checks Tally first, would cancel the invite or remove the person. */
export function isRemovable({ reason }: Skipped): boolean {
  return reason === "needs-live-data";
}

function rankOf(one: Skipped): number {
  return 2 * order.indexOf(one.reason) + (one.action === "invite" ? 0 : 1);
}

function dayText({ reason, action, day, resend }: Skipped): string | undefined {
  const days = [
    day !== undefined &&
      (action === "remove" || reason === "expired" ? `last day ${day}` : `rejected on ${day}`),
    resend && resendText(resend),
  ];
  const texts = days.filter(one => typeof one === "string");
  return texts.length > 0 ? texts.join(", ") : undefined;
}

function resendText({ day, lastSent }: ResendStatus): string {
  return lastSent === undefined || lastSent < day
    ? `resend is ${day}`
    : `resend is ${day}, but the last invite was sent on ${lastSent}: set a later date`;
}
