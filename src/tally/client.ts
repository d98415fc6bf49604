import pRetry, { type RetryContext } from "p-retry";
import type { Call, Outcome } from "../core/outcome.ts";
import type { Clock } from "./clock.ts";
import { type Answer, exchange, type Headers, type Timeouts } from "./exchange.ts";
import { Pace, resetTime } from "./pace.ts";
import type { TallyWriter, WaitReason } from "./writer.ts";

/** What the client needs to know. */
export interface ClientOptions {
  /** HTTPS, or HTTP on loopback; no trailing slash in its path. */
  readonly url: URL;
  readonly key: string;
  readonly organization: string;
  readonly userAgent: string;
  /** The `tally-version` header; without it, the version frozen into the key applies [D]. */
  readonly tallyVersion: string | undefined;
  readonly timeouts: Timeouts;
  readonly clock: Clock;
  /** Gives up every wait. */
  readonly stop: AbortSignal;
  /** Told when a wait begins, with its length where it is known. */
  readonly onWait: (reason: WaitReason, milliseconds: number | undefined) => void;
}

const connectionRetries = 3;
const firstBackOff = 500;
const mostAttempts = 12;
/** After a 429 that says nothing of how long. Twelve attempts span several of the windows of a minute. */
const firstPause = 2000;
const longestPause = 60_000;
/** A longer wait than this is not waited for: the run ends and says so. */
const longestWait = 15 * 60_000;
const longestProblem = 300;

/** An answer after which the request is safe to send again: nothing was sent, or Tally said 429. */
class SafeToRepeat extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super("safe to repeat");
    this.answer = answer;
  }
}

/** The only HTTP to Tally. */
export class TallyClient implements TallyWriter {
  readonly #options: ClientOptions;
  readonly #pace: Pace;
  #holdsTurn = false;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#pace = new Pace(options.clock, options.stop, () => options.onWait("rate-limit", undefined));
  }

  async ready(stop: AbortSignal): Promise<boolean> {
    this.#holdsTurn = await this.#pace.turn(stop).then(
      () => true,
      () => false,
    );
    return this.#holdsTurn && !stop.aborted;
  }

  async invite(call: Call, stop: AbortSignal): Promise<Outcome> {
    const { url, organization } = this.#options;
    const target = new URL(
      `${url.href.replace(/\/$/, "")}/organizations/${encodeURIComponent(organization)}/invites`,
    );
    const body = JSON.stringify({ workspaceIds: call.workspaceIds, emails: call.emails.join(",") });
    return this.#outcomeOf(await this.#post(target, body, stop));
  }

  async #post(url: URL, body: string, stop: AbortSignal): Promise<Answer> {
    // p-retry throws away the result of an attempt during which the signal was aborted, so the answer is kept here.
    let last: Answer | undefined;
    const attempt = async () => {
      if (!this.#holdsTurn) await this.#pace.turn(stop);
      this.#holdsTurn = false;
      last = await exchange({ method: "POST", url, headers: this.#headers(), body }, this.#options.timeouts);
      if (last.kind === "answer") this.#pace.note(last.headers);
      const safe = last.kind === "not-sent" || (last.kind === "answer" && last.status === 429);
      if (safe) throw new SafeToRepeat(last);
    };
    try {
      await pRetry(attempt, {
        retries: connectionRetries,
        minTimeout: firstBackOff,
        signal: stop,
        onFailedAttempt: context => this.#wait(context, stop),
        shouldRetry: ({ error, attemptNumber }) =>
          attemptNumber < mostAttempts && (this.#askedWait(error, attemptNumber) ?? 0) < longestWait,
        shouldConsumeRetry: ({ error, attemptNumber }) => this.#askedWait(error, attemptNumber) === undefined,
      });
    } catch (error) {
      if (!(error instanceof SafeToRepeat) && !stop.aborted) throw error;
    }
    return last ?? { kind: "not-sent", problem: "stopped before it was sent" };
  }

  #headers(): Record<string, string> {
    const { key, userAgent, tallyVersion } = this.#options;
    return {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      accept: "application/json",
      // Without one the request is blocked before it reaches Tally [C].
      "user-agent": userAgent,
      ...(tallyVersion !== undefined && { "tally-version": tallyVersion }),
    };
  }

  /** Waits after a 429; after a connection that was not made, p-retry itself backs off. */
  async #wait({ error, attemptNumber, retriesLeft }: RetryContext, stop: AbortSignal): Promise<void> {
    if (!(error instanceof SafeToRepeat) || attemptNumber >= mostAttempts) return;
    const asked = this.#askedWait(error, attemptNumber);
    if (asked === undefined) {
      if (retriesLeft > 0) this.#options.onWait("no-connection", undefined);
      return;
    }
    if (asked >= longestWait) return;
    this.#options.onWait("too-many-requests", asked);
    await this.#options.clock.sleep(asked, stop);
  }

  /** How long to wait after a 429, in milliseconds: as it says itself, else longer each time. Nothing for other answers. */
  #askedWait(error: Error, attemptNumber: number): number | undefined {
    if (!(error instanceof SafeToRepeat) || error.answer.kind !== "answer") return undefined;
    const now = this.#options.clock.now();
    const until = retryTime(error.answer.headers, now) ?? resetTime(error.answer.headers);
    const backOff = Math.min(firstPause * 2 ** (attemptNumber - 1), longestPause);
    return until === undefined ? backOff : Math.max(until - now, 0) + 250;
  }

  #outcomeOf(answer: Answer): Outcome {
    if (answer.kind === "not-sent") return { result: "not-sent", problem: answer.problem };
    if (answer.kind === "no-answer") return { result: "unconfirmed", problem: answer.problem };
    const { status } = answer;
    // Success is 204 and nothing else [D]; whatever else does not say no may have happened.
    if (status === 204) return { result: "done" };
    if (status >= 400 && status < 500 && status !== 408) {
      return { result: "refused", status, problem: this.#problemIn(answer.body) };
    }
    const redirected =
      status >= 300 && status < 400 ? "a redirect, which is not followed" : `status ${status}`;
    return { result: "unconfirmed", status, problem: `Tally answered with ${redirected}` };
  }

  /** What an error body says: JSON or text, empty allowed, never the key (tally-api.md, section 5). */
  #problemIn(body: string): string {
    const { message, errorType } = parseError(body);
    const text = [message, errorType && `(${errorType})`].filter(Boolean).join(" ");
    const masked = text.replaceAll(this.#options.key, "***").replace(/[\p{Cc}\p{Cf}]+/gu, " ");
    return masked.trim().slice(0, longestProblem);
  }
}

/** `Retry-After` as seconds or as a date, in milliseconds since 1970. */
function retryTime(headers: Headers, now: number): number | undefined {
  const value = headers["retry-after"];
  if (typeof value !== "string") return undefined;
  const until = /^\d+$/.test(value) ? now + Number(value) * 1000 : Date.parse(value);
  return Number.isNaN(until) ? undefined : until;
}

function parseError(body: string): { message?: string; errorType?: string } {
  try {
    const value = JSON.parse(body) as { message?: unknown; errorType?: unknown } | null;
    return {
      ...(typeof value?.message === "string" && { message: value.message }),
      ...(typeof value?.errorType === "string" && { errorType: value.errorType }),
    };
  } catch {
    return body.trimStart().startsWith("<")
      ? { message: "an HTML page instead of an answer" }
      : { message: body };
  }
}
