import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { escapeTerminal } from "../text/escape.ts";
import type { DisplayNames } from "../text/names.ts";
import { type Piece, type Text, workspacesText } from "./model.ts";

/** A text as it reads without any marks: what comes from outside is made visible. */
export function plainText(text: Text): string {
  let plain = "";
  for (const piece of text) plain += plainPiece(piece);
  return plain;
}

function plainPiece(piece: Piece): string {
  if (typeof piece === "string") return piece;
  if ("value" in piece)
    return escapeTerminal(piece.id === undefined ? piece.value : `${piece.value} (${piece.id})`);
  if ("strong" in piece) return piece.strong;
  if ("code" in piece) return piece.code;
  if ("atTerminal" in piece) return piece.atTerminal;
  if ("inMarkdown" in piece) return "";
  return plainPiece(piece.text);
}

/** Workspaces by name for a line at a terminal, each with its ID. */
export function plainWorkspaces(ids: readonly WorkspaceId[], names: DisplayNames): string {
  return plainText(workspacesText(ids, names));
}
