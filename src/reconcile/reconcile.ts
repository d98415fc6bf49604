import { hasApplied, unconfirmedIn, withResolved } from "../core/apply/finished-call.ts";
import { mergeSentPlans, type SentPlan } from "../core/apply/summary.ts";
import type { Failure, RunStopReason } from "../core/failure/failure.ts";
import { exceedsApproval } from "../core/plan/exceeds-approval.ts";
import type { ExceededLimit, Plan, PlannedGrants, Resolution } from "../core/plan/model.ts";
import { withoutCalls } from "../core/plan/plan-calls.ts";
import { inFlightMs, observedUnconfirmed, resolveUnconfirmed } from "../core/plan/resolve.ts";
import { grantsOf } from "../core/review/marker.ts";
import type { Observed } from "../core/tally/observed.ts";
import { emailOf } from "../core/values/address.ts";
import type { Result } from "../core/values/result.ts";
import type {
  Approved,
  Iteration,
  Planned,
  ReconcileDeps,
  Reconciled,
  ReconcileProblem,
  RepeatReason,
  SourceInputs,
} from "./model.ts";
import { observeAfterApply, observeBeforeApply } from "./observe.ts";
import { planNow } from "./plan-now.ts";
import { type ProvenanceFor, recordObserved, reportSkew, sendPlan, timestampOf } from "./send-plan.ts";

const maxIterations = 10;
const maxRecordAttempts = 5;
/** Maximum delay between two reads of the state while a run waits, in milliseconds. Other runs may write to it meanwhile. */
const maxPollDelayMs = 60_000;

/**
 * Applies what the configuration requests, until nothing is left that may be sent now. Each iteration loads the inputs, checks Tally,
 * plans, asks for approval, and sends. Another iteration follows if the state or the configuration changed or, if the run may wait,
 * once unconfirmed calls can be resolved. While the configuration stays the same, it does no more than was approved. At the end,
 * Rollcall checks whether Tally shows the accepted calls, and looks for the effects of unconfirmed ones.
 */
export async function reconcile(deps: ReconcileDeps): Promise<Reconciled> {
  const iterations: Iteration[] = [];
  const problem = await iterate(deps, iterations).catch(error => {
    if (iterations.length === 0) throw error;
    return thrown(error);
  });
  const confirmed = await confirm(deps, iterations).catch(error => ({
    resolved: [],
    problem: thrown(error),
  }));
  return { iterations, ...confirmed, ...(problem && { problem }) };
}

const thrown = (error: unknown): ReconcileProblem => ({ kind: "thrown", error });

/** Runs iterations and adds each to `iterations`. Returns why the last one couldn't send, if it couldn't. */
async function iterate(deps: ReconcileDeps, iterations: Iteration[]): Promise<ReconcileProblem | undefined> {
  let approved: { readonly plan: Plan; readonly approval: Approved } | undefined;
  for (;;) {
    const next = await planOnce(deps, iterations);
    if (!next.ok) return next.problem;
    const planned = next.value;
    const last = iterations.at(-1);
    if (last) deps.listener.replanned(planned.plan);
    const isSameConfig = approved?.plan.basis.config === planned.plan.basis.config;
    const beyond = approved && isSameConfig ? exceedsApproval(planned.plan, approved.plan) : [];
    if (last && beyond.length > 0) {
      iterations.push(await recordOnly(planned, deps, { reason: "plan-exceeded", people: beyond }));
      return undefined;
    }
    const limit = approved && isSameConfig ? newLimit(planned.plan, approved.plan) : undefined;
    if (limit) return { kind: "not-approved", planned, failure: { reason: "guard", ...limit } };
    if (!approved || !isSameConfig) {
      const approval = await deps.approve(planned);
      if (!approval.ok) return { kind: "not-approved", planned, failure: approval.failure };
      approved = { plan: planned.plan, approval };
    }
    const sent = await sendPlan(planned, deps, provenanceFor(planned, approved.approval));
    const iteration = { planned, plan: planned.plan, ...sent };
    iterations.push(iteration);
    if (iterations.length === maxIterations || !(await isRepeated(iteration, deps))) return undefined;
  }
}

/** Returns a limit that blocks a plan but didn't block the approved one, if there is one. */
function newLimit({ blockedBy }: Plan, approved: Plan): ExceededLimit | undefined {
  return blockedBy.find(({ guard }) => !approved.blockedBy.some(one => one.guard === guard));
}

/** Loads the inputs, checks Tally, and makes a plan. */
async function planOnce(
  deps: ReconcileDeps,
  earlier: readonly Iteration[],
): Promise<Result<Planned, ReconcileProblem>> {
  const { io, source, listener, live, stop } = deps;
  const loaded = await source.load();
  if (!loaded.ok)
    return { ok: false, problem: { kind: "not-loaded", problem: loaded.problem, planned: undefined } };
  const inputs = loaded.value;
  await listener.loaded(inputs, earlier.length + 1);
  const { config, state } = inputs;
  const offline = planNow(io, config, state);
  const planned = { inputs, plan: offline, offline, observed: undefined };
  const observation = live ? await observeBeforeApply(deps, config.organization, state.recorded) : undefined;
  // A check that was cut short resolves no calls, but what it showed is recorded.
  if (observation && stop.aborted) {
    const failure = observation.ok ? await recordUnconfirmed(inputs, observation.value, deps) : undefined;
    return { ok: false, problem: { kind: "interrupted", planned, failure } };
  }
  if (observation && !observation.ok)
    return { ok: false, problem: { kind: "not-loaded", problem: observation.problem, planned } };
  const observed = observation?.value;
  reportSkew(deps);
  // An earlier iteration can't record what its check showed if the state moved.
  const shown = earlier.flatMap(one => shownIn(one.planned));
  const plan = observed ? planNow(io, config, state, { observed, shown, basis: offline.basis }) : offline;
  return { ok: true, value: { inputs, plan, offline, observed } };
}

/** Returns the grants that the check for a plan showed and that weren't recorded yet. */
function shownIn({ inputs, plan, observed }: Planned): readonly PlannedGrants[] {
  return observed ? [...plan.adopt, ...observedUnconfirmed(inputs.state.recorded, observed)] : [];
}

/** Records what a check showed about unconfirmed calls, if no plan follows that would record it. */
function recordUnconfirmed(
  inputs: SourceInputs,
  observed: Observed,
  { tally }: ReconcileDeps,
  resolved: readonly Resolution[] = [],
) {
  const done = new Set(resolved.map(one => one.call));
  const { unconfirmed, people } = inputs.state.recorded;
  const open = { people, unconfirmed: unconfirmed.filter(one => !done.has(one.call)) };
  const grants = observedUnconfirmed(open, observed);
  return recordObserved(inputs, { resolved, grants }, timestampOf(tally));
}

/** Records what the check for a plan showed, and sends nothing. */
async function recordOnly(
  planned: Planned,
  deps: ReconcileDeps,
  stopReason: RunStopReason,
): Promise<Iteration> {
  const { plan, inputs } = planned;
  const sent = await sendPlan({ ...planned, plan: withoutCalls(plan) }, deps, () => inputs.provenance);
  return { planned, plan, ...sent, stopReason };
}

/** Whether another iteration follows: at once if the rest must be planned again, or after waiting for unconfirmed calls. */
async function isRepeated(iteration: Iteration, deps: ReconcileDeps): Promise<boolean> {
  const { listener, live, stop, wait } = deps;
  const { stopReason, ended } = iteration;
  if (stop.aborted) return false;
  const repeatReason = reasonToRepeat(stopReason);
  if (repeatReason) {
    listener.repeating(repeatReason);
    return true;
  }
  const isCompleted = stopReason.reason === "completed";
  const hasNoResponse = stopReason.reason === "failed" && stopReason.by.result === "unconfirmed";
  if (!wait || !live || !(isCompleted || hasNoResponse)) return false;
  // Tally may show the results by now. The next iteration sends nothing, because only unconfirmed calls are left.
  if (isCompleted && unconfirmedIn(ended).length > 0) return true;
  return waitUntilResolvable(iteration, deps);
}

function reasonToRepeat(stopReason: RunStopReason): RepeatReason | undefined {
  if (stopReason.reason === "expired") return "expired";
  const isMoved = stopReason.reason === "record-failed" && stopReason.failure.reason === "state-moved";
  return isMoved ? "moved" : undefined;
}

/**
 * Waits until the calls that an iteration left unconfirmed can be resolved, or until another run has changed the state, which may
 * have resolved them. Returns false if there are none to wait for, or if the run must stop.
 */
async function waitUntilResolvable(
  { planned: { inputs, observed }, plan, ended }: Iteration,
  { io, tally, listener, stop }: ReconcileDeps,
): Promise<boolean> {
  const until = resolvableAt({ plan, ended }, Date.parse(observed?.at ?? ""));
  if (until === undefined) return false;
  const stateNow = async () => {
    const loaded = await inputs.store.load(inputs.config.organization);
    return loaded.ok ? loaded.value.state : undefined;
  };
  let state = await stateNow();
  // Another run may have resolved them since the plan was made.
  const open = state && new Set(state.recorded.unconfirmed.map(({ call }) => call));
  if (open && plan.unconfirmed.some(({ call }) => !open.has(call))) return true;
  const millisecondsLeft = () => until - tally.clock.now();
  listener.waiting("unconfirmed", Math.max(millisecondsLeft(), 0));
  for (let delayMs = 5000; millisecondsLeft() > 0; delayMs = Math.min(delayMs * 2, maxPollDelayMs)) {
    await io.clock.sleep(Math.min(delayMs, millisecondsLeft()), stop).catch(() => {});
    if (stop.aborted) return false;
    const now = await stateNow();
    if (state && now && now.text !== state.text) return true;
    state ??= now;
  }
  return true;
}

/**
 * Returns when the last unconfirmed call of an iteration can be resolved, in milliseconds since 1970, or undefined if all of them can
 * be resolved at `time`.
 */
function resolvableAt({ plan, ended }: SentPlan, time: number): number | undefined {
  const times = [...plan.unconfirmed, ...unconfirmedIn(ended)]
    .map(({ at }) => Date.parse(at) + inFlightMs)
    .filter(one => one > time);
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** Returns the provenance of a call: the commit, the run, and the pull request, if a single one made all its grants desired. */
function provenanceFor({ plan, inputs }: Planned, { creditedTo }: Approved): ProvenanceFor {
  const people = new Map(plan.people.map(person => [person.email, person]));
  return call => {
    const emails = call?.action === "invite" ? call.emails : [];
    const named = emails.flatMap(email => people.get(emailOf(email)) ?? []);
    const numbers = new Set(grantsOf(named).map(creditedTo));
    const [pullRequest] = numbers.size === 1 ? numbers : [];
    return { ...inputs.provenance, ...(pullRequest !== undefined && { pullRequest }) };
  };
}

/** Checks whether Tally shows the accepted calls, and records the results of unconfirmed ones. */
async function confirm(
  deps: ReconcileDeps,
  iterations: readonly Iteration[],
): Promise<Omit<Reconciled, "iterations">> {
  const [first, ...more] = iterations;
  if (!first) return { resolved: [] };
  const last = more.at(-1) ?? first;
  const { plan, ended } = mergeSentPlans([first, ...more]);
  const unconfirmed = unconfirmedIn(ended);
  const retryAt = (resolved: readonly Resolution[]): string | undefined => {
    const time = resolvableAt({ plan, ended: withResolved(ended, resolved) }, deps.tally.clock.now());
    return time === undefined ? undefined : new Date(time).toISOString();
  };
  const isChecked = deps.live && !deps.stop.aborted && (hasApplied(ended) || unconfirmed.length > 0);
  if (!isChecked) return { resolved: [], retryAt: retryAt([]) };
  const { inputs } = last.planned;
  const { confirmation, observed } = await observeAfterApply(deps, inputs.config.organization, ended);
  const resolved = observed ? resolveUnconfirmed({ unconfirmed }, observed) : [];
  const checked = { confirmation, resolved, retryAt: retryAt(resolved) };
  if (!observed || (unconfirmed.length === 0 && plan.unconfirmed.length === 0)) return checked;
  return recordConfirmed(inputs, observed, deps, resolved).then(
    unrecorded => ({ ...checked, unrecorded }),
    error => ({ ...checked, problem: thrown(error) }),
  );
}

/** Records what the last check showed about unconfirmed calls, even if other runs have changed the state meanwhile. */
async function recordConfirmed(
  inputs: SourceInputs,
  observed: Observed,
  deps: ReconcileDeps,
  resolved: readonly Resolution[],
): Promise<Failure | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const stored = await inputs.store.load(inputs.config.organization);
    if (!stored.ok && stored.problem.reason !== "invalid-files") return stored.problem;
    if (!stored.ok) {
      const problem = "it is no longer valid. To see why, run rollcall validate";
      return { reason: "state-unreachable", name: inputs.store.name, problem };
    }
    const { state } = stored.value;
    const open = new Set(state.recorded.unconfirmed.map(one => one.call));
    const newest = { ...inputs, state, stored: stored.value };
    const stillOpen = resolved.filter(one => open.has(one.call));
    const failure = await recordUnconfirmed(newest, observed, deps, stillOpen);
    if (failure?.reason !== "state-moved" || attempt === maxRecordAttempts) return failure;
  }
}
