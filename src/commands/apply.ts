import type { ConnectTally } from "../core/apply/connection.ts";
import { withResolved } from "../core/apply/finished-call.ts";
import {
  formatApplyResult,
  givenUpIn,
  isCompleteApply,
  mergeSentPlans,
  summarizeApply,
} from "../core/apply/summary.ts";
import type { Failure } from "../core/failure/failure.ts";
import { checkGuards, checkSavedPlan } from "../core/plan/check-plan.ts";
import { exceedsApproval } from "../core/plan/exceeds-approval.ts";
import { formatPlan, hasCalls } from "../core/plan/plan.ts";
import { readPlan } from "../core/plan/read-plan.ts";
import type { Result } from "../core/values/result.ts";
import type { Io, Lock } from "../io/io.ts";
import { loadInputs } from "../reconcile/inputs/load.ts";
import { loadConfig } from "../reconcile/inputs/load-config.ts";
import type { LoadedConfig, LoadProblem } from "../reconcile/inputs/model.ts";
import type { StateStore } from "../reconcile/inputs/store.ts";
import type { Approval, Planned, Reconciled, ReconcileProblem, Source } from "../reconcile/model.ts";
import { provenanceOf } from "../reconcile/provenance.ts";
import { reconcile } from "../reconcile/reconcile.ts";
import { diagnosticsOfRejected } from "../reconcile/rejected-addresses.ts";
import { readTallyAccess } from "../reconcile/tally-access.ts";
import { confirmationQuestion } from "../render/apply/outcome.ts";
import { resultBlocks } from "../render/apply/result.ts";
import { attemptsExhaustedBlocks, stopReasonBlocks } from "../render/apply/stop-reason.ts";
import type { Block } from "../render/document/model.ts";
import { planDocument } from "../render/plan/document.ts";
import { displayNamesOf } from "../render/text/names.ts";
import { pluralize } from "../render/text/plural.ts";
import {
  type ExitCode,
  info,
  printDocument,
  printFailure,
  printProblem,
  printWarnings,
  styleFor,
} from "./console/console.ts";
import { watchRun } from "./console/run-listener.ts";
import { stopFor } from "./console/stop.ts";
import type { ObserveOptions } from "./observe-once.ts";
import { readNamedFile } from "./read-named-file.ts";
import { nothingSent, printRejectedPlan } from "./rejected-plan.ts";
import { openStore } from "./store/open.ts";

export interface ApplyOptions extends ObserveOptions {
  readonly format: "text" | "json";
  readonly yes?: boolean | undefined;
  /** Whether to wait until unconfirmed calls can be sent again. */
  readonly wait?: boolean | undefined;
  /** Whether to check Tally. False with --no-live. */
  readonly live: boolean;
  /** The exact number of people to invite even if it exceeds the limit. */
  readonly allowInvites?: number | undefined;
  /** The exact number of people to remove even if it exceeds the limit. */
  readonly allowRemovals?: number | undefined;
}

/** Sends the missing invites and records each step. `saved` is the path of a saved plan. */
export async function apply(
  io: Io,
  options: ApplyOptions,
  saved: string | undefined,
  connectTally: ConnectTally,
): Promise<ExitCode> {
  const config = await loadConfig(io.files, options.config);
  if (!config.ok) return printProblem(io, options, config.problem, nothingSent(false));
  await printWarnings(io, options, config.value);
  const access = readTallyAccess(io.env);
  if (!access.ok) return printFailure(io, access.problem);

  const store = await openStore(io, options);
  const stop = stopFor(io, options, () =>
    info(io, options, "Stopping after the current API call. To stop at once, press Ctrl-C again.\n"),
  );
  const lock = await store.lock(() => {
    io.stderr.write(
      "Lost the lock, for example because the machine was asleep. Rollcall stops after the current API call.\n",
    );
    stop.now();
  });
  if (!lock.ok) {
    stop.release();
    return printFailure(io, lock.problem);
  }
  try {
    const listener = watchRun(
      io,
      { ...options, style: styleFor(io.stdout, io, options) },
      async ({ stored }) => printWarnings(io, options, stored),
    );
    const tally = connectTally(access.value, {
      timeout: options.timeout * 1000,
      stop: stop.signal,
      onWait: listener.waiting,
    });
    const reconciled = await reconcile({
      io,
      source: workingFolder(io, options, store, lock.value, config),
      tally,
      live: options.live,
      wait: options.wait === true,
      approve: planned => approve(io, options, saved, planned, stop.signal),
      listener,
      stop: stop.signal,
    });
    return await report(io, options, reconciled);
  } finally {
    stop.release();
    await lock.value.release();
  }
}

/**
 * Returns the source for the working folder, which reads the configuration once. `config` was read before the lock was taken, so it
 * is read again if another process held the lock.
 */
function workingFolder(
  io: Io,
  options: ApplyOptions,
  store: StateStore,
  { waited }: Lock,
  config: Result<LoadedConfig, LoadProblem>,
): Source {
  let read = waited ? undefined : config;
  return {
    load: async () => {
      if (!read) {
        read = await loadConfig(io.files, options.config);
        if (read.ok) await printWarnings(io, options, read.value);
      }
      const loaded = await loadInputs(read, store);
      if (!loaded.ok) return loaded;
      const provenance = provenanceOf(io.env);
      return { ok: true, value: { ...loaded.value, store, provenance, isCurrent: async () => true } };
    },
  };
}

/** Checks the saved plan and the limits, shows the plan, and asks for confirmation. */
async function approve(
  io: Io,
  options: ApplyOptions,
  saved: string | undefined,
  planned: Planned,
  stop: AbortSignal,
): Promise<Approval> {
  const { plan, inputs } = planned;
  const allowed = { invites: options.allowInvites, removals: options.allowRemovals };
  const failure = (await checkSaved(io, saved, planned)) ?? checkGuards(plan, allowed);
  if (failure) return { ok: false, failure };
  if (options.format === "text") {
    // An exact count on the command line allowed what would block the plan.
    const shown = { ...plan, blockedBy: [] };
    await printDocument(io, options, "text", planDocument(shown, displayNamesOf(inputs.config)));
    if (hasCalls(plan)) io.stdout.write("\n");
  }
  const approved = { ok: true, creditedTo: () => undefined } as const;
  if (!hasCalls(plan) || options.yes) return approved;
  if (!io.isInputTerminal()) return { ok: false, failure: { reason: "needs-yes" } };
  return (await io.confirm(confirmationQuestion(plan), stop)) ? approved : { ok: false, failure: undefined };
}

async function checkSaved(
  io: Io,
  path: string | undefined,
  { plan, offline }: Planned,
): Promise<Failure | undefined> {
  if (path === undefined) return undefined;
  const bytes = await readNamedFile(io.files, path);
  if (!bytes.ok) return bytes.problem;
  const reading = readPlan(new TextDecoder().decode(bytes.value));
  if ("problem" in reading) return { reason: "bad-plan", path, problem: reading.problem };
  const { plan: saved } = reading;
  // What Tally shows may have changed since a live plan was saved. It matters only if the plan would now do more.
  const isSame = saved.live || formatPlan(saved) === formatPlan(offline);
  const failure = checkSavedPlan(saved, offline, isSame);
  if (failure) return failure;
  const people = exceedsApproval(plan, saved);
  return people.length > 0 ? { reason: "plan-exceeded", people } : undefined;
}

/** Prints the results of a run, and returns the exit code. */
async function report(io: Io, options: ApplyOptions, reconciled: Reconciled): Promise<ExitCode> {
  const { iterations, problem, confirmation, resolved, retryAt, unrecorded } = reconciled;
  const hasSent = iterations.some(({ ended }) => ended.length > 0);
  if (problem) await printReconcileProblem(io, options, problem, hasSent);
  if (unrecorded) await printFailure(io, unrecorded);
  const [first, ...more] = iterations;
  if (!first) return 1;
  const last = more.at(-1) ?? first;
  const toStderr = (blocks: readonly Block[]) => printDocument(io, options, "text", { blocks }, io.stderr);
  const givenUp = givenUpIn(first.planned.offline, last.plan);
  await toStderr(attemptsExhaustedBlocks(givenUp));
  const merged = mergeSentPlans([first, ...more]);
  const applied = { ...merged, ended: withResolved(merged.ended, resolved) };
  const summary = summarizeApply(applied, confirmation);
  const { config, files } = last.planned.inputs;
  const rejected = diagnosticsOfRejected(applied.ended, config, files);
  if (rejected.length > 0) {
    const { renderDiagnostics } = await import("../render/diagnostics/text.ts");
    io.stderr.write(renderDiagnostics(rejected, files.texts, styleFor(io.stderr, io, options)));
  }
  const isCompleted = last.stopReason.reason === "completed" && givenUp.length === 0;
  const complete = !problem && !unrecorded && isCompleted && isCompleteApply(summary);
  if (options.format === "json")
    io.stdout.write(formatApplyResult(applied, { confirmation, complete, retryAt }));
  else if (
    summary.unconfirmed > 0 ||
    iterations.some(({ plan }) => hasCalls(plan) || (complete && plan.adopt.length > 0))
  ) {
    io.stdout.write("\n");
    const blocks = resultBlocks({ ...applied, confirmation, retryAt, isComplete: complete }, "apply");
    await printDocument(io, options, "text", { blocks });
  }
  await toStderr(stopReasonBlocks(last.stopReason));
  if (problem?.kind === "thrown") throw problem.error;
  return complete ? 0 : 1;
}

async function printReconcileProblem(
  io: Io,
  options: ApplyOptions,
  problem: ReconcileProblem,
  hasSent: boolean,
): Promise<void> {
  switch (problem.kind) {
    case "not-loaded":
      await printProblem(io, options, problem.problem, nothingSent(hasSent));
      return;
    case "interrupted": {
      if (problem.failure) await printFailure(io, problem.failure);
      const left = pluralize(problem.planned.plan.summary.people, "person still needs", "people still need");
      io.stderr.write(
        `Stopped while checking Tally. According to the state file, ${left} an invite. To continue, run apply again.\n`,
      );
      return;
    }
    case "not-approved":
      if (problem.failure) await printRejectedPlan(io, options, problem.failure, problem.planned, hasSent);
      else io.stderr.write(`${nothingSent(hasSent)}\n`);
      return;
    case "thrown":
      return;
  }
}
