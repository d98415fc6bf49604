import type { InitRefusal } from "../../core/init/failure.ts";
import { draftFiles, ownersPaths, schemaLine, usualOwnersPath } from "../../core/init/files.ts";
import { type InitChoices, type InitFile, type InitOutcome, placeholders } from "../../core/init/model.ts";
import type { Io } from "../../io/io.ts";
import { version } from "../../io/version.ts";
import { yamlIn } from "../../reconcile/inputs/load-config.ts";
import type { OpenReader } from "../../reconcile/tally-connection.ts";
import { initWords, renderDraft, renderInit, renderWritten } from "../../render/init/init.ts";
import { type ExitCode, info, printFailure } from "../console.ts";
import { importOrganization } from "../import.ts";
import { findStart, type InitOptions, nameIn } from "./defaults.ts";
import { askFor } from "./prompts.ts";
import { findFile, type Prospect, writeFiles } from "./write.ts";

/** Of paragraphs, in columns. */
const widest = 100;

/** Sets a repository up: writes what is not there yet, and says what is left to do by hand. */
export async function init(io: Io, options: InitOptions, openReader: OpenReader): Promise<ExitCode> {
  const repository = await io.findRepository();
  const start = await findStart(io, options, repository);
  if (!start.ok) return refuseInit(io, start.refusal);
  const { hasConfig, hasKey } = start.value;
  if (hasConfig && (await isEmptyFolder(io, options.config)))
    return printFailure(io, { refusal: "empty-folder", path: options.config });
  const isAsked = io.isInputTerminal() && !options.yes;
  const needsMembers = !hasConfig && !hasKey && start.value.given.members === undefined;
  const { branch, place } = start.value;
  const given =
    needsMembers && !isAsked ? { ...start.value.given, members: placeholders } : start.value.given;
  if (needsMembers && isAsked) info(io, options, initWords.noKey);
  const asks = { needsMembers, workflows: options.workflows, branch };
  const answers = isAsked ? await askFor(io, given, asks) : given;
  if (!answers) return callOff(io);
  const choices: InitChoices = {
    ...answers,
    place,
    branch,
    members: hasConfig ? undefined : answers.members,
    stateBranch: answers.stateBranch || undefined,
    owners: answers.owners ?? [],
    workflows: options.workflows ? ["plan", "apply", "drift", ...forksIf(answers.forks)] : [],
    version,
  };
  if (choices.stateBranch === branch) return refuseInit(io, { problem: "same-branch", branch });

  const nameOf = nameIn(repository);
  const ownersPath = await findOwnersPath(io, nameOf);
  const files = draftFiles(choices, ownersPath ?? usualOwnersPath);
  const imports = !hasConfig && choices.members === undefined;
  if (isAsked && !(await isAgreed(io, files, { choices, imports, nameOf }))) return callOff(io);
  if (imports) {
    const head = schemaLine(choices);
    const { stateBranch } = choices;
    const exit = await importOrganization(
      io,
      { ...options, stateBranch, workspace: undefined, head },
      openReader,
    );
    if (exit !== 0) {
      io.stderr.write(initWords.importFailed);
      return exit;
    }
    io.stdout.write("\n");
  }
  const { results, failure } = await writeFiles(io, files, nameOf);
  const members = imports ? "import" : choices.members ? "first" : "there";
  const outcome: InitOutcome = {
    choices,
    results,
    repository: repository ? (repository.hasCommits ? "used" : "empty") : "none",
    hasOwnersFile: ownersPath !== undefined,
    members,
  };
  if (failure) {
    io.stdout.write(renderWritten(results, choices, nameOf));
    return printFailure(io, failure);
  }
  io.stdout.write(renderInit(outcome, nameOf, Math.min(io.stdout.width, widest)));
  return 0;
}

/** Whether a path is that of a folder from which nothing would be read. */
async function isEmptyFolder({ files }: Io, path: string): Promise<boolean> {
  return (await files.kindOf(path)) === "folder" && yamlIn(await files.list(path)).length === 0;
}

async function findOwnersPath(io: Io, nameOf: (path: string) => string): Promise<string | undefined> {
  for (const path of ownersPaths) if ((await io.files.kindOf(nameOf(path))) === "file") return path;
  return undefined;
}

interface Draft {
  readonly choices: InitChoices;
  /** Whether the files of an import come beside. */
  readonly imports: boolean;
  readonly nameOf: (path: string) => string;
}

/** Shows what would be written now, and asks; there is nothing to ask where all is there. */
async function isAgreed(
  io: Io,
  files: readonly InitFile[],
  { choices, imports, nameOf }: Draft,
): Promise<boolean> {
  const prospects: Prospect[] = [];
  for (const file of files) prospects.push(await findFile(io, file, nameOf(file.path)));
  if (!imports && !prospects.some(isNew)) return true;
  io.stderr.write(renderDraft(prospects, choices, nameOf));
  return io.confirm(initWords.confirm(imports), new AbortController().signal);
}

function isNew({ status }: Prospect): boolean {
  return status === "written" || status === "added";
}

function forksIf(forks: boolean | undefined): readonly "plan-forks"[] {
  return forks ? ["plan-forks"] : [];
}

function callOff(io: Io): ExitCode {
  io.stderr.write("Nothing was written.\n");
  return 1;
}

function refuseInit(io: Io, refusal: InitRefusal): Promise<ExitCode> {
  return printFailure(io, { refusal: "init", ...refusal });
}
