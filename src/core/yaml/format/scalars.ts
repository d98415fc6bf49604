import { withPreferredQuotes } from "./quotes.ts";

/** Returns the lines of a scalar, without the space around its line breaks. */
export function linesOfWord(source: string): readonly string[] {
  const lines = withPreferredQuotes(source).split("\n");
  return lines.map((line, index) => {
    const head = index === 0 ? line : line.trimStart();
    return index === lines.length - 1 ? head : head.trimEnd();
  });
}

/**
 * Returns the lines of a scalar that begins with `|` or `>`, with those below the first indented by `margin`. Undefined
 * if the text gives its indentation as a number, or ends in white space.
 */
export function linesOfBlockText(source: string, margin: string): readonly string[] | undefined {
  const [, header, comment, body = ""] = /^([|>][+-]?)(?:[ \t]+(#[^\n]*))?[ \t]*\n(.*)$/s.exec(source) ?? [];
  if (header === undefined || /[ \t]\n*$/.test(body)) return undefined;
  const indent = /^ *(?=[^ \n])/m.exec(body)?.[0].length ?? 0;
  const lines = body.replace(header.endsWith("+") ? /\n$/ : /\n+$/, "").split("\n");
  const first = comment === undefined ? header : `${header} ${comment.trimEnd()}`;
  return [first, ...lines.map(line => (line.length > indent ? margin + line.slice(indent) : ""))];
}
