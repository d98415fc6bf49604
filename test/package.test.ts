import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const folder = mkdtempSync(join(tmpdir(), "rollcall-package-"));
let tarball: string;
/** The folder of a program that has the package installed. */
const consumer = join(folder, "consumer");
/** The environment of a user who has never run npm: without npm settings, and without network access. */
const env = {
  PATH: process.env["PATH"],
  HOME: folder,
  npm_config_cache: join(folder, "cache"),
  npm_config_offline: "true",
  npm_config_update_notifier: "false",
};
let packed: readonly string[];

beforeAll(() => {
  const pack = ["pack", "--json", "--pack-destination", folder];
  const [{ filename, files }] = JSON.parse(
    execFileSync("npm", pack, { cwd: root, env, encoding: "utf8" }),
  ) as [{ filename: string; files: readonly { path: string }[] }];
  tarball = join(folder, filename);
  packed = files.map(one => one.path).sort();
  const installed = join(consumer, "node_modules", manifest.name);
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the package", () => {
  test("contains the command line, the library, and the schemas, but not the action", () => {
    const below = (name: string) => packed.filter(path => path.startsWith(name));
    const parts = [...below("dist/chunks/"), ...below("dist/types/"), ...below("schemas/")];
    expect(packed.filter(path => !parts.includes(path))).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist/LICENSES.txt",
      "dist/library.js",
      "dist/package.json",
      "dist/rollcall.js",
      "package.json",
    ]);
    expect(below("schemas/")).toEqual(readdirSync(join(root, "schemas")).map(name => `schemas/${name}`));
    expect(below("dist/chunks/")).toEqual(
      readdirSync(join(root, "dist/chunks"))
        .map(name => `dist/chunks/${name}`)
        .sort(),
    );
    expect(below("dist/chunks/").filter(path => !/^dist\/chunks\/[\w.-]+\.js$/.test(path))).toEqual([]);
    expect(
      below("dist/types/").filter(path => !/^dist\/types\/(?:[\w-]+\/)*[\w-]+\.d\.ts$/.test(path)),
    ).toEqual([]);
    expect(below("dist/types/")).toContain("dist/types/library.d.ts");
  });

  test("passes publint in strict mode", async () => {
    const bytes = readFileSync(tarball);
    const { messages, pkg } = await publint({
      pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
      strict: true,
    });
    expect(pkg["name"]).toBe(manifest.name);
    expect(messages.map(one => formatMessage(one, pkg))).toEqual([]);
  });

  test("runs with npx in an empty folder without network access", () => {
    const empty = join(folder, "empty");
    mkdirSync(empty);
    const run = (...args: readonly string[]) => {
      const npx = ["--yes", "--package", tarball, "--", "rollcall", ...args];
      const { status, stdout, stderr } = spawnSync("npx", npx, { cwd: empty, env, encoding: "utf8" });
      return { status, stdout, stderr };
    };
    const demo = run("demo");
    expect([demo.status, demo.stdout]).toEqual([
      0,
      expect.stringContaining("Apply complete: 2 invited, 0 canceled, 0 removed."),
    ]);
    expect(readdirSync(empty)).toEqual([]);
    writeFileSync(
      join(empty, "members.yaml"),
      "organization: kwob3J\nworkspaces: {research: npe1DB}\nmembers: []\n",
    );
    expect(run("validate")).toEqual({
      status: 0,
      stdout: "",
      stderr: "members.yaml: 0 members, no problems found.\n",
    });
  });

  test("can't be published outside a workflow, because npm requires provenance", () => {
    // Nothing listens on this port, so nothing is published even if npm doesn't refuse.
    const publish = ["publish", tarball, "--registry", "http://127.0.0.1:9", "--fetch-retries", "0"];
    const settings = { ...env, "npm_config_//127.0.0.1:9/:_authToken": "none", npm_config_offline: "false" };
    const { status, stderr } = spawnSync("npm", publish, { cwd: folder, env: settings, encoding: "utf8" });
    expect([status, stderr]).toEqual([1, expect.stringContaining("provenance generation not supported")]);
  });
});

describe("a program that uses the package", () => {
  const [code = "", ...others] = blocksOf("ts");
  const [members = ""] = blocksOf("yaml");
  const [printed] = blocksOf("text");

  beforeAll(() => {
    writeFileSync(join(consumer, "package.json"), `{ "type": "module" }`);
    writeFileSync(join(consumer, "documented.ts"), code);
    writeFileSync(join(consumer, "documented.js"), code);
    writeFileSync(join(consumer, "required.cts"), `import rollcall = require("rollcall");\n${program}`);
    writeFileSync(join(consumer, "imported.mts"), `import * as rollcall from "rollcall";\n${program}`);
    symlinkSync(join(root, "node_modules/@types"), join(consumer, "node_modules/@types"));
  });

  test("prints the documented output if it runs the documented code", () => {
    expect(others).toEqual([]);
    writeFileSync(join(consumer, "members.yaml"), members);
    const result = spawnSync(process.execPath, ["documented.js"], { cwd: consumer, env, encoding: "utf8" });
    expect([result.stderr, result.stdout]).toEqual(["", printed]);
  });

  test("gets the same documented functions from import and from require", () => {
    const script = `import { createRequire } from "node:module";
      import * as imported from "rollcall";
      const required = createRequire(process.cwd() + "/program.js")("rollcall");
      const names = Object.keys(required).sort();
      console.log(JSON.stringify([names, names.filter(name => imported[name] !== required[name])]));`;
    const run = ["--input-type=module", "-e", script];
    const output = execFileSync(process.execPath, run, { cwd: consumer, env, encoding: "utf8" });
    const cells = [...read("docs/library.md").matchAll(/^\| (`.*?) \|/gm)].map(([, cell]) => cell);
    const documented = [...cells.join().matchAll(/`(\w+)\(/g)].map(([, name]) => name);
    expect(JSON.parse(output)).toEqual([documented.sort(), []]);
  });

  test.for([
    ["nodenext", "nodenext"],
    ["preserve", "bundler"],
  ] as const)(
    "gets type errors only for misuse, with module %s and resolution %s",
    ([module, moduleResolution], { expect }) => {
      const compilerOptions = {
        noEmit: true,
        strict: true,
        exactOptionalPropertyTypes: true,
        target: "es2023",
        module,
        moduleResolution,
        types: ["node"],
      };
      const path = join(consumer, `tsconfig.${module}.json`);
      writeFileSync(path, JSON.stringify({ compilerOptions, include: ["*.ts", "*.cts", "*.mts"] }));
      const tsc = [join(root, "node_modules/typescript/bin/tsc"), "-p", path, "--pretty", "false"];
      const { stdout } = spawnSync(process.execPath, tsc, { cwd: consumer, env, encoding: "utf8" });
      const errors = [...stdout.matchAll(/^(\S+)\((\d+),\d+\): error (TS\d+)/gm)].map(([, ...parts]) =>
        parts.join(" "),
      );
      // Only the misuse is an error, in the same lines for both ways of importing.
      const wrong = ["3 TS2322", "5 TS2339", "6 TS2322"];
      expect(errors).toEqual(
        ["imported.mts", "required.cts"].flatMap(file => wrong.map(one => `${file} ${one}`)),
      );
    },
  );
});

/** A program with errors in lines 3, 5, and 6, counted with the import line that comes first. */
const program = `export const reading = rollcall.readMembers({ "members.yaml": new Uint8Array() });
rollcall.readMembers({ "members.yaml": 1 });
reading.then(found => found.ok && found.config.organization.length);
reading.then(found => found.config);
export const plan: rollcall.Plan = 1;
`;

function blocksOf(language: string): string[] {
  const blocks = read("docs/library.md").matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"));
  return [...blocks].map(([, block = ""]) => block);
}
