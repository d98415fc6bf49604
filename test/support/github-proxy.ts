import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that went through the proxy. */
export interface ProxiedRequest {
  readonly method: string;
  /** With its query, without the prefix of an Enterprise server. */
  readonly path: string;
  readonly body: string;
  /** 0 where the connection was cut instead of an answer. */
  readonly status: number;
}

/** Which requests an order is about. `skip` of them are let through first. */
export interface Which {
  readonly method: string;
  /** Tested against the path with its query. */
  readonly path: RegExp;
  readonly skip?: number;
}

/** An answer in place of the server's, or after the server has done its part; `reset` cuts the connection. */
export interface Failure extends Which {
  /** 1 where nothing is said. */
  readonly times?: number;
  /** 500 where nothing is said. */
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly reset?: boolean;
  readonly after?: boolean;
}

/** As in the `permissions:` of a job. */
export type Permissions = Readonly<
  Partial<Record<"contents" | "issues" | "pull-requests", "read" | "write">>
>;

/** The permissions of which a request needs one, by GitHub's documentation of each endpoint. */
const permissionsOf: readonly (readonly [RegExp, readonly (keyof Permissions)[]])[] = [
  [/\/issues\/(\d+\/)?comments/, ["issues", "pull-requests"]],
  [/\/issues/, ["issues"]],
  [/\/pulls/, ["pull-requests"]],
  [/\/(git|commits|compare|contents)\//, ["contents"]],
];

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
interface Order {
  readonly which: Which;
  skip: number;
  left: number;
}

/** The prefix under which an Enterprise server has its API. */
const prefix = "/api/v3";
/** About one connection, or no longer true once the body has been read. */
const ownHeaders = new Set(
  "host connection keep-alive content-length content-encoding transfer-encoding accept-encoding".split(" "),
);

/** Stands in front of a GitHub, at `/` and under `/api/v3/`: records, refuses, delays and mends. */
export class GithubProxy {
  readonly requests: ProxiedRequest[] = [];
  /** What Prism found, where the upstream is Prism: one sentence each. */
  readonly violations: string[] = [];
  /** As for a fork's token: everything that would change something is refused. */
  isReadOnly = false;
  /** Those of the token; all of them if undefined. */
  permissions: Permissions | undefined;
  /** Mends a JSON answer of the upstream in which it differs from GitHub. */
  mend: (path: string, answer: unknown) => Promise<unknown> = async (_, answer) => answer;
  /** What to ask of the upstream in place of a path that it lacks. */
  upstreamPath: (path: string) => string = path => path;
  readonly #upstream: string;
  readonly #tokens: ReadonlyMap<string, string>;
  readonly #failures: (Order & { readonly which: Failure })[] = [];
  readonly #pauses: (Order & { readonly run: () => Promise<void> })[] = [];
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch(error => {
      response.writeHead(502, { "content-type": "application/json" });
      response.end(JSON.stringify({ message: `The proxy of the tests failed: ${String(error)}` }));
    });
  });

  /** `tokens` are the only ones that are known, with the logins that they belong to. */
  constructor(upstream: string, tokens: ReadonlyMap<string, string>) {
    this.#upstream = upstream;
    this.#tokens = tokens;
  }

  /** Listens on a free port of the loopback interface, after which there is an `url`. */
  async listen(): Promise<void> {
    await new Promise<void>(resolve => this.#server.listen(0, "127.0.0.1", resolve));
  }

  /** Without a slash at its end. */
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

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const method = request.method ?? "GET";
    const asked = (request.url ?? "/").replace(/^\/{2,}/, "/");
    const isPrefixed = asked.startsWith(`${prefix}/`);
    const path = isPrefixed ? asked.slice(prefix.length) : asked.replace(/^\/api(?=\/graphql$)/, "");
    const index = this.requests.push({ method, path, body, status: 0 }) - 1;

    await take(this.#pauses, method, path)?.run();
    const failure = take(this.#failures, method, path)?.which;
    const ask = () => this.#forward(method, path, request, body, isPrefixed);
    if (failure?.after) await ask();
    if (failure?.reset) {
      response.destroy();
      return;
    }
    const refused = failure ? refusal(failure) : this.#ownAnswer(method, path, request.headers.authorization);
    const answer = refused ?? (await ask());
    this.requests[index] = { method, path, body, status: answer.status };
    response.writeHead(answer.status, answer.headers);
    response.end(method === "HEAD" ? undefined : answer.body);
  }

  /** What GitHub answers and the emulator doesn't: it takes any token as somebody's, and has no GraphQL. */
  #ownAnswer(method: string, path: string, authorization: string | undefined): Answer | undefined {
    const token = authorization?.split(" ")[1] ?? "";
    const login = this.#tokens.get(token);
    if (authorization && login === undefined) return json(401, { message: "Bad credentials" });
    if (path === "/graphql") return json(200, { data: { viewer: { login } } });
    // The REST API tells only a person whose token it is (github-facts.md).
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
  ): Promise<Answer> {
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      ownHeaders.has(name) || value === undefined ? [] : [[name, String(value)]],
    );
    const answer = await fetch(this.#upstream + inOneSegment(this.upstreamPath(path)), {
      method,
      headers,
      redirect: "manual",
      ...(body !== "" && { body }),
    });
    const text = await answer.text();
    this.#collectViolations(`${method} ${path}`, answer, text);
    const own = this.url + (isPrefixed ? prefix : "");
    const kept = [...answer.headers].filter(([name]) => !ownHeaders.has(name));
    return {
      status: answer.status,
      // The next page is asked for at the address that links name.
      headers: Object.fromEntries(
        kept.map(([name, value]) => [name, name === "link" ? linkTo(own, value) : value]),
      ),
      body: await this.#mended(path, answer, text),
    };
  }

  async #mended(path: string, answer: Response, text: string): Promise<string> {
    if (!answer.ok || !answer.headers.get("content-type")?.startsWith("application/json")) return text;
    return JSON.stringify(await this.mend(path, JSON.parse(text)));
  }

  #collectViolations(what: string, answer: Response, text: string): void {
    const listed = answer.headers.get("sl-violations") ?? "";
    const isProblem = answer.headers.get("content-type")?.startsWith("application/problem+json");
    if (isProblem) this.violations.push(`${what}: ${text}`);
    // Only a warning is that a status is not listed: GitHub does not list all that it answers.
    else if (listed.includes('"severity":"Error"')) this.violations.push(`${what}: ${listed}`);
  }
}

const permissionFailure = json(403, { message: "Resource not accessible by integration", status: "403" });

function refusal({ status = 500, body, headers }: Failure): Answer {
  return json(status, body ?? { message: "Ordered by the test" }, headers);
}

function json(status: number, body: unknown, headers?: Readonly<Record<string, string>>): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}

/** The first order that is about this request, spent by it; a request that is only skipped is counted by each. */
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

/** The slashes of a ref escaped: GitHub takes both, OpenAPI has one segment for a parameter. */
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
