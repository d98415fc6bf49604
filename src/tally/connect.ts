import type { ConnectTally } from "../core/apply/connection.ts";
import { connectTimeoutMs } from "../io/http/tunnel.ts";
import type { Io } from "../io/io.ts";
import { proxyFor } from "../io/proxy.ts";
import { version } from "../io/version.ts";
import { TallyClient } from "./client.ts";
import { sendRequest } from "./http.ts";
import { createReader } from "./read.ts";
import { createWriter } from "./write.ts";

/** Returns the function that opens a connection to Tally. `send`: how a request is sent; tests can provide their own. */
export function connectTally({ clock, env }: Pick<Io, "clock" | "env">, send = sendRequest): ConnectTally {
  return (access, { timeout, ...options }) => {
    const timeouts = { connect: Math.min(connectTimeoutMs, timeout), headers: timeout, body: timeout };
    const userAgent = `rollcall/${version}`;
    const proxy = proxyFor(access.url, env);
    const client = new TallyClient({ ...access, ...options, send, clock, timeouts, userAgent, proxy });
    return {
      clock: client.clock,
      syncClock: async () => {
        if (!client.clock.isCertain)
          await client.request({ method: "GET", path: ["users", "me"] }, options.stop);
      },
      reader: createReader(client, options.stop),
      writer: organization => createWriter(client, organization),
    };
  };
}
