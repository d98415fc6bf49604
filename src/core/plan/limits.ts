import type { Settings } from "../config/model.ts";
import type { Recorded } from "../state/recorded.ts";
import type { Observed } from "../tally/observed.ts";
import type { ExceededLimit, PlannedPerson } from "./model.ts";
import type { RemovalPlan } from "./removal.ts";

/** A share is not taken of an organization of fewer people: it would come to nobody. */
const minPeopleForPercentage = 10;
const maxRemovalsOfFewPeople = 2;

/** What the limits are checked against. */
interface LimitsInput {
  /** Whom the plan invites. */
  readonly people: readonly PlannedPerson[];
  readonly removals: readonly RemovalPlan[];
  /** Whether members.yaml lists nobody. */
  readonly listsNobody: boolean;
  readonly settings: Settings;
  readonly recorded: Recorded;
  readonly observed: Observed | undefined;
}

/** The limits that a plan exceeds, with their numbers. Unless Tally was checked, they are counted from the state file. */
export function exceededLimits({
  people,
  removals,
  listsNobody,
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
    ...(left > 0 && listsNobody ? [{ guard: "emptyMembers", count: left } as const] : []),
  ];
}

/** The people who have access as the state file has it. */
function countRecorded({ people }: Recorded): number {
  const hasAccess = (grants: Iterable<{ readonly lapsed?: unknown }>) =>
    [...grants].some(({ lapsed }) => lapsed === undefined);
  return [...people.values()].filter(({ grants }) => hasAccess(grants.values())).length;
}

/** How many people `settings.maxRemovals` lets one apply remove from an organization of so many. */
export function maxRemovalsOf(setting: number | string, people: number): number {
  if (typeof setting === "number") return setting;
  const share = Number.parseInt(setting, 10);
  if (people < minPeopleForPercentage) return share === 0 ? 0 : maxRemovalsOfFewPeople;
  return Math.floor((people * share) / 100);
}
