import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { type DisplayNames, namedWorkspaces } from "../text/names.ts";

/**
 * A text that each writer formats in its own way: Rollcall's words, a marked part, or several texts in a row. `value` comes from a
 * file, Tally, or GitHub, and is always shown as plain text; `code` comes from Rollcall. `atTerminal` is only for readers at a command
 * line, and `inMarkdown` only for readers of Markdown, who don't see each call. Only the beginning of a text can be `strong`.
 */
export type Text =
  | string
  | { readonly strong: string }
  | { readonly code: string }
  | { readonly atTerminal: string }
  | { readonly inMarkdown: Text }
  | { readonly value: string; readonly id?: string | undefined; readonly max?: number | undefined }
  | { readonly link: string; readonly text: Text }
  | readonly Text[];

/** The maximum number of rows in a list that isn't folded in Markdown. */
export const maxUnfoldedRows = 10;

/** One person, workspace, or call. */
export interface Row {
  /** The sign before the row at a terminal, such as + if it adds access. */
  readonly sign?: string | undefined;
  readonly subject: Text;
  /** The display name, from a file. */
  readonly name?: string | undefined;
  readonly workspaces?: readonly Text[] | undefined;
  readonly note?: Text | undefined;
  /** The origin of the row: lines of files, or pull requests. */
  readonly sources?: readonly Text[] | undefined;
}

/** Rows under one heading. */
export interface Section {
  readonly head: Text;
  /** What the rows have in common, and what to do. */
  readonly sentence?: Text | undefined;
  readonly rows: readonly Row[];
  /** The noun for a row, for counting the omitted rows. */
  readonly unit: Unit;
  /** The headers of a table in Markdown, in this order: subject, workspaces, note, sources. If absent, the rows are a list. */
  readonly columns?: readonly string[] | undefined;
  /** Whether the section is folded in Markdown even if it has few rows. */
  readonly isFolded?: boolean | undefined;
  /** Whether the heading is highlighted at a terminal, because something isn't done or isn't as it should be. */
  readonly isWarning?: boolean | undefined;
  /** Whether each row has its own line at a terminal even if there are many rows. */
  readonly isDetailed?: boolean | undefined;
}

export type Unit =
  | "person"
  | "action"
  | "call"
  | "finding"
  | "grant"
  | "diagnostic"
  | "line"
  | "change"
  | "workspace";

/** A part of a document. `lines` are shown unchanged, in a fixed-width font. */
export type Block =
  | { readonly kind: "paragraph"; readonly sentences: readonly Text[]; readonly isWarning?: boolean }
  | { readonly kind: "sections"; readonly sections: readonly Section[] }
  | { readonly kind: "fold"; readonly head: Text; readonly blocks: readonly Block[] }
  | {
      readonly kind: "lines";
      readonly language: "diff" | "text";
      readonly lines: readonly string[];
      readonly unit: Unit;
    };

/** The output of a command or of the Action, before it is formatted for a terminal or as Markdown. */
export interface Document {
  readonly title?: Text | undefined;
  /** The reasons why a plan is blocked. First in Markdown and last at a terminal, where readers look first. */
  readonly alerts?: readonly Text[] | undefined;
  readonly blocks: readonly Block[];
  readonly summary?: Text | undefined;
  readonly footer?: Text | undefined;
}

/** Returns a paragraph, or nothing if there are no sentences. */
export function paragraph(...all: readonly (Text | undefined)[]): readonly Block[] {
  const sentences = all.filter(one => one !== undefined);
  return sentences.length > 0 ? [{ kind: "paragraph", sentences }] : [];
}

/** Returns the sections that have rows, or nothing if there are none. */
export function sectionsBlock(all: readonly Section[]): readonly Block[] {
  const sections = all.filter(one => one.rows.length > 0);
  return sections.length > 0 ? [{ kind: "sections", sections }] : [];
}

/** Returns blocks that open on a click, or nothing if there are none. */
export function fold(head: Text, blocks: readonly Block[]): readonly Block[] {
  return blocks.length > 0 ? [{ kind: "fold", head, blocks }] : [];
}

/** Returns workspaces sorted by name, each with its ID. */
export function workspacesText(ids: readonly WorkspaceId[], names: DisplayNames): readonly Text[] {
  const texts = namedWorkspaces(ids, names).map(({ id, name }) =>
    name === undefined ? { value: id } : { value: name, id },
  );
  return joinTexts(texts, ", ");
}

/** Returns the row of a person with workspaces and an optional note. */
export function grantsRow(
  { email, workspaceIds }: { readonly email: string; readonly workspaceIds: readonly WorkspaceId[] },
  names: DisplayNames,
  note?: Text,
): Row {
  return { subject: { value: email }, workspaces: workspacesText(workspaceIds, names), note };
}

/** Joins texts with a separator. */
export function joinTexts(texts: readonly Text[], separator: string): readonly Text[] {
  return texts.flatMap((text, index) => (index === 0 ? [text] : [separator, text]));
}

/** Joins the notes about a row with commas. Returns undefined if there are none. */
export function joinNotes(...notes: readonly (Text | undefined)[]): Text | undefined {
  const all = notes.filter(note => note !== undefined);
  return all.length > 0 ? joinTexts(all, ", ") : undefined;
}

/** Returns the fields of a row in reading order, with `gap` before the display name. */
export function rowText({ subject, name, workspaces = [], note, sources = [] }: Row, gap: string): Text {
  return [
    subject,
    name === undefined ? "" : [gap, { value: name }],
    workspaces.length > 0 ? [subject === "" ? "" : ": ", workspaces] : "",
    note === undefined ? "" : [", ", note],
    sources.length > 0 ? [", ", joinTexts(sources, " and ")] : "",
  ];
}
