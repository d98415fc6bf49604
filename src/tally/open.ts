import { version } from "../version.ts";
import { TallyClient } from "./client.ts";
import type { Clock } from "./clock.ts";
import type { TallyWriter, WaitReason } from "./writer.ts";

/** Where Tally is, how to get in, and how to behave there. */
export interface Opening {
  readonly organization: string;
  /** For an answer, in milliseconds. */
  readonly timeout: number;
  readonly stop: AbortSignal;
  readonly onWait: (reason: WaitReason, milliseconds: number | undefined) => void;
}

const connectTimeout = 10_000;

/** Gives what opens Tally for changing. */
export function openTally(clock: Clock) {
  return async (
    access: { readonly url: URL; readonly key: string; readonly tallyVersion: string | undefined },
    { timeout, ...opening }: Opening,
  ): Promise<TallyWriter> => {
    const timeouts = { connect: Math.min(connectTimeout, timeout), answer: timeout };
    return new TallyClient({ ...access, ...opening, clock, timeouts, userAgent: `rollcall/${version}` });
  };
}
