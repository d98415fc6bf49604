import { basename, dirname, extname, isAbsolute, join, relative } from "node:path";
import { mayNeedIdna, type ToAscii } from "../core/address.ts";
import { type Config, type ConfigFiles, type ReadFile, readConfig } from "../core/config.ts";
import type { Diagnostic, Reading } from "../core/diagnostic.ts";
import type { Attempt } from "../core/refusal.ts";
import { largestFile, readSource, type Source } from "../core/source.ts";
import { isMapping, textsAt } from "../core/untrusted.ts";
import type { Io } from "../io.ts";
import type { Texts } from "../render/diagnostics.ts";

/** A configuration that was looked for and read, with the text of its files. */
export interface LoadedConfig {
  readonly reading: Reading<Config>;
  readonly texts: Texts;
}

/** Where the state file stands unless `--state` says otherwise: beside the configuration. */
export async function defaultStatePath(io: Io, config: string): Promise<string> {
  const folder = (await io.files.kindOf(config)) === "folder" ? config : dirname(config);
  return join(folder, "members.state.jsonl");
}

/** Reads the file that `--config` names and those it includes, or every YAML file of the folder that it names. */
export async function loadConfig(io: Io, path: string): Promise<Attempt<LoadedConfig>> {
  const kind = await io.files.kindOf(path);
  if (kind === "nothing") return { ok: false, refusal: { refusal: "no-config", path } };
  const files = kind === "folder" ? await readFolder(io, path) : await readWithIncludes(io, path);
  if (!files) return { ok: false, refusal: { refusal: "empty-folder", path } };
  const all = [...(files.main ? [files.main] : []), ...files.included];
  const texts = new Map(all.map(({ source }) => [source.file, source.text]));
  const toAscii = await idnaFor([...texts.values()]);
  return { ok: true, value: { reading: readConfig(files, toAscii), texts } };
}

/** IDNA for these texts; its table is not loaded where none of them can need it. */
export async function idnaFor(texts: readonly string[]): Promise<ToAscii> {
  if (texts.some(mayNeedIdna)) return (await import("../core/idna.ts")).toAsciiDomain;
  return domain => {
    throw new Error(`IDNA was not loaded and is needed for ${domain}`);
  };
}

/** Every .yaml and .yml file directly in the folder, by name. The one that names the organization is the main file. */
async function readFolder(io: Io, folder: string): Promise<ConfigFiles | undefined> {
  const names = (await io.files.list(folder)).filter(name => !name.startsWith(".") && isYaml(name));
  const paths = names.map(name => join(folder, name));
  if (paths.length === 0) return undefined;
  const files = await Promise.all(paths.map(path => readFile(io, path)));
  const [main, second] = files.filter(
    ({ source }) => isMapping(source.value) && "organization" in source.value,
  );
  const others = files.filter(file => file !== main);
  if (main && second) {
    const place = second.source.placeOf(["organization"], "key");
    const related = main.source.placeOf(["organization"], "key");
    return { main, included: others, diagnostics: [{ code: "two-main-files", details: {}, place, related }] };
  }
  const patterns = main ? await readIncluded(io, main, paths) : { included: [], diagnostics: [] };
  const missing: Diagnostic[] =
    main || files.some(({ source }) => source.value === undefined)
      ? []
      : [
          {
            code: "no-main-file",
            details: { folder },
            place: files[0]?.source.placeOf([]) ?? nowhere(folder),
          },
        ];
  const included = [...others, ...patterns.included].sort((a, b) => (a.source.file < b.source.file ? -1 : 1));
  return { main, included, diagnostics: [...missing, ...patterns.diagnostics] };
}

async function readWithIncludes(io: Io, path: string): Promise<ConfigFiles> {
  const main = await readFile(io, path);
  return { main, ...(await readIncluded(io, main, [path])) };
}

/** The files that `include` of the main file names, sorted, each once, those that are read already left out. */
async function readIncluded(
  io: Io,
  main: ReadFile,
  already: readonly string[],
): Promise<{ included: readonly ReadFile[]; diagnostics: readonly Diagnostic[] }> {
  const { source } = main;
  const folder = dirname(source.file);
  const diagnostics: Diagnostic[] = [];
  /** By what they really are, so that a file which two links lead to is read once. */
  const paths = new Map<string, string>();
  for (const { text: pattern, index } of textsAt(source.value, "include")) {
    const place = () => source.placeOf(["include", index]);
    const matches = leavesFolder(pattern) ? undefined : await io.files.match(folder, pattern);
    if (!matches || !(await areInside(io, folder, matches))) {
      diagnostics.push({ code: "include-leaves-folder", details: { pattern }, place: place() });
      continue;
    }
    if (matches.length === 0)
      diagnostics.push({ code: "include-matches-nothing", details: { pattern }, place: place() });
    for (const path of matches.map(match => join(folder, match))) {
      const target = await io.files.resolveLinks(path);
      if (!paths.has(target)) paths.set(target, path);
    }
  }
  const alreadyRead = new Set(await Promise.all(already.map(path => io.files.resolveLinks(path))));
  const added = [...paths].flatMap(([target, path]) => (alreadyRead.has(target) ? [] : [path])).sort();
  return { included: await Promise.all(added.map(path => readFile(io, path))), diagnostics };
}

function leavesFolder(pattern: string): boolean {
  return isAbsolute(pattern) || /^[A-Za-z]:|\\/.test(pattern) || pattern.split("/").includes("..");
}

/** Whether files are inside the folder even after symbolic links. */
async function areInside(io: Io, folder: string, matches: readonly string[]): Promise<boolean> {
  const root = await io.files.resolveLinks(folder);
  for (const match of matches) {
    const path = relative(root, await io.files.resolveLinks(join(folder, match)));
    if (path.startsWith("..") || isAbsolute(path)) return false;
  }
  return true;
}

async function readFile(io: Io, path: string): Promise<ReadFile> {
  const bytes = await io.files.sizeOf(path);
  if (bytes > largestFile) {
    const diagnostic: Diagnostic = {
      code: "file-too-large",
      details: { bytes, limit: largestFile },
      place: nowhere(path),
    };
    return { source: emptySource(path), diagnostics: [diagnostic] };
  }
  return readSource(path, (await io.files.read(path)) ?? new Uint8Array());
}

function emptySource(file: string): Source {
  return { file, text: "", value: undefined, placeOf: () => nowhere(file) };
}

function nowhere(file: string) {
  return { file, line: 1, column: 1, endColumn: 2 };
}

function isYaml(name: string): boolean {
  return [".yaml", ".yml"].includes(extname(basename(name)));
}
