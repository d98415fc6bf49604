import type { Confirmation } from "../../core/apply/confirm.ts";
import { type EndedCall, hasDone } from "../../core/apply/ended-call.ts";
import { desiredOn } from "../../core/config/desired.ts";
import type { Config } from "../../core/config/model.ts";
import type { Refusal } from "../../core/failure/failure.ts";
import { checkLimits } from "../../core/plan/check-plan.ts";
import type { Plan } from "../../core/plan/model.ts";
import { shownUnconfirmed } from "../../core/plan/resolve.ts";
import { grantsOf } from "../../core/review/marker.ts";
import type { Provenance } from "../../core/state/provenance.ts";
import type { State } from "../../core/state/state.ts";
import type { ActionCall } from "../../core/tally/call.ts";
import type { Observed } from "../../core/tally/observed.ts";
import { emailOf } from "../../core/values/address.ts";
import { dayOf } from "../../core/values/day.ts";
import { isRequestProblem } from "../../github/client.ts";
import { type Commit, CommitFiles, findCommit, findDefaultBranch, findHead } from "../../github/commit.ts";
import { type ExitCode, remark } from "../../reconcile/console.ts";
import { loadConfig } from "../../reconcile/load-config.ts";
import { lookAfter, lookBefore, type OpenedTally } from "../../reconcile/observe.ts";
import { meaningOf, planNow } from "../../reconcile/plan-now.ts";
import { Progress } from "../../reconcile/progress.ts";
import { intentsAtOncePushed, recordShown, type Sent, sendPlan } from "../../reconcile/send-plan.ts";
import { BranchStore } from "../../reconcile/stores/branch.ts";
import { type LoadedState, timestampOf } from "../../reconcile/stores/store.ts";
import { renderReviewed } from "../../render/apply/comment.ts";
import { renderPlanText } from "../../render/plan/text.ts";
import { legendOf } from "../../render/text/names.ts";
import { answerTimeout, type GitHubDesk, logLayout, refuseRun, sayRefusal } from "../context/context.ts";
import { statePathIn } from "../context/files.ts";
import { stateBranchAt } from "../context/state-branch.ts";
import { tallyAccessOf } from "../context/tally-access.ts";
import { type PlannedFiles, planFiles } from "../plan/load.ts";
import type { Pass } from "./iterations.ts";
import { reportApply } from "./report.ts";
import { type Reviewed, reviewPlan } from "./reviewed-grants.ts";

const mostPasses = 10;
/** So many passes in a row may end without an answer before it is left to the next run. */
const mostVainPasses = 3;
const options = { format: "text", config: "", color: false } as const;

/**
 * Sends what the branch asks for as it is now, whatever commit set the run off. Where somebody else records something or changes
 * members.yaml meanwhile, it is planned anew.
 */
export async function applyBranch(
  desk: GitHubDesk,
  event: { readonly branch: string; readonly defaultBranch: string | undefined },
): Promise<ExitCode> {
  const { io, inputs } = desk;
  const defaultBranch =
    event.defaultBranch ?? (await findDefaultBranch(desk.github, desk.context.repository));
  if (event.branch !== defaultBranch)
    return refuseRun(desk, { refusal: "apply-on", event: event.branch, defaultBranch });
  const access = tallyAccessOf(desk, "rollcall-apply.yml");
  if (!access.ok) return refuseRun(desk, access.refusal);

  const stop = new AbortController();
  const ignoreSignals = io.onInterrupt(() => {
    remark(io, options, "Stopping after the call in flight, and recording what was sent.\n");
    stop.abort();
  });
  try {
    const progress = new Progress(io, false);
    const onWait = progress.waiting.bind(progress);
    const opening = { timeout: answerTimeout, stop: stop.signal, onWait };
    const tally = desk.openTally(access.value, opening);
    const run: BranchRun = { desk, branch: event.branch, tally, progress, stop: stop.signal };
    const report = (passes: readonly [Pass, ...Pass[]]) =>
      reportApply(desk, passes, (ended, organization) =>
        confirm(run, passes.at(-1) ?? passes[0], ended, organization),
      );
    let earlier: [Pass, ...Pass[]] | undefined;
    let vain = 0;
    for (;;) {
      const pass = await applyOnce(run).catch(async error => {
        if (earlier) await report(earlier);
        throw error;
      });
      if ("exit" in pass) {
        if (earlier) await report(earlier);
        return pass.exit;
      }
      const passes: [Pass, ...Pass[]] = earlier ? [...earlier, pass] : [pass];
      vain = isUnsettled(pass) && !hasDone(pass.sent.ended) ? vain + 1 : 0;
      const goesOn = isOvertaken(pass) || (inputs.live && isUnsettled(pass) && vain < mostVainPasses);
      if (!goesOn || stop.signal.aborted || passes.length === mostPasses) return await report(passes);
      earlier = passes;
      const why = isOvertaken(pass) ? "The branch moved on meanwhile" : "A call was not answered";
      io.stderr.write(`${why}; planning anew.\n`);
    }
  } finally {
    ignoreSignals();
  }
}

function isOvertaken({ sent: { ending } }: Pass): boolean {
  return ending.ending === "unkept" && ending.refusal.refusal === "state-moved";
}

/** Whether the last call got no usable answer, so that Tally has to be looked at. */
function isUnsettled({ sent: { ending } }: Pass): boolean {
  return ending.ending === "stopped" && ending.by.result === "unconfirmed";
}

interface BranchRun {
  readonly desk: GitHubDesk;
  readonly branch: string;
  readonly tally: OpenedTally;
  readonly progress: Progress;
  readonly stop: AbortSignal;
}

/** What a look afterwards shows; nothing where nothing was done, or Tally may not be looked at. */
async function confirm(
  run: BranchRun,
  { tip, statePath }: Pass,
  ended: readonly EndedCall[],
  organization: string,
): Promise<Confirmation | undefined> {
  const { desk, branch, stop } = run;
  if (!desk.inputs.live || stop.aborted || !hasDone(ended)) return undefined;
  const { confirmation, observed } = await lookAfter(ended, lookParts(run, organization));
  if (!observed || !ended.some(one => one.outcome.result === "unconfirmed")) return confirmation;
  const store = new BranchStore(desk.io, stateBranchAt(desk, branch, statePath), async () => true);
  const stored = await store.load(organization);
  if (!stored.ok || !stored.value.reading.ok) return confirmation;
  const { reading } = stored.value;
  const kept = { store, organization, loaded: stored.value, state: reading.value };
  const refusal = await keepShown(desk, tip, kept, observed);
  if (refusal) await sayRefusal(desk.runner, refusal);
  return confirmation;
}

/** Records what a look shows of unconfirmed calls, where nothing is planned by it any more. */
function keepShown(
  { io, context }: GitHubDesk,
  tip: Commit,
  parts: {
    readonly store: BranchStore;
    readonly organization: string;
    readonly loaded: LoadedState;
    readonly state: State;
  },
  observed: Observed,
): Promise<Refusal | undefined> {
  const provenance = { commit: tip.sha, run: context.runUrl };
  const shown = shownUnconfirmed(parts.state.recorded, observed);
  return recordShown(shown, { io, ...parts, provenanceFor: () => provenance });
}

function lookParts({ desk, tally, stop, progress }: BranchRun, organization: string) {
  const onWait = progress.waiting.bind(progress);
  return { io: desk.io, reader: tally.reader, organization, stop, onWait };
}

async function applyOnce(run: BranchRun): Promise<Pass | { readonly exit: ExitCode }> {
  const { desk, branch, tally, progress, stop } = run;
  const { io, github, context, inputs } = desk;
  const sha = await findHead(github, context.repository, branch);
  const tip = sha === undefined ? undefined : await findCommit(github, context.repository, sha);
  if (!tip) return { exit: await refuseRun(desk, { refusal: "no-commit", sha: sha ?? branch }) };
  const files = new CommitFiles(github, tip);
  const statePath = await statePathIn(files, inputs);
  const state = stateBranchAt(desk, branch, statePath);
  let planned: PlannedFiles | undefined;
  const isCurrent = async () => {
    try {
      return planned !== undefined && (await meansTheSame(desk, branch, tip, planned));
    } catch (error) {
      // Not to know is not to go on; the next pass reads it all again, and says what is wrong.
      if (isRequestProblem(error)) return false;
      throw error;
    }
  };
  const store = new BranchStore(io, state, isCurrent);
  const read = await planFiles(desk, files, store);
  if (!read.ok) return { exit: await refuseRun(desk, read.refusal) };
  if (!read.value) return { exit: 1 };
  const look = inputs.live
    ? await lookBefore(read.value.state.recorded, lookParts(run, read.value.config.organization))
    : undefined;
  if (look && !look.ok) return { exit: await refuseRun(desk, look.refusal) };
  // A look that was cut short settles nothing; what it shows is kept.
  if (stop.aborted) {
    planned = read.value;
    const { config, state, loaded } = planned;
    const kept = { store, organization: config.organization, loaded, state };
    const refusal = look ? await keepShown(desk, tip, kept, look.value) : undefined;
    return { exit: refusal ? await refuseRun(desk, refusal) : 1 };
  }
  planned = look
    ? { ...read.value, plan: planNow(io, read.value.config, read.value.state, { observed: look.value }) }
    : read.value;

  const { plan, config, loaded } = planned;
  const legend = legendOf(config);
  io.stdout.write(renderPlanText(plan, legend, logLayout));
  const reviewed = await reviewPlan(desk, branch, [tip.sha, context.sha], planned);
  const current = reviewed.reviews.find(review => review.isCurrent)?.pull.number;
  io.stdout.write(renderReviewed(plan, reviewed.shownBy, current));
  const refusal = checkLimits(plan, {}) ?? checkReviewed(plan, reviewed, inputs.requireReviewedPlan);
  const nothing: Sent = { ended: [], ending: { ending: "all-sent" } };
  if (refusal) return { planned, reviewed, tip, statePath, refusal, sent: nothing };
  const sent = await sendPlan(plan, {
    io,
    options,
    stop,
    organization: config.organization,
    store,
    loaded,
    legend,
    tally,
    live: inputs.live,
    progress,
    provenanceFor: provenanceOf(desk, tip, reviewed, plan),
    intentsAtOnce: intentsAtOncePushed,
  });
  return { planned, reviewed, tip, statePath, refusal: undefined, sent };
}

/** Whether members.yaml on the branch still asks for what it asked for when the plan was made. */
async function meansTheSame(
  { github, context, inputs, io }: GitHubDesk,
  branch: string,
  tip: Commit,
  { plan, config: planned }: PlannedFiles,
): Promise<boolean> {
  const isSame = (config: Config) =>
    meaningOf(config, desiredOn(dayOf(timestampOf(io)), config)) === plan.basis.config;
  const sha = await findHead(github, context.repository, branch);
  if (sha === tip.sha) return isSame(planned);
  const commit = sha === undefined ? undefined : await findCommit(github, context.repository, sha);
  if (!commit) return false;
  const loaded = await loadConfig(new CommitFiles(github, commit), inputs.config);
  if (!loaded.ok || !loaded.value.reading.ok) return false;
  return isSame(loaded.value.reading.value);
}

function checkReviewed(plan: Plan, { shownBy }: Reviewed, isRequired: boolean): Refusal | undefined {
  const unseen = isRequired ? grantsOf(plan.people).filter(grant => shownBy(grant) === undefined) : [];
  if (unseen.length === 0) return undefined;
  const people = [...new Set(unseen.map(grant => grant.email))];
  return { refusal: "not-reviewed", grants: unseen.length, people };
}

/** The commit that was planned from, the run, and the pull request where one showed the whole call. */
function provenanceOf(
  { context }: GitHubDesk,
  tip: Commit,
  { shownBy }: Reviewed,
  plan: Plan,
): (call: ActionCall | undefined) => Provenance {
  const people = new Map(plan.people.map(person => [person.email, person]));
  return call => {
    const emails = call?.action === "invite" ? call.emails : [];
    const named = emails.flatMap(email => people.get(emailOf(email)) ?? []);
    const numbers = new Set(grantsOf(named).map(shownBy));
    const [pullRequest] = numbers.size === 1 ? numbers : [];
    return { commit: tip.sha, run: context.runUrl, ...(pullRequest !== undefined && { pullRequest }) };
  };
}
