import type { Desired, DesiredPerson } from "../config/desired.ts";
import type { Observed } from "../tally/observed.ts";
import type { Email } from "../values/address.ts";

/** Returns the people who have new email addresses, by each of their previous ones. */
export function successorsIn({ people }: Desired): ReadonlyMap<Email, DesiredPerson> {
  const successors = new Map<Email, DesiredPerson>();
  for (const person of people.values())
    for (const email of person.previously ?? []) successors.set(email, person);
  return successors;
}

/**
 * Whether the access of a previous address must stay: the new one should have access, but live data doesn't show that it
 * has joined all its workspaces.
 */
export function isStillNeeded(
  { email, workspaceIds }: DesiredPerson,
  observed: Observed | undefined,
): boolean {
  if (workspaceIds.length === 0) return false;
  if (!observed) return true;
  if (email === observed.owner || email === observed.self) return false;
  const seen = observed.people.get(email);
  return seen?.userId === undefined || seen.isBlocked || !workspaceIds.every(id => seen.joined.includes(id));
}
