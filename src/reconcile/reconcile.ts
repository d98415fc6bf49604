import { hasApplied } from "../core/apply/finished-call.ts";
import { mergeSentPlans } from "../core/apply/summary.ts";
import type { RunStopReason } from "../core/failure/failure.ts";
import { exceedsApproval } from "../core/plan/exceeds-approval.ts";
import type { ExceededLimit, Plan } from "../core/plan/model.ts";
import { withoutCalls } from "../core/plan/plan-calls.ts";
import { observedUnconfirmed } from "../core/plan/resolve.ts";
import { grantsOf } from "../core/review/marker.ts";
import type { Observed } from "../core/tally/observed.ts";
import { emailOf } from "../core/values/address.ts";
import type { Result } from "../core/values/result.ts";
import { currentTimestamp } from "../io/clock.ts";
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
import { type ProvenanceFor, recordObserved, sendPlan } from "./send-plan.ts";

const maxIterations = 10;
/** Iterations in a row that may end without a usable response before the rest is left to the next run. */
const maxFailedIterations = 3;

/**
 * Applies what the configuration requests, until nothing that may be sent now is left: load, check Tally, plan, approve, send,
 * and again if the state moved or a call got no usable response. An iteration that does not follow from a newly loaded
 * configuration does no more than was approved. At the end, Tally is checked for what it accepted.
 */
export async function reconcile(deps: ReconcileDeps): Promise<Reconciled> {
  const iterations: Iteration[] = [];
  const thrown = (error: unknown): ReconcileProblem => ({ kind: "thrown", error });
  const problem = await iterate(deps, iterations).catch(error => {
    if (iterations.length === 0) throw error;
    return thrown(error);
  });
  const confirmed = await confirm(deps, iterations).catch(error => ({ problem: thrown(error) }));
  return { iterations, ...confirmed, ...(problem && { problem }) };
}

/** Adds each iteration to `iterations`. Returns why a further one could not send, if so. */
async function iterate(deps: ReconcileDeps, iterations: Iteration[]): Promise<ReconcileProblem | undefined> {
  let approved: { readonly plan: Plan; readonly approval: Approved } | undefined;
  let failedInARow = 0;
  for (;;) {
    const next = await planOnce(deps, iterations.length + 1);
    if (!next.ok) return next.problem;
    const planned = next.value;
    const last = iterations.at(-1);
    if (last) deps.listener.replanned(planned.plan);
    const isSameConfig = approved?.plan.basis.config === planned.plan.basis.config;
    const beyond = approved && isSameConfig ? exceedsApproval(planned.plan, approved.plan) : [];
    if (last && (beyond.length > 0 || failedInARow === maxFailedIterations)) {
      const stopReason: RunStopReason =
        beyond.length > 0 ? { reason: "plan-exceeded", people: beyond } : last.stopReason;
      iterations.push(await recordOnly(planned, deps, stopReason));
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
    const reason = reasonToRepeat(iteration, deps);
    if (!reason || deps.stop.aborted || iterations.length === maxIterations) return undefined;
    failedInARow = reason === "unconfirmed" && !hasApplied(sent.ended) ? failedInARow + 1 : 0;
    deps.listener.repeating(reason);
  }
}

/** A limit that blocks a plan, of a kind that did not block the approved one. */
function newLimit({ blockedBy }: Plan, approved: Plan): ExceededLimit | undefined {
  return blockedBy.find(({ guard }) => !approved.blockedBy.some(one => one.guard === guard));
}

/** Loads, checks Tally, and plans. */
async function planOnce(deps: ReconcileDeps, iteration: number): Promise<Result<Planned, ReconcileProblem>> {
  const { io, source, listener, live, stop } = deps;
  const loaded = await source.load();
  if (!loaded.ok) return { ok: false, problem: { kind: "not-loaded", problem: loaded.problem } };
  const inputs = loaded.value;
  await listener.loaded(inputs, iteration);
  const { config, state } = inputs;
  const offline = planNow(io, config, state);
  const observation = live ? await observeBeforeApply(deps, config.organization, state.recorded) : undefined;
  // A check that was cut short resolves nothing. What it shows is recorded.
  if (observation && stop.aborted) {
    const failure = observation.ok
      ? await recordUnconfirmed(inputs, observation.value, currentTimestamp(io))
      : undefined;
    return { ok: false, problem: { kind: "interrupted", offline, failure } };
  }
  if (observation && !observation.ok)
    return { ok: false, problem: { kind: "not-loaded", problem: observation.problem } };
  const observed = observation?.value;
  const plan = observed ? planNow(io, config, state, { observed, basis: offline.basis }) : offline;
  return { ok: true, value: { inputs, plan, offline, observed } };
}

/** Records what a check showed of unconfirmed calls, for a run that plans no more. */
function recordUnconfirmed(inputs: SourceInputs, observed: Observed, at: string) {
  const shown = observedUnconfirmed(inputs.state.recorded, observed);
  return recordObserved(inputs, shown, at, () => inputs.provenance);
}

/** Records what became known, and sends nothing. */
async function recordOnly(
  planned: Planned,
  deps: ReconcileDeps,
  stopReason: RunStopReason,
): Promise<Iteration> {
  const { plan, inputs } = planned;
  const sent = await sendPlan({ ...planned, plan: withoutCalls(plan) }, deps, () => inputs.provenance);
  return { planned, plan, ...sent, stopReason, gaveUp: true };
}

function reasonToRepeat({ stopReason }: Iteration, { live }: ReconcileDeps): RepeatReason | undefined {
  switch (stopReason.reason) {
    case "record-failed":
      return stopReason.failure.reason === "state-moved" ? "moved" : undefined;
    case "failed":
      return live && stopReason.by.result === "unconfirmed" ? "unconfirmed" : undefined;
    case "completed":
    case "interrupted":
    case "not-approved":
    case "plan-exceeded":
      return undefined;
  }
}

/** The commit and the run, and the pull request that reviewed all grants of the call, if one did. */
function provenanceFor({ plan, inputs }: Planned, { reviewedIn }: Approved): ProvenanceFor {
  const people = new Map(plan.people.map(person => [person.email, person]));
  return call => {
    const emails = call?.action === "invite" ? call.emails : [];
    const named = emails.flatMap(email => people.get(emailOf(email)) ?? []);
    const numbers = new Set(grantsOf(named).map(reviewedIn));
    const [pullRequest] = numbers.size === 1 ? numbers : [];
    return { ...inputs.provenance, ...(pullRequest !== undefined && { pullRequest }) };
  };
}

/** Checks whether Tally shows what it accepted, and records what it shows of unconfirmed calls. */
async function confirm(
  deps: ReconcileDeps,
  iterations: readonly Iteration[],
): Promise<Omit<Reconciled, "iterations">> {
  const { io, live, stop } = deps;
  const [first, ...more] = iterations;
  if (!first || !live || stop.aborted) return {};
  const { ended } = mergeSentPlans([first, ...more]);
  if (!hasApplied(ended)) return {};
  const { inputs } = (iterations.at(-1) ?? first).planned;
  const { organization } = inputs.config;
  const { confirmation, observed } = await observeAfterApply(deps, organization, ended);
  const isUnconfirmed = ended.some(one => one.outcome.result === "unconfirmed");
  const stored = observed && isUnconfirmed ? await inputs.store.load(organization) : undefined;
  if (!observed || !stored?.ok) return { confirmation };
  const newest = { ...inputs, state: stored.value.state, stored: stored.value };
  return { confirmation, unrecorded: await recordUnconfirmed(newest, observed, currentTimestamp(io)) };
}
