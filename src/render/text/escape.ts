/**
 * Control, bidirectional, zero-width and other invisible characters, lone surrogates and letters without a shape included. What
 * chooses the style of an emoji stays behind one: many of them are typed with it.
 */
const invisible =
  /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|(?!(?<=\p{Emoji})(?:\ufe0e|\ufe0f))\p{Default_Ignorable_Code_Point}/gu;

/** Text from outside, made visible: nothing in it can move the cursor, change a colour or reorder what is read. */
export function escapeTerminal(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text.replace(invisible, character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same for a text of several lines. */
export function escapeTerminalLines(text: string): string {
  return text.split("\n").map(escapeTerminal).join("\n");
}

const namedEntities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // The tag keeps an address from being made a link: GitHub looks for them once entities are read.
  "@": "&#64;<wbr>",
};

/** Text from outside as inert HTML `<code>` in Markdown: no mention, link, image, markup or further table cell comes of it. */
export function escapeMarkdown(text: string, longest = 200): string {
  return `<code>${inert(text, longest)}</code>`;
}

/** What is inert inside HTML `<code>`, and only there. */
export function inert(text: string, longest = 200): string {
  const visible = text.replace(invisible, " ").trim();
  const escaped = ellipsize(visible, longest).replace(
    /[&<>"'|`\\*_[\]@$#:~]/g,
    character => namedEntities[character] ?? numericEntity(character),
  );
  // GitHub makes a link of it even within HTML `<code>`.
  return escaped.replace(/(www)\./gi, "$1&#46;");
}

/**
 * A value from outside in a sentence, cut to so many code units, and not in the middle of a character: longer than any that is
 * meant, it would hide what the sentence says.
 */
export function ellipsize(value: string, max = 320): string {
  return value.length > max ? `${value.slice(0, max).replace(/[\ud800-\udbff]$/, "")}…` : value;
}

/** Text from outside as text of HTML, or as the value of an attribute in quotes. */
export function escapeHtml(text: string): string {
  return escapeTerminal(text).replace(/[&<>"']/g, numericEntity);
}

function numericEntity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/**
 * Lines of a workflow's log in which nothing is taken for a command: the runner reads one from `::` at the start of a line,
 * white space left out, and from `##[` anywhere in it. To the runner, which is .NET, NEL is white space.
 */
export function escapeLog(text: string): string {
  return text.replace(/^([\s\u0085]*):(?=:)/gm, "$1: ").replaceAll("##[", "# #[");
}

/** The message of a workflow command. */
export function escapeCommandMessage(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** A property of a workflow command. */
export function escapeCommandProperty(text: string): string {
  return escapeCommandMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** A message of SARIF, in which `[text](address)` is a link (SARIF 2.1.0, section 3.11.6). */
export function escapeSarif(text: string): string {
  return escapeTerminal(text).replaceAll("](", "] (");
}
