import type { Clock } from "../io/clock.ts";
import type { Headers } from "./http.ts";

/** Tally allows 100 requests a minute [D]; the scope is unknown, so a fifth is left to others (tally-api.md, section 3). */
const requestsPerMinute = 80;
const reservedShare = 0.2;
const minuteMs = 60_000;

/** Keeps requests under 80 % of the rate: by its own count, and by what Tally's headers say is left for all users of the key. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #onWait: () => void;
  /** When the last requests left, the oldest first, as the clock's `elapsed` has it. */
  readonly #sentAt: number[] = [];
  #notBefore = 0;
  #queue: Promise<void> = Promise.resolve();

  /** `onWait` is told when a wait begins. */
  constructor(clock: Clock, onWait: () => void) {
    this.#clock = clock;
    this.#onWait = onWait;
  }

  /** Resolves when a request may leave, in the order of asking; rejects when `stop` comes first. */
  acquire(stop: AbortSignal): Promise<void> {
    const acquire = this.#queue.then(() => this.#waitForSlot(stop));
    this.#queue = acquire.catch(() => {});
    return acquire;
  }

  async #waitForSlot(stop: AbortSignal): Promise<void> {
    stop.throwIfAborted();
    const oldest = this.#sentAt.length < requestsPerMinute ? undefined : this.#sentAt.shift();
    const until = Math.max(this.#notBefore, oldest === undefined ? 0 : oldest + minuteMs);
    const wait = until - this.#clock.elapsed();
    if (wait > 0) {
      this.#onWait();
      await this.#clock.sleep(wait, stop);
    }
    this.#sentAt.push(this.#clock.elapsed());
  }

  /** Takes note of `X-RateLimit-*` [O]: with only the reserved share left, nothing leaves before the window ends. `now` is Tally's time. */
  recordHeaders(headers: Headers, now: number): void {
    const limit = Number(headers["x-ratelimit-limit"] ?? Number.NaN);
    const remaining = Number(headers["x-ratelimit-remaining"] ?? Number.NaN);
    const reset = resetTime(headers);
    if (reset === undefined || !(remaining <= limit * reservedShare)) return;
    this.#notBefore = this.#clock.elapsed() + Math.min(reset - now, minuteMs + 5_000);
  }
}

/** When the window ends, in milliseconds since 1970, from `X-RateLimit-Reset` in Unix seconds [O]. */
export function resetTime(headers: Headers): number | undefined {
  const seconds = Number(headers["x-ratelimit-reset"] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
