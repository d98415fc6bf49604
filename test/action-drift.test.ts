import { describe, expect, test } from "vitest";
import { formatDriftMarker } from "../src/core/review/marker.ts";
import { type AccessRepository, membersFile, startRepository } from "./support/access-repository.ts";
import { activeIn, linksIn, readMarkdown, referencesIn, textIn } from "./support/markdown.ts";

const ada = { "ada@example.com": "marketing" };
const both = { ...ada, "grace@example.com": "research" };
const marker = formatDriftMarker("members.yaml");

/** Returns the requests that created or changed an issue, as method and path. */
function writesOf({ hub }: AccessRepository): string[] {
  return hub.requests
    .filter(({ method, path }) => method !== "GET" && path.includes("/issues"))
    .map(({ method, path }) => `${method} ${path.replace("/repos/acme/access", "")}`);
}

async function statesOf({ hub }: AccessRepository): Promise<readonly string[]> {
  return (await hub.issues()).map(({ number, state }) => `#${number} ${state}`);
}

describe.concurrent("the drift command of the Action", { timeout: 120_000 }, () => {
  test("opens one issue, updates it, closes it, and opens another for new drift", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const { hub, tally } = repository;
    const first = await repository.drift();
    expect(first).toMatchObject({ exit: 0, stderr: "" });
    expect(first.stdout).toContain("Drift in organization kwob3J: 1 difference\n");
    expect(first.summary).toContain("<b>Not invited yet</b>: 1 person.");
    const [opened] = await hub.issues();
    expect(first.outputs).toEqual({
      "has-changes": "true",
      "issue-url": expect.stringMatching(/\/acme\/access\/issues\/1$/),
    });
    expect(opened).toMatchObject({ title: "Access drift: members.yaml and Tally differ", state: "open" });
    expect(opened?.body.split("\n", 1)).toEqual([marker]);
    expect(opened?.body).toContain("### Drift in organization <code>kwob3J</code>: 1 difference\n");

    expect((await repository.drift({ runId: 2 })).outputs).toEqual(first.outputs);
    expect(writesOf(repository)).toEqual(["POST /issues"]);

    const tip = await hub.commit("main", { "members.yaml": membersFile(both) });
    await repository.drift({ runId: 3 });
    expect(writesOf(repository)).toEqual(["POST /issues", "PATCH /issues/1"]);
    expect((await hub.issues())[0]?.body).toContain(": 2 differences\n");

    expect(await repository.apply(tip)).toMatchObject({ exit: 0 });
    const last = await repository.drift({ runId: 4 });
    expect(last).toMatchObject({ exit: 0, outputs: { "has-changes": "false", "issue-url": "" } });
    expect(writesOf(repository).slice(2)).toEqual(["PATCH /issues/1"]);
    expect((await hub.issues())[0]).toMatchObject({
      state: "closed",
      body: expect.stringContaining(
        "### No drift. members.yaml, the state file, and Tally match (2 people, 2 grants).",
      ),
    });
    await repository.drift({ runId: 5 });
    expect(writesOf(repository)).toHaveLength(3);

    tally.organization.leave("ada@example.com");
    expect((await repository.drift({ runId: 6 })).stdout).toContain("No longer in Tally: 1 person");
    expect(await statesOf(repository)).toEqual(["#1 closed", "#2 open"]);
  });

  test("reads the commit of the run and the state branch", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const inputs = { "state-branch": "members-state" };
    const sha = (await repository.hub.tip("main")) ?? "";
    await repository.apply(sha, { inputs });
    const same = await repository.drift({ inputs });
    expect(same).toMatchObject({ exit: 0, outputs: { "has-changes": "false" } });
    const elsewhere = await repository.drift();
    expect(elsewhere.exit).toBe(1);
    expect(elsewhere.stdout).toContain("members.state.jsonl on members-state has the state");
    const unknown = await repository.drift({ sha: "0".repeat(40), inputs });
    expect(unknown.stdout).toContain(`GitHub doesn't have the commit ${"0".repeat(40)}`);
    expect(writesOf(repository)).toEqual([]);
  });

  test("fails and keeps the issue open if it can't check Tally", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    await repository.drift();
    await repository.apply((await repository.hub.tip("main")) ?? "");
    const fault = { kind: "answer", status: 403, effect: "none" } as const;
    repository.tally.fault({ method: "GET", path: "invites", fault });
    const { exit, stdout, summary, outputs } = await repository.drift();
    expect([exit, outputs]).toEqual([1, {}]);
    expect(stdout).toMatch(/^::error title=Rollcall::Error: .*Tally returned 403/m);
    expect(summary).toContain("### Rollcall: this run failed\n");
    expect(writesOf(repository)).toEqual(["POST /issues"]);
    expect(await statesOf(repository)).toEqual(["#1 open"]);
  });

  test("keeps the issue open if live data is incomplete, and mentions that in it", async context => {
    const marketing = membersFile(ada).replace(/^workspaces: .*$/m, "workspaces: {marketing: wLDNPp}");
    const workspace = (id: string, members: string[]) => ({ id, name: id, members });
    const seed = {
      organization: "kwob3J",
      owner: { email: "owner@example.com" },
      keyUser: "kay@example.com",
      workspaces: [workspace("wLDNPp", ["owner@example.com", "kay@example.com"]), workspace("npe1DB", [])],
    };
    const behavior = { visibleWorkspaces: "joined", total: "all" } as const;
    const repository = await startRepository(context, { "members.yaml": marketing }, { seed, behavior });
    await repository.drift();
    await repository.apply((await repository.hub.tip("main")) ?? "");
    repository.tally.organization.leave("ada@example.com");
    expect(await repository.drift()).toMatchObject({ exit: 0, outputs: { "has-changes": "false" } });
    const [issue] = await repository.hub.issues();
    expect(issue).toMatchObject({ state: "open" });
    expect(issue?.body).toContain(
      "### No drift found, but Tally's response is incomplete (members.yaml: 1 person, 1 grant).",
    );
    expect(issue?.body).toContain("It doesn't show 1 grant of 1 person, which might exist anyway.");
  });

  test("finds its issue among 120 others, and doesn't change similar ones", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const { hub } = repository;
    const copied = await hub.openIssue(`${marker}\nMine`);
    const quoted = await hub.openIssue(`Quote:\n${marker}`, "bot");
    const other = await hub.openIssue(`${formatDriftMarker("other.yaml")}\nOther`, "bot");
    for (let number = 0; number < 117; number += 1) await hub.openIssue(`Issue ${number}`);
    const ours = await hub.openIssue(`${marker}\nOld`, "bot");
    const younger = await hub.openIssue(`${marker}\nYounger`, "bot");
    await repository.drift();
    expect(writesOf(repository)).toEqual([`PATCH /issues/${ours}`]);
    await repository.apply((await hub.tip("main")) ?? "");
    await repository.drift();
    const issues = new Map((await hub.issues()).map(one => [one.number, one]));
    expect(issues.get(ours)).toMatchObject({ state: "closed" });
    const bodies = [copied, quoted, other, younger].map(number => issues.get(number));
    expect(bodies.map(one => [one?.state, one?.body.split("\n")[1]])).toEqual([
      ["open", "Mine"],
      ["open", marker],
      ["open", "Other"],
      ["open", "Younger"],
    ]);
  });

  test("recognizes its issue by the owner of the token, despite another comment-author", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const inputs = { "comment-author": "someone-else" };
    await repository.drift({ inputs });
    await repository.drift({ inputs });
    expect(writesOf(repository)).toEqual(["POST /issues"]);
  });

  test("doesn't open a second issue if the response to the first was lost", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    repository.hub.fail({ method: "POST", path: /\/issues$/, after: true, reset: true });
    const { exit, outputs } = await repository.drift();
    expect([exit, outputs["issue-url"]]).toEqual([0, expect.stringMatching(/\/issues\/1$/)]);
    expect(await statesOf(repository)).toEqual(["#1 open"]);
  });

  test("opens no issue with comment: false, but sets has-changes", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const { exit, outputs } = await repository.drift({ inputs: { comment: "false" } });
    expect([exit, outputs]).toEqual([0, { "has-changes": "true", "issue-url": "" }]);
    expect(repository.hub.requests.filter(({ path }) => path.includes("/issues"))).toEqual([]);
  });

  test("fails and names the permission if its token can't write issues", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    repository.hub.readOnly(true);
    const { exit, stdout, outputs, summary } = await repository.drift();
    expect([exit, outputs]).toEqual([1, { "has-changes": "true" }]);
    expect(stdout).toMatch(
      /^::error title=Rollcall::.*GitHub returned 403.*permissions: \{ contents: read, issues: write \}/m,
    );
    expect(summary).toContain("<b>Not invited yet</b>: 1 person.");
  });

  test.for(["listing them", "opening one"])(
    "explains that issues are turned off if %s fails",
    async (request, context) => {
      const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
      if (request === "listing them") await repository.hub.turnOffIssues();
      else {
        const body = { message: "Issues has been disabled in this repository." };
        repository.hub.fail({ method: "POST", path: /\/issues$/, status: 410, body });
      }
      const { exit, stdout, summary } = await repository.drift();
      expect(exit).toBe(1);
      for (const text of [stdout, textIn(readMarkdown(summary))]) {
        expect(text).toContain("Issues are turned off in this repository, so drift can't open");
        expect(text).toContain("set comment: false");
      }
      expect(summary).toContain("<b>Not invited yet</b>: 1 person.");
      expect(await repository.drift({ inputs: { comment: "false" } })).toMatchObject({ exit: 0 });
    },
  );

  test("names the missing permission if GitHub returns 404 although issues are on", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    repository.hub.fail({ method: "GET", path: /\/issues\?/, status: 404, body: { message: "Not Found" } });
    const { exit, stdout } = await repository.drift();
    expect([exit, stdout]).toEqual([1, expect.stringContaining("The token lacks issues: read.")]);
  });

  test("rejects runs without an API key, on another branch, or on a pull request", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile({}) });
    const keyless = await repository.drift({ inputs: { "api-key": "" } });
    expect(keyless.stdout).toContain("examples/workflows/rollcall-drift.yml");
    const branch = await repository.drift({ event: "workflow_dispatch", ref: "refs/heads/change" });
    expect(branch.stdout).toContain("This run is on the branch change, but drift compares only what");
    const payload = await repository.propose({ "notes.md": "hello" });
    const ref = "refs/pull/1/merge";
    const proposed = await repository.drift({ event: "pull_request", payload, ref });
    expect(proposed.stdout).toContain("Pull request #1 started this run and isn't merged");
    expect([keyless, branch, proposed].map(({ exit }) => exit)).toEqual([1, 1, 1]);
    expect(writesOf(repository)).toEqual([]);
  });
});

describe.concurrent("the drift issue", { timeout: 120_000 }, () => {
  test("shows text from Tally without mentions, links, or images", async context => {
    const name = '@octocat closes #1 [x](https://evil.example) <img src="https://evil.example/i"> -->';
    const email = "@octocat#1@evil.example";
    const seed = {
      organization: "kwob3J",
      owner: { email: "owner@example.com" },
      workspaces: [
        { id: "wLDNPp", name, members: ["owner@example.com", email] },
        { id: "secret", name, members: [email] },
      ],
    };
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) }, { seed });
    const { summary } = await repository.drift();
    const body = (await repository.hub.issues())[0]?.body ?? "";
    for (const text of [body, summary]) {
      const page = readMarkdown(text);
      expect([referencesIn(page), linksIn(page), activeIn(page)]).toEqual([[], [], []]);
      for (const shown of [name, email, "ada@example.com"]) expect(textIn(page)).toContain(shown);
    }
  });

  test("reports the same drift if the event payload lacks the default branch", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(both) });
    const payload = { schedule: "17 5 * * *" };
    const first = await repository.drift();
    const second = await repository.drift({ payload });
    expect([first.exit, second.exit, second.outputs]).toEqual([0, 0, first.outputs]);
    expect(second.summary).toBe(first.summary);
    expect(writesOf(repository)).toEqual(["POST /issues"]);
  });

  test("opens and closes a separate issue for each configuration", async context => {
    const files = { "a/members.yaml": membersFile(ada), "b/members.yaml": membersFile(both) };
    const repository = await startRepository(context, files);
    for (const folder of ["a", "b", "a", "b"])
      await repository.drift({ inputs: { "working-directory": folder } });
    expect(writesOf(repository)).toEqual(["POST /issues", "POST /issues"]);
    const titles = (await repository.hub.issues()).map(({ title }) => title);
    expect(titles).toEqual(["a", "b"].map(folder => `Access drift: ${folder}/members.yaml and Tally differ`));

    await repository.hub.commit("main", { "b/members.yaml": membersFile({}) });
    await repository.drift({ inputs: { "working-directory": "b" } });
    expect(await statesOf(repository)).toEqual(["#1 open", "#2 closed"]);
  });

  test("changes only the body and the state of an open issue", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    await repository.drift();
    await repository.hub.commit("main", { "members.yaml": membersFile(both) });
    await repository.drift();
    await repository.hub.commit("main", { "members.yaml": membersFile({}) });
    await repository.drift();
    const patches = repository.hub.requests.filter(({ method }) => method === "PATCH");
    expect(patches.map(({ body }) => Object.keys(JSON.parse(body) as object))).toEqual([
      ["body"],
      ["body", "state", "state_reason"],
    ]);
  });

  test("ignores pull requests in the list of issues", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const user = { login: "github-actions[bot]" };
    const pull = { number: 7, title: "A pull request", body: `${marker}\nMine`, user, pull_request: {} };
    repository.hub.fail({ method: "GET", path: /\/issues\?/, status: 200, body: [pull] });
    await repository.drift();
    expect(writesOf(repository)).toEqual(["POST /issues"]);
  });

  test("keeps the issue unchanged if a run fails", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const { hub, tally } = repository;
    await repository.drift();
    const [before] = await hub.issues();
    const elsewhere = membersFile({}).replace("kwob3J", "another");
    await hub.commit("main", { "elsewhere.yaml": elsewhere, "wrong.yaml": "members: 1\n" });
    const failed = [
      await repository.drift({ inputs: { config: "elsewhere.yaml" } }),
      await repository.drift({ inputs: { config: "wrong.yaml" } }),
      await repository.drift({ inputs: { "api-key": "tly-\u2026" } }),
      await repository.drift({ inputs: { "api-key": "tly-sandbox-ke" } }),
    ];
    tally.fault({ times: 99, fault: { kind: "answer", status: 500, effect: "none" } });
    failed.push(await repository.drift());
    expect(failed.map(({ exit, outputs }) => [exit, outputs])).toEqual(failed.map(() => [1, {}]));
    const errors = failed.map(({ stdout }) => /^::error [^\n]*/m.exec(stdout)?.[0] ?? "");
    expect(errors).toEqual([
      expect.stringContaining("The API key belongs to organization kwob3J, but members.yaml is for another."),
      expect.stringContaining("file=wrong.yaml,line=1,"),
      expect.stringContaining("Error: The input api-key contains whitespace"),
      expect.stringContaining("401"),
      expect.stringContaining("500"),
    ]);
    for (const { stderr } of failed) expect(stderr).not.toContain("    at ");
    expect(writesOf(repository)).toEqual(["POST /issues"]);
    expect(await hub.issues()).toEqual([before]);
  });

  test("reports why GitHub rejected the request for the list of issues", async context => {
    const repository = await startRepository(context, { "members.yaml": membersFile(ada) });
    const list = { method: "GET", path: /\/issues\?/ };
    repository.hub.fail({
      ...list,
      status: 403,
      body: { message: "Resource not accessible by integration" },
    });
    const denied = await repository.drift();
    repository.hub.fail({ ...list, status: 410, body: { message: "Issues has been disabled" } });
    const disabled = await repository.drift();
    expect([denied, disabled].map(({ exit }) => exit)).toEqual([1, 1]);
    expect(denied.stdout).toMatch(/^::error title=Rollcall::.*GitHub returned 403.*issues: read/m);
    expect(disabled.stdout).toMatch(/^::error title=Rollcall::.*GitHub returned 410.*disabled/m);
    expect(writesOf(repository)).toEqual([]);
  });
});
