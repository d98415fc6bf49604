import { type CST, isMap } from "yaml";
import type { ListEditor, NewItem } from "./list-editor.ts";
import { contentEnd, type List, NotEditable, startOf } from "./nodes.ts";
import type { TextEdit, TextLines } from "./text.ts";

/** A list of lines that begin with a dash. */
export class BlockList implements ListEditor {
  readonly #lines: TextLines;
  readonly #list: List;
  /** The column of the dashes, from 0. */
  readonly #column: number;

  constructor(lines: TextLines, list: List) {
    this.#lines = lines;
    this.#list = list;
    const dash = this.#dashOf(0);
    if (!lines.isFirst(dash)) throw new NotEditable(dash);
    this.#column = lines.columnOf(dash);
  }

  insert(index: number, items: readonly NewItem[]): readonly TextEdit[] {
    const isAllFlow = this.#list.items.every(item => isMap(item) && item.flow === true);
    const isSpaced =
      this.#list.items.length > 1 && this.#list.items.every((_, at) => at === 0 || this.#hasSpaceBefore(at));
    const keyColumn = Math.max(this.#lines.columnOf(startOf(this.#list.items[0])), this.#column + 2);
    const space = isSpaced ? [""] : [];
    const added = items.flatMap(({ block, flow }) => {
      const lines = (isAllFlow ? [flow] : block).map(
        (line, at) => (at === 0 ? `${" ".repeat(this.#column)}-` : "").padEnd(keyColumn) + line,
      );
      return index > 0 ? [...space, ...lines] : [...lines, ...space];
    });
    const at = index > 0 ? this.#endOf(index - 1) : this.#beforeComments(0);
    return [this.#lines.insert(at, added)];
  }

  remove(indexes: ReadonlySet<number>): readonly TextEdit[] {
    return [...indexes].map(index => {
      const start = this.#ownStartOf(index);
      const end = this.#endOf(index);
      const above = this.#lines.beforeEmptyLines(start);
      const below = this.#lines.behindEmptyLines(end);
      // Of the empty lines around it, those on one side go as well.
      const isLast = index === this.#list.items.length - 1;
      if (index === 0) return { start, end: isLast ? end : below, text: "" };
      if (below === end) return { start: isLast ? above : start, end, text: "" };
      return below - end < start - above ? { start, end: below, text: "" } : { start: above, end, text: "" };
    });
  }

  /**
   * Where an item begins with the comments above that are surely about it alone: above the first item, or above one that others
   * follow closely, they may be about more, and stay.
   */
  #ownStartOf(index: number): number {
    const line = this.#lines.startOf(this.#dashOf(index));
    const next = this.#list.items[index + 1] && this.#lines.startOf(this.#dashOf(index + 1));
    return index === 0 || next === this.#endOf(index) ? line : this.#beforeComments(index);
  }

  #beforeComments(index: number): number {
    return this.#lines.beforeComments(this.#lines.startOf(this.#dashOf(index)), this.#column);
  }

  /** Whether an empty line stands above an item. */
  #hasSpaceBefore(index: number): boolean {
    return this.#lines.hasEmptyLine(this.#endOf(index - 1), this.#lines.startOf(this.#dashOf(index)));
  }

  #dashOf(index: number): number {
    const token = this.#list.srcToken as CST.BlockSequence | undefined;
    const dash = token?.items[index]?.start.find(one => one.type === "seq-item-ind");
    if (!dash) throw new NotEditable(startOf(this.#list));
    return dash.offset;
  }

  /** Behind the last line of an item, and of the comments that belong to it. */
  #endOf(index: number): number {
    const end = contentEnd(this.#list.items[index], this.#lines.text);
    return this.#lines.behindDeeperComments(this.#lines.endOf(end), this.#column);
  }
}
