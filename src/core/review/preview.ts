import type { Desired, DesiredPerson } from "../config/desired.ts";
import type { Plan, PlannedPerson, Skipped } from "../plan/model.ts";
import type { MembershipChange } from "../plan/policy-change.ts";
import { successorsIn } from "../plan/successors.ts";
import { compareText } from "../text/compare.ts";
import type { Email } from "../values/address.ts";
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

/**
 * Returns the people whose desired grants or email addresses differ, each with the grants before and after. A list is
 * empty if nothing is desired. A person with a new address is one change.
 */
export function membershipChanges(before: Desired, after: Desired): readonly MembershipChange[] {
  const successors = successorsIn(after);
  const emails = [...new Set([...before.people.keys(), ...after.people.keys()])]
    .filter(email => !successors.has(email) || after.people.has(email))
    .sort(compareText);
  return emails.flatMap((email): MembershipChange[] => {
    const previously = (after.people.get(email)?.previously ?? []).filter(old => before.people.has(old));
    const from = grantsOfAll(before, [email, ...previously]);
    const to = grantsOfAll(after, [email]);
    if (previously.length > 0) return [{ email, previously, before: from, after: to }];
    return from.join() === to.join() ? [] : [{ email, before: from, after: to }];
  });
}

function grantsOfAll({ people }: Desired, emails: readonly Email[]): readonly WorkspaceId[] {
  const lists = emails.flatMap(email => people.get(email)?.workspaceIds ?? []);
  return [...new Set(lists)].sort();
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
