import { loadConfig } from "../commands/config-files.ts";
import { meaningOf } from "../commands/inputs.ts";
import { intentsAtOncePushed, type Sent, sendPlan } from "../commands/send.ts";
import { type ExitCode, remark } from "../commands/show.ts";
import { BranchStore } from "../commands/state-branch.ts";
import { timestampOf } from "../commands/state-store.ts";
import { readTallyAccess, type TallyAccess } from "../commands/tally-access.ts";
import { emailOf } from "../core/address.ts";
import type { Config } from "../core/config.ts";
import { dayOf } from "../core/day.ts";
import { desiredOn } from "../core/desired.ts";
import { checkLimits } from "../core/limits.ts";
import type { Call } from "../core/outcome.ts";
import type { Plan } from "../core/plan.ts";
import type { Refusal } from "../core/refusal.ts";
import { grantsOf } from "../core/review.ts";
import type { Provenance } from "../core/state.ts";
import { isRequestProblem } from "../github/client.ts";
import { type Commit, CommitFiles, findCommit, findDefaultBranch, findHead } from "../github/commit.ts";
import { renderReviewed } from "../render/apply-report.ts";
import { legendOf } from "../render/plan-parts.ts";
import { renderPlanText } from "../render/plan-text.ts";
import { type GitHubDesk, logLayout, refuseRun } from "./desk.ts";
import { statePathIn } from "./files.ts";
import type { Pass } from "./passes.ts";
import { type PlannedFiles, planFiles } from "./plan-files.ts";
import { reportApply } from "./report-apply.ts";
import { type Reviewed, reviewPlan } from "./reviews.ts";
import { stateBranchAt } from "./state-place.ts";

/** Told by the command line with --timeout; a step of a workflow has its own limit. In milliseconds. */
const answerTimeout = 30_000;
const mostPasses = 10;
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
  if (inputs.key === "" && !io.env["TALLY_API_KEY"]) {
    const expected =
      "a key of Tally: make one there under Settings, API keys, keep it as a secret of the repository, and pass it on as rollcall-apply.yml of the examples does";
    return refuseRun(desk, { refusal: "bad-input", name: "api-key", value: "empty", expected });
  }
  const access = readTallyAccess(inputs.key === "" ? io.env : { ...io.env, TALLY_API_KEY: inputs.key });
  if (!access.ok) return refuseRun(desk, access.refusal);

  const stop = new AbortController();
  const ignoreSignals = io.onInterrupt(() => {
    remark(io, options, "Stopping after the call in flight, and recording what was sent.\n");
    stop.abort();
  });
  try {
    let earlier: [Pass, ...Pass[]] | undefined;
    for (;;) {
      const pass = await applyOnce(desk, event.branch, access.value, stop.signal).catch(async error => {
        if (earlier) await reportApply(desk, earlier);
        throw error;
      });
      if ("exit" in pass) {
        if (earlier) await reportApply(desk, earlier);
        return pass.exit;
      }
      const passes: [Pass, ...Pass[]] = earlier ? [...earlier, pass] : [pass];
      if (!isOvertaken(pass) || passes.length === mostPasses) return await reportApply(desk, passes);
      earlier = passes;
      io.stderr.write("The branch moved on meanwhile; planning anew.\n");
    }
  } finally {
    ignoreSignals();
  }
}

function isOvertaken({ sent: { ending } }: Pass): boolean {
  return ending.ending === "unkept" && ending.refusal.refusal === "state-moved";
}

async function applyOnce(
  desk: GitHubDesk,
  branch: string,
  access: TallyAccess,
  stop: AbortSignal,
): Promise<Pass | { readonly exit: ExitCode }> {
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
  planned = read.value;

  const { plan, config, loaded } = planned;
  const legend = legendOf(config);
  io.stdout.write(renderPlanText(plan, legend, logLayout));
  const reviewed = await reviewPlan(desk, branch, [tip.sha, context.sha], planned);
  const current = reviewed.reviews.find(review => review.isCurrent)?.pull.number;
  io.stdout.write(renderReviewed(plan, reviewed.shownBy, current));
  const refusal = checkLimits(plan, undefined) ?? checkReviewed(plan, reviewed, inputs.requireReviewedPlan);
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
    openWriter: parts => desk.openTally(access, parts),
    timeout: answerTimeout,
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
): (call: Call) => Provenance {
  const people = new Map(plan.people.map(person => [person.email, person]));
  return call => {
    const named = call.emails.flatMap(email => people.get(emailOf(email)) ?? []);
    const numbers = new Set(grantsOf(named).map(shownBy));
    const [pullRequest] = numbers.size === 1 ? numbers : [];
    return { commit: tip.sha, run: context.runUrl, ...(pullRequest !== undefined && { pullRequest }) };
  };
}
