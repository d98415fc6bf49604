import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/server.ts";
import { startHub } from "./github.ts";
import type { ChangedFiles, Hub, MergeGroupEvent, PullRequestEvent } from "./github-model.ts";
import { Machine } from "./machine.ts";
import { type ActionRun, runAction, type Step } from "./run-action.ts";

/** Returns a members.yaml with the given members, each as `email: workspaces`. */
export function membersFile(members: Readonly<Record<string, string>>, more = ""): string {
  const items = Object.entries(members).map(
    ([email, workspaces]) => `  - email: ${email}\n    workspaces: [${workspaces}]\n`,
  );
  return `organization: kwob3J
workspaces: {marketing: wLDNPp, research: npe1DB, support: 31Wy9l}
${more}members:${items.length === 0 ? " []" : ""}
${items.join("")}`;
}

/** Changes to the default step. */
type StepOptions = Partial<
  Pick<
    Step,
    | "inputs"
    | "env"
    | "isBuilt"
    | "node"
    | "onStart"
    | "runId"
    | "event"
    | "payload"
    | "sha"
    | "ref"
    | "workspace"
  >
>;

/** The options of an access repository. */
interface RepositoryOptions {
  /** Whether GitHub's own API description checks the requests. */
  readonly prism?: boolean;
  readonly tally?: SandboxOptions;
  /** Whether steps run the built Action. */
  readonly isBuilt?: boolean;
}

/** Starts an access repository with `files` on its main branch, and closes it when the test ends. */
export async function startRepository(
  { onTestFinished }: Pick<TestContext, "onTestFinished">,
  files: ChangedFiles,
  tally: SandboxOptions = {},
  options: Omit<RepositoryOptions, "tally"> = {},
): Promise<AccessRepository> {
  const repository = await AccessRepository.start(files, { tally, ...options });
  onTestFinished(() => repository.close());
  return repository;
}

/** A repository on an emulated GitHub, an organization in a mock Tally, and the workflows of the examples, which connect them. */
export class AccessRepository {
  readonly hub: Hub;
  readonly tally: Sandbox;
  /** The machine that every step runs on. Tally has the same clock. */
  readonly machine: Machine;
  /** The folders that steps ran in, in order. */
  readonly workspaces: string[] = [];

  readonly #isBuilt: boolean;

  private constructor(hub: Hub, tally: Sandbox, machine: Machine, isBuilt: boolean) {
    this.hub = hub;
    this.tally = tally;
    this.machine = machine;
    this.#isBuilt = isBuilt;
  }

  /** Starts a repository with `files` on its main branch. */
  static async start(
    files: ChangedFiles,
    { isBuilt = false, ...options }: RepositoryOptions = {},
  ): Promise<AccessRepository> {
    const machine = new Machine();
    const { now } = machine;
    const [hub, tally] = await Promise.all([startHub(options), startSandbox({ now, ...options.tally })]);
    const repository = new AccessRepository(hub, tally, machine, isBuilt);
    if (Object.keys(files).length > 0) await hub.commit("main", files, "Start");
    return repository;
  }

  /** Opens a pull request that changes files. */
  async propose(
    files: ChangedFiles,
    options: { readonly branch?: string; readonly fromFork?: boolean; readonly base?: string } = {},
  ): Promise<PullRequestEvent> {
    const branch = options.branch ?? "change";
    await this.hub.commit(branch, files);
    const { fromFork = false, base = "main" } = options;
    return this.hub.openPullRequest(branch, { fromFork, base });
  }

  /** Runs the workflow on `pull_request`. */
  async plan(payload: PullRequestEvent, options: StepOptions = {}): Promise<ActionRun> {
    return this.#step({
      event: "pull_request",
      payload,
      workspace: this.folder(),
      sha: options.sha ?? (await this.hub.testMerge(payload.number)),
      ref: `refs/pull/${payload.number}/merge`,
      ...options,
      inputs: { command: "plan", ...options.inputs },
    });
  }

  /** Runs the workflow on `merge_group`. */
  async planGroup(payload: MergeGroupEvent, options: StepOptions = {}): Promise<ActionRun> {
    const { head_sha: sha, head_ref: ref } = payload.merge_group;
    return this.#step({
      event: "merge_group",
      payload,
      workspace: this.folder(),
      sha,
      ref,
      ...options,
      inputs: { command: "plan", ...options.inputs },
    });
  }

  /** Runs the workflow on `pull_request_target`. */
  async planFork(payload: PullRequestEvent, options: StepOptions = {}): Promise<ActionRun> {
    return this.#step({
      event: "pull_request_target",
      payload,
      workspace: this.folder(),
      sha: (await this.hub.tip("main")) ?? "",
      ref: "refs/heads/main",
      ...options,
      inputs: { command: "plan", ...options.inputs },
    });
  }

  /** Runs the workflow on a `push` to main, for a merge commit or an older commit. */
  async apply(sha: string, options: StepOptions = {}): Promise<ActionRun> {
    return this.#step({
      event: "push",
      payload: { ref: "refs/heads/main", after: sha, repository: { default_branch: "main" } },
      workspace: this.folder(),
      sha,
      ref: "refs/heads/main",
      ...options,
      inputs: { command: "apply", "api-key": this.tally.key, ...options.inputs },
      env: { TALLY_API_URL: this.tally.url, ...options.env },
    });
  }

  /** Runs the workflow on a schedule. */
  async drift(options: StepOptions = {}): Promise<ActionRun> {
    return this.#step({
      event: "schedule",
      payload: { schedule: "17 5 * * *", repository: { default_branch: "main" } },
      workspace: this.folder(),
      sha: (await this.hub.tip("main")) ?? "",
      ref: "refs/heads/main",
      ...options,
      inputs: { command: "drift", "api-key": this.tally.key, ...options.inputs },
      env: { TALLY_API_URL: this.tally.url, ...options.env },
    });
  }

  /** Returns the state file on a branch. */
  state(branch = "main"): Promise<string | undefined> {
    return this.hub.read(branch, "members.state.jsonl");
  }

  /** Creates a folder that `close` removes. */
  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), "rollcall-workspace-"));
    this.workspaces.push(folder);
    return folder;
  }

  #step(step: Omit<Step, "hub">): Promise<ActionRun> {
    return runAction({ hub: this.hub, machine: this.machine, isBuilt: this.#isBuilt, ...step });
  }

  async close(): Promise<void> {
    await Promise.all([this.hub.close(), this.tally.close()]);
    this.machine.remove();
    for (const folder of this.workspaces) rmSync(folder, { recursive: true, force: true });
  }
}
