import type { DesiredPerson } from "../config/desired.ts";
import type { Recorded, RecordedPerson } from "../state/recorded.ts";
import type { ObservedPerson } from "../tally/observed.ts";
import type { Email } from "../values/address.ts";
import { type Day, dayOf } from "../values/day.ts";
import type { ResendStatus } from "./model.ts";

/** A person, their own entry in the state file, and the whole recorded state. */
interface PersonRecord {
  readonly email: Email;
  readonly record: RecordedPerson | undefined;
  readonly recorded: Recorded;
}

/** Returns the days on which an invite was sent to a person, as far as known. Sorted. */
export function sentDays(
  { email, record, recorded }: PersonRecord,
  seen: ObservedPerson | undefined,
): readonly Day[] {
  const attempts = recorded.failedAttempts.get(email);
  const rejected = recorded.rejected.get(email);
  const times = [
    ...[...(record?.grants.values() ?? [])].flatMap(grant => (grant.adopted ? [] : grant.lastSent)),
    ...(attempts ? [attempts.last] : []),
    ...(rejected ? [rejected.at] : []),
    ...(seen?.invites.flatMap(invite => invite.createdAt ?? []) ?? []),
  ];
  return times.map(dayOf).sort();
}

/** Describes a `resend` date without effect. Undefined if it takes effect, or if nothing was sent before. */
export function pendingResend(
  { email, resend }: DesiredPerson,
  { record, recorded }: Omit<PersonRecord, "email">,
  seen: ObservedPerson | undefined,
): ResendStatus | undefined {
  if (!resend) return undefined;
  const { day, due } = resend;
  const lastSent = sentDays({ email, record, recorded }, seen).at(-1);
  const waits = due ? lastSent !== undefined && lastSent >= day : (record ?? lastSent) !== undefined;
  return waits ? { day, lastSent } : undefined;
}
