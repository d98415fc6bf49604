import type { TallyClock } from "../core/apply/connection.ts";
import type { Clock } from "../io/clock.ts";
import type { Headers } from "./http.ts";

/** Maximum clock difference that is ignored, in milliseconds: `Date` has whole seconds, and a response takes a while to arrive. */
const maxSkewMs = 60_000;

/**
 * Tally's clock, computed from the `Date` header (RFC 9110, section 6.6.1) of the newest response and the time since then. While the
 * machine sleeps, only its time of day advances, but that can also be set. The longer of the two times counts: if a call is dated too
 * late, Rollcall only waits longer before it sends the call again.
 */
export class ResponseClock implements TallyClock {
  readonly #clock: Clock;
  #newest: { readonly date: number; readonly local: number; readonly elapsed: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Records the time in the headers of a response that has just arrived. */
  recordHeaders({ date }: Headers): void {
    const time = typeof date === "string" ? Date.parse(date) : Number.NaN;
    if (Number.isNaN(time)) return;
    this.#newest = { date: time, local: this.#clock.now(), elapsed: this.#clock.elapsed() };
  }

  now(): number {
    return this.#clock.now() - (this.skew ?? 0);
  }

  get skew(): number | undefined {
    if (!this.#newest) return undefined;
    const { local, elapsed } = this.#passed(this.#newest);
    const skew = this.#clock.now() - this.#newest.date - Math.max(local, elapsed);
    return Math.abs(skew) > maxSkewMs ? skew : undefined;
  }

  /** Whether Tally has responded, and the machine's time hasn't been changed since. */
  get isCertain(): boolean {
    if (!this.#newest) return false;
    const { local, elapsed } = this.#passed(this.#newest);
    return Math.abs(local - elapsed) <= maxSkewMs;
  }

  #passed({ local, elapsed }: { readonly local: number; readonly elapsed: number }) {
    return { local: this.#clock.now() - local, elapsed: this.#clock.elapsed() - elapsed };
  }
}
