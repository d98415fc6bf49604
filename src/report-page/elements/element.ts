type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const svgNamespace = "http://www.w3.org/2000/svg";

/** Creates an HTML element. Texts become text nodes, so nothing in them is markup. */
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

/** Creates an SVG element. */
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

/** Creates text that only screen readers read. */
export function screenReaderText(text: string): HTMLElement {
  return element("span", { class: "spoken" }, text);
}

/** Creates a link if the URL uses https, and only the text if not. */
export function link(url: string | undefined, text: string): Node {
  if (url === undefined || !/^https:\/\/[^\s\\@]+$/.test(url)) return document.createTextNode(text);
  return element("a", { href: url, rel: "noreferrer" }, text);
}

/** Sets attributes. `true` sets an attribute without a value; `undefined` and `false` set none. */
function setAttributes(made: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : String(value));
  }
}
