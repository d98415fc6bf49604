import { formatNumber } from "../../render/text/plural.ts";
import { element } from "../elements/element.ts";
import type { Model, Workspace } from "../model/model.ts";
import { lineOf, placeIn } from "./chart.ts";
import { maxOf, type Series, type Span, valueAt } from "./series.ts";

/** A small chart for each workspace, all with the same period. */
export class Panels {
  readonly element: HTMLElement;
  readonly #list = element("ul", { class: "panels" });
  readonly #span: Span;
  readonly #shown: readonly {
    readonly series: Series;
    readonly number: HTMLElement;
    readonly cursor: HTMLElement;
  }[];

  constructor(model: Model, all: readonly Series[], span: Span) {
    this.#span = span;
    const max = all.reduce((largest, series) => Math.max(largest, maxOf(series)), 1);
    const sorted = model.workspaces
      .map((workspace, column) => ({ workspace, series: all[column] ?? [] }))
      .sort((a, b) => valueAt(b.series) - valueAt(a.series));
    this.#shown = sorted.map(one => this.#add(one.workspace, one.series, max));
    const own = element("input", { type: "checkbox", id: "own-scale" });
    own.addEventListener("change", () => this.#list.classList.toggle("own", own.checked));
    this.element = element(
      "section",
      { class: "by-workspace" },
      element(
        "div",
        { class: "row" },
        element("h2", {}, "People by workspace, largest first"),
        element(
          "span",
          { class: "choice" },
          own,
          element("label", { for: "own-scale" }, "separate scale for each"),
        ),
      ),
      this.#list,
    );
  }

  /** Shows the counts at a time. Default: the last counts. */
  moveTo(time: number | undefined): void {
    for (const { series, number, cursor } of this.#shown) {
      number.textContent = formatNumber(valueAt(series, time));
      cursor.hidden = time === undefined;
      if (time !== undefined) cursor.style.left = `${placeIn(this.#span, time) * 100}%`;
    }
  }

  #add(workspace: Workspace, series: Series, max: number) {
    const number = element("span", { class: "number" }, formatNumber(valueAt(series)));
    const cursor = element("div", { class: "cursor", hidden: true });
    this.#list.append(
      element(
        "li",
        {},
        element("span", { class: "panel-name", title: workspace.name }, workspace.name),
        " ",
        number,
        element(
          "div",
          { class: "small-plot" },
          element("div", { class: "shared" }, lineOf(series, { ...this.#span, max })),
          element("div", { class: "single" }, lineOf(series, { ...this.#span, max: maxOf(series) })),
          cursor,
        ),
      ),
    );
    return { series, number, cursor };
  }
}
