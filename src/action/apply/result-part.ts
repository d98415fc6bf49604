import type { FinishedCall } from "../../core/apply/finished-call.ts";
import type { Resolution } from "../../core/plan/model.ts";
import { applyResolutions } from "../../core/plan/resolve.ts";
import { grantsOf } from "../../core/review/marker.ts";
import type { Recorded } from "../../core/state/recorded.ts";
import { emailOf } from "../../core/values/address.ts";
import type { ApplyReport, SentEarlier } from "../../render/apply/model.ts";

/** Returns the part of a report that is about the grants of one pull request. */
export function partOf(report: ApplyReport, number: number): ApplyReport {
  const { plan, creditedTo } = report;
  const people = plan.people.flatMap(person => {
    const own = grantsOf([person]).filter(grant => creditedTo(grant) === number);
    return own.length > 0 ? [{ ...person, workspaceIds: own.map(grant => grant.workspaceId) }] : [];
  });
  const emails = new Set<string>(people.map(person => person.email));
  const ended = report.ended.flatMap((one): FinishedCall[] => {
    const named = one.call.emails.filter(email => emails.has(emailOf(email)));
    if (named.length === 0) return [];
    const outcome =
      one.outcome.result === "split"
        ? { ...one.outcome, appliedTo: one.outcome.appliedTo.filter(email => named.includes(email)) }
        : one.outcome;
    return [{ ...one, outcome, call: { ...one.call, emails: named } }];
  });
  const summary = { ...plan.summary, people: people.length, adopted: 0, removed: 0 };
  const nothing = { adopt: [], cancel: [], remove: [], forget: [], skipped: [], unconfirmed: [] };
  return { ...report, ended, plan: { ...plan, ...nothing, people, summary }, confirmation: undefined };
}

/**
 * Returns the grants of a pull request that were recorded before this run, including those of earlier unconfirmed calls that this
 * run found to be done.
 */
export function sentEarlier(
  recorded: Recorded,
  resolved: readonly Resolution[],
  number: number,
): readonly SentEarlier[] {
  const { people } = applyResolutions(recorded, resolutionsOf(recorded, resolved));
  return [...people.values()].flatMap(({ email, grants }) => {
    const own = [...grants].filter(([, grant]) => grant.pullRequest === number);
    const [first] = own;
    return first
      ? [{ email, workspaceIds: own.map(([id]) => id).sort(), runUrl: first[1].run, pullRequest: number }]
      : [];
  });
}

/** Returns the pull requests of unconfirmed calls of earlier runs that this run found to be done. */
export function resolvedPulls(recorded: Recorded, resolved: readonly Resolution[]): ReadonlySet<number> {
  const done = resolutionsOf(recorded, resolved).filter(one => one.result === "done");
  const calls = new Set(done.map(one => one.call));
  const numbers = recorded.unconfirmed.flatMap(({ call, provenance }) =>
    calls.has(call) ? (provenance.pullRequest ?? []) : [],
  );
  return new Set(numbers);
}

/** Returns the latest resolution of each call that was recorded as unconfirmed, if it has one. */
function resolutionsOf({ unconfirmed }: Recorded, resolved: readonly Resolution[]): readonly Resolution[] {
  const calls = new Set(unconfirmed.map(one => one.call));
  const known = new Map(resolved.flatMap(one => (calls.has(one.call) ? [[one.call, one] as const] : [])));
  return [...known.values()];
}
