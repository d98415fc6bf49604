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

/** The inputs of one iteration, and where its events go. */
export interface SourceInputs extends Inputs {
  readonly store: StateStore;
  /** The commit and the run that events are recorded with. */
  readonly provenance: Provenance;
  /** Whether the newest configuration still requests what a plan was made from. Asked around each push of intents. */
  isCurrent(planned: Planned): Promise<boolean>;
}

/** Where the configuration and the state come from. */
export interface Source {
  /** Loads both as they are now. */
  load(): Promise<Result<SourceInputs, LoadProblem>>;
}

/** A plan and everything that it was made from. */
export interface Planned {
  readonly inputs: SourceInputs;
  readonly plan: Plan;
  /** The plan by the state file alone. */
  readonly offline: Plan;
  /** What Tally shows, if it was checked. */
  readonly observed: Observed | undefined;
}

/** A plan may be applied. */
export interface Approved {
  readonly ok: true;
  /** The pull request that made a grant desired, if one is known. */
  readonly creditedTo: (grant: PlannedGrant) => number | undefined;
}

/** Whether a plan may be applied, or why not. Without a failure, a person answered no. */
export type Approval = Approved | { readonly ok: false; readonly failure: Failure | undefined };

/** The state or the configuration changed, or a call was not sent while its intent could be. */
export type RepeatReason = "moved" | "expired";

/** What happens during a run, for people who watch it. */
export interface Listener {
  /** The inputs of an iteration, the first is 1. */
  loaded(inputs: Inputs, iteration: number): Promise<void>;
  /** Rollcall sends nothing for a while, in milliseconds if known. */
  waiting(reason: WaitReason, milliseconds: number | undefined): void;
  /** Tally's clock is used, because this machine's clock is so many milliseconds ahead. Called whenever that is noticed. */
  clockSkewed(milliseconds: number): void;
  /** Another iteration begins, because the rest has to be planned again. */
  repeating(reason: RepeatReason): void;
  /** The plan of another iteration, with what became known about unconfirmed calls. */
  replanned(plan: Plan): void;
  /** So many calls are about to be sent. */
  sending(calls: number): void;
  /** A call has ended: the first is 1, of at least so many. */
  ended(call: FinishedCall, position: { readonly number: number; readonly of: number }): void;
  /** No further call of this iteration is sent. */
  sent(): void;
}

/** What the loop works with. The command line and the Action differ in these and in nothing else. */
export interface ReconcileDeps {
  readonly io: Pick<Io, "clock" | "newId">;
  readonly source: Source;
  readonly tally: TallyConnection;
  /** Whether Tally may be checked. */
  readonly live: boolean;
  /** Whether to wait until unconfirmed calls can be resolved and sent again. */
  readonly wait: boolean;
  /** Decides whether a plan may be applied: limits, a saved plan, a question, reviewed grants. */
  approve(planned: Planned): Promise<Approval>;
  readonly listener: Listener;
  /** Ends the run after the call in flight. */
  readonly stop: AbortSignal;
}

/** One round of the loop: a plan, and what became of it. */
export interface Iteration extends SentPlan {
  readonly planned: Planned;
  /** How many events were recorded. */
  readonly recorded: number;
  readonly stopReason: RunStopReason;
}

/** Why the loop ended before it could send. */
export type ReconcileProblem =
  /** Loading the inputs failed, or checking Tally, if there is a plan by the state file. */
  | { readonly kind: "not-loaded"; readonly problem: LoadProblem; readonly planned: Planned | undefined }
  /** The run was stopped while it checked Tally. The plan is that by the state file. */
  | { readonly kind: "interrupted"; readonly planned: Planned; readonly failure: Failure | undefined }
  | { readonly kind: "not-approved"; readonly planned: Planned; readonly failure: Failure | undefined }
  /** Something was thrown after calls were sent. */
  | { readonly kind: "thrown"; readonly error: unknown };

/** What a run came to. */
export interface Reconciled {
  readonly iterations: readonly Iteration[];
  /** Undefined if the last iteration ended the run. */
  readonly problem?: ReconcileProblem | undefined;
  /** Whether Tally shows what it accepted; undefined if there was nothing to check or Tally may not be checked. */
  readonly confirmation?: Confirmation | undefined;
  /** What the last check showed of calls without a usable response. */
  readonly resolved: readonly Resolution[];
  /** When unconfirmed calls can be resolved and sent again, as ISO 8601 in UTC; undefined if there are none. */
  readonly retryAt?: string | undefined;
  /** Why something that Tally showed at the end could not be recorded. */
  readonly unrecorded?: Failure | undefined;
}
