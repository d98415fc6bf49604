import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Clock } from "../io/clock.ts";
import { describeConnectionError } from "../io/http/connection-problem.ts";
import { describeProxyProblem, describeTlsProblem, openTunnel } from "../io/http/tunnel.ts";
import type { HttpProxy } from "../io/proxy.ts";

/** Headers of a response. Names are in lowercase. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One request to Tally. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Only with HTTPS. HTTP is allowed only on this machine, which needs no proxy. */
  readonly proxy?: HttpProxy | undefined;
}

/** The result of a request. It is certain that a request didn't arrive only if no connection was made. */
export type HttpResult =
  | {
      readonly kind: "response";
      readonly status: number;
      readonly headers: Headers;
      readonly body: string;
      /** Whether the whole body arrived. */
      readonly isWhole: boolean;
    }
  | { readonly kind: "not-sent"; readonly problem: string }
  | { readonly kind: "no-response"; readonly problem: string };

/** How long to wait, in milliseconds. */
export interface Timeouts {
  /** Until the connection is made, including TLS. */
  readonly connect: number;
  /** From the connection until the head of the response has arrived. */
  readonly headers: number;
  /** From the head to the last byte. */
  readonly body: number;
}

/**
 * Maximum length of one response, and of all responses of one check, in characters. Forty workspaces with ten thousand members
 * in total take about 15 million characters, and several times as much memory when parsed.
 */
export const maxResponseLength = 64 * 1024 * 1024;

/** Sends one request. `abandon` stops waiting for the response. */
export type SendRequest = (
  request: HttpRequest,
  timeouts: Timeouts,
  clock: Pick<Clock, "after">,
  abandon?: AbortSignal,
) => Promise<HttpResult>;

/**
 * Sends one request over a new connection, and never follows a redirect. Only a new connection distinguishes "not sent" from "sent
 * and lost": after an error before the connection is made, it is certain that no byte of the request was sent.
 */
export const sendRequest: SendRequest = ({ method, url, headers, body, proxy }, timeouts, clock, abandon) =>
  new Promise(resolve => {
    const secure = url.protocol === "https:";
    const closed = new AbortController();
    const connectThrough =
      (through: HttpProxy) => (_: object, use: (error: null, socket: Socket) => void) => {
        openTunnel(through, url, closed.signal).then(
          tunnel => use(null, startTls(url, tunnel)),
          ({ message }: Error) => fail(message),
        );
        return undefined;
      };
    const options = {
      method,
      headers: { ...headers, ...(body !== undefined && { "content-length": Buffer.byteLength(body) }) },
      ...(proxy ? { createConnection: connectThrough(proxy) } : { agent: false }),
    } as const;
    const request = secure ? requestHttps(url, options) : requestHttp(url, options);
    let response: IncomingMessage | undefined;
    let connected = false;

    const finish = (result: HttpResult) => {
      cancelTimeout();
      abandon?.removeEventListener("abort", stopWaiting);
      request.destroy();
      closed.abort();
      resolve(result);
    };
    const fail = (problem: string) => finish({ kind: connected ? "no-response" : "not-sent", problem });
    const failAfter = (milliseconds: number, what: string, describe = (problem: string) => problem) =>
      clock.after(milliseconds, () => fail(describe(`no ${what} within ${seconds(milliseconds)}`)));
    const stopWaiting = () => fail("stopped before the response arrived");
    abandon?.addEventListener("abort", stopWaiting);
    let cancelTimeout = failAfter(timeouts.connect, "connection", problem =>
      proxy ? describeProxyProblem(proxy, url, `made ${problem}`) : problem,
    );

    request.once("socket", socket => {
      socket.once(secure ? "secureConnect" : "connect", () => {
        connected = true;
        cancelTimeout();
        cancelTimeout = failAfter(timeouts.headers, "response");
      });
    });
    request.once("response", incoming => {
      response = incoming;
      cancelTimeout();
      cancelTimeout = clock.after(timeouts.body, () => incoming.destroy());
      void readResponse(incoming).then(finish);
    });
    request.on("error", (error: NodeJS.ErrnoException) => {
      if (response) return;
      const isTls = proxy !== undefined && !connected;
      fail(isTls ? describeTlsProblem(proxy, url, error) : describeConnectionError(error));
    });
    request.end(body);
  });

/** Starts TLS with the host itself, through the tunnel of a proxy. */
function startTls({ hostname }: URL, tunnel: Socket): Socket {
  const host = hostname.replace(/^\[|\]$/g, "");
  return connectTls({ socket: tunnel, host, servername: isIP(host) ? "" : host });
}

/** Reads a response whose status has arrived. If the connection breaks, returns the part of the body that arrived. */
async function readResponse(response: IncomingMessage): Promise<HttpResult> {
  const chunks: string[] = [];
  let length = 0;
  let isWhole = true;
  try {
    response.setEncoding("utf8");
    for await (const chunk of response) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > maxResponseLength) {
        isWhole = false;
        break;
      }
    }
  } catch {
    // The connection broke in the body. The status already tells the result of the request.
    isWhole = false;
  }
  return {
    kind: "response",
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: chunks.join(""),
    isWhole,
  };
}

function seconds(milliseconds: number): string {
  const count = milliseconds / 1000;
  return count === 1 ? "1 second" : `${count} seconds`;
}
