import { normalize, resolve } from "node:path";
import { readDeclarations } from "../../core/config/declarations.ts";
import { type Diagnostic, severityOf } from "../../core/diagnostics/diagnostic.ts";
import { planAdd, planRemove } from "../../core/edit/edit.ts";
import type { EditFailure } from "../../core/edit/failure.ts";
import type { ConfigSources, DeclaredNames, MemberEdit } from "../../core/edit/model.ts";
import { resolveNames } from "../../core/edit/names.ts";
import { type Address, readAddress } from "../../core/values/address.ts";
import { explainInvalidAddress } from "../../core/values/address-in-text.ts";
import { type Day, dayOf } from "../../core/values/day.ts";
import type { Result } from "../../core/values/result.ts";
import { currentTimestamp } from "../../io/clock.ts";
import type { Io } from "../../io/io.ts";
import { loadConfig } from "../../reconcile/inputs/load-config.ts";
import type { LoadedConfig, LoadProblem } from "../../reconcile/inputs/model.ts";
import { renderEdits } from "../../render/edit/edit.ts";
import {
  type CommonOptions,
  type ExitCode,
  info,
  layoutFor,
  printFailure,
  printProblem,
  printWarnings,
} from "../console/console.ts";
import { type EditedFile, editFiles, withConfigLock, withFiles, writeEdited } from "./files.ts";
import { fillEmptyFiles } from "./fill-empty.ts";

/** The workspaces and groups that an edit names. */
interface NamingOptions extends CommonOptions {
  readonly workspace?: readonly string[] | undefined;
  readonly group?: readonly string[] | undefined;
}

export interface AddOptions extends NamingOptions {
  readonly expires?: Day | undefined;
  readonly name?: string | undefined;
  readonly note?: string | undefined;
  /** The file to write to, if the configuration has several. */
  readonly file?: string | undefined;
}

export type RemoveOptions = NamingOptions;

/** Adds a person to members.yaml, or adds workspaces and groups to their entry. */
export function add(io: Io, options: AddOptions, text: string): Promise<ExitCode> {
  const { expires, name, note } = options;
  return editMember(
    io,
    options,
    text,
    (from, address, names) => {
      const file = options.file === undefined ? undefined : fileNamed(io, options.file, from);
      const request = { address, written: text.trim(), ...names, expires, name, note, file };
      return planAdd(from, request, dayOf(currentTimestamp(io)));
    },
    "fill",
  );
}

/** Returns the path by which the configuration names a file, or the normalized path if it doesn't include the file. */
function fileNamed({ cwd }: Io, path: string, { sources }: ConfigSources): string {
  const named = sources.find(source => resolve(cwd, source.file) === resolve(cwd, path));
  return named?.file ?? normalize(path);
}

/** Removes a person from members.yaml, or only the workspaces and groups that are named. */
export function remove(io: Io, options: RemoveOptions, text: string): Promise<ExitCode> {
  return editMember(
    io,
    options,
    text,
    (from, { email }, names) => planRemove(from, { email, ...names }),
    "report",
  );
}

type PlanEdit = (
  from: ConfigSources,
  address: Address,
  names: DeclaredNames,
) => Result<readonly MemberEdit[], EditFailure>;

async function editMember(
  io: Io,
  options: NamingOptions,
  text: string,
  planEdit: PlanEdit,
  emptyFiles: "fill" | "report",
): Promise<ExitCode> {
  const { toAsciiDomain } = await import("../../core/values/idna.ts");
  const read = (one: string) => readAddress(one, toAsciiDomain);
  const reading = read(text);
  if (!reading.ok) {
    const details = explainInvalidAddress(text, reading.problem, read);
    return printFailure(io, { reason: "not-an-address", ...details });
  }
  const { value: address } = reading;
  return withConfigLock(io, options, async () => {
    const loaded = await loadConfigured(io, options);
    const filled = loaded.ok || emptyFiles === "report" ? [] : await fillEmptyFiles(io.files, loaded.problem);
    const start = withFiles(io, filled);
    const before = filled.length > 0 ? await loadConfigured(start, options) : loaded;
    if (!before.ok) return printProblem(io, options, before.problem);
    const named = resolveNames(options.workspace ?? [], options.group ?? [], before.value);
    if (!named.ok) return printFailure(io, { reason: "edit", ...named.problem });
    const planned = planEdit(before.value, address, named.value);
    if (!planned.ok) return printFailure(io, { reason: "edit", ...planned.problem });
    const edited = await editFiles(start.files, before.value, planned.value, filled);
    if (!edited.ok) return printFailure(io, edited.problem);
    const after = await loadConfigured(withFiles(io, edited.value), options);
    if (!after.ok) return printInvalidResult(io, options, after.problem, edited.value);
    const { warnings, texts } = after.value;
    await printWarnings(io, options, { warnings: newWarnings(before.value.warnings, warnings), texts });
    const problem = await writeEdited(io, edited.value);
    if (problem) return printFailure(io, problem);
    const report = {
      email: address.email,
      before: before.value,
      after: after.value,
      isPart: named.value.workspaces.length + named.value.groups.length > 0,
      edited: edited.value,
    };
    io.stdout.write(renderEdits(report, layoutFor(io.stdout, io, options)));
    if (edited.value.length > 0) info(io, options, nothingSent);
    return 0;
  });
}

/** Prints why an edit isn't made: the errors that it would cause, without the lines that it would add, or those of other files. */
function printInvalidResult(
  io: Io,
  options: CommonOptions,
  problem: LoadProblem,
  edited: readonly EditedFile[],
): Promise<ExitCode> {
  if (problem.reason !== "invalid-files") return printProblem(io, options, problem);
  const isEdited = ({ location }: Diagnostic) => edited.some(one => one.file === location.file);
  const errors = problem.diagnostics.filter(one => severityOf(one.code) === "error" && isEdited(one));
  if (errors.length > 0) return printFailure(io, { reason: "edit", problem: "invalid-result", errors });
  return printProblem(io, options, problem);
}

/** What an edit prints last. */
export const nothingSent = "Nothing was sent. To preview the changes, run rollcall plan.\n";

/** Loads the configuration with its sources and declarations. */
export async function loadConfigured(
  io: Io,
  { config: path }: CommonOptions,
): Promise<Result<LoadedConfig & ConfigSources, LoadProblem>> {
  const loaded = await loadConfig(io.files, path);
  if (!loaded.ok) return loaded;
  const { sources } = loaded.value;
  const [main] = sources;
  if (!main) throw new Error("a valid configuration has a main file");
  return { ok: true, value: { ...loaded.value, declared: readDeclarations(main, sources) } };
}

/** Returns the warnings that an edit adds. Earlier warnings may have moved to other lines. */
export function newWarnings(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
): readonly Diagnostic[] {
  const contentOf = ({ code, details, location }: Diagnostic) =>
    JSON.stringify([code, details, location.file]);
  const known = new Map<string, number>();
  for (const one of before) known.set(contentOf(one), (known.get(contentOf(one)) ?? 0) + 1);
  return after.filter(one => {
    const left = known.get(contentOf(one)) ?? 0;
    known.set(contentOf(one), left - 1);
    return left <= 0;
  });
}
