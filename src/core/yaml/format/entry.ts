import { valueAt } from "../../values/untyped.ts";
import { readYaml } from "../full/parse.ts";
import { formatWhole } from "./whole.ts";

/** Stands for a character of a word. The words of an entry have different marks. */
const firstMark = 0xe000;
const maxWords = 6400;
const mark = String.fromCharCode(firstMark);
/** A word that isn't a key. Each of its characters takes one column. */
const word = /[A-Za-z0-9_\u00c0-\u024f][\w\u00c0-\u024f@.+-]*(?![\w\u00c0-\u024f@.+:-])/g;
/** What would mean something else if words were replaced: escapes, tags, block texts, and comments for Prettier. */
const meaningfulWord = /[\\!|>\r\u2028\u2029]|prettier-ignore/;
/**
 * A line that the lengths of its words may break. They don't if it has at most 80 columns without its comment, or is text that no other
 * line continues. Letters of other alphabets take up to two columns.
 */
const longLine =
  /^(?![\t -\u024f]{0,80}$|.{0,40}$|[\t !$-&(-\u024f]{0,80} #| *(?:- )?[\w-]+: [^"'[\]{}\n]*\n(?: *[\w-]+:[ \n]|\n*(?![\s\S])))/m;

/** Formats the entries of a list, each on its own. Entries that differ only in their words are formatted once. */
export class EntryFormatter {
  /** The spaces before the dash of each entry. */
  readonly #margin: string;
  /** The formatted entries with marks, by the entries with marks. */
  readonly #templates = new Map<string, string | undefined>();

  constructor(margin: string) {
    this.#margin = margin;
  }

  /**
   * Returns an entry and the lines below it as `formatWhole` formats them between two other entries. Undefined if that isn't
   * possible, or if other entries may need this one.
   */
  format(entry: string): string | undefined {
    if (entry.includes("&")) return undefined;
    if (meaningfulWord.test(entry)) return this.#formatAlone(entry);
    // The shorter the words, the more entries are the same. If all lines have room for the real words, nothing else changes.
    const short = this.#withWords(entry, entry.replace(word, mark));
    if (short === undefined || !longLine.test(short)) return short;
    return this.#withWords(
      entry,
      entry.replace(word, one => mark.repeat(one.length)),
    );
  }

  /** Formats an entry with marks in place of its words, and puts the words back. */
  #withWords(entry: string, marked: string): string | undefined {
    let template = this.#templates.get(marked);
    if (template === undefined && !this.#templates.has(marked)) {
      template = this.#formatMarked(marked);
      this.#templates.set(marked, template);
    }
    if (template === undefined || template === marked) return template && entry;
    const words = entry.match(word) ?? [];
    return template.replace(markedWord, ([one = ""]) => words[one.charCodeAt(0) - firstMark] ?? "");
  }

  #formatMarked(marked: string): string | undefined {
    let count = 0;
    const numbered = marked.replace(markedWord, one => {
      count += 1;
      return String.fromCharCode(firstMark + count - 1).repeat(one.length);
    });
    if (count > maxWords) return undefined;
    const formatted = this.#formatAlone(numbered);
    return formatted === numbered ? marked : formatted;
  }

  #formatAlone(entry: string): string | undefined {
    const text = `members:\n${this.#margin}- a\n${entry}${this.#margin}- a\n`;
    const members = valueAt(readYaml("", text).source.value, "members");
    if (!Array.isArray(members) || members.length !== 3) return undefined;
    const result = formatWhole(text);
    return result.ok ? result.value.slice("members:\n  - a\n".length, -"  - a\n".length) : undefined;
  }
}

const markedWord = /([\ue000-\uf8ff])\1*/g;

/** Whether an entry has a comment below its last value that is indented deeper than the dash. */
export function hasCommentBelow(entry: string, margin: string): boolean {
  if (!entry.includes("#")) return false;
  const lines = entry.split("\n");
  const last = lines.findLastIndex(line => !/^[ \t]*(?:#|$)/.test(line));
  return lines.slice(last + 1).some(line => line.search(/\S/) > margin.length);
}
