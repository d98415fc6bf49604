import { basename, dirname, extname, isAbsolute, join, relative, sep } from "node:path";
import { mayNeedIdna, type ToAscii } from "../core/address.ts";
import {
  type Config,
  type ConfigFiles,
  type Entry,
  type ReadFile,
  readConfig,
  type WorkspaceId,
} from "../core/config.ts";
import type { Diagnostic, Place, Reading } from "../core/diagnostic.ts";
import type { Attempt } from "../core/refusal.ts";
import { largestFile, readSource, type Source } from "../core/source.ts";
import { isMapping, textsAt } from "../core/untrusted.ts";
import type { ReadableFiles } from "../io.ts";
import type { Texts } from "../render/diagnostics.ts";

/** A configuration that was looked for and read, with the text of its files. */
export interface LoadedConfig {
  readonly reading: Reading<Config>;
  readonly texts: Texts;
  /** The line on which an item of a `members` list begins. */
  placeOfEntry(entry: Entry): Place;
  /** Where the id of a declared workspace stands. */
  placeOfWorkspace(id: WorkspaceId): Place;
}

/** Reads the file that `--config` names and those it includes, or every YAML file of the folder that it names. */
export async function loadConfig(disk: ReadableFiles, path: string): Promise<Attempt<LoadedConfig>> {
  const kind = await disk.kindOf(path);
  if (kind === "nothing") return { ok: false, refusal: { refusal: "no-config", path } };
  const files = kind === "folder" ? await readFolder(disk, path) : await readWithIncludes(disk, path);
  if (!files) return { ok: false, refusal: { refusal: "empty-folder", path } };
  const all = [...(files.main ? [files.main] : []), ...files.included];
  const texts = new Map(all.map(({ source }) => [source.file, source.text]));
  const toAscii = await idnaFor([...texts.values()]);
  const sources = new Map(all.map(({ source }) => [source.file, source]));
  const placeOfEntry = ({ file, index }: Entry) =>
    sources.get(file)?.placeOf(["members", index, "email"]) ?? nowhere(file);
  const reading = readConfig(files, toAscii);
  const placeOfWorkspace = (id: WorkspaceId) => {
    const name = reading.ok ? reading.value.workspaces.get(id) : undefined;
    return files.main?.source.placeOf(["workspaces", name ?? ""]) ?? nowhere(path);
  };
  return { ok: true, value: { reading, texts, placeOfEntry, placeOfWorkspace } };
}

/** IDNA for these texts; its table is not loaded where none of them can need it. */
export async function idnaFor(texts: readonly string[]): Promise<ToAscii> {
  if (texts.some(mayNeedIdna)) return (await import("../core/idna.ts")).toAsciiDomain;
  return domain => {
    throw new Error(`IDNA was not loaded and is needed for ${domain}`);
  };
}

/** Every .yaml and .yml file directly in the folder, by name. The one that names the organization is the main file. */
async function readFolder(disk: ReadableFiles, folder: string): Promise<ConfigFiles | undefined> {
  const names = (await disk.list(folder)).filter(name => !name.startsWith(".") && isYaml(name));
  const paths = names.map(name => join(folder, name));
  if (paths.length === 0) return undefined;
  const files = await Promise.all(paths.map(path => readFile(disk, path)));
  const [main, second] = files.filter(
    ({ source }) => isMapping(source.value) && "organization" in source.value,
  );
  const others = files.filter(file => file !== main);
  if (main && second) {
    const place = second.source.placeOf(["organization"], "key");
    const related = main.source.placeOf(["organization"], "key");
    return { main, included: others, diagnostics: [{ code: "two-main-files", details: {}, place, related }] };
  }
  const patterns = main ? await readIncluded(disk, main, paths) : { included: [], diagnostics: [] };
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

async function readWithIncludes(disk: ReadableFiles, path: string): Promise<ConfigFiles> {
  const main = await readFile(disk, path);
  return { main, ...(await readIncluded(disk, main, [path])) };
}

/** The files that `include` of the main file names, sorted, each once, those that are read already left out. */
async function readIncluded(
  disk: ReadableFiles,
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
    if (index >= mostPatterns) {
      diagnostics.push({ code: "include-too-many", details: { limit: mostPatterns }, place: place() });
      break;
    }
    if (isTooComplex(pattern)) {
      const details = { pattern, limit: mostStars };
      diagnostics.push({ code: "include-too-complex", details, place: place() });
      continue;
    }
    const matches = leavesFolder(pattern) ? undefined : await disk.match(folder, pattern);
    if (!matches || !(await areInside(disk, folder, matches))) {
      diagnostics.push({ code: "include-leaves-folder", details: { pattern }, place: place() });
      continue;
    }
    if (matches.length === 0)
      diagnostics.push({ code: "include-matches-nothing", details: { pattern }, place: place() });
    for (const path of matches.map(match => join(folder, match))) {
      const target = await disk.resolveLinks(path);
      if (!paths.has(target)) paths.set(target, path);
    }
  }
  const alreadyRead = new Set(await Promise.all(already.map(path => disk.resolveLinks(path))));
  const added = [...paths].flatMap(([target, path]) => (alreadyRead.has(target) ? [] : [path])).sort();
  return { included: await Promise.all(added.map(path => readFile(disk, path))), diagnostics };
}

/** The folder is walked once for each pattern. */
const mostPatterns = 100;

/** In one step of a path. A matcher tries every way to share a name among the stars, which grows with its length to their power. */
const mostStars = 3;

/** Whether matching a pattern, which may be a stranger's, could take for ever. */
function isTooComplex(pattern: string): boolean {
  const starsIn = (step: string) => step.match(/\*+/g)?.length ?? 0;
  return /[!?*+@]\(/.test(pattern) || pattern.split("/").some(step => starsIn(step) > mostStars);
}

function leavesFolder(pattern: string): boolean {
  return isAbsolute(pattern) || /^[A-Za-z]:|\\/.test(pattern) || pattern.split("/").includes("..");
}

/** Whether files are inside the folder, and not what git keeps there, even after symbolic links. */
async function areInside(disk: ReadableFiles, folder: string, matches: readonly string[]): Promise<boolean> {
  const root = await disk.resolveLinks(folder);
  for (const match of matches) {
    const path = relative(root, await disk.resolveLinks(join(folder, match)));
    if (path.startsWith("..") || isAbsolute(path) || path.split(sep).includes(".git")) return false;
  }
  return true;
}

async function readFile(disk: ReadableFiles, path: string): Promise<ReadFile> {
  const bytes = await disk.sizeOf(path);
  if (bytes > largestFile) {
    const diagnostic: Diagnostic = {
      code: "file-too-large",
      details: { bytes, limit: largestFile },
      place: nowhere(path),
    };
    return { source: emptySource(path), diagnostics: [diagnostic] };
  }
  return readSource(path, (await disk.read(path)) ?? new Uint8Array());
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
