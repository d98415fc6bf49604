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
  sendRequest,
  type Timeouts,
} from "./http.ts";
import { RateLimiter, resetTime } from "./rate-limit.ts";

/** What the client needs to know. */
export interface ClientOptions {
  /** HTTPS, or HTTP on loopback; no trailing slash in its path. */
  readonly url: URL;
  readonly key: string;
  readonly userAgent: string;
  /** The `tally-version` header; without it, the version frozen into the key applies [D]. */
  readonly tallyVersion: string | undefined;
  readonly timeouts: Timeouts;
  readonly proxy?: HttpProxy | undefined;
  readonly clock: Clock;
  /** Told when a wait begins, with its length where it is known. */
  readonly onWait: (reason: WaitReason, milliseconds: number | undefined) => void;
}

/** What is asked of Tally. The steps of the path are encoded here. */
export interface TallyRequest {
  readonly method: HttpRequest["method"];
  readonly path: readonly string[];
  readonly page?: number | undefined;
  readonly json?: object | undefined;
}

const maxAttempts = 12;
const maxConnectionRetries = 3;
const firstBackOffMs = 500;
/** After a 429 that says nothing of how long. Twelve attempts span several of the windows of a minute. */
const firstPauseMs = 2000;
const maxPauseMs = 60_000;
/** A longer wait than this is not waited for: the run ends and says so. */
const maxWaitMs = 15 * 60_000;
const maxProblemLength = 300;

/** The only HTTP to Tally: one request at a time, at the pace that Tally allows. */
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

  /** Waits until the next request may leave. False where `stop` was asked for first. */
  async ready(stop: AbortSignal): Promise<boolean> {
    this.#hasSlot = await this.#rateLimiter.acquire(stop).then(
      () => true,
      () => false,
    );
    return this.#hasSlot && !stop.aborted;
  }

  /**
   * Sends a request until it is answered or must not be repeated. Whatever was not sent, and what Tally answered with 429, is
   * repeated; a GET, which changes nothing, after every lost connection, half answer and 5xx too. Once `isExpired`, nothing
   * is sent.
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
        if (isExpired()) return { kind: "not-sent", problem: "it was too late to send it" };
        result = await this.#send(sent, stop);
        if (attempt === maxAttempts || !isRetryable(request, result)) return result;
        const asked = this.#requestedWait(result, attempt);
        if (asked === undefined && connectionRetries === maxConnectionRetries) return result;
        if (asked !== undefined && asked >= maxWaitMs) return result;
        this.#options.onWait(asked === undefined ? "no-connection" : "too-many-requests", asked);
        const wait = asked ?? firstBackOffMs * 2 ** connectionRetries;
        if (asked === undefined) connectionRetries += 1;
        await this.#options.clock.sleep(wait, stop);
      }
    } catch (error) {
      if (!stop.aborted) throw error;
    }
    return result;
  }

  /** Sends a request once. Only what changes nothing is abandoned at a stop. */
  async #send(request: HttpRequest, stop: AbortSignal): Promise<HttpResult> {
    stop.throwIfAborted();
    this.#hasSlot = false;
    const { timeouts, clock } = this.#options;
    const result = await sendRequest(request, timeouts, clock, request.method === "GET" ? stop : undefined);
    if (result.kind === "response") {
      this.clock.recordHeaders(result.headers);
      this.#rateLimiter.recordHeaders(result.headers, this.clock.now());
    }
    return result;
  }

  /** What an error body says: JSON or text, empty allowed, never the key (tally-api.md, section 5). */
  problemIn(body: string): string {
    const { message, errorType } = parseError(body);
    const text = [message, errorType && `(${errorType})`].filter(Boolean).join(" ");
    const masked = redactSecrets(text, [this.#options.key]).replace(/[\p{Cc}\p{Cf}]+/gu, " ");
    return masked.trim().slice(0, maxProblemLength);
  }

  #httpRequestFor({ method, path, page, json }: TallyRequest): HttpRequest {
    const { url, proxy } = this.#options;
    // Such a step would lead to another path than was meant; what is read of Tally has none.
    for (const step of path) if (/^\.{0,2}$/.test(step)) throw new Error(`a step of a path is "${step}"`);
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
      // Without one the request is blocked before it reaches Tally [C].
      "user-agent": userAgent,
      ...(tallyVersion !== undefined && { "tally-version": tallyVersion }),
    };
  }

  /** The wait after a 429 in milliseconds: as long as it says, else longer each time. Undefined for other results. */
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

/** `Retry-After` as seconds or as a date, in milliseconds since 1970. */
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
    return body.trimStart().startsWith("<")
      ? { message: "an HTML page instead of an answer" }
      : { message: body };
  }
}
