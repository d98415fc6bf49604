import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { RequestError } from "@octokit/request-error";
import { redactSecrets } from "../core/text/redact.ts";
import { objectAt, stringAt } from "../core/values/untyped.ts";
import type { Io } from "../io/io.ts";
import { proxyFor } from "../io/proxy.ts";
import type { RepositoryName } from "./context.ts";

const requestTimeoutMs = 30_000;
const maxRateLimitRetries = 3;
/** The longest pause that Rollcall waits for. A step can't read its job's timeout; the plan workflow of the examples has 10 minutes. */
export const maxPauseSeconds = 300;
const bodyMissing = "GitHub returned neither an object nor a list";
const foreignUrl = "GitHub returned a link to another server, to which Rollcall never sends the token";

/** How to reach GitHub. */
export interface GitHubAccess {
  readonly apiUrl: string;
  readonly token: string;
  readonly repository: RepositoryName;
  readonly userAgent: string;
  /** Of which the variables that name proxies are used. */
  readonly env: Io["env"];
  /** Told when GitHub asks for a pause of so many seconds. */
  readonly onWait: (seconds: number) => void;
  /** Told once for each author of a comment or an issue that seems to be ours, but isn't by the expected author. */
  readonly onOtherAuthor: (login: string) => void;
}

/** GitHub's REST API, for one repository, with paging, retries of reads, and waiting where it asks for it. */
export type GitHub = ReturnType<typeof openGitHub>;

/** Opens GitHub. Nothing is sent yet. */
export function openGitHub(access: GitHubAccess) {
  const { apiUrl, token, repository, userAgent, env, onWait } = access;
  const waitUnlessLong = (seconds: number, options: object, _: unknown, retries: number) => {
    const waits = seconds <= maxPauseSeconds && retries < maxRateLimitRetries && isReading(options);
    if (waits) onWait(seconds);
    return waits;
  };
  let proxiedFetch: ReturnType<typeof loadProxiedFetch> | undefined;
  const Client = Octokit.plugin(paginateRest, retry, throttling);
  const client = new Client({
    auth: token,
    baseUrl: apiUrl,
    userAgent,
    // A partial `throttle` makes the constructor throw (github-facts.md), and its own log would end up among results.
    // The pace is one for each server: without an id it would be one for all clients of this process.
    throttle: { id: apiUrl, onRateLimit: waitUnlessLong, onSecondaryRateLimit: waitUnlessLong },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    request: {
      fetch: async (url: string, init: RequestInit) => {
        if (proxyFor(new URL(url), env)) proxiedFetch ??= loadProxiedFetch(env);
        const send = (await proxiedFetch) ?? fetch;
        return send(url, { ...init, signal: AbortSignal.timeout(requestTimeoutMs) });
      },
    },
  });
  client.hook.before("request", ({ url }) => {
    // The address of a next page is GitHub's to say, and the token goes along with the request.
    const isAbsolute = /^[a-z]+:/i.test(url);
    if (isAbsolute && !url.startsWith(`${apiUrl}/`)) throw new UnusableResponse(foreignUrl);
  });
  client.hook.after("request", ({ status, data }) => {
    // The pages of a list are taken apart before anybody here sees them.
    if (status !== 204 && (typeof data !== "object" || data === null))
      throw new UnusableResponse(bodyMissing);
  });
  client.hook.error("request", error => {
    error.message = redactSecrets(error.message, [token]);
    throw error;
  });
  let viewer: Promise<string | undefined> | undefined;
  const otherAuthors = new Set<string>();
  return Object.assign(client, {
    repository,
    /** The login that the token belongs to, or undefined if GitHub doesn't tell. */
    viewer: () => {
      viewer ??= findViewer(client, apiUrl);
      return viewer;
    },
    onOtherAuthor: (login: string) => {
      if (!otherAuthors.has(login)) access.onOtherAuthor(login);
      otherAuthors.add(login);
    },
  });
}

/**
 * GraphQL tells every token, those of apps and of workflows included, whose it is (github-facts.md). The REST API tells only a
 * person's token.
 */
async function findViewer(client: Octokit, apiUrl: string): Promise<string | undefined> {
  const baseUrl = apiUrl.replace(/\/v3$/, "");
  const query = "query { viewer { login } }";
  const answer = await orUndefinedIfRefused(client.request("POST /graphql", { baseUrl, query }));
  const login = stringAt(objectAt(objectAt(answer, "data"), "viewer"), "login");
  return login ?? stringAt(await orUndefinedIfRefused(client.request("GET /user")), "login");
}

async function orUndefinedIfRefused(response: Promise<{ readonly data: unknown }>): Promise<unknown> {
  try {
    return (await response).data;
  } catch (error) {
    // The throttling plugin reads a property of the body of a GraphQL response, even if the body is null.
    if (error instanceof TypeError) throw new UnusableResponse(bodyMissing);
    if ([401, 403, 404].includes(statusOf(error) ?? 0) && !isRateLimited(error)) return undefined;
    throw error;
  }
}

/** For requests that change something: whether one arrived is found out by reading, never by sending it again. */
export const noRetry = { request: { retries: 0 } } as const;

/** What GitHub cannot give, although it answered. */
export class UnusableResponse extends Error {}

/** The status that GitHub answered, or nothing where no answer came; what is no failure of a request is thrown on. */
export function statusOf(error: unknown): number | undefined {
  if (error instanceof UnusableResponse) return undefined;
  if (!(error instanceof RequestError)) throw error;
  return error.response ? error.status : undefined;
}

/** Whether GitHub only asks for a pause: it answers 403 as well as 429 then, and says so in words or by a header. */
export function isRateLimited(error: unknown): boolean {
  if (!(error instanceof RequestError) || !error.response) return false;
  const { status, headers } = error.response;
  if (status === 429) return true;
  return status === 403 && (headers["retry-after"] !== undefined || /rate limit/i.test(error.message));
}

/** What GitHub says about a request that failed. */
export function problemOfRequest(error: unknown): string {
  if (error instanceof UnusableResponse) return error.message;
  if (!(error instanceof RequestError)) throw error;
  const { method, url } = error.request;
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  const said = error.response ? `GitHub returned ${error.status} for` : "GitHub didn't respond to";
  const why = error.message.replace(/\.?( - https:\/\/docs\.github\.com.*)?$/s, "");
  const cause = error.status === 401 ? "; the token of the input github-token is invalid or has expired" : "";
  const problem = `${said} ${method} ${path}: ${why}${cause}`;
  const reset = resetOf(error);
  return reset === undefined
    ? problem
    : `${problem}. The rate limit resets at ${reset}. Run this again after that time`;
}

/** When GitHub accepts requests again, by its own clock. Returns undefined if the request failed for another reason. */
function resetOf(error: RequestError): string | undefined {
  if (!isRateLimited(error)) return undefined;
  const { date, "retry-after": seconds, "x-ratelimit-reset": reset } = error.response?.headers ?? {};
  const time = seconds === undefined ? Number(reset) * 1000 : Date.parse(date ?? "") + Number(seconds) * 1000;
  if (!(time > 0)) return undefined;
  return `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** The permission of a job that GitHub's refusal points to, if it is about one. */
export function permissionFor(error: unknown): string | undefined {
  if (!(error instanceof RequestError) || isRateLimited(error)) return undefined;
  // GitHub hides what a token may not see: then it returns 404.
  if (![403, 404].includes(error.status) || otherRefusals.test(error.message)) return undefined;
  const { method, url } = error.request;
  if (/\/issues(?:\/\d+)?(?:\?|$)/.test(url)) return `issues: ${method === "GET" ? "read" : "write"}`;
  if (/\/(?:issues|pulls)\b/.test(url)) return `pull-requests: ${method === "GET" ? "read" : "write"}`;
  return `contents: ${method === "GET" ? "read" : "write"}`;
}

/** What an organization refuses whatever the permissions of the token. */
const otherRefusals = /\bSAML\b|\bIP allow list\b/;

/** Whether an error is a request to GitHub that failed. */
export function isRequestProblem(error: unknown): boolean {
  return error instanceof RequestError || error instanceof UnusableResponse;
}

function isReading(options: object): boolean {
  return (options as { method?: unknown }).method === "GET";
}

/** Loads a library that is of no use without a proxy. */
async function loadProxiedFetch(env: Io["env"]) {
  return (await import("../io/http/proxied-fetch.ts")).createProxiedFetch(env);
}

function ignore(): void {}
