import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A request that went through the proxy. */
export interface ProxiedRequest {
  readonly method: string;
  /** The path with its query, but without the prefix of an Enterprise server. */
  readonly path: string;
  readonly body: string;
  /** The status of the response, or 0 if the proxy closed the connection instead. */
  readonly status: number;
  /** The number of its round trip: 1, or one more than the last round trip of which a response had been sent when it arrived. */
  readonly trip: number;
}

/** The requests that an order applies to. The first `skip` of them are forwarded unchanged. */
export interface Which {
  readonly method: string;
  /** A pattern for the path with its query. */
  readonly path: RegExp;
  readonly skip?: number;
}

/** A response in place of the server's. */
export interface Failure extends Which {
  /** Default: 1. */
  readonly times?: number;
  /** Default: 500. */
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether to close the connection instead of responding. */
  readonly reset?: boolean;
  /** Whether to forward the request to the server first. */
  readonly after?: boolean;
}

/** Permissions as in `permissions:` of a job. */
export type Permissions = Readonly<
  Partial<Record<"contents" | "issues" | "pull-requests", "read" | "write">>
>;

/** The permissions, one of which a request needs, by GitHub's documentation of each endpoint. */
const permissionsOf: readonly (readonly [RegExp, readonly (keyof Permissions)[]])[] = [
  [/\/issues\/(\d+\/)?comments/, ["issues", "pull-requests"]],
  [/\/issues/, ["issues"]],
  [/\/pulls/, ["pull-requests"]],
  [/\/(git|commits|compare|contents)\//, ["contents"]],
];

interface ProxyResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
interface Order {
  readonly which: Which;
  skip: number;
  left: number;
}

/** The prefix of the API on an Enterprise server. */
const prefix = "/api/v3";
/** Headers that belong to one connection, or are no longer right after the body has been read. */
const ownHeaders = new Set(
  "host connection keep-alive content-length content-encoding transfer-encoding accept-encoding".split(" "),
);

/** A proxy for a GitHub server, at `/` and `/api/v3/`, that records, rejects, and delays requests, and corrects responses. */
export class GithubProxy {
  readonly requests: ProxiedRequest[] = [];
  /** The violations that Prism found, if the upstream is Prism. */
  readonly violations: string[] = [];
  /** Whether to reject every change, as for a fork's token. */
  isReadOnly = false;
  /** How long to wait before each response, in milliseconds. */
  latencyMs = 0;
  /** The permissions of the token. If undefined, it has all of them. */
  permissions: Permissions | undefined;
  /** Corrects a JSON response of the upstream that differs from GitHub's. */
  mend: (path: string, response: unknown) => Promise<unknown> = async (_, response) => response;
  /** Returns the path to request from the upstream, in place of a path that it doesn't have. */
  upstreamPath: (path: string) => string = path => path;
  readonly #upstream: string;
  readonly #tokens: ReadonlyMap<string, string>;
  readonly #failures: (Order & { readonly which: Failure })[] = [];
  readonly #pauses: (Order & { readonly run: () => Promise<void> })[] = [];
  readonly #server = createServer((request, response) => {
    this.#respond(request, response).catch(error => {
      response.writeHead(502, { "content-type": "application/json" });
      response.end(JSON.stringify({ message: `The proxy of the tests failed: ${String(error)}` }));
    });
  });

  /** `tokens` are all valid tokens, with the logins of their users. */
  constructor(upstream: string, tokens: ReadonlyMap<string, string>) {
    this.#upstream = upstream;
    this.#tokens = tokens;
  }

  /** Listens on a free port of the loopback interface. Needed before `url`. */
  async listen(): Promise<void> {
    await new Promise<void>(resolve => this.#server.listen(0, "127.0.0.1", resolve));
  }

  /** The URL without a trailing slash. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  fail(which: Failure): void {
    this.#failures.push({ which, skip: which.skip ?? 0, left: which.times ?? 1 });
  }

  before(which: Which, run: () => Promise<void>): void {
    this.#pauses.push({ which, skip: which.skip ?? 0, left: 1, run });
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const method = request.method ?? "GET";
    const url = (request.url ?? "/").replace(/^\/{2,}/, "/");
    const isPrefixed = url.startsWith(`${prefix}/`);
    const path = isPrefixed ? url.slice(prefix.length) : url.replace(/^\/api(?=\/graphql$)/, "");
    const trip = Math.max(0, ...this.requests.map(one => (one.status === 0 ? 0 : one.trip))) + 1;
    const index = this.requests.push({ method, path, body, status: 0, trip }) - 1;

    await take(this.#pauses, method, path)?.run();
    const failure = take(this.#failures, method, path)?.which;
    const forward = () => this.#forward(method, path, request, body, isPrefixed);
    if (failure?.after) await forward();
    if (failure?.reset) {
      response.destroy();
      return;
    }
    const own = failure
      ? responseTo(failure)
      : this.#ownResponse(method, path, request.headers.authorization);
    const sent = own ?? (await forward());
    if (this.latencyMs > 0) await sleep(this.latencyMs);
    this.requests[index] = { method, path, body, status: sent.status, trip };
    response.writeHead(sent.status, sent.headers);
    response.end(method === "HEAD" ? undefined : sent.body);
  }

  /** Returns GitHub's response if the emulator's would differ: the emulator accepts any token, and has no GraphQL. */
  #ownResponse(method: string, path: string, authorization: string | undefined): ProxyResponse | undefined {
    const token = authorization?.split(" ")[1] ?? "";
    const login = this.#tokens.get(token);
    if (authorization && login === undefined) return json(401, { message: "Bad credentials" });
    if (path === "/graphql") return json(200, { data: { viewer: { login } } });
    // The REST API returns the user only for the token of a person (github-facts.md).
    if (path === "/user" && token.startsWith("ghs_")) return permissionFailure;
    const isReading = method === "GET" || method === "HEAD";
    const isAllowed = (this.isReadOnly ? isReading : true) && this.#isGranted(path, isReading);
    return isAllowed ? undefined : permissionFailure;
  }

  #isGranted(path: string, isReading: boolean): boolean {
    const { permissions } = this;
    const needed = permissionsOf.find(([pattern]) => pattern.test(path))?.[1];
    if (!permissions || !needed) return true;
    return needed.some(name => permissions[name] === "write" || (isReading && permissions[name] === "read"));
  }

  async #forward(
    method: string,
    path: string,
    request: IncomingMessage,
    body: string,
    isPrefixed: boolean,
  ): Promise<ProxyResponse> {
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      ownHeaders.has(name) || value === undefined ? [] : [[name, String(value)]],
    );
    const response = await fetch(this.#upstream + inOneSegment(this.upstreamPath(path)), {
      method,
      headers,
      redirect: "manual",
      ...(body !== "" && { body }),
    });
    const text = await response.text();
    this.#collectViolations(`${method} ${path}`, response, text);
    const [, branch] = /\/commits\/(heads%2F[^/?]+)/.exec(path) ?? [];
    if (branch && response.status === 404)
      return json(422, { message: `No commit found for SHA: ${decodeURIComponent(branch)}` });
    const own = this.url + (isPrefixed ? prefix : "");
    const kept = [...response.headers].filter(([name]) => !ownHeaders.has(name));
    return {
      status: response.status,
      // Clients request the next page at the URL in the link header.
      headers: Object.fromEntries(
        kept.map(([name, value]) => [name, name === "link" ? linkTo(own, value) : value]),
      ),
      body: await this.#corrected(path, response, text),
    };
  }

  async #corrected(path: string, response: Response, text: string): Promise<string> {
    if (!response.ok || !response.headers.get("content-type")?.startsWith("application/json")) return text;
    return JSON.stringify(await this.mend(path, JSON.parse(text)));
  }

  #collectViolations(what: string, response: Response, text: string): void {
    const listed = response.headers.get("sl-violations") ?? "";
    const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json");
    if (isProblem) this.violations.push(`${what}: ${text}`);
    // An unlisted status is only a warning, because GitHub doesn't list all statuses that it returns.
    else if (listed.includes('"severity":"Error"')) this.violations.push(`${what}: ${listed}`);
  }
}

const permissionFailure = json(403, { message: "Resource not accessible by integration", status: "403" });

function responseTo({ status = 500, body, headers }: Failure): ProxyResponse {
  return json(status, body ?? { message: "Scheduled by the test" }, headers);
}

function json(status: number, body: unknown, headers?: Readonly<Record<string, string>>): ProxyResponse {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}

/** Returns the first scheduled response to a request and counts its use. Earlier ones that skip the request count that. */
function take<Kind extends Order>(orders: Kind[], method: string, path: string): Kind | undefined {
  const fitting = orders.filter(({ which }) => which.method === method && which.path.test(path));
  for (const order of fitting) {
    if (order.skip > 0) {
      order.skip -= 1;
    } else {
      order.left -= 1;
      if (order.left <= 0) orders.splice(orders.indexOf(order), 1);
      return order;
    }
  }
  return undefined;
}

/** Escapes the slashes of a ref. GitHub accepts both forms, but OpenAPI allows only one path segment for a parameter. */
function inOneSegment(path: string): string {
  return path.replace(/(\/git\/(?:ref|refs|matching-refs)\/|\/compare\/)([^?]+)/, (_, start, rest) => {
    return start + encodeURIComponent(decodeURIComponent(rest));
  });
}

function linkTo(own: string, link: string): string {
  return link.replaceAll(/<https?:\/\/[^/>]+/g, `<${own}`);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
