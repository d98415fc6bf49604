import { Lexer } from "yaml";
import { findEntries } from "../entries/entries.ts";

/** A comment in YAML, without trailing white space. */
export interface Comment {
  readonly text: string;
  /** The offset of its `#`, in UTF-16 code units. */
  readonly offset: number;
}

/** Returns the comments in a YAML file, in order. Reads only the entries of `members` that have a number sign. */
export function readComments(text: string): readonly Comment[] {
  const { offsets } = findEntries(text) ?? { offsets: [] };
  const comments: Comment[][] = [];
  let [start, index] = [0, 0];
  for (let sign = text.indexOf("#"); sign !== -1; sign = text.indexOf("#", offsets[index] ?? text.length)) {
    for (; sign >= (offsets[index] ?? text.length); index += 1) start = offsets[index] ?? 0;
    const part = text.slice(start, offsets[index]);
    comments.push(index > 0 && !unclear.test(part) ? clearComments(part, start) : commentsIn(part, start));
  }
  return comments.flat();
}

/** Only with quotes, a block text, or a bracket can a number sign after a space be text, or one without a space begin a comment. */
const unclear = /["'|>]|[[\]{},]#/;

function clearComments(text: string, start: number): Comment[] {
  const found = text.matchAll(/(?<=^|[ \t])#[^\n]*/gm);
  return Array.from(found, ({ 0: one, index }) => ({ text: one.trimEnd(), offset: start + index }));
}

function commentsIn(text: string, start: number): Comment[] {
  const comments: Comment[] = [];
  let offset = start;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith("#")) comments.push({ text: lexeme.trimEnd(), offset });
    if (!addedLexemes.has(lexeme)) offset += lexeme.length;
  }
  return comments;
}

/**
 * Lexemes that the lexer adds: a document begins, a scalar follows, a collection isn't closed. They have no
 * length in the text.
 */
const addedLexemes = new Set(["\u0002", "\u001f", "\u0018"]);

/** Returns the text of each comment in a YAML file, in order and without trailing white space. */
export function commentsOf(text: string): readonly string[] {
  return readComments(text).map(comment => comment.text);
}
