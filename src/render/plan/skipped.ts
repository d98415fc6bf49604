import type { Withheld, WithheldReason } from "../../core/plan/model.ts";
import { skippedText } from "../findings/messages.ts";
import type { PlanNote } from "./sections.ts";

/** What an apply does once it has looked at Tally first, then what is left to people, then what waits or stays. */
const order: readonly WithheldReason[] = [
  "needs-look",
  "manual-step",
  "unconfirmed",
  "refused",
  "lapsed",
  "in-vain",
  "blocked",
  "pending-unknown",
  "pending-changes",
  "resend-later",
  "expired",
  "others-invite",
  "not-owner",
  "owner-unknown",
  "incomplete-look",
  "protected",
  "owner",
  "self",
  "removals-report",
];

/** What a plan sees and does not do, by the reason. */
export function withheldNotes(withheld: readonly Withheld[]): readonly PlanNote[] {
  const groups = new Map<string, Withheld[]>();
  for (const one of withheld) {
    const key = `${one.reason} ${one.action}`;
    const group = groups.get(key) ?? [];
    group.push(one);
    groups.set(key, group);
  }
  const sorted = [...groups.values()].sort(([a], [b]) => rankOf(a) - rankOf(b));
  return sorted.flatMap(rows => {
    const [first] = rows;
    if (!first) return [];
    const { head, meaning } = skippedText(first);
    return {
      head,
      sentence: meaning,
      needsWorkspaces: first.reason === "manual-step",
      rows: rows.map(one => ({
        sign: one.action === "remove" ? ("-" as const) : ("+" as const),
        email: one.email,
        workspaceIds: one.workspaceIds,
        more: dayText(one),
      })),
    };
  });
}

/** Whether an apply cancels or removes it once it has looked at Tally. */
export function isRemovedByApply({ reason }: Withheld): boolean {
  return reason === "needs-look";
}

function rankOf(one: Withheld | undefined): number {
  return one ? 2 * order.indexOf(one.reason) + (one.action === "invite" ? 0 : 1) : 0;
}

function dayText({ reason, action, day }: Withheld): string | undefined {
  if (day === undefined) return undefined;
  if (reason === "resend-later") return `from ${day} on`;
  if (action === "remove" || reason === "expired") return `access ended with ${day}`;
  return `refused on ${day}`;
}
