import { isAbsolute, join, posix, relative, sep } from "node:path";
import type { InitFailure } from "../../core/init/failure.ts";
import { workflowPath } from "../../core/init/files.ts";
import type { InitChoices, InitPaths } from "../../core/init/model.ts";
import { readAction, readFirstMembers, readOwners, readPath } from "../../core/init/options.ts";
import { type ExistingChoices, readExistingChoices } from "../../core/init/workflows.ts";
import { isBranchName } from "../../core/values/branch-name.ts";
import type { Result } from "../../core/values/result.ts";
import type { Io, Repository } from "../../io/io.ts";
import { defaultStatePath } from "../../reconcile/inputs/state-path.ts";
import type { CommonOptions } from "../console/console.ts";
import type { ObserveOptions } from "../observe-once.ts";
import type { InitAnswers } from "./prompts.ts";

export interface InitOptions extends ObserveOptions {
  readonly organization?: string | undefined;
  /** Each as NAME=ID. */
  readonly workspace?: readonly string[] | undefined;
  readonly owner?: readonly string[] | undefined;
  readonly branch?: string | undefined;
  /** As OWNER/NAME@COMMIT. */
  readonly action?: string | undefined;
  readonly forks?: boolean | undefined;
  readonly workflows: boolean;
  readonly yes?: boolean | undefined;
}

/** What init knows before it asks questions. */
export interface InitDefaults {
  readonly paths: InitChoices["paths"];
  readonly branch: string;
  readonly given: InitAnswers;
  readonly hasConfig: boolean;
  readonly hasKey: boolean;
}

/** Determines the defaults from the options, the repository, and an existing apply workflow. */
export async function detectDefaults(
  io: Io,
  options: InitOptions,
  repository: Repository | undefined,
): Promise<Result<InitDefaults, InitFailure>> {
  if (options.forks && !options.workflows)
    return { ok: false, problem: { problem: "forks-without-workflows" } };
  const members = readFirstMembers(options.organization, options.workspace ?? []);
  if (!members.ok) return members;
  const owners = readOwners(options.owner ?? []);
  if (!owners.ok) return owners;
  const action = options.action === undefined ? undefined : readAction(options.action);
  if (action && !action.ok) return action;
  const paths = await findPaths(io, options, repository?.folder ?? "");
  if (!paths.ok) return paths;
  const earlier = await findEarlier(io, nameIn(repository));
  const branches = [options.branch, earlier?.branch, repository?.defaultBranch];
  const sources = [options.action, earlier?.action, await io.findSource()];
  const given: InitAnswers = {
    members: members.value,
    owners: options.owner && owners.value,
    stateBranch: options.stateBranch ?? (earlier && branchIn(earlier.stateBranch)),
    action: sources.map(actionIn).find(source => source !== undefined),
    forks: options.forks,
  };
  return {
    ok: true,
    value: {
      paths: paths.value,
      branch: branches.find(one => one !== undefined && isBranchName(one)) ?? "main",
      given,
      hasConfig: (await io.files.kindOf(options.config)) !== "nothing",
      hasKey: Boolean(io.env["TALLY_API_KEY"]),
    },
  };
}

/** Reads the choices in the existing apply workflow, if there is one. */
async function findEarlier(
  { files }: Io,
  nameOf: (path: string) => string,
): Promise<ExistingChoices | undefined> {
  const path = nameOf(workflowPath("apply"));
  const bytes = (await files.kindOf(path)) === "file" ? await files.read(path) : undefined;
  return bytes && readExistingChoices(new TextDecoder().decode(bytes));
}

/** Returns the name if it is a valid branch name, or else an empty string. */
function branchIn(name: string | undefined): string {
  return name !== undefined && isBranchName(name) ? name : "";
}

function actionIn(source: string | undefined): InitChoices["action"] {
  const action = source === undefined ? undefined : readAction(source);
  return action?.ok ? action.value : undefined;
}

/** Returns the paths of the files from the root of the repository. `folder` is the working folder, from the root. */
async function findPaths(
  io: Io,
  options: CommonOptions,
  folder: string,
): Promise<Result<InitPaths, InitFailure>> {
  const fromRoot = (path: string) => {
    const here = isAbsolute(path) ? relative(io.cwd, path) : path;
    return readPath(posix.join(folder, here.split(sep).join("/")).replace(/\/$/, ""), path);
  };
  const config = fromRoot(options.config);
  if (!config.ok) return config;
  const configKind = (await io.files.kindOf(options.config)) === "folder" ? "folder" : "file";
  const defaultPath = defaultStatePath(config.value, posix);
  const state =
    options.state === undefined ? ({ ok: true, value: defaultPath } as const) : fromRoot(options.state);
  if (!state.ok) return state;
  return {
    ok: true,
    value: {
      config: config.value,
      configKind,
      state: state.value,
      isDefaultState: state.value === defaultPath,
    },
  };
}

/** Returns a function that converts a path from the root of the repository to one from the working folder. */
export function nameIn(repository: Repository | undefined): (path: string) => string {
  const { root, folder } = repository ?? { root: ".", folder: "" };
  return path =>
    folder !== "" && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : join(root, path);
}
