import { type Confirmation, confirmApplied, isConfirmed, showsWhatWasSent } from "../core/apply/confirm.ts";
import type { EndedCall } from "../core/apply/ended-call.ts";
import type { Look, TallyReader } from "../core/apply/reader.ts";
import type { WaitReason } from "../core/apply/writer.ts";
import { settleUnconfirmed } from "../core/plan/resolve.ts";
import type { Recorded } from "../core/state/recorded.ts";
import type { Observed } from "../core/tally/observed.ts";
import type { Io } from "../io/io.ts";
import type { ReconcileDeps } from "./model.ts";

/** What looking several times needs. */
export interface LookParts {
  readonly io: Pick<Io, "clock">;
  readonly reader: TallyReader;
  readonly organization: string;
  readonly stop: AbortSignal;
  readonly onWait: (reason: WaitReason, milliseconds: number) => void;
}

/** What checking Tally needs, during a run. */
export function observeDeps({ io, tally, stop, listener }: ReconcileDeps, organization: string): LookParts {
  return { io, reader: tally.reader, organization, stop, onWait: listener.waiting };
}

/** Tally may show an effect only after a while (tally-api.md, U16). In milliseconds. */
const pauses = [2000, 4000, 8000];
/** A call that is older than this has had its while. In milliseconds. */
export const longestWhile = 10 * 60_000;

/** Looks before an apply; a few times, where what became of a recent call, or what it gave, does not show yet. */
export async function lookBefore(recorded: Recorded, parts: LookParts): Promise<Look> {
  const { io } = parts;
  const since = new Date(io.clock.now() - longestWhile).toISOString();
  const recent = recorded.unconfirmed.filter(call => call.at > since);
  const isEnough = (observed: Observed) => {
    const settled = settleUnconfirmed({ ...recorded, unconfirmed: recent }, observed);
    const done = settled.filter(one => one.result === "done" && one.emails === undefined);
    return done.length === recent.length && showsWhatWasSent(recorded, observed, since);
  };
  return lookUntil(isEnough, parts);
}

/** What a look after an apply came to. */
export interface LookedAfter {
  readonly confirmation: Confirmation;
  /** What it showed, also where that was not enough. */
  readonly observed: Observed | undefined;
}

/** Looks after an apply, a few times where what Tally accepted does not show yet. */
export async function lookAfter(ended: readonly EndedCall[], parts: LookParts): Promise<LookedAfter> {
  const isEnough = (observed: Observed) => isConfirmed(confirmApplied(ended, observed));
  const look = await lookUntil(isEnough, parts);
  // A look that was cut short tells nothing of what shows late.
  if (!look.ok) return { confirmation: { ok: false, refusal: look.refusal }, observed: undefined };
  const observed = look.value;
  const isCutShort = parts.stop.aborted && !isEnough(observed);
  const confirmation = isCutShort
    ? ({ ok: false, refusal: "incomplete" } as const)
    : confirmApplied(ended, observed);
  return { confirmation, observed };
}

/** Looks until what Tally shows is enough, a few times at most. */
export async function lookUntil(isEnough: (observed: Observed) => boolean, parts: LookParts): Promise<Look> {
  const { io, reader, organization, stop, onWait } = parts;
  let look = await reader.look(organization);
  const before: Observed[] = [];
  for (const pause of pauses) {
    if (!look.ok || isEnough(look.value)) return look;
    onWait("not-shown-yet", pause);
    await io.clock.sleep(pause, stop).catch(() => {});
    if (stop.aborted) return look;
    before.push(look.value);
    const next = await reader.look(organization);
    look = next.ok ? { ok: true, value: { ...next.value, before: [...before] } } : next;
  }
  return look;
}
