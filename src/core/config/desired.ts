import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { Config, Entry, Member } from "./model.ts";

/** The access that a configuration requests on one day. */
export interface Desired {
  readonly organization: string;
  /** The workspaces that are declared, by their IDs. */
  readonly workspaces: ReadonlyMap<WorkspaceId, unknown>;
  /** Every person in the configuration, including people whose access has ended. Sorted by email. */
  readonly people: ReadonlyMap<Email, DesiredPerson>;
}

/** What one person should have on that day. */
export interface DesiredPerson {
  readonly email: Email;
  /** The address that is sent to Tally. */
  readonly address: string;
  /** Sorted. Empty once all access has ended. */
  readonly workspaceIds: readonly WorkspaceId[];
  /** The workspaces whose last day has passed, sorted, and the latest such day. */
  readonly ended: { readonly workspaceIds: readonly WorkspaceId[]; readonly expires: Day } | undefined;
  /** The day on which invites from before that day are sent again. `due`: whether the day has come. */
  readonly resend: { readonly day: Day; readonly due: boolean } | undefined;
  /** The earlier email addresses of the person, sorted. They keep their access until this address has joined. */
  readonly previously?: readonly Email[] | undefined;
}

/**
 * Returns the access that a configuration requests on a day. A person still has access on the day in `expires`.
 * `resend` waits for its day, because it would otherwise send on every run.
 */
export function desiredOn(today: Day, config: Config): Desired {
  const people = new Map<Email, DesiredPerson>();
  const hasEnded = ({ expires }: Entry) => expires !== undefined && expires < today;
  for (const member of config.members) people.set(member.email, personOn(today, member, hasEnded));
  return { organization: config.organization, workspaces: config.workspaces, people };
}

function personOn(today: Day, member: Member, hasEnded: (entry: Entry) => boolean): DesiredPerson {
  const active = member.entries.some(hasEnded)
    ? member.entries.filter(entry => !hasEnded(entry))
    : member.entries;
  const workspaceIds = union(active);
  return {
    email: member.email,
    address: member.address,
    workspaceIds,
    ended: active === member.entries ? undefined : endedOf(member, active, workspaceIds),
    resend: member.resend === undefined ? undefined : { day: member.resend, due: member.resend <= today },
    previously: member.previously,
  };
}

function endedOf(
  { entries }: Member,
  active: readonly Entry[],
  workspaceIds: readonly WorkspaceId[],
): DesiredPerson["ended"] {
  const kept = new Set(active);
  const past = entries.filter(entry => !kept.has(entry));
  const wanted = new Set(workspaceIds);
  const endedIds = union(past).filter(id => !wanted.has(id));
  const expires = past
    .flatMap(entry => entry.expires ?? [])
    .sort()
    .at(-1);
  return expires !== undefined && endedIds.length > 0 ? { workspaceIds: endedIds, expires } : undefined;
}

function union(entries: readonly Entry[]): readonly WorkspaceId[] {
  const only = entries[0];
  if (only && entries.length === 1) return only.workspaceIds;
  return [...new Set(entries.flatMap(entry => entry.workspaceIds))].sort();
}
