import type { TallyReader } from "../core/apply/reader.ts";
import type { TallyWriter, WaitReason } from "../core/apply/writer.ts";
import type { Clock } from "../io/clock.ts";
import { version } from "../io/version.ts";
import { TallyClient } from "./client.ts";
import { createReader } from "./read.ts";
import { createWriter } from "./write.ts";

/** Where Tally is, and how to get in. */
export interface Access {
  readonly url: URL;
  readonly key: string;
  readonly tallyVersion: string | undefined;
}

/** How to behave at Tally. */
export interface ConnectOptions {
  /** For the head of an answer, and for its body, in milliseconds. */
  readonly timeout: number;
  readonly stop: AbortSignal;
  readonly onWait: (reason: WaitReason, milliseconds: number | undefined) => void;
}

/** Tally for looking and for changing, both at one pace. */
export interface TallyConnection {
  readonly reader: TallyReader;
  writer(organization: string): TallyWriter;
}

const connectTimeoutMs = 10_000;

/** Gives what opens Tally. */
export function connectTally(clock: Clock) {
  return (access: Access, { timeout, ...options }: ConnectOptions): TallyConnection => {
    const timeouts = { connect: Math.min(connectTimeoutMs, timeout), headers: timeout, body: timeout };
    const userAgent = `rollcall/${version}`;
    const client = new TallyClient({ ...access, ...options, clock, timeouts, userAgent });
    return {
      reader: createReader(client, options.stop),
      writer: organization => createWriter(client, organization),
    };
  };
}
