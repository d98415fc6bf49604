import { type Document, isCollection, parseDocument, visit } from "yaml";
import { commentsOf, readComments } from "./comments.ts";
import { readYaml } from "./full/parse.ts";

/** Writing again what was written may still move a comment; it comes to rest after few times. */
const maxRounds = 4;
/** In characters. */
const maxLineLength = 100;

/**
 * A YAML text laid out evenly: two spaces a level, one empty line at most, no white space at the end of lines. Comments, order,
 * quotes and anchors stay. Nothing where that cannot be had without changing what the text means, or losing a comment. Lines end in LF.
 */
export function formatYaml(text: string): string | undefined {
  let formatted = text;
  for (let round = 0; round < maxRounds; round += 1) {
    const document = parseDocument(formatted, { uniqueKeys: false, logLevel: "silent" });
    // All of it would come to stand on one line.
    if (isCollection(document.contents) && document.contents.flow) return undefined;
    unfoldLong(document, formatted);
    const next = document.toString({ lineWidth: 0, flowCollectionPadding: false });
    if (next === formatted) {
      const aligned = withColumns(text, formatted);
      return isSame(text, aligned) ? aligned : undefined;
    }
    formatted = next;
  }
  return undefined;
}

/** The text in which each comment behind something stands in the column that it had before, if there is room: people line them up. */
function withColumns(before: string, after: string): string {
  const [old, now] = [readComments(before), readComments(after)];
  if (old.length !== now.length) return after;
  let text = "";
  let copied = 0;
  for (const [index, { offset }] of now.entries()) {
    const [was, is] = [columnBehind(before, old[index]?.offset ?? 0), columnBehind(after, offset)];
    text += after.slice(copied, offset);
    if (was !== undefined && is !== undefined) text += " ".repeat(Math.max(0, was - is));
    copied = offset;
  }
  return text + after.slice(copied);
}

/** The column of a comment that stands behind something else on its line; nothing where it has the line to itself. */
function columnBehind(text: string, offset: number): number | undefined {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return line.trim() === "" ? undefined : line.length;
}

/** Collections in brackets come to stand on one line each, so that those on several which are too long for one become lists of lines. */
function unfoldLong(document: Document, text: string): void {
  visit(document, {
    Collection: (_, node, path) => {
      const [start, end] = node.range ?? [0, 0];
      const written = text.slice(start, end);
      const isLong = written.includes("\n") && written.replace(/\s+/g, " ").length > maxLineLength;
      const isInBrackets = path.some(one => isCollection(one) && one.flow);
      if (!node.flow || !isLong || isInBrackets || node.items.length === 0) return;
      node.flow = false;
      if (!node.comment || written.includes("#")) return;
      // What stood behind the closing bracket is about all of it.
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
