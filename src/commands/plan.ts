import type { ConnectReader } from "../core/apply/connection.ts";
import { formatPlan, hasChanges } from "../core/plan/plan.ts";
import type { Io } from "../io/io.ts";
import { noBasis, planNow } from "../reconcile/plan-now.ts";
import { displayNamesOf } from "../render/text/names.ts";
import { type ExitCode, printDocument, printFailure } from "./console/console.ts";
import type { ObserveOptions } from "./observe-once.ts";
import { loadAndWarn } from "./store/open.ts";

export interface PlanOptions extends ObserveOptions {
  readonly format: "text" | "markdown" | "json";
  /** The commit to compare the configuration with, as git names it. */
  readonly base?: string | undefined;
  /** The file to write the plan to, for `apply`. */
  readonly out?: string | undefined;
  readonly detailedExitcode?: boolean | undefined;
  /** Whether to check Tally as well. */
  readonly live?: boolean | undefined;
}

/** Shows what apply would do. Needs no key and no network, unless it checks Tally. Fails if apply would be blocked. */
export async function plan(io: Io, options: PlanOptions, connectReader: ConnectReader): Promise<ExitCode> {
  const loaded = await loadAndWarn(io, options, "Nothing was planned.");
  if (!loaded) return 1;
  const { config, state, files } = loaded;
  const compared =
    options.base === undefined
      ? undefined
      : await (await import("./changes-since.ts")).changesSince(io, options.config, options.base, loaded);
  if (compared && !compared.ok) return printFailure(io, compared.problem);
  const changes = compared?.value;

  const observation = options.live
    ? await (await import("./observe-once.ts")).observeOnce(io, options, connectReader, config.organization)
    : undefined;
  if (observation && !observation.ok) {
    const { problem: failure } = observation;
    if (failure.reason !== "observe-denied") return printFailure(io, failure);
    const { renderDeniedObservation } = await import("../render/failure/failure.ts");
    io.stderr.write(renderDeniedObservation(failure.problem));
  }
  const observed = observation?.ok ? observation.value : undefined;
  const isOnlyShown = options.out === undefined && options.format !== "json";
  const planned = planNow(io, config, state, { observed, basis: isOnlyShown ? noBasis : undefined });
  if (options.out !== undefined) {
    const { writeOutput } = await import("./console/write-output.ts");
    const failure = await writeOutput(io, options.out, formatPlan(planned, changes), [
      ...files.texts.keys(),
      loaded.storeName,
    ]);
    if (failure) return printFailure(io, failure);
  }
  const { format } = options;
  if (format === "json") io.stdout.write(formatPlan(planned, changes));
  else {
    const { planDocument } = await import("../render/plan/document.ts");
    const document = planDocument(planned, displayNamesOf(config), changes?.policyChanges);
    await printDocument(io, options, format, document);
  }
  if (planned.blockedBy.length > 0) return 1;
  return options.detailedExitcode && hasChanges(planned) ? 2 : 0;
}
