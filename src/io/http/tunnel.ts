import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Socket } from "node:net";
import { type HttpProxy, portOf, proxyAuthorization } from "../proxy.ts";
import { describeConnectionError } from "./connection-problem.ts";

/** The maximum time to connect, in milliseconds. */
export const connectTimeoutMs = 10_000;

/**
 * Opens a connection to a host through a proxy with CONNECT, even for HTTP. When it resolves, only the host, the port,
 * and the proxy's credentials have been sent. Rejects with an error whose message is for users.
 */
export function openTunnel(proxy: HttpProxy, target: URL, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const { url, variable } = proxy;
    if (!url) throw new Error(`${variable} is not the URL of an HTTP or HTTPS proxy; write http://HOST:PORT`);
    const fail = (what: string, fix?: string) =>
      reject(new Error(describeProxyProblem(proxy, target, what, fix)));
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
      fail(`returned ${statusCode} for CONNECT ${path}`, statusCode === 407 ? credentials : undefined);
    });
    request.once("error", error => {
      fail(signal.aborted ? "timed out" : `failed: ${describeConnectionError(error)}`);
    });
    request.end();
  });
}

/** Describes a problem with a proxy: its URL without credentials, what it did, and a fix. */
export function describeProxyProblem(
  { url, variable }: HttpProxy,
  target: URL,
  what: string,
  fix = `correct ${variable}, have the proxy allow this host, or add ${target.hostname} to NO_PROXY`,
): string {
  return `the proxy ${url?.origin} (${variable}) ${what}; ${fix}`;
}

/** Describes why TLS with a host failed in a tunnel. */
export function describeTlsProblem(proxy: HttpProxy, target: URL, error: NodeJS.ErrnoException): string {
  const what = `opened a tunnel, but TLS with ${target.hostname} failed: ${describeConnectionError(error)}`;
  const fix = "if it replaces certificates, set NODE_EXTRA_CA_CERTS to a file with the certificate of its CA";
  return describeProxyProblem(proxy, target, what, fix);
}
