import { compareText } from "../text/compare.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import { scalarText } from "../yaml/stringify.ts";
import { editPart } from "./edit-part.ts";
import { openText } from "./member-text.ts";

/**
 * Returns the text of a valid main file that declares more workspaces, in order if the others are in order. If the file
 * is formatted, it stays formatted. Throws `NotEditable` if the text doesn't allow that. The caller must verify what the
 * result means.
 */
export function declareWorkspaces(text: string, names: ReadonlyMap<WorkspaceId, string>): string {
  return names.size === 0 ? text : editPart(text, [], part => withWorkspaces(part, names));
}

function withWorkspaces(text: string, names: ReadonlyMap<WorkspaceId, string>): string {
  const { root, isJson } = openText(text);
  const workspaces = root.within(root.items.find(item => item.key === "workspaces"));
  const keys = workspaces.items.map(item => item.key ?? "");
  const isSorted = keys.every((key, index) => index === 0 || compareText(keys[index - 1] ?? "", key) <= 0);
  const formatText = isJson ? JSON.stringify : scalarText;
  const fromEnd = [...names].sort(([, a], [, b]) => compareText(b, a));
  for (const [id, name] of fromEnd) {
    const greater = isSorted ? keys.findIndex(key => compareText(key, name) > 0) : -1;
    workspaces.insert(greater === -1 ? keys.length : greater, [`${formatText(name)}: ${formatText(id)}`]);
  }
  return workspaces.text;
}
