import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator } from "emulate";
import { compare, table } from "./measure.js";

const action = new URL("../../dist/action.js", import.meta.url).pathname;
const token = "bench";
const repository = "/repos/acme/access";

/**
 * Measures the Action's plan of a pull request, including the comment, compared with `node -e 0`. `before` and `after` are the texts
 * of members.yaml. GitHub is an emulator on loopback.
 */
export async function benchAction(before, after) {
  const seed = {
    tokens: { [token]: { login: "acme" } },
    github: { users: [{ login: "acme" }], repos: [{ owner: "acme", name: "access", auto_init: true }] },
  };
  const emulator = await createEmulator({ service: "github", port: 0, seed });
  const folder = mkdtempSync(join(tmpdir(), "rollcall-bench-action-"));
  const url = `http://127.0.0.1:${new URL(emulator.url).port}`;
  const request = async (method, path, body) => {
    const headers = { authorization: `token ${token}`, "content-type": "application/json" };
    const response = await fetch(url + repository + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  };
  const commit = async (text, branch, parent) => {
    const tree = await request("POST", "/git/trees", {
      tree: [{ path: "members.yaml", mode: "100644", type: "blob", content: text }],
    });
    const made = await request("POST", "/git/commits", {
      message: branch,
      tree: tree.sha,
      parents: [parent],
    });
    return made.sha;
  };
  try {
    const start = (await request("GET", "/git/ref/heads/main")).object.sha;
    const base = await commit(before, "main", start);
    await request("PATCH", "/git/refs/heads/main", { sha: base });
    const head = await commit(after, "change", base);
    await request("POST", "/git/refs", { ref: "refs/heads/change", sha: head });
    const pull = await request("POST", "/pulls", { title: "Change", head: "change", base: "main" });
    const payload = { number: pull.number, pull_request: pull };
    const file = name => join(folder, name);
    mkdirSync(file("workspace"));
    writeFileSync(file("workspace/members.yaml"), after);
    writeFileSync(file("event.json"), JSON.stringify(payload));
    const env = {
      GITHUB_API_URL: url,
      GITHUB_REPOSITORY: "acme/access",
      GITHUB_EVENT_PATH: file("event.json"),
      GITHUB_SHA: head,
      GITHUB_WORKSPACE: file("workspace"),
      RUNNER_TEMP: folder,
      "INPUT_GITHUB-TOKEN": token,
    };
    const deleteComments = async () => {
      for (const { id } of await request("GET", `/issues/${pull.number}/comments`))
        await request("DELETE", `/issues/comments/${id}`);
    };
    table("the Action's plan of a pull request for 1000 members, GitHub on loopback");
    const plan = { args: [action], env, cwd: file("workspace"), prepare: deleteComments };
    await compare("plan and comment / node -e 0", plan, { args: ["-e", "0"] });
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true });
  }
}
