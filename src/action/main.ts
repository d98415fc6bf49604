import type { ExitCode } from "../commands/console/console.ts";
import type { ConnectTally } from "../core/apply/connection.ts";
import type { Failure } from "../core/failure/failure.ts";
import type { Result } from "../core/values/result.ts";
import { readContext } from "../github/context.ts";
import type { Io } from "../io/io.ts";
import { version } from "../io/version.ts";
import { describeUnexpectedError } from "../render/failure/unexpected-error.ts";
import { type ActionContext, failRun, type GitHubContext, printFailure } from "./context/context.ts";
import { readInputs } from "./context/inputs.ts";
import { loggedIo, Runner } from "./context/runner.ts";

/** Runs a step of a workflow, and returns its exit code. */
export async function runAction(step: Io, connectTally: ConnectTally): Promise<ExitCode> {
  const runner = new Runner(step);
  try {
    return await runStep(step, runner, connectTally);
  } catch (error) {
    const failure = describeUnexpectedError(error);
    loggedIo(step).stderr.write(failure);
    runner.notice("error", failure.split("\n", 1)[0] ?? "");
    return 1;
  }
}

async function runStep(step: Io, runner: Runner, connectTally: ConnectTally): Promise<ExitCode> {
  const io = loggedIo(step);
  const inputs = readInputs(io.env);
  if (!inputs.ok) return printFailure(runner, inputs.problem);
  const payload = await readPayload(io);
  if (!payload.ok) return printFailure(runner, payload.problem);
  const context = readContext(io.env, payload.value);
  if (!context.ok) return printFailure(runner, context.problem);
  return withGitHub({ io, runner, inputs: inputs.value, run: context.value, connectTally });
}

async function withGitHub(context: ActionContext): Promise<ExitCode> {
  const { inputs, run, io } = context;
  if (inputs.token === "") {
    const expected = "a GitHub token. Remove the input to use the token of the workflow";
    return failRun(context, { reason: "bad-input", name: "github-token", value: "", expected });
  }
  const { isRequestProblem, openGitHub } = await import("../github/client.ts");
  const github = openGitHub({
    apiUrl: run.apiUrl,
    token: inputs.token,
    repository: run.repository,
    userAgent: `rollcall/${version}`,
    env: io.env,
    clock: io.clock,
    onWait: seconds => io.stderr.write(`Waiting ${seconds} seconds because of GitHub's rate limit.\n`),
    onOtherAuthor: login => context.runner.notice("warning", otherAuthorText(login, inputs.commentAuthor)),
  });
  try {
    return await runCommand({ ...context, github });
  } catch (error) {
    if (!isRequestProblem(error)) throw error;
    const { gitHubFailure } = await import("./context/permissions.ts");
    return failRun(context, gitHubFailure(context, error));
  }
}

async function runCommand(context: GitHubContext): Promise<ExitCode> {
  const { event } = context.run;
  const { command } = context.inputs;
  if (event.kind === "pull-request") await context.runner.output("pull-request-number", String(event.number));
  switch (command) {
    case "validate":
      return (await import("./validate.ts")).validateCommit(context);
    case "plan":
      if (event.kind === "pull-request" || event.kind === "merge-group")
        return (await import("./plan/pull-request.ts")).planPullRequest(context, event);
      if (event.kind === "branch") return (await import("./plan/branch.ts")).planBranch(context, event);
      break;
    case "drift":
      if (event.kind === "branch") return (await import("./drift-branch.ts")).driftBranch(context, event);
      break;
    case "apply":
      if (event.kind === "branch") return (await import("./apply/apply.ts")).applyBranch(context, event);
      break;
  }
  const defaultBranch = "defaultBranch" in event ? event.defaultBranch : undefined;
  return failRun(context, { reason: "wrong-event", command, event, defaultBranch });
}

/** Returns a warning about a comment or an issue by an unexpected author, with the input that makes Rollcall accept the author. */
function otherAuthorText(login: string, expected: string): string {
  return `${login} wrote a comment or an issue that looks like Rollcall's. Rollcall ignores it, because it expects ${expected} as the author, and GitHub doesn't report ${login} as the owner of the token. If Rollcall writes as ${login}, each run might create a duplicate. To prevent this, add this line to the inputs of the step: comment-author: ${login}`;
}

async function readPayload(io: Io): Promise<Result<unknown, Failure>> {
  const path = io.env["GITHUB_EVENT_PATH"];
  const bytes = path ? await io.files.read(path) : undefined;
  if (!path || !bytes) return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch {
    return { ok: false, problem: { reason: "bad-event", path } };
  }
}
