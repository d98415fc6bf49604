import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator } from "emulate";

const action = new URL("../dist/action.js", import.meta.url).pathname;
const token = "bench";
const repository = "/repos/acme/access";

/** Returns how long a process takes, in milliseconds. It must not block this process, in which the emulator runs. */
async function timed(args, options) {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"], ...options });
  const exit = await new Promise(resolve => child.on("close", resolve));
  if (exit !== 0) throw new Error(`${args[0]} ended with ${exit}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/**
 * Measures the Action's plan of a pull request, from start to end and including the comment, and `node -e 0`, in pairs. `before` and
 * `after` are the texts of members.yaml.
 */
export async function benchAction(before, after, rounds) {
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
      ...process.env,
      GITHUB_API_URL: url,
      GITHUB_REPOSITORY: "acme/access",
      GITHUB_EVENT_PATH: file("event.json"),
      GITHUB_SHA: head,
      GITHUB_WORKSPACE: file("workspace"),
      RUNNER_TEMP: folder,
      "INPUT_GITHUB-TOKEN": token,
    };
    const pairs = [];
    for (let round = 0; round <= rounds; round += 1) {
      const pair = {
        plan: await timed([action], { env, cwd: file("workspace") }),
        node: await timed(["-e", "0"]),
      };
      const comments = await request("GET", `/issues/${pull.number}/comments`);
      if (comments.length !== 1) throw new Error(`Expected one comment, but found ${comments.length}`);
      await request("DELETE", `/issues/comments/${comments[0].id}`);
      if (round > 0) pairs.push(pair);
    }
    return pairs;
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true });
  }
}
