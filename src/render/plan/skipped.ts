import type { Withheld, WithheldReason } from "../../core/plan/model.ts";
import { mostUnfolded, type Row, type Section, workspacesText } from "../document/model.ts";
import { skippedText } from "../findings/messages.ts";
import type { Legend } from "../text/names.ts";
import { count } from "../text/plural.ts";

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

/** What a plan considers and does not do, by the reason. All are folded in Markdown if there are many. */
export function skippedSections(skipped: readonly Withheld[], legend: Legend): readonly Section[] {
  const groups = new Map<string, Withheld[]>();
  for (const one of skipped) {
    const key = `${one.reason} ${one.action}`;
    const group = groups.get(key) ?? [];
    group.push(one);
    groups.set(key, group);
  }
  const sorted = [...groups.values()].sort(([a], [b]) => rankOf(a) - rankOf(b));
  return sorted.flatMap((rows): Section[] => {
    const [first] = rows;
    if (!first) return [];
    const { head, meaning } = skippedText(first);
    return [
      {
        head: [{ strong: head }, `: ${count(rows.length, "person", "people")}`],
        sentence: [meaning],
        rows: rows.map(one => skippedRow(one, legend)),
        unit: "action",
        isFolded: skipped.length > mostUnfolded,
        isWarning: true,
        isDetailed: first.reason === "manual-step",
      },
    ];
  });
}

function skippedRow(one: Withheld, legend: Legend): Row {
  const day = dayText(one);
  return {
    sign: one.action === "remove" ? "-" : "+",
    subject: [{ value: one.email }],
    workspaces: workspacesText(one.workspaceIds, legend),
    note: day === undefined ? undefined : [day],
  };
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
