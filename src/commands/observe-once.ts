import type { Attempt } from "../core/failure/failure.ts";
import type { Observed } from "../core/tally/observed.ts";
import type { Io } from "../io/io.ts";
import { readTallyAccess } from "../reconcile/tally-access.ts";
import type { Opening, OpenReader } from "../reconcile/tally-connection.ts";
import { renderWait } from "../render/apply/wait.ts";
import { type CommonOptions, info } from "./console.ts";
import { type DeadlineOptions, stopFor } from "./stop.ts";

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
      info(io, options, renderWait(reason, milliseconds));
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
