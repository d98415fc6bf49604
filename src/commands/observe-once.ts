import type { ConnectOptions, ConnectReader } from "../core/apply/connection.ts";
import type { Failure } from "../core/failure/failure.ts";
import type { Observed } from "../core/tally/observed.ts";
import type { Result } from "../core/values/result.ts";
import type { Io } from "../io/io.ts";
import { readTallyAccess } from "../reconcile/tally-access.ts";
import { renderWait } from "../render/apply/progress.ts";
import { type CommonOptions, info } from "./console/console.ts";
import { type DeadlineOptions, stopFor } from "./console/stop.ts";

/** The options of a command that checks Tally. */
export interface ObserveOptions extends CommonOptions, DeadlineOptions {
  /** How long to wait for a response, in seconds. */
  readonly timeout: number;
}

/**
 * Checks Tally once, for a command that changes nothing. Reads the key from the environment. If `organization` is undefined, checks
 * the organization of the key.
 */
export async function observeOnce(
  io: Io,
  options: ObserveOptions,
  connectReader: ConnectReader,
  organization: string | undefined,
): Promise<Result<Observed, Failure>> {
  const access = readTallyAccess(io.env);
  if (!access.ok) return access;
  const stop = stopFor(io, options, () => {});
  try {
    const onWait: ConnectOptions["onWait"] = (reason, milliseconds) =>
      info(io, options, renderWait(reason, milliseconds));
    const reader = await connectReader(access.value, {
      timeout: options.timeout * 1000,
      stop: stop.signal,
      onWait,
    });
    return await reader.observe(organization);
  } finally {
    stop.release();
  }
}
