import type { WaitReason } from "../core/apply/connection.ts";
import { redactSecrets } from "../core/text/redact.ts";
import { stringAt } from "../core/values/untyped.ts";
import type { Clock } from "../io/clock.ts";
import type { HttpProxy } from "../io/proxy.ts";
import { ResponseClock } from "./clock.ts";
import {
  type Headers,
  type HttpRequest,
  type HttpResult,
  maxResponseLength,
  type SendRequest,
  type Timeouts,
} from "./http.ts";
import { RateLimiter, resetTime } from "./rate-limit.ts";

/** The options of the client. */
export interface ClientOptions {
  /** HTTPS, or HTTP on loopback. */
  readonly url: URL;
  readonly key: string;
  readonly userAgent: string;
  /** The `tally-version` header. Without it, Tally uses the version from when the key was created (documented). */
  readonly tallyVersion: string | undefined;
  readonly timeouts: Timeouts;
  readonly proxy?: HttpProxy | undefined;
  readonly send: SendRequest;
  readonly clock: Clock;
  /** Called when a wait begins, with its length if it is known. */
  readonly onWait: (reason: WaitReason, milliseconds: number | undefined) => void;
}

/** A request to Tally. The client encodes the segments of the path. */
export interface TallyRequest {
  readonly method: HttpRequest["method"];
  readonly path: readonly string[];
  readonly page?: number | undefined;
  readonly json?: object | undefined;
}

const maxAttempts = 12;
const maxConnectionRetries = 3;
const firstBackOffMs = 500;
/** The first pause after a 429 without a time. Pauses double, so that 12 attempts span several rate-limit windows of one minute. */
const firstPauseMs = 2000;
const maxPauseMs = 60_000;
/** If Tally asks for a longer wait than this, the run ends with an error. */
const maxWaitMs = 15 * 60_000;
const maxProblemLength = 300;

/** The only HTTP client for Tally. Sends one request at a time, within Tally's rate limit. */
export class TallyClient {
  readonly #options: ClientOptions;
  readonly #rateLimiter: RateLimiter;
  readonly clock: ResponseClock;
  #hasSlot = false;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.clock = new ResponseClock(options.clock);
    this.#rateLimiter = new RateLimiter(options.clock, () => options.onWait("rate-limit", undefined));
  }

  /** Waits until the next request may be sent. Returns false if the run was stopped first. */
  async ready(stop: AbortSignal): Promise<boolean> {
    this.#hasSlot = await this.#rateLimiter.acquire(stop).then(
      () => true,
      () => false,
    );
    return this.#hasSlot && !stop.aborted;
  }

  /**
   * Sends a request, and retries it as long as that is safe: if it wasn't sent, or if Tally returned 429. A GET, which changes
   * nothing, is also retried after a lost connection, an incomplete response, or a 5xx. Once `isExpired` returns true, nothing is
   * sent.
   */
  async request(
    request: TallyRequest,
    stop: AbortSignal,
    isExpired: () => boolean = () => false,
  ): Promise<HttpResult> {
    const sent = this.#httpRequestFor(request);
    let result: HttpResult = { kind: "not-sent", problem: "stopped before it was sent" };
    let connectionRetries = 0;
    try {
      for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
        if (!this.#hasSlot) await this.#rateLimiter.acquire(stop);
        if (isExpired()) return { kind: "not-sent", problem: "too much time passed before it could be sent" };
        result = await this.#send(sent, stop);
        if (attempt === maxAttempts || !isRetryable(request, result)) return result;
        const requested = this.#requestedWait(result, attempt);
        if (requested === undefined && connectionRetries === maxConnectionRetries) return result;
        if (requested !== undefined && requested >= maxWaitMs) return result;
        this.#options.onWait(requested === undefined ? "no-connection" : "too-many-requests", requested);
        const wait = requested ?? firstBackOffMs * 2 ** connectionRetries;
        if (requested === undefined) connectionRetries += 1;
        await this.#options.clock.sleep(wait, stop);
      }
    } catch (error) {
      if (!stop.aborted) throw error;
    }
    return result;
  }

  /** Sends a request once. A stop abandons only requests that change nothing. */
  async #send(request: HttpRequest, stop: AbortSignal): Promise<HttpResult> {
    stop.throwIfAborted();
    this.#hasSlot = false;
    const { send, timeouts, clock } = this.#options;
    const result = await send(request, timeouts, clock, request.method === "GET" ? stop : undefined);
    if (result.kind === "response") {
      this.clock.recordHeaders(result.headers);
      this.#rateLimiter.recordHeaders(result.headers, this.clock.now());
    }
    return result;
  }

  /** Returns the message in an error body, which may be JSON, text, or empty: Tally documents none. Never returns the key. */
  problemIn(body: string): string {
    const { message, errorType } = parseError(body);
    const text = [message, errorType && `(${errorType})`].filter(Boolean).join(" ");
    const masked = redactSecrets(text, [this.#options.key]).replace(/[\p{Cc}\p{Cf}]+/gu, " ");
    return masked.trim().slice(0, maxProblemLength);
  }

  #httpRequestFor({ method, path, page, json }: TallyRequest): HttpRequest {
    const { url, proxy } = this.#options;
    // An empty segment or a dot segment would lead to another path. IDs that were read from Tally are never like that.
    for (const segment of path)
      if (/^\.{0,2}$/.test(segment)) throw new Error(`invalid segment "${segment}" in a path`);
    const target = new URL(`${url.href.replace(/\/$/, "")}/${path.map(encodeURIComponent).join("/")}`);
    if (page !== undefined) target.searchParams.set("page", String(page));
    const body = json && JSON.stringify(json);
    return { method, url: target, headers: this.#headers(body !== undefined), body, proxy };
  }

  #headers(hasBody: boolean): Record<string, string> {
    const { key, userAgent, tallyVersion } = this.#options;
    return {
      authorization: `Bearer ${key}`,
      ...(hasBody && { "content-type": "application/json" }),
      accept: "application/json",
      // Other clients report that a request without one is blocked before it reaches Tally.
      "user-agent": userAgent,
      ...(tallyVersion !== undefined && { "tally-version": tallyVersion }),
    };
  }

  /** Returns the wait after a 429 in milliseconds: as its headers request, or longer each time. Undefined for other results. */
  #requestedWait(result: HttpResult, attempt: number): number | undefined {
    if (result.kind !== "response" || result.status !== 429) return undefined;
    const now = this.clock.now();
    const until = retryTime(result.headers, now) ?? resetTime(result.headers);
    if (until !== undefined) return Math.max(until - now, 0) + 250;
    return Math.min(firstPauseMs * 2 ** (attempt - 1), maxPauseMs);
  }
}

function isRetryable({ method }: TallyRequest, result: HttpResult): boolean {
  if (result.kind === "not-sent") return true;
  if (result.kind === "no-response") return method === "GET";
  if (result.status === 429) return true;
  const isCut = !result.isWhole && result.body.length <= maxResponseLength;
  return method === "GET" && (result.status >= 500 || result.status === 408 || isCut);
}

/** Returns the time in `Retry-After`, which has seconds or a date, in milliseconds since 1970. */
function retryTime(headers: Headers, now: number): number | undefined {
  const value = headers["retry-after"];
  if (typeof value !== "string") return undefined;
  const until = /^\d+$/.test(value) ? now + Number(value) * 1000 : Date.parse(value);
  return Number.isNaN(until) ? undefined : until;
}

function parseError(body: string): { message?: string | undefined; errorType?: string | undefined } {
  try {
    const value: unknown = JSON.parse(body);
    return { message: stringAt(value, "message"), errorType: stringAt(value, "errorType") };
  } catch {
    return body.trimStart().startsWith("<") ? { message: "an HTML page instead of JSON" } : { message: body };
  }
}
