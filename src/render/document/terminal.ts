import { groupBy } from "../../core/text/group-by.ts";
import { escapeTerminal } from "../text/escape.ts";
import type { Layout } from "../text/layout.ts";
import { wrapText } from "../text/wrap.ts";
import { type Block, type Document, type Row, rowText, type Section, type Text } from "./model.ts";
import { plainText } from "./plain.ts";

/** The maximum number of rows with one line each. Longer lists are shown in columns. */
const maxRowsWithDetails = 20;

/** Formats a document for a terminal, with an empty line between its parts. */
export function writeTerminal(document: Document, layout: Layout): string {
  const { title, alerts = [], blocks, summary } = document;
  const parts = [
    ...(title ? [layout.style.bold(lines(title, layout).trimEnd()).concat("\n")] : []),
    ...blocks.flatMap(block => writeBlock(block, layout)),
    ...(alerts.length > 0 ? [alerts.map(text => lines(["Error: ", text], layout)).join("")] : []),
    ...(summary ? [lines(summary, layout)] : []),
  ];
  return parts.join("\n");
}

function writeBlock(block: Block, layout: Layout): string[] {
  switch (block.kind) {
    case "paragraph":
      return [block.sentences.map(text => lines(text, layout, layout.style.yellow)).join("")];
    case "sections":
      return block.sections.map(section => writeSection(section, layout));
    case "fold":
      return [
        lines([block.head, ":"], layout, layout.style.bold),
        ...block.blocks.flatMap(one => writeBlock(one, layout)),
      ];
    case "lines":
      return [block.lines.map(line => `${escapeTerminal(line)}\n`).join("")];
  }
}

function writeSection({ head, sentence, rows, isWarning, isDetailed }: Section, layout: Layout): string {
  const { style, width } = layout;
  const title = sentence ? [head, ". ", sentence] : head;
  const start = title === "" ? "" : lines(title, layout, isWarning ? style.yellow : style.bold);
  if (rows.length <= maxRowsWithDetails || isDetailed)
    return start + rows.map(row => `  ${signed(row, rowText(row, "  "))}\n`).join("");
  const cells = rows.map(row => signed(row, row.subject));
  return start + alignColumns(cells, width - 2) + sharedNotes(rows);
}

function signed({ sign }: Row, text: Text): string {
  const plain = plainText(text);
  return sign === undefined ? plain : `${sign} ${plain}`;
}

/**
 * Arranges cells in as many columns as fit, in order from top to bottom. Cells are email addresses, in which each character is
 * one column wide.
 */
function alignColumns(cells: readonly string[], width: number): string {
  const cellWidth = cells.reduce((widest, cell) => Math.max(widest, cell.length), 0) + 2;
  const columns = Math.max(1, Math.floor(width / cellWidth));
  const rows = Math.ceil(cells.length / columns);
  return Array.from({ length: rows }, (_, row) => {
    let line = "";
    for (let at = row, column = 0; at < cells.length; at += rows, column += 1)
      line = `${line.padEnd(column * cellWidth)}${cells[at]}`;
    return `  ${line}\n`;
  }).join("");
}

/** Explains the signs of a list in columns with the notes that all rows with the same sign share. */
function sharedNotes(rows: readonly Row[]): string {
  const shared = [...groupBy(rows, row => row.sign)].flatMap(([sign = "", own]) => {
    const [note = "", ...others] = new Set(own.map(row => plainText(row.note ?? "")));
    return others.length === 0 && note !== "" ? [`${sign} ${note}`] : [];
  });
  return shared.length > 0 ? `  ${shared.sort().join("   ")}\n` : "";
}

/** Wraps a text at the width of the terminal, unless it contains a value from outside, which must not affect line breaks. */
function lines(text: Text, { width }: Layout, styled: (text: string) => string = String): string {
  const plain = plainText(text);
  const whole = isOurs(text) ? wrapText(plain, width) : `${plain}\n`;
  const strong = leadingStrong(text);
  return styled === String || strong === "" ? whole : styled(strong) + whole.slice(strong.length);
}

function isOurs(text: Text): boolean {
  if (typeof text === "string") return true;
  return "every" in text ? text.every(isOurs) : !("value" in text);
}

function leadingStrong(text: Text): string {
  if (typeof text === "string") return "";
  if ("map" in text) return leadingStrong(text[0] ?? "");
  return "strong" in text ? text.strong : "";
}
