import type { ExitCode } from "../../commands/console/console.ts";
import type { Failure } from "../../core/failure/failure.ts";
import { personNotes } from "../../core/review/person-notes.ts";
import { policyChanges } from "../../core/review/policy-changes.ts";
import { membershipChanges, partitionPlan } from "../../core/review/preview.ts";
import { maxFileBytes } from "../../core/source/decode.ts";
import { checkContinuity } from "../../core/state/continuity.ts";
import type { State } from "../../core/state/state.ts";
import { type Day, dayOf } from "../../core/values/day.ts";
import type { Result } from "../../core/values/result.ts";
import { findComment } from "../../github/comments.ts";
import { findDefaultBranch, findTip } from "../../github/commits.ts";
import type { MergeGroup, PullRequest } from "../../github/context.ts";
import { listOpenPulls } from "../../github/pulls.ts";
import { currentTimestamp } from "../../io/clock.ts";
import { digestOf } from "../../io/digest.ts";
import type { ReadableFiles } from "../../io/io.ts";
import { findStateFileProblem } from "../../reconcile/inputs/file-problems.ts";
import { diagnosticsIn, loadInputs } from "../../reconcile/inputs/load.ts";
import { loadConfig } from "../../reconcile/inputs/load-config.ts";
import type { LoadedConfig } from "../../reconcile/inputs/model.ts";
import type { StateStore } from "../../reconcile/inputs/store.ts";
import { planNow } from "../../reconcile/plan-now.ts";
import { writeTerminal } from "../../render/document/terminal.ts";
import { planDocument } from "../../render/plan/document.ts";
import type { MergeReport } from "../../render/review/model.ts";
import { displayNamesOf } from "../../render/text/names.ts";
import { commentIdentity } from "../context/comment.ts";
import { type GitHubContext, logLayout, printFailure } from "../context/context.ts";
import { statePathOf } from "../context/files.ts";
import { openStateStore } from "../context/state-store.ts";
import { desiredIn, planMerge } from "../review/merge.ts";
import { findMergeInputs } from "./merge-inputs.ts";
import { type PlannedMerge, publishFailure, publishPlan, updateComment } from "./publish.ts";

/** Shows the effects of a merge in annotations, the job summary, and the comment on the pull request. */
export async function planPullRequest(
  context: GitHubContext,
  pull: PullRequest | MergeGroup,
): Promise<ExitCode> {
  const { runner, io } = context;
  const planned = await planMergeOf(context, pull);
  if (!planned.ok) return publishFailure(context, pull, planned.problem);
  const { merge, diagnostics, texts } = planned.value.report;
  runner.annotate(diagnostics, texts);
  if (merge) io.stdout.write(writeTerminal(planDocument(merge.plan, merge.names), logLayout));
  const isPublished = await publishPlan(context, pull, planned.value);
  for (const limit of merge?.plan.blockedBy ?? []) await printFailure(runner, { reason: "guard", ...limit });
  return !merge || merge.plan.blockedBy.length > 0 || !isPublished ? 1 : 0;
}

/**
 * Updates the plans in the comments on open pull requests to the default branch, after the state changed. Returns false if a
 * comment couldn't be written.
 */
export async function updateOpenPulls(context: GitHubContext, branch: string): Promise<boolean> {
  const { github, inputs, io } = context;
  if (inputs.comment === "false") return true;
  let isDone = true;
  for (const pull of await listOpenPulls(github, branch)) {
    if (!(await findComment(github, commentIdentity(inputs, pull.number)))) continue;
    io.stdout.write(`Updating the plan in the comment on #${pull.number}.\n`);
    if (!(await updateComment(context, pull, await planMergeOf(context, pull)))) isDone = false;
  }
  return isDone;
}

/** Plans the merge of a pull request or of a merge group. */
async function planMergeOf(
  context: GitHubContext,
  pull: PullRequest | MergeGroup,
): Promise<Result<PlannedMerge, Failure>> {
  const { inputs, io } = context;
  const reading = findTip(context.github, pull.base.ref);
  const store = openStateStore(context, pull.base.ref, { tip: reading });
  const found = await findMergeInputs(context, pull, reading);
  if (!found.ok) return found;
  const { after, commits, base, tip } = found.value;
  const statePath = statePathOf(inputs);
  const [stateProblem, { loaded, basePath }, before, now] = await Promise.all([
    findStateFileProblem(after, statePath),
    loadMerged(context, pull, { after, tip, store }),
    configIn(base, inputs.config),
    configIn(tip, inputs.config),
  ]);
  if (stateProblem) return { ok: false, problem: stateProblem };
  if (!loaded.ok && loaded.problem.reason !== "invalid-files") return { ok: false, problem: loaded.problem };
  const { diagnostics, texts } = diagnosticsIn(loaded);
  const checked = {
    subject: pull.kind === "merge-group" ? ("merge group" as const) : ("pull request" as const),
    base: pull.base.ref,
    defaultBranch: pull.defaultBranch ?? (await findDefaultBranch(context.github)),
    statePath,
    stateBranch: inputs.stateBranch,
    touchesState: await differs(after, statePath, base, basePath),
    diagnostics,
    texts,
  };
  if (!loaded.ok)
    return { ok: true, value: { report: { ...checked, merge: undefined }, commits, inputs: undefined } };
  const { state, files } = loaded.value;
  const input = { files, before, tip: now, state };
  const day = dayOf(currentTimestamp(io));
  const merge = mergeReport(context, input, day);
  return { ok: true, value: { report: { ...checked, merge }, commits, inputs: { state, day } } };
}

/**
 * Loads the configuration with the changes of the pull request, and the state of the base branch. If the pull request moves the
 * state file, loads the state from the old path.
 */
async function loadMerged(
  context: GitHubContext,
  pull: PullRequest | MergeGroup,
  { after, tip, store }: { after: ReadableFiles; tip: ReadableFiles; store: StateStore },
) {
  const path = statePathOf(context.inputs);
  const config = await loadConfig(after, context.inputs.config);
  const loaded = await loadInputs(config, store);
  const old = !loaded.ok && loaded.problem.reason === "state-misplaced" ? loaded.problem.path : undefined;
  if (old === undefined || !(await isKept(after, path, tip, old))) return { loaded, basePath: path };
  const oldStore = openStateStore(context, pull.base.ref, { path: old });
  return { loaded: await loadInputs(config, oldStore), basePath: old };
}

/** Whether a moved state file still has all events of the old one. */
async function isKept(
  after: ReadableFiles,
  path: string,
  before: ReadableFiles,
  old: string,
): Promise<boolean> {
  if ((await after.sizeOf(path)) > maxFileBytes) return false;
  const [moved, earlier] = await Promise.all([after.read(path), before.read(old)]);
  if (!moved || !earlier) return false;
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return checkContinuity(decode(moved), decode(earlier), digestOf).lostEvents === 0;
}

/** Whether the texts of two files differ, ignoring line endings. A file that is too large counts as different. */
async function differs(
  a: ReadableFiles,
  path: string,
  b: ReadableFiles,
  otherPath: string,
): Promise<boolean> {
  if ((await a.sizeOf(path)) > maxFileBytes) return true;
  const [one, other] = await Promise.all([a.read(path), b.read(otherPath)]);
  const text = (bytes: Uint8Array | undefined) =>
    bytes && new TextDecoder().decode(bytes).replaceAll("\r\n", "\n");
  return text(one) !== text(other);
}

/** Loads the configuration from the files of a commit. Returns undefined if there is no valid one. */
async function configIn(files: ReadableFiles, path: string): Promise<LoadedConfig | undefined> {
  const loaded = await loadConfig(files, path);
  return loaded.ok ? loaded.value : undefined;
}

interface MergeInput {
  readonly files: LoadedConfig;
  /** The configuration before the changes of the pull request. Undefined if it can't be read. */
  readonly before: LoadedConfig | undefined;
  /** The configuration on the base branch now. Undefined if it can't be read. */
  readonly tip: LoadedConfig | undefined;
  readonly state: State;
}

function mergeReport(context: GitHubContext, input: MergeInput, day: Day): MergeReport {
  const { before, tip: tipFiles, state, files } = input;
  const [config, tip] = [files.config, tipFiles?.config];
  const { plan, desired } = planMerge(context.io, { after: config, base: before?.config, tip }, state, day);
  const now = desiredIn(tip, config, day);
  const { added, existing } = partitionPlan(
    plan,
    planNow(context.io, tip ?? config, state, { desired: now }),
  );
  const names = displayNamesOf(config);
  const tipNames = tip ? displayNamesOf(tip) : names;
  const members = new Map(config.members.map(member => [member.email, member]));
  return {
    plan,
    added,
    existing,
    changes: {
      policyChanges: before && policyChanges(before, files, state.recorded),
      membershipChanges: membershipChanges(now, desired),
    },
    isBaseRead: tip !== undefined,
    notes: personNotes(added.people, config.members, state.events),
    names: {
      workspaces: new Map([...tipNames.workspaces, ...names.workspaces]),
      people: new Map([...tipNames.people, ...names.people]),
    },
    linesOf: email =>
      (members.get(email)?.entries ?? []).map(entry => ({
        file: entry.file,
        line: files.locationOfEntry(entry).line,
      })),
  };
}
