import type { Drift } from "../../core/drift/drift.ts";
import { type DriftLevel, driftKinds, type Finding } from "../../core/drift/findings.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { gapText } from "../plan/sections.ts";
import { count, listed } from "../text/plural.ts";
import { type FindingWords, wordsFor } from "./messages.ts";

/** The findings that stand under one head. */
export interface DriftBlock extends FindingWords {
  /** What the rows are about: people or workspaces, and how many. */
  readonly size: string;
  readonly findings: readonly Finding[];
}

/** The findings of a level by their heads, in the order of the kinds; of one kind, what presses most first. */
export function blocksOfDrift({ findings }: Drift, level: DriftLevel): readonly DriftBlock[] {
  const blocks = new Map<string, { readonly words: FindingWords; readonly findings: Finding[] }>();
  for (const finding of findings.filter(one => one.level === level).toSorted(byUrgency)) {
    const words = wordsFor(finding);
    const block = blocks.get(words.head) ?? { words, findings: [] };
    block.findings.push(finding);
    blocks.set(words.head, block);
  }
  return [...blocks.values()].map(block => ({
    ...block.words,
    size: sizeOf(block.findings),
    findings: block.findings,
  }));
}

/** The workspaces that a finding is about. */
export function workspacesIn(finding: Finding): readonly WorkspaceId[] {
  if (finding.workspaceId !== undefined) return [finding.workspaceId];
  return "workspaceIds" in finding ? finding.workspaceIds : [];
}

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

function byUrgency(a: Finding, b: Finding): number {
  return driftKinds.indexOf(a.kind) - driftKinds.indexOf(b.kind) || urgencyOf(a) - urgencyOf(b);
}

/** The lower, the more it presses. */
function urgencyOf(finding: Finding): number {
  if (finding.kind === "pending-long") return -finding.threshold;
  if (finding.kind === "expires-soon") return finding.threshold;
  return finding.kind === "not-invited" && finding.reason !== undefined ? 1 : 0;
}

function sizeOf(findings: readonly Finding[]): string {
  const people = new Set(findings.flatMap(one => one.email ?? []));
  return people.size > 0 ? count(people.size, "person", "people") : count(findings.length, "workspace");
}
