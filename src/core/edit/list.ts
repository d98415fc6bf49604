import { BlockList } from "./block-list.ts";
import { FlowList } from "./flow-list.ts";
import type { List } from "./nodes.ts";
import type { TextEdit, TextLines } from "./text.ts";

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

/** The editor of a list that is not empty. */
export function listEditor(lines: TextLines, list: List): ListEditor {
  return list.flow ? new FlowList(lines, list) : new BlockList(lines, list);
}

/** Where a text goes in a list: where it is in order if the list is, else behind the last. */
export function sortedIndex(texts: readonly string[], text: string): number {
  const isSorted = texts.every((one, index) => index === 0 || (texts[index - 1] ?? "") <= one);
  const behind = texts.findIndex(one => one > text);
  return isSorted && behind !== -1 ? behind : texts.length;
}
