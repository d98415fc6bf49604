import { type Document, isCollection, parseDocument, visit } from "yaml";
import { commentsOf, readComments } from "./comments.ts";
import { readYaml } from "./full/parse.ts";

/** Formatting the result again may move a comment. After a few rounds, nothing changes anymore. */
const maxRounds = 4;
/** In characters. */
const maxLineLength = 100;

/**
 * Formats YAML: two spaces for each level, at most one empty line in a row, no trailing white space, LF line
 * endings. Keeps comments, order, quotes, and anchors. Returns undefined if that would change the meaning of the text
 * or lose a comment.
 */
export function formatYaml(text: string): string | undefined {
  let formatted = text;
  for (let round = 0; round < maxRounds; round += 1) {
    const document = parseDocument(formatted, { uniqueKeys: false, logLevel: "silent" });
    // The whole document would be written on one line.
    if (isCollection(document.contents) && document.contents.flow) return undefined;
    expandLong(document, formatted);
    const next = document.toString({ lineWidth: 0, flowCollectionPadding: false });
    if (next === formatted) {
      const aligned = restoreColumns(text, formatted);
      return isSame(text, aligned) ? aligned : undefined;
    }
    formatted = next;
  }
  return undefined;
}

/**
 * Moves each comment that follows other text on its line to the column that it had before, if there is room:
 * people align comments.
 */
function restoreColumns(before: string, after: string): string {
  const [old, now] = [readComments(before), readComments(after)];
  if (old.length !== now.length) return after;
  let text = "";
  let copied = 0;
  for (const [index, { offset }] of now.entries()) {
    const [was, is] = [trailingColumn(before, old[index]?.offset ?? 0), trailingColumn(after, offset)];
    text += after.slice(copied, offset);
    if (was !== undefined && is !== undefined) text += " ".repeat(Math.max(0, was - is));
    copied = offset;
  }
  return text + after.slice(copied);
}

/** Returns the column of a comment that follows other text on its line, or undefined if nothing precedes the comment. */
function trailingColumn(text: string, offset: number): number | undefined {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return line.trim() === "" ? undefined : line.length;
}

/**
 * Converts each flow collection that spans lines and is too long for one to block style. The yaml package
 * writes a flow collection on one line.
 */
function expandLong(document: Document, text: string): void {
  visit(document, {
    Collection: (_, node, path) => {
      const [start, end] = node.range ?? [0, 0];
      const written = text.slice(start, end);
      const isLong = written.includes("\n") && written.replace(/\s+/g, " ").length > maxLineLength;
      const isInBrackets = path.some(one => isCollection(one) && one.flow);
      if (!node.flow || !isLong || isInBrackets || node.items.length === 0) return;
      node.flow = false;
      if (!node.comment || written.includes("#")) return;
      // A comment after the closing bracket is about the whole collection.
      node.commentBefore = [node.commentBefore, node.comment].filter(Boolean).join("\n");
      node.comment = null;
    },
  });
}

function isSame(before: string, after: string): boolean {
  return (
    before === after ||
    (canonicalValue(before) === canonicalValue(after) &&
      commentsOf(before).join("\n") === commentsOf(after).join("\n"))
  );
}

function canonicalValue(text: string): string {
  return JSON.stringify(readYaml("", text).source.value) ?? "";
}
