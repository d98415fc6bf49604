import { RequestError } from "@octokit/request-error";
import type { Clock } from "../io/clock.ts";

/** The pace of the requests to GitHub. */
export interface Pace {
  readonly clock: Clock;
  /** Called before a wait that a rate limit requires, with its length in seconds. */
  readonly onWait: (seconds: number) => void;
}

/** The longest pause that Rollcall accepts. A step can't read the timeout of its job; in the example plan workflow, it is 10 minutes. */
export const maxPauseSeconds = 300;
/**
 * GitHub asks for at least a second between the writes of a large number, and allows 80 that create content in a minute (Best practices
 * and Rate limits for the REST API). A usual run has about ten.
 */
const pace = { immediateWrites: 20, intervalMs: 1000 };
/** The pauses before a read is repeated that had no usable response. */
const readPausesMs = [1000, 4000, 9000];
const maxRateLimitRetries = 3;
/** GitHub asks for at least a minute after a secondary limit without a time (Rate limits for the REST API). */
const defaultPauseSeconds = 60;
const never = new AbortController().signal;

interface RequestOptions {
  readonly method: string;
  readonly url: string;
}

/**
 * Returns a function that sends a request when its turn comes: after the first writes, the others a second apart, and a read again
 * after a temporary failure. A write is never repeated, because it may have arrived.
 */
export function pacer({ clock, onWait }: Pace) {
  let nextWriteAt = Number.NEGATIVE_INFINITY;
  let writes = 0;
  const waitToWrite = async (): Promise<void> => {
    writes += 1;
    if (writes <= pace.immediateWrites) return;
    const now = clock.elapsed();
    const at = Math.max(now, nextWriteAt);
    nextWriteAt = at + pace.intervalMs;
    if (at > now) await clock.sleep(at - now, never);
  };
  return async <Options extends RequestOptions, Response>(
    send: (options: Options) => Response | Promise<Response>,
    options: Options,
  ): Promise<Response> => {
    if (!isRead(options)) {
      await waitToWrite();
      return send(options);
    }
    for (let failures = 1, limited = 0; ; failures += 1) {
      try {
        return await send(options);
      } catch (error) {
        const seconds = limitedFor(error);
        if (seconds === undefined) {
          const pauseMs = isTemporary(error) ? readPausesMs[failures - 1] : undefined;
          if (pauseMs === undefined) throw error;
          await clock.sleep(pauseMs, never);
        } else {
          limited += 1;
          if (seconds > maxPauseSeconds || limited > maxRateLimitRetries) throw error;
          onWait(seconds);
          await clock.sleep(seconds * 1000, never);
        }
      }
    }
  };
}

/** Whether a request failed because of a rate limit. GitHub returns 429, or 403 with a header or a message about the limit. */
export function isRateLimited(error: unknown): boolean {
  return rateLimited(error) !== undefined;
}

/** Returns the error of a request that failed because of a rate limit, or undefined for other errors. */
function rateLimited(error: unknown): RequestError | undefined {
  if (!(error instanceof RequestError) || !error.response) return undefined;
  const { status, headers } = error.response;
  const isLimit = headers["retry-after"] !== undefined || /rate limit/i.test(error.message);
  return status === 429 || (status === 403 && isLimit) ? error : undefined;
}

/**
 * Returns when GitHub accepts requests again, by its clock, in milliseconds since 1970. Returns undefined if it doesn't say, or if the
 * request failed for another reason.
 */
export function resetTimeOf(error: unknown): number | undefined {
  const limited = rateLimited(error);
  if (!limited) return undefined;
  const { "retry-after": seconds, "x-ratelimit-reset": reset } = limited.response?.headers ?? {};
  const time = seconds === undefined ? Number(reset) * 1000 : timeOf(limited) + Number(seconds) * 1000;
  return time > 0 ? time : undefined;
}

/** Returns how long GitHub asks to wait, in seconds. Returns undefined if the request failed for another reason. */
function limitedFor(error: unknown): number | undefined {
  const limited = rateLimited(error);
  if (!limited) return undefined;
  const reset = resetTimeOf(limited);
  if (reset === undefined) return defaultPauseSeconds;
  // The limit ends during the second that the header names.
  const extra = limited.response?.headers["retry-after"] === undefined ? 1 : 0;
  return Math.max(Math.ceil((reset - timeOf(limited)) / 1000) + extra, 0);
}

/** Returns the time at which GitHub responded, by its clock. */
function timeOf({ response }: RequestError): number {
  return Date.parse(response?.headers.date ?? "");
}

/** Whether a read can succeed later: there was no response, or an error of the server. */
function isTemporary(error: unknown): boolean {
  return error instanceof RequestError && error.status >= 500;
}

/** A query of GraphQL is sent as a POST, but changes nothing. */
function isRead({ method, url }: RequestOptions): boolean {
  return method === "GET" || url.endsWith("/graphql");
}
