import type { DiagnosticDetails, KeyHome } from "../../core/diagnostics/details.ts";
import { ellipsize } from "../text/escape.ts";
import { formatList } from "../text/plural.ts";
import { didYouMean, quote } from "./phrases.ts";

/** Returns what to do about a key that is in a mapping twice. */
export function duplicateKey({ key, cause }: DiagnosticDetails["duplicate-key"]): string {
  return `Duplicate key "${ellipsize(key)}". ${cause === undefined ? "Keep one." : duplicateCauses[cause]}`;
}

const duplicateCauses: Readonly<Record<"no-dash" | "misplaced", string>> = {
  "no-dash": 'If a new entry starts here, put "- " before it. Otherwise, keep one.',
  misplaced: "Keep one, or fix the indentation if this one belongs elsewhere.",
};

/** Returns why a key isn't valid in a mapping, and what is. */
export function unknownKey({ key, known, suggestion, home }: DiagnosticDetails["unknown-key"]): string {
  if (home) return `${key} belongs ${homeWords[home]}. Move it there, or fix its indentation.`;
  const fix = suggestion ? didYouMean(quote(suggestion)) : `Valid keys here: ${formatList(known)}.`;
  return `Unknown key "${ellipsize(key)}". ${fix}`;
}

const homeWords: Readonly<Record<KeyHome, string>> = {
  top: "at the top level of the file",
  member: "in an entry of members",
  settings: "under settings",
  workspaces: "under workspaces",
  groups: "under groups",
};

/** Returns why a name isn't a workspace, and how to fix it. */
export function unknownWorkspace(details: DiagnosticDetails["unknown-workspace"]): string {
  const { name, suggestion, isGroup, isInGroup, idOf } = details;
  if (isGroup && isInGroup)
    return `"${name}" is a group, and a group can't contain other groups. List its workspaces instead.`;
  if (isGroup) return `"${name}" is a group, not a workspace. Put it under groups.`;
  if (idOf !== undefined) return `${name} is the ID of a workspace. Use the name of the workspace: ${idOf}.`;
  const fix = suggestion ? didYouMean(quote(suggestion)) : "Declare it under workspaces.";
  return `Unknown workspace "${ellipsize(name)}". ${fix}`;
}

/** Returns why a name isn't a group, and how to fix it. */
export function unknownGroup(details: DiagnosticDetails["unknown-group"]): string {
  const { name, suggestion, isWorkspace, idOf } = details;
  if (isWorkspace) return `"${name}" is a workspace, not a group. Put it under workspaces.`;
  if (idOf !== undefined)
    return `${name} is the ID of a workspace, not a group. Put the name of the workspace under workspaces: ${idOf}.`;
  const fix = suggestion ? didYouMean(quote(suggestion)) : "Declare it under groups.";
  return `Unknown group "${ellipsize(name)}". ${fix}`;
}
