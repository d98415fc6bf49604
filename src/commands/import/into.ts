import { dirname, join, relative, resolve } from "node:path";
import type { ConfigSources } from "../../core/edit/model.ts";
import type { Failure } from "../../core/failure/failure.ts";
import type { CsvList } from "../../core/import/csv/list.ts";
import type { ImportFailure } from "../../core/import/failure.ts";
import { checkPeople, type Merge, planMerge } from "../../core/import/merge.ts";
import { toAsciiDomain } from "../../core/values/idna.ts";
import type { Result } from "../../core/values/result.ts";
import { overlayFiles } from "../../io/files/overlay-files.ts";
import type { Io } from "../../io/io.ts";
import type { LoadedConfig, LoadProblem } from "../../reconcile/inputs/model.ts";
import { renderInto } from "../../render/import/into.ts";
import { type ExitCode, info, printFailure, printProblem, printWarnings } from "../console/console.ts";
import { loadConfigured, newWarnings, nothingSent } from "../edit/edit.ts";
import { type EditedFile, editFiles, withConfigLock, withFiles, writeEdited } from "../edit/files.ts";
import { type CsvOptions, readCsv, readPeople } from "./csv-file.ts";
import { findFolderProblem } from "./folder.ts";

export interface IntoOptions extends CsvOptions {
  readonly into: string;
}

/** Replaces the members of one included file with the people of a CSV file. Needs no API key, no network, and no state. */
export async function importInto(io: Io, options: IntoOptions): Promise<ExitCode> {
  const bytes = await readCsv(io, options);
  if (!bytes.ok) return printFailure(io, bytes.problem);
  return withConfigLock(io, options, async () => {
    const target = await findTarget(io, options);
    if (!target.ok) return printFailure(io, target.problem);
    const start = { ...io, files: target.value.files };
    const before = await loadConfigured(start, options);
    if (!before.ok) return printProblem(io, options, before.problem);
    const problem = findInclusionProblem(before.value, options, target.value);
    if (problem) return printFailure(io, { reason: "import", ...problem });
    const { workspaces } = before.value.config;
    const names = { shown: workspaces, declared: workspaces };
    const list = await readPeople(io, options, bytes.value, names, toAsciiDomain);
    if (!list.ok) return printProblem(io, options, list.problem);
    const merged = await mergeInto(start, options, before.value, target.value, list.value?.people ?? []);
    if (!merged.ok) return printProblem(io, options, merged.problem);
    const failure = await writeEdited(io, merged.value.edited);
    if (failure) return printFailure(io, failure);
    const { file, isNew } = target.value;
    const isChanged = merged.value.edited.length > 0;
    io.stdout.write(renderInto({ file, isNew, isChanged, ...merged.value.merge, list: list.value }));
    if (isChanged) info(io, options, nothingSent);
    return 0;
  });
}

/** The file whose members are replaced. */
interface Target {
  /** Its path, as the configuration names it. */
  readonly file: string;
  /** Its path from the folder of the main file, with slashes. */
  readonly name: string;
  /** Whether it doesn't exist yet, or is empty. */
  readonly isNew: boolean;
  /** Its text. */
  readonly before: string;
  /** All files. A file that is new has an empty list in them. */
  readonly files: Io["files"];
}

async function findTarget(io: Io, options: IntoOptions): Promise<Result<Target, Failure>> {
  const { config, into } = options;
  const folder = (await io.files.kindOf(config)) === "folder" ? config : dirname(config);
  const name = relative(resolve(io.cwd, folder), resolve(io.cwd, into)).replaceAll("\\", "/");
  const file = join(folder, name);
  if (name.split("/").includes(".."))
    return { ok: false, problem: { reason: "import", problem: "into-outside", file: into, config } };
  if ((await io.files.kindOf(file)) === "folder")
    return { ok: false, problem: { reason: "import", problem: "into-folder", file: into } };
  const problem = await findFolderProblem(io, file);
  if (problem) return { ok: false, problem };
  const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await io.files.read(file));
  const isNew = before.split(/\r\n?|\n/).every(line => /^\s*(?:#|$)/.test(line));
  if (!isNew) return { ok: true, value: { file, name, isNew, before, files: io.files } };
  const text = `${before.replace(/(?<=.)$/, "\n")}members: []\n`;
  const files = overlayFiles(io.files, new Map([[file, new TextEncoder().encode(text)]]));
  return { ok: true, value: { file, name, isNew, before, files } };
}

function findInclusionProblem(
  { sources }: ConfigSources,
  { into }: IntoOptions,
  { file, name }: Target,
): ImportFailure | undefined {
  const [main] = sources;
  if (main?.file === file) return { problem: "into-main", file: into };
  if (sources.some(source => source.file === file)) return undefined;
  const hasInclude = main !== undefined && Object.hasOwn(Object(main.value), "include");
  return { problem: "into-not-included", file, config: main?.file ?? "", name, hasInclude };
}

interface Merged {
  readonly merge: Merge;
  readonly edited: readonly EditedFile[];
}

/** Plans the edits, makes them, and reads the result again. */
async function mergeInto(
  io: Io,
  options: IntoOptions,
  from: LoadedConfig & ConfigSources,
  { file, isNew, before }: Target,
  people: CsvList["people"],
): Promise<Result<Merged, LoadProblem>> {
  const merge = planMerge({ from, people, workspaces: from.config.workspaces, file });
  const edited = await editFiles(io.files, from, merge.edits);
  if (!edited.ok) return edited;
  const after = await loadConfigured(withFiles(io, edited.value), options);
  if (!after.ok) return after;
  checkPeople(after.value.config, people, file);
  const { warnings, texts } = after.value;
  await printWarnings(io, options, { warnings: newWarnings(from.warnings, warnings), texts });
  return { ok: true, value: { merge, edited: edited.value.map(one => (isNew ? { ...one, before } : one)) } };
}
