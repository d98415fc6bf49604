import { RequestError } from "@octokit/request-error";
import type { Clock } from "../io/clock.ts";
import { statusOf } from "./client.ts";
import { isRateLimited, maxPauseSeconds } from "./pace.ts";

/** The pauses between attempts, in milliseconds. For a moment after a write, a read can return the older content. */
const pausesMs = [1000, 2000, 4000, 8000];

/**
 * Retries a write that failed temporarily: because of a rate limit, a status of 500 or higher, or a truncated or missing response.
 * Such a write may have arrived, so `write` must look for its own earlier result if `attempt` is greater than 1.
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

/** Whether a failed request can succeed later. Throws any other error. */
function isTemporary(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500 || isRateLimited(error);
}

/** Returns how long GitHub asks to wait, in milliseconds. */
function requestedPauseMs(error: unknown): number {
  const seconds = error instanceof RequestError ? error.response?.headers["retry-after"] : undefined;
  return 1000 * (Number(seconds) || 0);
}
