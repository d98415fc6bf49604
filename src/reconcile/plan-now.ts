import { type Desired, desiredOn } from "../core/config/desired.ts";
import type { Config } from "../core/config/model.ts";
import type { Basis, Plan } from "../core/plan/model.ts";
import { formatBasis, planChanges } from "../core/plan/plan.ts";
import type { State } from "../core/state/state.ts";
import type { Observed } from "../core/tally/observed.ts";
import { dayOf } from "../core/values/day.ts";
import { currentTimestamp } from "../io/clock.ts";
import { digestOf } from "../io/digest.ts";
import type { Io } from "../io/io.ts";

/** The plan of today, from the configuration, the state and, if Tally was checked, what it shows. */
export function planNow(
  io: Pick<Io, "clock">,
  config: Config,
  state: State,
  { desired = desiredOn(dayOf(currentTimestamp(io)), config), observed, basis }: PlanView = {},
): Plan {
  return planChanges({
    desired,
    recorded: state.recorded,
    settings: config.settings,
    basis: basis ?? { config: configDigest(config, desired), state: digestOfState(state) },
    observed,
  });
}

function digestOfState({ text }: State): string {
  return digestOf(text.replaceAll("\r\n", "\n"));
}

/** What a plan is made for, where it is not simply for the file and the record. */
export interface PlanView {
  /** Other desired grants than those of the file. */
  readonly desired?: Desired | undefined;
  /** What Tally showed. */
  readonly observed?: Observed | undefined;
  /** The digests of the inputs, if they are known or nobody reads them. */
  readonly basis?: Basis | undefined;
}

/** For a plan that is only shown. Digests take a tenth of the time of a small plan. */
export const noBasis: Basis = { config: "", state: "" };

/** The digest of all that bears on a plan, whatever the order and the comments of the files. */
export function configDigest(config: Config, desired: Desired): string {
  return digestOf(formatBasis(config, desired));
}
