import type { ConnectTally } from "../core/apply/connection.ts";
import type { Clock } from "../io/clock.ts";
import { version } from "../io/version.ts";
import { TallyClient } from "./client.ts";
import { createReader } from "./read.ts";
import { createWriter } from "./write.ts";

const connectTimeoutMs = 10_000;

/** Gives what opens Tally. */
export function connectTally(clock: Clock): ConnectTally {
  return (access, { timeout, ...options }) => {
    const timeouts = { connect: Math.min(connectTimeoutMs, timeout), headers: timeout, body: timeout };
    const userAgent = `rollcall/${version}`;
    const client = new TallyClient({ ...access, ...options, clock, timeouts, userAgent });
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
