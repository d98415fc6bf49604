import type { Desired } from "../config/desired.ts";
import type { Config, Member } from "../config/model.ts";
import { applyResolutions, resolveUnconfirmed } from "../plan/resolve.ts";
import type { Recorded } from "../state/recorded.ts";
import type { Observed } from "../tally/observed.ts";
import { type Email, emailOf } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

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
  /** The people in unconfirmed calls, with the workspaces of those calls. */
  readonly unconfirmed: ReadonlyMap<Email, ReadonlySet<WorkspaceId>>;
}

/** Resolves the unconfirmed calls that live data can resolve, and indexes the data by person. */
export function findingsContext(input: FindingsInput): FindingsContext {
  const { observed, config } = input;
  const recorded = observed
    ? applyResolutions(input.recorded, resolveUnconfirmed(input.recorded, observed))
    : input.recorded;
  const unconfirmed = new Map<Email, Set<WorkspaceId>>();
  for (const { emails, workspaceIds } of recorded.unconfirmed) {
    for (const email of emails.map(emailOf))
      unconfirmed.set(email, new Set([...(unconfirmed.get(email) ?? []), ...workspaceIds]));
  }
  const members = new Map(config.members.map(member => [member.email, member]));
  return { ...input, recorded, members, unconfirmed };
}
