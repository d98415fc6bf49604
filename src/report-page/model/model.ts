import type {
  CountStep,
  GrantStatus,
  Report,
  ReportGrant,
  ReportMember,
  ReportWorkspace,
} from "../../core/report/model.ts";
import type { HeadedText } from "../../render/text/headed.ts";

/** What the page shows: the report, with everything that is asked for often counted once. */
export interface Model extends Report, Counts {
  readonly workspaces: readonly Workspace[];
  readonly members: readonly Member[];
}

export interface Counts {
  /** How many grants are held. */
  readonly granted: number;
  /** How many grants are in each state. */
  readonly counts: ReadonlyMap<State, number>;
}

/** A status, or something that stands out. */
export type State = GrantStatus | "left-over" | "soon";

export interface Workspace extends ReportWorkspace, Counts {
  readonly steps: readonly CountStep[];
}

export interface Member extends ReportMember {
  readonly grants: readonly Grant[];
  /** For each workspace the grant, if there is one. */
  readonly cells: readonly (Grant | undefined)[];
  /** How many workspaces the person holds. */
  readonly granted: number;
  /** The first time that a grant was sent or adopted. */
  readonly since: string | undefined;
  /** The flags in words. */
  readonly remarks: string;
  /** What a search looks through, in lower case. */
  readonly text: string;
}

export interface Grant extends ReportGrant {
  readonly states: readonly State[];
  /** What is the matter with it, and what that means and what to do. */
  readonly concern: HeadedText | undefined;
}

/** An end of access within so many days is worth a look. */
export const soonDays = 30;
