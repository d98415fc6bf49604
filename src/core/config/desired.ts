import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { Config, Entry, Member } from "./model.ts";

/** The grants that a configuration asks for on one day. */
export interface Desired {
  readonly organization: string;
  /** The workspaces that are declared, by their IDs. */
  readonly workspaces: ReadonlyMap<WorkspaceId, unknown>;
  /** Every person of the configuration, those whose access has ended included, by email in sorted order. */
  readonly people: ReadonlyMap<Email, DesiredPerson>;
}

/** What one person should have on that day. */
export interface DesiredPerson {
  readonly email: Email;
  readonly address: string;
  /** Sorted. Empty once all access has ended. */
  readonly workspaceIds: readonly WorkspaceId[];
  /** Workspaces whose last day has passed, sorted, and the latest such day. */
  readonly ended: { readonly workspaceIds: readonly WorkspaceId[]; readonly expires: Day } | undefined;
  /** Invites that went out before this day are sent again; `due` once the day has come. */
  readonly resend: { readonly day: Day; readonly due: boolean } | undefined;
}

/** What is desired on a day. `expires` is the last day of access; `resend` waits for its day, or it would send on every run. */
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
  };
}

function endedOf(
  { entries }: Member,
  active: readonly Entry[],
  workspaceIds: readonly WorkspaceId[],
): DesiredPerson["ended"] {
  const past = entries.filter(entry => !active.includes(entry));
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
