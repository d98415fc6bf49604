import { type LoadedConfig, loadConfig } from "../commands/config-files.ts";
import { planNow } from "../commands/inputs.ts";
import type { ExitCode } from "../commands/show.ts";
import { BranchStore } from "../commands/state-branch.ts";
import { timestampOf } from "../commands/state-store.ts";
import { foundIn } from "../commands/validate.ts";
import type { Config } from "../core/config.ts";
import { dayOf } from "../core/day.ts";
import { type Desired, desiredOn } from "../core/desired.ts";
import { membershipChanges, mergeDesired, splitPlan } from "../core/membership.ts";
import { formatPlan, type Plan } from "../core/plan.ts";
import { fingerprintsOf, formatMarker, grantsOf, type ReviewMarker, readMarker } from "../core/review.ts";
import { largestFile } from "../core/source.ts";
import type { State } from "../core/state.ts";
import { permissionFor, problemOfRequest } from "../github/client.ts";
import { findComment, type SavedComment, saveComment } from "../github/comments.ts";
import type { PullRequest } from "../github/context.ts";
import { digestOf, type ReadableFiles } from "../io.ts";
import type { Room } from "../render/cut.ts";
import { legendOf } from "../render/plan-parts.ts";
import { renderPlanText } from "../render/plan-text.ts";
import { type MergeReport, type PullRequestReport, renderPullRequest } from "../render/pull-request.ts";
import { commentIdentity, lineAddresses } from "./addresses.ts";
import { commentRoom, type GitHubDesk, logLayout, outputPlan, refuseRun, summaryRoom } from "./desk.ts";
import { isInside, statePathIn } from "./files.ts";
import { findSides } from "./sides.ts";
import { stateBranchAt } from "./state-place.ts";

/** Shows what merging a pull request would do: as annotations, as the summary of the run, and as a comment. */
export async function planPullRequest(desk: GitHubDesk, pull: PullRequest): Promise<ExitCode> {
  const { inputs, runner, io } = desk;
  const found = await findSides(desk, pull);
  if (!found.ok) return refuseRun(desk, found.refusal);
  const { after, commit, base, tip } = found.value;
  if (!(await isInside(after, inputs.config)))
    return refuseRun(desk, { refusal: "outside-repository", path: inputs.config });
  const loaded = await loadConfig(after, inputs.config);
  if (!loaded.ok) return refuseRun(desk, loaded.refusal);
  const { reading, texts } = loaded.value;
  const statePath = await statePathIn(after, inputs);
  const checked = {
    base: pull.base.ref,
    statePath,
    stateBranch: inputs.stateBranch,
    touchesState: await differs(after, base, statePath),
    diagnostics: foundIn(reading),
    texts,
  };
  runner.annotate(checked.diagnostics, texts);
  if (!reading.ok) {
    await publish(desk, pull, { ...checked, merge: undefined }, undefined, commit);
    return 1;
  }

  const branch = stateBranchAt(desk, pull.base.ref, statePath);
  const stored = await new BranchStore(io, branch).load(reading.value.organization);
  if (!stored.ok) return refuseRun(desk, stored.refusal);
  const state = stored.value.reading;
  const stateFindings = foundIn(state);
  const all = {
    diagnostics: [...checked.diagnostics, ...stateFindings],
    texts: new Map([...texts, ...stored.value.texts]),
  };
  if (!state.ok) {
    runner.annotate(stateFindings, all.texts);
    await publish(desk, pull, { ...checked, ...all, merge: undefined }, undefined, commit);
    return 1;
  }

  const before = await configIn(base, inputs.config);
  const now = tip === base ? before : await configIn(tip, inputs.config);
  const basis = { loaded: loaded.value, config: reading.value, before, tip: now, state: state.value };
  const merge = mergeReport(desk, basis);
  io.stdout.write(renderPlanText(merge.plan, merge.legend, logLayout));
  await publish(desk, pull, { ...checked, ...all, merge }, state.value, commit);
  return 0;
}

/** Whether a file is another one, line endings of a checkout apart. */
async function differs(a: ReadableFiles, b: ReadableFiles, path: string): Promise<boolean> {
  if ((await a.sizeOf(path)) > largestFile) return true;
  const [one, other] = await Promise.all([a.read(path), b.read(path)]);
  const text = (bytes: Uint8Array | undefined) =>
    bytes && new TextDecoder().decode(bytes).replaceAll("\r\n", "\n");
  return text(one) !== text(other);
}

/** The configuration of a commit, where there is one that reads. */
async function configIn(files: ReadableFiles, path: string): Promise<Config | undefined> {
  const loaded = await loadConfig(files, path);
  return loaded.ok && loaded.value.reading.ok ? loaded.value.reading.value : undefined;
}

interface MergeBasis {
  readonly loaded: LoadedConfig;
  readonly config: Config;
  readonly before: Config | undefined;
  readonly tip: Config | undefined;
  readonly state: State;
}

function mergeReport(desk: GitHubDesk, basis: MergeBasis): MergeReport {
  const { config, before, tip, state, loaded } = basis;
  const today = dayOf(timestampOf(desk.io));
  const nobody: Desired = { organization: config.organization, people: new Map() };
  const on = (one: Config | undefined) => (one ? desiredOn(today, one) : nobody);
  const merged = mergeDesired(on(before), desiredOn(today, config), on(tip));
  const plan = planNow(desk.io, config, state, merged);
  const { beyond, common } = splitPlan(plan, planNow(desk.io, tip ?? config, state, on(tip)));
  const legend = legendOf(config);
  const tipLegend = tip ? legendOf(tip) : legend;
  const members = new Map(config.members.map(member => [member.email, member]));
  return {
    plan,
    brought: beyond,
    waiting: common,
    changes: membershipChanges(on(tip), merged),
    isBaseRead: tip !== undefined,
    legend: {
      workspaces: new Map([...tipLegend.workspaces, ...legend.workspaces]),
      people: new Map([...tipLegend.people, ...legend.people]),
    },
    linesOf: email =>
      (members.get(email)?.entries ?? []).map(entry => ({ file: entry.file, line: loaded.lineOf(entry) })),
  };
}

/** Puts a report into the summary, the comment and the outputs. `commit` is the one that the lines are shown in. */
async function publish(
  desk: GitHubDesk,
  pull: PullRequest,
  report: PullRequestReport,
  state: State | undefined,
  commit: string,
): Promise<void> {
  const { runner, context } = desk;
  const source = { commit, run: context.runUrl };
  const plan = report.merge?.plan;
  const body = (from: ReviewMarker["source"], room: Room) =>
    `${renderPullRequest(report, room, lineAddresses(context, from.commit))}\n${footer(plan, from)}`;
  await runner.summary(body(source, summaryRoom));
  const marked = (from: ReviewMarker["source"]) =>
    `${formatMarker(markerFor(desk, plan, state, from))}\n${body(from, commentRoom)}`;
  const saved = await comment(desk, pull, report, source, marked);
  if (saved?.saved === "denied") sayDenied(desk, pull, saved);
  if (plan) await outputPlan(desk, plan, saved && "url" in saved ? saved.url : "");
}

function markerFor(
  { io, inputs }: GitHubDesk,
  plan: Plan | undefined,
  state: State | undefined,
  source: ReviewMarker["source"],
): ReviewMarker {
  return {
    version: 1,
    config: inputs.config,
    plan: plan ? digestOf(formatPlan(plan)) : "",
    meaning: plan?.basis.config ?? "",
    day: dayOf(timestampOf(io)),
    events: state?.events.length ?? 0,
    grants: fingerprintsOf(grantsOf(plan?.people ?? []), digestOf),
    source,
  };
}

/** The comment says the same for as long as the plan is the same: then it stays as it was, with the run that wrote it. */
async function comment(
  { inputs, github, context }: GitHubDesk,
  { number }: PullRequest,
  { merge, touchesState }: PullRequestReport,
  source: ReviewMarker["source"],
  marked: (source: ReviewMarker["source"]) => string,
): Promise<SavedComment | undefined> {
  if (inputs.comment === "false") return undefined;
  const identity = commentIdentity(inputs, context.repository, number);
  try {
    const found = await findComment(github, identity);
    const hasNews = !merge || merge.changes.length + merge.brought.people.length > 0 || touchesState;
    if (inputs.comment === "changes" && !found && !hasNews) return undefined;
    const earlier = found && readMarker(found.body, inputs.config);
    // The pull request was merged, and this is a plan of before.
    if (earlier?.isResult) return { saved: "unchanged", url: found?.url ?? "" };
    const isSame = found !== undefined && earlier !== undefined && found.body === marked(earlier.source);
    return await saveComment(github, identity, found, isSame ? found.body : marked(source));
  } catch (error) {
    return { saved: "denied", problem: problemOfRequest(error), permission: permissionFor(error) };
  }
}

function sayDenied(
  { runner, inputs, io }: GitHubDesk,
  { isFork }: PullRequest,
  { problem, permission }: Extract<SavedComment, { saved: "denied" }>,
): void {
  const isDependabot = io.env["GITHUB_ACTOR"] === "dependabot[bot]";
  if ((isFork || isDependabot) && inputs.source === "workspace" && permission !== undefined) {
    const whose = isFork ? "a fork's pull request" : "Dependabot's pull request";
    const second = isFork
      ? " A second workflow on pull_request_target with source: api brings it into a comment."
      : "";
    const sentence = `The token of ${whose} cannot comment, so the plan is in the summary of this run only.${second}`;
    runner.notice("notice", sentence);
    return;
  }
  const wayOut =
    permission === undefined ? "" : ` To have it as a comment, give the job permissions: ${permission}.`;
  runner.notice("warning", `The plan is in the summary of this run only: ${problem}.${wayOut}`);
}

function footer(plan: Plan | undefined, { commit, run }: ReviewMarker["source"]): string {
  const digest = plan ? `Plan <code>${digestOf(formatPlan(plan)).slice(7, 19)}</code> of` : "Read at";
  return `<sub>${digest} <code>${commit.slice(0, 12)}</code>, by <a href="${run}">this run</a>.</sub>\n`;
}
