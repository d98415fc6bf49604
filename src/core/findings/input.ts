import type { Desired, DesiredPerson } from "../config/desired.ts";
import type { Config, Member } from "../config/model.ts";
import { applyResolutions, resolveUnconfirmed } from "../plan/resolve.ts";
import { successorsIn } from "../plan/successors.ts";
import type { Recorded, UnconfirmedCall } from "../state/recorded.ts";
import type { Observed } from "../tally/observed.ts";
import { type Email, emailOf } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import { likelySuccessors } from "./likely-successor.ts";

/** The data that findings are made from. */
export interface FindingsInput {
  readonly config: Config;
  readonly desired: Desired;
  readonly recorded: Recorded;
  /** Live data, if Tally was checked. */
  readonly observed: Observed | undefined;
  readonly today: Day;
  /** The number of days after which a pending invite is a finding. */
  readonly pendingDays: number;
}

/** The data that findings are made from, after live data has resolved all unconfirmed calls that it can. */
export interface FindingsContext extends FindingsInput {
  readonly members: ReadonlyMap<Email, Member>;
  /** The members who have new email addresses, by each of their previous ones. */
  readonly successors: ReadonlyMap<Email, DesiredPerson>;
  /** Finds the only member who looks like the same person as someone with another email address and this name. */
  readonly likelySuccessor: (email: Email, name: string | undefined) => Email | undefined;
  /** The unconfirmed calls of each person. */
  readonly unconfirmed: ReadonlyMap<Email, readonly UnconfirmedCall[]>;
}

/** Resolves the unconfirmed calls that live data can resolve, and indexes the data by person. */
export function findingsContext(input: FindingsInput): FindingsContext {
  const { observed, config } = input;
  const recorded = observed
    ? applyResolutions(input.recorded, resolveUnconfirmed(input.recorded, observed))
    : input.recorded;
  const unconfirmed = new Map<Email, UnconfirmedCall[]>();
  for (const call of recorded.unconfirmed) {
    for (const email of new Set(call.emails.map(emailOf))) {
      const calls = unconfirmed.get(email);
      if (calls) calls.push(call);
      else unconfirmed.set(email, [call]);
    }
  }
  const members = new Map(config.members.map(member => [member.email, member]));
  const successors = successorsIn(input.desired);
  return {
    ...input,
    recorded,
    members,
    successors,
    likelySuccessor: likelySuccessors(config, observed),
    unconfirmed,
  };
}
