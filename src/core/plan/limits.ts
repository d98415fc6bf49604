import type { ExceededLimit, PlannedPerson, PlannedRemoval } from "./model.ts";
import type { RemovalInput } from "./removal.ts";

/** A share is not taken of an organization of fewer people: it would come to nobody. */
const minPeopleForPercentage = 10;
const maxRemovalsOfFewPeople = 2;

/** The guards that an apply runs into, with their numbers. */
export function exceededLimits(
  people: readonly PlannedPerson[],
  removals: readonly PlannedRemoval[],
  { desired, settings, observed }: Omit<RemovalInput, "isUnconfirmed">,
): readonly ExceededLimit[] {
  const { maxInvites, maxRemovals } = settings;
  const of = observed?.people.size ?? 0;
  const limit = maxRemovalsOf(maxRemovals, of);
  const [count, removed] = [people.length, removals.length];
  const unknown = observed
    ? [...new Set(people.flatMap(one => one.workspaceIds.filter(id => !observed.workspaces.has(id))))].sort()
    : [];
  return [
    ...(unknown.length > 0 ? [{ guard: "unknownWorkspaces", workspaceIds: unknown } as const] : []),
    ...(count > maxInvites ? [{ guard: "maxInvites", count, limit: maxInvites } as const] : []),
    ...(removed > limit
      ? [{ guard: "maxRemovals", count: removed, limit, of, setting: maxRemovals } as const]
      : []),
    ...(removed > 0 && desired.people.size === 0 ? [{ guard: "emptyMembers", count: removed } as const] : []),
  ];
}

/** How many people `settings.maxRemovals` lets one apply remove from an organization of so many. */
export function maxRemovalsOf(setting: number | string, people: number): number {
  if (typeof setting === "number") return setting;
  const share = Number.parseInt(setting, 10);
  if (people < minPeopleForPercentage) return share === 0 ? 0 : maxRemovalsOfFewPeople;
  return Math.floor((people * share) / 100);
}
