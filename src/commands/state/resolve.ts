import type { Attempt } from "../../core/failure/failure.ts";
import { settleUnconfirmed } from "../../core/plan/resolve.ts";
import type { StateEvent } from "../../core/state/events.ts";
import type { UnconfirmedCall } from "../../core/state/recorded.ts";
import type { Io } from "../../io/io.ts";
import { timestampOf } from "../../io/timestamp.ts";
import type { LoadedState } from "../../reconcile/inputs/model.ts";
import { longestWhile } from "../../reconcile/observe.ts";
import type { OpenReader } from "../../reconcile/tally-connection.ts";
import { renderSettledByLook } from "../../render/apply/resolved.ts";
import { count } from "../../render/text/plural.ts";
import type { ExitCode } from "../console.ts";
import { type LookOptions, lookOnce } from "../observe-once.ts";
import { changeState } from "./append-events.ts";

export interface SettleOptions extends LookOptions {
  /** What a person saw; without it, Tally is looked at. */
  readonly as?: "sent" | "not-sent" | undefined;
  /** Only this call. */
  readonly call?: string | undefined;
}

type Settled = Attempt<{ readonly events: readonly StateEvent[]; readonly said: string }>;

/** Records what became of unconfirmed calls: what a person found out, or what Tally shows. */
export async function stateSettle(io: Io, options: SettleOptions, openReader: OpenReader): Promise<ExitCode> {
  return changeState(io, options, async loaded => {
    const all = loaded.state.recorded.unconfirmed;
    const calls = all.filter(one => options.call === undefined || one.call === options.call);
    if (calls.length === 0)
      return { ok: false, refusal: { refusal: "nothing-unconfirmed", call: options.call } };
    return options.as === undefined
      ? settleByLook(io, options, openReader, loaded, calls)
      : settleByPerson(io, options.as, calls);
  });
}

function settleByPerson(io: Io, as: "sent" | "not-sent", calls: readonly UnconfirmedCall[]): Settled {
  const result = as === "sent" ? "done" : "not-sent";
  const events = calls.map(({ call }): StateEvent => {
    return { event: "outcome", at: timestampOf(io), call, result, settled: "person" };
  });
  const next = as === "sent" ? "Nothing more is sent to their people." : "The next apply sends them again.";
  return { ok: true, value: { events, said: `Settled ${count(calls.length, "call")} as ${as}. ${next}\n` } };
}

async function settleByLook(
  io: Io,
  options: SettleOptions,
  openReader: OpenReader,
  { state }: LoadedState,
  calls: readonly UnconfirmedCall[],
): Promise<Settled> {
  const look = await lookOnce(io, options, openReader, state.header?.organization);
  if (!look.ok) return look;
  // Tally may show an effect only after a while (tally-api.md, U16): a call of just now is not taken for lost.
  const settled = settleUnconfirmed({ ...state.recorded, unconfirmed: calls }, look.value).filter(one =>
    one.result === "done" && one.emails === undefined ? true : !isRecent(io, calls, one.call),
  );
  const at = timestampOf(io);
  const events = settled.map((one): StateEvent => ({ event: "outcome", at, ...one, settled: "look" }));
  return { ok: true, value: { events, said: renderSettledByLook(calls, settled) } };
}

function isRecent(io: Io, calls: readonly UnconfirmedCall[], id: string): boolean {
  const at = calls.find(({ call }) => call === id)?.at;
  return at !== undefined && io.clock.now() - Date.parse(at) < longestWhile;
}
