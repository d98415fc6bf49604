import { type Desired, desiredOn } from "../core/config/desired.ts";
import type { Config } from "../core/config/model.ts";
import type { Basis, Plan } from "../core/plan/model.ts";
import { formatBasis, planChanges } from "../core/plan/plan.ts";
import type { State } from "../core/state/state.ts";
import type { Observed } from "../core/tally/observed.ts";
import { dayOf } from "../core/values/day.ts";
import { digestOf } from "../io/digest.ts";
import type { Io } from "../io/io.ts";
import { timestampOf } from "../io/timestamp.ts";

/** The plan of now, as it follows from the two files, the day and, where there was one, a look at Tally. */
export function planNow(
  io: Pick<Io, "clock">,
  config: Config,
  state: State,
  { desired = desiredOn(dayOf(timestampOf(io)), config), observed }: PlanView = {},
): Plan {
  const basis = basisOf(config, desired, state);
  return planChanges({ desired, recorded: state.recorded, settings: config.settings, basis, observed });
}

/** What a plan is made from. It is computed where somebody reads it, as a plan that is only shown has no use for it. */
function basisOf(config: Config, desired: Desired, state: State): Basis {
  let ofConfig: string | undefined;
  let ofState: string | undefined;
  return {
    get config() {
      ofConfig ??= meaningOf(config, desired);
      return ofConfig;
    },
    get state() {
      ofState ??= digestOf(state.text.replaceAll("\r\n", "\n"));
      return ofState;
    },
  };
}

/** What a plan is made for, where it is not simply for the file and the record. */
export interface PlanView {
  /** Other desired grants than those of the file. */
  readonly desired?: Desired | undefined;
  /** What Tally showed. */
  readonly observed?: Observed | undefined;
}

/** The digest of all that bears on a plan, whatever the order and the comments of the files. */
export function meaningOf(config: Config, desired: Desired): string {
  return digestOf(formatBasis(config, desired));
}
