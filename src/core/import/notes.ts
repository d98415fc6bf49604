import type { Source } from "../source/source.ts";
import { commentLine, formatOmitted, type ImportMessages } from "./format.ts";
import type { Omitted } from "./model.ts";

/**
 * Returns a text with other notes next to the email addresses of its members, which are comments. `noteOf` returns the
 * note of the member at an index, empty for none. Comments that an import didn't write stay. `text` has the lines of
 * `source`, ending in LF.
 */
export function replaceNotes(
  text: string,
  source: Source,
  noteOf: ReadonlyMap<number, string>,
  words: ImportMessages,
): string {
  const lines = text.split("\n");
  for (const [index, note] of noteOf) {
    const { line, endColumn } = source.locate(["members", index, "email"]);
    const written = lines[line - 1] ?? "";
    const rest = written.slice(endColumn - 1).trim();
    const isOther = rest !== "" && !(rest.startsWith("#") && words.isNotes(rest.slice(1).trim()));
    if (isOther || rest + note === "") continue;
    const shown = note === "" ? "" : ` ${commentLine(note).trimEnd()}`;
    lines[line - 1] = written.slice(0, endColumn - 1) + shown;
  }
  return lines.join("\n");
}

/**
 * Returns a main file with another list of people who couldn't be imported. The list is a comment at its end, so a file
 * that other programs may read as JSON gets none.
 */
export function replaceOmitted(text: string, omitted: readonly Omitted[], words: ImportMessages): string {
  if (text.startsWith("{")) return text;
  const head = commentLine(words.omittedHead);
  const lines = text.split(/(?<=\n)/);
  const start = lines.indexOf(head);
  if (start === -1 && omitted.length === 0) return text;
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("#   "));
  const kept = start === -1 ? lines : [...lines.slice(0, start), ...(end === -1 ? [] : lines.slice(end))];
  return `${kept.join("").trimEnd()}\n${formatOmitted(omitted, words)}`;
}
