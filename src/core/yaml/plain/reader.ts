import { PartialCollection, type PlainBuilder } from "./builder.ts";
import { parseKey, parseScalar, UnsupportedByFastReader, unsupported } from "./scalar.ts";
import {
  closeBrace,
  closeBracket,
  colon,
  comma,
  flowPlainEnd,
  isColonAt,
  isQuote,
  lineEnd,
  lineFeed,
  numberSign,
  openBrace,
  openBracket,
  plainEnd,
  plainKeyEnd,
  quotedEnd,
  space,
} from "./tokens.ts";

/**
 * Reads plain YAML: a block mapping with indented blocks, with flow collections and quoted strings that each fit on one
 * line, and with comments. Returns undefined for anything else, whether it is a mistake or a rare feature; the yaml
 * package must then read the text. A returned value equals what the yaml package would return. The time is
 * proportional to the length of the text, even if it is hostile.
 */
export function readPlain<Node>(text: string, builder: PlainBuilder<Node>): Node | undefined {
  if (/[\t\r\u0085\u2028\u2029\ufeff]/.test(text)) return undefined;
  const reader = new PlainReader(text, builder);
  try {
    return reader.readDocument();
  } catch (error) {
    if (error instanceof UnsupportedByFastReader) return undefined;
    throw error;
  }
}

/** The maximum depth of collections. */
const maxDepth = 16;
/** In characters. */
const maxSharedListLength = 200;
/** The maximum number of lists that are kept to be shared, for each depth. */
const maxSharedLists = 1000;

const dash = 0x2d;

class PlainReader<Node> {
  readonly #text: string;
  readonly #builder: PlainBuilder<Node>;
  /** The current offset. Between lines, it is at the first character of the next content. */
  #at = 0;
  /** The start of the line of `#at`. */
  #lineStart = 0;
  /**
   * The open collection at each depth. They are reused, because new arrays for each of 100,000 mappings would
   * be most of the garbage.
   */
  readonly #open: PartialCollection<Node>[] = [];

  constructor(text: string, builder: PlainBuilder<Node>) {
    this.#text = text;
    this.#builder = builder;
  }

  readDocument(): Node {
    this.#nextContent();
    if (this.#at >= this.#text.length || this.#column !== 0 || this.#isItem()) throw unsupported;
    const node = this.#mapping(0);
    if (this.#at < this.#text.length) throw unsupported;
    return node;
  }

  #openAt(depth: number): PartialCollection<Node> {
    if (depth > maxDepth) throw unsupported;
    const open = this.#open[depth] ?? new PartialCollection<Node>();
    this.#open[depth] = open;
    return open.clear();
  }

  get #column(): number {
    return this.#at - this.#lineStart;
  }

  /**
   * Moves to the next content at or after the start of a line: past blank lines and comments, or to the end
   * of the text.
   */
  #nextContent(): void {
    const text = this.#text;
    for (;;) {
      let at = this.#lineStart;
      while (text.charCodeAt(at) === space) at += 1;
      const code = text.charCodeAt(at);
      this.#at = at;
      if (at >= text.length || (code !== lineFeed && code !== numberSign)) return;
      this.#lineStart = lineEnd(text, at) + 1;
      if (this.#lineStart > text.length) {
        this.#at = text.length;
        return;
      }
    }
  }

  /** Checks that only a comment follows a value on its line, and moves to the next content. */
  #endLine(at: number): void {
    const text = this.#text;
    let end = at;
    while (text.charCodeAt(end) === space) end += 1;
    const code = text.charCodeAt(end);
    const isEnd = end >= text.length || code === lineFeed || (code === numberSign && end > at);
    if (!isEnd) throw unsupported;
    this.#lineStart = lineEnd(text, end) + 1;
    if (this.#lineStart > text.length) this.#lineStart = this.#at = text.length;
    else this.#nextContent();
  }

  #isItem(): boolean {
    return this.#text.charCodeAt(this.#at) === dash && this.#text.charCodeAt(this.#at + 1) === space;
  }

  /** Reads a block mapping, whose keys are all in the same column. `#at` is the first key. */
  #mapping(depth: number): Node {
    const column = this.#column;
    const start = this.#at;
    const entries = this.#openAt(depth);
    do {
      if (this.#isItem()) throw unsupported;
      this.#key(entries);
      entries.addValue(this.#valueOf(column, depth));
    } while (this.#at < this.#text.length && this.#column === column);
    this.#leave(column);
    return this.#builder.mapping(entries, start, this.#lineStart);
  }

  /** Reads a block list, whose dashes are all in the same column. `#at` is the first dash. */
  #list(depth: number): Node {
    const column = this.#column;
    const start = this.#at;
    const items = this.#openAt(depth);
    do {
      this.#skip(2);
      items.addValue(this.#item(column, depth));
    } while (this.#at < this.#text.length && this.#column === column && this.#isItem());
    this.#leave(column);
    return this.#listOf(items, start, this.#lineStart);
  }

  /** Checks that the content after a value isn't indented more than the block that contains the value. */
  #leave(column: number): void {
    if (this.#at < this.#text.length && this.#column > column) throw unsupported;
  }

  /** Reads an item of a block list: a mapping whose first key follows the dash, or a value on one line. */
  #item(column: number, depth: number): Node {
    return this.#isKeyAhead() ? this.#mapping(depth + 1) : this.#lineValue(column, depth);
  }

  /** Reads the value of a key in the given column: on the line of the key, or as a block on the next lines. */
  #valueOf(column: number, depth: number): Node {
    const text = this.#text;
    this.#skip(0);
    const code = text.charCodeAt(this.#at);
    if (code !== lineFeed && code !== numberSign && this.#at < text.length)
      return this.#lineValue(column, depth);
    // White space follows the colon of a key, so a comment may begin here.
    this.#endLine(code === numberSign ? this.#at - 1 : this.#at);
    // A missing value is null. The yaml package reads it, because the location of that null is complicated.
    if (this.#at >= text.length || this.#column < column) throw unsupported;
    if (this.#isItem()) return this.#list(depth + 1);
    if (this.#column === column || !this.#isKeyAhead()) throw unsupported;
    return this.#mapping(depth + 1);
  }

  #isKeyAhead(): boolean {
    const code = this.#text.charCodeAt(this.#at);
    if (code === openBracket || code === openBrace) return false;
    if (isQuote(code)) return isColonAt(this.#text, quotedEnd(this.#text, this.#at));
    return plainKeyEnd(this.#text, this.#at) !== undefined;
  }

  /** Reads a value that ends on its line. A next line with deeper indentation would continue it, or be a mistake. */
  #lineValue(column: number, depth: number): Node {
    const node = this.#value(depth, false);
    this.#endLine(this.#at);
    this.#leave(column);
    return node;
  }

  /** Reads a collection in brackets, a quoted string, or a plain scalar, which ends earlier in a flow collection. */
  #value(depth: number, isInFlow: boolean): Node {
    const text = this.#text;
    const start = this.#at;
    const code = text.charCodeAt(start);
    if (code === openBracket || code === openBrace) return this.#flow(depth + 1);
    const isText = isQuote(code);
    const end = isText
      ? quotedEnd(text, start)
      : isInFlow
        ? flowPlainEnd(text, start)
        : plainEnd(text, start);
    this.#at = end;
    const value = isText ? text.slice(start + 1, end - 1) : parseScalar(text.slice(start, end));
    return this.#builder.scalar(value, start, end);
  }

  /** Reads a key and its colon. */
  #key(entries: PartialCollection<Node>): void {
    const text = this.#text;
    const start = this.#at;
    const likely = entries.likelyKey;
    if (likely !== undefined && text.startsWith(likely, start) && isColonAt(text, start + likely.length)) {
      this.#at = start + likely.length + 1;
      entries.addKey(likely, start, start + likely.length);
      return;
    }
    const isText = isQuote(text.charCodeAt(start));
    const end = isText ? quotedEnd(text, start) : plainKeyEnd(text, start);
    if (end === undefined || !isColonAt(text, end)) throw unsupported;
    this.#addKey(entries, start, end, isText);
  }

  #addKey(entries: PartialCollection<Node>, start: number, end: number, isText: boolean): void {
    const name = isText ? this.#text.slice(start + 1, end - 1) : parseKey(this.#text.slice(start, end));
    this.#at = end + 1;
    entries.addKey(name, start, end);
  }

  /** Reads a flow collection on one line. `#at` is its bracket, and moves past the closing one. */
  #flow(depth: number): Node {
    const start = this.#at;
    const entries = this.#openAt(depth);
    const isObject = this.#text.charCodeAt(start) === openBrace;
    const known = isObject ? undefined : this.#listAhead(entries);
    if (known !== undefined) return known;
    const close = isObject ? closeBrace : closeBracket;
    this.#skip(1);
    while (this.#text.charCodeAt(this.#at) !== close) {
      if (entries.size > 0) {
        if (this.#text.charCodeAt(this.#at) !== comma) throw unsupported;
        this.#skip(1);
      }
      if (isObject) this.#flowKey(entries);
      entries.addValue(this.#value(depth, true));
      this.#skip(0);
    }
    this.#at += 1;
    return isObject
      ? this.#builder.mapping(entries, start, this.#at)
      : this.#listOf(entries, start, this.#at);
  }

  /** Returns the list in brackets that begins here, if one with the same text was read before. */
  #listAhead(items: PartialCollection<Node>): Node | undefined {
    // A list without inner brackets ends at the first one. The same text always gives the same list.
    const end = this.#text.indexOf("]", this.#at) + 1;
    const list = items.lists.get(this.#sharedText(this.#at, end));
    if (list !== undefined) this.#at = end;
    return list;
  }

  /** Creates a list, or returns the one with the same text that was read before. */
  #listOf(items: PartialCollection<Node>, start: number, end: number): Node {
    const text = this.#sharedText(start, end);
    const known = items.lists.get(text);
    if (known !== undefined) return known;
    const list = this.#builder.list(items.values.slice(0, items.size), start, end);
    if (text !== "" && items.lists.size < maxSharedLists) items.lists.set(text, list);
    return list;
  }

  /** Returns the text of a list if lists with the same text may be shared, otherwise an empty string. */
  #sharedText(start: number, end: number): string {
    const isShared = this.#builder.sharesLists && end - start <= maxSharedListLength;
    return isShared ? this.#text.slice(start, end) : "";
  }

  /** Moves forward by a number of characters, and past spaces. */
  #skip(characters: number): void {
    this.#at += characters;
    while (this.#text.charCodeAt(this.#at) === space) this.#at += 1;
  }

  #flowKey(entries: PartialCollection<Node>): void {
    const text = this.#text;
    const start = this.#at;
    const isText = isQuote(text.charCodeAt(start));
    const end = isText ? quotedEnd(text, start) : flowPlainEnd(text, start);
    if (text.charCodeAt(end) !== colon || text.charCodeAt(end + 1) !== space) throw unsupported;
    this.#addKey(entries, start, end, isText);
    this.#skip(0);
  }
}
