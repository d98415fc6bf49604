import { normalize, resolve } from "node:path";
import { readDeclarations } from "../../core/config/declarations.ts";
import { type Diagnostic, severityOf } from "../../core/diagnostics/diagnostic.ts";
import { planAdd, planRemove } from "../../core/edit/edit.ts";
import type { EditFailure } from "../../core/edit/failure.ts";
import type { ConfigSources, DeclaredNames, MemberEdit } from "../../core/edit/model.ts";
import { resolveNames } from "../../core/edit/names.ts";
import { type Address, type Email, readAddress } from "../../core/values/address.ts";
import { explainInvalidAddress } from "../../core/values/address-in-text.ts";
import { type Day, dayOf } from "../../core/values/day.ts";
import type { Result } from "../../core/values/result.ts";
import { currentTimestamp } from "../../io/clock.ts";
import type { Io } from "../../io/io.ts";
import { loadConfig } from "../../reconcile/inputs/load-config.ts";
import type { LoadedConfig, LoadProblem } from "../../reconcile/inputs/model.ts";
import { renderDiff } from "../../render/edit/diff.ts";
import { type EditReport, renderEdits } from "../../render/edit/edit.ts";
import {
  type CommonOptions,
  type ExitCode,
  info,
  layoutFor,
  printFailure,
  printProblem,
  printWarnings,
} from "../console/console.ts";
import { type EditedFile, editFiles, mergeEdits, withConfigLock, withFiles, writeEdited } from "./files.ts";
import { fillEmptyFiles } from "./fill-empty.ts";

/** The workspaces and groups that an edit names. */
interface NamingOptions extends CommonOptions {
  readonly workspace?: readonly string[] | undefined;
  readonly group?: readonly string[] | undefined;
  /** Whether to print the changes as a diff and write nothing. */
  readonly dryRun?: boolean | undefined;
}

export interface AddOptions extends NamingOptions {
  readonly expires?: Day | "none" | undefined;
  readonly resend?: Day | undefined;
  readonly name?: string | undefined;
  readonly note?: string | undefined;
  /** The file to write to, if the configuration has several. */
  readonly file?: string | undefined;
}

export type RemoveOptions = NamingOptions;

/** Adds people to members.yaml, or adds workspaces and groups to their entries. */
export async function add(io: Io, options: AddOptions, texts: readonly string[]): Promise<ExitCode> {
  const { expires, resend, name, note } = options;
  if (name !== undefined && texts.length > 1)
    return printFailure(io, { reason: "edit", problem: "several-people", count: texts.length });
  const plan: PlanEdit = (from, { address, written }, names) => {
    const file = options.file === undefined ? undefined : fileNamed(io, options.file, from);
    const request = { address, written, ...names, expires, resend, name, note, file };
    return planAdd(from, request, dayOf(currentTimestamp(io)));
  };
  return editMembers(io, options, texts, { plan, emptyFiles: "fill" });
}

/** Returns the path by which the configuration names a file, or the normalized path if it doesn't include the file. */
function fileNamed({ cwd }: Io, path: string, { sources }: ConfigSources): string {
  const named = sources.find(source => resolve(cwd, source.file) === resolve(cwd, path));
  return named?.file ?? normalize(path);
}

/** Removes people from members.yaml, or only the workspaces and groups that are named. */
export function remove(io: Io, options: RemoveOptions, texts: readonly string[]): Promise<ExitCode> {
  const plan: PlanEdit = (from, { address }, names) => planRemove(from, { email: address.email, ...names });
  return editMembers(io, options, texts, { plan, emptyFiles: "report" });
}

/** A person as the user typed them. */
interface Person {
  readonly address: Address;
  readonly written: string;
}

type PlanEdit = (
  from: ConfigSources,
  person: Person,
  names: DeclaredNames,
) => Result<readonly MemberEdit[], EditFailure>;

/** How to edit the entries of a person. */
interface Edit {
  readonly plan: PlanEdit;
  /** What to do with files that list no members: give them an empty list, or report them. */
  readonly emptyFiles: "fill" | "report";
}

async function editMembers(
  io: Io,
  options: NamingOptions,
  texts: readonly string[],
  edit: Edit,
): Promise<ExitCode> {
  const { toAsciiDomain } = await import("../../core/values/idna.ts");
  const read = (one: string) => readAddress(one, toAsciiDomain);
  const people = new Map<Email, Person>();
  for (const text of texts) {
    const reading = read(text);
    if (!reading.ok) {
      const details = explainInvalidAddress(text, reading.problem, read);
      return printFailure(io, { reason: "not-an-address", ...details });
    }
    people.set(reading.value.email, { address: reading.value, written: text.trim() });
  }
  const run = () => editLocked(io, options, [...people.values()], edit);
  return options.dryRun ? run() : withConfigLock(io, options, run);
}

/** Edits the entries of people, one after the other. Writes nothing unless all edits succeed. */
async function editLocked(
  io: Io,
  options: NamingOptions,
  people: readonly Person[],
  { plan, emptyFiles }: Edit,
): Promise<ExitCode> {
  const start = await loadStart(io, options, emptyFiles);
  if (!start.ok) return printProblem(io, options, start.problem);
  const { before, filled } = start.value;
  const named = resolveNames(options.workspace ?? [], options.group ?? [], before);
  if (!named.ok) return printFailure(io, { reason: "edit", ...named.problem });
  const isPart = named.value.workspaces.length + named.value.groups.length > 0;
  const steps: Omit<EditReport, "after">[] = [];
  let [config, view, unwritten] = [before, withFiles(io, filled), filled];
  for (const person of people) {
    const planned = plan(config, person, named.value);
    if (!planned.ok) return printFailure(io, { reason: "edit", ...planned.problem });
    const edited = await editFiles(view.files, config, planned.value, unwritten);
    if (!edited.ok) return printFailure(io, edited.problem);
    steps.push({ email: person.address.email, before: config, isPart, edited: edited.value });
    if (edited.value.length === 0) continue;
    // Other files without members stay as they are.
    const next = withFiles(io, mergeEdits(steps.flatMap(step => step.edited)));
    const after = await loadConfigured(next, options);
    if (!after.ok) return printInvalidResult(io, options, after.problem, edited.value);
    [config, view, unwritten] = [after.value, next, []];
  }
  const { warnings, texts } = config;
  await printWarnings(io, options, { warnings: newWarnings(before.warnings, warnings), texts });
  const edited = mergeEdits(steps.flatMap(step => step.edited));
  const problem = options.dryRun ? undefined : await writeEdited(io, edited);
  if (problem) return printFailure(io, problem);
  const layout = layoutFor(io.stdout, io, options);
  const shown = options.dryRun ? steps.filter(step => step.edited.length === 0) : steps;
  io.stdout.write(shown.map(step => renderEdits({ ...step, after: config }, layout)).join(""));
  if (options.dryRun) io.stdout.write(renderDiff(edited, layout));
  if (edited.length > 0) info(io, options, options.dryRun ? "Nothing was written.\n" : nothingSent);
  return 0;
}

/** A configuration before an edit. */
interface Start {
  readonly before: LoadedConfig & ConfigSources;
  /** The files that list no members, with an empty list. */
  readonly filled: readonly EditedFile[];
}

async function loadStart(
  io: Io,
  options: CommonOptions,
  emptyFiles: Edit["emptyFiles"],
): Promise<Result<Start, LoadProblem>> {
  const loaded = await loadConfigured(io, options);
  if (loaded.ok) return { ok: true, value: { before: loaded.value, filled: [] } };
  const filled = emptyFiles === "report" ? [] : await fillEmptyFiles(io.files, loaded.problem);
  if (filled.length === 0) return loaded;
  const again = await loadConfigured(withFiles(io, filled), options);
  return again.ok ? { ok: true, value: { before: again.value, filled } } : again;
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
