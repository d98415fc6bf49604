import { type EndedCall, formatApplyResult, isComplete, summarizeApply } from "../core/apply-summary.ts";
import type { Config } from "../core/config.ts";
import { checkLimits, checkSavedPlan } from "../core/limits.ts";
import { formatPlan, type Plan } from "../core/plan.ts";
import type { Refusal } from "../core/refusal.ts";
import { readPlan } from "../core/saved-plan.ts";
import type { Io } from "../io.ts";
import { count } from "../render/numbers.ts";
import { renderCauses, renderOutcome, renderSummary } from "../render/outcomes.ts";
import { type Legend, legendOf } from "../render/plan-parts.ts";
import { renderPlanText } from "../render/plan-text.ts";
import { type ApplyEvent, applyPlan, type Ending } from "../tally/apply.ts";
import type { TallyWriter, WaitReason } from "../tally/writer.ts";
import { configFor, planNow, type StateInput, stateFor, statePathFor } from "./inputs.ts";
import { Progress } from "./progress.ts";
import { type CommonOptions, type ExitCode, layoutFor, paintFor, refuse, remark } from "./show.ts";
import { lockState, openRecord, provenanceOf, type Record, timestampOf } from "./state-file.ts";
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

/** Makes the writer that an apply acts through. */
export type OpenTally = (access: TallyAccess, parts: OpenTallyParts) => Promise<TallyWriter>;

/** What the writer needs of the command. */
export interface OpenTallyParts {
  readonly organization: string;
  /** In milliseconds. */
  readonly timeout: number;
  readonly stop: AbortSignal;
  readonly onWait: (reason: WaitReason, milliseconds: number | undefined) => void;
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
  const lock = await lockState(io, options, await statePathFor(io, options), () => {
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
      { io, options, config: current.value.config, access: access.value, stop: stop.signal },
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
}

async function applyLocked(run: Run, saved: string | undefined, openTally: OpenTally): Promise<ExitCode> {
  const { io, options, config } = run;
  const input = await stateFor(io, options, config.organization);
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
  const { ended, ending } = await send(run, plan, legend, input.value, openTally);
  return report(run, plan, ended, ending);
}

async function checkSaved(io: Io, path: string | undefined, fresh: Plan): Promise<Refusal | undefined> {
  if (path === undefined) return undefined;
  const bytes = await io.files.read(path);
  if (!bytes) return { refusal: "unreadable", path, problem: "there is no such file" };
  const reading = readPlan(new TextDecoder().decode(bytes));
  if ("problem" in reading) return { refusal: "bad-plan", path, problem: reading.problem };
  return checkSavedPlan(reading.plan, fresh, formatPlan(reading.plan) === formatPlan(fresh));
}

async function send(
  run: Run,
  plan: Plan,
  legend: Legend,
  { path, loaded }: StateInput,
  openTally: OpenTally,
): Promise<{ ended: readonly EndedCall[]; ending: Ending }> {
  const { io, options, config, access, stop } = run;
  if (plan.calls.length === 0) return { ended: [], ending: { ending: "all-sent" } };
  const progress = new Progress(io, plan.calls.length, options.quiet === true || options.format === "json");
  const writer = await openTally(access, {
    organization: config.organization,
    timeout: options.timeout * 1000,
    stop,
    onWait: (reason, milliseconds) => progress.waiting(reason, milliseconds),
  });
  const record = await openRecord(io, path, config.organization, loaded);
  const parts = { writer, stop, newCallId: () => io.newId("call"), now: () => timestampOf(io) };
  const events = applyPlan(plan, parts);
  const ended: EndedCall[] = [];
  try {
    for (;;) {
      const next = await events.next();
      if (next.done) return { ended, ending: next.value };
      await recordEvent(record, next.value, io);
      if (next.value.type !== "outcome") continue;
      const { id, at, call, outcome } = next.value;
      ended.push({ id, at, call, outcome });
      const position = { number: ended.length, of: plan.calls.length, at };
      const line = renderOutcome(position, call, outcome, legend, paintFor(io.stdout, io, options));
      progress.ended(options.format === "text" ? () => io.stdout.write(line) : undefined);
    }
  } finally {
    progress.close();
    await record.close();
  }
}

async function recordEvent(record: Record, event: ApplyEvent, io: Io): Promise<void> {
  const { at, id: call } = event;
  if (event.type === "intent") {
    return record.add({
      event: "intent",
      at,
      call,
      action: "invite",
      ...event.call,
      ...provenanceOf(io.env),
    });
  }
  return record.add({ event: "outcome", at, call, ...event.outcome });
}

function report({ io, options }: Run, plan: Plan, ended: readonly EndedCall[], ending: Ending): ExitCode {
  const summary = summarizeApply(plan, ended);
  if (options.format === "json") io.stdout.write(formatApplyResult(plan, ended));
  else if (plan.calls.length > 0) io.stdout.write(`\n${renderSummary(summary)}`);
  if (ending.ending === "stopped") io.stderr.write(renderCauses(ending.by, plan));
  if (ending.ending === "interrupted")
    io.stderr.write("Stopped as asked; everything sent so far is recorded.\n");
  return isComplete(summary) ? 0 : 1;
}
