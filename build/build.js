import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import configs from "../rolldown.config.js";
import { writeTypes } from "./types.js";

const root = new URL("..", import.meta.url).pathname;

/**
 * Builds the bundles, the types of the library, and the licenses of bundled packages into a folder. The same source gives the
 * same bytes.
 */
export async function build(folder) {
  rmSync(folder, { recursive: true, force: true });
  const written = [];
  for (const { output, ...input } of configs) {
    const bundle = await rolldown({ ...input, cwd: root });
    written.push(...(await bundle.write({ ...output, dir: folder })).output);
    await bundle.close();
  }
  // Lets a clone run it by name, as pre-commit does.
  chmodSync(join(folder, "rollcall.js"), 0o755);
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
  writeTypes(root, folder);
  const modules = written.flatMap(chunk => (chunk.type === "chunk" ? Object.entries(chunk.modules) : []));
  const used = modules
    .filter(([, { renderedLength }]) => renderedLength > 0)
    .map(([path]) => packageOf(path));
  const packages = [...new Set(used.filter(path => path !== undefined))].sort();
  writeFileSync(join(folder, "LICENSES.txt"), packages.map(licenseOf).join("\n"));
}

/** Returns the size of each package in the bundles of the programs, in bytes before minification, the largest first. */
export async function bytesByPackage() {
  const [{ output, ...input }] = configs;
  const bundle = await rolldown({ ...input, cwd: root });
  const { output: chunks } = await bundle.generate(output);
  await bundle.close();
  const bytes = new Map();
  for (const chunk of chunks) {
    for (const [path, { renderedLength }] of Object.entries(chunk.modules ?? {})) {
      const name =
        packageOf(path)?.split("node_modules/").pop() ??
        (path.includes("virtual:") ? "validators of ajv" : "our own");
      bytes.set(name, (bytes.get(name) ?? 0) + renderedLength);
    }
  }
  return [...bytes].filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a);
}

function packageOf(path) {
  const at = path.lastIndexOf("node_modules/");
  if (at === -1) return undefined;
  const [first, second] = path.slice(at + "node_modules/".length).split("/");
  const name = first.startsWith("@") ? `${first}/${second}` : first;
  return `${path.slice(0, at)}node_modules/${name}`;
}

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : `License: ${license}`;
  return `${name} ${version} (${license})\n\n${text}\n\n${"-".repeat(80)}\n`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await build(join(root, "dist"));
}
