import { formatApplyResult, isComplete, summarizeApply } from "../core/apply-summary.ts";
import type { Config } from "../core/config.ts";
import { checkLimits, checkSavedPlan } from "../core/limits.ts";
import { formatPlan, type Plan } from "../core/plan.ts";
import type { Refusal } from "../core/refusal.ts";
import { readPlan } from "../core/saved-plan.ts";
import type { Io } from "../io.ts";
import { count } from "../render/numbers.ts";
import { renderEnding, renderSummary } from "../render/outcomes.ts";
import { legendOf } from "../render/plan-parts.ts";
import { renderPlanText } from "../render/plan-text.ts";
import { configFor, planNow, stateFor, storeFor } from "./inputs.ts";
import { intentsAtOncePushed, type OpenTally, type Sent, sendPlan } from "./send.ts";
import { type CommonOptions, type ExitCode, layoutFor, refuse, remark } from "./show.ts";
import { provenanceOf, type StateStore } from "./state-store.ts";
import { readTallyAccess, type TallyAccess } from "./tally-access.ts";

export interface ApplyOptions extends CommonOptions {
  readonly format: "text" | "json";
  readonly yes?: boolean | undefined;
  /** False with --no-live. */
  readonly live: boolean;
  /** The exact number of people that may be invited although it is above the guard. */
  readonly allowInvites?: number | undefined;
  /** How long to wait for an answer, in seconds. */
  readonly timeout: number;
}

/** Sends the missing invites and records each step. `saved` is the path of a plan that was made before. */
export async function apply(
  io: Io,
  options: ApplyOptions,
  saved: string | undefined,
  openTally: OpenTally,
): Promise<ExitCode> {
  if (options.live) return refuse(io, { refusal: "cannot-look" });
  const input = await configFor(io, options);
  if (!input.ok) return input.exit;
  const access = readTallyAccess(io.env);
  if (!access.ok) return refuse(io, access.refusal);

  const stop = new AbortController();
  const store = await storeFor(io, options);
  const lock = await store.lock(() => {
    io.stderr.write(
      "The lock was lost, as after a sleep of the machine. Stopping after the call in flight.\n",
    );
    stop.abort();
  });
  if (!lock.ok) return refuse(io, lock.refusal);
  const ignoreSignals = io.onInterrupt(() => {
    remark(io, options, "Stopping after the call in flight; again to stop at once.\n");
    stop.abort();
  });
  try {
    const current = lock.value.waited ? await configFor(io, options) : input;
    if (!current.ok) return current.exit;
    return await applyLocked(
      { io, options, config: current.value.config, access: access.value, stop: stop.signal, store },
      saved,
      openTally,
    );
  } finally {
    ignoreSignals();
    await lock.value.release();
  }
}

interface Run {
  readonly io: Io;
  readonly options: ApplyOptions;
  readonly config: Config;
  readonly access: TallyAccess;
  readonly stop: AbortSignal;
  readonly store: StateStore;
}

async function applyLocked(run: Run, saved: string | undefined, openTally: OpenTally): Promise<ExitCode> {
  const { io, options, config } = run;
  const input = await stateFor(io, options, run.store, config.organization);
  if (!input.ok) return input.exit;
  const plan = planNow(io, config, input.value.state);
  const refusal = (await checkSaved(io, saved, plan)) ?? checkLimits(plan, options.allowInvites);
  if (refusal) return refuse(io, refusal);

  const legend = legendOf(config);
  if (options.format === "text") {
    const gap = plan.calls.length > 0 ? "\n" : "";
    io.stdout.write(renderPlanText(plan, legend, layoutFor(io, options)) + gap);
  }
  if (plan.calls.length > 0 && !options.yes) {
    if (!io.isInputTerminal) return refuse(io, { refusal: "needs-yes" });
    if (!(await io.confirm(`Send ${count(plan.summary.people, "invite")} now?`, run.stop))) {
      io.stderr.write("Nothing was sent.\n");
      return 1;
    }
  }
  const sent = await sendPlan(plan, {
    io,
    options,
    stop: run.stop,
    organization: config.organization,
    store: run.store,
    loaded: input.value.loaded,
    legend,
    openWriter: parts => openTally(run.access, parts),
    timeout: options.timeout * 1000,
    provenanceFor: () => provenanceOf(io.env),
    // On a branch each push takes seconds, and one for each call would hold everything up.
    intentsAtOnce: options.stateBranch === undefined ? 1 : intentsAtOncePushed,
  });
  return report(run, plan, sent);
}

async function checkSaved(io: Io, path: string | undefined, fresh: Plan): Promise<Refusal | undefined> {
  if (path === undefined) return undefined;
  const bytes = await io.files.read(path);
  if (!bytes) return { refusal: "unreadable", path, problem: "there is no such file" };
  const reading = readPlan(new TextDecoder().decode(bytes));
  if ("problem" in reading) return { refusal: "bad-plan", path, problem: reading.problem };
  return checkSavedPlan(reading.plan, fresh, formatPlan(reading.plan) === formatPlan(fresh));
}

function report({ io, options }: Run, plan: Plan, { ended, ending }: Sent): ExitCode {
  const summary = summarizeApply(plan, ended);
  if (options.format === "json") io.stdout.write(formatApplyResult(plan, ended));
  else if (plan.calls.length > 0) io.stdout.write(`\n${renderSummary(summary)}`);
  io.stderr.write(renderEnding(ending, plan));
  return isComplete(summary) && ending.ending === "all-sent" ? 0 : 1;
}
