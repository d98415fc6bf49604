import type { Confirmation } from "../core/apply/confirm.ts";
import { hasDone } from "../core/apply/ended-call.ts";
import {
  type AppliedPlan,
  combineApplied,
  formatApplyResult,
  isComplete,
  summarizeApply,
} from "../core/apply/summary.ts";
import type { Attempt, Refusal } from "../core/failure/failure.ts";
import { checkLimits, checkSavedPlan } from "../core/plan/check-plan.ts";
import { beyondPlan } from "../core/plan/exceeds.ts";
import type { Plan } from "../core/plan/model.ts";
import { formatPlan, hasCalls } from "../core/plan/plan.ts";
import { withoutCalls } from "../core/plan/plan-calls.ts";
import { readPlan } from "../core/plan/read-plan.ts";
import { shownUnconfirmed } from "../core/plan/resolve.ts";
import type { Observed } from "../core/tally/observed.ts";
import type { Io } from "../io/io.ts";
import { type ExitCode, layoutFor, paintFor, refuse, remark } from "../reconcile/console.ts";
import { type ConfigInput, configFor, type StateInput, stateFor, storeFor } from "../reconcile/load.ts";
import { lookAfter, lookBefore, type OpenedTally, type OpenTally } from "../reconcile/observe.ts";
import type { LookOptions } from "../reconcile/observe-once.ts";
import { planNow } from "../reconcile/plan-now.ts";
import { Progress } from "../reconcile/progress.ts";
import { diagnosticsOfRefused } from "../reconcile/rejected-addresses.ts";
import { intentsAtOncePushed, recordShown, type Sent, sendPlan } from "../reconcile/send-plan.ts";
import { stopFor } from "../reconcile/stop.ts";
import { type LoadedState, provenanceOf, type StateStore } from "../reconcile/stores/store.ts";
import { readTallyAccess } from "../reconcile/tally-access.ts";
import { questionFor } from "../render/apply/outcome.ts";
import { renderConfirmation, renderEnding, renderGivenUp, renderSummary } from "../render/apply/summary.ts";
import { settledSentence } from "../render/plan/sections.ts";
import { renderPlanText } from "../render/plan/text.ts";
import { legendOf } from "../render/text/names.ts";
import { count } from "../render/text/plural.ts";
import { refuseGuarded } from "./unknown-workspaces.ts";

export interface ApplyOptions extends LookOptions {
  readonly format: "text" | "json";
  readonly yes?: boolean | undefined;
  /** False with --no-live. */
  readonly live: boolean;
  /** The exact number of people that may be invited although it is above the guard. */
  readonly allowInvites?: number | undefined;
  /** The exact number of people that may be removed although it is above the guard. */
  readonly allowRemovals?: number | undefined;
}

/** Sends the missing invites and records each step. `saved` is the path of a plan that was made before. */
export async function apply(
  io: Io,
  options: ApplyOptions,
  saved: string | undefined,
  openTally: OpenTally,
): Promise<ExitCode> {
  const input = await configFor(io, options);
  if (!input.ok) return input.exit;
  const access = readTallyAccess(io.env);
  if (!access.ok) return refuse(io, access.refusal);

  const store = await storeFor(io, options);
  const stop = stopFor(io, options, () =>
    remark(io, options, "Stopping after the call in flight; again to stop at once.\n"),
  );
  const lock = await store.lock(() => {
    io.stderr.write(
      "The lock was lost, as after a sleep of the machine. Stopping after the call in flight.\n",
    );
    stop.now();
  });
  if (!lock.ok) {
    stop.release();
    return refuse(io, lock.refusal);
  }
  try {
    const current = lock.value.waited ? await configFor(io, options) : input;
    if (!current.ok) return current.exit;
    const progress = new Progress(io, options.quiet === true || options.format === "json");
    const tally = openTally(access.value, {
      timeout: options.timeout * 1000,
      stop: stop.signal,
      onWait: (reason, milliseconds) => progress.waiting(reason, milliseconds),
    });
    const run = { io, options, input: current.value, tally, progress, stop: stop.signal, store };
    return await applyLocked(run, saved);
  } finally {
    stop.release();
    await lock.value.release();
  }
}

interface Run {
  readonly io: Io;
  readonly options: ApplyOptions;
  readonly input: ConfigInput;
  readonly tally: OpenedTally;
  readonly progress: Progress;
  readonly stop: AbortSignal;
  readonly store: StateStore;
}

interface Planned {
  readonly plan: Plan;
  /** The plan of the record alone. */
  readonly offline: Plan;
  readonly loaded: LoadedState;
  readonly observed: Observed | undefined;
}

async function applyLocked(run: Run, saved: string | undefined): Promise<ExitCode> {
  const { io, options, input } = run;
  const { config } = input;
  const first = await planRun(run);
  if ("exit" in first) return first.exit;
  const { plan } = first;
  const allowed = { invites: options.allowInvites, removals: options.allowRemovals };
  const refusal = (await checkSaved(io, saved, first)) ?? checkLimits(plan, allowed);
  if (refusal) return refuseGuarded(io, options, refusal, input, first.observed);
  if (options.format === "text") {
    const gap = hasCalls(plan) ? "\n" : "";
    // What would refuse it was let through by a count that somebody stated.
    const shown = { ...plan, refused: [] };
    io.stdout.write(renderPlanText(shown, legendOf(config), layoutFor(io, options)) + gap);
  }
  if (hasCalls(plan) && !options.yes) {
    if (!io.isInputTerminal()) return refuse(io, { refusal: "needs-yes" });
    if (!(await io.confirm(questionFor(plan), run.stop))) {
      io.stderr.write("Nothing was sent.\n");
      return 1;
    }
  }
  const passes = await sendPasses(run, first);
  const applied = combineApplied(passes);
  const isAsked = passes.some(pass => hasCalls(pass.plan));
  const ending = passes.at(-1)?.ending ?? passes[0].ending;
  return report(run, { applied, ending, isAsked, confirmation: await confirm(run, applied) });
}

/** The plan of now; where Tally may be looked at, by what it shows. */
async function planRun(run: Run): Promise<Planned | { readonly exit: ExitCode }> {
  const { io, options, input, store } = run;
  const { config } = input;
  const stored = await stateFor(io, options, store, config.organization);
  if (!stored.ok) return { exit: stored.exit };
  const { state, loaded } = stored.value;
  const offline = planNow(io, config, state);
  if (!options.live) return { plan: offline, offline, loaded, observed: undefined };
  const look = await lookBefore(state.recorded, lookParts(run));
  // A look that was cut short settles nothing; what it shows is kept.
  if (run.stop.aborted) {
    if (look.ok) await keepShown(run, stored.value, look.value);
    const left = count(offline.summary.people, "person is", "people are");
    io.stderr.write(
      `Stopped while looking at Tally. By the record, ${left} still to be sent. Apply again to go on.\n`,
    );
    return { exit: 1 };
  }
  if (!look.ok) return { exit: await refuse(io, look.refusal) };
  const observed = look.value;
  return { plan: planNow(io, config, state, { observed }), offline, loaded, observed };
}

/** Records what a look shows of unconfirmed calls, where nothing is planned by it any more. */
async function keepShown(run: Run, { state, loaded }: StateInput, observed: Observed): Promise<void> {
  const { io, store, input } = run;
  const { organization } = input.config;
  const provenanceFor = () => provenanceOf(io.env);
  const shown = shownUnconfirmed(state.recorded, observed);
  const refusal = await recordShown(shown, { io, store, organization, loaded, provenanceFor });
  if (refusal) await refuse(io, refusal);
}

type SentPass = AppliedPlan & Pick<Sent, "ending">;

/** So many passes in a row may end without an answer before it is left to the next run. */
const mostVainPasses = 3;

/**
 * Sends a plan. Where a call got no usable answer, Tally is looked at and what it does not show is sent again; nothing
 * beyond the plan that was agreed to.
 */
async function sendPasses(run: Run, first: Planned): Promise<readonly [SentPass, ...SentPass[]]> {
  const passes: [SentPass, ...SentPass[]] = [await sendPass(run, first)];
  let vain = 0;
  for (;;) {
    const last = passes.at(-1) ?? passes[0];
    if (!run.options.live || run.stop.aborted || !isUnsettled(last)) return passes;
    vain = hasDone(last.ended) ? 0 : vain + 1;
    run.io.stderr.write("A call was not answered; looking at Tally for what became of it.\n");
    const next = await planRun(run);
    if ("exit" in next) return passes;
    remark(run.io, run.options, settledLine(next.plan));
    const isLast = vain === mostVainPasses || beyondPlan(next.plan, first.plan).length > 0;
    if (!isLast) {
      passes.push(await sendPass(run, next));
      continue;
    }
    // What was found out is recorded all the same; the run ends as it was about to.
    const settled = await sendPass(run, { ...next, plan: withoutCalls(next.plan) });
    run.io.stderr.write(renderGivenUp(next.plan));
    return [...passes, { ...settled, plan: next.plan, ending: last.ending }];
  }
}

function settledLine(plan: Plan): string {
  const sentence = settledSentence(plan);
  return sentence === undefined ? "" : `Settled: ${sentence}\n`;
}

function isUnsettled({ ending }: SentPass): boolean {
  return ending.ending === "stopped" && ending.by.result === "unconfirmed";
}

async function sendPass(run: Run, { plan, loaded }: Planned): Promise<SentPass> {
  const { io, options, stop, store, tally, progress } = run;
  const { config } = run.input;
  const sent = await sendPlan(plan, {
    io,
    options,
    stop,
    organization: config.organization,
    store,
    loaded,
    legend: legendOf(config),
    tally,
    live: options.live,
    progress,
    provenanceFor: () => provenanceOf(io.env),
    // On a branch each push takes seconds, and one for each call would hold everything up.
    intentsAtOnce: options.stateBranch === undefined ? 1 : intentsAtOncePushed,
  });
  return { plan, ...sent };
}

/** Whether Tally shows what it accepted; nothing where nothing was asked of it, or it may not be looked at. */
async function confirm(run: Run, { ended }: AppliedPlan): Promise<Confirmation | undefined> {
  if (!run.options.live || run.stop.aborted || !hasDone(ended)) return undefined;
  const { confirmation, observed } = await lookAfter(ended, lookParts(run));
  if (!observed || !ended.some(one => one.outcome.result === "unconfirmed")) return confirmation;
  const stored = await stateFor(run.io, run.options, run.store, run.input.config.organization);
  if (stored.ok) await keepShown(run, stored.value, observed);
  return confirmation;
}

function lookParts({ io, tally, input, stop, progress }: Run) {
  const onWait = progress.waiting.bind(progress);
  return { io, reader: tally.reader, organization: input.config.organization, stop, onWait };
}

async function checkSaved(
  io: Io,
  path: string | undefined,
  { plan, offline }: Planned,
): Promise<Refusal | undefined> {
  if (path === undefined) return undefined;
  const reading = await readSaved(io, path);
  if (!reading.ok) return reading.refusal;
  const saved = reading.value;
  // What Tally shows may have changed since a plan was made by it; only that it now does more matters then.
  const isSame = saved.live || formatPlan(saved) === formatPlan(offline);
  const refusal = checkSavedPlan(saved, offline, isSame);
  if (refusal) return refusal;
  const people = beyondPlan(plan, saved);
  return people.length > 0 ? { refusal: "beyond-plan", people } : undefined;
}

async function readSaved(io: Io, path: string): Promise<Attempt<Plan>> {
  const bytes = await io.files.read(path);
  if (!bytes)
    return { ok: false, refusal: { refusal: "unreadable", path, problem: "there is no such file" } };
  const reading = readPlan(new TextDecoder().decode(bytes));
  if ("problem" in reading)
    return { ok: false, refusal: { refusal: "bad-plan", path, problem: reading.problem } };
  return { ok: true, value: reading.plan };
}

interface Result extends Pick<Sent, "ending"> {
  readonly applied: AppliedPlan;
  /** Whether anything was to be asked of Tally. */
  readonly isAsked: boolean;
  readonly confirmation: Confirmation | undefined;
}

async function report(
  { io, options, input }: Run,
  { applied, ending, isAsked, confirmation }: Result,
): Promise<ExitCode> {
  const summary = summarizeApply(applied, confirmation);
  const confirmed = renderConfirmation(confirmation);
  const { config, loaded } = input;
  const refused = diagnosticsOfRefused(applied.ended, config, loaded);
  if (refused.length > 0) {
    const { renderDiagnostics } = await import("../render/diagnostics/text.ts");
    io.stderr.write(renderDiagnostics(refused, loaded.texts, paintFor(io.stderr, io, options)));
  }
  const complete = isComplete(summary) && ending.ending === "all-sent";
  if (options.format === "json") io.stdout.write(formatApplyResult(applied, confirmation, complete));
  else if (isAsked) io.stdout.write(`\n${renderSummary(summary)}${confirmed}`);
  io.stderr.write(renderEnding(ending));
  return complete ? 0 : 1;
}
