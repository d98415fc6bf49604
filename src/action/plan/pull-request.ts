import { type Desired, desiredOn } from "../../core/config/desired.ts";
import type { Config } from "../../core/config/model.ts";
import { membershipChanges, mergeDesired, splitPlan } from "../../core/review/preview.ts";
import { largestFile } from "../../core/source/decode.ts";
import type { State } from "../../core/state/state.ts";
import { dayOf } from "../../core/values/day.ts";
import type { PullRequest } from "../../github/context.ts";
import { isInside } from "../../io/files/contained-path.ts";
import type { ReadableFiles } from "../../io/io.ts";
import type { ExitCode } from "../../reconcile/console.ts";
import { foundIn, type LoadedConfig, loadConfig } from "../../reconcile/load-config.ts";
import { planNow } from "../../reconcile/plan-now.ts";
import { BranchStore } from "../../reconcile/stores/branch.ts";
import { timestampOf } from "../../reconcile/stores/store.ts";
import { renderPlanText } from "../../render/plan/text.ts";
import type { MergeReport } from "../../render/review/pull-request.ts";
import { legendOf } from "../../render/text/names.ts";
import { type GitHubDesk, logLayout } from "../context/context.ts";
import { statePathIn } from "../context/files.ts";
import { stateBranchAt } from "../context/state-branch.ts";
import { findSides } from "./merge-inputs.ts";
import { publishPlan, refusePlan } from "./publish.ts";

/** Shows what merging a pull request would do: as annotations, as the summary of the run, and as a comment. */
export async function planPullRequest(desk: GitHubDesk, pull: PullRequest): Promise<ExitCode> {
  const { inputs, runner, io } = desk;
  const found = await findSides(desk, pull);
  if (!found.ok) return refusePlan(desk, pull, found.refusal);
  const { after, commit, base, tip } = found.value;
  if (!(await isInside(after, inputs.config)))
    return refusePlan(desk, pull, { refusal: "outside-repository", path: inputs.config });
  const loaded = await loadConfig(after, inputs.config);
  if (!loaded.ok) return refusePlan(desk, pull, loaded.refusal);
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
    await publishPlan(desk, pull, { ...checked, merge: undefined }, undefined, commit);
    return 1;
  }

  const branch = stateBranchAt(desk, pull.base.ref, statePath);
  const stored = await new BranchStore(io, branch).load(reading.value.organization);
  if (!stored.ok) return refusePlan(desk, pull, stored.refusal);
  const state = stored.value.reading;
  const stateFindings = foundIn(state);
  const all = {
    diagnostics: [...checked.diagnostics, ...stateFindings],
    texts: new Map([...texts, ...stored.value.texts]),
  };
  if (!state.ok) {
    runner.annotate(stateFindings, all.texts);
    await publishPlan(desk, pull, { ...checked, ...all, merge: undefined }, undefined, commit);
    return 1;
  }

  const before = await configIn(base, inputs.config);
  const now = tip === base ? before : await configIn(tip, inputs.config);
  const basis = { loaded: loaded.value, config: reading.value, before, tip: now, state: state.value };
  const merge = mergeReport(desk, basis);
  io.stdout.write(renderPlanText(merge.plan, merge.legend, logLayout));
  await publishPlan(desk, pull, { ...checked, ...all, merge }, state.value, commit);
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
  const plan = planNow(desk.io, config, state, { desired: merged });
  const { beyond, common } = splitPlan(plan, planNow(desk.io, tip ?? config, state, { desired: on(tip) }));
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
      (members.get(email)?.entries ?? []).map(entry => ({
        file: entry.file,
        line: loaded.placeOfEntry(entry).line,
      })),
  };
}
