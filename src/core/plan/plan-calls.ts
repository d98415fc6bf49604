import type { StateEvent } from "../state/events.ts";
import type { Provenance } from "../state/provenance.ts";
import type { ActionCall, Call } from "../tally/call.ts";
import { emailOf } from "../values/address.ts";
import type { Plan } from "./model.ts";

/** Returns the calls that take access away, in sending order: cancel invites first, then remove members. */
export function removalCalls({ cancel, remove }: Plan): readonly ActionCall[] {
  const cancels = cancel.flatMap(({ email, inviteIds, workspaceIds }) =>
    inviteIds.map((inviteId, index): ActionCall => {
      const isLast = index === inviteIds.length - 1;
      return { action: "cancel", emails: [email], workspaceIds: isLast ? workspaceIds : [], inviteId };
    }),
  );
  const removes = remove.map(({ email, workspaceIds, userId }): ActionCall => {
    return { action: "remove", emails: [email], workspaceIds, userId };
  });
  return [...cancels, ...removes];
}

/** Returns the calls that send invites, except to the people in `without`. */
export function inviteCalls({ calls }: Plan, without: ReadonlySet<string>): readonly ActionCall[] {
  return calls.flatMap((call: Call): ActionCall[] => {
    const emails = call.emails.filter(spelling => !without.has(emailOf(spelling)));
    return emails.length > 0 ? [{ action: "invite", ...call, emails }] : [];
  });
}

/** Returns the people whose pending invites must be canceled before they get a new one. */
export function peopleToReinvite({ cancel }: Plan): ReadonlySet<string> {
  return new Set(cancel.filter(one => one.because === "resend").map(one => one.email));
}

/** Returns a plan without its calls, so that it only records. `people` stays: they still need their invites. */
export function withoutCalls(plan: Plan): Plan {
  return { ...plan, calls: [], cancel: [], remove: [] };
}

/** Returns the events that an apply records without changing anything in Tally. */
export function recordOnlyEvents(plan: Plan, at: string, provenance: Provenance): readonly StateEvent[] {
  return [
    ...plan.resolved.map((one): StateEvent => ({ event: "outcome", at, ...one, resolvedBy: "live-data" })),
    ...plan.adopt.map((one): StateEvent => ({ event: "adopted", at, ...one, ...provenance })),
    ...plan.lapsed.map((one): StateEvent => ({ event: "lapsed", at, ...one, ...provenance })),
    ...plan.forget.map((one): StateEvent => ({ event: "forgotten", at, ...one, ...provenance })),
  ];
}
