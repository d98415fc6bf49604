import type { Confirmation } from "../core/apply/confirm.ts";
import type { TallyConnection, WaitReason } from "../core/apply/connection.ts";
import type { FinishedCall } from "../core/apply/finished-call.ts";
import type { SentPlan } from "../core/apply/summary.ts";
import type { Failure, RunStopReason } from "../core/failure/failure.ts";
import type { Plan, Resolution } from "../core/plan/model.ts";
import type { PlannedGrant } from "../core/review/marker.ts";
import type { Provenance } from "../core/state/provenance.ts";
import type { Observed } from "../core/tally/observed.ts";
import type { Result } from "../core/values/result.ts";
import type { Io } from "../io/io.ts";
import type { Inputs, LoadProblem } from "./inputs/model.ts";
import type { StateStore } from "./inputs/store.ts";

/** The inputs of one iteration, and the store for its events. */
export interface SourceInputs extends Inputs {
  readonly store: StateStore;
  /** The commit and the run that events are recorded with. */
  readonly provenance: Provenance;
  /** Whether the newest configuration still requests the same as when a plan was made. Called before and after each push of intents. */
  isCurrent(planned: Planned): Promise<boolean>;
}

/** The source of the configuration and the state. */
export interface Source {
  /** Loads both as they are now. */
  load(): Promise<Result<SourceInputs, LoadProblem>>;
}

/** A plan and everything that it was made from. */
export interface Planned {
  readonly inputs: SourceInputs;
  readonly plan: Plan;
  /** The plan made from the state file alone. */
  readonly offline: Plan;
  /** The live data, if Tally was checked. */
  readonly observed: Observed | undefined;
}

/** The approval of a plan. */
export interface Approved {
  readonly ok: true;
  /** The pull request that made a grant desired, if one is known. */
  readonly creditedTo: (grant: PlannedGrant) => number | undefined;
}

/** The approval of a plan, or why it may not be applied. Without a failure, the user answered no. */
export type Approval = Approved | { readonly ok: false; readonly failure: Failure | undefined };

/**
 * Why the rest is planned again. moved: the state or the configuration changed. expired: a call wasn't sent soon enough after its
 * intent was recorded.
 */
export type RepeatReason = "moved" | "expired";

/** Receives what happens during a run, to show it to users. */
export interface Listener {
  /** Called with the inputs of an iteration. The first iteration is 1. */
  loaded(inputs: Inputs, iteration: number): Promise<void>;
  /** Called when Rollcall waits before it goes on, with the time in milliseconds if it is known. */
  waiting(reason: WaitReason, milliseconds: number | undefined): void;
  /** Called whenever Rollcall uses Tally's clock because this machine's clock is ahead of it, with the milliseconds. */
  clockSkewed(milliseconds: number): void;
  /** Called when another iteration begins, because the rest must be planned again. */
  repeating(reason: RepeatReason): void;
  /** Called with the plan of another iteration, which includes the calls that were resolved. */
  replanned(plan: Plan): void;
  /** Called before the calls of a plan are sent, with their number. */
  sending(calls: number): void;
  /** Called when a call has ended. `number` counts from 1, and `of` is the minimum total. */
  ended(call: FinishedCall, position: { readonly number: number; readonly of: number }): void;
  /** Called when no further call of this iteration is sent. */
  sent(): void;
}

/** What the loop needs. The command line and the Action differ only in these. */
export interface ReconcileDeps {
  readonly io: Pick<Io, "clock" | "newId">;
  readonly source: Source;
  readonly tally: TallyConnection;
  /** Whether Tally may be checked. */
  readonly live: boolean;
  /** Whether to wait until unconfirmed calls can be resolved and sent again. */
  readonly wait: boolean;
  /** Decides whether a plan may be applied, by its limits, a saved plan, a confirmation, or reviewed grants. */
  approve(planned: Planned): Promise<Approval>;
  readonly listener: Listener;
  /** Ends the run after the current call. */
  readonly stop: AbortSignal;
}

/** One round of the loop: a plan, and its results. */
export interface Iteration extends SentPlan {
  readonly planned: Planned;
  /** Number of events that were recorded. */
  readonly recorded: number;
  readonly stopReason: RunStopReason;
}

/** Why the loop ended before it could send. */
export type ReconcileProblem =
  /** Loading the inputs failed. If there is a plan, which is made from the state file alone, checking Tally failed. */
  | { readonly kind: "not-loaded"; readonly problem: LoadProblem; readonly planned: Planned | undefined }
  /** The run was stopped while it checked Tally. The plan is made from the state file alone. */
  | { readonly kind: "interrupted"; readonly planned: Planned; readonly failure: Failure | undefined }
  | { readonly kind: "not-approved"; readonly planned: Planned; readonly failure: Failure | undefined }
  /** Something was thrown after calls were sent. */
  | { readonly kind: "thrown"; readonly error: unknown };

/** The results of a run. */
export interface Reconciled {
  readonly iterations: readonly Iteration[];
  /** Undefined if the last iteration ended the run. */
  readonly problem?: ReconcileProblem | undefined;
  /** Whether Tally shows what it accepted. Undefined if there was nothing to check or Tally may not be checked. */
  readonly confirmation?: Confirmation | undefined;
  /** What the last check showed about calls without a usable response. */
  readonly resolved: readonly Resolution[];
  /** When unconfirmed calls can be resolved and sent again, as ISO 8601 in UTC. Undefined if there are none. */
  readonly retryAt?: string | undefined;
  /** Why something that Tally showed at the end couldn't be recorded. */
  readonly unrecorded?: Failure | undefined;
}
