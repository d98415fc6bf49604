import type {
  CountStep,
  GrantStatus,
  Report,
  ReportGrant,
  ReportMember,
  ReportWorkspace,
} from "../../core/report/model.ts";
import type { HeadedText } from "../../render/text/headed.ts";

/** The data of the page: the report, with frequently needed values computed once. */
export interface Model extends Report, Counts {
  readonly workspaces: readonly Workspace[];
  readonly members: readonly Member[];
}

export interface Counts {
  /** The number of grants that are joined, pending, or recorded. */
  readonly granted: number;
  /** The number of grants in each state. */
  readonly counts: ReadonlyMap<State, number>;
}

/** A status or a highlight. */
export type State = GrantStatus | "left-over" | "soon";

export interface Workspace extends ReportWorkspace, Counts {
  readonly steps: readonly CountStep[];
}

export interface Member extends ReportMember {
  readonly grants: readonly Grant[];
  /** The grant for each workspace, if there is one. */
  readonly cells: readonly (Grant | undefined)[];
  /** The number of the person's grants that are joined, pending, or recorded. */
  readonly granted: number;
  /** The first time that a grant was sent or adopted. */
  readonly since: string | undefined;
  /** The flags and the new address, in words. */
  readonly remarks: string;
  /** The text to search, in lowercase. */
  readonly text: string;
}

export interface Grant extends ReportGrant {
  readonly states: readonly State[];
  /** The problem with the grant, what it means, and what to do. */
  readonly concern: HeadedText | undefined;
}

/** Access that ends within this many days is highlighted. */
export const expiresSoonDays = 30;
