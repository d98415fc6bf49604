import type { ConnectReader } from "../core/apply/connection.ts";
import { desiredOn } from "../core/config/desired.ts";
import type { Config } from "../core/config/model.ts";
import { type Drift, findDrift, formatDrift } from "../core/drift/drift.ts";
import type { State } from "../core/state/state.ts";
import type { Observed } from "../core/tally/observed.ts";
import { dayOf } from "../core/values/day.ts";
import { currentTimestamp } from "../io/clock.ts";
import type { Io } from "../io/io.ts";
import { driftDocument } from "../render/drift/document.ts";
import { type DisplayNames, displayNamesOf } from "../render/text/names.ts";
import { type ExitCode, printDocument, printFailure } from "./console/console.ts";
import { type ObserveOptions, observeOnce } from "./observe-once.ts";
import { loadAndWarn } from "./store/open.ts";

export interface DriftOptions extends ObserveOptions {
  readonly format: "text" | "markdown" | "json";
  readonly detailedExitcode?: boolean | undefined;
  /** Number of days after which a pending invite is reported. */
  readonly pendingDays: number;
}

/** The default of `pendingDays`. */
export const defaultPendingDays = 7;

/** Compares members.yaml, the state file, and Tally. Changes nothing. */
export async function drift(io: Io, options: DriftOptions, connectReader: ConnectReader): Promise<ExitCode> {
  const loaded = await loadAndWarn(io, options);
  if (!loaded) return 1;
  const { config, state } = loaded;
  const observation = await observeOnce(io, options, connectReader, config.organization);
  if (!observation.ok) return printFailure(io, observation.problem);
  const found = driftNow(io, config, state, observation.value, options.pendingDays);
  const { format } = options;
  const document = driftDocument(found, driftDisplayNames(config, observation.value));
  if (format === "json") io.stdout.write(formatDrift(found));
  else await printDocument(io, options, format, document);
  return options.detailedExitcode && found.summary.drift > 0 ? 2 : 0;
}

/** Returns how members.yaml, the state file, and Tally differ today. */
export function driftNow(
  io: Io,
  config: Config,
  state: State,
  observed: Observed,
  pendingDays: number,
): Drift {
  const today = dayOf(currentTimestamp(io));
  const desired = desiredOn(today, config);
  return findDrift({ config, desired, recorded: state.recorded, observed, today, pendingDays });
}

/** Returns the names of a configuration, and Tally's names of workspaces that the configuration doesn't declare. */
export function driftDisplayNames(config: Config, observed: Observed): DisplayNames {
  const { workspaces, people } = displayNamesOf(config);
  const shown = [...observed.workspaces].filter(([, name]) => name !== "");
  return { workspaces: new Map([...shown, ...workspaces]), people };
}
