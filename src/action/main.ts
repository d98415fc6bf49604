import type { ExitCode } from "../commands/console.ts";
import type { Attempt } from "../core/failure/failure.ts";
import { readContext } from "../github/context.ts";
import type { Io } from "../io/io.ts";
import { version } from "../io/version.ts";
import type { OpenTally } from "../reconcile/tally-connection.ts";
import { describeFailure } from "../render/failure/unexpected-error.ts";
import { type Desk, type GitHubDesk, refuseRun, sayRefusal } from "./context/context.ts";
import { readInputs } from "./context/inputs.ts";
import { loggedIo, Runner } from "./context/runner.ts";

/** Runs the step that a workflow asks for, and gives its exit code. */
export async function runAction(step: Io, openTally: OpenTally): Promise<ExitCode> {
  const runner = new Runner(step);
  try {
    return await runStep(step, runner, openTally);
  } catch (error) {
    const failure = describeFailure(error);
    loggedIo(step).stderr.write(failure);
    runner.notice("error", failure.split("\n", 1)[0] ?? "");
    return 1;
  }
}

async function runStep(step: Io, runner: Runner, openTally: OpenTally): Promise<ExitCode> {
  const io = loggedIo(step);
  const inputs = readInputs(io.env);
  if (!inputs.ok) return sayRefusal(runner, inputs.refusal);
  const payload = await readPayload(io);
  if (!payload.ok) return sayRefusal(runner, payload.refusal);
  const context = readContext(io.env, payload.value);
  if (!context.ok) return sayRefusal(runner, context.refusal);
  const desk: Desk = { io, runner, inputs: inputs.value, context: context.value, openTally };
  const { command, source } = desk.inputs;
  if (command === "validate" && source === "workspace") {
    const { validateWorkspace } = await import("./validate.ts");
    return validateWorkspace(desk);
  }
  return withGitHub(desk);
}

async function withGitHub(desk: Desk): Promise<ExitCode> {
  const { inputs, context, io } = desk;
  if (inputs.token === "") {
    const expected = "a token of GitHub, such as the default of action.yml";
    return refuseRun(desk, { refusal: "bad-input", name: "github-token", value: "empty", expected });
  }
  const { isRequestProblem, openGitHub, permissionFor, problemOfRequest } = await import(
    "../github/client.ts"
  );
  const github = openGitHub({
    apiUrl: context.apiUrl,
    token: inputs.token,
    userAgent: `rollcall/${version}`,
    onWait: seconds => io.stderr.write(`GitHub asks for a pause of ${seconds} seconds.\n`),
  });
  try {
    return await runCommand({ ...desk, github });
  } catch (error) {
    if (!isRequestProblem(error)) throw error;
    const refusal = { problem: problemOfRequest(error), permission: permissionFor(error) };
    return refuseRun(desk, { refusal: "github", ...refusal });
  }
}

async function runCommand(desk: GitHubDesk): Promise<ExitCode> {
  const { event } = desk.context;
  switch (desk.inputs.command) {
    case "validate":
      return (await import("./validate.ts")).validateCommit(desk);
    case "plan":
      if (event.kind === "pull-request")
        return (await import("./plan/pull-request.ts")).planPullRequest(desk, event);
      return (await import("./plan/branch.ts")).planBranch(desk);
    case "drift":
      return (await import("./drift-branch.ts")).driftBranch(desk);
    case "apply":
      if (event.kind === "branch") return (await import("./apply/apply.ts")).applyBranch(desk, event);
      return refuseRun(desk, { refusal: "apply-on", event: nameOf(event), defaultBranch: undefined });
  }
}

function nameOf(event: GitHubDesk["context"]["event"]): string {
  return event.kind === "other" ? event.name : "an open pull request";
}

async function readPayload(io: Io): Promise<Attempt<unknown>> {
  const path = io.env["GITHUB_EVENT_PATH"];
  const bytes = path ? await io.files.read(path) : undefined;
  if (!path || !bytes) return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch {
    return { ok: false, refusal: { refusal: "bad-event", path } };
  }
}
