import type { Result } from "../values/result.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { InitFailure, WorkspaceProblem } from "./failure.ts";
import { type ActionSource, type FirstMembers, type NamedWorkspace, placeholderCommit } from "./model.ts";

/** The patterns of an ID and a name in schemas/members.schema.json. */
const id = /^[A-Za-z0-9_-]{1,64}$/;
const name = /^(?!\s)[^\p{Cc}]{1,100}$(?<!\s)/u;
const invisible = /[\p{Cf}\p{Cs}\u2028\u2029]|\p{Default_Ignorable_Code_Point}/u;

/** A user or an ORGANIZATION/TEAM on GitHub. */
const owner = /^@[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?$/;
const action = /^([A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100})@([A-Za-z0-9._/-]{1,200})$/;
/**
 * A part of a path that needs no quotes in YAML, CODEOWNERS, .gitattributes, or a shell. Allows letters of
 * any script.
 */
const step = /^[\p{L}\p{N}_.][\p{L}\p{N}\p{M}_.+@-]*$/u;

/** Reads the contents of a new members.yaml from options or answers. Returns undefined if there are none. */
export function readFirstMembers(
  organization: string | undefined,
  workspaces: readonly string[],
): Result<FirstMembers | undefined, InitFailure> {
  if (organization === undefined)
    return workspaces.length === 0 ? { ok: true, value: undefined } : fail({ problem: "no-organization" });
  const read = readOrganization(organization);
  if (!read.ok) return read;
  const named: NamedWorkspace[] = [];
  for (const text of workspaces) {
    const workspace = readWorkspace(text, named);
    if (!workspace.ok) return workspace;
    named.push(workspace.value);
  }
  if (named.length === 0) return fail({ problem: "no-workspace" });
  return { ok: true, value: { organization, workspaces: named } };
}

/** Checks the ID of an organization. */
export function readOrganization(value: string): Result<string, InitFailure> {
  return id.test(value) ? { ok: true, value } : fail({ problem: "bad-organization", value });
}

/** Reads NAME=ID. The name and the ID must differ from those in `before`. */
export function readWorkspace(
  value: string,
  before: readonly NamedWorkspace[],
): Result<NamedWorkspace, InitFailure> {
  const bad = (why: WorkspaceProblem) => fail({ problem: "bad-workspace", value, why });
  const at = value.lastIndexOf("=");
  if (at < 1) return bad("form");
  const workspace = { name: value.slice(0, at), id: value.slice(at + 1) as WorkspaceId };
  if (!id.test(workspace.id)) return bad("id");
  if (invisible.test(workspace.name)) return bad("unseen");
  if (!name.test(workspace.name)) return bad("name");
  const twice = (what: "name" | "id") => fail({ problem: "workspace-twice", value: workspace[what], what });
  if (before.some(one => one.name === workspace.name)) return twice("name");
  if (before.some(one => one.id === workspace.id)) return twice("id");
  return { ok: true, value: workspace };
}

/** Checks code owners, and removes duplicates. */
export function readOwners(values: readonly string[]): Result<readonly string[], InitFailure> {
  const bad = values.find(value => !owner.test(value));
  if (bad !== undefined) return fail({ problem: "bad-owner", value: bad });
  return { ok: true, value: [...new Set(values)] };
}

/** Reads OWNER/NAME@COMMIT. Rejects tags and branches: they can move to other code, which would get the API key. */
export function readAction(value: string): Result<ActionSource, InitFailure> {
  const bad = (why: "form" | "movable" | "zeros") => fail({ problem: "bad-action", value, why });
  const [, repository, commit] = action.exec(value) ?? [];
  if (repository === undefined || commit === undefined || /\/\.{1,2}$/.test(repository)) return bad("form");
  if (!/^[0-9a-f]{40}$/.test(commit)) return bad("movable");
  return commit === placeholderCommit ? bad("zeros") : { ok: true, value: { repository, commit } };
}

/** Checks that a workflow can contain a path from the root of the repository. `shown`: the path as the user wrote it. */
export function readPath(path: string, shown: string): Result<string, InitFailure> {
  const steps = path.split("/");
  if (steps.some(one => one === ".." || one === ".git") || path.startsWith("/"))
    return fail({ problem: "outside", path: shown });
  if (!steps.every(one => step.test(one))) return fail({ problem: "bad-path", path });
  return { ok: true, value: path };
}

function fail(failure: InitFailure): { readonly ok: false; readonly problem: InitFailure } {
  return { ok: false, problem: failure };
}
