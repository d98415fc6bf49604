import { WorkspaceNames } from "../config/workspace-names.ts";
import { suggest } from "../text/suggest.ts";
import type { Result } from "../values/result.ts";
import type { EditFailure } from "./failure.ts";
import type { ConfigSources, DeclaredNames } from "./model.ts";

/**
 * Resolves names that a user typed to declared names: workspaces by name or ID, groups by name, in any case. Splits
 * an argument at its commas unless all of it is a name.
 */
export function resolveNames(
  workspaces: readonly string[],
  groups: readonly string[],
  { config, declared }: Pick<ConfigSources, "config" | "declared">,
): Result<DeclaredNames, EditFailure> {
  const known = new WorkspaceNames(config.workspaces, config.workspaces);
  const findWorkspace = (text: string) => {
    if (declared.workspaces.has(text)) return text;
    const found = known.find(text);
    return found.found === "one" ? config.workspaces.get(found.id) : undefined;
  };
  const findGroup = (text: string) => {
    if (declared.groups.has(text)) return text;
    const matches = [...declared.groups.keys()].filter(name => name.toLowerCase() === text.toLowerCase());
    return matches.length === 1 ? matches[0] : undefined;
  };
  const kinds = [
    { kind: "workspace", given: workspaces, find: findWorkspace, findOther: findGroup },
    { kind: "group", given: groups, find: findGroup, findOther: findWorkspace },
  ] as const;
  const names = { workspaces: new Set<string>(), groups: new Set<string>() };
  for (const { kind, given, find, findOther } of kinds) {
    for (const text of given.flatMap(one => splitUnlessFound(one, find))) {
      const name = find(text);
      if (name !== undefined) {
        names[`${kind}s`].add(name);
        continue;
      }
      const suggestion = suggest(text, declared[`${kind}s`].keys());
      const isOther = findOther(text) !== undefined;
      return { ok: false, problem: { problem: `unknown-${kind}`, name: text, suggestion, isOther } };
    }
  }
  return { ok: true, value: { workspaces: [...names.workspaces], groups: [...names.groups] } };
}

function splitUnlessFound(text: string, find: (text: string) => string | undefined): readonly string[] {
  if (find(text) !== undefined || !text.includes(",")) return [text];
  const parts = text
    .split(",")
    .map(part => part.trim())
    .filter(part => part !== "");
  // Without names, all access would be removed. Report an argument of only commas as an unknown name.
  return parts.length > 0 ? parts : [text];
}
