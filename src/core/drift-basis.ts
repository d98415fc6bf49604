import type { Email } from "./address.ts";
import type { Config, Member, WorkspaceId } from "./config.ts";
import type { Day } from "./day.ts";
import type { Desired } from "./desired.ts";
import type { Observed } from "./observed.ts";
import type { Recorded } from "./recorded.ts";

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
