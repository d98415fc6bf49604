import { isSpaceAt } from "./line.ts";
import { endOfLine, inQuotes, MistakeFound, NotScannable } from "./mistake.ts";
import { isQuoteAt, scanQuoted, unclosed } from "./quoted.ts";

/** An open bracket or brace, and what was read of the entry in it. */
interface Level {
  readonly start: number;
  readonly close: "]" | "}";
  /** Whether there is anything since the last comma. */
  hasEntry: boolean;
  hasColon: boolean;
  /** Undefined if a value can start here. */
  last: "plain" | "quoted" | "collection" | undefined;
  /** Where the last plain text starts. */
  text: number;
}

/** Returns whether a list in brackets or a mapping in braces starts at an offset. */
export function isFlowAt(text: string, at: number): boolean {
  return text[at] === "[" || text[at] === "{";
}

/**
 * Returns the offset after the brackets or braces that open at an offset. Further lines must be indented by more than `column`
 * spaces. Throws `MistakeFound` or `NotScannable`.
 */
export function scanFlow(text: string, start: number, column: number): number {
  return new FlowScanner(text, column).scan(start);
}

class FlowScanner {
  readonly #text: string;
  readonly #column: number;
  readonly #levels: Level[] = [];
  #at = 0;

  constructor(text: string, column: number) {
    this.#text = text;
    this.#column = column;
  }

  scan(start: number): number {
    this.#at = start;
    this.#open();
    for (let level = this.#levels.at(-1); level; level = this.#levels.at(-1)) {
      this.#skipSpace(level);
      this.#token(level);
    }
    return this.#at;
  }

  #token(level: Level): void {
    const text = this.#text;
    const character = text[this.#at] ?? "";
    if (character === "]" || character === "}") this.#close(level, character);
    else if (character === ",") this.#comma(level);
    else if (character === ":" && this.#isColon(level)) this.#colon(level);
    else if (level.last === "plain" && !isFlowAt(text, this.#at)) this.#plain(level);
    else if (level.last !== undefined) this.#missingComma(level);
    else if (isFlowAt(text, this.#at)) this.#open();
    else if (isQuoteAt(text, this.#at)) {
      this.#at = scanQuoted(text, this.#at, this.#column);
      this.#end(level, "quoted");
    } else this.#property(level, character);
  }

  #open(): void {
    const close = this.#text[this.#at] === "[" ? "]" : "}";
    const start = this.#at;
    this.#levels.push({ start, close, hasEntry: false, hasColon: false, last: undefined, text: start });
    this.#at += 1;
  }

  #close(level: Level, character: string): void {
    if (character !== level.close) this.#mismatch(level, character);
    this.#at += 1;
    this.#levels.pop();
    const outer = this.#levels.at(-1);
    if (outer) this.#end(outer, "collection");
  }

  #mismatch({ start, close }: Level, found: string): never {
    if (this.#levels.some(outer => outer.close === found)) throw unclosed(this.#text, start, close, this.#at);
    const open = this.#text[start] ?? "";
    throw new MistakeFound({ problem: "mismatched", open, close, found }, this.#at, this.#at + 1);
  }

  #end(level: Level, last: Level["last"]): void {
    level.hasEntry = true;
    level.last = last;
  }

  #comma(level: Level): void {
    if (!level.hasEntry) throw new MistakeFound({ problem: "extra-comma" }, this.#at, this.#at + 1);
    level.hasEntry = false;
    level.hasColon = false;
    level.last = undefined;
    this.#at += 1;
  }

  /** A colon ends a key if a space or a delimiter follows it, or if the key is quoted. */
  #isColon({ last }: Level): boolean {
    return (
      last === "quoted" || last === "collection" || /[ \t\r\n,[\]{}]/.test(this.#text[this.#at + 1] ?? " ")
    );
  }

  #colon(level: Level): void {
    if (level.hasColon) this.#secondColon(level);
    level.hasEntry = true;
    level.hasColon = true;
    level.last = undefined;
    this.#at += 1;
  }

  /** An entry has one colon: either a comma is missing before the key of the next one, or the value has a colon. */
  #secondColon(level: Level): never {
    const text = this.#text;
    const value = text.slice(level.text, this.#at).trimEnd();
    const space = value.search(/[ \t\r\n][^ \t\r\n]*$/);
    if (level.last !== "plain" || space !== -1) {
      const at = level.last === "plain" ? level.text + space : this.#at;
      throw new MistakeFound({ problem: "no-comma" }, at, at + 1);
    }
    const rest = /^[^,\]}\r\n]*/.exec(text.slice(level.text, endOfLine(text, this.#at)))?.[0] ?? "";
    const quoted = inQuotes(rest.trim());
    throw new MistakeFound(
      { problem: "colon-in-value", quoted, key: undefined },
      level.text,
      level.text + rest.trimEnd().length,
    );
  }

  #missingComma(level: Level): never {
    const text = this.#text;
    const at = this.#at;
    const isText = level.last === "quoted" && !isFlowAt(text, at) && !isQuoteAt(text, at);
    if (!isText) throw new MistakeFound({ problem: "no-comma" }, at, at + 1);
    const end = at + (/[,\]}\r\n]|$/.exec(text.slice(at))?.index ?? 0);
    throw new MistakeFound({ problem: "text-after-quote", quoted: undefined }, at, end);
  }

  /** An anchor, a tag, an alias, or plain text. */
  #property(level: Level, character: string): void {
    const text = this.#text;
    if (/[&!*]/.test(character)) {
      while (/[^ \t\r\n,[\]{}]/.test(text[this.#at] ?? " ")) this.#at += 1;
      level.hasEntry = true;
      if (character === "*") level.last = "collection";
    } else if (character === "?" && isSpaceAt(text, this.#at + 1)) throw new NotScannable();
    else this.#plain(level);
  }

  #plain(level: Level): void {
    const text = this.#text;
    const start = this.#at;
    const isFirst = level.last === undefined;
    const end = plainEnd(text, start);
    const character = text[start] ?? "";
    const isDash = character === "-" && /[ \t\r\n,[\]{}]/.test(text[start + 1] ?? " ");
    // A list item cannot be in brackets, so they were not closed before it.
    if (isDash && /^[ \t]*$/.test(text.slice(text.lastIndexOf("\n", start - 1) + 1, start)))
      throw unclosed(text, level.start, level.close, start);
    if (isFirst && (isDash || /[@`%|>]/.test(character))) {
      const quoted = inQuotes(text.slice(start, end).trim());
      throw new MistakeFound({ problem: "special-start", character, quoted }, start, end);
    }
    if (isFirst) level.text = start;
    this.#at = Math.max(end, start + 1);
    this.#end(level, "plain");
  }

  /** Skips spaces, line breaks, and comments. The brackets are unclosed if a line isn't indented enough, or at the end. */
  #skipSpace(level: Level): void {
    const text = this.#text;
    for (;;) {
      const character = text[this.#at];
      if (character === "\n") {
        this.#at += 1;
        this.#checkIndentation(level);
      } else if (character === " " || character === "\t" || character === "\r") this.#at += 1;
      else if (character === "#" && isSpaceAt(text, this.#at - 1)) this.#at = endOfLine(text, this.#at);
      else break;
    }
    if (this.#at >= text.length) throw unclosed(text, level.start, level.close, this.#at);
  }

  #checkIndentation(level: Level): void {
    const text = this.#text;
    let at = this.#at;
    while (text[at] === " ") at += 1;
    const spaces = at - this.#at;
    const isContent = at < text.length && !/[\r\n#\t\]}]/.test(text[at] ?? "");
    if (isContent && spaces <= this.#column) throw unclosed(text, level.start, level.close, at);
  }
}

/** The end of plain text in brackets: before a delimiter, a colon that ends a key, a comment, or the end of the line. */
function plainEnd(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (/[,[\]{}\r\n]/.test(character)) break;
    if (character === ":" && /[ \t\r\n,[\]{}]/.test(text[at + 1] ?? " ")) break;
    if (character === "#" && at > start && isSpaceAt(text, at - 1)) break;
  }
  return at;
}
