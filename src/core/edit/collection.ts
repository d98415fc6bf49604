import { CST } from "yaml";
import { commentedOutPattern, endOf, type Item, itemOf } from "./item.ts";

/** Thrown if an edit would change or lose more than it should, for example because the value is an alias. */
export class NotEditable extends Error {
  /** The key whose value can't be edited, if it is a single one. */
  readonly key: string | undefined;
  /** The index of the member that can't be edited, if it is a single one. */
  readonly index: number | undefined;

  constructor(key?: string, index?: number) {
    super(`not editable: ${key} of ${index}`);
    this.key = key;
    this.index = index;
  }
}

/**
 * The text between two items. The head is the rest of the first item's last line, with its comma and comment, and
 * any comments below that are indented deeper. The tail is the text above the second item, with its indentation.
 */
type Gap = readonly [head: string, tail: string];

/** The items of a list or mapping, and the text between them. Changing one item keeps all other text. */
export class Collection {
  readonly isFlow: boolean;
  /** The items before any change. */
  readonly items: readonly Item[];
  readonly #isList: boolean;
  readonly #column: number;
  /** Matches the first line of an item that is commented out. */
  readonly #commentedOut: RegExp;
  readonly #hasLinePerItem: boolean;
  readonly #isSpaced: boolean;
  readonly #isInBraces: boolean;
  /** The offsets between which the items and the gaps are. */
  readonly #first: number;
  readonly #last: number;
  readonly #source: string;
  readonly #texts: string[];
  readonly #gaps: Gap[];

  /** Reads the collection that is the value of an item. Throws `NotEditable` if the value isn't a collection. */
  constructor(text: string, { key, value: token, edge = 0 }: Partial<Item> = {}) {
    if (!CST.isCollection(token)) throw new NotEditable(key);
    this.#source = text;
    this.isFlow = token.type === "flow-collection";
    this.#isList = token.type === "block-seq";
    this.items = token.items.flatMap(itemOf);
    const { items, isFlow } = this;
    const start = (isFlow ? items.at(-1) : items[0])?.start ?? token.offset;
    // On the first line of a flow collection, which can be as long as the file, the column isn't needed.
    const line = isFlow ? token.offset + lineStart(text.slice(token.offset, start)) : lineStart(text, start);
    this.#column = start - line;
    this.#commentedOut = commentedOutPattern(token, items);
    const headOf = (gap: string) => this.#headOf(gap);
    const first = isFlow ? token.offset + 1 : edge;
    const lastEnd = items.at(-1)?.end ?? first;
    const last = isFlow ? endOf(token) - 1 : lastEnd + headOf(text.slice(lastEnd)).length;
    [this.#first, this.#last] = [first, last];
    this.#texts = items.map(item => text.slice(item.start, item.end));
    const ends = [first, ...items.map(item => item.end)];
    this.#gaps = ends.map((end, at) => {
      const gap = text.slice(end, items[at]?.start ?? last);
      const head = headOf(gap);
      return [head, gap.slice(head.length)];
    });
    const between = this.#gaps.slice(items.length > 1 ? 1 : 0, -1);
    this.#hasLinePerItem = !isFlow || between.every(([head]) => head.endsWith("\n"));
    const inner = this.#gaps.slice(1, -1);
    this.#isSpaced = inner.length > 0 && inner.every(([, tail]) => /(^|\n)[ \t]*\n/.test(tail));
    this.#isInBraces = items.every(({ value }) => value?.type === "flow-collection");
  }

  /** Returns the rest of an item's last line, and the comments below that are about the item. */
  #headOf(gap: string): string {
    const indent = " ".repeat(this.#column + 1);
    const isAbout = (line: string) =>
      line.startsWith(indent) && /^ *#/.test(line) && !this.#commentedOut.test(line);
    let end = nextLine(gap, 0);
    while (end < gap.length && isAbout(gap.slice(end, nextLine(gap, end)))) end = nextLine(gap, end);
    return gap.slice(0, end);
  }

  /** Returns the collection that is the value of an item. */
  within(item: Item | undefined): Collection {
    return new Collection(this.#source, item);
  }

  /** The whole text, with the changes. */
  get text(): string {
    return this.#source.slice(0, this.#first) + this.#changed().join("") + this.#source.slice(this.#last);
  }

  /** The changed text between the first offset and the last. */
  #changed(): readonly [items: string, gapAfter: string] {
    const gaps = this.#gaps.map(gap => gap.join(""));
    if (this.#texts.length === 0) return this.isFlow ? ["", ""] : [" []", gaps.join("")];
    return [this.#texts.map((text, at) => gaps[at] + text).join(""), gaps.at(-1) ?? ""];
  }

  /** Replaces the value of an item with the same collection after changes, as `within` returned it. */
  update(index: number, value: Collection): void {
    const { start = 0, end = 0 } = this.items[index] ?? {};
    const [items, gapAfter] = value.#changed();
    const text = this.#source.slice(start, value.#first) + items;
    if (value.isFlow) {
      this.#texts[index] = text + gapAfter + this.#source.slice(value.#last, end);
      return;
    }
    // The rest of its last line is part of the gap after the item.
    const [head, tail] = this.#gaps[index + 1] ?? noGap;
    this.#texts[index] = text;
    this.#gaps[index + 1] = [gapAfter + head.slice(value.#last - end), tail];
  }

  /** Replaces the value of a key. */
  setValue(index: number, text: string): void {
    const { start = 0, value } = this.items[index] ?? {};
    this.#texts[index] = this.#source.slice(start, value?.offset) + text;
  }

  /** Inserts an item before the one at `index`, or after the last. An item is one line, or the lines of a mapping. */
  insert(index: number, lines: readonly string[]): void {
    const [head, tail] = this.#gaps[index] ?? ["", ""];
    const margin = " ".repeat(this.#column);
    const isLast = index === this.#texts.length;
    this.#texts.splice(index, 0, this.#itemText(lines, margin));
    if (this.isFlow && !(this.#hasLinePerItem && head.endsWith("\n"))) {
      const separator: Gap = this.#hasLinePerItem ? [",\n", margin] : [", ", ""];
      const gaps: Gap[] = isLast ? [separator, [head, tail]] : [[head, tail], separator];
      this.#gaps.splice(index, 1, ...(this.#texts.length > 1 ? gaps : [noGap, noGap]));
      return;
    }
    const space = this.#isSpaced ? "\n" : "";
    const comma = this.isFlow && this.#texts.length > 1 ? "," : "";
    const lineEnd = head.endsWith("\n") ? "\n" : "";
    // The last item may have no comma yet. Its comment stays with it.
    const isOpen = isLast && !/^\s*,/.test(head);
    this.#gaps.splice(
      index,
      1,
      [(isOpen ? comma : "") + (lineEnd ? head : `${head}\n`), (index > 0 ? space : "") + margin],
      [(isOpen ? "" : comma) + lineEnd, (index === 0 ? space : "") + tail],
    );
  }

  /** Removes an item and the comments that are only about it. */
  remove(index: number): void {
    const gap = this.#gapWithout(index);
    this.#texts.splice(index, 1);
    this.#gaps.splice(index, 2, gap);
  }

  #gapWithout(index: number): Gap {
    const [gap = noGap, next = noGap] = this.#gaps.slice(index, index + 2);
    const isLast = index === this.#texts.length - 1;
    const isCommaLeft = this.isFlow && isLast && !/^\s*,/.test(next[0]);
    const head = isCommaLeft ? gap[0].replace(/^(\s*),/, "$1") : gap[0];
    if (!gap[0].endsWith("\n") || (this.isFlow && !next[0].endsWith("\n"))) {
      const isKept = index === 0 || /#/.test(gap.join(""));
      if (isKept && /#/.test(index === 0 ? next[1] : next.join(""))) throw new NotEditable();
      return isKept ? [head, gap[1]] : next;
    }
    const above = gap[1].split("\n").slice(0, -1);
    const isCommentOf = (line: string) =>
      line.startsWith("#", this.#column) && line.search(/\S/) === this.#column;
    const isBlank = (line: string) => line.trim() === "";
    const isSpacedBelow = isLast || /^[ \t]*\n/.test(next[1]);
    // A comment above items without blank lines or comments between them may be about all of them.
    if (index > 0 && (isLast || next[1].includes("\n"))) {
      const own = above.splice(this.#endOfCommentedOut(above));
      dropLast(own, isCommentOf);
      if (isSpacedBelow) dropLast(own, isBlank);
      above.push(...own);
    }
    const below = index === 0 ? next[1].replace(/^([ \t]*\n)+/, "") : next[1];
    const tail = above.map(line => `${line}\n`).join("") + below;
    const isEndOfFile =
      isLast && !next[0].includes("\n") && next[1] === "" && this.#last === this.#source.length;
    return isEndOfFile ? [(head + tail).replace(/\n$/, ""), ""] : [head, tail];
  }

  /** Returns the index after the last line of an item that is commented out. */
  #endOfCommentedOut(lines: readonly string[]): number {
    const start = lines.findLastIndex(line => this.#commentedOut.test(line));
    if (start === -1) return 0;
    const columnOf = (line = "") => /^\s*#\s*/.exec(line)?.[0].length ?? 0;
    const rest = lines.slice(start + 1).findIndex(line => columnOf(line) <= columnOf(lines[start]));
    return rest === -1 ? lines.length : start + 1 + rest;
  }

  /** Formats an item in the style of the existing ones. */
  #itemText(lines: readonly string[], margin: string): string {
    const { items } = this;
    const inBraces = lines.length > 1 ? `{ ${lines.join(", ")} }` : lines.join("");
    if (this.isFlow) return inBraces;
    if (!this.#isList) return lines.join(`\n${margin}`);
    const { offset = 0 } = items[0]?.value ?? {};
    const width = Math.max(offset - lineStart(this.#source, offset) - this.#column, 2);
    return (
      "-".padEnd(width) + (this.#isInBraces ? [inBraces] : lines).join(`\n${margin}${" ".repeat(width)}`)
    );
  }
}

const noGap: Gap = ["", ""];

/** Returns the start of the line that contains an offset. */
export function lineStart(text: string, offset = text.length): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** Returns the offset after the line break at or after an offset, or the end of the text if there is none. */
function nextLine(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at === -1 ? text.length : at + 1;
}

function dropLast(lines: string[], isDropped: (line: string) => boolean): void {
  while (lines.length > 0 && isDropped(lines.at(-1) ?? "")) lines.pop();
}
