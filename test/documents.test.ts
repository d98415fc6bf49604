import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig } from "../src/core/config.ts";
import { toAsciiDomain } from "../src/core/idna.ts";
import { readPlan } from "../src/core/saved-plan.ts";
import { runIn } from "./support/io.ts";
import { readNow } from "./support/sources.ts";

const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** The fenced blocks of a document in one language, their indentation taken away. */
function blocksOf(document: string, language: string): string[] {
  const fences = document.matchAll(new RegExp(`^( *)\`\`\`${language}\\n(.*?)^ *\`\`\`$`, "gms"));
  return [...fences].map(([, indent = "", block = ""]) =>
    block.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );
}

describe("the README", () => {
  const readme = read("README.md");

  test("has members files that read without a warning", () => {
    const blocks = blocksOf(readme, "yaml");
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) {
      const main = readNow("README.md", new TextEncoder().encode(block));
      expect(readConfig({ main, included: [], diagnostics: [] }, toAsciiDomain)).toMatchObject({
        ok: true,
        warnings: [],
      });
    }
  });

  test("has plans that are plans", () => {
    const blocks = blocksOf(readme, "json");
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(readPlan(block)).toHaveProperty("plan");
  });

  test("names commands and options that exist", async () => {
    const help = new Map<string, string>();
    for (const command of [
      "validate",
      "plan",
      "apply",
      "drift",
      "import",
      "state list",
      "state show",
      "state forget",
      "state settle",
      "sandbox",
      "demo",
    ]) {
      help.set(command, (await runIn(root, `${command} --help`)).stdout);
    }
    const rows = readme.split("\n").filter(line => line.startsWith("| `rollcall"));
    expect(rows.length).toBeGreaterThan(5);
    const options = readme.matchAll(/`(--[a-z-]+)/g);
    for (const [, option = ""] of options) expect([...help.values()].join("\n")).toContain(option);
  });
});

describe("the documents", () => {
  test.for(["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])(
    "%s names files that exist",
    (file, { expect }) => {
      const text = read(file);
      const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(match => match[1] ?? "");
      const paths = [...text.matchAll(/`((?:src|test|schemas|build|dist)\/[\w./-]+)`/g)].map(
        match => match[1] ?? "",
      );
      const scenarios = [...text.matchAll(/scenarios? ((?:`[a-z0-9-]+`(?:, )?)+)/g)].flatMap(match =>
        [...(match[1] ?? "").matchAll(/`([^`]+)`/g)].map(name => `test/scenarios/${name[1]}`),
      );
      expect([...links, ...paths, ...scenarios].filter(path => !existsSync(join(root, path)))).toEqual([]);
    },
  );
});

describe("the examples", () => {
  const folders = readdirSync(join(root, "examples")).filter(name => name !== "workflows");

  // A plan.txt that is missing would be written by the test below, and pass.
  test("each have a plan.txt, but for the workflows", () => {
    expect(folders.filter(name => !existsSync(join(root, "examples", name, "plan.txt")))).toEqual([]);
  });

  test.for(folders)("%s is planned as its plan.txt says", async (name, { expect }) => {
    const folder = join(root, "examples", name);
    const line = existsSync(join(folder, "access")) ? "plan --config access" : "plan";
    const planned = await runIn(folder, line, { now: Date.parse("2026-11-23T12:00:00Z") });
    expect([planned.exit, planned.stderr]).toEqual([0, ""]);
    await expect(planned.stdout).toMatchFileSnapshot(join(folder, "plan.txt"));
  });
});
