import { BlockList } from "./block-list.ts";
import { FlowList } from "./flow-list.ts";
import type { ListEditor } from "./list-editor.ts";
import type { List } from "./nodes.ts";
import type { TextLines } from "./text.ts";

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
