import { type Block, isGluedDash, misplaced, type Suspect, withoutColon } from "./explain-line.ts";
import { colonIn, isBlank, isComment, isDashAt, isSpaceAt, type Line, readLine, skipSpace } from "./line.ts";
import { MistakeFound, NotScannable, type SyntaxMistake } from "./mistake.ts";
import { isQuoteAt, quotedOnLine } from "./quoted.ts";
import { checkStart, scanValue, type Value } from "./value.ts";

/**
 * Returns the first mistake in the syntax of a text, or undefined if there is none, or if the text has YAML that the scanner
 * doesn't follow. In time in proportion to the text.
 */
export function findMistake(text: string): SyntaxMistake | undefined {
  try {
    new BlockScanner(text).scan();
  } catch (error) {
    if (error instanceof MistakeFound) return error.mistake;
    if (!(error instanceof NotScannable)) throw error;
  }
  return undefined;
}

/** The maximum depth of blocks that are followed. The yaml package reads no deeper ones. */
const maxDepth = 64;

/** The key or dash that a value belongs to. */
interface Parent {
  readonly column: number;
  /** A list may be in the column of its key, but not in that of a dash. */
  readonly hasKey: boolean;
}

/** Follows the blocks of a text line by line, as far as their indentation and their keys go. */
class BlockScanner {
  readonly #text: string;
  readonly #blocks: Block[] = [];
  #at = 0;
  /** What the line before ended with, and the column of its key or dash. */
  #value: Value = { kind: "none", column: -1 };
  /** Whether the value before belongs to a key. */
  #hasKey = false;
  /** What is likely wrong with the line before if the current line doesn't fit. */
  #suspect: Suspect | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): void {
    while (this.#at < this.#text.length) {
      const line = readLine(this.#text, this.#at);
      this.#at = line.next;
      if (!isBlank(this.#text, line)) this.#line(line);
    }
  }

  #line(line: Line): void {
    const text = this.#text;
    const { kind, column } = this.#value;
    const isDeeper = line.spaces > column;
    if (kind === "block-scalar" && isDeeper) return;
    if (isComment(text, line)) {
      // A comment ends plain text.
      if (kind === "plain") this.#value = { kind: "complete", column };
      return;
    }
    if (
      line.spaces === 0 &&
      /^(?:%|(?:---|\.\.\.)(?:[ \t\r\n]|$))/.test(text.slice(line.start, line.start + 4))
    ) {
      if (kind !== "none" || column !== -1 || line.end !== line.start + 3) throw new NotScannable();
    } else if (text.startsWith("```", line.content))
      throw new MistakeFound({ problem: "code-fence" }, line.content, line.end);
    else if (kind === "plain" && isDeeper) this.#continuation(line);
    else this.#entry(line);
  }

  /** A line that continues the plain text of the line before, unless it has a key. */
  #continuation(line: Line): void {
    const { content, end } = line;
    if (colonIn(this.#text, content, end) === undefined) return;
    throw misplaced(this.#text, line, this.#blocks, this.#suspect);
  }

  #entry(line: Line): void {
    const text = this.#text;
    const { spaces } = line;
    const content = skipSpace(text, line.content);
    checkFollowed(text, content);
    const isItem = isDashAt(text, content);
    const left = this.#countWithin(spaces, isItem);
    const top = this.#blocks[left - 1];
    const { kind, column } = this.#value;
    const isSibling = top?.column === spaces && top.kind === (isItem ? "list" : "mapping");
    const isNested = kind === "none" && (spaces > column || (isItem && this.#hasKey && spaces === column));
    const isTabbed = content > line.content && (!isNested || isItem || colonIn(text, content, line.end));
    if (isTabbed || !(isSibling || isNested)) throw misplaced(text, line, this.#blocks, this.#suspect);
    const closed = this.#blocks.splice(left);
    this.#suspect = isItem ? undefined : { kind: "line", line, closed, blocks: left };
    if (isItem) this.#item(line, content);
    else this.#keyOrText(line, content, isSibling ? undefined : { column, hasKey: this.#hasKey });
  }

  /** The number of blocks that a line leaves open: not those indented more, nor a list in the column of a line that isn't an item. */
  #countWithin(column: number, isItem: boolean): number {
    return (
      this.#blocks.findLastIndex(
        block => block.column < column || (block.column === column && (isItem || block.kind === "mapping")),
      ) + 1
    );
  }

  /** Notes an entry of a block in a column, which it opens if it isn't open. */
  #enter(kind: Block["kind"], column: number, at: number): void {
    const top = this.#blocks.at(-1);
    if (top?.kind === kind && top.column === column) top.last = at;
    else this.#blocks.push({ kind, column, first: at, last: at });
  }

  #item(line: Line, at: number): void {
    const text = this.#text;
    if (this.#blocks.length > maxDepth) throw new NotScannable();
    const column = at - line.start;
    this.#enter("list", column, at);
    const content = skipSpace(text, at + 1);
    checkFollowed(text, content);
    if (isDashAt(text, content) || colonIn(text, content, line.end) !== undefined) {
      const tab = text.slice(at, content).indexOf("\t");
      if (tab !== -1) throw new MistakeFound({ problem: "tab" }, at + tab, content);
    }
    if (content < line.end && isDashAt(text, content)) this.#item(line, content);
    else this.#keyOrText(line, content, { column, hasKey: false });
  }

  /** A key with its value, or a value. `parent`: the key or dash that it belongs to, if it isn't a further key. */
  #keyOrText(line: Line, at: number, parent: Parent | undefined): void {
    const text = this.#text;
    const column = at - line.start;
    const colon = this.#colonOfKey(at, line.end);
    if (colon !== undefined) {
      checkStart(text, at, colon);
      this.#enter("mapping", column, at);
      if (isGluedDash(text, at)) this.#suspect = { kind: "text", at, column };
      this.#read(colon + 1, { column, hasKey: true }, true);
    } else if (parent === undefined) throw withoutColon(text, at);
    else {
      this.#read(at, parent, false);
      if (this.#value.kind === "plain") this.#suspect = { kind: "text", at, column: parent.column };
    }
  }

  #read(at: number, { column, hasKey }: Parent, isAfterKey: boolean): void {
    const { value, next } = scanValue(this.#text, at, column, isAfterKey);
    this.#value = value;
    this.#hasKey = hasKey;
    this.#at = next;
  }

  /** The offset of the colon that ends the key at an offset; undefined if there is no key. */
  #colonOfKey(start: number, end: number): number | undefined {
    const text = this.#text;
    let at = start;
    while (/[&!]/.test(text[at] ?? "")) {
      const property = /^[^ \t]+[ \t]*/.exec(text.slice(at, end))?.[0] ?? "";
      at += property.length;
    }
    if (!isQuoteAt(text, at)) {
      const colon = /[[{|>]/.test(text[at] ?? "") ? undefined : colonIn(text, at, end);
      if (text[at] === "*" && colon !== undefined) throw new NotScannable();
      return colon;
    }
    const after = quotedOnLine(text, at, end);
    if (after === undefined) return undefined;
    const colon = skipSpace(text, after);
    if (text[colon] !== ":") return undefined;
    if (isSpaceAt(text, colon + 1)) return colon;
    throw new MistakeFound({ problem: "no-space", after: text.slice(at, colon + 1) }, at, end);
  }
}

/** Throws at an explicit key, or at a value without a key. */
function checkFollowed(text: string, at: number): void {
  if (/[?:]/.test(text[at] ?? "") && isSpaceAt(text, at + 1)) throw new NotScannable();
}
