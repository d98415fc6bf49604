import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** What members.yaml and the files it includes say, whatever the day. */
export interface Config {
  readonly organization: string;
  /** The name of each declared workspace, by its id. */
  readonly workspaces: ReadonlyMap<WorkspaceId, string>;
  /** The workspaces of each group, by its name. */
  readonly groups: ReadonlyMap<string, readonly WorkspaceId[]>;
  /** Sorted by email. */
  readonly members: readonly Member[];
  readonly settings: Settings;
}

/** One person, whichever files they stand in. */
export interface Member {
  readonly email: Email;
  /** The one spelling of the address that is sent to Tally. */
  readonly address: string;
  readonly name?: string | undefined;
  /** The latest of the days given. */
  readonly resend?: Day | undefined;
  /** One for each file that names the person. */
  readonly entries: readonly Entry[];
}

/** One item of a `members` list. */
export interface Entry {
  /** Sorted, each once, groups resolved. */
  readonly workspaceIds: readonly WorkspaceId[];
  /** The last day on which these workspaces are desired. */
  readonly expires?: Day | undefined;
  /** Where it stands: the file and the index in its list. */
  readonly file: string;
  readonly index: number;
}

/** The guards and limits of a configuration, with their defaults filled in. */
export interface Settings {
  /** In lower-case ASCII; any other domain is refused. Nothing where every domain is allowed. */
  readonly allowedDomains: readonly string[] | undefined;
  /** The most people that one apply may invite. */
  readonly maxInvites: number;
  readonly maxEmailsPerCall: number;
  /** What happens when somebody whose invite is pending needs a further workspace. */
  readonly pendingChanges: "send" | "report";
  readonly removals: "report" | "apply";
  /** A number of people, or a share such as `25%`. */
  readonly maxRemovals: number | string;
  /** Sorted. Never removed or cancelled. */
  readonly protected: readonly Email[];
}
