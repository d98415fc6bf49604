import { type CST, isAlias } from "yaml";
import type { ListEditor, NewItem } from "./list-editor.ts";
import { contentEnd, type List, type Mapping, NotEditable, startOf } from "./nodes.ts";
import type { TextEdit, TextLines } from "./text.ts";

/** A list in brackets, on one line or on several. */
export class FlowList implements ListEditor {
  readonly #lines: TextLines;
  readonly #list: List;
  /** What stands before each item where each has a line of its own. */
  readonly #margin: string | undefined;

  constructor(lines: TextLines, list: List) {
    this.#lines = lines;
    this.#list = list;
    const { items } = list;
    const isOneALine = items.every(
      (item, at) => (at === 0 && items.length > 1) || lines.isFirst(this.#startOf(item)),
    );
    const last = this.#startOf(items.at(-1));
    this.#margin = isOneALine ? lines.text.slice(lines.startOf(last), last) : undefined;
  }

  insert(index: number, items: readonly NewItem[]): readonly TextEdit[] {
    const separator = this.#margin === undefined ? ", " : `,\n${this.#margin}`;
    const texts = items.map(item => item.flow);
    const next = this.#list.items[index];
    if (next) {
      const start = this.#startOf(next);
      return [{ start, end: start, text: texts.map(text => text + separator).join("") }];
    }
    const end = this.#endOf(index - 1);
    const comma = commaBefore(this.#list, index);
    const behind = comma === undefined ? end : comma + 1;
    const rest = this.#restOfLine(behind);
    if (this.#margin === undefined || !/^\s*(#.*)?$/.test(rest))
      return [{ start: end, end, text: texts.map(text => separator + text).join("") }];
    // A comment behind the last item stays with it.
    const lineEnd = behind + rest.trimEnd().length;
    const added = `\n${this.#margin}${texts.join(separator)}`;
    if (comma !== undefined) return [{ start: lineEnd, end: lineEnd, text: `${added},` }];
    return [
      { start: end, end, text: "," },
      { start: lineEnd, end: lineEnd, text: added },
    ];
  }

  remove(indexes: ReadonlySet<number>): readonly TextEdit[] {
    const { items } = this.#list;
    const kept = [...items.keys()].filter(at => !indexes.has(at));
    const [firstKept = 0] = kept;
    const lastKept = kept.at(-1) ?? 0;
    const isEndCut = lastKept < items.length - 1 && commaBefore(this.#list, items.length) === undefined;
    const comma = isEndCut ? commaBefore(this.#list, lastKept + 1) : undefined;
    return [
      ...(comma === undefined ? [] : [{ start: comma, end: comma + 1, text: "" }]),
      ...[...indexes].flatMap(
        at =>
          this.#wholeLines(at) ??
          withoutItem(this.#lines, this.#list, at, this.#startOf(items[at]), at < firstKept),
      ),
    ];
  }

  /** The lines of an item that stand for it alone, with the comment behind it. */
  #wholeLines(index: number): readonly TextEdit[] | undefined {
    const start = this.#startOf(this.#list.items[index]);
    const end = this.#endOf(index);
    if (!this.#lines.isFirst(start) || !/^\s*(,\s*)?(#.*)?$/.test(this.#restOfLine(end))) return undefined;
    return [{ start: this.#lines.startOf(start), end: this.#lines.endOf(end), text: "" }];
  }

  #restOfLine(offset: number): string {
    return this.#lines.text.slice(offset, this.#lines.endOf(offset)).replace(/\r?\n$/, "");
  }

  #startOf(item: List["items"][number] | undefined): number {
    const start = startOf(item);
    if (isAlias(item) || (item && "anchor" in item && item.anchor) || item?.tag) throw new NotEditable(start);
    return start;
  }

  #endOf(index: number): number {
    return contentEnd(this.#list.items[index], this.#lines.text);
  }
}

/** Takes an item of a list or mapping in brackets away, with the comma behind it or the one before. */
export function withoutItem(
  lines: TextLines,
  collection: List | Mapping,
  index: number,
  start: number,
  isBefore: boolean,
): readonly TextEdit[] {
  const item = collection.items[index];
  const node = item && "key" in item ? (item.value ?? item.key) : item;
  const end = contentEnd(node, lines.text);
  const comma = commaBefore(collection, isBefore ? index + 1 : index);
  if (comma === undefined) throw new NotEditable(start);
  if (isBefore) {
    const space = /^[ \t]*(\r?\n[ \t]*)?/.exec(lines.text.slice(comma + 1))?.[0].length ?? 0;
    return [{ start, end: comma + 1 + space, text: "" }];
  }
  if (lines.isBlank(comma + 1, start)) return [{ start: comma, end, text: "" }];
  return [
    { start: comma, end: comma + 1, text: "" },
    { start, end, text: "" },
  ];
}

/** The comma in front of an item of a collection in brackets, or behind the last one. */
function commaBefore(collection: List | Mapping, index: number): number | undefined {
  const token = collection.srcToken as CST.FlowCollection | undefined;
  return token?.items[index]?.start.find(one => one.type === "comma")?.offset;
}
