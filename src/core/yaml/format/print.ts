import { BlankLines, endOf, firstWidth, isSpaced, marked, moveComments } from "./lines.ts";
import { withPreferredQuotes } from "./quotes.ts";
import { linesOfBlockText, linesOfWord } from "./scalars.ts";
import { NotFormattable, type OwnComment, type Part, type PartKind } from "./tree.ts";

/** In columns. */
const maxWidth = 80;
const step = 2;

/** Where a part is printed, in columns. */
interface Place {
  /** The column of the lines below its first line. */
  readonly indent: number;
  /** The column of its first line. */
  readonly column: number;
  /** How many columns must be left after its last line. */
  readonly after: number;
}

/** Returns a file in the style of Prettier 3 with its default options. `last`: the comments at its end. */
export function printFile(text: string, root: Part, last: readonly OwnComment[]): string {
  const { kind, source, start, end } = lastPart(root);
  const [first] = last;
  // Prettier counts the line breaks wrong if comments follow.
  if ((first || root.end > end) && /^[|>]\+/.test(source)) throw new NotFormattable(start);
  const blankLines = new BlankLines(text);
  const isApart = first !== undefined && (kind === "block-text" || blankLines.isAbove(first.offset));
  const spacedEnds = new Set(isApart ? [root.end] : []);
  addSpacedEnds(root, true, spacedEnds);
  const body = new Printer(blankLines, spacedEnds).part(root, { indent: 0, column: 0, after: 0 });
  const comments = last.map(comment => `${comment.text}\n${blankLines.below(endOf(comment))}`);
  return moveComments(`${body}\n${isApart ? "\n" : ""}${comments.join("")}`);
}

/** Prints parts of a file. */
export class Printer {
  readonly #blankLines: BlankLines;
  /** The ends below which a blank line is printed with a part, not with the comment that ends there. */
  readonly #spacedEnds: ReadonlySet<number>;

  constructor(blankLines: BlankLines, spacedEnds: ReadonlySet<number>) {
    this.#blankLines = blankLines;
    this.#spacedEnds = spacedEnds;
  }

  /** Returns the text of a part, with the comments that belong to it. */
  part(part: Part, { indent, column, after }: Place): string {
    const { kind, above, properties, below } = part;
    const margin = " ".repeat(indent);
    const isInside = isFlow(kind);
    const blankBelow = (one: OwnComment) =>
      below.length > 0 && !isInside ? "" : this.#blankLines.below(endOf(one));
    const lines = above.map(one => `${one.text}\n${blankBelow(one)}${margin}`).join("");
    const prefix = properties === "" ? "" : properties + (isBlock(kind) ? `\n${margin}` : " ");
    const start = (lines === "" ? column : indent) + (isBlock(kind) ? 0 : firstWidth(prefix));
    const body = this.#body(part, { indent, column: start, after });
    const comment = this.#trailingComment(part);
    // The comments below the items of braces and brackets are printed before the closing one.
    const end = isInside ? "" : this.#commentsBelow(below, kind === "item" ? indent + step : indent);
    return lines + prefix + body + comment + end;
  }

  #body(part: Part, place: Place): string {
    const { kind, children, source, start } = part;
    const { indent, column } = place;
    const margin = " ".repeat(indent);
    const [first] = children;
    switch (kind) {
      case "mapping":
      case "list":
        return this.#block(children, place);
      case "braces":
      case "brackets":
        return this.#flow(part, place);
      case "pair":
        return this.#pair(part, place);
      case "value":
        return first ? this.part(first, place) : "";
      case "item":
        return `- ${first ? this.part(first, { indent: indent + step, column: column + step, after: 0 }) : ""}`;
      case "word":
        return linesOfWord(source)
          .map((line, index) => (index === 0 || line === "" ? line : margin + line))
          .join("\n");
      case "block-text": {
        const lines = linesOfBlockText(source, margin);
        if (!lines) throw new NotFormattable(start);
        return lines.join("\n");
      }
    }
  }

  #block(children: readonly Part[], place: Place): string {
    const { indent } = place;
    return children
      .map((child, index) => {
        const previous = children[index - 1];
        if (!previous) return this.part(child, place);
        const text = this.part(child, { ...place, column: indent });
        return `\n${this.#blankLines.below(previous.end)}${" ".repeat(indent)}${text}`;
      })
      .join("");
  }

  #flow(part: Part, { indent, column, after }: Place): string {
    const { kind, children, below, start } = part;
    const flat = flatFlow(part);
    if (flat !== undefined && column + firstWidth(flat) + after <= maxWidth) return flat;
    // Prettier would move a comment if nothing else breaks the line, and add a comma without an item.
    const isBroken = below.length > 0 || children.some(breaksAround);
    if (children.length === 0 || (flat === undefined && !isBroken)) throw new NotFormattable(start);
    const inner = indent + step;
    const margin = `\n${" ".repeat(inner)}`;
    const items = children.map((child, index) => {
      const next = children[index + 1];
      const text = this.part(child, { indent: inner, column: inner, after: 1 });
      const canSpace = next && this.#blankLines.areApart(child, next) && !isSpaced(text);
      return `${margin}${text},${canSpace ? this.#blankLines.below(child.end) : ""}`;
    });
    const comments = below.map(one => `${margin}${one.text}${this.#blankLines.below(endOf(one))}`);
    const [open, close] = kind === "braces" ? ["{", "}"] : ["[", "]"];
    return `${open}${items.join("")}${comments.join("")}\n${" ".repeat(indent)}${close}`;
  }

  #pair(pair: Part, { indent, column, after }: Place): string {
    const [key, value] = pair.children;
    const [content] = value?.children ?? [];
    if (!key || !value || !content || !isPrintable(pair, key, value, content))
      throw new NotFormattable(pair.start);
    const inner = indent + step;
    const keyText = `${this.part(key, { indent, column, after: 0 })}:`;
    const onNextLine = () =>
      `${keyText}\n${" ".repeat(inner)}${this.part(value, { indent: inner, column: inner, after })}`;
    if (isBelowKey(key, value, content)) return onNextLine();
    const start = column + firstWidth(keyText) + 1;
    const flat = flatText(content);
    const needed = flat === undefined ? firstWidth(openingOf(content)) : firstWidth(flat) + after;
    const isOneWord = content.kind === "word" && !content.source.includes("\n");
    if (!isOneWord && start + needed > maxWidth) return onNextLine();
    return `${keyText} ${this.part(value, { indent: inner, column: start, after })}`;
  }

  #commentsBelow(comments: readonly OwnComment[], indent: number): string {
    const margin = " ".repeat(indent);
    const blank = ({ offset }: OwnComment) => (this.#blankLines.isAbove(offset) ? "\n" : "");
    return comments.map(one => `\n${blank(one)}${margin}${one.text}`).join("");
  }

  #trailingComment({ trailing, parent }: Part): string {
    if (!trailing) return "";
    const end = endOf(trailing);
    const hasBlank = parent?.kind !== "pair" && !this.#spacedEnds.has(end);
    return marked(trailing.text + (hasBlank ? this.#blankLines.below(end) : ""));
  }
}

/** Whether a pair has comments only where they can be printed. In braces, Prettier adds a comma to the last comment. */
function isPrintable({ parent }: Part, key: Part, value: Part, content: Part): boolean {
  if (key.above.length + value.above.length > 0) return false;
  if (parent?.kind === "braces") return !key.trailing && value.below.length === 0;
  const isText = content.kind === "word" || isFlow(content.kind);
  return !key.trailing || isText || (isBlock(content.kind) && content.properties === "");
}

/** Whether the value of a key begins on the line below the key, however short it is. */
function isBelowKey(key: Part, value: Part, content: Part): boolean {
  const hasComments = value.below.length > 0 && !isBlock(content.kind);
  if (hasComments && isFlow(content.kind) && content.children.length === 0) return false;
  const isPlainBlock = isBlock(content.kind) && content.properties === "";
  return hasComments || isPlainBlock || content.above.length > 0 || key.trailing !== undefined;
}

/** Returns the first line of a part that spans lines, without its comments. */
function openingOf({ kind, properties, source }: Part): string {
  const own = isFlow(kind) ? "[" : (linesOfWord(source)[0] ?? "");
  return properties === "" ? own : `${properties} ${own}`.trimEnd();
}

/** Returns a part on one line. Undefined if it has comments, or text on several lines. */
function flatText(part: Part): string | undefined {
  const { above, trailing, below, properties } = part;
  if (trailing || above.length + below.length > 0) return undefined;
  const flat = flatBody(part);
  return flat === undefined || properties === "" ? flat : `${properties} ${flat}`;
}

function flatBody(part: Part): string | undefined {
  const { kind, children, source } = part;
  if (kind === "word") return source.includes("\n") ? undefined : withPreferredQuotes(source);
  if (isFlow(kind)) return flatFlow(part);
  if (kind !== "pair" && kind !== "value") return undefined;
  const texts = children.map(flatText);
  return texts.includes(undefined) ? undefined : texts.join(": ");
}

/** Returns braces or brackets on one line, without their comment and anchor. */
function flatFlow({ kind, children, below }: Part): string | undefined {
  const texts = children.map(flatText);
  if (below.length > 0 || texts.includes(undefined)) return undefined;
  if (kind === "brackets") return `[${texts.join(", ")}]`;
  return texts.length === 0 ? "{}" : `{ ${texts.join(", ")} }`;
}

/** Whether a part of braces or brackets breaks their line, because of a comment or text on several lines. */
function breaksAround({ kind, source, above, trailing, below, children }: Part): boolean {
  if (above.length > 0) return true;
  if (kind !== "pair")
    return source.includes("\n") || trailing !== undefined || below.length > 0 || children.some(breaksAround);
  const [, value] = children;
  const [content] = value?.children ?? [];
  const isOneLine = content?.kind === "word" && !content.source.includes("\n");
  return (
    isOneLine && content.trailing !== undefined && content.above.length === 0 && value?.below.length === 0
  );
}

/** Adds the ends of the parts in blocks, except for the last ones in the file. */
function addSpacedEnds(part: Part, isLast: boolean, ends: Set<number>): void {
  const { kind, parent, children } = part;
  const isInBlock = isBlock(kind) || kind === "item" || (kind === "pair" && parent?.kind === "mapping");
  if (isInBlock && !isLast) ends.add(part.end);
  const last = children.at(-1);
  for (const child of children) addSpacedEnds(child, isLast && child === last, ends);
}

function lastPart(part: Part): Part {
  const last = part.children.at(-1);
  return last ? lastPart(last) : part;
}

function isBlock(kind: PartKind): boolean {
  return kind === "mapping" || kind === "list";
}

function isFlow(kind: PartKind): boolean {
  return kind === "braces" || kind === "brackets";
}
