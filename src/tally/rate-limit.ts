import type { Clock } from "../io/clock.ts";
import type { Headers } from "./http.ts";

/**
 * Tally documents a limit of 100 requests per minute, but not whether it applies to a key, a user, or an IP address. So a fifth is
 * left to other clients.
 */
const requestsPerMinute = 80;
const reservedShare = 0.2;
const minuteMs = 60_000;

/** Keeps requests below 80% of the rate limit, by its own count and by the number that Tally's headers report as remaining. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #onWait: () => void;
  /** When the last requests were sent, oldest first, by the clock's `elapsed`. */
  readonly #sentAt: number[] = [];
  #notBefore = 0;
  #queue: Promise<void> = Promise.resolve();

  /** `onWait` is called when a wait begins. */
  constructor(clock: Clock, onWait: () => void) {
    this.#clock = clock;
    this.#onWait = onWait;
  }

  /** Resolves when a request may be sent, in order of the calls. Rejects if `stop` is aborted first. */
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

  /**
   * Records the `X-RateLimit-*` headers (observed, but not documented). If only the reserved share is left, nothing is sent before the
   * window ends. `now` is Tally's time.
   */
  recordHeaders(headers: Headers, now: number): void {
    const limit = Number(headers["x-ratelimit-limit"] ?? Number.NaN);
    const remaining = Number(headers["x-ratelimit-remaining"] ?? Number.NaN);
    const reset = resetTime(headers);
    if (reset === undefined || !(remaining <= limit * reservedShare)) return;
    this.#notBefore = this.#clock.elapsed() + Math.min(reset - now, minuteMs + 5_000);
  }
}

/** Returns when the window ends, in milliseconds since 1970. `X-RateLimit-Reset` has Unix seconds (observed). */
export function resetTime(headers: Headers): number | undefined {
  const seconds = Number(headers["x-ratelimit-reset"] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
