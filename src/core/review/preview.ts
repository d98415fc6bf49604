import type { Desired, DesiredPerson } from "../config/desired.ts";
import type { Plan, PlannedPerson, Skipped } from "../plan/model.ts";
import type { MembershipChange } from "../plan/policy-change.ts";
import { compareText } from "../text/compare.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** Returns the desired state after a merge. For each person, uses `after` if it differs from `before`, otherwise `tip`. */
export function mergeDesired(before: Desired, after: Desired, tip: Desired): Desired {
  const emails = [...new Set([...after.people.keys(), ...tip.people.keys()])].sort(compareText);
  const people = emails.flatMap(email => {
    const [old, mine, theirs] = [before, after, tip].map(one => one.people.get(email));
    const merged = isSame(old, mine) ? theirs : mine;
    return merged ? [[email, merged] as const] : [];
  });
  return { ...after, people: new Map(people) };
}

/** Returns the people whose desired grants differ, each with both lists. A list is empty if nothing is desired. */
export function membershipChanges(before: Desired, after: Desired): readonly MembershipChange[] {
  const emails = [...new Set([...before.people.keys(), ...after.people.keys()])].sort(compareText);
  return emails.flatMap(email => {
    const [old, now] = [before, after].map(one => one.people.get(email)?.workspaceIds ?? []);
    const [from = [], to = []] = [old, now];
    return from.join() === to.join() ? [] : [{ email, before: from, after: to }];
  });
}

/** A part of a plan. */
export interface PlanPart {
  readonly people: readonly PlannedPerson[];
  readonly skipped: readonly Skipped[];
}

/** Splits a plan into what another plan lacks and what both have. */
export function partitionPlan(
  plan: Plan,
  other: Plan,
): { readonly added: PlanPart; readonly existing: PlanPart } {
  const ids = new Map(other.people.map(person => [person.email, new Set(person.workspaceIds)]));
  const skipped = new Set(other.skipped.map(one => JSON.stringify(one)));
  const peopleWith = (isIn: (person: PlannedPerson, id: WorkspaceId) => boolean) =>
    plan.people.flatMap(person => {
      const workspaceIds = person.workspaceIds.filter(id => isIn(person, id));
      return workspaceIds.length > 0 ? [{ ...person, workspaceIds }] : [];
    });
  const isCommon = (person: PlannedPerson, id: WorkspaceId) => ids.get(person.email)?.has(id) === true;
  return {
    added: {
      people: peopleWith((person, id) => !isCommon(person, id)),
      skipped: plan.skipped.filter(one => !skipped.has(JSON.stringify(one))),
    },
    existing: {
      people: peopleWith(isCommon),
      skipped: plan.skipped.filter(one => skipped.has(JSON.stringify(one))),
    },
  };
}

function isSame(a: DesiredPerson | undefined, b: DesiredPerson | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
