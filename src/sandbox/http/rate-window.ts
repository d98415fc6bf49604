const windowMs = 60_000;

/** The values of the rate-limit headers after a request. */
export interface RateCount {
  readonly limit: number;
  readonly remaining: number;
  /** End of the window in Unix seconds. */
  readonly reset: number;
  readonly isExceeded: boolean;
}

/**
 * A fixed window of 60 seconds that starts with the first request. The next request after its end starts another window. So does a
 * request from before its start, because a test can set its clock back.
 */
export class RateWindow {
  readonly #limit: number;
  readonly #now: () => number;
  #begin = Number.NEGATIVE_INFINITY;
  #used = 0;

  constructor(limit: number, now: () => number) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Counts one request. */
  count(): RateCount {
    const now = this.#now();
    if (now < this.#begin || now >= this.#begin + windowMs) {
      this.#begin = now;
      this.#used = 0;
    }
    this.#used += 1;
    return {
      limit: this.#limit,
      remaining: Math.max(this.#limit - this.#used, 0),
      reset: Math.ceil((this.#begin + windowMs) / 1000),
      isExceeded: this.#used > this.#limit,
    };
  }
}
