import { Agent, buildConnector, fetch } from "undici";
import type { Io } from "../io.ts";
import { proxyFor } from "../proxy.ts";
import { connectTimeoutMs, describeTlsProblem, openTunnel } from "./tunnel.ts";

/** Creates a `fetch` that connects through the proxies in an environment. The one of Node.js 20 can't. */
export function createProxiedFetch(env: Io["env"]) {
  const connect = buildConnector({ timeout: connectTimeoutMs });
  const dispatcher = new Agent({
    connect: (options, callback) => {
      const target = new URL(`${options.protocol}//${options.host ?? options.hostname}`);
      const proxy = proxyFor(target, env);
      if (!proxy) return connect(options, callback);
      openTunnel(proxy, target, AbortSignal.timeout(connectTimeoutMs)).then(
        socket => {
          if (options.protocol === "http:") return callback(null, socket);
          connect({ ...options, httpSocket: socket }, (error, secured) => {
            if (error) callback(new Error(describeTlsProblem(proxy, target, error)), null);
            else callback(null, secured);
          });
        },
        error => callback(error, null),
      );
    },
  });
  return (url: string, init: RequestInit) => fetch(url, { ...(init as object), dispatcher });
}
