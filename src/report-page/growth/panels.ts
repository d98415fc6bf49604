import { element } from "../elements/element.ts";
import { count } from "../elements/words.ts";
import type { Model, Workspace } from "../model/model.ts";
import { lineOf, placeIn, type Span } from "./chart.ts";
import { type Series, valueAt } from "./series.ts";

/** Each workspace by itself, small, all over the same time. */
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
    const most = all.reduce(
      (largest, { counts }) => Math.max(largest, ...counts.slice(-1), maxOf(counts)),
      1,
    );
    const sorted = model.workspaces
      .map((workspace, column) => ({ workspace, series: all[column] ?? { times: [], counts: [] } }))
      .sort((a, b) => (b.series.counts.at(-1) ?? 0) - (a.series.counts.at(-1) ?? 0));
    this.#shown = sorted.map(one => this.#add(one.workspace, one.series, most));
    const own = element("input", { type: "checkbox", id: "own-scale" });
    own.addEventListener("change", () => this.#list.classList.toggle("own", own.checked));
    this.element = element(
      "section",
      { class: "by-workspace" },
      element(
        "div",
        { class: "row" },
        element("h2", {}, "People by workspace, the largest first"),
        element(
          "span",
          { class: "choice" },
          own,
          element("label", { for: "own-scale" }, "each on its own scale"),
        ),
      ),
      this.#list,
    );
  }

  /** Shows the numbers of a time; of the end where there is none. */
  moveTo(time: number | undefined): void {
    for (const { series, number, cursor } of this.#shown) {
      number.textContent = count(time === undefined ? (series.counts.at(-1) ?? 0) : valueAt(series, time));
      cursor.hidden = time === undefined;
      if (time !== undefined) cursor.style.left = `${placeIn(this.#span, time) * 100}%`;
    }
  }

  #add(workspace: Workspace, series: Series, most: number) {
    const number = element("span", { class: "number" }, count(series.counts.at(-1) ?? 0));
    const cursor = element("div", { class: "cursor", hidden: true });
    const largest = Math.max(1, maxOf(series.counts));
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
          element("div", { class: "shared" }, lineOf(series, { ...this.#span, most })),
          element("div", { class: "single" }, lineOf(series, { ...this.#span, most: largest })),
          cursor,
        ),
      ),
    );
    return { series, number, cursor };
  }
}

function maxOf(counts: readonly number[]): number {
  return counts.reduce((a, b) => Math.max(a, b), 0);
}
