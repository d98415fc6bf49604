import { Lexer } from "yaml";

/** The comments of a YAML text, in order, each without the white space behind it. */
export function commentsOf(text: string): readonly string[] {
  return [...new Lexer().lex(text)].filter(lexeme => lexeme.startsWith("#")).map(lexeme => lexeme.trimEnd());
}
