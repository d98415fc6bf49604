/** Returns the lines of `lineOf` for 0, 1, 2, and so on, of some bytes together. */
function numbered(bytes, lineOf) {
  const lines = [];
  for (let length = 0, index = 0; length < bytes; index += 1) {
    const line = lineOf(index);
    lines.push(line);
    length += line.length;
  }
  return lines.join("");
}

function repeated(bytes, text) {
  return text.repeat(bytes / text.length);
}

const head = "organization: kwob3J\nworkspaces: {marketing: wLDNPp}\nmembers:\n";

/** Files of about some number of bytes that are designed to take long, by what they consist of. */
export const hostileFiles = {
  "duplicate keys": bytes => repeated(bytes, "same: 1\n"),
  "keys of one mapping": bytes => numbered(bytes, index => `key${index}: 1\n`),
  "aliases of one anchor": bytes => `a: &a [marketing]\nb:\n${repeated(bytes, "  - *a\n")}`,
  "aliases without an anchor": bytes => `[${repeated(bytes, "*a, ")}]`,
  "anchors of one name": bytes => `[${repeated(bytes, "&a ,")}]`,
  "anchors of one value": bytes => repeated(bytes, "&a "),
  anchors: bytes => numbered(bytes, index => `- &a${index} 1\n`),
  tags: bytes => repeated(bytes, "! "),
  "tags with a name": bytes => repeated(bytes, "!a "),
  "tag directives": bytes => numbered(bytes, index => `%TAG !a${index}! tag:example.com,2026:\n`),
  "open brackets": bytes => repeated(bytes, "["),
  "closing brackets": bytes => repeated(bytes, "]"),
  "open braces": bytes => repeated(bytes, "{"),
  commas: bytes => `[${repeated(bytes, ",")}`,
  dashes: bytes => repeated(bytes, "- "),
  "explicit keys": bytes => repeated(bytes, "? "),
  colons: bytes => repeated(bytes, ": "),
  quotes: bytes => repeated(bytes, '"'),
  "single quotes": bytes => repeated(bytes, "'"),
  "bad escapes": bytes => `"${repeated(bytes, "\\q")}"`,
  comments: bytes => repeated(bytes, "#\n"),
  "block scalars": bytes => repeated(bytes, "a: |\n"),
  "lines of one text": bytes => `a: >\n${repeated(bytes, " b\n\n")}`,
  tabs: bytes => repeated(bytes, "\t\n"),
  "line breaks": bytes => repeated(bytes, "\r"),
  "null characters": bytes => repeated(bytes, "\0"),
  documents: bytes => repeated(bytes, "---\n"),
  "one long line": bytes => `${head}  - email: ${repeated(bytes, "a")}\n`,
  "deep indents": bytes => numbered(bytes, index => `${" ".repeat(index % 500)}a:\n`),
  "invisible characters": bytes => `a: ${repeated(bytes, "\u200b")}\n`,
  "items of the wrong type": bytes => `${head}${repeated(bytes, "  - 1\n")}`,
  "empty members": bytes => `${head}${repeated(bytes, "  - {}\n")}`,
  "unknown workspaces": bytes =>
    `${head}${numbered(bytes, index => `  - {email: p${index}@example.com, workspaces: [marketin${index}]}\n`)}`,
  "lookalike domains": bytes =>
    `${head}${numbered(bytes, index => `  - {email: p@${index.toString(2).replaceAll("0", "o").replaceAll("1", "0")}.com, workspaces: [marketing]}\n`)}`,
  "one person": bytes =>
    `${head}${repeated(bytes, "  - {email: ada@example.com, workspaces: [marketing]}\n")}`,
  "one long domain": bytes =>
    `${head}  - {email: ada@${repeated(bytes, "ä")}.com, workspaces: [marketing]}\n`,
  "groups of all workspaces": groupsOfAll,
};

/** As many members as groups as workspaces, and each has almost all of the next. */
function groupsOfAll(bytes) {
  const count = Math.ceil(Math.sqrt(bytes / 12));
  const names = Array.from({ length: count }, (_, index) => `n${index}`);
  const lines = lineOf =>
    names.map((name, index) => `  ${lineOf(name, names.toSpliced(index, 1))}\n`).join("");
  return `organization: kwob3J
workspaces:
${lines(name => `${name}: ${name}`)}groups:
${lines((name, others) => `${name}: [${others.join(",")}]`)}members:
${lines((name, others) => `- {email: ${name}@example.com, groups: [${others.join(",")}]}`)}`;
}
