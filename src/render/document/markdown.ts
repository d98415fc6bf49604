import { escapeMarkdown, inert } from "../text/escape.ts";
import { codeBlock, detailsBlock, markdownLink } from "../text/markdown.ts";
import { byteLength, countFitting, omittedLine, type SizeLimit, truncateList } from "../text/truncate.ts";
import {
  type Block,
  type Document,
  joinTexts,
  maxUnfoldedRows,
  type Row,
  rowText,
  type Section,
  type Text,
} from "./model.ts";

/** Formats a document as Markdown. If it exceeds the limit, lists are cut after whole rows, the longest lists first. */
export function writeMarkdown(document: Document, limit = noLimit): string {
  const { title, alerts = [], blocks, summary, footer } = document;
  const before = [
    ...(title ? [`### ${html(title)}`] : []),
    ...alerts.map(text => `<b>Blocked</b>: ${html(text)}`),
  ];
  const after = [...(summary ? [html(summary)] : []), ...(footer ? [`<sub>${html(footer)}</sub>`] : [])];
  const used = byteLength([...before, ...after].join("\n\n"));
  const parts = [...before, ...writeBlocks(blocks, { ...limit, bytes: limit.bytes - used }), ...after];
  return `${parts.join("\n\n")}\n`;
}

const noLimit: SizeLimit = { bytes: Infinity, overflowHint: "" };

/** Formats a text as HTML for Markdown. */
function html(text: Text): string {
  if (typeof text === "string") return text;
  if ("map" in text) return text.map(html).join("");
  if ("strong" in text) return `<b>${text.strong}</b>`;
  if ("code" in text) return escapeMarkdown(text.code);
  if ("atTerminal" in text) return "";
  if ("inMarkdown" in text) return html(text.inMarkdown);
  if ("link" in text) return markdownLink(html(text.text), text.link);
  const { value, id, max } = text;
  return id === undefined ? escapeMarkdown(value, max) : workspaceHtml(value, id);
}

/** The formatted workspaces. Cached, because the rows of thousands of people have the same few workspaces. */
const knownWorkspaces = new Map<string, string>();
const maxKnownWorkspaces = 1000;

function workspaceHtml(name: string, id: string): string {
  const key = `${id.length} ${id}${name}`;
  const known = knownWorkspaces.get(key) ?? `<code>${inert(name)} (${inert(id)})</code>`;
  if (knownWorkspaces.size < maxKnownWorkspaces) knownWorkspaces.set(key, known);
  return known;
}

/**
 * Formats blocks within a limit. Paragraphs are never cut. The other blocks share the remaining bytes, and only the longer ones
 * are cut.
 */
function writeBlocks(blocks: readonly Block[], limit: SizeLimit): string[] {
  const parts = blocks.map(block => ({ block, whole: writeBlock(block, { ...limit, bytes: Infinity }) }));
  if (limit.bytes === Infinity) return parts.map(({ whole }) => whole);
  const sizes = parts.map(({ whole }) => byteLength(whole) + 2);
  const fixed = sizes.reduce((sum, size, index) => sum + (blocks[index]?.kind === "paragraph" ? size : 0), 0);
  const limits = shareOut(
    limit.bytes - fixed,
    sizes.map((size, index) => (blocks[index]?.kind === "paragraph" ? 0 : size)),
  );
  return parts.map(({ block, whole }, index) => {
    const bytes = limits[index] ?? 0;
    const fits = block.kind === "paragraph" || (sizes[index] ?? 0) <= bytes;
    return fits ? whole : writeBlock(block, { ...limit, bytes });
  });
}

/** Divides a size: each gets what it wants if possible, and all that want more get equal shares. */
function shareOut(size: number, wanted: readonly number[]): readonly number[] {
  const shares = wanted.map(() => 0);
  const byWish = [...wanted.entries()].sort(([, a], [, b]) => a - b);
  let left = Math.max(size, 0);
  for (const [at, [index, wish]] of byWish.entries()) {
    const share = Math.min(wish, Math.floor(left / (byWish.length - at)));
    shares[index] = share;
    left -= share;
  }
  return shares;
}

function writeBlock(block: Block, limit: SizeLimit): string {
  switch (block.kind) {
    case "paragraph": {
      const text = block.sentences.map(html).join(" ");
      return block.isWarning ? `> [!WARNING]\n> ${text}` : text;
    }
    case "sections":
      return writeSections(block.sections, limit);
    case "fold": {
      const head = html(block.head);
      const bytes = limit.bytes - byteLength(head) - maxRest;
      return detailsBlock(head, writeBlocks(block.blocks, { ...limit, bytes }).join("\n\n"));
    }
    case "lines": {
      return codeBlock(
        block.language,
        truncateList([], block.lines, { ...limit, bytes: limit.bytes - maxRest }, block.unit),
      );
    }
  }
}

/** The maximum size, in bytes, of the tags of a fold or a fence and the line that counts omitted rows. */
const maxRest = 160;

/** Formats as many sections as have headings that fit into half of the limit, and as many of their rows as fit into the rest. */
function writeSections(sections: readonly Section[], limit: SizeLimit): string {
  const parts = sections.map(section => {
    const rows = section.rows.map(row => (section.columns ? tableRow(row, section.columns) : listRow(row)));
    const head = [html(section.head), html(section.sentence ?? "")].join(" ");
    return { section, rows, overhead: byteLength(head) + maxRest, bytes: byteLength(rows.join("\n")) + 1 };
  });
  const heads = parts.map(({ overhead }) => overhead);
  const used = (list: readonly number[]) => list.reduce((sum, size) => sum + size, 0);
  const isWhole = used(heads) + used(parts.map(({ bytes }) => bytes)) <= limit.bytes;
  const shown = isWhole ? parts : parts.slice(0, countFitting(heads, limit.bytes / 2));
  const left = limit.bytes - used(shown.map(({ overhead }) => overhead));
  const limits = shareOut(
    left,
    shown.map(({ bytes }) => bytes),
  );
  const written = shown.map(({ section, rows }, index) =>
    writeSection(section, rows, { ...limit, bytes: isWhole ? Infinity : (limits[index] ?? 0) }),
  );
  const omitted = parts.slice(shown.length).reduce((sum, { rows }) => sum + rows.length, 0);
  const unit = sections[0]?.unit ?? "person";
  return [...written, ...(omitted > 0 ? [omittedLine(omitted, unit, limit)] : [])].join("\n\n");
}

function writeSection(section: Section, rows: readonly string[], limit: SizeLimit): string {
  const { head, sentence, columns, unit, isFolded } = section;
  const fit = countFitting(rows.map(byteLength), limit.bytes);
  const isCut = fit < rows.length;
  const table = columns ? [`| ${columns.join(" | ")} |`, `| ${columns.map(() => "---").join(" | ")} |`] : [];
  const list = truncateList(table, rows, limit, unit);
  const title = html(head);
  if (title === "") return list;
  const text = sentence ? html(sentence) : "";
  if (isFolded || isCut || rows.length > maxUnfoldedRows) {
    const opened = isCut && fit > 0 && !sentence ? `${title} (first ${fit} shown)` : title;
    return detailsBlock(opened, text === "" ? list : `${text}\n\n${list}`);
  }
  return `${text === "" ? title : `${title}. ${text}`}\n\n${list}`;
}

function listRow(row: Row): string {
  return `- ${html(rowText(row, " "))}`;
}

function tableRow(
  { subject, workspaces = [], note = "", sources = [] }: Row,
  columns: readonly string[],
): string {
  const cells = [subject, workspaces, note, joinTexts(sources, ", ")].slice(0, columns.length);
  return `| ${cells.map(html).join(" | ")} |`;
}
