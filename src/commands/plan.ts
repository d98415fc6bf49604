import type { Plan } from "../core/plan/model.ts";
import { formatPlan, hasChanges } from "../core/plan/plan.ts";
import type { Io } from "../io/io.ts";
import { loadInputs } from "../reconcile/inputs/load.ts";
import { noBasis, planNow } from "../reconcile/plan-now.ts";
import type { OpenReader } from "../reconcile/tally-connection.ts";
import { type Legend, legendOf } from "../render/text/names.ts";
import {
  type CommonOptions,
  type ExitCode,
  layoutFor,
  printFailure,
  printProblem,
  printWarnings,
} from "./console.ts";
import type { LookOptions } from "./observe-once.ts";
import { openStore } from "./open-store.ts";

export interface PlanOptions extends LookOptions {
  readonly format: "text" | "markdown" | "json";
  /** A file for the plan as data, for `apply`. */
  readonly out?: string | undefined;
  readonly detailedExitcode?: boolean | undefined;
  /** Whether Tally is looked at as well. */
  readonly live?: boolean | undefined;
}

/** Shows what apply would do. Needs no key and no network, unless Tally is to be looked at. */
export async function plan(io: Io, options: PlanOptions, openReader: OpenReader): Promise<ExitCode> {
  const store = await openStore(io, options);
  const loaded = await loadInputs({ files: io.files, config: options.config, store });
  if (!loaded.ok) return printProblem(io, options, loaded.problem);
  const { config, state, files } = loaded.value;
  await printWarnings(io, options, loaded.value);

  const look = options.live
    ? await (await import("./observe-once.ts")).lookOnce(io, options, openReader, config.organization)
    : undefined;
  if (look && !look.ok) {
    const { refusal } = look;
    if (refusal.refusal !== "look-denied") return printFailure(io, refusal);
    const { renderDeniedLook } = await import("../render/failure/failure.ts");
    io.stderr.write(renderDeniedLook(refusal.problem));
  }
  const observed = look?.ok ? look.value : undefined;
  const isOnlyShown = options.out === undefined && options.format !== "json";
  const planned = planNow(io, config, state, { observed, basis: isOnlyShown ? noBasis : undefined });
  if (options.out !== undefined) {
    const { writeOut } = await import("./write-output.ts");
    const refusal = await writeOut(io, options.out, formatPlan(planned), [...files.texts.keys(), store.name]);
    if (refusal) return printFailure(io, refusal);
  }
  io.stdout.write(await formatAs(options.format, planned, legendOf(config), io, options));
  return options.detailedExitcode && hasChanges(planned) ? 2 : 0;
}

async function formatAs(
  format: PlanOptions["format"],
  planned: Plan,
  legend: Legend,
  io: Io,
  options: CommonOptions,
): Promise<string> {
  switch (format) {
    case "text":
      return (await import("../render/plan/text.ts")).renderPlanText(planned, legend, layoutFor(io, options));
    case "markdown":
      return (await import("../render/plan/markdown.ts")).renderPlanMarkdown(planned, legend);
    case "json":
      return formatPlan(planned);
  }
}
