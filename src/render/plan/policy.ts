import type { PolicyChange } from "../../core/plan/policy-change.ts";
import { groupBy } from "../../core/text/group-by.ts";
import {
  type Block,
  joinTexts,
  type Row,
  sectionsBlock,
  type Text,
  workspacesText,
} from "../document/model.ts";
import type { DisplayNames } from "../text/names.ts";
import { formatNumber, pluralize } from "../text/plural.ts";

/** Builds the sections about policy changes, which come before the people. */
export function policyBlocks(changes: readonly PolicyChange[], names: DisplayNames): readonly Block[] {
  const rowsOf = (...kinds: readonly PolicyChange["kind"][]) =>
    changes.filter(({ kind }) => kinds.includes(kind)).map(change => changeRow(change, names));
  const rows = rowsOf("setting", "workspace", "group", "file", "include");
  return sectionsBlock([
    {
      head: [{ strong: "Policy changes" }, `: ${formatNumber(rows.length)}`],
      rows,
      unit: "change",
      isWarning: true,
      isDetailed: true,
    },
    ...daySections(changes, names),
  ]);
}

/** Builds one section for each pair of old and new dates, with the people that it affects. */
function daySections(changes: readonly PolicyChange[], names: DisplayNames) {
  const groups = groupBy(
    changes.filter(change => change.kind === "expires" || change.kind === "resend"),
    ({ kind, before, after }) => `${kind} ${before} ${after}`,
  );
  return [...groups.values()].map(all => {
    const people = pluralize(new Set(all.map(({ email }) => email)).size, "person");
    return {
      head: dayHead(all[0], people),
      rows: all.map(change => changeRow(change, names)),
      unit: "person" as const,
      isWarning: true,
    };
  });
}

function dayHead(change: Extract<PolicyChange, { after: unknown; email: string }>, people: string): Text {
  const { kind, before, after } = change;
  if (kind === "resend") return [{ strong: `New resend date ${after}` }, `: ${people}`];
  const dates = `from ${before ?? "none"} to ${after ?? "none"}`;
  return [{ strong: "Last day of access changed" }, ` ${dates}: ${people}`];
}

function changeRow(change: PolicyChange, names: DisplayNames): Row {
  const sign = "~";
  switch (change.kind) {
    case "setting":
      return { sign, subject: [{ code: change.name }, settingText(change)] };
    case "workspace": {
      const { name, before, after, people } = change;
      const ids: Text = ["ID changed from ", { value: before }, " to ", { value: after }];
      return { sign, subject: ["workspace ", { value: name }, affectedText(people), ids] };
    }
    case "group": {
      const { name, added, removed, people } = change;
      const what = joinTexts(
        [
          ...(removed.length > 0 ? [["removed ", workspacesText(removed, names)]] : []),
          ...(added.length > 0 ? [["added ", workspacesText(added, names)]] : []),
        ],
        "; ",
      );
      return {
        sign,
        subject: ["group ", { value: name }, affectedText(people), what],
      };
    }
    case "file":
      return {
        sign,
        subject: ["file ", { value: change.path }, affectedText(change.people), change.change],
      };
    case "include":
      return { sign, subject: [{ code: "include" }, " ", { value: change.pattern }, `: ${change.change}`] };
    case "expires":
      return {
        sign,
        subject: [{ value: change.email }],
        name: names.people.get(change.email),
        workspaces: workspacesText(change.workspaceIds, names),
      };
    case "resend":
      return {
        sign,
        subject: [{ value: change.email }],
        name: names.people.get(change.email),
        note: resendNote(change),
      };
  }
}

/** Returns how many people a change affects, between what changed and how. */
function affectedText(people: number): string {
  return ` (${pluralize(people, "person")}): `;
}

function resendNote({ after, lastSent }: Extract<PolicyChange, { kind: "resend" }>): Text {
  if (lastSent === null) return "has no effect: they were never invited";
  if (lastSent < after) return `last invited on ${lastSent}`;
  return `has no effect: the last invite was sent on ${lastSent}. Set a later date`;
}

function settingText({ before, after }: Extract<PolicyChange, { kind: "setting" }>): Text {
  if (!isList(before) || !isList(after)) return [": from ", valueText(before), " to ", valueText(after)];
  const added = after.filter(one => !before.includes(one));
  const removed = before.filter(one => !after.includes(one));
  return [
    ": ",
    ...joinTexts(
      [
        ...(removed.length > 0 ? [["removed ", valueText(removed)]] : []),
        ...(added.length > 0 ? [["added ", valueText(added)]] : []),
      ],
      "; ",
    ),
  ];
}

type SettingValue = Extract<PolicyChange, { kind: "setting" }>["before"];

function valueText(value: SettingValue): Text {
  if (value === null) return ["any domain"];
  if (typeof value === "number") return [formatNumber(value)];
  if (!isList(value)) return [{ value }];
  return value.length === 0
    ? ["nobody"]
    : joinTexts(
        value.map(one => [{ value: one }]),
        ", ",
      );
}

function isList(value: SettingValue): value is readonly string[] {
  return Array.isArray(value);
}
