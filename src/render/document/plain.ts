import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { escapeTerminal } from "../text/escape.ts";
import type { DisplayNames } from "../text/names.ts";
import { type Piece, type Text, workspacesText } from "./model.ts";

/** A text as it reads without any marks: what comes from outside is made visible. */
export function plainText(text: Text): string {
  return text.map(plainPiece).join("");
}

function plainPiece(piece: Piece): string {
  if (typeof piece === "string") return piece;
  if ("strong" in piece) return piece.strong;
  if ("code" in piece) return piece.code;
  if ("atTerminal" in piece) return piece.atTerminal;
  if ("link" in piece) return plainPiece(piece.text);
  return escapeTerminal(piece.id === undefined ? piece.value : `${piece.value} (${piece.id})`);
}

/** Workspaces by name for a line at a terminal, each with its ID. */
export function plainWorkspaces(ids: readonly WorkspaceId[], names: DisplayNames): string {
  return plainText(workspacesText(ids, names));
}
