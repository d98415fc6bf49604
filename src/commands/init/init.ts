import type { ConnectReader } from "../../core/apply/connection.ts";
import type { InitFailure } from "../../core/init/failure.ts";
import { dependabotPaths, draftFiles, ownersPaths, schemaLine } from "../../core/init/files.ts";
import { type InitChoices, type InitFile, type InitOutcome, placeholders } from "../../core/init/model.ts";
import type { Io } from "../../io/io.ts";
import { version } from "../../io/version.ts";
import { yamlIn } from "../../reconcile/inputs/load-config.ts";
import { initMessages, renderDraft, renderInit, renderWritten } from "../../render/init/init.ts";
import { type ExitCode, info, printFailure } from "../console/console.ts";
import { importOrganization } from "../import/import.ts";
import { detectDefaults, type InitOptions, nameIn } from "./defaults.ts";
import { askQuestions } from "./prompts.ts";
import { findFile, type PlannedFile, writeFiles } from "./write.ts";

/** Sets up a repository: writes the missing files, and prints the remaining manual steps. */
export async function init(io: Io, options: InitOptions, connectReader: ConnectReader): Promise<ExitCode> {
  const repository = await io.findRepository();
  const start = await detectDefaults(io, options, repository);
  if (!start.ok) return printInitFailure(io, start.problem);
  const { hasConfig, hasKey, branch, paths, given } = start.value;
  if (hasConfig && (await isEmptyFolder(io, options.config)))
    return printFailure(io, { reason: "empty-folder", path: options.config });
  const isAsked = io.isInputTerminal() && !options.yes;
  const needsMembers = !hasConfig && !hasKey && given.members === undefined;
  if (needsMembers && isAsked) info(io, options, initMessages.noKey);
  const asks = { needsMembers, workflows: options.workflows, branch };
  const unasked = needsMembers ? { ...given, members: placeholders } : given;
  const answers = isAsked ? await askQuestions(io, given, asks) : unasked;
  if (!answers) return cancelInit(io);
  const choices: InitChoices = {
    ...answers,
    paths,
    branch,
    members: hasConfig ? undefined : answers.members,
    stateBranch: answers.stateBranch || undefined,
    owners: answers.owners ?? [],
    workflows: options.workflows
      ? ["plan", "apply", "drift", ...(answers.forks ? (["plan-forks"] as const) : [])]
      : [],
    version,
  };
  if (choices.stateBranch === branch) return printInitFailure(io, { problem: "same-branch", branch });

  const nameOf = nameIn(repository);
  const existing = {
    owners: await findFirst(io, ownersPaths, nameOf),
    dependabot: await findFirst(io, dependabotPaths, nameOf),
  };
  const files = draftFiles(choices, existing);
  const imports = !hasConfig && choices.members === undefined;
  if (isAsked && !(await isConfirmed(io, files, choices, imports, nameOf))) return cancelInit(io);
  if (imports) {
    const head = schemaLine(choices);
    const { stateBranch } = choices;
    const exit = await importOrganization(
      io,
      { ...options, stateBranch, workspace: undefined, head },
      connectReader,
    );
    if (exit !== 0) {
      io.stderr.write(initMessages.importFailed);
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
    hasOwnersFile: existing.owners !== undefined,
    members,
  };
  if (failure) {
    io.stdout.write(renderWritten(results, choices, nameOf));
    return printFailure(io, failure);
  }
  io.stdout.write(renderInit(outcome, nameOf, io.stdout.width));
  return 0;
}

/** Whether a path is that of a folder without a YAML file. */
async function isEmptyFolder({ files }: Io, path: string): Promise<boolean> {
  return (await files.kindOf(path)) === "folder" && yamlIn(await files.list(path)).length === 0;
}

/** Returns the first of several paths at which there is a file. */
async function findFirst(
  io: Io,
  paths: readonly string[],
  nameOf: (path: string) => string,
): Promise<string | undefined> {
  for (const path of paths) if ((await io.files.kindOf(nameOf(path))) === "file") return path;
  return undefined;
}

/** Shows what would be written, and asks for confirmation. Returns true without asking if there is nothing to write. */
async function isConfirmed(
  io: Io,
  files: readonly InitFile[],
  choices: InitChoices,
  imports: boolean,
  nameOf: (path: string) => string,
): Promise<boolean> {
  const plannedFiles: PlannedFile[] = [];
  for (const file of files) plannedFiles.push(await findFile(io, file, nameOf(file.path)));
  if (!imports && !plannedFiles.some(({ status }) => status === "written" || status === "added")) return true;
  io.stderr.write(renderDraft(plannedFiles, choices, nameOf));
  return io.confirm(initMessages.confirm(imports), new AbortController().signal);
}

function cancelInit(io: Io): ExitCode {
  io.stderr.write("Nothing was written.\n");
  return 1;
}

function printInitFailure(io: Io, failure: InitFailure): Promise<ExitCode> {
  return printFailure(io, { reason: "init", ...failure });
}
