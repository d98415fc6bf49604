import type { Config } from "../../core/config/model.ts";
import { compareText } from "../../core/text/compare.ts";
import type { Email } from "../../core/values/address.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";

/** The display names of workspaces and people. */
export interface DisplayNames {
  readonly workspaces: ReadonlyMap<WorkspaceId, string>;
  readonly people: ReadonlyMap<Email, string>;
}

/** No display names, for use without a configuration. */
export const noNames: DisplayNames = { workspaces: new Map(), people: new Map() };

/** Returns the display names in a configuration. */
export function displayNamesOf(config: Config): DisplayNames {
  const named = config.members.filter(member => member.name !== undefined);
  const people = new Map(named.map(({ email, name = "" }) => [email, name]));
  return { workspaces: config.workspaces, people };
}

/** Returns workspace IDs with their names, if known, sorted by the name or, if it is unknown, by the ID. */
export function namedWorkspaces(
  ids: readonly WorkspaceId[],
  names: DisplayNames,
): readonly { readonly id: WorkspaceId; readonly name: string | undefined }[] {
  const named = ids.map(id => ({ id, name: names.workspaces.get(id) }));
  return named.sort((a, b) => compareText(a.name ?? a.id, b.name ?? b.id));
}
