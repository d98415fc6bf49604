import { type Confirmation, confirmApplied, isConfirmed, showsRecentGrants } from "../core/apply/confirm.ts";
import type { FinishedCall } from "../core/apply/finished-call.ts";
import type { Observation, TallyReader } from "../core/apply/reader.ts";
import type { WaitReason } from "../core/apply/writer.ts";
import { resolveUnconfirmed } from "../core/plan/resolve.ts";
import type { Recorded } from "../core/state/recorded.ts";
import type { Observed } from "../core/tally/observed.ts";
import type { Io } from "../io/io.ts";
import type { ReconcileDeps } from "./model.ts";

/** What looking several times needs. */
export interface ObserveDeps {
  readonly io: Pick<Io, "clock">;
  readonly reader: TallyReader;
  readonly organization: string;
  readonly stop: AbortSignal;
  readonly onWait: (reason: WaitReason, milliseconds: number) => void;
}

/** What checking Tally needs, during a run. */
export function observeDeps({ io, tally, stop, listener }: ReconcileDeps, organization: string): ObserveDeps {
  return { io, reader: tally.reader, organization, stop, onWait: listener.waiting };
}

/** Tally may show an effect only after a while (tally-api.md, U16). In milliseconds. */
const observeDelaysMs = [2000, 4000, 8000];
/** A call that is older than this has had its while. In milliseconds. */
export const propagationMs = 10 * 60_000;

/** Looks before an apply; a few times, where what became of a recent call, or what it gave, does not show yet. */
export async function observeBeforeApply(recorded: Recorded, deps: ObserveDeps): Promise<Observation> {
  const { io } = deps;
  const since = new Date(io.clock.now() - propagationMs).toISOString();
  const recent = recorded.unconfirmed.filter(call => call.at > since);
  const isEnough = (observed: Observed) => {
    const resolved = resolveUnconfirmed({ ...recorded, unconfirmed: recent }, observed);
    const done = resolved.filter(one => one.result === "done" && one.emails === undefined);
    return done.length === recent.length && showsRecentGrants(recorded, observed, since);
  };
  return observeUntil(isEnough, deps);
}

/** What a look after an apply came to. */
export interface ConfirmationResult {
  readonly confirmation: Confirmation;
  /** What it showed, also where that was not enough. */
  readonly observed: Observed | undefined;
}

/** Looks after an apply, a few times where what Tally accepted does not show yet. */
export async function observeAfterApply(
  ended: readonly FinishedCall[],
  deps: ObserveDeps,
): Promise<ConfirmationResult> {
  const isEnough = (observed: Observed) => isConfirmed(confirmApplied(ended, observed));
  const observation = await observeUntil(isEnough, deps);
  // A look that was cut short tells nothing of what shows late.
  if (!observation.ok)
    return { confirmation: { ok: false, problem: observation.problem }, observed: undefined };
  const observed = observation.value;
  const isCutShort = deps.stop.aborted && !isEnough(observed);
  const confirmation = isCutShort
    ? ({ ok: false, problem: "incomplete" } as const)
    : confirmApplied(ended, observed);
  return { confirmation, observed };
}

/** Looks until what Tally shows is enough, a few times at most. */
export async function observeUntil(
  isEnough: (observed: Observed) => boolean,
  deps: ObserveDeps,
): Promise<Observation> {
  const { io, reader, organization, stop, onWait } = deps;
  let observation = await reader.observe(organization);
  const before: Observed[] = [];
  for (const delayMs of observeDelaysMs) {
    if (!observation.ok || isEnough(observation.value)) return observation;
    onWait("not-shown-yet", delayMs);
    await io.clock.sleep(delayMs, stop).catch(() => {});
    if (stop.aborted) return observation;
    before.push(observation.value);
    const next = await reader.observe(organization);
    observation = next.ok ? { ok: true, value: { ...next.value, before: [...before] } } : next;
  }
  return observation;
}
