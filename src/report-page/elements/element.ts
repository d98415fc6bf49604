type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const svgNamespace = "http://www.w3.org/2000/svg";

/** An element of HTML. Texts become text nodes: nothing in them is markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/** An element of SVG. */
export function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS(svgNamespace, tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/** Text for who does not see the marks. */
export function screenReaderText(text: string): HTMLElement {
  return element("span", { class: "spoken" }, text);
}

/** A link to a page of https, and else only the text. */
export function link(address: string | undefined, text: string): Node {
  if (address === undefined || !/^https:\/\/[^\s\\@]+$/.test(address)) return document.createTextNode(text);
  return element("a", { href: address, rel: "noreferrer" }, text);
}

/** `true` stands for an attribute without a value; `undefined` and `false` for none. */
function setAttributes(made: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : String(value));
  }
}
