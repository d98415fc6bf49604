import { element } from "./element.ts";

/** A row whose first cell is its head. */
export function tableRow(head: readonly (Node | string)[], ...cells: readonly HTMLElement[]): HTMLElement {
  return element("tr", {}, element("th", { scope: "row" }, ...head), ...cells);
}

/** A plain table with a head, and a caption if there is one. */
export function plainTable(
  heads: readonly string[],
  rows: readonly HTMLElement[],
  caption?: string,
): HTMLTableElement {
  const head = element("tr", {}, ...heads.map(text => element("th", { scope: "col" }, text)));
  return element(
    "table",
    { class: "plain" },
    ...(caption === undefined ? [] : [element("caption", {}, caption)]),
    element("thead", {}, head),
    element("tbody", {}, ...rows),
  );
}
