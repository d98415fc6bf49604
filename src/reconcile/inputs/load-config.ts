import { dirname, extname, isAbsolute, join, normalize } from "node:path";
import { isEmptyFile } from "../../core/config/empty-file.ts";
import { type ConfigFiles, readConfig } from "../../core/config/read-config.ts";
import type { Diagnostic } from "../../core/diagnostics/diagnostic.ts";
import { DiagnosticList } from "../../core/diagnostics/diagnostic-list.ts";
import { maxFileBytes } from "../../core/source/decode.ts";
import type { ReadFile, Source } from "../../core/source/source.ts";
import { mayNeedIdna, type ToAscii } from "../../core/values/address.ts";
import type { FileProblem } from "../../core/values/file-problem.ts";
import type { Result } from "../../core/values/result.ts";
import { isObject, stringsAt } from "../../core/values/untyped.ts";
import { readSource } from "../../core/yaml/read-yaml.ts";
import type { ReadableFiles } from "../../io/io.ts";
import { findFileProblems } from "./file-problems.ts";
import type { LoadedConfig, LoadProblem } from "./model.ts";

/** Reads the file that `--config` names and those it includes, or every YAML file of the folder that it names. */
export async function loadConfig(
  disk: ReadableFiles,
  path: string,
): Promise<Result<LoadedConfig, LoadProblem>> {
  const { kind } = await disk.inspect(path);
  if (kind === "nothing") return { ok: false, problem: { reason: "no-config", path } };
  const files = kind === "folder" ? await readFolder(disk, path) : await readWithIncludes(disk, path);
  if (!files) return { ok: false, problem: { reason: "empty-folder", path } };
  const all = [...(files.main ? [files.main] : []), ...files.included];
  const texts = new Map(all.map(({ source }) => [source.file, source.text]));
  const sources = new Map(all.map(({ source }) => [source.file, source]));
  const diagnostics = [...files.diagnostics, ...(await ignoredNextTo(disk, files, kind === "folder"))];
  const reading = readConfig({ ...files, diagnostics }, await idnaFor([...texts.values()]));
  if (!reading.ok)
    return { ok: false, problem: { reason: "invalid-files", diagnostics: reading.problem, texts } };
  const { value: config, warnings } = reading;
  return {
    ok: true,
    value: {
      config,
      warnings,
      texts,
      sources: [...sources.values()],
      locationOfEntry: ({ file, index }) =>
        sources.get(file)?.locate(["members", index, "email"]) ?? nowhere(file),
      locationOfWorkspace: id =>
        files.main?.source.locate(["workspaces", config.workspaces.get(id) ?? ""]) ?? nowhere(path),
    },
  };
}

/** Finds the files that look as if they belong to a configuration of several files. */
async function ignoredNextTo(
  disk: ReadableFiles,
  { main, included }: ConfigFiles,
  isFolder: boolean,
): Promise<readonly Diagnostic[]> {
  if (!main || (included.length === 0 && !isFolder)) return [];
  const all = [main, ...included].map(({ source }) => source.file);
  const { findIgnoredFiles } = await import("./find-ignored.ts");
  return findIgnoredFiles(disk, { main: main.source.file, all, isFolder });
}

/** Returns the IDNA conversion for some texts. Loads its table only if one of the texts may need it. */
export async function idnaFor(texts: readonly string[]): Promise<ToAscii> {
  if (texts.some(mayNeedIdna)) return (await import("../../core/values/idna.ts")).toAsciiDomain;
  return domain => {
    throw new Error(`IDNA was not loaded and is needed for ${domain}`);
  };
}

/** Reads every .yaml and .yml file directly in a folder, sorted by name. The one with the key `organization` is the main file. */
async function readFolder(disk: ReadableFiles, folder: string): Promise<ConfigFiles | undefined> {
  const names = yamlIn(await disk.list(folder));
  const paths = names.map(name => join(folder, name));
  if (paths.length === 0) return undefined;
  const { files, diagnostics } = await readFiles(disk, paths);
  const [named, second] = files.filter(
    ({ source }) => isObject(source.value) && "organization" in source.value,
  );
  // An empty file may be the main file without its content.
  const main = named ?? files.find(({ source }) => isEmptyFile(source.value));
  const others = files.filter(file => file !== main);
  if (main && second) {
    const location = second.source.locate(["organization"], "key");
    const related = main.source.locate(["organization"], "key");
    return {
      main,
      included: others,
      diagnostics: [...diagnostics, { code: "two-main-files", details: {}, location, related }],
    };
  }
  const patterns = main ? await readIncluded(disk, main, paths) : { included: [], diagnostics: [] };
  const missing: Diagnostic[] =
    main || files.some(({ source }) => source.value === undefined)
      ? []
      : [
          {
            code: "no-main-file",
            details: { folder },
            location: files[0]?.source.locate([]) ?? nowhere(folder),
          },
        ];
  const included = [...others, ...patterns.included].sort((a, b) => (a.source.file < b.source.file ? -1 : 1));
  return { main, included, diagnostics: [...diagnostics, ...missing, ...patterns.diagnostics] };
}

async function readWithIncludes(disk: ReadableFiles, path: string): Promise<ConfigFiles> {
  const problems = await findFileProblems(disk, [path]);
  const main = await readFile(disk, path, maxFileBytes, problems.get(path));
  return { main, ...(await readIncluded(disk, main, [path])) };
}

/** Reads the files that the main file includes, sorted and without duplicates. Skips the files that are already read. */
async function readIncluded(
  disk: ReadableFiles,
  main: ReadFile,
  alreadyRead: readonly string[],
): Promise<{ included: readonly ReadFile[]; diagnostics: readonly Diagnostic[] }> {
  const { source } = main;
  const folder = dirname(source.file);
  const diagnostics: Diagnostic[] = [];
  const paths = new Set<string>();
  const irregular = new Map<string, Diagnostic>();
  // An empty pattern is an error of the schema.
  const patterns = stringsAt(source.value, "include").filter(({ text }) => text !== "");
  if (patterns.length === 0) return { included: [], diagnostics: [] };
  const { hasWildcard, isTooComplex } = await import("../../io/tree/glob-pattern.ts");
  for (const { text: pattern, index } of patterns) {
    const location = () => source.locate(["include", index]);
    if (index >= maxPatterns) {
      diagnostics.push({ code: "include-too-many", details: { limit: maxPatterns }, location: location() });
      break;
    }
    if (isTooComplex(pattern)) {
      diagnostics.push({ code: "include-too-complex", details: { pattern }, location: location() });
      continue;
    }
    if (leavesFolder(pattern)) {
      diagnostics.push({ code: "include-leaves-folder", details: { pattern }, location: location() });
      continue;
    }
    const matches = await disk.match(folder, pattern);
    if (matches.paths.length + matches.irregular.length === 0)
      diagnostics.push(
        hasWildcard(pattern)
          ? { code: "include-matches-nothing", details: { pattern }, location: location() }
          : { code: "include-not-found", details: { path: pattern }, location: location() },
      );
    for (const path of matches.paths) paths.add(join(folder, path));
    for (const one of matches.irregular) {
      const path = join(folder, one.path);
      irregular.set(path, fileDiagnostic({ ...one, path }));
    }
  }
  for (const path of alreadyRead) paths.delete(normalize(path));
  const read = await readFiles(disk, [...paths].sort());
  return {
    included: read.files,
    diagnostics: [...diagnostics, ...irregular.values(), ...read.diagnostics],
  };
}

/** Maximum number of patterns. The folder is searched once for each. */
const maxPatterns = 100;

function leavesFolder(pattern: string): boolean {
  return isAbsolute(pattern) || /^[A-Za-z]:|\\/.test(pattern) || pattern.split("/").includes("..");
}

/** Reads files one after another, because there may be thousands. The size limit of a single file applies to all of them together. */
async function readFiles(
  disk: ReadableFiles,
  paths: readonly string[],
): Promise<{ readonly files: readonly ReadFile[]; readonly diagnostics: readonly Diagnostic[] }> {
  const problems = await findFileProblems(disk, paths);
  const files: ReadFile[] = [];
  const diagnostics = new DiagnosticList();
  let budget = maxFileBytes;
  for (const path of paths) {
    const file = await readFile(disk, path, budget, problems.get(path));
    budget -= Buffer.byteLength(file.source.text);
    diagnostics.add(file.diagnostics);
    files.push({ source: file.source, diagnostics: [] });
  }
  return { files, diagnostics: diagnostics.all() };
}

async function readFile(
  disk: ReadableFiles,
  path: string,
  budget: number,
  problem: FileProblem | undefined,
): Promise<ReadFile> {
  if (problem) return unread(path, fileDiagnostic(problem));
  const bytes = await disk.sizeOf(path);
  const limit = maxFileBytes;
  const location = nowhere(path);
  if (bytes > limit) return unread(path, { code: "file-too-large", details: { bytes, limit }, location });
  if (bytes > budget) return unread(path, { code: "files-too-large", details: { limit }, location });
  return readSource(path, (await disk.read(path)) ?? new Uint8Array());
}

/** Returns an empty source for a file that isn't read, with the reason. */
function unread(file: string, why: Diagnostic): ReadFile {
  const source: Source = { file, text: "", value: undefined, locate: () => nowhere(file) };
  return { source, diagnostics: [why] };
}

function fileDiagnostic(problem: FileProblem): Diagnostic {
  const location = nowhere(problem.path);
  return problem.kind === "changed-on-checkout"
    ? { code: "changed-on-checkout", details: problem, location }
    : { code: "not-regular-file", details: problem, location };
}

function nowhere(file: string) {
  return { file, line: 1, column: 1, endColumn: 2 };
}

/** Returns the names in a folder that belong to the configuration. */
export function yamlIn(names: readonly string[]): readonly string[] {
  return names.filter(name => !name.startsWith(".") && [".yaml", ".yml"].includes(extname(name)));
}
