import type { Failure } from "../core/failure/failure.ts";
import type { Result } from "../core/values/result.ts";
import { numberAt, objectAt, stringAt } from "../core/values/untyped.ts";

/** The name of a repository on GitHub. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** The run of a workflow, from its environment and its event. */
export interface RunContext {
  readonly repository: RepositoryName;
  /** Without a trailing slash. */
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** The URL of the run's page. */
  readonly runUrl: string;
  /** The commit of the event: for a pull request, its test merge. */
  readonly sha: string;
  readonly event: RunEvent;
}

/** What a run is for. */
export type RunEvent =
  | PullRequest
  | MergeGroup
  /** The branch as it is now, no matter what started the run. */
  | BranchEvent
  /** A pull request that was closed without being merged. */
  | { readonly kind: "closed-pull-request"; readonly number: number }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "other"; readonly name: string };

/** A run for a branch. */
export interface BranchEvent {
  readonly kind: "branch";
  readonly branch: string;
  readonly defaultBranch: string | undefined;
  /** A commit that was on the branch when the run started: the pushed one, or the merge of a pull request. */
  readonly commit: string | undefined;
}

/** A merge into a branch that hasn't happened yet. */
interface Merge {
  readonly base: { readonly ref: string; readonly sha: string };
  readonly head: { readonly sha: string; readonly repository: RepositoryName | undefined };
  readonly defaultBranch: string | undefined;
}

/** An open pull request. */
export interface PullRequest extends Merge {
  readonly kind: "pull-request";
  readonly number: number;
  readonly isFork: boolean;
}

/** Pull requests that a merge queue tests together. The head includes them and all pull requests ahead of them in the queue. */
export interface MergeGroup extends Merge {
  readonly kind: "merge-group";
}

/** Reads the environment that GitHub's runner sets, and the payload of the event. */
export function readContext(
  env: Readonly<Record<string, string | undefined>>,
  payload: unknown,
): Result<RunContext, Failure> {
  const repository = readRepository(env["GITHUB_REPOSITORY"]);
  if (!repository) return { ok: false, problem: { reason: "no-runner", name: "GITHUB_REPOSITORY" } };
  const event = readEvent(env, payload, repository);
  if (!event) return { ok: false, problem: { reason: "bad-event", path: env["GITHUB_EVENT_PATH"] ?? "" } };
  const serverUrl = withoutSlash(env["GITHUB_SERVER_URL"] || "https://github.com");
  const { owner, repo } = repository;
  const value: RunContext = {
    repository,
    apiUrl: withoutSlash(env["GITHUB_API_URL"] || "https://api.github.com"),
    serverUrl,
    runUrl: `${serverUrl}/${owner}/${repo}/actions/runs/${env["GITHUB_RUN_ID"] ?? "0"}`,
    sha: env["GITHUB_SHA"] ?? "",
    event,
  };
  return { ok: true, value };
}

/** Reads the event. Returns undefined if the payload of a pull request or a merge group lacks a documented property. */
function readEvent(
  env: Readonly<Record<string, string | undefined>>,
  payload: unknown,
  repository: RepositoryName,
): RunEvent | undefined {
  const pull = objectAt(payload, "pull_request");
  const defaultBranch = stringAt(objectAt(payload, "repository"), "default_branch");
  if (pull) {
    const base = objectAt(pull, "base");
    const ref = stringAt(base, "ref");
    if (ref === undefined) return undefined;
    if (pull["merged"] === true)
      return { kind: "branch", branch: ref, defaultBranch, commit: stringAt(pull, "merge_commit_sha") };
    const number = numberAt(pull, "number");
    if (number !== undefined && stringAt(payload, "action") === "closed")
      return { kind: "closed-pull-request", number };
    return readPullRequest(pull, repository, defaultBranch);
  }
  const group = objectAt(payload, "merge_group");
  if (group) {
    const ref = /^refs\/heads\/(.+)$/s.exec(stringAt(group, "base_ref") ?? "")?.[1];
    const [baseSha, headSha] = [stringAt(group, "base_sha"), stringAt(group, "head_sha")];
    if (ref === undefined || baseSha === undefined || headSha === undefined) return undefined;
    const head = { sha: headSha, repository: undefined };
    return { kind: "merge-group", base: { ref, sha: baseSha }, head, defaultBranch };
  }
  const branch = /^refs\/heads\/(.+)$/s.exec(env["GITHUB_REF"] ?? "")?.[1];
  const commit = env["GITHUB_SHA"] || undefined;
  if (branch !== undefined) return { kind: "branch", branch, defaultBranch, commit };
  const tag = /^refs\/tags\/(.+)$/s.exec(env["GITHUB_REF"] ?? "")?.[1];
  if (tag !== undefined) return { kind: "tag", tag };
  return { kind: "other", name: env["GITHUB_EVENT_NAME"] ?? "unknown" };
}

/** Reads a pull request from a response or an event of GitHub. Returns undefined if a property is missing. */
export function readPullRequest(
  pull: unknown,
  { owner, repo }: RepositoryName,
  defaultBranch: string | undefined,
): PullRequest | undefined {
  const [base, head] = [objectAt(pull, "base"), objectAt(pull, "head")];
  const number = numberAt(pull, "number");
  const [ref, baseSha, headSha] = [stringAt(base, "ref"), stringAt(base, "sha"), stringAt(head, "sha")];
  if (number === undefined || ref === undefined || baseSha === undefined || headSha === undefined)
    return undefined;
  const repository = readRepository(stringAt(objectAt(head, "repo"), "full_name"));
  return {
    kind: "pull-request",
    number,
    base: { ref, sha: baseSha },
    head: { sha: headSha, repository },
    defaultBranch,
    isFork: repository?.owner !== owner || repository.repo !== repo,
  };
}

function readRepository(fullName: string | undefined): RepositoryName | undefined {
  const match = /^([A-Za-z0-9_.-]+)\/([A-Za-z0-9_.-]+)$/.exec(fullName ?? "");
  return match ? { owner: match[1] ?? "", repo: match[2] ?? "" } : undefined;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
