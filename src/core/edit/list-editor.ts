import type { TextEdit } from "./text.ts";

/** An item to be written, as lines behind a dash and as a text between commas. */
export interface NewItem {
  readonly block: readonly string[];
  readonly flow: string;
}

/** Finds the edits that change one list and nothing beside it. */
export interface ListEditor {
  /** Puts items, at least one, before the one that stands at an index, or behind the last. */
  insert(index: number, items: readonly NewItem[]): readonly TextEdit[];
  /** Takes some items out, but not all. */
  remove(indexes: ReadonlySet<number>): readonly TextEdit[];
}
