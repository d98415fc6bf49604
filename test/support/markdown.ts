import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

/**
 * Markdown as GitHub parses it, before later steps. GitHub's Markdown is GFM with raw HTML and a filter for dangerous tags. Later,
 * GitHub links mentions, issue references, and commit hashes outside `code`, `pre`, and `a`: `referencesIn` finds those. Two later
 * steps are left out: GitHub's sanitization of raw HTML, so that tests see what is unsafe, and alerts, emoji, and line breaks of
 * comments, which don't change the structure that tests check.
 */
export type Page = DefaultTreeAdapterTypes.DocumentFragment;
export type Element = DefaultTreeAdapterTypes.Element;
type Node = Page | DefaultTreeAdapterTypes.ChildNode;

/** Returns the tree that a browser builds from a comment or summary. */
export function readMarkdown(markdown: string): Page {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return parseFragment(html);
}

/** Returns all elements with these tags inside a node, in document order. */
export function elementsIn(node: Node, ...tags: readonly string[]): readonly Element[] {
  return descendantsOf(node).flatMap(({ node: one }) =>
    "tagName" in one && tags.includes(one.tagName) ? [one] : [],
  );
}

/** Returns the text that readers see in a node. */
export function textIn(node: Node): string {
  return "value" in node ? node.value : childrenOf(node).map(textIn).join("");
}

/** Returns the targets of the links inside a node. */
export function linksIn(node: Node): readonly string[] {
  return elementsIn(node, "a").map(link => attributeOf(link, "href"));
}

/** Returns the elements that could fetch or run something. */
export function activeIn(node: Node): readonly Element[] {
  return elementsIn(
    node,
    "img",
    "picture",
    "video",
    "audio",
    "svg",
    "script",
    "style",
    "iframe",
    "form",
    "input",
  );
}

/** Returns the rows of the tables inside a node, without heads, each as its cells. */
export function rowsIn(node: Node): readonly (readonly Element[])[] {
  return elementsIn(node, "tr")
    .map(row => elementsIn(row, "td"))
    .filter(cells => cells.length > 0);
}

/** Returns the details blocks inside a node, each with the text of its summary. */
export function detailsIn(node: Node): readonly { readonly summary: string; readonly element: Element }[] {
  return elementsIn(node, "details").map(element => ({
    summary: elementsIn(element, "summary").map(textIn).join(""),
    element,
  }));
}

/** Returns the texts that GitHub would link: mentions, issues, pull requests, and commits. */
export function referencesIn(node: Node): readonly string[] {
  if ("tagName" in node && ["code", "pre", "a"].includes(node.tagName)) return [];
  if (node.nodeName === "#text" && "value" in node)
    return [...node.value.matchAll(reference)].map(([found]) => found);
  return childrenOf(node).flatMap(referencesIn);
}

const reference =
  /(?<![\w`])@[a-z\d][a-z\d-]*|(?:[\w.-]+\/[\w.-]+)?(?<![#&])#\d+\b|\bGH-\d+\b|(?<![\w.-])[\da-f]{7,40}(?![\w.-])/giu;

/** Returns the structure of a page without its texts: one line with depth and attributes for each element or comment. */
export function structureOf(page: Page, nameOf: (url: string) => string = url => url): readonly string[] {
  return descendantsOf(page).flatMap(({ node, depth }) => {
    if (node.nodeName === "#comment") return [`${depth} comment`];
    // `wbr` only marks where a word may break.
    if (!("tagName" in node) || node.tagName === "wbr") return [];
    const attributes = node.attrs.map(
      ({ name, value }) => ` ${name}=${name === "href" ? nameOf(value) : value}`,
    );
    return [`${depth} ${node.tagName}${attributes.join("")}`];
  });
}

function descendantsOf(
  node: Node,
  depth = 0,
): readonly { readonly node: DefaultTreeAdapterTypes.ChildNode; readonly depth: number }[] {
  return childrenOf(node).flatMap(child => [{ node: child, depth }, ...descendantsOf(child, depth + 1)]);
}

function childrenOf(node: Node): readonly DefaultTreeAdapterTypes.ChildNode[] {
  return "childNodes" in node ? node.childNodes : [];
}

function attributeOf({ attrs }: Element, name: string): string {
  return attrs.find(one => one.name === name)?.value ?? "";
}
