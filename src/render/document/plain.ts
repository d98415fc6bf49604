import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { escapeTerminal } from "../text/escape.ts";
import type { DisplayNames } from "../text/names.ts";
import { type Text, workspacesText } from "./model.ts";

/** Returns a text without formatting. Invisible characters in values from outside are made visible. */
export function plainText(text: Text): string {
  if (typeof text === "string") return text;
  if ("value" in text)
    return escapeTerminal(text.id === undefined ? text.value : `${text.value} (${text.id})`);
  if ("map" in text) return text.map(plainText).join("");
  if ("strong" in text) return text.strong;
  if ("code" in text) return text.code;
  if ("atTerminal" in text) return text.atTerminal;
  if ("inMarkdown" in text) return "";
  return plainText(text.text);
}

/** Formats workspaces for a line at a terminal: their names, each with its ID. */
export function plainWorkspaces(ids: readonly WorkspaceId[], names: DisplayNames): string {
  return plainText(workspacesText(ids, names));
}
