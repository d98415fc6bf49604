import type { ExitCode } from "../commands/console/console.ts";
import { defaultPendingDays, driftDisplayNames, driftNow } from "../commands/drift.ts";
import type { Drift } from "../core/drift/drift.ts";
import { formatDriftMarker } from "../core/review/marker.ts";
import type { Authorship } from "../github/authorship.ts";
import { problemOfRequest } from "../github/client.ts";
import { findDefaultBranch } from "../github/commits.ts";
import type { BranchEvent } from "../github/context.ts";
import { areIssuesOff, closeIssue, findOpenIssue, saveIssue } from "../github/issues.ts";
import { renderWait } from "../render/apply/progress.ts";
import { writeMarkdown } from "../render/document/markdown.ts";
import type { Document, Text } from "../render/document/model.ts";
import { writeTerminal } from "../render/document/terminal.ts";
import { driftDocument } from "../render/drift/document.ts";
import type { SizeLimit } from "../render/text/truncate.ts";
import {
  commentLimit,
  failRun,
  type GitHubContext,
  logLayout,
  responseTimeoutMs,
  summaryLimit,
} from "./context/context.ts";
import { loadBranch } from "./context/load.ts";
import { findTallyAccess } from "./context/tally-access.ts";

/** Compares members.yaml and the state file with Tally, and keeps one issue open for as long as they differ. */
export async function driftBranch(context: GitHubContext, event: BranchEvent): Promise<ExitCode> {
  const { runner, io } = context;
  const defaultBranch = event.defaultBranch ?? (await findDefaultBranch(context.github));
  if (event.branch !== defaultBranch)
    return failRun(context, { reason: "wrong-event", command: "drift", event, defaultBranch });
  const access = findTallyAccess(context, "rollcall-drift.yml");
  if (!access.ok) return failRun(context, access.problem);
  const loaded = await loadBranch(context, event.branch);
  if (!loaded) return 1;
  const { config, state } = loaded;

  const { reader } = context.connectTally(access.value, {
    timeout: responseTimeoutMs,
    stop: new AbortController().signal,
    onWait: (reason, milliseconds) => io.stderr.write(renderWait(reason, milliseconds)),
  });
  const observation = await reader.observe(config.organization);
  if (!observation.ok) return failRun(context, observation.problem);
  const drift = driftNow(io, config, state, observation.value, defaultPendingDays);
  const document = driftDocument(drift, driftDisplayNames(config, observation.value));
  io.stdout.write(writeTerminal(document, logLayout));
  await runner.summary(writeMarkdown(document, summaryLimit));
  await runner.output("has-changes", String(drift.summary.drift > 0));
  try {
    await runner.output("issue-url", await updateIssue(context, drift, document));
  } catch (error) {
    if (!(await areIssuesOff(context.github, error))) throw error;
    return failRun(context, { reason: "issues-off", problem: problemOfRequest(error) });
  }
  return 0;
}

/** Opens, updates, or closes the issue. Returns its URL, or an empty string if no issue is open. */
async function updateIssue(context: GitHubContext, drift: Drift, document: Document): Promise<string> {
  const { github, inputs, io } = context;
  if (inputs.comment === "false") return "";
  const marker = formatDriftMarker(inputs.config);
  const identity: Authorship = {
    author: inputs.commentAuthor,
    isOurs: body => body.split(/\r?\n/, 1)[0] === marker,
  };
  const found = await findOpenIssue(github, identity);
  const text = {
    title: `Access drift: ${inputs.config} and Tally differ`,
    body: `${marker}\n${writeMarkdown({ ...document, footer }, issueLimit)}`,
  };
  if (drift.summary.drift > 0) return saveIssue(github, io.clock, identity, found, text);
  if (!found) return "";
  // An incomplete response from Tally can hide differences, so the issue stays open.
  if (drift.missing.length > 0) return saveIssue(github, io.clock, identity, found, text);
  await closeIssue(github, found, text.body);
  return "";
}

/** The limit of the issue. Its hint doesn't link to a run, so the issue changes only if a finding does. */
const issueLimit: SizeLimit = {
  ...commentLimit,
  overflowHint: "all of them are in the job summary of the workflow's latest run",
};

const footer: Text = [
  "Rollcall updates this issue after each comparison, and closes it when nothing differs.",
];
