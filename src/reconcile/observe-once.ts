import type { TallyReader } from "../core/apply/reader.ts";
import type { WaitReason } from "../core/apply/writer.ts";
import type { Attempt } from "../core/failure/failure.ts";
import type { Observed } from "../core/tally/observed.ts";
import type { Io } from "../io/io.ts";
import { type CommonOptions, remark } from "./console.ts";
import { waitText } from "./progress.ts";
import { type DeadlineOptions, stopFor } from "./stop.ts";
import { readTallyAccess, type TallyAccess } from "./tally-access.ts";

/** How to behave at Tally. */
export interface Opening {
  /** For an answer, in milliseconds. */
  readonly timeout: number;
  readonly stop: AbortSignal;
  readonly onWait: (reason: WaitReason, milliseconds: number | undefined) => void;
}

/** Opens Tally for looking. */
export type OpenReader = (access: TallyAccess, opening: Opening) => Promise<TallyReader>;

/** The options of a command that looks at Tally. */
export interface LookOptions extends CommonOptions, DeadlineOptions {
  /** How long to wait for an answer, in seconds. */
  readonly timeout: number;
}

/** One look for a command that changes nothing, at an organization or at the key's own; the key is read from the environment. */
export async function lookOnce(
  io: Io,
  options: LookOptions,
  openReader: OpenReader,
  organization: string | undefined,
): Promise<Attempt<Observed>> {
  const access = readTallyAccess(io.env);
  if (!access.ok) return access;
  const stop = stopFor(io, options, () => {});
  try {
    const onWait: Opening["onWait"] = (reason, milliseconds) =>
      remark(io, options, waitText(reason, milliseconds));
    const reader = await openReader(access.value, {
      timeout: options.timeout * 1000,
      stop: stop.signal,
      onWait,
    });
    return await reader.look(organization);
  } finally {
    stop.release();
  }
}
