import { escapeTerminalLines } from "./escape.ts";

/** A fenced block that nothing in it can end. Control and invisible characters are shown. */
export function codeBlock(language: string, text: string): string {
  const shown = escapeTerminalLines(text).trimEnd();
  const longest = [...shown.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
}

/** A part that opens when its head, which is HTML, is clicked. */
export function detailsBlock(head: string, body: string): string {
  return `<details><summary>${head}</summary>\n\n${body}\n\n</details>`;
}

/** A link. Its text is HTML. What no address may hold is encoded in it: some of it would end the link, or a cell around it. */
export function markdownLink(html: string, url: string): string {
  const address = url.replace(/[\p{Cc}\s"<>\\^`{|}]/gu, encodeURIComponent);
  return `<a href="${address.replaceAll("&", "&amp;")}">${html}</a>`;
}
