import type { ConnectReader } from "../../core/apply/connection.ts";
import type { ConfigSources } from "../../core/edit/model.ts";
import type { Failure } from "../../core/failure/failure.ts";
import type { CsvList } from "../../core/import/csv/list.ts";
import { eventsOfImport, readImported } from "../../core/import/events.ts";
import type { ImportFailure } from "../../core/import/failure.ts";
import { formatMembersFile } from "../../core/import/format.ts";
import { draftImport } from "../../core/import/import.ts";
import type { MembersDraft } from "../../core/import/model.ts";
import { nameWorkspaces } from "../../core/import/names.ts";
import type { StateEvent } from "../../core/state/events.ts";
import { grantsInTally, isComplete, type Observed } from "../../core/tally/observed.ts";
import type { ToAscii } from "../../core/values/address.ts";
import { dayOf } from "../../core/values/day.ts";
import type { Result } from "../../core/values/result.ts";
import { currentTimestamp } from "../../io/clock.ts";
import type { Io } from "../../io/io.ts";
import type { LoadedConfig, LoadedState, LoadProblem } from "../../reconcile/inputs/model.ts";
import type { StateStore } from "../../reconcile/inputs/store.ts";
import { provenanceOf } from "../../reconcile/provenance.ts";
import { importMessages, renderChanges, renderImport } from "../../render/import/import.ts";
import { type ExitCode, printFailure, printProblem, printWarnings } from "../console/console.ts";
import { loadConfigured } from "../edit/edit.ts";
import { findConcurrentChange, withConfigLock } from "../edit/files.ts";
import { type ObserveOptions, observeOnce } from "../observe-once.ts";
import { openStore } from "../store/open.ts";
import { type CsvOptions, findUnusedOption, readCsv, readPeople } from "./csv-file.ts";
import { findFolderProblem } from "./folder.ts";
import { type ImportedConfig, mergeDraft } from "./merged.ts";

export interface ImportOptions extends ObserveOptions, CsvOptions {
  readonly force?: boolean | undefined;
  /** Comment lines for the beginning of members.yaml. */
  readonly head?: string | undefined;
}

/** Creates members.yaml and the state file for the organization of the API key, with the people in Tally or in a CSV file. */
export async function importOrganization(
  io: Io,
  options: ImportOptions,
  connectReader: ConnectReader,
): Promise<ExitCode> {
  const option = findUnusedOption(options);
  if (option !== undefined) return printImportFailure(io, { problem: "needs-csv", option });
  const { into } = options;
  if (into !== undefined) return (await import("./into.ts")).importInto(io, { ...options, into });
  const kind = await io.files.kindOf(options.config);
  if (kind === "folder") return printImportFailure(io, { problem: "folder", path: options.config });
  const problem = await findFolderProblem(io, options.config);
  if (problem) return printFailure(io, problem);
  const withState = () => importWithState(io, options, connectReader);
  return kind === "file" && options.force ? withConfigLock(io, options, withState) : withState();
}

async function importWithState(
  io: Io,
  options: ImportOptions,
  connectReader: ConnectReader,
): Promise<ExitCode> {
  const store = await openStore(io, options);
  const lost = new AbortController();
  const lock = await store.lock(() => lost.abort());
  if (!lock.ok) return printFailure(io, lock.problem);
  try {
    return await importLocked({ io, options, connectReader, store, lost: lost.signal });
  } finally {
    await lock.value.release();
  }
}

interface Run {
  readonly io: Io;
  readonly options: ImportOptions;
  readonly connectReader: ConnectReader;
  readonly store: StateStore;
  /** Aborted when the lock is lost. */
  readonly lost: AbortSignal;
}

async function importLocked(run: Run): Promise<ExitCode> {
  const { io, options, store } = run;
  const existing = await findExisting(run);
  if (!existing.ok) return printFailure(io, existing.problem);
  if (existing.value.length > 0 && !options.force)
    return printImportFailure(io, { problem: "exists", paths: existing.value });
  const bytes = await readCsv(io, options);
  if (!bytes.ok) return printFailure(io, bytes.problem);
  const live = await observeComplete(run);
  if (!live.ok) return printFailure(io, live.problem);
  const { observed, organization } = live.value;
  const stored = await store.load(organization);
  if (!stored.ok) return printProblem(io, options, stored.problem);
  await printWarnings(io, options, stored.value);
  const { toAsciiDomain } = await import("../../core/values/idna.ts");
  const existingConfig = await loadExisting(run, organization);
  if (!existingConfig.ok) return printProblem(io, options, existingConfig.problem);
  const from = existingConfig.value;
  const workspaces = nameWorkspaces(observed.workspaces, from?.config.workspaces);
  const names = { shown: observed.workspaces, declared: workspaces };
  const list = await readPeople(io, options, bytes.value, names, toAsciiDomain);
  if (!list.ok) return printProblem(io, options, list.problem);
  const listed = list.value?.people;
  const draft = draftImport({ organization, observed, workspaces, listed, toAscii: toAsciiDomain });
  const imported = from
    ? await mergeDraft(io, options, from, draft)
    : newConfig(options, draft, toAsciiDomain);
  if (!imported.ok) return printProblem(io, options, imported.problem);
  return write(run, { ...imported.value, observed, draft, stored: stored.value, list: list.value });
}

/** Loads the configuration that an import with --force edits, if there is one. */
async function loadExisting(
  { io, options }: Run,
  organization: string,
): Promise<Result<(LoadedConfig & ConfigSources) | undefined, LoadProblem>> {
  // An empty file is the same as none.
  if (!options.force || (await io.files.sizeOf(options.config)) === 0) return { ok: true, value: undefined };
  const loaded = await loadConfigured(io, options);
  if (!loaded.ok || loaded.value.config.organization === organization) return loaded;
  const configured = loaded.value.config.organization;
  return { ok: false, problem: { reason: "foreign-organization", configured, actual: organization } };
}

/** Formats a first members.yaml. */
function newConfig(
  { config: file, head }: ImportOptions,
  draft: MembersDraft,
  toAscii: ToAscii,
): Result<ImportedConfig, never> {
  const after = formatMembersFile(draft, importMessages, head);
  const config = readImported(after, draft, toAscii);
  return { ok: true, value: { config, isNew: true, files: [{ file, before: "", after }], changes: [] } };
}

/** Returns the files that an import would replace or append to. */
async function findExisting({ io, options, store }: Run): Promise<Result<readonly string[], Failure>> {
  const loaded = await store.load(undefined);
  if (!loaded.ok && loaded.problem.reason !== "invalid-files") return { ok: false, problem: loaded.problem };
  const hasConfig = (await io.files.kindOf(options.config)) !== "nothing";
  const hasState = !loaded.ok || loaded.value.state.header !== undefined;
  return {
    ok: true,
    value: [...(hasConfig ? [options.config] : []), ...(hasState ? [store.name] : [])],
  };
}

interface LiveData {
  readonly observed: Observed;
  readonly organization: string;
}

/** Checks Tally once. An incomplete response is a failure. */
async function observeComplete({ io, options, connectReader }: Run): Promise<Result<LiveData, Failure>> {
  const observation = await observeOnce(io, options, connectReader, undefined);
  if (!observation.ok) {
    const { problem: failure } = observation;
    if (failure.reason !== "observe-failed" && failure.reason !== "observe-denied") return observation;
    return failImport({
      problem: "unseen",
      why: failure.problem,
      denied: failure.reason === "observe-denied",
    });
  }
  const observed = observation.value;
  const { organization, missing, workspaces } = observed;
  if (!isComplete(observed)) return failImport({ problem: "incomplete-live-data", missing });
  if (organization === undefined) throw new Error("the live data lacks the organization of the API key");
  if (workspaces.size === 0) return failImport({ problem: "no-workspaces" });
  return { ok: true, value: { observed, organization } };
}

interface Imported extends ImportedConfig {
  readonly observed: Observed;
  readonly draft: MembersDraft;
  readonly stored: LoadedState;
  readonly list: CsvList | undefined;
}

/**
 * Writes the state before members.yaml. If only the state is written, no harm is done, but with members.yaml alone, a plan would
 * invite everyone again.
 */
async function write({ io, options, store, lost }: Run, imported: Imported): Promise<ExitCode> {
  const { observed, draft, config, isNew, files, changes, list, stored } = imported;
  const { state } = stored;
  const at = currentTimestamp(io);
  const events = eventsOfImport({
    config,
    state,
    observed,
    today: dayOf(at),
    isWhole: list === undefined,
    at,
    provenance: provenanceOf(io.env),
  });
  if (lost.aborted) return printImportFailure(io, { problem: "lock-lost" });
  // Checking Tally takes a while, and nothing locks a file that did not exist.
  if (!options.force && (await io.files.kindOf(options.config)) !== "nothing")
    return printImportFailure(io, { problem: "exists", paths: [options.config] });
  const changed = await findConcurrentChange(io, files);
  if (changed) return printFailure(io, changed);
  io.stdout.write(renderChanges(options.config, changes));
  if (events.length > 0 || !state.header) {
    const record = await store.open(config.organization, stored);
    const problem = (await record.add(events)) ?? (await record.close());
    if (problem) return printFailure(io, problem);
  }
  for (const { file, after } of files) await io.files.replace(file, after);
  const listed = new Set(draft.members.map(({ email }) => email));
  const inTally = [...observed.people.values()].filter(person => grantsInTally(person).size > 0);
  const known = inTally.filter(({ email }) => listed.has(email)).length;
  io.stdout.write(
    renderImport({
      config: options.config,
      state: store.name,
      isOnBranch: options.stateBranch !== undefined,
      isNew,
      draft,
      written: config,
      adopted: grantsIn(events, "adopted"),
      forgotten: grantsIn(events, "forgotten"),
      list: list && { ...list, known, notListed: inTally.length - known },
    }),
  );
  return 0;
}

function grantsIn(events: readonly StateEvent[], kind: "adopted" | "forgotten"): number {
  return events.reduce(
    (sum, event) => sum + (event.event === kind ? (event.workspaceIds?.length ?? 0) : 0),
    0,
  );
}

function failImport(failure: ImportFailure): Result<never, Failure> {
  return { ok: false, problem: { reason: "import", ...failure } };
}

function printImportFailure(io: Io, failure: ImportFailure): Promise<ExitCode> {
  return printFailure(io, { reason: "import", ...failure });
}
