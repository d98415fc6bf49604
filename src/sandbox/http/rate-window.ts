const windowMs = 60_000;

/** What the rate-limit headers say after a request. */
export interface RateCount {
  readonly limit: number;
  readonly remaining: number;
  /** End of the window in Unix seconds. */
  readonly reset: number;
  readonly isExceeded: boolean;
}

/**
 * A fixed window of 60 seconds that the first request opens; the next request after its end opens another. So does one from
 * before its beginning: a clock that tests bring may be turned back.
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
