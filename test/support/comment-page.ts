import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type DefaultTreeAdapterTypes, parseFragment, serialize, defaultTreeAdapter as tree } from "parse5";
import { elementsIn, type Page, readMarkdown, textIn } from "./markdown.ts";

type Parent = DefaultTreeAdapterTypes.ParentNode;
type Node = DefaultTreeAdapterTypes.ChildNode;

const require = createRequire(import.meta.url);
const style = readFileSync(require.resolve("github-markdown-css/github-markdown.css"), "utf8");

/**
 * Returns a page that shows a comment as GitHub does: with its Markdown, the raw HTML that GitHub allows (by the lists of
 * html-pipeline's sanitization filter), alerts, diff colors, line breaks, and the style sheet of github-markdown-css at the size of a
 * comment.
 */
export function commentPage(markdown: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Comment</title><style>${style}
body { margin: 0; padding: 16px; } .markdown-body { font-size: 14px; }</style></head><body><article class="markdown-body">${commentHtml(markdown)}</article></body></html>`;
}

function commentHtml(markdown: string): string {
  const page = readMarkdown(markdown);
  keepAllowed(page);
  for (const quote of elementsIn(page, "blockquote")) showAlert(quote);
  for (const block of elementsIn(page, "pre")) colorDiff(block);
  breakLines(page);
  return serialize(page);
}

const allowedTags = new Set(
  "h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p ol ul table thead tbody tfoot blockquote dl dt dd kbd q samp var hr ruby rt rp li tr td th s strike summary details caption figure figcaption abbr bdo cite dfn mark small span time wbr".split(
    " ",
  ),
);
const allowedAttributes = new Set(
  "align alt axis border cellpadding cellspacing char cite class colspan datetime dir height href hspace itemprop label lang name open rowspan src start summary title valign value width".split(
    " ",
  ),
);

/** Removes what GitHub removes: comments, scripts, styles, tags that aren't allowed (but not their content), and other attributes. */
function keepAllowed(parent: Parent): void {
  for (const node of [...parent.childNodes]) {
    if (!("tagName" in node)) {
      if (node.nodeName === "#comment") tree.detachNode(node);
      continue;
    }
    keepAllowed(node);
    node.attrs = node.attrs.filter(({ name }) => allowedAttributes.has(name));
    if (allowedTags.has(node.tagName)) continue;
    if (node.tagName !== "script" && node.tagName !== "style")
      for (const child of [...node.childNodes]) {
        tree.detachNode(child);
        tree.insertBefore(parent, child, node);
      }
    tree.detachNode(node);
  }
}

/** Turns a quote whose first line is `[!WARNING]` or the like into a box with that title. */
function showAlert(quote: DefaultTreeAdapterTypes.Element): void {
  const [kind, name = ""] = /^\s*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\n/.exec(textIn(quote)) ?? [];
  const [first] = elementsIn(quote, "p");
  const [text] = first?.childNodes ?? [];
  if (kind === undefined || !first || !text || !("value" in text)) return;
  text.value = text.value.slice(kind.trimStart().length);
  quote.tagName = "div";
  quote.nodeName = "div";
  quote.attrs = [{ name: "class", value: `markdown-alert markdown-alert-${name.toLowerCase()}` }];
  const title = parseFragment(
    `<p class="markdown-alert-title">${name.slice(0, 1)}${name.slice(1).toLowerCase()}</p>`,
  );
  for (const child of title.childNodes) tree.insertBefore(quote, child, first);
}

const diffClasses: Readonly<Record<string, string>> = { "+": "pl-mi1", "-": "pl-md" };

function colorDiff(block: DefaultTreeAdapterTypes.Element): void {
  const [code] = elementsIn(block, "code");
  if (!code?.attrs.some(({ value }) => value === "language-diff")) return;
  const lines = textIn(code).trimEnd().split("\n");
  code.childNodes = [];
  for (const line of lines) {
    const span = tree.createElement("span", code.namespaceURI, [
      { name: "class", value: diffClasses[line.slice(0, 1)] ?? "" },
    ]);
    tree.insertText(span, `${line}\n`);
    tree.appendChild(code, span);
  }
}

/** Turns line breaks in text into `<br>`. GitHub does so in comments, but not in files. */
function breakLines(parent: Page | Node): void {
  if (!("childNodes" in parent)) return;
  if ("tagName" in parent && ["pre", "code"].includes(parent.tagName)) return;
  for (const node of [...parent.childNodes]) {
    breakLines(node);
    const isInline = "tagName" in parent && ["p", "li", "td", "summary"].includes(parent.tagName);
    if (!isInline || !("value" in node) || !node.value.trim().includes("\n")) continue;
    const [first = "", ...rest] = node.value.split("\n");
    tree.insertTextBefore(parent, first, node);
    for (const line of rest) {
      tree.insertBefore(parent, tree.createElement("br", parent.namespaceURI, []), node);
      tree.insertTextBefore(parent, line, node);
    }
    tree.detachNode(node);
  }
}
