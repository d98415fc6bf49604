import { type Confirmation, confirmApplied, isConfirmed, showsRecentGrants } from "../core/apply/confirm.ts";
import type { Observation } from "../core/apply/connection.ts";
import { type FinishedCall, unconfirmedIn } from "../core/apply/finished-call.ts";
import { inFlightMs, resolveUnconfirmed } from "../core/plan/resolve.ts";
import type { Recorded } from "../core/state/recorded.ts";
import type { Observed } from "../core/tally/observed.ts";
import type { ReconcileDeps } from "./model.ts";

/** The delays between checks, in milliseconds. It isn't documented how soon Tally shows the effect of a call. */
const observeDelaysMs = [2000, 4000, 8000];

/** Checks Tally before an apply, and again a few times if it doesn't show the effects of recent calls yet. */
export async function observeBeforeApply(
  deps: ReconcileDeps,
  organization: string,
  recorded: Recorded,
): Promise<Observation> {
  return observeUntil(deps, organization, observed => {
    const since = new Date(Date.parse(observed.at) - inFlightMs).toISOString();
    const recent = recorded.unconfirmed.filter(call => call.at > since);
    const resolved = resolveUnconfirmed({ ...recorded, unconfirmed: recent }, observed);
    const done = resolved.filter(one => one.result === "done" && one.emails === undefined);
    return done.length === recent.length && showsRecentGrants(recorded, observed, since);
  });
}

/**
 * Checks Tally after an apply, and again a few times if it doesn't show everything yet that it accepted. `observed` is what it showed
 * last, even if something is missing.
 */
export async function observeAfterApply(
  deps: ReconcileDeps,
  organization: string,
  ended: readonly FinishedCall[],
): Promise<{ readonly confirmation: Confirmation; readonly observed: Observed | undefined }> {
  const unconfirmed = unconfirmedIn(ended);
  const isEnough = (observed: Observed) =>
    isConfirmed(confirmApplied(ended, observed)) &&
    resolveUnconfirmed({ unconfirmed }, observed).length === unconfirmed.length;
  const observation = await observeUntil(deps, organization, isEnough);
  if (!observation.ok) return { confirmation: observation, observed: undefined };
  const observed = observation.value;
  // If the checks were cut short, Tally might still have shown the rest.
  const isCutShort = deps.stop.aborted && !isEnough(observed);
  const incomplete = { ok: false, problem: "incomplete" } as const;
  return { confirmation: isCutShort ? incomplete : confirmApplied(ended, observed), observed };
}

/** Checks Tally until it shows enough, a few times at most. */
export async function observeUntil(
  { io, tally: { reader }, stop, listener }: ReconcileDeps,
  organization: string,
  isEnough: (observed: Observed) => boolean,
): Promise<Observation> {
  let observation = await reader.observe(organization);
  const before: Observed[] = [];
  for (const delayMs of observeDelaysMs) {
    if (!observation.ok || isEnough(observation.value)) return observation;
    listener.waiting("not-shown-yet", delayMs);
    await io.clock.sleep(delayMs, stop).catch(() => {});
    if (stop.aborted) return observation;
    before.push(observation.value);
    const next = await reader.observe(organization);
    observation = next.ok ? { ok: true, value: { ...next.value, before: [...before] } } : next;
  }
  return observation;
}
