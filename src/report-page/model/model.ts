import type { GrantStatus } from "../../core/report/model.ts";
import type {
  PackedApply,
  PackedConcern,
  PackedGroup,
  PackedOrigin,
  PackedWorkspace,
} from "../../core/report/packed.ts";

/** What the page shows, with everything that is asked for often counted once. */
export interface Model {
  readonly organization: string;
  readonly day: string;
  readonly live: boolean;
  readonly missing: readonly string[];
  readonly workspaces: readonly Workspace[];
  readonly groups: readonly PackedGroup[];
  readonly members: readonly Member[];
  readonly facts: readonly Grant[];
  readonly applies: readonly Apply[];
  /** All grants that stand in the matrix, and those that are held. */
  readonly grants: number;
  readonly granted: number;
  /** How many grants are in each state. */
  readonly counts: ReadonlyMap<State, number>;
}

/** A status, or something that stands out. */
export type State = GrantStatus | "left-over" | "soon";

export interface Workspace extends PackedWorkspace {
  readonly steps: readonly Step[];
  /** How many people hold it. */
  readonly people: number;
  readonly counts: ReadonlyMap<State, number>;
}

export interface Step {
  readonly at: string;
  readonly people: number;
}

export interface Member {
  readonly email: string;
  readonly name: string | undefined;
  readonly note: string | undefined;
  readonly groups: readonly number[];
  readonly flags: readonly string[];
  /** For each workspace the fact of the grant, or 0 where there is none. Shared between members that have the same grants. */
  readonly cells: Int32Array;
  /** How many workspaces the person holds. */
  readonly granted: number;
  /** The first time that a grant was sent or adopted. */
  readonly since: string | undefined;
  /** What a search looks through, in lower case. */
  readonly text: string;
}

export interface Grant {
  readonly status: GrantStatus;
  readonly states: readonly State[];
  readonly isDesired: boolean;
  readonly isAdopted: boolean;
  readonly isGranted: boolean;
  readonly since: string | undefined;
  readonly lastSent: string | undefined;
  readonly expires: string | undefined;
  readonly origin: PackedOrigin;
  /** What is the matter with it, and what that means and what to do. */
  readonly concern: PackedConcern | undefined;
}

export interface Apply extends Omit<PackedApply, "at" | "origin"> {
  readonly at: string;
  readonly origin: PackedOrigin;
}

/** An end of access within so many days is worth a look. */
export const soonDays = 30;

/** Days from one calendar day to another; negative where the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
