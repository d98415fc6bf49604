import type { ConnectReader } from "../../core/apply/connection.ts";
import { isInFlight, resolveUnconfirmed } from "../../core/plan/resolve.ts";
import type { StateEvent } from "../../core/state/events.ts";
import type { UnconfirmedCall } from "../../core/state/recorded.ts";
import { currentTimestamp } from "../../io/clock.ts";
import type { Io } from "../../io/io.ts";
import type { LoadedState } from "../../reconcile/inputs/model.ts";
import { renderResolvedByObservation, renderResolvedByPerson } from "../../render/state/state.ts";
import type { ExitCode } from "../console/console.ts";
import { type ObserveOptions, observeOnce } from "../observe-once.ts";
import { appendEvents, type StateChange } from "./append-events.ts";

export interface ResolveOptions extends ObserveOptions {
  /** The result that the user found. If undefined, Rollcall checks Tally. */
  readonly as?: "sent" | "not-sent" | undefined;
  /** The ID of the only call to resolve. Default: all calls. */
  readonly call?: string | undefined;
}

/** Records the results of unconfirmed calls, as the user found them or as Tally shows them. */
export async function stateResolve(
  io: Io,
  options: ResolveOptions,
  connectReader: ConnectReader,
): Promise<ExitCode> {
  return appendEvents(io, options, async loaded => {
    const all = loaded.state.recorded.unconfirmed;
    const calls = all.filter(one => options.call === undefined || one.call === options.call);
    if (calls.length === 0) {
      if (options.call !== undefined)
        return { ok: false, problem: { reason: "no-such-call", call: options.call } };
      const text = "Nothing to resolve: there are no unconfirmed calls.\n";
      return { ok: true, value: { events: [], text, exit: 0 } };
    }
    return options.as === undefined
      ? resolveByObservation(io, options, connectReader, loaded, calls)
      : resolveByPerson(io, options.as, calls);
  });
}

/** Resolves calls. While one may still be delivered, it isn't resolved as not sent, because the next apply would send it again. */
function resolveByPerson(io: Io, as: "sent" | "not-sent", calls: readonly UnconfirmedCall[]): StateChange {
  const at = currentTimestamp(io);
  const result = as === "sent" ? "done" : "not-sent";
  const inFlight = calls.filter(one => as === "not-sent" && isInFlight(one, at));
  const resolved = calls.filter(one => !inFlight.includes(one));
  const events = resolved.map(({ call }): StateEvent => {
    return { event: "outcome", at, call, result, resolvedBy: "person" };
  });
  const text = renderResolvedByPerson(as, resolved.length, inFlight);
  return { ok: true, value: { events, text, exit: inFlight.length > 0 ? 1 : 0 } };
}

async function resolveByObservation(
  io: Io,
  options: ResolveOptions,
  connectReader: ConnectReader,
  { state }: LoadedState,
  calls: readonly UnconfirmedCall[],
): Promise<StateChange> {
  const observation = await observeOnce(io, options, connectReader, state.header?.organization);
  if (!observation.ok) return observation;
  const resolved = resolveUnconfirmed({ unconfirmed: calls }, observation.value);
  const { at } = observation.value;
  const events = resolved.map(
    (one): StateEvent => ({ event: "outcome", at, ...one, resolvedBy: "live-data" }),
  );
  const exit = resolved.length === calls.length ? 0 : 1;
  return { ok: true, value: { events, text: renderResolvedByObservation(calls, resolved, at), exit } };
}
