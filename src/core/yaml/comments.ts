import { Lexer } from "yaml";

/** A comment of a YAML text, without the white space behind it. */
export interface Comment {
  readonly text: string;
  /** Of its `#`, in UTF-16 code units. */
  readonly offset: number;
}

/** The comments of a YAML text, in order. */
export function readComments(text: string): readonly Comment[] {
  const comments: Comment[] = [];
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith("#")) comments.push({ text: lexeme.trimEnd(), offset });
    if (!marks.has(lexeme)) offset += lexeme.length;
  }
  return comments;
}

/** What the lexer says between the parts of a text: that a document begins, that a scalar follows, that a collection is not closed. */
const marks = new Set(["\u0002", "\u001f", "\u0018"]);

/** The comments of a YAML text, in order, each without the white space behind it. */
export function commentsOf(text: string): readonly string[] {
  return readComments(text).map(comment => comment.text);
}
