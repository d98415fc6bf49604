import { RequestError } from "@octokit/request-error";
import type { Clock } from "../io/clock.ts";
import { isRateLimited, maxPauseSeconds, statusOf } from "./client.ts";

/** In milliseconds. A read can return what was there before a write, for a moment (github-facts.md). */
const pausesMs = [1000, 2000, 4000, 8000];

/**
 * Repeats a write that failed temporarily: a rate limit, a status of 500 or more, a response that was cut, or none. Such a write may
 * have arrived, so `write` has to look for what it wrote if `attempt` is not 1.
 */
export async function retryWrite<Written>(
  clock: Clock,
  write: (attempt: number) => Promise<Written>,
): Promise<Written> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write(attempt);
    } catch (error) {
      const pauseMs = Math.max(pausesMs[attempt - 1] ?? Number.POSITIVE_INFINITY, requestedPauseMs(error));
      if (!isTemporary(error) || pauseMs > maxPauseSeconds * 1000) throw error;
      await clock.sleep(pauseMs, new AbortController().signal);
    }
  }
}

/** Throws on what is no failure of a request. */
function isTemporary(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500 || isRateLimited(error);
}

/** How long GitHub asks to wait, in milliseconds. */
function requestedPauseMs(error: unknown): number {
  const seconds = error instanceof RequestError ? error.response?.headers["retry-after"] : undefined;
  return 1000 * (Number(seconds) || 0);
}
