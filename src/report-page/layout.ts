import { element } from "./elements/element.ts";
import { reportSource, summaryCounts, title } from "./elements/messages.ts";
import type { Model } from "./model/model.ts";
import { formatFragment, type Query, type View } from "./model/query.ts";
import { makePartSelect, type PartSelect } from "./print-parts.ts";

/** The page around both views. */
export interface Layout {
  readonly element: HTMLElement;
  readonly members: HTMLElement;
  readonly growth: HTMLElement;
  /** The element for content that is only printed. */
  readonly printView: HTMLElement;
  readonly part: PartSelect;
  show(query: Query): void;
}

const viewNames: Readonly<Record<View, string>> = { members: "Access", growth: "History" };

export function makeLayout(model: Model): Layout {
  const links = (Object.keys(viewNames) as View[]).map(view => ({
    view,
    link: element("a", { href: "#" }, viewNames[view]),
  }));
  const members = element("div", { class: "members" });
  const growth = element("div", { class: "growth-view" });
  const printView = element("div");
  const part = makePartSelect();
  const print = element("button", { type: "button" }, "Print");
  print.addEventListener("click", () => window.print());
  const header = element(
    "header",
    {},
    element(
      "div",
      { class: "title" },
      element("h1", {}, title(model)),
      element("p", {}, summaryCounts(model)),
      element("p", { class: "quiet" }, reportSource(model)),
    ),
    element(
      "div",
      { class: "tools" },
      element("nav", { "aria-label": "Views" }, ...links.map(({ link }) => link)),
      schemeSelect(),
      part.element,
      print,
    ),
  );
  const page = element("div", { class: "page" }, header, element("main", {}, members, growth, printView));
  return {
    element: page,
    members,
    growth,
    printView,
    part,
    show: query => {
      part.element.hidden ||= query.view !== "members";
      page.classList.toggle("fits", query.view === "members");
      members.hidden = query.view !== "members";
      growth.hidden = query.view !== "growth";
      for (const { view, link } of links) {
        // A link without a fragment would point to the page itself, which some browsers would reload.
        link.href = formatFragment({ ...query, view }, model) || "#all";
        if (view === query.view) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
    },
  };
}

/** Creates the choice of colors. They follow the system until the reader chooses. */
function schemeSelect(): HTMLElement {
  const made = element(
    "select",
    { "aria-label": "Colors" },
    element("option", { value: "" }, "System colors"),
    element("option", { value: "light" }, "Light"),
    element("option", { value: "dark" }, "Dark"),
  );
  made.addEventListener("change", () => {
    if (made.value === "") document.documentElement.removeAttribute("data-scheme");
    else document.documentElement.setAttribute("data-scheme", made.value);
  });
  return made;
}
