import { posix } from "node:path";
import pc from "picocolors";
import type { ExitCode } from "../../commands/console.ts";
import type { Refusal } from "../../core/failure/failure.ts";
import type { Plan } from "../../core/plan/model.ts";
import { formatPlan, hasChanges } from "../../core/plan/plan.ts";
import type { GitHub } from "../../github/client.ts";
import type { RunContext } from "../../github/context.ts";
import type { Io } from "../../io/io.ts";
import type { OpenTally } from "../../reconcile/tally-connection.ts";
import type { Layout } from "../../render/text/layout.ts";
import { fenced } from "../../render/text/markdown.ts";
import type { Room } from "../../render/text/truncate.ts";
import type { ActionInputs } from "./inputs.ts";
import type { Runner } from "./runner.ts";

/** What every command of the Action works with. */
export interface Desk {
  readonly io: Io;
  readonly runner: Runner;
  readonly inputs: ActionInputs;
  readonly context: RunContext;
  readonly openTally: OpenTally;
}

/** A desk with GitHub on it. */
export interface GitHubDesk extends Desk {
  readonly github: GitHub;
}

/** Told by the command line with --timeout; a step of a workflow has its own limit. In milliseconds. */
export const responseTimeoutMs = 30_000;

/** How text is laid out in a log. */
export const logLayout: Layout = { paint: pc.createColors(false), width: 100 };

/** GitHub drops a summary of more than 1 MiB as a whole, and the steps of a job share it (github-facts.md). */
export const summaryRoom: Room = {
  bytes: 900 * 1024,
  restAt: "run rollcall plan on a machine of your own to see all of them",
};

/** GitHub takes 65,536 characters (github-facts.md says to stay below 60,000); the marker has its part beside this. */
export const commentRoom: Room = { bytes: 40_000, restAt: "all of them are in the job summary of the run" };

/** Says why the step fails: in the log, as an annotation, and in the summary. */
export async function refuseRun({ runner }: Desk, refusal: Refusal): Promise<ExitCode> {
  await runner.summary(await renderRefusedRun(refusal));
  return sayRefusal(runner, refusal);
}

/** Why a run could not go on, as Markdown. */
export async function renderRefusedRun(refusal: Refusal): Promise<string> {
  const { renderRefusal } = await import("../../render/failure/failure.ts");
  return `### Rollcall: this run could not go on\n\n${fenced("text", renderRefusal(refusal))}\n`;
}

/** Says why the step fails before anything of it was understood. */
export async function sayRefusal(runner: Runner, refusal: Refusal): Promise<ExitCode> {
  const { renderRefusal } = await import("../../render/failure/failure.ts");
  runner.notice("error", renderRefusal(refusal).trimEnd());
  return 1;
}

/** Sets the outputs that a plan has; the plan itself goes into a file of the runner's temporary folder. */
export async function outputPlan({ io, runner }: Desk, plan: Plan, commentUrl: string): Promise<void> {
  const path = posix.join(io.env["RUNNER_TEMP"] || io.cwd, `rollcall-plan-${io.newId("call")}.json`);
  await io.files.replace(path, formatPlan(plan));
  const { people, grants, calls } = plan.summary;
  const outputs = {
    "has-changes": hasChanges(plan),
    people,
    grants,
    calls,
    "plan-file": path,
    "comment-url": commentUrl,
  };
  for (const [name, value] of Object.entries(outputs)) await runner.output(name, String(value));
}
