/**
 * Matches control, bidirectional, zero-width, and other invisible characters, including lone surrogates and letters without a glyph.
 * Doesn't match a variation selector after an emoji, because many emoji are typed with one.
 */
const invisible =
  /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|(?!(?<=\p{Emoji})(?:\ufe0e|\ufe0f))\p{Default_Ignorable_Code_Point}/gu;

/** Makes invisible characters visible, so that text from outside can't move the cursor, change a color, or reorder the output. */
export function escapeTerminal(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text.replace(invisible, character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Makes invisible characters visible in a text of several lines, whose line breaks stay. */
export function escapeTerminalLines(text: string): string {
  return text.split("\n").map(escapeTerminal).join("\n");
}

const namedEntities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // The tag keeps GitHub from turning an email address into a link, which it does after decoding entities.
  "@": "&#64;<wbr>",
};

/** Returns text from outside as inert `<code>` for Markdown: it can't become a mention, link, image, markup, or table cell. */
export function escapeMarkdown(text: string, longest = 200): string {
  return `<code>${inert(text, longest)}</code>`;
}

/** Returns text that is inert inside HTML `<code>`, and only there. */
export function inert(text: string, longest = 200): string {
  const visible = text.replace(invisible, " ").trim();
  const escaped = ellipsize(visible, longest).replace(
    /[&<>"'|`\\*_[\]@$#:~]/g,
    character => namedEntities[character] ?? numericEntity(character),
  );
  // GitHub turns www. into a link even inside HTML `<code>`.
  return escaped.replace(/(www)\./gi, "$1&#46;");
}

/**
 * Cuts a value from outside to a number of code units, but never inside a character. The maximum is longer than any intended value;
 * without it, a huge value would hide the sentence around it.
 */
export function ellipsize(value: string, max = 320): string {
  return value.length > max ? `${value.slice(0, max).replace(/[\ud800-\udbff]$/, "")}…` : value;
}

/** Escapes text from outside for HTML text or for a quoted attribute. */
export function escapeHtml(text: string): string {
  return escapeTerminal(text).replace(/[&<>"']/g, numericEntity);
}

function numericEntity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/**
 * Escapes lines for the log of a workflow, so that the runner doesn't find commands in them. It looks for `::` at the start of a line,
 * ignoring whitespace, and for `##[` anywhere in a line. The runner is written in .NET, where NEL is whitespace.
 */
export function escapeLog(text: string): string {
  return text.replace(/^([\s\u0085]*):(?=:)/gm, "$1: ").replaceAll("##[", "# #[");
}

/** Escapes the message of a workflow command. */
export function escapeCommandMessage(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** Escapes a property of a workflow command. */
export function escapeCommandProperty(text: string): string {
  return escapeCommandMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** Escapes a message for SARIF, in which `[text](address)` is a link (SARIF 2.1.0, section 3.11.6). */
export function escapeSarif(text: string): string {
  return escapeTerminal(text).replaceAll("](", "] (");
}
