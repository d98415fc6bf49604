import { type Finding, findingKinds } from "../../core/findings/model.ts";
import { groupBy } from "../../core/text/group-by.ts";
import type { HeadedText } from "../text/headed.ts";
import { pluralize } from "../text/plural.ts";
import { findingText } from "./messages.ts";

/** The findings under one heading. */
export interface FindingGroup extends HeadedText {
  /** The number of people or workspaces, such as `3 people`. */
  readonly size: string;
  readonly findings: readonly Finding[];
}

/** Groups findings by heading, in the order of the kinds. Within a kind, the most urgent are first. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const keyOf = (one: Finding) => Object.values(findingText(one)).join();
  return [...groupBy(findings.toSorted(byUrgency), keyOf).values()].map(own => ({
    ...findingText(own[0]),
    size: sizeOf(own),
    findings: own,
  }));
}

function byUrgency(a: Finding, b: Finding): number {
  return findingKinds.indexOf(a.kind) - findingKinds.indexOf(b.kind) || urgencyOf(a) - urgencyOf(b);
}

/** Returns a lower number for a more urgent finding of a kind. */
function urgencyOf(finding: Finding): number {
  if (finding.kind === "pending-long") return -finding.threshold;
  if (finding.kind === "expires-soon") return finding.threshold;
  return finding.kind === "not-invited" && finding.reason !== undefined ? 1 : 0;
}

function sizeOf(findings: readonly Finding[]): string {
  const people = new Set(findings.flatMap(one => one.email ?? []));
  return people.size > 0 ? pluralize(people.size, "person") : pluralize(findings.length, "workspace");
}
