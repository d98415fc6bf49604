import type { Desired } from "../config/desired.ts";
import type { Config, Member } from "../config/model.ts";
import type { Recorded } from "../state/recorded.ts";
import type { Observed } from "../tally/observed.ts";
import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** What is compared, and on which day. */
export interface DriftBasis {
  readonly config: Config;
  readonly desired: Desired;
  readonly recorded: Recorded;
  readonly observed: Observed;
  readonly today: Day;
  /** An invite that is pending for so many days is named. */
  readonly pendingDays: number;
}

/** The same once the look has settled what it could. */
export interface Compared extends DriftBasis {
  readonly members: ReadonlyMap<Email, Member>;
  /** The people of the calls of which nobody knows, with the workspaces of those calls. */
  readonly unsettled: ReadonlyMap<Email, ReadonlySet<WorkspaceId>>;
}
