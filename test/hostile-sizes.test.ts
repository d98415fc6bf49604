import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { hostileFiles } from "../build/hostile-files.js";
import { RecordedFold } from "../src/core/state/fold-events.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { runIn } from "./support/io.ts";

const timeout = 30_000;

function folderWith(name: string, bytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-size-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "members.yaml"), hostileFiles[name]?.(bytes) ?? "");
  return folder;
}

describe("a large hostile file", () => {
  const bytes = 300_000;

  test.for(Object.keys(hostileFiles))(
    "lists at most 1,000 errors in a file of %s",
    { timeout },
    async name => {
      const { exit, stdout } = await runIn(folderWith(name, bytes), "validate --format json");
      const { diagnostics, summary } = JSON.parse(stdout);
      expect(diagnostics.length).toBeLessThanOrEqual(2002);
      expect(summary.errors).toBeGreaterThanOrEqual(exit);
      expect(stdout.length).toBeLessThan(bytes * 10);
    },
  );

  // The yaml package alone takes up to 500 bytes for each byte of these files.
  test.for([
    "aliases without an anchor",
    "anchors of one value",
    "tags with a name",
    "closing brackets",
    "commas",
  ])("reads megabytes of %s in little memory", { timeout }, name => {
    const path = join(folderWith(name, 4_000_000), "members.yaml");
    const args = ["--max-old-space-size=600", "dist/rollcall.js", "validate", "--config", path];
    expect(spawnSync(process.execPath, args).status).toBe(1);
  });

  test("rejects groups that give all members a thousand workspaces many times", { timeout }, async () => {
    const { exit, stdout } = await runIn(folderWith("groups of all workspaces", 1_000_000), "validate");
    expect(exit).toBe(1);
    expect(stdout).toMatch(/the members have more than [\d,]+ workspaces in total/);
  });
});

describe("a state file with many open calls", () => {
  const at = "2026-11-24T12:00:00.000Z";
  const workspaceIds = ["wLDNPp" as WorkspaceId];
  const count = 50_000;

  test.for([
    ["one person", () => "ada@example.com"],
    ["a person each", (index: number) => `person${index}@example.com`],
  ] as const)("reads in seconds as many entries that forget %s", { timeout }, ([, emailOf]) => {
    const fold = new RecordedFold();
    for (let index = 0; index < count; index += 1) {
      const emails = [emailOf(index)];
      fold.add({ event: "intent", at, call: `c${index}`, action: "invite", emails, workspaceIds });
    }
    expect(fold.result().unconfirmed).toHaveLength(count);
    for (let index = 0; index < count; index += 1)
      fold.add({ event: "forgotten", at, email: emailOf(index) });
    expect(fold.result().unconfirmed).toEqual([]);
  });
});
