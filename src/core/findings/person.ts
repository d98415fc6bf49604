import { compareText } from "../text/compare.ts";
import type { Email } from "../values/address.ts";
import { dayOf } from "../values/day.ts";
import { compareDesired } from "./desired.ts";
import { compareGranted } from "./granted.ts";
import type { FindingsContext } from "./input.ts";
import { type Finding, type FindingBody, findingKinds, informationKinds, workspacesIn } from "./model.ts";

/** Returns all findings about one person, sorted by kind. Plan, drift, and report use the same findings. */
export function findingsOf(email: Email, context: FindingsContext): readonly Finding[] {
  const person = context.desired.people.get(email);
  return sortFindings([
    ...(person ? compareDesired(person, context) : []),
    ...compareGranted(email, context),
    ...unconfirmed(email, context),
  ]);
}

/** Adds the level to findings, and sorts them by kind, then by person or workspace. */
export function sortFindings(bodies: readonly FindingBody[]): readonly Finding[] {
  return bodies
    .map(body => ({ level: informationKinds.has(body.kind) ? "information" : "drift", ...body }) as const)
    .sort(byKind);
}

function unconfirmed(email: Email, context: FindingsContext): FindingBody[] {
  return (context.unconfirmed.get(email) ?? []).map(({ call, action, at, workspaceIds }) => {
    return { kind: "unconfirmed", email, call, action, since: dayOf(at), workspaceIds };
  });
}

function byKind(a: FindingBody, b: FindingBody): number {
  return (
    findingKinds.indexOf(a.kind) - findingKinds.indexOf(b.kind) || compareText(subjectOf(a), subjectOf(b))
  );
}

/** Returns a sort key: the person or workspace, then what distinguishes two findings about the same person. */
function subjectOf(finding: FindingBody): string {
  const call = "call" in finding ? finding.call : "";
  return [finding.email, ...workspacesIn(finding), call].join("\n");
}
