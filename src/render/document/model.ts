import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { type DisplayNames, namedWorkspaces } from "../text/names.ts";

/**
 * Our own words as they are, or with a mark that each writer shows in its way, or texts one after the other. `value` is from a file,
 * Tally, or GitHub, and always shown as text; `code` is our own; `atTerminal` is for readers who have a command line before them, and
 * `inMarkdown` for those who do not see each call. Only the beginning may be `strong`.
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

/** In Markdown, longer lists are folded. */
export const maxUnfoldedRows = 10;

/** One person, workspace, or call. */
export interface Row {
  /** At a terminal: what the row does to who has access. */
  readonly sign?: string | undefined;
  readonly subject: Text;
  /** The display name, from a file. */
  readonly name?: string | undefined;
  readonly workspaces?: readonly Text[] | undefined;
  readonly note?: Text | undefined;
  /** Where it comes from: lines of files, or pull requests. */
  readonly sources?: readonly Text[] | undefined;
}

/** Rows under one heading. */
export interface Section {
  readonly head: Text;
  /** What the rows have in common, and what to do. */
  readonly sentence?: Text | undefined;
  readonly rows: readonly Row[];
  /** What a row is, for the number of those that are left out. */
  readonly unit: Unit;
  /** The row fields as the columns of a table in Markdown: subject, workspaces, note, sources. */
  readonly columns?: readonly string[] | undefined;
  /** In Markdown, whether it is folded however few the rows are. */
  readonly isFolded?: boolean | undefined;
  /** At a terminal, whether the heading stands out as something that is not done or not as it should be. */
  readonly isWarning?: boolean | undefined;
  /** At a terminal, whether each row has a line of its own however many they are. */
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

/** A part of a document. `lines` are shown as they are, in a fixed-width font. */
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

/** What a command or the Action shows, before it is laid out for a terminal or as Markdown. */
export interface Document {
  readonly title?: Text | undefined;
  /** What blocks a plan. First in Markdown, last at a terminal: where a reader looks. */
  readonly alerts?: readonly Text[] | undefined;
  readonly blocks: readonly Block[];
  readonly summary?: Text | undefined;
  readonly footer?: Text | undefined;
}

/** A paragraph, or nothing if there is no sentence. */
export function paragraph(...all: readonly (Text | undefined)[]): readonly Block[] {
  const sentences = all.filter(one => one !== undefined);
  return sentences.length > 0 ? [{ kind: "paragraph", sentences }] : [];
}

/** The sections that have rows, or nothing if there are none. */
export function sectionsBlock(all: readonly Section[]): readonly Block[] {
  const sections = all.filter(one => one.rows.length > 0);
  return sections.length > 0 ? [{ kind: "sections", sections }] : [];
}

/** Blocks that open on a click, or nothing if there are none. */
export function fold(head: Text, blocks: readonly Block[]): readonly Block[] {
  return blocks.length > 0 ? [{ kind: "fold", head, blocks }] : [];
}

/** Workspaces by name, each with its ID. */
export function workspacesText(ids: readonly WorkspaceId[], names: DisplayNames): readonly Text[] {
  const texts = namedWorkspaces(ids, names).map(({ id, name }) =>
    name === undefined ? { value: id } : { value: name, id },
  );
  return joinTexts(texts, ", ");
}

/** A person with workspaces, and what else there is to say. */
export function grantsRow(
  { email, workspaceIds }: { readonly email: string; readonly workspaceIds: readonly WorkspaceId[] },
  names: DisplayNames,
  note?: Text,
): Row {
  return { subject: { value: email }, workspaces: workspacesText(workspaceIds, names), note };
}

/** Texts with a separator between. */
export function joinTexts(texts: readonly Text[], separator: string): readonly Text[] {
  return texts.flatMap((text, index) => (index === 0 ? [text] : [separator, text]));
}

/** The fields of a row in the order in which they are read, with `gap` before the display name. */
export function rowText({ subject, name, workspaces = [], note, sources = [] }: Row, gap: string): Text {
  return [
    subject,
    name === undefined ? "" : [gap, { value: name }],
    workspaces.length > 0 ? [subject === "" ? "" : ": ", workspaces] : "",
    note === undefined ? "" : [", ", note],
    sources.length > 0 ? [", ", joinTexts(sources, " and ")] : "",
  ];
}
