import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundle } from "./support/rollcall.ts";

const root = join(import.meta.dirname, "..");

function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = names.map(entry => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map(path => [path.slice(folder.length), readFileSync(path, "utf8")]));
}

test("keeps dist up to date; after a change, run npm run build and commit it", () => {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-build-"));
  const script = `import { build } from "./build/build.js"; await build(${JSON.stringify(folder)});`;
  execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: root });
  const built = filesIn(folder);
  rmSync(folder, { recursive: true });
  const committed = filesIn(join(root, "dist"));
  expect(Object.keys(committed)).toEqual(Object.keys(built));
  const different = Object.keys(built).filter(path => committed[path] !== built[path]);
  expect(different).toEqual([]);
});

test("keeps the names and comments of the source in the bundle of the action", () => {
  const apply = readFileSync(join(root, "dist/action/action-apply-apply.js"), "utf8");
  const source = readFileSync(join(root, "src/action/apply/apply.ts"), "utf8");
  const [comment = ""] = /\/\*\*.*\*\/(?=\nexport async function applyBranch\()/.exec(source) ?? [];
  expect(comment).not.toBe("");
  expect(apply).toContain(`${comment}\nasync function applyBranch(context, event) {\n`);
});

test("runs the demo from the bundle on Node 24", () => {
  const output = execFileSync("npx", ["-y", "node@24", bundle, "demo"], {
    encoding: "utf8",
    timeout: 180_000,
  });
  expect(execFileSync("npx", ["-y", "node@24", "--version"], { encoding: "utf8" })).toMatch(/^v24\./);
  expect(output).toContain("Apply complete: 2 invited, 0 canceled, 0 removed.");
}, 200_000);
