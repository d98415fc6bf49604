import type { Drift } from "../../core/drift/drift.ts";
import { gapText } from "../plan/sections.ts";
import { count, listed } from "../text/plural.ts";

/** `3 differences`. */
export function differences({ summary }: Drift): string {
  return count(summary.drift, "difference");
}

/** What members.yaml asks for: `30 grants of 12 people`. */
export function askedFor({ summary }: Drift): string {
  return `${count(summary.grants, "grant")} of ${count(summary.people, "person", "people")}`;
}

/** The one sentence of a comparison in which nothing disagrees. */
export function noDriftSentence(drift: Drift): string {
  const { people, grants } = drift.summary;
  const sizes = `${count(people, "person", "people")}, ${count(grants, "grant")}`;
  return drift.gaps.length > 0
    ? `No drift in what Tally showed (members.yaml: ${sizes}).`
    : `No drift: members.yaml, the record and Tally agree (${sizes}).`;
}

/** What the look lacked, and of how much nothing is said for that; nothing where it was whole. */
export function unclearSentence({ gaps, unclear }: Drift): string | undefined {
  if (gaps.length === 0) return undefined;
  const grants = unclear.reduce((sum, one) => sum + one.workspaceIds.length, 0);
  const whose = `${count(grants, "grant")} of ${count(unclear.length, "person", "people")}`;
  const said =
    grants === 0
      ? ""
      : ` ${whose} in members.yaml ${grants === 1 ? "was" : "were"} not shown, and may be there.`;
  return `${listed(gaps.map(gapText))}. So nothing is concluded from what is not shown.${said}`;
}
