import type { GrantStatus, ReportApply } from "./model.ts";

/**
 * A `Report` in which every time, origin and set of facts stands once and is named by its place in a list: what the page of the
 * report carries. Ten thousand people in forty workspaces take a tenth of what the report takes as JSON.
 */
export interface PackedReport {
  readonly organization: string;
  readonly day: string;
  readonly live: boolean;
  /** Where the look was not whole, in words. */
  readonly missing: readonly string[];
  /** Every time that is named below, ISO 8601 in UTC, sorted. */
  readonly times: readonly string[];
  readonly workspaces: readonly PackedWorkspace[];
  readonly groups: readonly PackedGroup[];
  readonly origins: readonly PackedOrigin[];
  /** What may be the matter with a grant, and what is special about a person, in words. */
  readonly concerns: readonly PackedConcern[];
  readonly flags: readonly string[];
  readonly facts: readonly PackedFact[];
  /** The distinct sets of grants that members have: for each fact, the fact and the workspaces it holds for. */
  readonly sets: readonly (readonly (readonly number[])[])[];
  readonly members: readonly PackedMember[];
  readonly applies: readonly PackedApply[];
  /** In the order of `workspaces`: time, people, time, people and so on. */
  readonly growth: readonly (readonly number[])[];
}

export interface PackedWorkspace {
  readonly id: string;
  readonly name: string;
  readonly isDeclared: boolean;
}

export interface PackedGroup {
  readonly name: string;
  readonly workspaces: readonly number[];
}

export type PackedOrigin = Pick<ReportApply, "commit" | "pullRequests" | "run">;

export type PackedConcern = readonly [head: string, meaning: string];

/** What is known of a grant besides whose and of which workspace it is. */
export type PackedFact = readonly [
  status: GrantStatus,
  isDesired: boolean,
  isAdopted: boolean,
  since: number | null,
  lastSent: number | null,
  expires: string | null,
  origin: number,
  concern: number | null,
  /** Nobody asks for it, and it may be there still. */
  isLeftOver: boolean,
];

export type PackedMember = readonly [
  email: string,
  name: string | null,
  note: string | null,
  groups: readonly number[],
  flags: readonly number[],
  set: number,
];

export interface PackedApply extends Omit<ReportApply, keyof PackedOrigin | "at" | "isCompacted"> {
  readonly at: number;
  readonly origin: number;
  /** What it did, in words. */
  readonly did: string;
}
