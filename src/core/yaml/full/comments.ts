import { Lexer } from "yaml";

/** A comment in YAML, without trailing white space. */
export interface Comment {
  readonly text: string;
  /** The offset of its `#`, in UTF-16 code units. */
  readonly offset: number;
}

/** Returns the comments in a YAML file, in order. */
export function readComments(text: string): readonly Comment[] {
  const comments: Comment[] = [];
  let offset = 0;
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
