import pc from "picocolors";
import type { ExitCode } from "../../commands/console/console.ts";
import type { ConnectTally } from "../../core/apply/connection.ts";
import type { Failure } from "../../core/failure/failure.ts";
import type { Plan } from "../../core/plan/model.ts";
import { formatPlan, hasChanges } from "../../core/plan/plan.ts";
import type { ConfigChanges } from "../../core/plan/policy-change.ts";
import type { GitHub } from "../../github/client.ts";
import type { SavedComment } from "../../github/comments.ts";
import type { RunContext } from "../../github/context.ts";
import type { Io } from "../../io/io.ts";
import type { Text } from "../../render/document/model.ts";
import type { Layout } from "../../render/text/layout.ts";
import type { SizeLimit } from "../../render/text/truncate.ts";
import type { ActionInputs } from "./inputs.ts";
import { type Runner, runnerFile } from "./runner.ts";

/** Everything that a command of the Action needs. */
export interface ActionContext {
  readonly io: Io;
  readonly runner: Runner;
  readonly inputs: ActionInputs;
  readonly run: RunContext;
  readonly connectTally: ConnectTally;
}

/** The same, for commands that use GitHub. */
export interface GitHubContext extends ActionContext {
  readonly github: GitHub;
}

/** How long to wait for a response from Tally, in milliseconds. On the command line, this is --timeout. */
export const responseTimeoutMs = 30_000;

/** The layout of text in the log. */
export const logLayout: Layout = { style: pc.createColors(false), width: 100 };

/** GitHub drops a job summary completely if it has more than 1 MiB, and other steps of the job may add to it. */
export const summaryLimit: SizeLimit = {
  bytes: 900 * 1024,
  overflowHint: "all of them are in the plan file, in the artifact rollcall-plan of the run",
};

/** GitHub allows 65,536 characters in a comment. This limit doesn't include the marker; together, they should stay below 60,000. */
export const commentLimit: SizeLimit = {
  bytes: 40_000,
  overflowHint: "all of them are in the job summary of the run",
};

/** Returns the limit of a comment. If the summary is truncated as well, the comment refers to the plan file instead. */
export function commentLimitFor(summary: string): SizeLimit {
  const { overflowHint } = summary.includes(summaryLimit.overflowHint) ? summaryLimit : commentLimit;
  return { ...commentLimit, overflowHint };
}

/** Reports why the step fails, as an annotation in the log and in the summary. Returns the exit code. */
export async function failRun({ runner }: ActionContext, failure: Failure): Promise<ExitCode> {
  await runner.summary(await renderFailedRun(failure));
  return printFailure(runner, failure);
}

/** Renders why a run failed as Markdown. */
export async function renderFailedRun(failure: Failure, footer?: Text): Promise<string> {
  const { failureBlocks } = await import("../../render/failure/failure.ts");
  const { writeMarkdown } = await import("../../render/document/markdown.ts");
  return writeMarkdown({
    title: ["Rollcall: this run failed"],
    blocks: failureBlocks(failure),
    footer,
  });
}

/** Reports why the step fails, as an annotation in the log only. Returns the exit code. */
export async function printFailure(runner: Runner, failure: Failure): Promise<ExitCode> {
  const { renderFailure } = await import("../../render/failure/failure.ts");
  runner.notice("error", renderFailure(failure).trimEnd());
  return 1;
}

/** Sets the outputs of a plan, and writes the plan to a file in the runner's temporary folder. */
export async function outputPlan(
  { io, runner }: ActionContext,
  plan: Plan,
  comment: SavedComment | undefined,
  changes?: ConfigChanges,
): Promise<void> {
  const path = runnerFile(io, "plan.json");
  await io.files.replace(path, formatPlan(plan, changes));
  const { people, grants, calls } = plan.summary;
  const outputs = {
    "has-changes": hasChanges(plan),
    people,
    grants,
    calls,
    "plan-file": path,
    "comment-url": comment?.url ?? "",
    "comment-id": comment?.id ?? "",
  };
  for (const [name, value] of Object.entries(outputs)) await runner.output(name, String(value));
}
