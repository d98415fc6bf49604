import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { expect, type TestContext, test } from "vitest";
import { parse } from "yaml";
import { type AccessRepository, membersFile, startRepository } from "./support/access-repository.ts";
import { shownWorkflows } from "./support/documents.ts";
import { listen } from "./support/http-proxy.ts";
import type { ActionRun } from "./support/run-action.ts";
import type { Workflow } from "./support/workflow-rules.ts";

const [workflow] = [...shownWorkflows.values()].filter(text => text.includes("CHAT_WEBHOOK_URL"));
const { jobs }: Workflow = parse(workflow ?? "");
const step = jobs["apply"]?.steps.at(-1);
const runUrl = "https://github.example/acme/access/actions/runs/1";

/** Runs the recipe's chat step after a run of the Action. Returns the messages that the chat receives. */
async function post({ onTestFinished }: TestContext, { outputs }: ActionRun): Promise<readonly unknown[]> {
  const messages: unknown[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", chunk => {
      body += chunk;
    });
    request.on("end", () => {
      messages.push(JSON.parse(body));
      response.end("ok");
    });
  });
  const port = await listen(server);
  onTestFinished(() => void server.close());
  const contexts: Readonly<Record<string, string>> = {
    "secrets.CHAT_WEBHOOK_URL": `http://127.0.0.1:${port}/hook`,
    "github.server_url": "https://github.example",
    "github.repository": "acme/access",
    "github.run_id": "1",
  };
  const evaluate = (name: string) =>
    contexts[name] ?? outputs[name.replace("steps.rollcall.outputs.", "")] ?? "";
  const env = Object.entries(step?.env ?? {}).map(([name, text]) => [
    name,
    text.replaceAll(/\$\{\{ (\S+) \}\}/g, (_, expression: string) => evaluate(expression)),
  ]);
  // GitHub's runner starts a step like this if the step doesn't set `shell`.
  const options = { env: { PATH: process.env["PATH"], ...Object.fromEntries(env) } };
  await promisify(execFile)("bash", ["-e", "-c", step?.run ?? ""], options);
  return messages;
}

async function apply(repository: AccessRepository): Promise<ActionRun> {
  return repository.apply((await repository.hub.tip("main")) ?? "");
}

const both = { "ada@example.com": "marketing", "grace@example.com": "research" };

test("posts the counts of a complete apply to a chat", async context => {
  const repository = await startRepository(context, { "members.yaml": membersFile({}) });
  const pull = await repository.propose({ "members.yaml": membersFile(both) });
  const planned = await repository.plan(pull);
  expect(planned.outputs).toMatchObject({ "pull-request-number": "1" });
  const run = await repository.apply(await repository.hub.merge(pull.number));
  expect(run.outputs).toMatchObject({
    complete: "true",
    sent: "2",
    rejected: "0",
    unconfirmed: "0",
    removed: "0",
    "pull-request-number": "1",
  });
  expect(run.files["markdown-file"]).toBe(run.summary);
  expect(JSON.parse(run.files["result-file"] ?? "")).toMatchObject({ complete: true, summary: { sent: 2 } });
  expect(await post(context, run)).toEqual([
    { text: `Rollcall: apply complete, 2 invited, 0 removed, 0 rejected, 0 unconfirmed\n${runUrl}` },
  ]);
});

test("posts the counts of an incomplete apply to a chat", async context => {
  const members = membersFile(both, "settings: {maxEmailsPerCall: 1}\n");
  const repository = await startRepository(context, { "members.yaml": members });
  const body = JSON.stringify({ message: "Invalid email" });
  repository.tally.fault({ method: "POST", fault: { kind: "answer", status: 400, body, effect: "none" } });
  const run = await apply(repository);
  expect(run).toMatchObject({ exit: 1, outputs: { complete: "false", sent: "1", rejected: "1" } });
  expect(run.files["markdown-file"]).toBe(run.summary);
  expect(JSON.parse(run.files["result-file"] ?? "")).toMatchObject({ complete: false });
  expect(await post(context, run)).toEqual([
    { text: `Rollcall: apply failed, 1 invited, 0 removed, 1 rejected, 0 unconfirmed\n${runUrl}` },
  ]);
});

test("posts to a chat that an apply failed before planning", async context => {
  const repository = await startRepository(context, { "members.yaml": "members: {}\n" });
  const run = await apply(repository);
  expect([run.exit, run.outputs["complete"], run.outputs["sent"]]).toEqual([1, "false", undefined]);
  expect(await post(context, run)).toEqual([{ text: `Rollcall: apply failed\n${runUrl}` }]);
});
