import { type Desired, desiredOn } from "../core/config/desired.ts";
import type { Config } from "../core/config/model.ts";
import type { Basis, Plan, PlannedGrants } from "../core/plan/model.ts";
import { formatBasis, planChanges } from "../core/plan/plan.ts";
import type { State } from "../core/state/state.ts";
import type { Observed } from "../core/tally/observed.ts";
import { dayOf } from "../core/values/day.ts";
import { currentTimestamp } from "../io/clock.ts";
import { digestOf } from "../io/digest.ts";
import type { Io } from "../io/io.ts";

/** Makes today's plan from the configuration, the state, and the live data, if Tally was checked. */
export function planNow(
  io: Pick<Io, "clock">,
  config: Config,
  state: State,
  { desired = desiredOn(dayOf(currentTimestamp(io)), config), observed, basis, shown }: PlanView = {},
): Plan {
  return planChanges({
    desired,
    recorded: state.recorded,
    settings: config.settings,
    basis: basis ?? { config: configDigest(config, desired), state: digestOfState(state) },
    observed,
    shown,
  });
}

function digestOfState({ text }: State): string {
  return digestOf(text.replaceAll("\r\n", "\n"));
}

/** Inputs in addition to members.yaml and the state file, or in place of what follows from them. */
export interface PlanView {
  /** The desired grants. Default: those of the configuration today. */
  readonly desired?: Desired | undefined;
  /** The live data. */
  readonly observed?: Observed | undefined;
  /** Grants that earlier checks of the run showed. */
  readonly shown?: readonly PlannedGrants[] | undefined;
  /** The digests of the inputs, if they are known or not needed. Default: computed. */
  readonly basis?: Basis | undefined;
}

/** For a plan that is only shown. Computing the digests would take a tenth of the time of a small plan. */
export const noBasis: Basis = { config: "", state: "" };

/** Returns the digest of everything in the configuration that affects a plan. Order and comments in the files don't. */
export function configDigest(config: Config, desired: Desired): string {
  return digestOf(formatBasis(config, desired));
}
