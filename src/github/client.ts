import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { RequestError } from "@octokit/request-error";
import { redactSecrets } from "../core/text/redact.ts";
import { objectAt, stringAt } from "../core/values/untyped.ts";
import type { Io } from "../io/io.ts";
import { proxyFor } from "../io/proxy.ts";
import type { RepositoryName } from "./context.ts";
import { isRateLimited, type Pace, pacer, resetTimeOf } from "./pace.ts";

const requestTimeoutMs = 30_000;
const bodyMissing = "GitHub returned a response without an object or a list";
const foreignUrl = "GitHub returned a link to another server. Rollcall doesn't send the token there";

/** The URL of a commit, tree, or blob. Its content never changes, so each is read only once. */
const gitObject = /\/git\/(?:commits|trees|blobs)\/[0-9a-f]{40,64}(?:\?|$)/;

/** The options of the client. */
export interface GitHubAccess extends Pace {
  readonly apiUrl: string;
  readonly token: string;
  readonly repository: RepositoryName;
  readonly userAgent: string;
  /** Read for the proxy variables only. */
  readonly env: Io["env"];
  /** Called once for each unexpected author of a comment or an issue that looks like ours. */
  readonly onOtherAuthor: (login: string) => void;
}

/** A client of GitHub's REST API for one repository, which supports paging, retries reads, and waits if a rate limit requires it. */
export type GitHub = ReturnType<typeof openGitHub>;

/** Creates a client. Sends nothing yet. */
export function openGitHub(access: GitHubAccess) {
  const { apiUrl, token, repository, userAgent, env } = access;
  let proxiedFetch: ReturnType<typeof loadProxiedFetch> | undefined;
  const Client = Octokit.plugin(paginateRest);
  const objects = new Map<string, Promise<Awaited<ReturnType<Octokit["request"]>>>>();
  const client = new Client({
    auth: token,
    baseUrl: apiUrl,
    userAgent,
    // Its lines would mix with our output.
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
    // The URL of the next page comes from GitHub's response, and each request includes the token.
    const isAbsolute = /^[a-z]+:/i.test(url);
    if (isAbsolute && !url.startsWith(`${apiUrl}/`)) throw new UnusableResponse(foreignUrl);
  });
  client.hook.after("request", ({ status, data }) => {
    // The paging plugin reads the body of a list before our code can check it.
    if (status !== 204 && (typeof data !== "object" || data === null))
      throw new UnusableResponse(bodyMissing);
  });
  client.hook.error("request", error => {
    error.message = redactSecrets(error.message, [token]);
    throw error;
  });
  client.hook.wrap("request", pacer(access));
  client.hook.wrap("request", async (send, options) => {
    const { method, url } = client.request.endpoint(options);
    return method === "GET" && gitObject.test(url) ? once(objects, url, () => send(options)) : send(options);
  });
  let viewer: Promise<string | undefined> | undefined;
  const otherAuthors = new Set<string>();
  return Object.assign(client, {
    repository,
    /** Returns the login that the token belongs to, or undefined if GitHub doesn't return it. */
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

/** Returns the result of an earlier call with this key, unless it failed: for a moment after a push, GitHub may not find a commit. */
async function once<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  read: () => Value | Promise<Value>,
): Promise<Value> {
  const value = known.get(key) ?? Promise.resolve(read());
  known.set(key, value);
  try {
    return await value;
  } catch (error) {
    known.delete(key);
    throw error;
  }
}

/** Finds the owner of the token. GraphQL returns it for all tokens, but the REST API doesn't for those of apps and workflows. */
async function findViewer(client: Octokit, apiUrl: string): Promise<string | undefined> {
  const baseUrl = apiUrl.replace(/\/v3$/, "");
  const query = "query { viewer { login } }";
  const data = await orUndefinedIfRejected(client.request("POST /graphql", { baseUrl, query }));
  const login = stringAt(objectAt(objectAt(data, "data"), "viewer"), "login");
  return login ?? stringAt(await orUndefinedIfRejected(client.request("GET /user")), "login");
}

async function orUndefinedIfRejected(response: Promise<{ readonly data: unknown }>): Promise<unknown> {
  try {
    return (await response).data;
  } catch (error) {
    if ([401, 403, 404].includes(statusOf(error) ?? 0) && !isRateLimited(error)) return undefined;
    throw error;
  }
}

/** The error for a response that can't be used. */
export class UnusableResponse extends Error {}

/** Returns the status of a failed request, or undefined if there was no usable response. Throws any other error. */
export function statusOf(error: unknown): number | undefined {
  if (error instanceof UnusableResponse) return undefined;
  if (!(error instanceof RequestError)) throw error;
  return error.response ? error.status : undefined;
}

/** Describes a failed request. Throws any other error. */
export function problemOfRequest(error: unknown): string {
  if (error instanceof UnusableResponse) return error.message;
  if (!(error instanceof RequestError)) throw error;
  const { method, url } = error.request;
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  const what = error.response ? `GitHub returned ${error.status} for` : "GitHub didn't respond to";
  const why = error.message.replace(/\.?( - https:\/\/docs\.github\.com.*)?$/s, "");
  const hint = error.status === 401 ? "; the token in the input github-token is invalid or expired" : "";
  const problem = `${what} ${method} ${path}: ${why}${hint}`;
  const reset = resetTimeOf(error);
  if (reset === undefined) return problem;
  const time = new Date(reset).toISOString().slice(0, 19).replace("T", " ");
  return `${problem}. The rate limit resets at ${time} UTC. Run this again after that time`;
}

/** Returns the permission that a job needs for a request that GitHub rejected, or undefined if it was rejected for another reason. */
export function permissionFor(error: unknown): string | undefined {
  if (!(error instanceof RequestError) || isRateLimited(error)) return undefined;
  // GitHub also returns 404 if a token may not see something that exists.
  if (![403, 404].includes(error.status) || organizationPolicies.test(error.message)) return undefined;
  const { method, url } = error.request;
  if (/\/issues(?:\/\d+)?(?:\?|$)/.test(url)) return `issues: ${method === "GET" ? "read" : "write"}`;
  if (/\/(?:issues|pulls)\b/.test(url)) return `pull-requests: ${method === "GET" ? "read" : "write"}`;
  return `contents: ${method === "GET" ? "read" : "write"}`;
}

/** Words in errors that come from a policy of the organization, which no permission of the token can fix. */
const organizationPolicies = /\bSAML\b|\bIP allow list\b/;

/** Whether an error is a failed request to GitHub. */
export function isRequestProblem(error: unknown): boolean {
  return error instanceof RequestError || error instanceof UnusableResponse;
}

/** Loads the library for proxies, which is needed only if there is one. */
async function loadProxiedFetch(env: Io["env"]) {
  return (await import("../io/http/proxied-fetch.ts")).createProxiedFetch(env);
}

function ignore(): void {}
