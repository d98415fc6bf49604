import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Socket } from "node:net";
import { type HttpProxy, portOf, proxyAuthorization } from "../proxy.ts";
import { describeConnectionError } from "./connection-problem.ts";

/** How long a connection may take, in milliseconds. */
export const connectTimeoutMs = 10_000;

/**
 * Opens a connection to a host through a proxy, by CONNECT, for HTTP as well. When it resolves, nothing but the host, the port, and
 * the credentials of the proxy has been sent. Rejects with a problem for people.
 */
export function openTunnel(proxy: HttpProxy, target: URL, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const { url, variable } = proxy;
    if (!url) throw new Error(`${variable} is not the URL of an HTTP or HTTPS proxy; write http://HOST:PORT`);
    const fail = (what: string, wayOut?: string) =>
      reject(new Error(describeProxyProblem(proxy, target, what, wayOut)));
    const path = `${target.hostname}:${portOf(target)}`;
    const authorization = proxyAuthorization(url);
    const request = (url.protocol === "http:" ? requestHttp : requestHttps)({
      method: "CONNECT",
      host: url.hostname.replace(/^\[|\]$/g, ""),
      port: portOf(url),
      path,
      headers: { host: path, ...(authorization !== undefined && { "proxy-authorization": authorization }) },
      agent: false,
      signal,
    });
    request.once("connect", ({ statusCode = 0 }, socket, head) => {
      if (statusCode >= 200 && statusCode < 300) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      const credentials = `set ${variable} to http://USER:PASSWORD@HOST:PORT`;
      fail(`answered ${statusCode} to CONNECT ${path}`, statusCode === 407 ? credentials : undefined);
    });
    request.once("error", error => {
      fail(signal.aborted ? "made no connection in time" : `failed: ${describeConnectionError(error)}`);
    });
    request.end();
  });
}

/** Names a proxy without its credentials, what it did, and the way out. */
export function describeProxyProblem(
  { url, variable }: HttpProxy,
  target: URL,
  what: string,
  wayOut = `correct ${variable}, have the proxy allow this host, or add ${target.hostname} to NO_PROXY`,
): string {
  return `the proxy ${url?.origin} (${variable}) ${what}; ${wayOut}`;
}

/** Describes why TLS with a host failed in a tunnel. */
export function describeTlsProblem(proxy: HttpProxy, target: URL, error: NodeJS.ErrnoException): string {
  const what = `opened a tunnel, but TLS with ${target.hostname} failed: ${describeConnectionError(error)}`;
  const wayOut = "if it replaces certificates, set NODE_EXTRA_CA_CERTS to a file with that of its authority";
  return describeProxyProblem(proxy, target, what, wayOut);
}
