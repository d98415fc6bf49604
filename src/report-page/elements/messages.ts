import type { ReportApply } from "../../core/report/model.ts";
import { type Day, dayOf, daysBetween } from "../../core/values/day.ts";
import { missingDataText } from "../../render/findings/gaps.ts";
import { lapsedCauses } from "../../render/findings/messages.ts";
import { applyText } from "../../render/report/messages.ts";
import { formatNumber, pluralize } from "../../render/text/plural.ts";
import { type Grant, type Model, type State, soonDays } from "../model/model.ts";
import { isFiltered, type Query, type Sort } from "../model/query.ts";

/** The order of the legend: what people have, what waits, what is wrong, what stands out. */
export const stateLabels: Readonly<Record<State, string>> = {
  joined: "joined",
  pending: "pending",
  recorded: "recorded",
  "not-sent": "not sent",
  unconfirmed: "unconfirmed",
  rejected: "rejected",
  lapsed: "lapsed",
  "left-over": "not asked for",
  soon: `ends within ${soonDays} days`,
};

export const states = Object.keys(stateLabels) as State[];

/** What each state means, for who points at the legend. */
export const stateMeanings: Readonly<Record<State, string>> = {
  joined: "Tally shows the person as a member of the workspace.",
  pending: "Tally shows an invite that is not accepted yet.",
  recorded: "The state file says that it was sent or adopted. Tally was not looked at.",
  "not-sent": "members.yaml asks for it, and nothing was sent yet.",
  unconfirmed: "A call was sent, and it is not known what became of it.",
  rejected: "Tally refused the address.",
  lapsed: `It was sent, and is neither pending nor joined any more: ${lapsedCauses}.`,
  "left-over": "members.yaml does not ask for it, and the person has it or may have it.",
  soon: `The last day of access is within ${soonDays} days of the report.`,
};

export const sortLabels: Readonly<Record<Sort, string>> = {
  name: "by name",
  address: "by address",
  since: "by since when",
  workspaces: "by number of workspaces",
};

export function people(number: number): string {
  return pluralize(number, "person", "people");
}

/** A time stamp to the minute. */
export function minuteOf(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

export function title(model: Model): string {
  return `Access review of ${model.organization}`;
}

export function reportSource(model: Model): string {
  const missing =
    model.missing.length > 0
      ? ` The look was not whole: ${model.missing.map(missingDataText).join("; ")}. So nothing that it does not show is taken for gone.`
      : "";
  return model.live
    ? `Made for ${model.day} from members.yaml, the record and a look at Tally.${missing}`
    : `Made for ${model.day} from members.yaml and the record, without a look at Tally: whether an invite was accepted is not known.`;
}

export function summaryCounts(model: Model): string {
  const grants = model.granted === 1 ? "grant" : "grants";
  const all = `${people(model.members.length)}, ${pluralize(model.workspaces.length, "workspace")}, ${formatNumber(model.granted)} ${grants} held.`;
  const leftOver = model.counts.get("left-over") ?? 0;
  const soon = model.counts.get("soon") ?? 0;
  const stand = (number: number, one: string, many: string) =>
    number > 0 ? [`${formatNumber(number)} ${number === 1 ? one : many}.`] : [];
  return [
    all,
    ...stand(leftOver, "is not asked for", "are not asked for"),
    ...stand(soon, `ends within ${soonDays} days`, `end within ${soonDays} days`),
  ].join(" ");
}

/** How many people are shown. */
export function shownCountText(model: Model, shown: number): string {
  return shown === model.members.length
    ? `All ${people(shown)} shown`
    : `${formatNumber(shown)} of ${people(model.members.length)} shown`;
}

/** The filter as a sentence, for paper. */
export function filterLabel(model: Model, query: Query): string {
  if (!isFiltered(query)) return "Everybody is shown.";
  const parts = [
    query.workspace !== undefined ? [`workspace ${model.workspaces[query.workspace]?.name}`] : [],
    query.group !== undefined ? [`group ${model.groups[query.group]?.name}`] : [],
    query.states.size > 0 ? [[...query.states].map(state => stateLabels[state]).join(" or ")] : [],
    query.words.trim() !== "" ? [`the words “${query.words.trim()}”`] : [],
  ];
  return `Only: ${parts.flat().join("; ")}.`;
}

/** A grant in a few words, as a cell says it to who does not see it. */
export function grantLabel(grant: Grant): string {
  const parts = [stateLabels[grant.status]];
  if (grant.states.includes("left-over")) parts.push(stateLabels["left-over"]);
  if (grant.since !== undefined) parts.push(`since ${dayOf(grant.since)}`);
  if (grant.expires !== undefined) parts.push(`until ${grant.expires}`);
  return parts.join(", ");
}

export function expiryLabel(model: Model, expires: Day): string {
  const days = daysBetween(model.day, expires);
  if (days < 0) return `${expires}, which is past`;
  if (days === 0) return `${expires}, the day of the report`;
  return `${expires}, ${pluralize(days, "day")} after the report`;
}

/** What an apply did. */
export function applyLabel(apply: ReportApply): string {
  return `${apply.isCompacted ? "as a compacted state file says, " : ""}${applyText(apply)}`;
}
