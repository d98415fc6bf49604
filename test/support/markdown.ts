import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

/**
 * Markdown as GitHub shows it, up to what GitHub makes of the text afterwards. Known: GitHub's Markdown is GFM, raw HTML
 * allowed, dangerous tags filtered; mentions, issue references and commit hashes are then linked in all text outside `code`,
 * `pre` and `a`, which `referencesIn` finds. Not here: what GitHub drops from raw HTML later, so that what is unsafe is seen;
 * alerts, emoji and line breaks of comments, which change no structure that is asked about.
 */
export type Page = DefaultTreeAdapterTypes.DocumentFragment;
export type Element = DefaultTreeAdapterTypes.Element;
type Node = Page | DefaultTreeAdapterTypes.ChildNode;

/** The tree that a browser makes of a comment or a summary. */
export function readMarkdown(markdown: string): Page {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return parseFragment(html);
}

/** All elements of these tags inside a node, in the order of the page. */
export function elementsIn(node: Node, ...tags: readonly string[]): readonly Element[] {
  return descendantsOf(node).flatMap(({ node: one }) =>
    "tagName" in one && tags.includes(one.tagName) ? [one] : [],
  );
}

/** The text that a reader sees in a node. */
export function textIn(node: Node): string {
  return "value" in node ? node.value : childrenOf(node).map(textIn).join("");
}

/** Where the links inside a node lead. */
export function linksIn(node: Node): readonly string[] {
  return elementsIn(node, "a").map(link => attributeOf(link, "href"));
}

/** What of a page could fetch or run something. */
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

/** The rows of the tables inside a node, heads left out, each with its cells. */
export function rowsIn(node: Node): readonly (readonly Element[])[] {
  return elementsIn(node, "tr")
    .map(row => elementsIn(row, "td"))
    .filter(cells => cells.length > 0);
}

/** The parts of a page that open on a click: what is always seen, and whether what is not is Markdown. */
export function detailsIn(node: Node): readonly { readonly summary: string; readonly element: Element }[] {
  return elementsIn(node, "details").map(element => ({
    summary: elementsIn(element, "summary").map(textIn).join(""),
    element,
  }));
}

/** What GitHub would link of a page's text: mentions, issues, pull requests and commits. */
export function referencesIn(node: Node): readonly string[] {
  if ("tagName" in node && ["code", "pre", "a"].includes(node.tagName)) return [];
  if (node.nodeName === "#text" && "value" in node)
    return [...node.value.matchAll(reference)].map(([found]) => found);
  return childrenOf(node).flatMap(referencesIn);
}

const reference =
  /(?<![\w`])@[a-z\d][a-z\d-]*|(?:[\w.-]+\/[\w.-]+)?(?<![#&])#\d+\b|\bGH-\d+\b|(?<![\w.-])[\da-f]{7,40}(?![\w.-])/giu;

/** What a page is made of, without its texts: one line for an element or a comment, with its depth and its attributes. */
export function structureOf(
  page: Page,
  nameOf: (address: string) => string = address => address,
): readonly string[] {
  return descendantsOf(page).flatMap(({ node, depth }) => {
    if (node.nodeName === "#comment") return [`${depth} comment`];
    // A place to break a word is no structure.
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
