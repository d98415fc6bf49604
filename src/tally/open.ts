import type { TallyReader } from "../core/apply/reader.ts";
import type { TallyWriter, WaitReason } from "../core/apply/writer.ts";
import type { Clock } from "../io/clock.ts";
import { version } from "../io/version.ts";
import { TallyClient } from "./client.ts";
import { readerFor } from "./read.ts";
import { writerFor } from "./write.ts";

/** Where Tally is, and how to get in. */
export interface Access {
  readonly url: URL;
  readonly key: string;
  readonly tallyVersion: string | undefined;
}

/** How to behave at Tally. */
export interface Opening {
  /** For the head of an answer, and for its body, in milliseconds. */
  readonly timeout: number;
  readonly stop: AbortSignal;
  readonly onWait: (reason: WaitReason, milliseconds: number | undefined) => void;
}

/** Tally for looking and for changing, both at one pace. */
export interface OpenedTally {
  readonly reader: TallyReader;
  writer(organization: string): TallyWriter;
}

const connectTimeout = 10_000;

/** Gives what opens Tally. */
export function openTally(clock: Clock) {
  return (access: Access, { timeout, ...opening }: Opening): OpenedTally => {
    const timeouts = { connect: Math.min(connectTimeout, timeout), headers: timeout, body: timeout };
    const userAgent = `rollcall/${version}`;
    const client = new TallyClient({ ...access, ...opening, clock, timeouts, userAgent });
    return {
      reader: readerFor(client, opening.stop),
      writer: organization => writerFor(client, organization),
    };
  };
}
