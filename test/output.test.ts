import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../src/sandbox/server.ts";
import { bundle, manyMembers, Workplace } from "./support/rollcall.ts";

let sandbox: Sandbox;
let place: Workplace;
beforeEach(async () => {
  sandbox = await startSandbox();
  place = new Workplace(sandbox);
});
afterEach(async () => {
  place.remove();
  await sandbox.close();
});

function start(args: readonly string[], stdout: "pipe" | number) {
  const env = { PATH: process.env["PATH"], TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key };
  const stdio: ("ignore" | "pipe" | number)[] = ["ignore", stdout, "pipe"];
  const child = spawn(process.execPath, [bundle, ...args], { cwd: place.folder, env, stdio });
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return { child, stderr: () => stderr };
}

describe("standard output", () => {
  test("reaches a reader who comes late, whole", async () => {
    place.write("members.yaml", manyMembers(20_000));
    const { child } = start(["plan"], "pipe");
    await new Promise(resolve => setTimeout(resolve, 1000));
    let shown = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      shown += chunk.toString();
    });
    expect(await once(child, "close")).toEqual([0, null]);
    expect(shown).toContain("person19999@example.com");
    expect(shown).toMatch(/^Summary: 20,000 people.*\n$/m);
  });

  test("may be closed by a reader who has seen enough", async () => {
    place.write("members.yaml", manyMembers(5000));
    const { child, stderr } = start(["plan"], "pipe");
    child.stdout?.once("data", () => child.stdout?.destroy());
    expect(await once(child, "close")).toEqual([0, null]);
    expect(stderr()).toBe("");
  });

  test("that cannot be written is said in words, and keeps nothing from being recorded", async () => {
    place.write("members.yaml", manyMembers(2));
    const readOnly = openSync(join(place.folder, "members.yaml"), "r");
    const { child, stderr } = start(["apply", "--yes", "--quiet"], readOnly);
    closeSync(readOnly);
    expect(await once(child, "close")).toEqual([1, null]);
    expect(stderr()).toBe("The result cannot be written to standard output: bad file descriptor (EBADF).\n");
    const lines = readFileSync(join(place.folder, "members.state.jsonl"), "utf8").trim().split("\n");
    expect(lines.slice(1).map(line => JSON.parse(line).event)).toEqual([
      "intent",
      "outcome",
      "intent",
      "outcome",
    ]);
  });
});
