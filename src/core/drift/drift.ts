import type { Config } from "../config/model.ts";
import { type FindingsContext, type FindingsInput, findingsContext } from "../findings/input.ts";
import { type Finding, type FindingBody, type FindingKind, workspacesIn } from "../findings/model.ts";
import { findingsOf, sortFindings } from "../findings/person.ts";
import type { PlannedGrants } from "../plan/model.ts";
import { grantsInTally, isComplete, type MissingData, type Observed } from "../tally/observed.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** The result of comparing the desired, recorded, and observed state. */
export interface Drift {
  readonly organization: string;
  /** Lists that Tally returned incompletely. If there are any, a grant that Tally doesn't show may still exist. */
  readonly missing: readonly MissingData[];
  /** Desired grants that incomplete live data doesn't show, and that no finding is about. Sorted by email. */
  readonly unclear: readonly PlannedGrants[];
  /** Sorted by kind, and then by person or workspace. */
  readonly findings: readonly Finding[];
  readonly summary: DriftSummary;
}

/** The counts of a comparison. */
export interface DriftSummary {
  /** The number of findings at each level. */
  readonly drift: number;
  readonly information: number;
  /** The number of people and grants that members.yaml requests today. */
  readonly people: number;
  readonly grants: number;
}

/** The input of a drift comparison. */
export interface DriftInput extends FindingsInput {
  readonly observed: Observed;
}

/** Compares the desired, recorded, and observed state. Incomplete live data proves nothing about what it lacks. */
export function findDrift(input: DriftInput): Drift {
  const { desired, observed, config } = input;
  const context = findingsContext(input);
  const emails = new Set([
    ...desired.people.keys(),
    ...observed.people.keys(),
    ...context.unconfirmed.keys(),
  ]);
  const findings = sortFindings([
    ...[...emails].flatMap(email => findingsOf(email, context)).flatMap(one => shownByTally(one, input)),
    ...compareWorkspaces(config, observed),
  ]);
  const people = [...desired.people.values()];
  const drift = findings.filter(one => one.level === "drift").length;
  return {
    organization: desired.organization,
    missing: observed.missing,
    unclear: isComplete(observed) ? [] : unclearGrants(context, observed, findings),
    findings,
    summary: {
      drift,
      information: findings.length - drift,
      people: people.filter(person => person.workspaceIds.length > 0).length,
      grants: people.reduce((sum, person) => sum + person.workspaceIds.length, 0),
    },
  };
}

/** Limits a finding to declared workspaces and to what Tally shows. Returns none if nothing remains. */
function shownByTally(finding: Finding, { config, observed }: DriftInput): Finding[] {
  if ("status" in finding && finding.status === "recorded") return [];
  if (finding.kind === "extra-workspace") {
    const workspaceIds = finding.workspaceIds.filter(id => config.workspaces.has(id));
    return workspaceIds.length > 0 ? [{ ...finding, workspaceIds }] : [];
  }
  const isSkipped = finding.kind === "not-invited" && finding.reason !== undefined;
  return isSkipped && !isComplete(observed) ? [] : [finding];
}

const missingKinds: ReadonlySet<FindingKind> = new Set<FindingKind>([
  "not-invited",
  "pending-unknown",
  "lapsed",
]);

/** Returns the desired grants that Tally doesn't show and no finding is about. */
function unclearGrants(
  { desired, unconfirmed }: FindingsContext,
  observed: Observed,
  findings: readonly Finding[],
): readonly PlannedGrants[] {
  const missing = findings.filter(one => missingKinds.has(one.kind));
  const named = new Set(missing.flatMap(one => workspacesIn(one).map(id => `${one.email} ${id}`)));
  return [...desired.people.values()].flatMap(({ email, workspaceIds: wanted }) => {
    const shown = grantsInTally(observed.people.get(email));
    const inCalls = new Set(unconfirmed.get(email)?.flatMap(call => call.workspaceIds));
    const workspaceIds = wanted.filter(
      id => !shown.has(id) && !inCalls.has(id) && !named.has(`${email} ${id}`),
    );
    return workspaceIds.length > 0 ? [{ email, workspaceIds }] : [];
  });
}

/** Formats a comparison as JSON for programs. Identical input gives identical bytes. */
export function formatDrift(drift: Drift): string {
  const findings = drift.findings.map(({ kind, level, email, ...rest }) => ({ kind, level, email, ...rest }));
  return `${JSON.stringify({ formatVersion: 1, ...drift, findings }, null, 2)}\n`;
}

/**
 * Finds the workspaces that only members.yaml or only Tally has. An invite may name a workspace that Tally's
 * list of workspaces lacks.
 */
function compareWorkspaces({ workspaces }: Config, observed: Observed): FindingBody[] {
  const people = new Map<WorkspaceId, number>([...observed.workspaces.keys()].map(id => [id, 0]));
  for (const seen of observed.people.values())
    for (const id of grantsInTally(seen)) people.set(id, (people.get(id) ?? 0) + 1);
  return [
    ...[...workspaces.keys()]
      .filter(id => !observed.workspaces.has(id))
      .map(workspaceId => ({ kind: "unknown-workspace", workspaceId }) as const),
    ...[...people]
      .filter(([id]) => !workspaces.has(id))
      .map(([workspaceId, count]) => {
        return { kind: "undeclared-workspace", workspaceId, people: count } as const;
      }),
  ];
}
