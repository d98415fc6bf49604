import { element } from "./element.ts";

/** Creates a table row whose first cell is its header. */
export function tableRow(head: readonly (Node | string)[], ...cells: readonly HTMLElement[]): HTMLElement {
  return element("tr", {}, element("th", { scope: "row" }, ...head), ...cells);
}

/** Creates a plain table with headers and an optional caption. */
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
