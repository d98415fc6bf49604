import { escapeTerminalLines } from "./escape.ts";

/** Returns a fenced code block that its content can't end. Control characters and invisible characters are made visible. */
export function codeBlock(language: string, text: string): string {
  const shown = escapeTerminalLines(text).trimEnd();
  const longest = [...shown.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
}

/** Returns a block that opens when its head, which is HTML, is clicked. */
export function detailsBlock(head: string, body: string): string {
  return `<details><summary>${head}</summary>\n\n${body}\n\n</details>`;
}

/**
 * Returns a link, whose text is HTML. Characters that aren't allowed in URLs are encoded, because some of them would end the link or
 * the table cell around it.
 */
export function markdownLink(html: string, url: string): string {
  const href = url.replace(/[\p{Cc}\s"<>\\^`{|}]/gu, encodeURIComponent);
  return `<a href="${href.replaceAll("&", "&amp;")}">${html}</a>`;
}
