import type { Member } from "../config/model.ts";
import { type SimilarMembers, similarMembers } from "../config/similar-members.ts";
import type { PlannedPerson } from "../plan/model.ts";
import type { StateEvent } from "../state/events.ts";
import { groupBy } from "../text/group-by.ts";
import { type Email, emailOf } from "../values/address.ts";
import { type Day, dayOf } from "../values/day.ts";

/** What a reviewer should know about a person: another member is similar, or an earlier invite is no longer recorded. */
export type PersonNote =
  | { readonly kind: SimilarMembers["kind"]; readonly other: Email }
  | { readonly kind: "invited-before"; readonly day: Day };

/** Returns the notes about the people that a plan invites. */
export function personNotes(
  people: readonly PlannedPerson[],
  members: readonly Member[],
  events: readonly StateEvent[],
): ReadonlyMap<Email, readonly PersonNote[]> {
  const similar = similarMembers(members).flatMap(({ kind, email, other }) => [
    { person: email, note: { kind, other } },
    { person: other, note: { kind, other: email } },
  ]);
  const days = lastInvites(events);
  const invited = people.flatMap(({ email, recorded }) => {
    const day = recorded ? undefined : days.get(email);
    return day === undefined ? [] : [{ person: email, note: { kind: "invited-before", day } as const }];
  });
  const emails = new Set(people.map(({ email }) => email));
  const all = [...similar.filter(({ person }) => emails.has(person)), ...invited];
  return new Map(
    [...groupBy(all, ({ person }) => person)].map(([email, own]) => [email, own.map(({ note }) => note)]),
  );
}

/** Returns the day of the last invite that was sent to each person, even if it is no longer recorded. */
function lastInvites(events: readonly StateEvent[]): ReadonlyMap<Email, Day> {
  const intents = new Map<string, readonly string[]>();
  const days = new Map<Email, Day>();
  for (const event of events) {
    if (event.event === "intent" && event.action === "invite") intents.set(event.call, event.emails);
    if (event.event !== "outcome" || (event.result !== "done" && event.result !== "split")) continue;
    const invited = intents.get(event.call);
    if (invited) for (const email of event.emails ?? invited) days.set(emailOf(email), dayOf(event.at));
  }
  return days;
}
