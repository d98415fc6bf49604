import type { Config } from "../../core/config/model.ts";
import { compareText } from "../../core/text/compare.ts";
import type { Email } from "../../core/values/address.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";

/** The names behind the ids and addresses of a plan. */
export interface DisplayNames {
  readonly workspaces: ReadonlyMap<WorkspaceId, string>;
  readonly people: ReadonlyMap<Email, string>;
}

/** Without a configuration, nothing has a name. */
export const noNames: DisplayNames = { workspaces: new Map(), people: new Map() };

/** The names that a configuration gives. */
export function displayNamesOf(config: Config): DisplayNames {
  const named = config.members.filter(member => member.name !== undefined);
  const people = new Map(named.map(({ email, name = "" }) => [email, name]));
  return { workspaces: config.workspaces, people };
}

/** Ids with their names where known, sorted by what is read first. */
export function namedWorkspaces(
  ids: readonly WorkspaceId[],
  names: DisplayNames,
): readonly { readonly id: WorkspaceId; readonly name: string | undefined }[] {
  const named = ids.map(id => ({ id, name: names.workspaces.get(id) }));
  return named.sort((a, b) => compareText(a.name ?? a.id, b.name ?? b.id));
}
