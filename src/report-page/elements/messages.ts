import type { ReportApply } from "../../core/report/model.ts";
import { type Day, dayOf, daysBetween } from "../../core/values/day.ts";
import { missingDataText } from "../../render/findings/gaps.ts";
import { lapsedCauses } from "../../render/findings/messages.ts";
import { applyText, notChecked } from "../../render/report/messages.ts";
import { formatNumber, pluralize } from "../../render/text/plural.ts";
import { expiresSoonDays, type Grant, type Model, type State } from "../model/model.ts";
import { isFiltered, type Query, type Sort } from "../model/query.ts";

/** The labels of the states, in the order of the legend: access, open requests, failures, and highlights. */
export const stateLabels: Readonly<Record<State, string>> = {
  joined: "joined",
  pending: "pending",
  recorded: "recorded",
  "not-sent": "not sent",
  unconfirmed: "unconfirmed",
  rejected: "rejected",
  lapsed: "lapsed",
  "left-over": "not requested",
  soon: `ends within ${expiresSoonDays} days`,
};

export const states = Object.keys(stateLabels) as State[];

/** The meaning of each state, shown as a tooltip in the legend. */
export const stateMeanings: Readonly<Record<State, string>> = {
  joined: "Tally shows the person as a member of the workspace.",
  pending: "Tally shows an invite that hasn't been accepted yet.",
  recorded: "According to the state file, it was sent or adopted. Tally was not checked.",
  "not-sent": "members.yaml requests it, but nothing has been sent yet.",
  unconfirmed: "A call was sent, but its result is unknown.",
  rejected: "Tally rejected the email address.",
  lapsed: `It was sent but is no longer in Tally: ${lapsedCauses}.`,
  "left-over": "members.yaml doesn't request it, but the person has it or might have it.",
  soon: `The last day of access is within ${expiresSoonDays} days of the report.`,
};

export const sortLabels: Readonly<Record<Sort, string>> = {
  name: "by name",
  address: "by email address",
  since: "by date",
  workspaces: "by number of workspaces",
};

export function people(number: number): string {
  return pluralize(number, "person", "people");
}

/** Formats a timestamp to the minute. */
export function minuteOf(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

export function title(model: Model): string {
  return `Access review of ${model.organization}`;
}

export function reportSource(model: Model): string {
  const missing =
    model.missing.length > 0
      ? ` Tally returned an incomplete response: ${model.missing.map(missingDataText).join("; ")}. Missing data doesn't count as lapsed.`
      : "";
  return model.live
    ? `As of ${model.day}, from members.yaml, the state file, and Tally.${missing}`
    : `As of ${model.day}, from members.yaml and the state file. ${notChecked}`;
}

export function summaryCounts(model: Model): string {
  const grants = model.granted === 1 ? "grant" : "grants";
  const all = `${people(model.members.length)}, ${pluralize(model.workspaces.length, "workspace")}, ${formatNumber(model.granted)} ${grants}.`;
  const leftOver = model.counts.get("left-over") ?? 0;
  const soon = model.counts.get("soon") ?? 0;
  const countText = (number: number, one: string, many: string) =>
    number > 0 ? [`${formatNumber(number)} ${number === 1 ? one : many}.`] : [];
  return [
    all,
    ...countText(leftOver, "is not requested", "are not requested"),
    ...countText(soon, `ends within ${expiresSoonDays} days`, `end within ${expiresSoonDays} days`),
  ].join(" ");
}

/** Returns how many people are shown. */
export function shownCountText(model: Model, shown: number): string {
  return shown === model.members.length
    ? `All ${people(shown)} shown`
    : `${formatNumber(shown)} of ${people(model.members.length)} shown`;
}

/** Describes the filter, for printing. */
export function filterLabel(model: Model, query: Query): string {
  if (!isFiltered(query)) return "Everyone is shown.";
  const parts = [
    query.workspace !== undefined ? [`workspace ${model.workspaces[query.workspace]?.name}`] : [],
    query.group !== undefined ? [`group ${model.groups[query.group]?.name}`] : [],
    query.states.size > 0 ? [[...query.states].map(state => stateLabels[state]).join(" or ")] : [],
    query.words.trim() !== "" ? [`matching “${query.words.trim()}”`] : [],
  ];
  return `Only: ${parts.flat().join("; ")}.`;
}

/** Describes a grant in a few words, for screen readers. */
export function grantLabel(grant: Grant): string {
  const parts = [stateLabels[grant.status]];
  if (grant.states.includes("left-over")) parts.push(stateLabels["left-over"]);
  if (grant.since !== undefined) parts.push(`since ${dayOf(grant.since)}`);
  if (grant.expires !== undefined) parts.push(`until ${grant.expires}`);
  return parts.join(", ");
}

export function expiryLabel(model: Model, expires: Day): string {
  const days = daysBetween(model.day, expires);
  if (days < 0) return `${expires} (past)`;
  if (days === 0) return `${expires} (the day of the report)`;
  return `${expires} (${pluralize(days, "day")} after the report)`;
}

/** Describes what an apply did. */
export function applyLabel(apply: ReportApply): string {
  return `${apply.isCompacted ? "from a compacted state file: " : ""}${applyText(apply)}`;
}
