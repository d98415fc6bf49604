import type { PlannedGrants } from "../plan/model.ts";
import { afterSettling, settleUnconfirmed } from "../plan/resolve.ts";
import type { Recorded, UnconfirmedCall } from "../state/recorded.ts";
import type { Gap } from "../tally/observed.ts";
import { compareText } from "../text/compare.ts";
import { type Email, emailOf } from "../values/address.ts";
import { dayOf } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import { compareDesired } from "./desired.ts";
import { driftKinds, type Finding, type FindingBody, informationKinds } from "./findings.ts";
import type { Compared, DriftBasis } from "./input.ts";
import { compareObserved, compareWorkspaces } from "./observed.ts";

/** What comparing desired, recorded and observed comes to. */
export interface Drift {
  readonly organization: string;
  /** Where the look was not whole. With any, nothing is concluded from what is not shown. */
  readonly gaps: readonly Gap[];
  /** Desired grants that such a look did not show, and of which nothing is said. Sorted by email. */
  readonly unclear: readonly PlannedGrants[];
  /** By kind, then by person or workspace. */
  readonly findings: readonly Finding[];
  readonly summary: DriftSummary;
}

/** The numbers of a comparison. */
export interface DriftSummary {
  /** Findings of each level. */
  readonly drift: number;
  readonly information: number;
  /** People and grants that members.yaml asks for today. */
  readonly people: number;
  readonly grants: number;
}

/** Compares desired, recorded and observed. Nothing is concluded from what a look that was not whole does not show. */
export function findDrift(basis: DriftBasis): Drift {
  const { desired, observed, config } = basis;
  const recorded = afterSettling(basis.recorded, settleUnconfirmed(basis.recorded, observed));
  const compared: Compared = {
    ...basis,
    recorded,
    members: new Map(config.members.map(member => [member.email, member])),
    unsettled: unsettledIn(recorded),
  };
  const people = [...desired.people.values()];
  const wanted = people.map(person => compareDesired(person, compared));
  const findings = [
    ...wanted.flatMap(one => one.findings),
    ...[...observed.people.values()].flatMap(seen => compareObserved(seen, compared)),
    ...compareWorkspaces(config, observed),
    ...recorded.unconfirmed.flatMap(unconfirmedPeople),
  ]
    .map(levelled)
    .sort(byKind);
  const drift = findings.filter(one => one.level === "drift").length;
  return {
    organization: desired.organization,
    gaps: observed.gaps,
    unclear: wanted.flatMap(one => one.unclear),
    findings,
    summary: {
      drift,
      information: findings.length - drift,
      people: people.filter(person => person.workspaceIds.length > 0).length,
      grants: people.reduce((sum, person) => sum + person.workspaceIds.length, 0),
    },
  };
}

/** The result of a comparison as JSON for programs. Same result, same bytes. */
export function formatDrift(drift: Drift): string {
  const findings = drift.findings.map(({ kind, level, email, ...rest }) => ({ kind, level, email, ...rest }));
  return `${JSON.stringify({ formatVersion: 1, ...drift, findings }, null, 2)}\n`;
}

function unsettledIn({ unconfirmed }: Recorded): Compared["unsettled"] {
  const people = new Map<Email, Set<WorkspaceId>>();
  for (const { emails, workspaceIds } of unconfirmed) {
    for (const email of emails.map(emailOf))
      people.set(email, new Set([...(people.get(email) ?? []), ...workspaceIds]));
  }
  return people;
}

function unconfirmedPeople({ call, action, at, emails, workspaceIds }: UnconfirmedCall): FindingBody[] {
  const since = dayOf(at);
  return emails.map(email => {
    return { kind: "unconfirmed", email: emailOf(email), call, action, since, workspaceIds };
  });
}

function levelled(body: FindingBody): Finding {
  const level = informationKinds.has(body.kind) ? "information" : "drift";
  return { level, ...body };
}

function byKind(a: Finding, b: Finding): number {
  return driftKinds.indexOf(a.kind) - driftKinds.indexOf(b.kind) || compareText(subjectOf(a), subjectOf(b));
}

/** The person or the workspace that it is about first, then what tells two findings about the same person apart. */
function subjectOf(finding: Finding): string {
  const ids = "workspaceIds" in finding ? finding.workspaceIds : [];
  const call = "call" in finding ? finding.call : "";
  return [finding.email ?? finding.workspaceId, ...ids, call].join("\n");
}
