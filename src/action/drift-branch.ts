import type { ExitCode } from "../commands/console.ts";
import { defaultPendingDays, driftLegend, driftNow } from "../commands/drift.ts";
import { Progress } from "../commands/progress.ts";
import type { Drift } from "../core/drift/drift.ts";
import { formatDriftMarker } from "../core/review/marker.ts";
import type { Authorship } from "../github/authorship.ts";
import { findDefaultBranch } from "../github/commits.ts";
import { closeIssue, findOpenIssue, saveIssue } from "../github/issues.ts";
import { renderDriftMarkdown } from "../render/drift/markdown.ts";
import { renderDriftText } from "../render/drift/text.ts";
import type { Legend } from "../render/text/names.ts";
import type { Room } from "../render/text/truncate.ts";
import {
  commentRoom,
  type GitHubDesk,
  logLayout,
  refuseRun,
  responseTimeoutMs,
  summaryRoom,
} from "./context/context.ts";
import { filesOfCommit, insideOnly, statePathIn } from "./context/files.ts";
import { loadFiles, reportProblem } from "./context/load.ts";
import { openStateStore } from "./context/state-store.ts";
import { tallyAccessOf } from "./context/tally-access.ts";

/** Compares what is checked out, or the event's commit, with Tally; one issue says where they differ, for as long as they do. */
export async function driftBranch(desk: GitHubDesk): Promise<ExitCode> {
  const { inputs, context, runner, io } = desk;
  const { event } = context;
  if (event.kind !== "branch") return refuseDrift(desk, "this event");
  const defaultBranch = event.defaultBranch ?? (await findDefaultBranch(desk.github, context.repository));
  if (event.branch !== defaultBranch) return refuseDrift(desk, event.branch);
  const access = tallyAccessOf(desk, "rollcall-drift.yml");
  if (!access.ok) return refuseRun(desk, access.refusal);
  const ofCommit = inputs.source === "api" ? await filesOfCommit(desk) : undefined;
  if (ofCommit && !ofCommit.ok) return refuseRun(desk, ofCommit.refusal);
  const files = ofCommit?.value.files ?? insideOnly(io.files);
  const store = openStateStore(desk, event.branch, await statePathIn(files, inputs));
  const loaded = await loadFiles(desk, files, store);
  if (!loaded.ok) return reportProblem(desk, loaded.problem);
  const { config, state, warnings, texts } = loaded.value;
  runner.annotate(warnings, texts);

  const progress = new Progress(io, false);
  const opening = {
    timeout: responseTimeoutMs,
    stop: new AbortController().signal,
    onWait: progress.waiting.bind(progress),
  };
  const look = await desk.openTally(access.value, opening).reader.look(config.organization);
  if (!look.ok) return refuseRun(desk, look.refusal);
  const drift = driftNow(io, config, state, look.value, defaultPendingDays);
  const legend = driftLegend(config, look.value);
  io.stdout.write(renderDriftText(drift, legend, logLayout));
  await runner.summary(renderDriftMarkdown(drift, legend, summaryRoom));
  await runner.output("has-changes", String(drift.summary.drift > 0));
  await runner.output("issue-url", await tellInIssue(desk, drift, legend));
  return 0;
}

function refuseDrift(desk: GitHubDesk, where: string): Promise<ExitCode> {
  const expected = `plan or validate for ${where}: drift is about what was merged, on a schedule or by hand on the default branch`;
  return refuseRun(desk, { refusal: "bad-input", name: "command", value: "drift", expected });
}

/** Opens, updates or closes the one issue, and gives the address of one that is open. */
async function tellInIssue(desk: GitHubDesk, drift: Drift, legend: Legend): Promise<string> {
  const { github, inputs, context } = desk;
  if (inputs.comment === "false") return "";
  const marker = formatDriftMarker(inputs.config);
  const identity: Authorship = {
    repository: context.repository,
    author: inputs.commentAuthor,
    isOurs: body => body.split(/\r?\n/, 1)[0] === marker,
  };
  const found = await findOpenIssue(github, identity);
  const text = {
    title: `Access drift: ${inputs.config} and Tally differ`,
    body: `${marker}\n${renderDriftMarkdown(drift, legend, issueRoom)}\n${footer}`,
  };
  if (drift.summary.drift > 0) return saveIssue(github, identity, found, text);
  if (!found) return "";
  // What a look that was not whole does not show may be there all the same: that closes nothing.
  if (drift.gaps.length > 0) return saveIssue(github, identity, found, text);
  await closeIssue(github, identity, found, text.body);
  return "";
}

/** No run is named, so that the issue changes only when a finding does. */
const issueRoom: Room = {
  ...commentRoom,
  restAt: "all of them are in the job summary of the workflow's latest run",
};

const footer =
  "<sub>Rollcall writes this issue: it says what the last comparison found, and closes by itself once nothing differs.</sub>";
