import type { Settings } from "../config/model.ts";
import type { Recorded } from "../state/recorded.ts";
import type { Observed } from "../tally/observed.ts";
import type { ExceededLimit, PlannedPerson } from "./model.ts";
import type { RemovalPlan } from "./removal.ts";

/** The smallest organization to which a percentage applies. In a smaller one, it could round down to nobody. */
const minPeopleForPercentage = 10;
const maxRemovalsOfFewPeople = 2;

/** The input of `exceededLimits`. */
interface LimitsInput {
  /** The people that the plan invites. */
  readonly people: readonly PlannedPerson[];
  readonly removals: readonly RemovalPlan[];
  /** Whether members.yaml has no members. */
  readonly hasNoMembers: boolean;
  readonly settings: Settings;
  readonly recorded: Recorded;
  readonly observed: Observed | undefined;
}

/** Returns the limits that a plan exceeds, with their numbers. Without live data, counts people in the state file. */
export function exceededLimits({
  people,
  removals,
  hasNoMembers,
  settings,
  recorded,
  observed,
}: LimitsInput): readonly ExceededLimit[] {
  const { maxInvites, maxRemovals } = settings;
  const of = observed?.people.size ?? countRecorded(recorded);
  const limit = maxRemovalsOf(maxRemovals, of);
  const isRemoval = ({ removal, skipped }: RemovalPlan) =>
    removal !== undefined || skipped?.reason === "needs-live-data";
  const [count, removed] = [people.length, removals.filter(isRemoval).length];
  const left = removals.filter(({ removal, skipped }) => removal ?? skipped).length;
  const unknown = observed
    ? [...new Set(people.flatMap(one => one.workspaceIds.filter(id => !observed.workspaces.has(id))))].sort()
    : [];
  return [
    ...(unknown.length > 0 ? [{ guard: "unknownWorkspaces", workspaceIds: unknown } as const] : []),
    ...(count > maxInvites ? [{ guard: "maxInvites", count, limit: maxInvites } as const] : []),
    ...(removed > limit
      ? [{ guard: "maxRemovals", count: removed, limit, of, setting: maxRemovals } as const]
      : []),
    ...(left > 0 && hasNoMembers ? [{ guard: "emptyMembers", count: left } as const] : []),
  ];
}

/** Counts the people who have access according to the state file. */
function countRecorded({ people }: Recorded): number {
  const hasAccess = (grants: Iterable<{ readonly lapsed?: unknown }>) =>
    [...grants].some(({ lapsed }) => lapsed === undefined);
  return [...people.values()].filter(({ grants }) => hasAccess(grants.values())).length;
}

/** Returns how many people one apply may remove, given `settings.maxRemovals` and the number of people. */
export function maxRemovalsOf(setting: number | string, people: number): number {
  if (typeof setting === "number") return setting;
  const share = Number.parseInt(setting, 10);
  if (people < minPeopleForPercentage) return share === 0 ? 0 : maxRemovalsOfFewPeople;
  return Math.floor((people * share) / 100);
}
