import { WorkspaceNames } from "../config/workspace-names.ts";
import { suggest } from "../text/suggest.ts";
import type { EditRefusal } from "./failure.ts";
import type { ConfigSources, DeclaredNames } from "./model.ts";

/** The declared names that somebody means, or the one that is none. */
export type NamesReading =
  | { readonly ok: true; readonly names: DeclaredNames }
  | { readonly ok: false; readonly refusal: EditRefusal };

/**
 * Reads names as people type them: workspaces by name or id, groups by name, whatever the case, and several at once between commas
 * where no name has one.
 */
export function resolveNames(
  workspaces: readonly string[],
  groups: readonly string[],
  { config, declared }: Pick<ConfigSources, "config" | "declared">,
): NamesReading {
  const known = new WorkspaceNames(config.workspaces, config.workspaces);
  const findWorkspace = (text: string) => {
    if (declared.workspaces.has(text)) return text;
    const found = known.find(text);
    return found.found === "one" ? config.workspaces.get(found.id) : undefined;
  };
  const findGroup = (text: string) => {
    if (declared.groups.has(text)) return text;
    const alike = [...declared.groups.keys()].filter(name => name.toLowerCase() === text.toLowerCase());
    return alike.length === 1 ? alike[0] : undefined;
  };
  const found = { workspaces: new Set<string>(), groups: new Set<string>() };
  for (const text of workspaces.flatMap(given => unlessFound(given, findWorkspace))) {
    const name = findWorkspace(text);
    if (name === undefined) return unknown("workspace", text, declared.workspaces, findGroup(text));
    found.workspaces.add(name);
  }
  for (const text of groups.flatMap(given => unlessFound(given, findGroup))) {
    const name = findGroup(text);
    if (name === undefined) return unknown("group", text, declared.groups, findWorkspace(text));
    found.groups.add(name);
  }
  return { ok: true, names: { workspaces: [...found.workspaces], groups: [...found.groups] } };
}

function unlessFound(text: string, find: (text: string) => string | undefined): readonly string[] {
  if (find(text) !== undefined || !text.includes(",")) return [text];
  const parts = text
    .split(",")
    .map(part => part.trim())
    .filter(part => part !== "");
  // Nothing named is no name, rather than no wish: without one, all that somebody has would be taken away.
  return parts.length > 0 ? parts : [text];
}

function unknown(
  kind: "workspace" | "group",
  name: string,
  names: ReadonlyMap<string, unknown>,
  other: string | undefined,
): NamesReading {
  const suggestion = suggest(name, names.keys());
  return {
    ok: false,
    refusal: { problem: `unknown-${kind}`, name, suggestion, isOther: other !== undefined },
  };
}
