import { execFile } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, type TestContext, test } from "vitest";
import { parse } from "yaml";
import { shownWorkflows } from "./support/documents.ts";
import { listen } from "./support/http-proxy.ts";
import { runIn } from "./support/io.ts";
import { TestFolder } from "./support/rollcall.ts";
import type { Workflow } from "./support/workflow-rules.ts";

const [workflow] = [...shownWorkflows.values()].filter(text => text.includes("OKTA_TOKEN"));
const { jobs }: Workflow = parse(workflow ?? "");
const [exportStep, importStep, pullRequestStep] = jobs["import"]?.steps.slice(2) ?? [];
const members = `organization: kwob3J
workspaces: {marketing: wLDNPp}
include: [teams/okta.yaml]
`;
const run = promisify(execFile);

const user = (firstName: string, status: string, email: string | null = `${firstName}@example.com`) => ({
  status,
  profile: { login: `${firstName}@corp.local`, email, firstName, lastName: 'O\'Neil, "Jr"' },
});

/** Serves the users of a group like Okta, and returns the URL. */
async function startOkta({ onTestFinished }: TestContext, users: readonly unknown[]): Promise<string> {
  const server = createServer((request, response) => {
    const isKnown = request.headers.authorization === "SSWS okta-key";
    response.statusCode = isKnown ? 200 : 401;
    response.end(isKnown ? JSON.stringify(users) : "{}");
  });
  const port = await listen(server);
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${port}`;
}

test("opens a pull request with the people of an Okta group", { timeout: 30_000 }, async context => {
  const workplace = new TestFolder();
  context.onTestFinished(() => workplace.remove());
  const users = [user("ada", "ACTIVE"), user("grace", "SUSPENDED"), user("printer", "ACTIVE", null)];
  const url = await startOkta(context, users);
  const git = (...args: string[]) => run("git", args, { cwd: workplace.folder });
  await git("init", "--quiet", "--bare", "origin.git");
  await git("init", "--quiet", "--initial-branch=main");
  await git("remote", "add", "origin", join(workplace.folder, "origin.git"));
  workplace.write("members.yaml", members);
  workplace.write("teams/okta.yaml", "members:\n  - {email: alan@example.com, workspaces: [marketing]}\n");
  workplace.write("bin/gh", '#!/bin/sh\necho "$@" >> gh.txt\n[ "$2" != create ]\n');
  chmodSync(join(workplace.folder, "bin/gh"), 0o755);
  const step = (script = "", env: Readonly<Record<string, string>> = {}) =>
    run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd: workplace.folder,
      env: {
        HOME: workplace.folder,
        PATH: `${join(workplace.folder, "bin")}:${process.env["PATH"]}`,
        ...env,
      },
    });

  await step(exportStep?.run, { OKTA_URL: url, OKTA_GROUP: "00g", OKTA_TOKEN: "okta-key" });
  const line = /^npx --yes rollcall@\S+ (import .*) > changes\.txt$/.exec(importStep?.run ?? "")?.[1] ?? "";
  const { exit, stdout, stderr } = await runIn(workplace.folder, line);
  expect(exit).toBe(0);
  expect(stderr).toContain("1 person isn't active and was left out: grace@example.com (SUSPENDED).");
  expect(stderr).toContain("1 person has no email address and was left out: printer@corp.local.");
  workplace.write("changes.txt", stdout);
  await step(pullRequestStep?.run, { GH_TOKEN: "key" });

  expect(
    readFileSync(join(workplace.folder, "gh.txt"), "utf8")
      .split("\n")
      .map(one => one.split(" ").slice(0, 3).join(" ")),
  ).toEqual(["auth setup-git", "pr create --head", "pr edit import-okta", ""]);
  expect(workplace.read("body.md")).toBe(`~~~text
teams/okta.yaml: 1 person, 1 added, 1 dropped, 0 changed.
  + ada@example.com (ada O'Neil, "Jr"): marketing
  - alan@example.com: marketing
~~~
`);
  const pushed = await git("--git-dir=origin.git", "show", "import-okta:teams/okta.yaml");
  expect(pushed.stdout).toBe(workplace.read("teams/okta.yaml"));
});

test("ends the run of the recipe if the export fails", async context => {
  const workplace = new TestFolder();
  context.onTestFinished(() => workplace.remove());
  const env = {
    OKTA_URL: await startOkta(context, []),
    OKTA_GROUP: "00g",
    OKTA_TOKEN: "wrong",
    PATH: process.env["PATH"] ?? "",
  };
  const script = ["--noprofile", "--norc", "-eo", "pipefail", "-c", exportStep?.run ?? ""];
  await expect(run("bash", script, { cwd: workplace.folder, env })).rejects.toThrow("401");
});
